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


def leases_to_assess(conn: Connection, today: date = date.max) -> list[int]:
    """The leases in which something can be due: those in arrears, and those with an open file.

    Rent that fell due on `today` itself is not missed yet, so it brings no lease in.
    """
    rows = conn.execute(
        "SELECT lease FROM standing WHERE arrears > 0"
        " AND max(coalesce(missed_on, ''), coalesce(returned_on, '')) < ? UNION"
        " SELECT lease FROM case_file WHERE closed_on IS NULL ORDER BY 1",
        (today.isoformat(),),
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
