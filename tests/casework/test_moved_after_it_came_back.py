"""A rent that came back and was moved since is called about as one that was not paid (R03, R36).

The rent of December was paid by a debit that came back on the fourth, or it was not paid at all.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.contact import Whom
from tests.casework import test_day
from tests.casework.agreed import CASE, LEASE, arrangement, instalment, rent, signed_chance
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_frozen_debts import RUNNING
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, here, say

__all__ = ["here"]
CALLS = {"first_call", "running_rent_late", "home_visit", "follow_up"}
came_back = pytest.mark.parametrize("back", [False, True], ids=["not paid", "came back"])


def december(*days: int) -> list[date]:
    return [date(2026, 12, day) for day in days]


def missed(here: Session, *, back: bool, arranged: bool = False) -> None:
    """Under a second chance, or beside an arrangement whose instalment is to come."""
    if arranged:
        late = instalment(first_on=date(2027, 1, 20))
        record(arrangement(here, conditions=(late, RUNNING), why="Graag."), session=here)
    else:
        pay(here, LEASE, 2 * RENT)
        signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if back:
        pay(here, LEASE, RENT, "2026-12-01")
        book(here, LEASE, "returned", RENT, "2026-12-04")


def contacts(store: Path, whom: Whom, *days: int) -> None:
    for day in december(*days):
        with closing(session(store, today=day)) as then:
            record(test_day.called(whom, case=CASE), session=then)


def moved(store: Path, on: int, to: int) -> None:
    (said_on, new_day) = december(on, to)
    with closing(session(store, today=said_on)) as then:
        say(then, {"verdict": JudgedAs.MOVED, "moved_to": new_day})


def due(store: Path, day: int) -> dict[str, date]:
    """The calls about it on a day of December, each with the day since which it is due."""
    found = called(store, date(2026, 12, day))
    return {action: one.since for action, one in found.items() if action in CALLS}


@came_back
def test_attempts_from_before_it_was_moved_ask_for_no_visit(
    here: Session, store: Path, *, back: bool
) -> None:
    """It is called about on the day after its new one."""
    missed(here, back=back)
    contacts(store, Whom.NO_ANSWER, 7, 8, 9)
    moved(store, 9, to=21)
    assert due(store, 21) == {}
    assert due(store, 22) == {"first_call": date(2026, 12, 22)}


@came_back
@pytest.mark.parametrize(
    ("to", "arranged", "call"),
    [(10, False, "first_call"), (21, False, "first_call"), (21, True, "running_rent_late")],
    ids=["to the tenth", "to the twenty-first", "beside an arrangement"],
)
def test_a_talk_from_before_it_was_moved_is_none_about_its_new_day(
    here: Session, store: Path, to: int, call: str, *, arranged: bool, back: bool
) -> None:
    missed(here, back=back, arranged=arranged)
    contacts(store, Whom.TENANT, 7)
    moved(store, 8, to=to)
    assert due(store, to + 1) == {call: date(2026, 12, to + 1)}


def test_what_came_back_after_its_new_day_is_called_about_from_then(
    here: Session, store: Path
) -> None:
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    moved_to = {"verdict": JudgedAs.MOVED, "moved_to": date(2026, 12, 10)}
    say(here, moved_to)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, RENT, "2026-12-10")
    book(here, LEASE, "returned", RENT, "2026-12-15")
    assert due(store, 16) == {"first_call": date(2026, 12, 16)}


def test_what_came_back_of_a_rent_that_nobody_moved_is_called_about_from_then(
    here: Session, store: Path
) -> None:
    """The base case."""
    missed(here, back=True)
    assert due(store, 7) == {"first_call": date(2026, 12, 7)}
