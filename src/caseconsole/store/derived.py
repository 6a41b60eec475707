"""What is worked out from the record, and can be made again from it."""

from datetime import date

from caseconsole.store.dues import replace_due, replace_dues
from caseconsole.store.search_index import refresh_search
from caseconsole.store.sqlite import Connection, Store
from caseconsole.store.standings import (
    mark_stale,
    refresh_standings,
    stale_leases,
    standings_on,
)

__all__ = [
    "leases_to_assess",
    "mark_stale",
    "rebuild",
    "refresh_search",
    "refresh_standings",
    "replace_due",
    "replace_dues",
    "stale_leases",
    "standings_on",
]


def leases_to_assess(conn: Connection, today: date, latest_miss: date | None) -> list[int]:
    """The leases in which something can be due: those with an open file, and those to open one for.

    Args:
        latest_miss: the last day whose missed rent opens a file; None opens none. A debit that came
            back is missed on the day it came back.
    """
    rows = conn.execute(
        "SELECT lease FROM case_file WHERE closed_on IS NULL UNION"
        " SELECT lease FROM standing WHERE :latest IS NOT NULL AND arrears > 0"
        " AND iif(returned_on >= coalesce(missed_on, ''), returned_on < :today,"
        " missed_on <= :latest) ORDER BY 1",
        {"today": today.isoformat(), "latest": latest_miss and latest_miss.isoformat()},
    ).fetchall()
    return [row[0] for row in rows]


def rebuild(store: Store, today: date) -> None:
    """Throw away all that is derived and work it out again; due rows come with the next day."""
    with store.transaction() as conn:
        for table in ("standing", "due", "day_run", "lease_search"):
            conn.execute(f"DELETE FROM {table}")
        leases = [row[0] for row in conn.execute("SELECT id FROM lease ORDER BY id").fetchall()]
        refresh_standings(store, today, leases)
        refresh_search(store, leases)
