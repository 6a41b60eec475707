"""What is missed of a direct debit that came back (R03, R91)."""

from datetime import date

import pytest

from caseconsole.domain.allocation import standing
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from tests.domain.ledgers import RENT, charge, line, payment, returned

FOURTH = date(2026, 11, 4)
SINCE = {
    "nothing else": ([], RENT),
    "part of it paid": ([payment(9, "2026-11-05", 10000)], RENT - 10000),
    "November not quite paid": ([payment(4, "2026-11-03", RENT - 5000)], RENT),
    "part of October written off": (
        [line(4, EntryKind.WRITE_OFF, -2000, date(2026, 11, 5), period="2026-10")],
        RENT - 2000,
    ),
    "November came back the same day": (
        [payment(4, "2026-11-02"), returned(8, "2026-11-04", reverses=4)],
        2 * RENT,
    ),
    "November came back later": (
        [payment(4, "2026-11-02", RENT), returned(8, "2026-11-05", 5000, 4)],
        5000,
    ),
    "December missed": ([charge(4, 12, 70000)], 70000),
}


@pytest.mark.parametrize(("more", "cents"), SINCE.values(), ids=SINCE)
def test_what_is_missed_of_a_returned_debit_is_what_it_opened_and_is_still_open(
    more: list[LedgerEntry], cents: int
) -> None:
    """October's debit comes back on 4 November; what is open of other months does not count."""
    entries = [
        charge(1, 10), payment(2, "2026-10-01", designation="2026-10"), charge(3, 11),
        returned(5, "2026-11-04", reverses=2), *more,
    ]  # fmt: skip
    found = standing(7, entries, RENT, date(2026, 12, 2))
    assert found.returned_on is not None
    assert found.missed_cents == cents


HIDDEN: dict[str, tuple[list[LedgerEntry], date | None, int]] = {
    "all but 2 euro paid again": (
        [charge(3, 11), payment(9, "2026-11-05", RENT - 200)], None, RENT,
    ),
    "all but a tenth": (
        [charge(3, 11), payment(9, "2026-11-05", RENT - RENT // 10)], FOURTH, RENT // 10,
    ),
    "all but 2 euro, and no other rent missed": (
        [payment(9, "2026-11-05", RENT - 200)], FOURTH, 200,
    ),
    "all but 2 euro of the newest rent itself": (
        [charge(3, 11), payment(4, "2026-11-02", designation="2026-11"),
         payment(9, "2026-11-05", RENT - 200)], FOURTH, 200,
    ),
    "all but 2 euro of the newest, nothing of one before": (
        [charge(3, 11), charge(6, 9), payment(7, "2026-09-01", designation="2026-09"),
         returned(8, "2026-11-03", reverses=7),
         payment(9, "2026-11-05", RENT - 200, designation="2026-10")], date(2026, 11, 3), RENT,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "on", "cents"), HIDDEN.values(), ids=HIDDEN)
def test_a_small_rest_of_a_returned_debit_does_not_hide_a_missed_rent(
    more: list[LedgerEntry], on: date | None, cents: int
) -> None:
    """October's debit comes back on 4 November, and nearly all of it is paid again."""
    entries = [
        charge(1, 10), payment(2, "2026-10-01", designation="2026-10"),
        returned(5, "2026-11-04", reverses=2), *more,
    ]  # fmt: skip
    found = standing(7, entries, RENT, date(2026, 11, 6))
    assert (found.returned_on, found.missed_cents) == (on, cents)
