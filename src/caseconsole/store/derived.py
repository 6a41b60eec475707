"""What is worked out from the record, and can be made again from it."""

from datetime import date

from caseconsole.store.dues import lead, replace_dues
from caseconsole.store.holding import keep_grounds, keep_holding, look_again, related
from caseconsole.store.search_index import refresh_search
from caseconsole.store.sqlite import Connection, Store
from caseconsole.store.standings import (
    mark_stale,
    refresh_standings,
    stale_leases,
    standings_on,
)
from caseconsole.store.tables import DERIVED

__all__ = [
    "keep_grounds",
    "keep_holding",
    "lead",
    "leases_to_assess",
    "look_again",
    "mark_stale",
    "rebuild",
    "refresh_search",
    "refresh_standings",
    "related",
    "replace_dues",
    "stale_leases",
    "standings_on",
]

_TO_ASSESS = """
SELECT c.lease FROM case_file c LEFT JOIN standing s ON s.lease = c.lease
WHERE c.closed_on IS NULL AND coalesce(s.holds_before, '') <= :today
UNION
SELECT lease FROM standing
WHERE :latest IS NOT NULL AND arrears > 0 AND coalesce(holds_before, '') <= :today
  AND iif(returned_on >= coalesce(missed_on, ''), returned_on < :today, missed_on <= :latest)
UNION
SELECT m.lease FROM agreement_claim m CROSS JOIN standing s ON s.lease = m.lease
WHERE m.withdrawn_at IS NULL AND coalesce(s.holds_before, '') <= :today
ORDER BY 1
"""


def leases_to_assess(conn: Connection, today: date, latest_miss: date | None) -> list[int]:
    """The leases in which something may be due that was not found yet.

    Those with an open file, those to open one for and those that an agreement covers, in which
    something happened since they were looked at or the day has come on which it may differ.

    Args:
        latest_miss: the last day whose missed rent opens a file; None opens none. A debit that came
            back is missed on the day it came back.
    """
    rows = conn.execute(
        _TO_ASSESS,
        {"today": today.isoformat(), "latest": latest_miss and latest_miss.isoformat()},
    ).fetchall()
    return [row[0] for row in rows]


def rebuild(store: Store, today: date) -> None:
    """Throw away all that is derived and work it out again; due rows come with the next day."""
    with store.transaction() as conn:
        for table in sorted(DERIVED):
            conn.execute(f"DELETE FROM {table}")
        leases = [row[0] for row in conn.execute("SELECT id FROM lease ORDER BY id").fetchall()]
        refresh_standings(store, today, leases)
        refresh_search(store, leases)
