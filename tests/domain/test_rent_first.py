"""The next rent of a lease, as it will be booked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Paid, RentMonth
from caseconsole.domain.calendar import rent_day
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.rent_first import coming_rent, rent_first
from tests.domain.agreements import arrangement
from tests.domain.ledgers import RENT, charge, line

PAST, NEXT = date(2026, 11, 27), date(2026, 12, 1)
RENTS = [(date(2020, 1, 1), RENT), (date(2027, 1, 1), RENT + 1000)]
CASES: dict[str, tuple[dict[str, Any], tuple[date, int] | None]] = {
    "as agreed": ({}, (NEXT, RENT)),
    "the rent of its day": ({"past": date(2026, 12, 31)}, (date(2027, 1, 1), RENT + 1000)),
    "its day is not past": ({"past": date(2026, 11, 30)}, (NEXT, RENT)),
    "its day is past": ({"past": NEXT}, (date(2027, 1, 1), RENT + 1000)),
    "its day was a Sunday": ({"past": date(2026, 11, 1)}, (date(2026, 11, 1), RENT)),
    "and is past": ({"past": date(2026, 11, 2)}, (NEXT, RENT)),
    "booked": ({"entries": [charge(1, 12)]}, None),
    "that of the month before booked": ({"entries": [charge(1, 11)]}, (NEXT, RENT)),
    "that of the month before named for this one": (
        {"entries": [replace(charge(1, 11), period="2026-12")]}, (NEXT, RENT),
    ),
    "booked without its month": ({"entries": [replace(charge(1, 12), period="")]}, None),
    "booked for a day near": (
        {"entries": [replace(charge(1, 11), due_on=date(2026, 11, 28), period="")]}, None,
    ),
    "booked for later in the month": (
        {"entries": [replace(charge(1, 12), due_on=date(2026, 12, 20))]}, None,
    ),
    "something else falls due on its day": ({"entries": [charge(1, 12, 4200)]}, (NEXT, RENT)),
    "something else falls due near": (
        {"entries": [replace(charge(1, 11, 4200), due_on=PAST)]}, (NEXT, RENT),
    ),
    "booked in two halves": (
        {"entries": [charge(n, 12, RENT // 2) for n in (1, 2)]}, None,
    ),
    "half of it booked": ({"entries": [charge(1, 12, RENT // 2)]}, (NEXT, RENT)),
    "booked with its rise apart": (
        {"entries": [charge(1, 12, RENT - 1000), charge(2, 12, 1000)]}, None,
    ),
    "booked before it rises": ({"entries": [charge(1, 12, RENT - 1000)]}, None),
    "booked and taken back": (
        {"entries": [
            charge(1, 12), line(2, EntryKind.CORRECTION, -RENT, PAST, reverses=1),
        ]}, (NEXT, RENT),
    ),
    "booked for what it was corrected to": (
        {"entries": [
            replace(charge(1, 12, 6124), source_ref="H12"),
            line(2, EntryKind.CORRECTION, RENT - 6124, PAST, source_ref="H12"),
        ]}, None,
    ),
    "no rent known": ({"rents": []}, None),
    "the lease ends before": ({"end_on": date(2026, 11, 30)}, None),
    "the lease ends on that day": ({"end_on": NEXT}, (NEXT, RENT)),
    "on the last of the month": ({"due_day": 31}, (date(2026, 11, 30), RENT)),
}  # fmt: skip


@pytest.mark.parametrize(("how", "found"), CASES.values(), ids=CASES)
def test_the_next_rent_is_expected_on_its_day_where_it_is_not_booked(
    how: dict[str, Any], found: tuple[date, int] | None
) -> None:
    asked: dict[str, Any] = {
        "entries": list[LedgerEntry](), "rents": RENTS, "due_day": 1, "end_on": None, "past": PAST,
    }  # fmt: skip
    rent = coming_rent(**asked | how)
    assert (rent and (rent.due_on, rent.cents)) == found


@pytest.mark.parametrize(
    ("since", "due_day", "day"),
    [
        (date(2026, 1, 30), 31, date(2026, 1, 31)),
        (date(2026, 2, 1), 31, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 1)),
        (NEXT, 1, NEXT),
    ],
)
def test_rent_falls_due_on_its_day_of_the_month_or_on_the_last(
    since: date, due_day: int, day: date
) -> None:
    assert rent_day(since, due_day) == day


@pytest.mark.parametrize("lacks", [0, 400_00])
def test_rents_that_wait_with_an_arrangement_are_as_they_will_be(lacks: int) -> None:
    """A rent that it covers is not paid for one reader and open for the other."""
    missed, coming = date(2026, 11, 1), RentMonth(NEXT, RENT, 0, PAST)
    paid = RentMonth(missed, RENT, 0, PAST)
    then = RentMonth(missed, RENT, lacks, PAST if not lacks else None)
    made = arrangement()
    known = Paid(shown=(made.id,), open={made.id: 0}, rents=(paid,))
    ahead = replace(known, open={made.id: lacks}, rents=(then, coming))
    found = rent_first(known, ahead, {made.id} if lacks else set())
    assert (found.waits, found.rents) == ((made.id,) if lacks else (), (then,))
