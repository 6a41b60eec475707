"""Rows that hang on many owners, read together."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from caseconsole.store.read.values import texts
from caseconsole.store.sqlite import Connection, Row

T = TypeVar("T")


def grouped(
    conn: Connection, sql: str, bound: str, build: Callable[[Row], T]
) -> dict[int, list[T]]:
    """Built rows by their first column."""
    found: dict[int, list[T]] = defaultdict(list)
    for row in texts(conn, sql, (bound,)):
        found[row[0]].append(build(row[1:]))
    return found


def owned(
    conn: Connection,
    table: str,
    columns: str,
    bound: str,
    build: Callable[[Row], T],
    *,
    owner: str = "case_file",
) -> dict[int, list[T]]:
    """Rows of a table that were not withdrawn, as id and columns, by owner, oldest first."""
    named = ", ".join(f"t.{name.strip()}" for name in columns.split(","))
    return grouped(
        conn,
        f"SELECT t.{owner}, t.id, {named} FROM json_each(?) k"
        f" CROSS JOIN {table} t ON t.{owner} = k.value"
        " WHERE t.withdrawn_at IS NULL ORDER BY t.id",
        bound,
        build,
    )
