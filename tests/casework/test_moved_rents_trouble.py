"""Trouble about a rent that was moved begins on its new day, as one that falls due then (R36).

October was paid. November was moved to 15 December on the day on which it was called about and help
was offered, or it was paid and another rent falls due on that day.
"""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.changes import JudgeReason, MakeOffer, NewOffer, NewReason
from caseconsole.domain.contact import OfferAnswer, OfferKind, ReasonCode, Whom
from caseconsole.domain.message import Refused
from caseconsole.process.misses import trouble_since
from tests.casework import test_day
from tests.casework.agreed import CASE, LEASE, file_of, judge, newest, rent, signed_chance
from tests.casework.signals import led_up, signal
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_moved_rents_missed import FIFTEENTH, JANUARY, chance, moved
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, NOVEMBER, OCTOBER, here, say

__all__ = ["here"]
THIRD, FOURTH = date(2026, 12, 3), date(2026, 12, 4)
SIXTEENTH, MONTH_ON = date(2026, 12, 16), date(2027, 1, 14)
EIGHTH, TWENTIETH = date(2026, 12, 8), date(2026, 12, 20)
LAST_DAY = date(2026, 11, 30)
REFUSES = NewOffer(kind=OfferKind.MUNICIPALITY, answer=OfferAnswer.REFUSED)


def lead_up(store: Path, on: date) -> None:
    """It is called about, and help is offered."""
    called(store, on)
    with closing(session(store, today=on)) as then:
        for change in led_up(CASE):
            record(change, session=then)


def told(store: Path, on: date, reminded_on: date) -> str | None:
    """Why the municipality may not be told on a day; None where it may."""
    called(store, on)
    change = signal(reminded_on=reminded_on, reminder="H", reply_by=on + timedelta(days=28))
    with closing(session(store, today=on)) as then:
        try:
            record(change, session=then)
        except Refused as refused:
            return refused.why.id
    return None


@moved
@pytest.mark.parametrize(
    ("led_on", "reminded_on", "on", "refused"),
    [
        (SIXTEENTH, SIXTEENTH, MONTH_ON, None),
        (SIXTEENTH, SIXTEENTH, date(2027, 1, 13), "gate.signal_days"),
        (None, SIXTEENTH, MONTH_ON, "gate.signal_contact"),
        (SIXTEENTH, date(2026, 12, 14), MONTH_ON, "gate.signal_reminder"),
    ],
    ids=["30 days on", "a day earlier", "called before it was moved", "reminded before its day"],
)
def test_the_municipality_is_told_of_it_by_its_new_day(
    here: Session,
    store: Path,
    led_on: date | None,
    reminded_on: date,
    on: date,
    refused: str | None,
    *,
    moved: bool,
) -> None:
    """It is in arrears from then, and what was done before it was moved is not about that."""
    chance(here, FIFTEENTH, moved=moved)
    for change in led_up(CASE):
        record(change, session=here)
    called(store, date(2026, 11, 5))
    called(store, SIXTEENTH)
    if led_on:
        lead_up(store, led_on)
    assert told(store, on, reminded_on) == refused


@moved
@pytest.mark.parametrize(
    ("paid", "led_on", "on", "refused"),
    [
        ({}, THIRD, date(2026, 12, 31), None),
        ({}, None, date(2026, 12, 31), "gate.signal_contact"),
        ({"2026-12-04": RENT}, THIRD, MONTH_ON, "gate.signal_contact"),
        ({"2027-01-04": 2 * RENT}, THIRD, date(2027, 1, 31), None),
        ({"2027-01-04": 2 * RENT}, None, date(2027, 1, 31), "gate.signal_contact"),
    ],
    ids=[
        "open",
        "called in November",
        "paid before it",
        "paid after both",
        "both, and called in November",
    ],
)
def test_trouble_about_december_goes_on_where_that_is_open_on_its_new_day(
    here: Session,
    store: Path,
    paid: dict[str, int],
    led_on: date | None,
    on: date,
    refused: str | None,
    *,
    moved: bool,
) -> None:
    chance(here, FIFTEENTH, moved=moved)
    for change in led_up(CASE):
        record(change, session=here)
    called(store, date(2026, 11, 5))
    for day in (DECEMBER, JANUARY):
        book(here, LEASE, "charge", RENT, day.isoformat())
    called(store, THIRD)
    if led_on:
        lead_up(store, led_on)
    for paid_on, cents in paid.items():
        pay(here, LEASE, cents, paid_on)
    for day in (FOURTH, SIXTEENTH):
        called(store, day)
    assert told(store, on, SIXTEENTH) == refused


@moved
@pytest.mark.parametrize("cost", [False, True], ids=["nothing else", "a cost"])
def test_what_else_is_open_keeps_the_trouble_going(
    here: Session, store: Path, *, cost: bool, moved: bool
) -> None:
    if cost:
        book(here, LEASE, "cost", 40_00, "2026-11-02")
    chance(here, FIFTEENTH, moved=moved)
    lead_up(store, date(2026, 11, 5))
    called(store, SIXTEENTH)
    assert told(store, MONTH_ON, SIXTEENTH) == (None if cost else "gate.signal_contact")


@moved
def test_an_episode_begins_with_the_day_on_which_it_is_asked(
    here: Session, store: Path, *, moved: bool
) -> None:
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    if moved:
        say(here, {"verdict": JudgedAs.MOVED, "moved_to": FIFTEENTH})
    book(here, LEASE, "charge", RENT, (DECEMBER if moved else FIFTEENTH).isoformat())
    called(store, FOURTH)
    assert file_of(here, today=FOURTH).episode is None
    called(store, SIXTEENTH)
    episode = file_of(here, today=SIXTEENTH).episode
    assert episode
    assert episode.since == FIFTEENTH


@moved
@pytest.mark.parametrize(
    ("paid", "visit"),
    [
        ({"2026-12-07": RENT}, False),
        ({"2026-12-07": RENT - 200_00}, True),
        ({"2026-12-31": RENT}, True),
        ({"2027-01-04": 2 * RENT}, False),
    ],
    ids=["paid", "paid in part", "one rent paid after the new day", "both paid after it"],
)
def test_attempts_about_december_ask_for_a_visit_while_trouble_goes_on(
    here: Session, store: Path, paid: dict[str, int], *, visit: bool, moved: bool
) -> None:
    """December is called about thrice; November is asked on the 30th, and January is missed."""
    chance(here, date(2026, 12, 30), moved=moved)
    for day in (DECEMBER, JANUARY):
        book(here, LEASE, "charge", RENT, day.isoformat())
    for day in (date(2026, 12, 2), THIRD, FOURTH):
        called(store, day)
        with closing(session(store, today=day)) as then:
            record(test_day.called(Whom.NO_ANSWER, case=CASE), session=then)
    for paid_on, cents in paid.items():
        pay(here, LEASE, cents, paid_on)
    called(store, date(2026, 12, 8))
    found = called(store, date(2027, 1, 5))
    assert "first_call" in found
    assert ("home_visit" in found) is visit


def move(store: Path, on: date, day: date) -> None:
    """On a day a person moves the rent of November to another."""
    called(store, on)
    with closing(session(store, today=on)) as then:
        (of,) = newest(then).conditions
        seen = max(newest(then).judgements, key=lambda one: one.id, default=None)
        to = judge(of, NOVEMBER, JudgedAs.MOVED, seen=seen, moved_to=day, why="Loon komt later.")
        record(to, session=then)


def missed(here: Session) -> None:
    """October was paid on 3 November, when that month was missed; December is charged."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())


@pytest.mark.parametrize(
    ("moves", "paid_on", "since"),
    [
        ({}, None, OCTOBER),
        ({EIGHTH: TWENTIETH}, None, OCTOBER),
        ({EIGHTH: TWENTIETH}, "2026-12-14", TWENTIETH),
        ({DECEMBER: TWENTIETH}, None, OCTOBER),
        ({LAST_DAY: TWENTIETH}, None, DECEMBER),
        ({TODAY: LAST_DAY, EIGHTH: TWENTIETH}, None, LAST_DAY),
        ({TODAY: DECEMBER, LAST_DAY: TWENTIETH}, None, DECEMBER),
        ({TODAY: FIFTEENTH, EIGHTH: TWENTIETH}, None, DECEMBER),
    ],
    ids=[
        "not moved",
        "while December is open",
        "where December was paid before it",
        "on the day of December",
        "before it",
        "asked again between",
        "moved on before it was asked again",
        "moved on beside December",
    ],
)
def test_a_rent_is_in_trouble_too_from_its_due_day_until_it_was_moved(
    here: Session, store: Path, moves: dict[date, date], paid_on: str | None, since: date
) -> None:
    missed(here)
    for on, day in moves.items():
        move(store, on, day)
    if paid_on:
        pay(here, LEASE, RENT, paid_on)
    on = date(2026, 12, 21)
    called(store, on)
    assert trouble_since(file_of(here, today=on), on) == since


@pytest.mark.parametrize(
    "moved_on", [None, TODAY, EIGHTH], ids=["not moved", "that day", "beside December"]
)
@pytest.mark.parametrize("accepts", [False, True], ids=["refused", "accepted since"])
def test_who_objected_before_a_rent_was_moved_is_not_passed_on_for_it(
    here: Session, store: Path, moved_on: date | None, *, accepts: bool
) -> None:
    """What is done about it begins anew; the debt, and what the tenant said of it, do not."""
    missed(here)
    called(store, TODAY)
    record(MakeOffer(case=CASE, offer=REFUSES), session=here)
    if moved_on:
        move(store, moved_on, TWENTIETH)
    lead_up(store, date(2026, 12, 21))
    answer = OfferAnswer.ACCEPTED if accepts else OfferAnswer.NO_ANSWER
    with closing(session(store, today=date(2026, 12, 21))) as then:
        offer = NewOffer(kind=OfferKind.MUNICIPALITY, answer=answer)
        record(MakeOffer(case=CASE, offer=offer), session=then)
    refused = told(store, date(2027, 1, 20), date(2026, 12, 21))
    assert refused == (None if accepts else "gate.signal_objection")


@pytest.mark.parametrize("moved", [False, True], ids=["not moved", "moved"])
def test_a_way_out_is_asked_for_as_long_as_trouble_goes_on(
    here: Session, store: Path, *, moved: bool
) -> None:
    missed(here)
    called(store, TODAY)
    structural = NewReason(code=ReasonCode.OTHER_DEBTS, structural=True)
    record(JudgeReason(case=CASE, reason=structural), session=here)
    if moved:
        move(store, EIGHTH, TWENTIETH)
    for day in (date(2026, 12, 9), date(2026, 12, 18), date(2026, 12, 21), date(2027, 1, 4)):
        assert "way_out" in called(store, day)


@pytest.mark.parametrize("early", [False, True], ids=["not moved", "moved to November"])
def test_a_rent_that_was_moved_to_a_day_before_it_is_due_is_missed_after_that(
    here: Session, store: Path, *, early: bool
) -> None:
    """By the lease it is due on 1 December: it is called about, and told of, from that day on."""
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    if early:
        say(here, {"verdict": JudgedAs.MOVED, "moved_to": date(2026, 11, 20)})
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    second = date(2026, 12, 2)
    assert "first_call" not in called(store, DECEMBER)
    assert called(store, second)["first_call"].since == second
    lead_up(store, THIRD)
    assert told(store, date(2026, 12, 30), FOURTH) == "gate.signal_days"
    assert told(store, date(2026, 12, 31), FOURTH) is None
