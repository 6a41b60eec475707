"""Rent that comes in some days before its day, unnamed, is that rent (6:43 BW, R36, R60, R61).

The rents of 1 October and of 1 November are open. Today they are arranged in instalments of the
20th, or frozen. Then the rent of December comes in.
"""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.process.protection import home_shielded, new_arrears
from tests.casework.agreed import (
    DEBT,
    LEASE,
    arrangement,
    file_of,
    instalment,
    newest,
    rent,
    signed_chance,
)
from tests.casework.stores import RENT, TODAY, book, pay
from tests.casework.test_asked_beside_an_arrangement import asks
from tests.casework.test_frozen_debts import DECEMBER, RUNNING, freeze
from tests.casework.test_new_rent_arranged import called

EACH = 20000
PLAN = instalment(first_on=DECEMBER.replace(month=11, day=20), cents=EACH)
LOOKED_AT = DECEMBER.replace(day=3)
AHEAD = [("2026-11-27", True), ("2026-12-01", True), ("2026-11-20", False)]
"""The day on which rent comes in, and whether it is that of December then."""


def arranged(here: Session) -> None:
    """Both rents are arranged, and the first instalment was paid."""
    record(arrangement(here, conditions=(PLAN, RUNNING), why="Graag."), session=here)
    pay(here, LEASE, EACH, "2026-11-20")


def paid(here: Session, on: str) -> None:
    """The rent of December is charged, and something of that amount paid."""
    book(here, LEASE, "charge", RENT, DECEMBER.isoformat())
    pay(here, LEASE, RENT, on)


@pytest.mark.parametrize(("on", "is_rent"), AHEAD)
def test_rent_paid_in_the_last_week_of_the_month_before_is_not_called_about(
    anna: Session, store: Path, on: str, *, is_rent: bool
) -> None:
    """Nor does it pay the next instalments."""
    arranged(anna)
    made = newest(anna)
    paid(anna, on)
    assert ("running_rent_late" in called(store, LOOKED_AT)) is not is_rent
    if is_rent:
        assert asks(store, LOOKED_AT) == (0, ())
        assert file_of(anna, today=LOOKED_AT).paid.open[made.id] == DEBT - EACH


@pytest.mark.parametrize(("on", "is_rent"), AHEAD)
def test_rent_paid_ahead_is_no_breach_of_a_second_chance(
    anna: Session, store: Path, on: str, *, is_rent: bool
) -> None:
    arranged(anna)
    signed_chance(anna, conditions=(rent(DECEMBER),), start_on=TODAY)
    paid(anna, on)
    assert ("breach_rung" in called(store, LOOKED_AT)) is not is_rent


@pytest.mark.parametrize(("on", "is_rent"), AHEAD)
def test_rent_paid_ahead_keeps_the_shield_of_a_home_whose_debt_is_frozen(
    anna: Session, store: Path, on: str, *, is_rent: bool
) -> None:
    """It is no payment of the frozen debt, of which all is open still (R61)."""
    freeze(anna, "wsnp", TODAY)
    since = DECEMBER.replace(month=9)
    signed_chance(anna, conditions=(rent(since.replace(month=10)),), start_on=since)
    paid(anna, on)
    assert ("first_call" in called(store, LOOKED_AT)) is not is_rent
    file = file_of(anna, today=LOOKED_AT)
    made = next(one for one in file.agreements if one.kind == "second_chance")
    assert bool(home_shielded(file, made, None, LOOKED_AT)) is is_rent
    assert bool(new_arrears(file, made, TODAY, LOOKED_AT)) is not is_rent
    assert file.standing.arrears == DEBT
