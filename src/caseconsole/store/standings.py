"""Where every lease stands: an aggregate of its lines, the allocation only where it counts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date

from caseconsole.domain.allocation import standing
from caseconsole.domain.ledger import Standing
from caseconsole.store.read.ledger import ledgers
from caseconsole.store.read.values import day, keys, maybe_day
from caseconsole.store.sqlite import Connection, Row, Store

CHUNK = 1_000
"""How many leases one transaction brings up to date."""

# A debt counts from its due day, a credit from its value day. Without reversals, and without a
# credit for something that is not due yet, what is open is what fell due less what was paid.
_SUMS = """
SELECT e.lease, sum(e.cents),
       sum(CASE WHEN iif(e.cents < 0, e.value_on, coalesce(e.due_on, e.value_on)) <= :day
           THEN e.cents ELSE 0 END),
       min(CASE WHEN iif(e.cents < 0, e.value_on, coalesce(e.due_on, e.value_on)) > :day
           AND e.cents <> 0 THEN iif(e.cents < 0, e.value_on, coalesce(e.due_on, e.value_on)) END),
       max(e.cents > 0 AND (e.kind IN ('returned', 'payment') OR e.reverses IS NOT NULL)),
       max(CASE WHEN e.kind = 'payment' AND e.cents < 0 AND e.value_on <= :day
           THEN e.value_on || (1000000000000 + e.cents) END)
FROM json_each(:leases) k CROSS JOIN ledger_entry e ON e.lease = k.value
GROUP BY k.key
"""
_AHEAD = """
SELECT DISTINCT c.lease
FROM json_each(:leases) k CROSS JOIN ledger_entry c ON c.lease = k.value
CROSS JOIN ledger_entry f ON f.lease = c.lease
WHERE c.cents < 0 AND c.value_on <= :day
  AND f.cents > 0 AND coalesce(f.due_on, f.value_on) > :day
  AND (c.designation <> '' AND c.designation IN (f.source_ref, f.period)
       OR c.kind <> 'payment' AND (c.source_ref <> '' AND c.source_ref IN (f.source_ref, f.period)
                                   OR c.period <> '' AND c.period IN (f.source_ref, f.period)))
"""
_RENTS = """
SELECT k.value,
       coalesce(
           (SELECT r.cents FROM rent r WHERE r.lease = k.value AND r.from_on <= :day
            ORDER BY r.from_on DESC LIMIT 1),
           (SELECT r.cents FROM rent r WHERE r.lease = k.value ORDER BY r.from_on LIMIT 1), 0),
       (SELECT min(r.from_on) FROM rent r WHERE r.lease = k.value AND r.from_on > :day)
FROM json_each(:leases) k
"""
_KEEP = """
INSERT INTO standing (lease, as_of, stale, balance, arrears, since, missed_on, missed_cents,
    months_tenths, rent, next_due_on, paid_on, paid_cents, returned_on, changes_on)
VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET as_of = excluded.as_of, stale = 0, balance = excluded.balance,
    arrears = excluded.arrears, since = excluded.since, missed_on = excluded.missed_on,
    missed_cents = excluded.missed_cents, months_tenths = excluded.months_tenths,
    rent = excluded.rent, next_due_on = excluded.next_due_on, paid_on = excluded.paid_on,
    paid_cents = excluded.paid_cents, returned_on = excluded.returned_on,
    changes_on = excluded.changes_on
"""


def mark_stale(conn: Connection, leases: Sequence[int]) -> None:
    """Say that the ledger or the rent of leases changed, so that they are looked at again."""
    conn.execute(
        "INSERT INTO standing (lease, as_of, stale, balance, arrears, missed_cents, months_tenths,"
        " rent, paid_cents) SELECT value, '', 1, 0, 0, 0, 0, 0, 0 FROM json_each(?) WHERE 1"
        " ON CONFLICT DO UPDATE SET stale = 1",
        (keys(list(leases)),),
    )


def stale_leases(conn: Connection, today: date) -> list[int]:
    """The leases whose standing no longer holds today, or that have none."""
    rows = conn.execute(
        "SELECT lease FROM standing WHERE stale = 1 UNION ALL"
        " SELECT lease FROM standing WHERE stale = 0 AND changes_on <= ? UNION ALL"
        " SELECT l.id FROM lease l WHERE NOT EXISTS"
        " (SELECT 1 FROM standing s WHERE s.lease = l.id)",
        (today.isoformat(),),
    ).fetchall()
    return sorted(row[0] for row in rows)


def refresh_standings(store: Store, today: date, leases: Sequence[int] | None = None) -> int:
    """Bring standings up to date, in the open transaction or in several short ones.

    Args:
        leases: those to look at; None is all whose standing no longer holds.

    Returns:
        How many were worked out.
    """
    wanted = stale_leases(store.conn, today) if leases is None else list(leases)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        with nullcontext() if store.conn.in_transaction else store.transaction():
            store.conn.executemany(_KEEP, _rows(store.conn, chunk, today))
    return len(wanted)


def standings_on(conn: Connection, leases: Sequence[int], on: date) -> dict[int, Standing]:
    """Where leases stand on a day, worked out and not kept."""
    found: dict[int, Standing] = {}
    for start in range(0, len(leases), CHUNK):
        chunk = leases[start : start + CHUNK]
        for row in _rows(conn, chunk, on):
            found[row[0]] = _standing(row)
    return found


def _rows(conn: Connection, leases: Sequence[int], on: date) -> Iterator[Row]:
    """The columns of _KEEP for each lease."""
    bound = {"leases": keys(list(leases)), "day": on.isoformat()}
    sums = {row[0]: row for row in conn.execute(_SUMS, bound).fetchall()}
    rents = {row[0]: row for row in conn.execute(_RENTS, bound).fetchall()}
    full = _needs_allocation(conn, sums, on)
    lines = ledgers(conn, full)
    for lease in leases:
        _, rent, rent_from = rents[lease]
        if lease in lines:
            row = _allocated(standing(lease, lines[lease], rent, on))
        else:
            row = _settled(lease, sums.get(lease), rent, on)
        yield (*row, min(filter(None, (row[9], rent_from)), default=None))


def _needs_allocation(conn: Connection, sums: Mapping[int, Row], on: date) -> list[int]:
    full = [lease for lease, row in sums.items() if row[2] > 0 or row[4]]
    ahead = [lease for lease, row in sums.items() if row[3] and row[2] <= 0 and not row[4]]
    bound = {"leases": keys(ahead), "day": on.isoformat()}
    return full + [row[0] for row in conn.execute(_AHEAD, bound).fetchall()]


def _settled(lease: int, sums: Row | None, rent: int, on: date) -> Row:
    """The standing of a lease on which nothing is open, straight from its sums."""
    _, balance, _, next_on, _, paid = sums or (lease, 0, 0, None, 0, None)
    paid_on, cents = (paid[:10], 1_000_000_000_000 - int(paid[10:])) if paid else (None, 0)
    return (
        lease, on.isoformat(), balance, 0, None, None, 0, 0, rent, next_on, paid_on, cents, None,
    )  # fmt: skip


def _allocated(found: Standing) -> Row:
    return (
        found.lease, found.as_of.isoformat(), found.balance, found.arrears, _text(found.since),
        _text(found.missed_on), found.missed_cents, found.months_tenths, found.rent,
        _text(found.next_due_on), _text(found.paid_on), found.paid_cents, _text(found.returned_on),
    )  # fmt: skip


def _standing(row: Row) -> Standing:
    (
        lease, as_of, balance, arrears, since, missed_on, missed_cents, months_tenths, rent,
        next_due_on, paid_on, paid_cents, returned_on, _,
    ) = row  # fmt: skip
    return Standing(
        lease, day(as_of), balance, arrears, maybe_day(since), maybe_day(missed_on), missed_cents,
        months_tenths, rent, maybe_day(next_due_on), maybe_day(paid_on), paid_cents,
        maybe_day(returned_on),
    )  # fmt: skip


def _text(on: date | None) -> str | None:
    return on.isoformat() if on else None
