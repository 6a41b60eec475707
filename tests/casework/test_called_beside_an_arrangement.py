"""The first call once a freeze is over, where the rent since is arranged (R35, R36, R38).

The rents of 1 October and of 1 November are open. Counselling is asked for since 15 September, a
moratorium from 20 October ends on 1 December, and the rent of November is arranged in two halves.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from tests.casework.agreed import CASE, LEASE, arrangement, file_of
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_asked_beside_an_arrangement import asks
from tests.casework.test_frozen_debts import RUNNING, freeze, pay_december
from tests.casework.test_new_rent_arranged import HALVES, OVER, called, under_moratorium


@pytest.fixture
def anna(store: Path) -> Iterator[Session]:
    """Nothing is arranged yet."""
    with closing(session(store)) as here:
        under_moratorium(here)
        yield here


def arrange(here: Session) -> None:
    """The rent of November is arranged, and its first half comes in."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    pay(here, LEASE, RENT // 2, "2026-11-20")
    pay_december(here)


def withdraw(here: Session) -> None:
    """The counselling is withdrawn, so that nothing waits for it."""
    (one,) = (one for one in file_of(here).agreements if one.kind == "debt_counselling")
    change = a.ChangeState(
        case=CASE, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY, why="Zelf."
    )
    record(change, session=here)


def test_no_rent_is_missed_where_only_a_cost_was_left_out(anna: Session, store: Path) -> None:
    """All rent from before is paid: the card asks for the cost."""
    book(anna, LEASE, "cost", 150_00, "2026-10-05")
    pay(anna, LEASE, RENT, "2026-10-19")
    book(anna, LEASE, "cost", 150_00, "2026-10-06")
    arrange(anna)
    withdraw(anna)
    assert "first_call" not in called(store, OVER)
    assert asks(store, OVER)[1] == ()


def test_of_a_debit_that_came_back_before_it_what_was_left_out_is_called_about(
    anna: Session, store: Path
) -> None:
    """From the day after the freeze: the rest is arranged."""
    book(anna, LEASE, "payment", -2 * RENT, "2026-10-19")
    book(anna, LEASE, "returned", 2 * RENT, "2026-11-02")
    arrange(anna)
    told = called(store, OVER)["first_call"]
    assert (told.since, told.because.values["open_cents"]) == (OVER, RENT)


@pytest.mark.parametrize("frozen", [False, True])
def test_what_is_nearly_paid_again_is_called_about_no_more(store: Path, *, frozen: bool) -> None:
    """The rent that was missed since is (R03)."""
    with closing(session(store)) as here:
        if frozen:
            freeze(here, "mediation", date(2026, 10, 15))
        pay(here, LEASE, 2 * RENT, "2026-10-10")
        book(here, LEASE, "charge", RENT, "2026-12-01")
        book(here, LEASE, "returned", 2 * RENT, "2026-12-03")
        pay(here, LEASE, (RENT if frozen else 2 * RENT) - 500, "2026-12-04")
    told = called(store, date(2026, 12, 7))["first_call"]
    assert (told.since, told.because.values["open_cents"]) == (date(2026, 12, 2), RENT)
