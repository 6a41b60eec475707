"""Whatever the order in which lines were booked, they come down to the same."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.allocation import allocate, months, running_balance, standing
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from tests.domain.ledgers import RENT, TODAY, ledgers, line
from tests.domain.test_allocation import DAYS


def told(entries: list[LedgerEntry], as_of: date) -> tuple[object, ...]:
    """All that a ledger comes down to, its lines named by their texts."""
    texts = {entry.id: entry.text for entry in entries}
    found = allocate(entries, as_of)
    return (
        standing(7, entries, RENT, as_of),
        months(entries, as_of),
        [(item.entry.text, item.cents, item.due_on) for item in found.open],
        found.credit,
        [(texts[credit], texts[debt], cents) for credit, debt, cents in found.paid],
        [(entry.text, balance) for entry, balance in running_balance(entries)],
    )


def booked_so(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """Lines with keys in the order in which they stand."""
    keys: dict[int | None, int] = {entry.id: n for n, entry in enumerate(entries, 1)}
    return [replace(one, id=keys[one.id], reverses=keys.get(one.reverses)) for one in entries]


@given(ledgers(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    entries: list[LedgerEntry], as_of: date, order: Random
) -> None:
    """Neither that in which they are read, nor that in which they were booked."""
    shuffled = entries.copy()
    order.shuffle(shuffled)
    assert told(shuffled, as_of) == told(entries, as_of)
    assert told(booked_so(shuffled), as_of) == told(entries, as_of)


@pytest.mark.parametrize("turned", [False, True])
def test_of_corrections_without_the_line_that_they_correct_the_first_by_day_stands_for_it(
    turned: bool,
) -> None:
    """The others are differences to it, whichever was booked first."""
    october, december = (
        line(month, EntryKind.CORRECTION, 500, date(2026, month, 7), source_ref="R")
        for month in (10, 12)
    )
    entries = booked_so([december, october] if turned else [october, december])
    (item,) = allocate(entries, TODAY).open
    assert (item.due_on, item.cents) == (date(2026, 10, 7), 1000)
