"""A rent that was missed before a person moved it is the same debt on its new day (R36, R42, R43).

October was paid on 3 November, when November was missed.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.changes import MakeOffer
from caseconsole.process.misses import debt_since, trouble_since
from tests.casework.agreed import CASE, LEASE, file_of, rent, signed_chance
from tests.casework.signals import led_up
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_moved_rents_missed import JANUARY
from tests.casework.test_moved_rents_trouble import (
    EIGHTH,
    LAST_DAY,
    REFUSES,
    TWENTIETH,
    lead_up,
    missed,
    move,
    told,
)
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, OCTOBER, here, say

__all__ = ["here"]
MONTH_ON = date(2027, 1, 20)
NEW_YEAR = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("moves", "trouble", "debt"),
    [
        ({}, OCTOBER, OCTOBER),
        ({EIGHTH: TWENTIETH}, TWENTIETH, OCTOBER),
        ({TODAY: LAST_DAY, EIGHTH: TWENTIETH}, TWENTIETH, OCTOBER),
        ({LAST_DAY: TWENTIETH}, TWENTIETH, OCTOBER),
    ],
    ids=["not moved", "moved", "moved twice", "moved before December"],
)
def test_a_debt_goes_on_where_trouble_begins_anew(
    here: Session, store: Path, moves: dict[date, date], trouble: date, debt: date
) -> None:
    missed(here)
    for on, day in moves.items():
        move(store, on, day)
    pay(here, LEASE, RENT, "2026-12-14")
    on = date(2026, 12, 21)
    called(store, on)
    file = file_of(here, today=on)
    assert (trouble_since(file, on), debt_since(file, on)) == (trouble, debt)


@pytest.mark.parametrize(
    ("moved_on", "december", "refused"),
    [
        (None, False, "gate.signal_higher"),
        (EIGHTH, False, "gate.signal_higher"),
        (None, True, None),
        (EIGHTH, True, None),
    ],
    ids=["not moved", "moved", "December is open too", "moved, and December is open too"],
)
def test_the_municipality_is_told_anew_of_a_debt_only_when_that_is_higher(
    here: Session, store: Path, moved_on: date | None, refused: str | None, *, december: bool
) -> None:
    november_missed(here)
    led_and_told(here, store, date(2026, 12, 7))
    if moved_on:
        move(store, moved_on, TWENTIETH)
    if december:
        book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    lead_up(store, date(2026, 12, 21))
    assert told(store, MONTH_ON, date(2026, 12, 21)) == refused


@pytest.mark.parametrize("moved", [False, True], ids=["not moved", "moved"])
def test_who_stays_one_month_behind_is_told_of_once(
    here: Session, store: Path, *, moved: bool
) -> None:
    """Two months were told; one rent comes in a month, and one stays open."""
    november_missed(here)
    for day in (DECEMBER, JANUARY):
        book(here, LEASE, "charge", RENT, day.isoformat())
    led_and_told(here, store, DECEMBER)
    if moved:
        move(store, DECEMBER, TWENTIETH)
    pay(here, LEASE, RENT, "2026-12-02")
    called(store, date(2026, 12, 3))
    lead_up(store, date(2026, 12, 21))
    pay(here, LEASE, RENT, "2027-01-04")
    for on in (date(2027, 1, 5), MONTH_ON):
        called(store, on)
    assert told(store, date(2027, 2, 1), date(2027, 1, 4)) == "gate.signal_higher"


@pytest.mark.parametrize(
    ("due_on", "moved_on", "refused"),
    [
        (NEW_YEAR, None, None),
        (DECEMBER, LAST_DAY, None),
        (DECEMBER, date(2026, 12, 2), "gate.signal_objection"),
        (DECEMBER, None, "gate.signal_objection"),
    ],
    ids=["falls due then", "moved before its due day", "moved when it was missed", "not moved"],
)
def test_an_objection_is_about_the_debt_of_which_it_was_made(
    here: Session, store: Path, due_on: date, moved_on: date | None, refused: str | None
) -> None:
    """November is paid on 2 December; the next rent falls due on the 1st, or on 15 January."""
    november_missed(here)
    called(store, TODAY)
    record(MakeOffer(case=CASE, offer=REFUSES), session=here)
    book(here, LEASE, "charge", RENT, due_on.isoformat())
    if moved_on:
        called(store, moved_on)
        with closing(session(store, today=moved_on)) as then:
            say(then, {"verdict": JudgedAs.MOVED, "moved_to": NEW_YEAR}, DECEMBER)
    pay(here, LEASE, RENT, "2026-12-02")
    called(store, date(2026, 12, 3))
    lead_up(store, date(2027, 1, 18))
    assert told(store, date(2027, 2, 16), date(2027, 1, 19)) == refused


def november_missed(here: Session) -> None:
    """Of the rents that were charged so far that of October is paid."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)


def led_and_told(here: Session, store: Path, on: date) -> None:
    """It is called about, help is offered, and the municipality is told on a day."""
    called(store, TODAY)
    for change in led_up(CASE):
        record(change, session=here)
    assert told(store, on, date(2026, 11, 24)) is None
