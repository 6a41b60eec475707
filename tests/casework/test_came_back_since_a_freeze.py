"""A debit that comes back of no known payment while older debt waits is new debt (R60, R61, R63).

The debt of October waits since 20 October; the rent of November is open.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.casework.agreed import LEASE
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_came_back_beside import SEEN, asks, at_the_desk
from tests.casework.test_frozen_debts import freeze, helped
from tests.casework.test_new_rent_arranged import OVER, called, under_moratorium

BACK = RENT + 5_00
STEPS = {"first_call", "running_rent_late"}
FROZEN = ["mediation", "wsnp", "moratorium"]


@pytest.mark.parametrize(
    ("on", "debt", "asked"),
    [
        ("2026-10-25", 2 * RENT + BACK, 0),
        ("2026-11-02", 2 * RENT + BACK, 0),
        ("2026-11-03", 2 * RENT, BACK),
    ],
)
def test_while_a_settlement_is_attempted_what_is_arranged_is_not_asked_for_beside_that(
    store: Path, on: str, debt: int, asked: int
) -> None:
    """Only what came back since the arrangement began is (R36)."""
    with closing(session(store)) as here:
        helped(here, "intake")
        book(here, LEASE, "returned", BACK, on)
        assert at_the_desk(here) == debt
    assert bool(STEPS & called(store, SEEN).keys()) is bool(asked)
    assert asks(store, SEEN)[0] == asked


@pytest.mark.parametrize("how", FROZEN)
@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize(("on", "new"), [("2026-10-25", BACK), ("2026-10-20", 0)])
def test_the_desk_arranges_what_the_card_asks_for_while_a_debt_is_frozen(
    store: Path, how: str, on: str, new: int, *, paid: bool
) -> None:
    """After that nobody asks for it beside the arrangement; nothing new is nothing to arrange."""
    owed = new + (0 if paid else RENT)
    with closing(session(store)) as here:
        freeze(here, how)
        book(here, LEASE, "returned", BACK, on)
        if paid:
            pay(here, LEASE, RENT, "2026-11-02")
    called(store, TODAY)
    assert asks(store, TODAY)[0] == owed
    if not owed:
        return
    with closing(session(store)) as here:
        assert at_the_desk(here) == owed
    assert not STEPS & called(store, SEEN).keys()
    assert asks(store, SEEN)[0] == 0


def test_once_a_moratorium_is_over_what_was_arranged_in_it_is_no_part_of_what_is_left(
    store: Path,
) -> None:
    with closing(session(store)) as here:
        under_moratorium(here)
        book(here, LEASE, "returned", BACK, "2026-10-25")
        assert at_the_desk(here) == RENT + BACK
    called(store, OVER)
    assert asks(store, OVER) == (RENT, (date(2026, 10, 1),))
