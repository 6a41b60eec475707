"""What was paid since a promise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from caseconsole.domain.allocation import payments
from caseconsole.domain.contact import Promise
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.store.read import rows as make
from caseconsole.store.read.values import keys, texts
from caseconsole.store.sqlite import Connection

# What else stands in a ledger makes no payment more or less.
_LINES = f"""
SELECT e.lease, {make.ENTRY} FROM json_each(?) k CROSS JOIN ledger_entry e ON e.lease = k.value
WHERE e.kind IN ('payment', 'returned', 'correction')
"""


def promise_payments(
    conn: Connection,
    cases: Mapping[int, int],
    promises: Mapping[int, Sequence[Promise]],
    begun: Mapping[int, date | None],
    today: date,
) -> dict[int, tuple[tuple[date, int], ...]]:
    """By case, the payments since its oldest promise that still matters, less what came back.

    Args:
        cases: case file by lease.
        begun: by case since when its arrears stand, be it that no episode has begun yet.
    """
    since = {
        case: start
        for case, made in promises.items()
        if (start := _start(made, begun[case], today)) is not None
    }
    leases = [lease for lease, case in cases.items() if case in since]
    if not leases:
        return {}
    lines: dict[int, list[LedgerEntry]] = defaultdict(list)
    for row in texts(conn, _LINES, (keys(leases),)):
        lines[cases[row[0]]].append(make.entry(row[1:]))
    return {
        case: tuple(paid for paid in payments(found, today) if paid[0] >= since[case])
        for case, found in lines.items()
    }


def _start(made: Sequence[Promise], begun: date | None, today: date) -> date | None:
    """The day of the oldest promise of these arrears, or of one that has not fallen due."""
    return min(
        (p.made_on for p in made if p.due_on >= today or (begun and p.made_on >= begun)),
        default=None,
    )
