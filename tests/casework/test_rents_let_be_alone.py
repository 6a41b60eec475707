"""Rent that was moved or let go under a second chance, where no arrangement runs (R22, R36).

The rents through November are paid; that of December is let be, and January falls due after it.
"""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from tests.casework.agreed import LEASE, file_of, rent, signed_chance
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_new_rent_arranged import anna, called
from tests.casework.test_rents_let_be import DECEMBER, SAID, here, say, stands

__all__ = ["anna", "here"]
JANUARY, LATER = date(2027, 1, 1), date(2027, 1, 5)
LONG = {**SAID, "moved": {"verdict": JudgedAs.MOVED, "moved_to": date(2027, 1, 25)}}
each = pytest.mark.parametrize("said", LONG.values(), ids=LONG)


def second_chance(here: Session, said: dict[str, Any] | None) -> None:
    """The rents of December and of January are charged; of the first a person spoke, or not."""
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    if said:
        say(here, said)
    for day in (DECEMBER, JANUARY):
        book(here, LEASE, "charge", RENT, day.isoformat())


def open_rents(here: Session, on: date) -> set[date]:
    return {rent.due_on for rent in file_of(here, today=on).paid.rents if rent.open}


@each
@pytest.mark.parametrize("paid_on", ["2026-12-31", "2027-01-01", "2027-01-04"])
def test_who_pays_the_next_rent_on_its_day_is_called_about_nothing(
    here: Session, store: Path, said: dict[str, Any], paid_on: str
) -> None:
    second_chance(here, said)
    pay(here, LEASE, RENT, paid_on)
    assert stands(store, LATER) == ({}, 0, ())
    assert "breach_rung" not in called(store, LATER)
    assert open_rents(here, LATER) == {DECEMBER}


def test_what_is_paid_meets_the_oldest_rent_where_nobody_let_that_be(
    here: Session, store: Path
) -> None:
    """The base case."""
    second_chance(here, None)
    pay(here, LEASE, RENT, "2026-12-31")
    assert stands(store, LATER) == ({"first_call": RENT}, RENT, (JANUARY,))
    assert open_rents(here, LATER) == {JANUARY}


@each
def test_who_does_not_pay_the_next_rent_is_called_about_that_alone(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    second_chance(here, said)
    assert stands(store, LATER) == ({"first_call": RENT}, RENT, (JANUARY,))


@each
def test_what_is_paid_beyond_what_is_asked_for_meets_the_rent_that_is_let_be(
    here: Session, said: dict[str, Any]
) -> None:
    second_chance(here, said)
    pay(here, LEASE, 2 * RENT, "2026-12-31")
    assert open_rents(here, LATER) == set()


@each
def test_what_was_paid_before_a_rent_was_let_be_stays_with_it(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    second_chance(here, None)
    pay(here, LEASE, RENT, "2026-12-31")
    with closing(session(store, today=date(2027, 1, 2))) as then:
        say(then, said)
    assert open_rents(here, LATER) == {JANUARY}


@pytest.mark.parametrize("kind", ["write_off", "correction"])
@pytest.mark.parametrize("said", [None, *LONG.values()], ids=["not said", *LONG])
def test_what_is_written_off_is_the_oldest_rent_also_where_that_was_let_be(
    here: Session, store: Path, said: dict[str, Any] | None, kind: str
) -> None:
    second_chance(here, said)
    book(here, LEASE, kind, -RENT, "2027-01-04")
    assert stands(store, LATER) == ({"first_call": RENT}, RENT, (JANUARY,))
    assert open_rents(here, LATER) == {JANUARY}
