"""Checked rows of a file on their way in, in a private temporary database of their connection.

That database lives in memory, or in a file that SQLite unlinks at once: nothing stays behind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseconsole.store.holding import sharing
from caseconsole.store.images import Value
from caseconsole.store.migrations import shipped
from caseconsole.store.search_index import refresh_search
from caseconsole.store.sqlite import Connection, Store, connect
from caseconsole.store.standings import mark_stale
from caseconsole.store.write import Writer

CHUNK = 500
"""About how many rows one transaction writes; a group of rows is never split."""
_BUFFER = 2_000
_REFERENCES = ("lease", "person")
"""Columns that a file gives by reference and the store by key; the table has the same name."""


@dataclass(frozen=True, slots=True)
class Target:
    """A record table as a file fills it: what names a row, and what stands in it."""

    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys and values, in the order in which rows are given."""
        return (*self.keys, *self.values)


TARGETS = {
    target.table: target
    for target in (
        Target("caseworker", ("login",), ("name", "languages", "team", "role", "until")),
        Target(
            "person",
            ("reference",),
            (
                "initials", "prefix", "surname", "birth_date", "languages", "call_do_not_write",
                "safe_contact", "email",
            ),
        ),
        Target("phone", ("person", "number"), ("kind",)),
        Target(
            "lease",
            ("reference",),
            (
                "form", "start_on", "end_on", "due_day", "payment_reference", "direct_debit",
                "address", "postcode", "town",
            ),
        ),
        Target("rent", ("lease", "from_on"), ("cents",)),
        Target("lease_party", ("lease", "person", "role", "since"), ("until",)),
        Target(
            "household_member",
            ("lease", "reference"),
            ("kind", "birth_year", "since", "until"),
        ),
        Target(
            "representative",
            ("person", "name", "kind", "since"),
            ("phone", "email", "language", "until"),
        ),
    )
}  # fmt: skip

SEARCHED = frozenset({"person", "phone", "lease", "lease_party"})
"""The tables that hold what people search by."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A checked row: its table, its group (a lease or a person), its line and its values."""

    table: str
    group: int
    line: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Groups that are written in one transaction, and the lines of the file they come from."""

    low: int
    high: int
    first_line: int
    last_line: int
    rows: int


@dataclass(slots=True)
class Written:
    """What a chunk changed in the record."""

    added: int = 0
    updated: int = 0
    corrected: int = 0
    leases: tuple[int, ...] = ()
    """The leases that look different now."""

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.corrected)


def open_staging(path: Path) -> Store:
    """The store over a connection that may hold temporary tables; an import keeps it to itself.

    Raises:
        Refused: the store cannot be opened.
    """
    return Store(path, connect(path), version=len(shipped()))


def references(conn: Connection, table: str) -> dict[str, int]:
    """The key of every lease or person by its reference."""
    return dict(conn.execute(f"SELECT reference, id FROM {table}"))


def touch(store: Store, leases: Sequence[int], *, searched: bool) -> None:
    """Have leases looked at again that an import changed, in its transaction.

    Args:
        searched: something came in that people search by.
    """
    mark_stale(store.conn, [*leases, *sharing(store.conn, leases)] if searched else leases)
    if searched:
        refresh_search(store, leases)


class Records:
    """The rows of one file about people and leases, compared with the store as a whole."""

    def __init__(self, conn: Connection, tables: Sequence[str], absent: frozenset[str]) -> None:
        """Make room for a file.

        Args:
            absent: columns that the file does not have: what stands in the store stays.
        """
        self._conn = conn
        self._targets = [TARGETS[table] for table in tables]
        self._absent = absent
        self._rows: dict[str, list[Sequence[Value]]] = {table: [] for table in tables}
        for target in self._targets:
            self._drop(target)
            conn.execute(
                f"CREATE TEMP TABLE stage_{target.table} (grp INTEGER NOT NULL,"
                f" line INTEGER NOT NULL, {', '.join(target.columns)})"
            )

    def fill(self, rows: Iterable[Staged]) -> int:
        """Put checked rows aside.

        Returns:
            How many.
        """
        count = 0
        self._conn.execute("BEGIN")
        try:
            for row in rows:
                count += 1
                kept = self._rows[row.table]
                kept.append((row.group, row.line, *row.values))
                if len(kept) >= _BUFFER:
                    self._flush(row.table)
            for table in self._rows:
                self._flush(table)
        finally:
            self._conn.execute("COMMIT")
        return count

    def _flush(self, table: str) -> None:
        kept = self._rows[table]
        if kept:
            marks = ",".join("?" * len(kept[0]))
            self._conn.executemany(f"INSERT INTO temp.stage_{table} VALUES ({marks})", kept)
            kept.clear()

    def compare(self) -> int:
        """Find the rows that the store lacks or has otherwise.

        Returns:
            How many there are.
        """
        found = 0
        for target in self._targets:
            self._conn.execute(
                f"CREATE TEMP TABLE diff_{target.table} AS {self._difference(target)}"
            )
            self._conn.execute(
                f"CREATE INDEX temp.diff_{target.table}_grp ON diff_{target.table} (grp)"
            )
            counted = self._conn.execute(f"SELECT count(*) FROM diff_{target.table}").fetchone()
            found += counted[0]
        return found

    def _difference(self, target: Target) -> str:
        same = " AND ".join(f"t.{key} = {_resolved(key)}" for key in target.keys)
        compared = [value for value in target.values if value not in self._absent]
        other = " OR ".join(f"t.{value} IS NOT s.{value}" for value in compared) or "0"
        return (
            f"SELECT s.rowid AS row, s.grp AS grp, s.line AS line, t.id AS found"
            f" FROM temp.stage_{target.table} s LEFT JOIN main.{target.table} t ON {same}"
            f" WHERE t.id IS NULL OR {other}"
        )

    def chunks(self) -> Iterator[Chunk]:
        """The differences in portions of about CHUNK rows, groups whole."""
        union = " UNION ALL ".join(
            f"SELECT grp, line FROM temp.diff_{target.table}" for target in self._targets
        )
        rows = self._conn.execute(
            f"SELECT grp, count(*), min(line), max(line) FROM ({union}) GROUP BY grp ORDER BY grp"
        ).fetchall()
        return portions(rows)

    def apply(self, chunk: Chunk, writer: Writer) -> Written:
        """Write a chunk, inside a transaction."""
        written = Written()
        for target in self._targets:
            written.updated += self._update(target, chunk, writer)
            written.added += self._insert(target, chunk, writer)
        if written:
            written.leases = self._touched(chunk)
        return written

    def _insert(self, target: Target, chunk: Chunk, writer: Writer) -> int:
        rows = self._conn.execute(
            f"SELECT {', '.join(map(_resolved, target.columns))} FROM temp.diff_{target.table} d"
            f" JOIN temp.stage_{target.table} s ON s.rowid = d.row"
            " WHERE d.grp BETWEEN ? AND ? AND d.found IS NULL ORDER BY d.row",
            (chunk.low, chunk.high),
        ).fetchall()
        return len(writer.insert_many(target.table, target.columns, rows))

    def _update(self, target: Target, chunk: Chunk, writer: Writer) -> int:
        columns = [value for value in target.values if value not in self._absent]
        if not columns:
            return 0
        rows = self._conn.execute(
            f"SELECT d.found, {', '.join(f's.{column}' for column in columns)}"
            f" FROM temp.diff_{target.table} d JOIN temp.stage_{target.table} s ON s.rowid = d.row"
            " WHERE d.grp BETWEEN ? AND ? AND d.found IS NOT NULL ORDER BY d.row",
            (chunk.low, chunk.high),
        ).fetchall()
        for key, *values in rows:
            writer.update(target.table, key, None, **dict(zip(columns, values, strict=True)))
        return len(rows)

    def _touched(self, chunk: Chunk) -> tuple[int, ...]:
        found: set[int] = set()
        for target in self._targets:
            query = _leases_of(target)
            if query:
                found.update(row[0] for row in self._conn.execute(query, (chunk.low, chunk.high)))
        return tuple(sorted(found))

    def close(self) -> None:
        """Let go of the rows."""
        for target in self._targets:
            self._drop(target)

    def _drop(self, target: Target) -> None:
        self._conn.execute(f"DROP TABLE IF EXISTS temp.stage_{target.table}")
        self._conn.execute(f"DROP TABLE IF EXISTS temp.diff_{target.table}")


def _leases_of(target: Target) -> str:
    """The query for the leases that the differences of a span of groups belong to; may be empty."""
    own = target.table if target.table in _REFERENCES else ""
    owner = own or next((key for key in target.keys if key in _REFERENCES), "")
    rows = (
        f"FROM temp.diff_{target.table} d JOIN temp.stage_{target.table} s ON s.rowid = d.row"
        f" JOIN main.{owner} o ON o.reference = s.{'reference' if own else owner}"
    )
    where = "WHERE d.grp BETWEEN ? AND ?"
    if owner == "lease":
        return f"SELECT o.id {rows} {where}"
    if owner == "person":
        return f"SELECT p.lease {rows} JOIN main.lease_party p ON p.person = o.id {where}"
    return ""


def _resolved(column: str) -> str:
    if column in _REFERENCES:
        return f"(SELECT r.id FROM main.{column} r WHERE r.reference = s.{column})"
    return f"s.{column}"


def portions(groups: Iterable[tuple[int, int, int, int]]) -> Iterator[Chunk]:
    """Chunks of whole groups.

    Args:
        groups: group, how many rows, first and last line; ordered by group.
    """
    open_: Chunk | None = None
    for group, rows, first, last in groups:
        if open_ is not None and open_.rows + rows > CHUNK:
            yield open_
            open_ = None
        if open_ is None:
            open_ = Chunk(group, group, first, last, rows)
        else:
            open_ = Chunk(
                open_.low, group, min(open_.first_line, first), max(open_.last_line, last),
                open_.rows + rows,
            )  # fmt: skip
    if open_ is not None:
        yield open_
