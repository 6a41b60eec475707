"""Where every lease stands: an aggregate of its lines, the allocation only where it counts."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date

from caseconsole.domain.allocation import standing
from caseconsole.domain.ledger import Standing
from caseconsole.store.holding import related
from caseconsole.store.read.agreements import windows
from caseconsole.store.read.ledger import ledgers
from caseconsole.store.read.values import keys, keys_of
from caseconsole.store.sqlite import Connection, Store
from caseconsole.store.standings_sql import (
    ALLOCATED,
    KEEP_SUMS,
    NEEDS_ALLOCATION,
    OLDEST_FIRST,
    RENTS,
    SETTLED,
)

_OWN = "s.lease IS NULL OR s.stale <> 0 OR s.changes_on <= ?"
_STALE = f"SELECT l.id FROM lease l LEFT JOIN standing s ON s.lease = l.id WHERE {_OWN}"
_STALE_BOUND = f"""
SELECT DISTINCT m.lease FROM agreement_claim m LEFT JOIN standing s ON s.lease = m.lease
WHERE m.withdrawn_at IS NULL AND ({_OWN})
"""
CHUNK = 1_000
"""How many leases one transaction brings up to date."""


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
    return keys_of(conn, _STALE, (today.isoformat(),))


def _with_bound(conn: Connection, stale: list[int], today: date) -> list[int]:
    """Stale leases, with those that agreements bind to one: what came in there counts here."""
    bound = keys_of(conn, _STALE_BOUND, (today.isoformat(),))
    return sorted({*stale, *related(conn, bound)}) if bound else stale


def refresh_standings(store: Store, today: date, leases: Sequence[int] | None = None) -> int:
    """Bring standings up to date, in the open transaction or in several short ones.

    Args:
        leases: those to look at; None is all whose standing no longer holds, or what binds it.

    Returns:
        How many were worked out.
    """
    wanted = list(leases or ())
    if leases is None:
        wanted = _with_bound(store.conn, stale_leases(store.conn, today), today)
    for start in range(0, len(wanted), CHUNK):
        with nullcontext() if store.conn.in_transaction else store.transaction():
            _refresh(store.conn, wanted[start : start + CHUNK], today)
    return len(wanted)


def standings_on(conn: Connection, leases: Sequence[int], on: date) -> dict[int, Standing]:
    """Where leases stand on a day, worked out one by one and not kept."""
    found: dict[int, Standing] = {}
    for start in range(0, len(leases), CHUNK):
        chunk = leases[start : start + CHUNK]
        lines, rents, held = ledgers(conn, chunk), _rents(conn, chunk, on), windows(conn, chunk)
        for lease in chunk:
            known = lines.get(lease, ())
            found[lease] = standing(lease, known, rents[lease], on, held.get(lease, ()))
    return found


def _refresh(conn: Connection, leases: Sequence[int], today: date) -> None:
    bound = {"leases": keys(list(leases)), "day": today.isoformat()}
    conn.execute(KEEP_SUMS, bound)
    conn.execute(OLDEST_FIRST, bound)
    left = keys_of(conn, NEEDS_ALLOCATION, bound)
    conn.execute(SETTLED, {"leases": bound["leases"]})
    if left:
        lines, rents, held = ledgers(conn, left), _rents(conn, left, today), windows(conn, left)
        found = (
            standing(lease, lines[lease], rents[lease], today, held.get(lease, ()))
            for lease in left
        )
        conn.executemany(ALLOCATED, [_allocated(one) for one in found])


def _rents(conn: Connection, leases: Sequence[int], on: date) -> dict[int, int]:
    bound = {"leases": keys(list(leases)), "day": on.isoformat()}
    return dict(conn.execute(RENTS, bound).fetchall())


def _allocated(found: Standing) -> tuple[int | str | None, ...]:
    """The values of ALLOCATED."""
    return (
        found.arrears, _text(found.since), _text(found.missed_on), found.missed_cents,
        found.months_tenths or 0, _text(found.next_due_on), _text(found.paid_on), found.paid_cents,
        _text(found.returned_on), found.lease,
    )  # fmt: skip


def _text(on: date | None) -> str | None:
    return on.isoformat() if on else None
