"""The rent ledger of a lease."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.store.read.values import day, keys, texts
from caseconsole.store.sqlite import Connection

if TYPE_CHECKING:
    from caseconsole.domain.ledger import LedgerEntry


def ledger(conn: Connection, lease: int) -> "list[LedgerEntry]":
    """All lines of a lease, in order of the day from which they count."""
    from caseconsole.store.read import rows as make

    rows = texts(
        conn,
        f"SELECT {make.ENTRY} FROM ledger_entry e WHERE e.lease = ? ORDER BY e.value_on, e.id",
        (lease,),
    )
    return [make.entry(row) for row in rows]


def ledgers(conn: Connection, leases: Sequence[int]) -> "dict[int, list[LedgerEntry]]":
    """The lines of several leases, each in order of the day from which they count."""
    from caseconsole.store.read import rows as make

    found: dict[int, list[LedgerEntry]] = defaultdict(list)
    for row in texts(
        conn,
        f"SELECT e.lease, {make.ENTRY} FROM json_each(?) k"
        " CROSS JOIN ledger_entry e ON e.lease = k.value ORDER BY e.value_on, e.id",
        (keys(list(leases)),),
    ):
        found[row[0]].append(make.entry(row[1:]))
    return found


def ledger_version(conn: Connection, leases: Iterable[int]) -> int:
    """The newest line of the ledgers of leases; 0 when they have none."""
    row = conn.execute(
        "SELECT max(e.id) FROM json_each(?) k CROSS JOIN ledger_entry e ON e.lease = k.value",
        (keys(sorted(leases)),),
    ).fetchone()
    return int(row[0] or 0)


def rents(conn: Connection, lease: int) -> list[tuple[date, int]]:
    """The monthly rents or use fees of a lease by the day from which they count, in cents."""
    rows = conn.execute(
        "SELECT from_on, cents FROM rent WHERE lease = ? ORDER BY from_on", (lease,)
    ).fetchall()
    return [(day(from_on), cents) for from_on, cents in rows]
