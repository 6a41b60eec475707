"""Which rows of the record name which."""

from caseconsole.store.sqlite import Connection
from caseconsole.store.tables import BY_HASH, RECORD


def resting_on(conn: Connection, table: str, row: int) -> list[tuple[str, int]]:
    """The rows, as table and id, that name a row and were not withdrawn."""
    return sorted(
        (naming, key)
        for naming, column in _naming(conn, table)
        for (key,) in conn.execute(
            f"SELECT id FROM {naming} WHERE {column} = ? AND withdrawn_at IS NULL",
            (row,),
        ).fetchall()
    )


def _naming(conn: Connection, table: str) -> list[tuple[str, str]]:
    """The record tables whose rows can be withdrawn, with the column that names this table."""
    found = []
    for other in sorted(RECORD - BY_HASH):
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({other})").fetchall()]
        if "withdrawn_at" in columns:
            links = conn.execute(f"PRAGMA foreign_key_list({other})").fetchall()
            found += [(other, link[3]) for link in links if link[2] == table]
    return found
