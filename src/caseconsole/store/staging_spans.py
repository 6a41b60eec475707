"""Rows of files that hold for a time: each is one that the store has of days that meet its own."""

from collections.abc import Sequence

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Target

MEET = """(t.since = s.since OR (t.since <= coalesce(s.until, t.since)
    AND s.since <= coalesce(t.until, s.since) AND t.since <= coalesce(t.until, t.since)))"""
"""Whether days meet; a row that ends before it begins never was, and is met by its first day."""


def pair_up(conn: Connection, target: Target, same: str, silent: Sequence[int]) -> None:
    """Find, for the rows put aside of a table, the rows of the store that each is about, if any.

    One that begins on the same day comes first, and among those one of the same name or role: no
    row takes the key of another. What else the store has on days of a row that comes in is not so
    any more: it ends before that row begins, or it never was. Who the store has there from a later
    day under another name or role stays: the row that comes in ends before.

    Args:
        same: whether a row put aside `s` and a row of the store `t` have the same keys.
        silent: the forms of files that do not say when a row ends.
    """
    conn.execute(f"CREATE TEMP TABLE pair_{target.table} (row INTEGER, found INTEGER, ended TEXT)")
    open_ended = f"s._form IN ({', '.join(map(str, silent))})"
    _end_before_the_next(conn, target, same, "s.until IS NULL")
    conn.executemany(
        f"INSERT INTO temp.pair_{target.table} (row, found) VALUES (?, ?)",
        _pairs(conn, target, same, open_ended).items(),
    )
    conn.execute(f"CREATE INDEX temp.pair_{target.table}_row ON pair_{target.table} (row)")
    conn.execute(
        f"UPDATE temp.stage_{target.table} AS s"
        " SET until = min(coalesce(s.until, t.until), t.until)"
        f" FROM temp.pair_{target.table} m JOIN main.{target.table} t ON t.id = m.found"
        f" WHERE m.row = s.rowid AND {open_ended} AND t.until >= s.since"
    )
    unpaired = f"t.id NOT IN (SELECT found FROM temp.pair_{target.table})"
    _end_before_the_next(conn, target, same, unpaired)
    conn.execute(
        f"INSERT INTO temp.pair_{target.table}"
        " SELECT s.rowid, t.id, min(date(max(s.since, t.since), '-1 day')) AS ended"
        f" FROM temp.stage_{target.table} s CROSS JOIN main.{target.table} t ON {same} AND {MEET}"
        f" WHERE {unpaired}"
        " GROUP BY t.id HAVING ended <> coalesce(t.until, '')"
    )
    conn.execute(
        f"INSERT INTO temp.pair_{target.table} (row)"
        f" SELECT s.rowid FROM temp.stage_{target.table} s WHERE s.rowid NOT IN"
        f" (SELECT row FROM temp.pair_{target.table} WHERE ended IS NULL)"
    )


def _end_before_the_next(conn: Connection, target: Target, same: str, which: str) -> None:
    """End rows put aside before the first of another name or role that the store has later."""
    conn.execute(
        f"UPDATE temp.stage_{target.table} SET until = n.until FROM ("
        " SELECT s.rowid AS row, date(min(t.since), '-1 day') AS until"
        f" FROM temp.stage_{target.table} s CROSS JOIN main.{target.table} t ON {same} AND {MEET}"
        f" WHERE t.since > s.since AND t.{target.dated} <> s.{target.dated} AND {which}"
        f" GROUP BY s.rowid) n WHERE n.row = stage_{target.table}.rowid"
    )


def _pairs(conn: Connection, target: Target, same: str, open_ended: str) -> dict[int, int]:
    """By row put aside the row of the store that becomes what it says.

    One of another name or role that begins later is no correction: who stands there stays until
    then.
    """
    alike = " + ".join(f"(t.{value} IS s.{value})" for value in target.values)
    found = conn.execute(
        f"SELECT s.rowid, t.id FROM temp.stage_{target.table} s"
        f" CROSS JOIN main.{target.table} t ON {same} AND {MEET}"
        f" WHERE t.since >= s.since OR t.{target.dated} = s.{target.dated}"
        f" ORDER BY t.since <> s.since, t.{target.dated} <> s.{target.dated},"
        f" iif({open_ended}, max(s.since, t.since), ''), {alike} DESC, s.since, t.since, t.id"
    ).fetchall()
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for row, key in found:
        if row not in pairs and key not in taken:
            pairs[row] = key
            taken.add(key)
    return pairs
