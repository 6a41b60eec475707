"""Agreed days (P03) and the safety net (P05)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.contact import Appointment, AppointmentKind, Channel, Contact, Whom
from caseconsole.domain.ledger import Standing
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.verdict import Due
from tests.process.files import (
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
    verdicts,
    visit,
)
from tests.process.test_arrangement_steps import THURSDAY
from tests.process.test_arrangement_steps import file as arranged

AGREED = case(contacts=(spoken(nov(3)),), appointments=(appointment(nov(6)),))
SILENT = case(contacts=(spoken(nov(3)),))


def test_a_call_back_is_due_on_its_day() -> None:
    """And not before."""
    waits = not_due("call_back", AGREED, nov(4))
    assert waits.missing.values == {"n": 2, "day_on": "2026-11-06"}
    verdict = due("call_back", AGREED, nov(6))
    assert (verdict.since, verdict.until, verdict.rule) == (nov(6), nov(6), "P03")
    assert verdict.source == "source.agreed"
    assert due("call_back", AGREED, nov(9)).since == nov(6)


def test_a_call_back_names_the_agreed_part_of_the_day() -> None:
    """When one was agreed."""
    at = appointment(nov(6), part=PartOfDay.EVENING)
    verdict = due("call_back", replace(AGREED, appointments=(at,)), nov(6))
    assert verdict.because.id == "call_back.due_part"
    assert verdict.because.values["part_word"] == "daypart.evening"


@pytest.mark.parametrize(
    "changed",
    [
        {"contacts": (spoken(nov(6)),)},
        {"contacts": (contact(nov(6)),)},
        {"appointments": (appointment(nov(6), kept=True),)},
        {"appointments": (appointment(nov(6), kept=False),)},
        {"appointments": ()},
        {"pauses": (pause(nov(6), nov(9)),)},
    ],
)
def test_one_changed_fact_ends_a_call_back(changed: dict[str, Any]) -> None:
    """It was tried, judged, or never agreed."""
    assert not_due("call_back", replace(AGREED, **changed), nov(6))


TODAY = appointment(nov(3))
LATER = case(contacts=(spoken(nov(3)),), appointments=(TODAY,))


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, True),
        ({"contacts": (contact(nov(3)),)}, True),
        ({"standing": paid_up(), "episode": None}, True),
        ({"appointments": (replace(TODAY, kept=True),)}, False),
        ({"appointments": (replace(TODAY, kept=False),)}, False),
        ({"contacts": (spoken(nov(3)), contact(nov(4)))}, False),
        ({"contacts": (spoken(nov(3)), visit(nov(4)))}, True),
        ({"contacts": (spoken(nov(3)), visit(nov(4), Whom.TENANT))}, False),
    ],
    ids=["base", "tried before", "paid", "reached", "not reached", "tried later",
         "nobody home", "spoken at home"],
)  # fmt: skip
def test_a_call_back_for_later_today_is_not_answered_by_what_came_before_it(
    changed: dict[str, Any], asked: bool
) -> None:
    """The base: agreed in the call of day 1 for that afternoon; `kept` says what came after."""
    file = replace(LATER, **changed)
    assert isinstance(verdicts(file, nov(4))["call_back"], Due) is asked
    assert isinstance(verdicts(LATER, nov(3))["call_back"], Due)


def test_a_call_back_is_kept_though_all_is_paid_and_the_ledger_is_old() -> None:
    """An agreed day is a word given."""
    assert due("call_back", replace(AGREED, standing=paid_up()), nov(6))
    assert due("call_back", AGREED, nov(6), complete_through=None)


def test_a_call_back_goes_before_every_other_call() -> None:
    """One call a day is enough."""
    december = standing(missed_on=date(2026, 12, 1))
    file = replace(AGREED, standing=december)
    assert dues(file, date(2026, 12, 2)) == ["call_back"]
    behind = not_due("first_call", file, date(2026, 12, 2))
    assert behind.missing.values == {"action_word": "action.call_back"}


def test_an_unreached_call_back_is_retried() -> None:
    """Like any call."""
    file = replace(AGREED, contacts=(*AGREED.contacts, contact(nov(6))))
    assert dues(file, nov(9)) == ["retry_call"]


CALLED = case(
    standing=paid_up(),
    episode=None,
    contacts=(spoken(nov(3)), contact(nov(6))),
    appointments=(appointment(nov(6), kept=False),),
)


@pytest.mark.parametrize("standing", [paid_up(), standing(arrears=499)], ids=["none", "little"])
def test_an_unreached_call_back_is_retried_whatever_is_open(standing: Standing) -> None:
    """A word given: three attempts on working days, and then the follow-up."""
    file = replace(CALLED, standing=standing)
    assert dues(file, nov(6)) == []
    first = due("retry_call", file, nov(9))
    assert (first.since, first.until, first.next.id) == (nov(9), nov(12), "next.retry")
    file = replace(file, contacts=(*file.contacts, contact(nov(9))))
    assert due("retry_call", file, nov(10)).next.id == "next.follow_up"
    file = replace(file, contacts=(*file.contacts, contact(nov(10))))
    assert not_due("retry_call", file, nov(11)).missing.id == "retry_call.most"
    assert not_due("home_visit", file, nov(11))
    assert not_due("follow_up", file, nov(16)).missing.values == {"n": 1, "day_on": "2026-11-17"}
    verdict = due("follow_up", file, nov(17))
    assert (verdict.since, verdict.because.id) == (nov(17), "follow_up.unanswered")
    assert verdict.because.values["last_on"] == "2026-11-10"
    file = replace(file, contacts=(*file.contacts, contact(nov(17))))
    assert not any(dues(file, nov(day)) for day in (17, 18, 24, 60))


@pytest.mark.parametrize(
    ("changed", "today", "asked"),
    [
        ({}, nov(9), ["retry_call"]),
        ({}, nov(13), ["follow_up"]),
        ({"contacts": (*CALLED.contacts, spoken(nov(6)))}, nov(9), []),
        ({"contacts": (*CALLED.contacts, spoken(nov(9)))}, nov(13), []),
        ({"contacts": (*CALLED.contacts, visit(nov(9)))}, nov(10), []),
        ({"contacts": CALLED.contacts[:1]}, nov(9), []),
        ({"appointments": (appointment(nov(6), kept=True),)}, nov(9), []),
        ({"appointments": (*CALLED.appointments, appointment(nov(12)))}, nov(9), []),
        ({"appointments": (*CALLED.appointments, appointment(nov(12)))}, nov(12), ["call_back"]),
        ({"pauses": (pause(nov(6), nov(9)),)}, nov(9), ["pause_ending"]),
    ],
    ids=["base", "its days passed", "spoken since", "spoken later", "nobody home", "said by hand",
         "kept", "agreed anew", "on that day", "paused"],
)  # fmt: skip
def test_one_changed_fact_ends_the_retry_of_a_call_back(
    changed: dict[str, Any], today: date, asked: list[str]
) -> None:
    """The base: nothing is open, and nobody answered on the agreed day."""
    assert dues(replace(CALLED, **changed), today) == asked


@pytest.mark.parametrize("made_on", [nov(3), nov(6)], ids=["before", "for later that day"])
@pytest.mark.parametrize(
    ("kind", "sought", "later", "asked"),
    [
        (AppointmentKind.CALL_BACK, contact, nov(9), ["retry_call"]),
        (AppointmentKind.CALL_BACK, contact, nov(13), ["follow_up"]),
        (AppointmentKind.HOME_VISIT, visit, nov(13), ["follow_up"]),
    ],
    ids=["call", "call of days ago", "visit"],
)
def test_an_attempt_after_a_talk_is_none_at_what_was_agreed_before_it(
    made_on: date,
    kind: AppointmentKind,
    sought: Callable[[date], Contact],
    later: date,
    asked: list[str],
) -> None:
    """The base: agreed for the 6th, when nobody answered; the attempt is of a later rent."""
    agreed = appointment(nov(6), kind, made_on, kept=False)
    file = replace(CALLED, contacts=(spoken(made_on), sought(nov(6))), appointments=(agreed,))
    assert dues(file, later) == asked
    apart = later - nov(6)
    for talk in (nov(6), nov(9)):
        talked = (*file.contacts, spoken(talk))
        for on in (date(2026, 12, 3), date(2027, 6, 3)):
            tried = replace(file, contacts=(*talked, sought(on)))
            assert dues(tried, on + apart) == []


PHONED = spoken(nov(6))
NOBODY = contact(nov(6))
FOR_THE_DAY = appointment(nov(6), made_on=nov(6), kept=False)
VISIT = appointment(nov(6), AppointmentKind.HOME_VISIT, kept=False)


@pytest.mark.parametrize(
    ("agreed", "contacts", "asked"),
    [
        (VISIT, (visit(nov(6)),), ["follow_up"]),
        (VISIT, (PHONED, visit(nov(6))), ["follow_up"]),
        (VISIT, (PHONED, contact(nov(6)), visit(nov(6))), ["follow_up"]),
        (VISIT, (PHONED, visit(nov(6)), PHONED), []),
        (FOR_THE_DAY, (PHONED, NOBODY), ["retry_call"]),
        (FOR_THE_DAY, (PHONED, PHONED, NOBODY), ["retry_call"]),
        (FOR_THE_DAY, (NOBODY, PHONED, NOBODY), ["retry_call"]),
        (FOR_THE_DAY, (NOBODY, PHONED, contact(nov(9))), ["retry_call"]),
        (FOR_THE_DAY, (PHONED, PHONED, contact(nov(9))), ["retry_call"]),
        (FOR_THE_DAY, (NOBODY,), ["retry_call"]),
        (FOR_THE_DAY, (PHONED, PHONED, NOBODY, spoken(nov(9))), []),
    ],
    ids=["a visit", "phoned before it", "and tried by phone", "phoned after it", "a call",
         "spoken with twice", "tried before the talk", "tried the next day", "twice, then tried",
         "agreed by hand", "spoken with after it"],
)  # fmt: skip
def test_a_talk_before_the_attempt_does_not_end_what_was_agreed(
    agreed: Appointment, contacts: tuple[Contact, ...], asked: list[str]
) -> None:
    """The bases: a visit, and a call for later that day, that found nobody."""
    file = replace(CALLED, contacts=(spoken(nov(3)), *contacts), appointments=(agreed,))
    later = nov(13) if agreed is VISIT else nov(9) if contacts[-1].on == nov(6) else nov(10)
    assert dues(file, later) == asked


@pytest.mark.parametrize("kept", [None, False], ids=["from another file", "from its own"])
@pytest.mark.parametrize(
    ("contacts", "today", "asked"),
    [
        ((NOBODY,), nov(9), ["retry_call"]),
        ((NOBODY,), nov(13), ["follow_up"]),
        ((NOBODY, PHONED), nov(9), []),
        ((NOBODY, spoken(nov(9))), nov(13), []),
        ((PHONED, contact(date(2026, 12, 3))), date(2026, 12, 4), []),
    ],
    ids=["the next day", "days later", "spoken that day", "spoken later", "reached, then a rent"],
)
def test_an_attempt_from_another_file_of_the_tenant_is_followed_up_like_its_own(
    *, kept: bool | None, contacts: tuple[Contact, ...], today: date, asked: list[str]
) -> None:
    """Whose file it was recorded from, `kept` tells: the other one does not write it."""
    agreed = appointment(nov(6), kept=kept)
    file = replace(CALLED, contacts=(spoken(nov(3)), *contacts), appointments=(agreed,))
    assert dues(file, today) == asked


def test_an_unreached_call_back_is_retried_though_the_debt_is_arranged() -> None:
    """The talk in which it was agreed answered the missed instalment, not the call back."""
    agreed = appointment(nov(27), made_on=THURSDAY, kept=False)
    called = arranged(contacts=(spoken(THURSDAY), contact(nov(27))), appointments=(agreed,))
    assert dues(called, nov(27)) == []
    assert dues(called, nov(30)) == ["retry_call"]
    reached = replace(called, contacts=(*called.contacts, spoken(nov(30))))
    assert dues(reached, nov(31)) == []


def test_an_agreed_visit_that_found_nobody_is_followed_up_whatever_is_open() -> None:
    """As its own text says: a card was left."""
    agreed = appointment(nov(6), AppointmentKind.HOME_VISIT, kept=False)
    file = replace(CALLED, contacts=(visit(nov(6)),), appointments=(agreed,))
    assert dues(file, nov(12)) == []
    assert dues(file, nov(13)) == ["follow_up"]
    again = replace(file, contacts=(*file.contacts, contact(nov(13))))
    assert not any(dues(again, nov(day)) for day in (16, 23, 60))


def test_a_talk_that_left_no_next_date_is_followed_up() -> None:
    """Five working days of silence."""
    waits = not_due("follow_up", SILENT, nov(9))
    assert waits.missing.values == {"n": 1, "day_on": "2026-11-10"}
    verdict = due("follow_up", SILENT, nov(10))
    assert (verdict.since, verdict.rule, verdict.next.id) == (nov(10), "P05", "next.agree_a_day")


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"contacts": (spoken(nov(3)), spoken(nov(9)))}, "follow_up.later"),
        ({"contacts": (spoken(nov(3)), contact(nov(10)))}, "follow_up.attempts_run"),
        ({"contacts": ()}, "contact.untried"),
        ({"promises": (promise(nov(20)),)}, "held.promise"),
        ({"promises": (promise(nov(9), 100),)}, "follow_up.later"),
        ({"appointments": (appointment(nov(12)),)}, "held.agreed_call_back"),
        (
            {"appointments": (appointment(nov(12), AppointmentKind.HOME_VISIT),)},
            "held.agreed_home_visit",
        ),
        ({"appointments": (appointment(nov(9), kept=True),)}, "follow_up.later"),
        ({"standing": paid_up()}, "held.no_arrears"),
        ({"standing": standing(arrears=499)}, "held.too_little"),
        ({"pauses": (pause(nov(10), nov(12)),)}, "held.paused"),
    ],
)
def test_one_changed_fact_holds_the_follow_up(changed: dict[str, Any], missing: str) -> None:
    """The base: spoken on day 1, nothing agreed."""
    assert not_due("follow_up", replace(SILENT, **changed), nov(10)).missing.id == missing


def test_a_visit_without_result_is_followed_up() -> None:
    """A card was left; nobody called."""
    file = case(contacts=(contact(nov(3)), visit(nov(10))))
    assert dues(file, nov(16)) == []
    assert dues(file, nov(17)) == ["follow_up"]


def test_an_administrator_who_is_not_reached_is_followed_up_instead_of_visited() -> None:
    """R06: nobody visits an office."""
    tried = tuple(contact(nov(day)) for day in (3, 4, 5))
    file = case(contacts=tried, representatives=(administrator(),))
    assert dues(file, nov(6)) == []
    assert dues(file, nov(12)) == ["follow_up"]
    assert due("follow_up", file, nov(12)).whom is Whom.ADMINISTRATOR


@pytest.mark.parametrize(
    ("tried", "today", "missing"),
    [
        ((3, 4), nov(4), "follow_up.attempts_run"),
        ((3, 4), nov(9), "follow_up.attempts_run"),
        ((3, 4), nov(10), "follow_up.later"),
        ((3, 4, 5), nov(5), "follow_up.later"),
        ((3, 4, 5), nov(11), "follow_up.later"),
    ],
)
def test_the_follow_up_of_an_administrator_waits_for_no_call_that_is_not_made_any_more(
    tried: tuple[int, ...], today: date, missing: str
) -> None:
    """From the last attempt it names its own day, the same as on the days after that (R06)."""
    calls = tuple(contact(nov(day)) for day in tried)
    file = case(contacts=calls, representatives=(administrator(),))
    held = not_due("follow_up", file, today)
    assert held.missing.id == missing
    if missing == "follow_up.later":
        assert due("follow_up", file, date.fromisoformat(str(held.missing.values["day_on"])))
    assert bool(dues(file, today)) is (missing == "follow_up.attempts_run" and today == nov(9))


TALK = appointment(nov(6), AppointmentKind.TALK)
COUNTER = contact(nov(6), Whom.TENANT, channel=Channel.COUNTER)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ((), ["follow_up"]),
        ((contact(nov(6), Whom.VOICEMAIL),), ["follow_up"]),
        ((contact(nov(6)), contact(nov(6)), contact(nov(6))), ["follow_up"]),
        ((spoken(nov(6)),), ["follow_up"]),
        ((visit(nov(6)),), ["follow_up"]),
        ((visit(nov(6), Whom.TENANT),), []),
        ((COUNTER,), []),
    ],
    ids=["base", "reminded", "tried", "spoken by phone", "nobody home", "at home", "counter"],
)
@pytest.mark.parametrize("standing", [standing(), paid_up()], ids=["debt", "none"])
def test_a_talk_is_asked_about_until_somebody_came_or_it_was_said(
    standing: Standing, changed: tuple[Contact, ...], asked: list[str]
) -> None:
    """The base: agreed for the 6th, and nothing since; calls and a visit wait for the answer."""
    file = case(contacts=(spoken(nov(3)), *changed), appointments=(TALK,), standing=standing)
    assert dues(file, nov(9)) == asked
    for kept in (True, False):
        said = replace(file, appointments=(replace(TALK, kept=kept),))
        assert "follow_up" not in dues(said, nov(9))


@pytest.mark.parametrize("action", ["retry_call", "home_visit"])
def test_attempts_wait_until_it_is_said_whether_a_talk_took_place(action: str) -> None:
    tries = tuple(contact(nov(day)) for day in ((5,) if action == "retry_call" else (4, 5, 6)))
    file = case(contacts=tries, appointments=(TALK,))
    for today in (nov(6), nov(9)):
        held = not_due(action, file, today)
        if today > tries[-1].on:
            assert (held.missing.id, held.rule) == ("follow_up.talk", "P05")
    said = replace(file, appointments=(replace(TALK, kept=False),))
    assert due(action, said, nov(9))


def test_a_talk_of_which_nobody_wrote_the_outcome_comes_up_the_next_day() -> None:
    """Whether it took place decides what follows."""
    talk = appointment(nov(6), AppointmentKind.TALK)
    file = replace(SILENT, appointments=(talk,))
    assert not_due("follow_up", file, nov(5)).missing.id == "held.agreed_talk"
    assert dues(file, nov(6)) == []
    verdict = due("follow_up", file, nov(9))
    assert (verdict.since, verdict.because.id) == (nov(9), "follow_up.talk")
    kept = replace(file, appointments=(replace(talk, kept=True),))
    assert dues(kept, nov(9)) == []
