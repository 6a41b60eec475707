"""What is missed of a direct debit that came back (R03, R91)."""

from datetime import date

import pytest

from caseconsole.domain.allocation import standing
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from tests.domain.ledgers import RENT, charge, line, payment, returned

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
