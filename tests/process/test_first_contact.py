"""The call of day 1 and the retries (R01 to R04, R06, R08), and the example case."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.contact import AppointmentKind, Channel, Direction, Whom
from caseconsole.domain.moment import PartOfDay
from caseconsole.process.assess import assess
from caseconsole.process.ledger_age import ledger_held
from caseconsole.process.policy_check import load_policy
from caseconsole.process.situation import DayFacts
from tests.process.files import (
    MONDAY_2,
    RENT,
    SUNDAY_1,
    TUESDAY_3,
    administrator,
    appointment,
    case,
    contact,
    due,
    not_due,
    nov,
    paid_up,
    pause,
    policy,
    promise,
    spoken,
    standing,
    visit,
)

MORNING, AFTERNOON, EVENING = PartOfDay


def test_a_rent_due_on_a_sunday_is_called_about_on_tuesday() -> None:
    """Due 1 November, banking day Monday 2, day 1 is Tuesday 3 (R01 to R03)."""
    verdict = due("first_call", case())
    assert (verdict.since, verdict.until, verdict.rule) == (TUESDAY_3, TUESDAY_3, "R03")
    assert verdict.source == "source.own_practice"
    assert verdict.because.values == {
        "due_on": "2026-11-01",
        "open_cents": RENT,
        "bank_on": "2026-11-02",
        "day_on": "2026-11-03",
    }
    assert verdict.next.id == "next.retry"
    assert verdict.whom is Whom.TENANT


@pytest.mark.parametrize(
    ("due_on", "call_on"),
    [
        (date(2026, 10, 1), date(2026, 10, 2)),
        (date(2026, 4, 1), date(2026, 4, 2)),
        (date(2026, 1, 1), date(2026, 1, 5)),
        (date(2026, 3, 1), date(2026, 3, 3)),
        (date(2027, 5, 1), date(2027, 5, 4)),
    ],
)
def test_day_one_follows_the_banking_day(due_on: date, call_on: date) -> None:
    """Weekends and general holidays are neither banking nor calling days."""
    file = case(standing=standing(missed_on=due_on, since=due_on))
    assert due("first_call", file, call_on, complete_through=call_on).since == call_on
    before = date.fromordinal(call_on.toordinal() - 1)
    assert not_due("first_call", file, before).missing.id == "first_call.later"


HELD: list[tuple[str, dict[str, Any], date, str, str]] = [
    ("too early", {}, MONDAY_2, "first_call.later", "R03"),
    ("paid", {"standing": paid_up()}, TUESDAY_3, "held.no_arrears", "R08"),
    ("small", {"standing": standing(arrears=4_99)}, TUESDAY_3, "held.too_little", "R08"),
    (
        "only costs",
        {"standing": standing(missed_on=None, missed_cents=0)},
        TUESDAY_3,
        "first_call.nothing_missed",
        "R03",
    ),
    ("attempt", {"contacts": (contact(TUESDAY_3),)}, TUESDAY_3, "first_call.made", "R03"),
    ("talk", {"contacts": (spoken(MONDAY_2),)}, TUESDAY_3, "first_call.made", "R03"),
    ("visit", {"contacts": (visit(MONDAY_2),)}, TUESDAY_3, "first_call.made", "R03"),
    ("paused", {"pauses": (pause(SUNDAY_1, nov(9)),)}, TUESDAY_3, "held.paused", "P07"),
    ("paused today", {"pauses": (pause(SUNDAY_1, nov(3)),)}, TUESDAY_3, "held.paused", "P07"),
    ("promise", {"promises": (promise(nov(10)),)}, TUESDAY_3, "held.promise", "P01"),
    (
        "promise for all made before",
        {"promises": (promise(nov(10), made_on=date(2026, 10, 30)),)},
        TUESDAY_3,
        "held.promise",
        "P01",
    ),
    (
        "part promised since",
        {"promises": (promise(nov(10), 100_00, made_on=MONDAY_2),)},
        TUESDAY_3,
        "held.promise",
        "P01",
    ),
    (
        "call back",
        {"appointments": (appointment(nov(4)),)},
        TUESDAY_3,
        "held.agreed_call_back",
        "P03",
    ),
    (
        "call back agreed on the day itself",
        {"appointments": (appointment(nov(4), made_on=SUNDAY_1),)},
        TUESDAY_3,
        "held.agreed_call_back",
        "P03",
    ),
    (
        "call back after a talk",
        {"appointments": (appointment(nov(4), AppointmentKind.TALK), appointment(nov(5)))},
        TUESDAY_3,
        "held.agreed_call_back",
        "P03",
    ),
]


@pytest.mark.parametrize(
    ("changed", "today", "missing", "rule"), [held[1:] for held in HELD], ids=[h[0] for h in HELD]
)
def test_one_changed_fact_holds_the_first_call(
    changed: dict[str, Any], today: date, missing: str, rule: str
) -> None:
    """Each fact of the base case matters, and the verdict names it."""
    verdict = not_due("first_call", case(**changed), today)
    assert (verdict.missing.id, verdict.rule) == (missing, rule)


NOT_HELD: dict[str, dict[str, Any]] = {
    "just enough": {"standing": standing(arrears=5_00)},
    "part paid": {"standing": standing(arrears=100_00, missed_cents=100_00)},
    "attempt before": {"contacts": (contact(date(2026, 10, 30)),)},
    "attempt on the due day": {"contacts": (contact(SUNDAY_1),)},
    "letter": {"contacts": (contact(TUESDAY_3, Whom.TENANT, channel=Channel.LETTER),)},
    "message": {"contacts": (contact(TUESDAY_3, Whom.TENANT, channel=Channel.MESSAGE),)},
    "missed call from outside": {"contacts": (contact(MONDAY_2, direction=Direction.IN),)},
    "pause that ended": {"pauses": (pause(date(2026, 10, 1), MONDAY_2),)},
    "pause to come": {"pauses": (pause(nov(4), nov(9)),)},
    "part promised before": {
        "promises": (promise(nov(10), 100_00, made_on=date(2026, 10, 20)),),
    },
    "talk to come": {"appointments": (appointment(nov(9), AppointmentKind.TALK),)},
    "call back that was kept": {"appointments": (appointment(nov(9), kept=True),)},
    "call back agreed before": {
        "appointments": (appointment(nov(20), made_on=date(2026, 10, 31)),)
    },
    "no file yet": {"id": None, "episode": None},
}


@pytest.mark.parametrize("changed", NOT_HELD.values(), ids=NOT_HELD)
def test_other_facts_do_not_hold_the_first_call(changed: dict[str, Any]) -> None:
    """What has nothing to do with this rent does not matter."""
    assert due("first_call", case(**changed)).since == TUESDAY_3


def test_the_message_tells_how_much_is_missing() -> None:
    """R08: the nearest missing fact is an amount."""
    verdict = not_due("first_call", case(standing=standing(arrears=1_20)))
    assert verdict.missing.values == {"more_cents": 3_80, "arrears_cents": 1_20}


def test_the_message_tells_in_how_many_days() -> None:
    """On Sunday the call is two days away."""
    verdict = not_due("first_call", case(), SUNDAY_1)
    assert verdict.missing.values == {"n": 2, "day_on": "2026-11-03"}


@pytest.mark.parametrize(
    ("complete_through", "missing"),
    [(None, "held.no_ledger"), (SUNDAY_1, "held.ledger_too_old")],
)
def test_an_old_ledger_holds_the_first_call(complete_through: date | None, missing: str) -> None:
    """Complete through the previous working day, or nobody is called (P06)."""
    verdict = not_due("first_call", case(), complete_through=complete_through)
    assert (verdict.missing.id, verdict.rule) == (missing, "P06")


def test_a_ledger_through_the_previous_working_day_is_new_enough() -> None:
    """On Monday that is Friday."""
    assert due("first_call", case(), TUESDAY_3, complete_through=MONDAY_2)
    assert due("first_call", case(), nov(9), complete_through=nov(6))
    assert not_due("first_call", case(), nov(9), complete_through=nov(5)).rule == "P06"


@pytest.mark.parametrize(
    ("today", "needed"),
    [
        (date(2026, 4, 30), date(2026, 4, 29)),
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 5, 2), date(2026, 4, 30)),
        (date(2026, 5, 3), date(2026, 4, 30)),
        (date(2026, 5, 4), date(2026, 4, 30)),
        (date(2026, 5, 6), date(2026, 5, 4)),
        (date(2026, 4, 7), date(2026, 4, 2)),
        (date(2026, 11, 9), date(2026, 11, 6)),
    ],
)
def test_the_ledger_must_be_complete_through_the_previous_banking_day(
    today: date, needed: date
) -> None:
    """On 1 May banks rest, so no bank file of that day is waited for."""
    assert ledger_held(needed, today, 1) is None
    held = ledger_held(needed - timedelta(days=1), today, 1)
    assert held is not None
    assert held.values["needed_on"] == needed.isoformat()


def test_a_returned_debit_is_called_about_on_the_next_working_day() -> None:
    """It counts as missed rent of the day it came back (R03)."""
    file = case(standing=standing(returned_on=nov(6)))
    assert not_due("first_call", file, nov(6)).missing.values["day_on"] == "2026-11-09"
    verdict = due("first_call", file, nov(9))
    assert (verdict.since, verdict.because.id) == (nov(9), "first_call.returned")
    assert due("first_call", replace(file, contacts=(spoken(nov(5)),)), nov(9))
    held = not_due("first_call", replace(file, contacts=(contact(nov(6)),)), nov(9))
    assert held.missing.id == "first_call.made_returned"
    assert held.missing.values == {"miss_on": "2026-11-06", "last_on": "2026-11-06"}


def test_a_return_before_the_newest_missed_rent_does_not_matter() -> None:
    """The newest miss is the anchor."""
    file = case(standing=standing(returned_on=date(2026, 10, 9), since=date(2026, 10, 1)))
    assert due("first_call", file).because.id == "first_call.due"


def test_the_next_missed_rent_is_called_about_again() -> None:
    """Contacts about November do not count for December."""
    file = case(contacts=(spoken(TUESDAY_3),), standing=standing(missed_on=date(2026, 12, 1)))
    assert due("first_call", file, date(2026, 12, 2)).since == date(2026, 12, 2)


def test_all_calls_go_to_the_administrator() -> None:
    """R06; the administrator of somebody else, or of before, does not count."""
    assert due("first_call", case(representatives=(administrator(),))).whom is Whom.ADMINISTRATOR
    assert due("first_call", case(representatives=(administrator(of=2),))).whom is Whom.TENANT
    ended = administrator(until=MONDAY_2)
    assert due("first_call", case(representatives=(ended,))).whom is Whom.TENANT


def test_a_call_that_became_due_in_a_pause_counts_from_its_end() -> None:
    """Nobody is late for what had to wait."""
    verdict = due("first_call", case(pauses=(pause(MONDAY_2, nov(10)),)), nov(12))
    assert (verdict.since, verdict.until) == (nov(11), nov(11))


def test_an_unreached_call_is_retried_on_the_next_working_day_at_another_part() -> None:
    """R04; on a Friday that is Monday."""
    file = case(contacts=(contact(nov(6), part=MORNING),))
    waits = not_due("retry_call", file, nov(7))
    assert waits.missing.values == {
        "n": 2,
        "day_on": "2026-11-09",
        "part_word": "daypart.afternoon",
    }
    verdict = due("retry_call", file, nov(9))
    assert (verdict.since, verdict.until, verdict.rule) == (nov(9), nov(12), "R04")
    assert verdict.because.values["part_word"] == "daypart.afternoon"
    assert verdict.next.id == "next.retry"


@pytest.mark.parametrize(
    ("tried", "now"),
    [
        ((MORNING,), AFTERNOON),
        ((AFTERNOON,), EVENING),
        ((EVENING,), MORNING),
        ((MORNING, EVENING), AFTERNOON),
        ((MORNING, AFTERNOON), EVENING),
        ((AFTERNOON, MORNING), EVENING),
    ],
)
def test_a_retry_goes_to_a_part_of_the_day_not_tried(
    tried: tuple[PartOfDay, ...], now: PartOfDay
) -> None:
    """The next one after the last tried."""
    contacts = tuple(contact(nov(3 + n), part=part) for n, part in enumerate(tried))
    verdict = due("retry_call", case(contacts=contacts), nov(3 + len(tried)))
    assert verdict.because.values["part_word"] == f"daypart.{now}"


def test_the_last_retry_is_followed_by_a_visit() -> None:
    """Three attempts at most."""
    file = case(contacts=(contact(nov(3)), contact(nov(4))))
    assert due("retry_call", file, nov(5)).next.id == "next.visit"
    to_office = replace(file, representatives=(administrator(),))
    assert due("retry_call", to_office, nov(5)).next.id == "next.retry"


def test_a_wrong_number_asks_for_another_one() -> None:
    """The words differ, the rule does not."""
    file = case(contacts=(contact(nov(3), Whom.WRONG_NUMBER),))
    assert due("retry_call", file, nov(4)).because.id == "retry_call.wrong_number"


@pytest.mark.parametrize("whom", [Whom.OTHER_ADULT, Whom.VOICEMAIL, Whom.NO_ANSWER])
def test_only_the_tenant_counts_as_reached(whom: Whom) -> None:
    """Somebody else at the phone is not the tenant."""
    assert due("retry_call", case(contacts=(contact(nov(3), whom),)), nov(4))


RETRY_HELD: list[tuple[str, dict[str, Any], date, str]] = [
    ("untried", {"contacts": ()}, nov(4), "contact.untried"),
    ("spoken", {"contacts": (contact(nov(3)), spoken(nov(3)))}, nov(4), "contact.spoken"),
    ("paid", {"standing": paid_up()}, nov(4), "held.no_arrears"),
    ("small", {"standing": standing(arrears=100)}, nov(4), "held.too_little"),
    ("same day", {}, nov(3), "retry_call.later"),
    ("window passed", {}, nov(10), "retry_call.window"),
    ("most", {"contacts": (contact(nov(3)),) * 3}, nov(4), "retry_call.most"),
    ("visited", {"contacts": (contact(nov(3)), visit(nov(3)))}, nov(4), "retry_call.visited"),
    ("promise", {"promises": (promise(nov(10)),)}, nov(4), "contact.promised_since"),
    (
        "promise before",
        {"promises": (promise(nov(10), made_on=MONDAY_2),)},
        nov(4),
        "held.promise",
    ),
    ("call back", {"appointments": (appointment(nov(5)),)}, nov(4), "held.agreed_call_back"),
    (
        "talk",
        {"appointments": (appointment(nov(9), AppointmentKind.TALK),)},
        nov(4),
        "held.agreed_talk",
    ),
    ("paused", {"pauses": (pause(nov(4), nov(5)),)}, nov(4), "held.paused"),
]


@pytest.mark.parametrize(
    ("changed", "today", "missing"), [h[1:] for h in RETRY_HELD], ids=[h[0] for h in RETRY_HELD]
)
def test_one_changed_fact_holds_the_retry(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """The base: one attempt on day 1, not reached, the next day."""
    base = case(contacts=(contact(nov(3)),))
    assert due("retry_call", base, nov(4))
    assert not_due("retry_call", replace(base, **changed), today).missing.id == missing


def test_an_old_ledger_does_not_hold_a_retry() -> None:
    """What was begun goes on."""
    assert due("retry_call", case(contacts=(contact(nov(3)),)), nov(4), complete_through=SUNDAY_1)


def test_the_policy_of_the_missed_day_counts(tmp_path: Path) -> None:
    """A later change of policy leaves running trouble alone."""
    (tmp_path / "own.toml").write_text(
        "[[max_call_attempts]]\nvalid_from = 2026-12-01\nvalue = 1\nsource = 'practice'\n"
    )
    changed = load_policy(overrides=tmp_path)
    file = case(contacts=(contact(nov(3)),))
    assert due("retry_call", file, nov(4), by=changed)
    december = standing(missed_on=date(2026, 12, 1))
    file = case(standing=december, contacts=(contact(date(2026, 12, 2)),))
    verdict = due("home_visit", file, date(2026, 12, 3), by=changed)
    assert verdict.source == "source.practice"


def test_the_first_weeks_of_the_example_case() -> None:
    """The worked example of a first month: calls on D+1 and D+2, a visit on D+6."""
    march = standing(missed_on=date(2026, 3, 1), since=date(2026, 3, 1))
    file = case(standing=march, episode=None, id=None, opened_on=None)

    def today(day: int) -> list[str]:
        on = date(2026, 3, day)
        found = assess(file, policy(), on, DayFacts(on))
        return [verdict.action for verdict in found if hasattr(verdict, "because")]

    assert today(1) == today(2) == []
    assert today(3) == ["first_call"]
    file = replace(file, contacts=(contact(date(2026, 3, 3), part=MORNING),))
    assert today(3) == []
    assert today(4) == ["retry_call"]
    file = replace(file, contacts=(*file.contacts, contact(date(2026, 3, 4), part=AFTERNOON)))
    assert today(4) == []
    assert today(9) == ["retry_call"]
    assert today(10) == ["home_visit"]
    file = replace(file, contacts=(*file.contacts, visit(date(2026, 3, 10))))
    assert today(10) == today(16) == []
    assert today(17) == ["follow_up"]
    april = standing(missed_on=date(2026, 4, 1), since=date(2026, 3, 1), arrears=2 * RENT)
    file = replace(file, standing=april)
    found = assess(file, policy(), date(2026, 4, 2), DayFacts(date(2026, 4, 1)))
    assert [v.action for v in found if hasattr(v, "because")] == ["first_call"]
