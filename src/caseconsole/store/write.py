"""Writing record rows inside one transaction, with their images for the journal."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from caseconsole.domain.message import Refused, message
from caseconsole.store.images import BLOCK, Batch, Image, Value, Values, batch
from caseconsole.store.sqlite import Store
from caseconsole.store.tables import APPEND_ONLY, BY_HASH, RECORD

Difference = tuple[str, Value, Value]
"""A field, what stands there now, and what was to be written."""


class Stale(Refused):
    """Somebody else changed the row since it was seen."""

    def __init__(self, table: str, row: int, differences: tuple[Difference, ...]) -> None:
        super().__init__(message("refused.stale"))
        self.table = table
        self.id = row
        self.differences = differences


class Writer:
    """Writes the rows of one change; what it wrote is in `images` and `batches`."""

    def __init__(self, store: Store) -> None:
        if not store.conn.in_transaction:
            raise RuntimeError("record rows are written inside a transaction only")
        self.store = store
        self.conn = store.conn
        self._images: dict[tuple[str, int], Image] = {}
        self.batches: list[Batch] = []

    @property
    def images(self) -> list[Image]:
        """One image for each row that was written, in the order of first touch."""
        return list(self._images.values())

    def insert(self, table: str, /, **values: object) -> int:
        """Add a row.

        Returns:
            Its id.
        """
        _require_record(table)
        added = self.store.db.table(table).insert(_plain(values), pk="id")
        row = int(added.last_pk)  # type: ignore[arg-type]
        self._note(table, row, before=None, after=self.row(table, row))
        return row

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]
    ) -> range:
        """Add many rows at once; the journal keeps digests of them instead of images.

        Args:
            columns: without `id`; columns left out take their default and are not covered.
            rows: values as the store keeps them: text, whole numbers or None, no dates or enums.

        Returns:
            Their ids, in the order of the rows.
        """
        if not rows:
            return range(0)
        first = self.next_id(table)
        numbered = [(key, *row) for key, row in enumerate(rows, first)]
        named = ("id", *columns)
        marks = ",".join("?" * len(named))
        self.conn.executemany(f"INSERT INTO {table} ({','.join(named)}) VALUES ({marks})", numbered)
        step = BLOCK if table in APPEND_ONLY else 1
        self.batches.append(batch(table, named, numbered, step=step))
        return range(first, first + len(rows))

    def insert_from(
        self, table: str, columns: Sequence[str], query: str, bound: Sequence[Value]
    ) -> range:
        """Add the rows of a query, those left out that are there already; otherwise as insert_many.

        Returns:
            The ids of what was added, in the order of the query.
        """
        first = self.next_id(table)
        names = ",".join(columns)
        done = self.conn.execute(
            f"INSERT INTO {table} ({names}) {query} ON CONFLICT DO NOTHING", tuple(bound)
        )
        added = range(first, first + done.rowcount)
        if added:
            stored = self.conn.execute(
                f"SELECT id,{names} FROM {table} WHERE id >= ? ORDER BY id", (first,)
            ).fetchall()
            step = BLOCK if table in APPEND_ONLY else 1
            self.batches.append(batch(table, ("id", *columns), stored, step=step))
        return added

    def next_id(self, table: str) -> int:
        """The key that the next row of a table gets; keys are never used twice."""
        _require_record(table)
        found = self.conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()
        return int(found[0])

    def update(self, table: str, row: int, seen: int | None, /, **values: object) -> int:
        """Change fields of a row and raise its version by one; without fields only the version.

        Args:
            seen: the version that was looked at; None where the change adds and cannot go stale.

        Returns:
            The new version.

        Raises:
            Stale: the row has another version; nothing is written.
        """
        _require_record(table)
        before = self.row(table, row)
        wanted = _plain(values)
        if seen is not None and before["version"] != seen:
            raise Stale(
                table,
                row,
                tuple((k, before[k], v) for k, v in wanted.items() if before[k] != v),
            )
        version = int(before["version"] or 0) + 1
        fields = "".join(f"{name} = ?, " for name in wanted)
        self.conn.execute(
            f"UPDATE {table} SET {fields}version = ? WHERE id = ?",
            (*wanted.values(), version, row),
        )
        self._note(table, row, before=before, after=self.row(table, row))
        return version

    def withdraw(self, table: str, row: int, at: int) -> None:
        """Take back a row that was written by mistake; it stays and counts no more.

        Args:
            at: UTC milliseconds.
        """
        self.update(table, row, None, withdrawn_at=at)

    def keep_policy(self, sha256: str, content: str) -> None:
        """Keep an effective policy once, under its hash."""
        self.conn.execute(
            "INSERT INTO policy (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (sha256, content),
        )

    def row(self, table: str, row: int) -> dict[str, Value]:
        """A record row as it stands, by column.

        Raises:
            LookupError: there is no such row.
        """
        _require_record(table)
        cursor = self.conn.execute(f"SELECT * FROM {table} WHERE id = ?", (row,))
        found = cursor.fetchone()
        if found is None:
            raise LookupError(f"no {table} {row}")
        return dict(zip((column[0] for column in cursor.description), found, strict=True))

    def _note(self, table: str, row: int, *, before: Values | None, after: Values) -> None:
        known = self._images.get((table, row))
        if known is not None:
            before = known.before
        self._images[table, row] = Image(table, row, before, after)


def _require_record(table: str) -> None:
    if table not in RECORD or table in BY_HASH:
        raise ValueError(f"{table} is no record table with rows of its own")


def _plain(values: dict[str, object]) -> dict[str, Value]:
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: object) -> Value:
    """A date as ISO text, an enum as its value, yes and no as 1 and 0."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(value)
