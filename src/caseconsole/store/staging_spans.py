"""Rows of files that hold for a time: each is one that the store has of days that meet its own."""

from collections.abc import Container

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Target

MEET = """(t.since = s.since OR (t.since <= coalesce(s.until, t.since)
    AND s.since <= coalesce(t.until, s.since) AND t.since <= coalesce(t.until, t.since)))"""
"""Whether days meet; a row that ends before it begins never was, and is met by its first day."""


def pair_up(conn: Connection, target: Target, same: str, ends: Container[int]) -> None:
    """Find, for the rows put aside of a table, the rows of the store that each is about.

    One that begins on the same day comes first. What else the store has on days of a row that
    comes in is not so any more: it ends before that row begins, or it never was.

    Args:
        same: whether a row put aside `s` and a row of the store `t` have the same keys.
        ends: the forms of files that say when a row ends.
    """
    alike = " + ".join(f"(t.{value} IS s.{value})" for value in target.values)
    found = conn.execute(
        "SELECT s.rowid, t.id, s._form, nullif(date(max(s.since, t.since), '-1 day'), t.until)"
        f" FROM temp.stage_{target.table} s CROSS JOIN main.{target.table} t ON {same} AND {MEET}"
        f" ORDER BY t.since <> s.since, {alike} DESC, s.since, t.since, t.id"
    ).fetchall()
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for row, key, _, _ in found:
        if row not in pairs and key not in taken:
            pairs[row] = key
            taken.add(key)
    over = {
        key: (row, key, ended)
        for row, key, form, ended in found
        if ended is not None and key not in taken and form in ends
    }
    conn.execute(f"CREATE TEMP TABLE pair_{target.table} (row INTEGER, found INTEGER, ended TEXT)")
    conn.executemany(
        f"INSERT INTO temp.pair_{target.table} VALUES (?, ?, ?)",
        [*((row, key, None) for row, key in pairs.items()), *over.values()],
    )
    conn.execute(f"CREATE INDEX temp.pair_{target.table}_row ON pair_{target.table} (row)")
