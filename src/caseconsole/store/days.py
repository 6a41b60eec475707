"""Who assessed a day: one row, so that the first session of a day does it and nobody else."""

from datetime import date

from caseconsole.store.sqlite import Store


def begin_day(store: Store, on: date, by: str, at: int, policy: str) -> bool:
    """Take a day that nobody has finished, in the open transaction.

    Returns:
        False when the day is finished already.
    """
    store.conn.execute(
        "INSERT INTO day_run (day, by, started_at, finished_at, policy, leases, due)"
        " VALUES (?, ?, ?, NULL, ?, 0, 0) ON CONFLICT DO NOTHING",
        (on.isoformat(), by, at, policy),
    )
    row = store.conn.execute(
        "SELECT finished_at IS NULL FROM day_run WHERE day = ?", (on.isoformat(),)
    ).fetchone()
    return bool(row[0])


def finish_day(store: Store, on: date, at: int, leases: int, due: int) -> None:
    """Say that a day is assessed, in the open transaction."""
    store.conn.execute(
        "UPDATE day_run SET finished_at = ?, leases = ?, due = ? WHERE day = ?",
        (at, leases, due, on.isoformat()),
    )
