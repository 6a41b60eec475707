"""The home visit when calling did not help, or when it was agreed (R04, R06, P03)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.contact import AppointmentKind, Episode, Whom
from caseconsole.domain.message import message
from tests.process.files import (
    MONDAY_2,
    RENT,
    administrator,
    appointment,
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    paid_up,
    pause,
    promise,
    spoken,
    standing,
    visit,
)


def test_three_attempts_make_a_visit_due_the_next_working_day() -> None:
    """R04: at most three attempts."""
    file = case(contacts=(contact(nov(3)), contact(nov(4)), contact(nov(6))))
    assert not_due("home_visit", file, nov(7)).missing.id == "home_visit.tomorrow"
    verdict = due("home_visit", file, nov(9))
    assert (verdict.since, verdict.rule) == (nov(9), "R04")
    assert verdict.because.values == {
        "n": 3,
        "first_on": "2026-11-03",
        "last_on": "2026-11-06",
    }


def test_a_passed_window_makes_a_visit_due() -> None:
    """Five working days from the first attempt: 3, 4, 5, 6 and 9 November."""
    file = case(contacts=(contact(nov(3)),))
    waits = not_due("home_visit", file, nov(9))
    assert waits.missing.values == {"n": 2, "day_on": "2026-11-10"}
    assert due("home_visit", file, nov(10)).since == nov(10)
    assert due("home_visit", file, nov(10)).because == message(
        "home_visit.window", n=1, first_on="2026-11-03", days=5
    )
    assert dues(file, nov(9)) == ["retry_call"]
    assert dues(file, nov(10)) == ["home_visit"]


@pytest.mark.parametrize(
    ("first", "last", "visit_on"),
    [
        (nov(3), nov(9), nov(10)),
        (nov(6), nov(12), nov(13)),
        (nov(7), nov(13), nov(16)),
        (nov(8), nov(13), nov(16)),
        (nov(9), nov(13), nov(16)),
        (date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 4)),
        (date(2026, 12, 25), date(2027, 1, 4), date(2027, 1, 5)),
    ],
    ids=["Tuesday", "Friday", "Saturday", "Sunday", "Monday", "Christmas Eve", "Christmas"],
)
def test_the_window_holds_five_working_days_whatever_day_the_first_attempt_was(
    first: date, last: date, visit_on: date
) -> None:
    """R04: an attempt on a day off counts as an attempt; its days begin on the next working day."""
    file = case(contacts=(contact(first),))
    retry = due("retry_call", file, last)
    assert (retry.until, retry.because.values["attempt"]) == (last, 1)
    assert not_due("home_visit", file, last).missing.values["day_on"] == visit_on.isoformat()
    assert not_due("retry_call", file, visit_on).missing.id == "retry_call.window"
    assert due("home_visit", file, visit_on).since == visit_on


def test_an_attempt_on_a_day_off_is_one_of_the_three() -> None:
    """R04: with its part of the day; the next attempt is on the next working day."""
    sunday = contact(nov(8))
    assert due("retry_call", case(contacts=(sunday,)), nov(9)).since == nov(9)
    file = case(contacts=(sunday, contact(nov(9)), contact(nov(10))))
    assert not_due("retry_call", file, nov(11)).missing.id == "retry_call.most"
    assert due("home_visit", file, nov(11)).since == nov(11)


VISIT_HELD: list[tuple[str, dict[str, Any], str]] = [
    ("untried", {"contacts": ()}, "contact.untried"),
    ("spoken", {"contacts": (contact(nov(3)), spoken(nov(4)))}, "contact.spoken"),
    ("visited", {"contacts": (contact(nov(3)), visit(nov(10)))}, "home_visit.done"),
    ("administrator", {"representatives": (administrator(),)}, "home_visit.administrator"),
    ("paid", {"standing": paid_up()}, "held.no_arrears"),
    ("promise", {"promises": (promise(nov(20), made_on=MONDAY_2),)}, "held.promise"),
    ("call back", {"appointments": (appointment(nov(12)),)}, "held.agreed_call_back"),
    (
        "visit agreed",
        {"appointments": (appointment(nov(12), AppointmentKind.HOME_VISIT),)},
        "held.agreed_home_visit",
    ),
    ("paused", {"pauses": (pause(nov(10), nov(15)),)}, "held.paused"),
]


@pytest.mark.parametrize(
    ("changed", "missing"), [h[1:] for h in VISIT_HELD], ids=[h[0] for h in VISIT_HELD]
)
def test_one_changed_fact_holds_the_visit(changed: dict[str, Any], missing: str) -> None:
    """The base: one attempt on day 1, and its days have passed."""
    base = case(contacts=(contact(nov(3)),))
    assert due("home_visit", base, nov(10))
    assert not_due("home_visit", replace(base, **changed), nov(10)).missing.id == missing


DECEMBER_1 = date(2026, 12, 1)
OCTOBER = date(2026, 10, 5)
STAYS: list[tuple[str, dict[str, Any], date | None]] = [
    ("base", {}, nov(10)),
    ("called about December", {"contacts": (contact(nov(3)), contact(nov(32)))}, nov(10)),
    ("attempts of three months", {"episode": Episode(1, date(2026, 10, 1)),
                                  "standing": standing(arrears=2 * RENT),
                                  "contacts": (contact(OCTOBER), contact(nov(3)))},
     date(2026, 10, 12)),
    ("promised a part before", {"promises": (promise(nov(50), 1_00, made_on=MONDAY_2),)}, nov(10)),
    ("in an episode before", {"contacts": (contact(OCTOBER),)}, None),
    ("on the day it was due", {"contacts": (contact(nov(1)),)}, None),
    ("spoken since", {"contacts": (contact(nov(3)), spoken(nov(12)))}, None),
    ("promised since", {"promises": (promise(nov(20), 1_00, made_on=nov(5)),)}, None),
    ("visited since", {"contacts": (contact(nov(3)), visit(nov(10)))}, None),
    ("called after the visit", {"contacts": (contact(nov(3)), visit(nov(10)), contact(nov(17)))},
     None),
    ("visited about December", {"contacts": (contact(nov(3)), visit(nov(32)))}, None),
    ("a debit that came back since", {"standing": standing(returned_on=nov(20))}, None),
    ("untried", {"contacts": ()}, None),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "since"), [s[1:] for s in STAYS], ids=[s[0] for s in STAYS])
def test_a_visit_stays_due_when_the_next_rent_is_missed(
    changed: dict[str, Any], since: date | None
) -> None:
    """R04: whoever was not reached is visited, and called about the new rent beside it (R03)."""
    stood = changed.get("standing", standing())
    missed = replace(stood, missed_on=DECEMBER_1, arrears=stood.arrears + RENT)
    base = case(contacts=(contact(nov(3)),))
    file = replace(base, **changed | {"standing": missed})
    if since is None:
        assert not_due("home_visit", file, nov(32))
    else:
        assert due("home_visit", file, nov(32)).since == since
    called = any(one.on > DECEMBER_1 for one in file.contacts)
    assert called or due("first_call", file, nov(32)).since == nov(32)


LEFT: list[tuple[str, int, date, date | None]] = [
    ("nothing", 0, DECEMBER_1, None),
    ("2 euro", 2_00, DECEMBER_1, None),
    ("a cent less than is worth a call", 4_99, DECEMBER_1, None),
    ("what is worth a call", 5_00, DECEMBER_1, nov(10)),
    ("a whole rent", RENT, DECEMBER_1, nov(10)),
    ("2 euro, and December's", RENT + 2_00, date(2027, 1, 1), None),
    ("a whole rent, and December's", 2 * RENT, date(2027, 1, 1), nov(10)),
]


@pytest.mark.parametrize("rent", [0, 1])
def test_where_the_rent_tells_no_month_attempts_count_since_the_episode_began(rent: int) -> None:
    stood = standing(missed_on=DECEMBER_1, arrears=2 * RENT, rent=rent)
    assert due("home_visit", case(contacts=(contact(nov(3)),), standing=stood), nov(32))


@pytest.mark.parametrize(
    ("left", "missed_on", "since"),
    [(cents, on, since) for _, cents, on, since in LEFT],
    ids=[row[0] for row in LEFT],
)
def test_a_visit_stays_due_only_while_the_rent_it_was_about_is_worth_a_call(
    left: int, missed_on: date, since: date | None
) -> None:
    """R08: what was paid but for a trifle was answered, also where the episode stays open."""
    base = case(contacts=(contact(nov(3)),))
    stood = standing(missed_on=missed_on, arrears=RENT + left)
    today = missed_on + timedelta(days=3)
    file = replace(base, standing=stood)
    if since is None:
        assert not_due("home_visit", file, today)
    else:
        assert due("home_visit", file, today).since == since


def test_who_was_visited_is_visited_again_about_the_rent_of_a_later_month() -> None:
    """Calls about December lead to a visit, also when January is missed before it was made."""
    contacts = contact(nov(3)), visit(nov(10)), contact(nov(17)), contact(nov(32)), contact(nov(33))
    file = case(contacts=contacts, standing=standing(missed_on=DECEMBER_1))
    assert due("home_visit", file, nov(39)).since == nov(39)
    file = replace(file, standing=standing(missed_on=date(2027, 1, 1), arrears=3 * RENT))
    verdict = due("home_visit", file, date(2027, 1, 5))
    assert (verdict.since, verdict.because.values["n"]) == (nov(39), 2)


def test_a_debit_that_comes_back_after_a_visit_leads_to_another() -> None:
    """It begins the calling anew."""
    contacts = contact(nov(3)), visit(nov(10)), contact(nov(16)), contact(nov(17)), contact(nov(18))
    file = case(contacts=contacts, standing=standing(returned_on=nov(13)))
    assert due("home_visit", file, nov(19)).since == nov(19)


def test_an_agreed_visit_is_due_on_its_day_until_it_was_made() -> None:
    """Whatever is open by then (P03)."""
    agreed = appointment(nov(6), AppointmentKind.HOME_VISIT)
    file = case(contacts=(spoken(nov(3)),), appointments=(agreed,))
    verdict = due("home_visit", file, nov(6))
    assert (verdict.since, verdict.until, verdict.rule) == (nov(6), nov(6), "P03")
    called = replace(file, contacts=(*file.contacts, contact(nov(6))))
    assert due("home_visit", called, nov(6))
    made = replace(file, contacts=(*file.contacts, visit(nov(6), Whom.TENANT)))
    assert not_due("home_visit", made, nov(6))
    kept = replace(agreed, kept=True)
    assert not_due("home_visit", replace(file, appointments=(kept,)), nov(6))


def test_a_call_back_from_before_the_rent_was_missed_holds_neither_retry_nor_visit() -> None:
    """It was not about this; a talk that was agreed then is kept first."""
    before = appointment(nov(30), made_on=date(2026, 10, 31))
    once = case(contacts=(contact(nov(3)),), appointments=(before,))
    assert due("retry_call", once, nov(4))
    thrice = replace(once, contacts=tuple(contact(nov(day)) for day in (3, 4, 5)))
    assert due("home_visit", thrice, nov(6))
    talk = replace(before, kind=AppointmentKind.TALK)
    for file, action in ((once, "retry_call"), (thrice, "home_visit")):
        held = not_due(action, replace(file, appointments=(talk,)), nov(6))
        assert held.missing.id == "held.agreed_talk"
