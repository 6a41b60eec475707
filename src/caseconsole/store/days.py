"""Which days were assessed: whoever writes the row of a day first runs it."""

from datetime import date

from caseconsole.domain.message import Message
from caseconsole.store.read.association import judged_by
from caseconsole.store.read.values import message_text
from caseconsole.store.sqlite import Connection, Store


def claim_day(store: Store, on: date, by: str, at: int) -> None:
    """Say that a day is being assessed, in the open transaction; who said so first is kept.

    By which policy is said when its grounds are kept.

    Args:
        at: UTC milliseconds.
    """
    store.conn.execute(
        "INSERT INTO day_run (day, by, started_at, finished_at, policy, leases, due, grounds)"
        " VALUES (?, ?, ?, NULL, '', 0, 0, ?) ON CONFLICT DO NOTHING",
        (on.isoformat(), by, at, judged_by(store.conn)),
    )


def release_day(store: Store, on: date) -> None:
    """Leave a day that was claimed to whoever comes next, in the open transaction."""
    store.conn.execute(
        "DELETE FROM day_run WHERE day = ? AND finished_at IS NULL", (on.isoformat(),)
    )


def finish_day(
    store: Store,
    on: date,
    at: int,
    *,
    leases: int,
    due: int,
    ledger_through: date | None,
    held: Message | None,
) -> None:
    """Say that a day was assessed, in the open transaction; what is known is not written again.

    Args:
        at: UTC milliseconds.
        ledger_through: how far the ledger was known.
        held: why calls wait for the ledger.
    """
    found = (
        leases,
        due,
        ledger_through.isoformat() if ledger_through else None,
        message_text(held) if held else "",
    )
    store.conn.execute(
        "UPDATE day_run SET finished_at = coalesce(finished_at, ?),"
        " (leases, due, ledger_through, held) = (?, ?, ?, ?)"
        " WHERE day = ? AND (finished_at IS NULL"
        " OR (leases, due, ledger_through, held) IS NOT (?, ?, ?, ?))",
        (at, *found, on.isoformat(), *found),
    )


def started_at(conn: Connection, on: date) -> int | None:
    """When the run of a day began (UTC milliseconds); None when nobody has begun it."""
    row = conn.execute("SELECT started_at FROM day_run WHERE day = ?", (on.isoformat(),)).fetchone()
    return int(row[0]) if row else None


def count_due(conn: Connection) -> int:
    """In how many files something is due and not put off."""
    return int(conn.execute("SELECT count(*) FROM due WHERE lead = 1").fetchone()[0])


def count_leases(conn: Connection) -> int:
    """How many leases there are."""
    return int(conn.execute("SELECT count(*) FROM lease").fetchone()[0])


def all_leases(conn: Connection) -> list[int]:
    """The keys of all leases."""
    return [row[0] for row in conn.execute("SELECT id FROM lease ORDER BY id").fetchall()]
