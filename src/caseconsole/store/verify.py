"""Whether the journal is whole, and whether the record still says what the journal says."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from caseconsole.domain.message import Message, message
from caseconsole.store.images import Batch, Image, digest, load
from caseconsole.store.journal import NO_CHAIN, content_hash, link
from caseconsole.store.sqlite import Connection, Row, one_state
from caseconsole.store.tables import BY_HASH, RECORD

WINDOW = 5_000
"""How many journal rows are read at a time, so that no read is held for long."""

_EVERY = (range(1, 1 << 63),)
"""All ids that a table can have."""

Columns = tuple[str, ...]


def verify(conn: Connection) -> list[Message]:
    """What is wrong with the journal, and with the record by the journal; empty when nothing is.

    It proves that nothing before the newest row was changed or dropped in between. A tail that was
    cut off, and a chain that was computed anew, show only against a head that was kept elsewhere.
    """
    return [*verify_chain(conn), *verify_record(conn)]


def verify_chain(conn: Connection, anchor: tuple[int, bytes] | None = None) -> list[Message]:
    """What is wrong with the numbers, hashes and contents of the journal.

    Args:
        anchor: number and chain of a row as they were kept outside the store.
    """
    problems: list[Message] = []
    expected, before = 1, NO_CHAIN
    anchored = anchor is None or anchor == (0, NO_CHAIN)
    for window in _windows(conn):
        for row in window:
            facts, (content, chain, salt, payload, images) = row[:_LINKED], row[_LINKED:]
            seq = facts[0]
            if seq != expected:
                problems.append(message("verify.gap", seq=expected))
            if link(before, facts, content) != chain:
                problems.append(message("verify.chain", seq=seq))
            if not _told(salt, payload, images, content):
                problems.append(message("verify.content", seq=seq))
            anchored = anchored or (seq, chain) == anchor
            expected, before = seq + 1, chain
    if not anchored and anchor is not None:
        problems.append(message("verify.anchor", seq=anchor[0]))
    return problems


def _told(salt: bytes | None, payload: str | None, images: str | None, content: bytes) -> bool:
    """Whether content is what was chained, or wholly erased."""
    if salt is None or payload is None or images is None:
        return (salt, payload, images) == (None, None, None)
    return content_hash(salt, payload, images) == content


def verify_record(conn: Connection) -> list[Message]:
    """Rows of the record that differ from what the journal last said of them.

    Whoever erases content writes fresh images of the rows that it was about. What differs is looked
    at again beside what was written since: colleagues go on working, and no read is held for long.
    """
    known = {table: _Known(table) for table in sorted(RECORD - BY_HASH)}
    seen = _take_over(conn, known, 0)
    wrong = {table: found for table, one in known.items() if (found := one.compare(conn))}
    if wrong:
        with one_state(conn):
            _take_over(conn, known, seen)
            wrong = {
                table: known[table].compare(conn, _joined(rows)) for table, rows in wrong.items()
            }
    problems = [_named(table, rows) for table, found in wrong.items() for rows in found]
    for key, content in conn.execute("SELECT sha256, content FROM policy").fetchall():
        if sha256(content.encode()).hexdigest() != key:
            problems.append(message("verify.row", table="policy", row=key))
    return problems


def _take_over(conn: Connection, known: Mapping[str, "_Known"], newest: int) -> int:
    """Let what is known be what the journal says after a row; the number of its newest row."""
    for window in _windows(conn, "j.seq, c.images", newest):
        newest = window[-1][0]
        for _, text in window:
            images, batches = load(text)
            for batch in batches:
                known[batch.table].add_batch(batch)
            for image in images:
                known[image.table].add(image)
    return newest


@dataclass(slots=True)
class _Known:
    """What the journal last said of the rows of one table: a digest by id, 0 where nothing."""

    table: str
    digests: "array[int]" = field(default_factory=lambda: array("Q"))
    shapes: bytearray = field(default_factory=bytearray)
    """By id, which columns the digest covers."""
    columns: list[Columns] = field(default_factory=list)
    blocks: list[Batch] = field(default_factory=list)

    def add(self, image: Image) -> None:
        """Take over a row image."""
        if image.after is None:
            self._put(image.id, 0, 0)
            return
        kept = digest([tuple(image.after.values())])
        self._put(image.id, int.from_bytes(kept), self._shape(tuple(image.after)))

    def add_batch(self, batch: Batch) -> None:
        """Take over the digests of rows that were added together."""
        shape = self._shape(batch.columns)
        if batch.step > 1:
            self.blocks.append(batch)
            return
        for first, _, kept in batch.blocks():
            self._put(first, int.from_bytes(kept), shape)

    def compare(self, conn: Connection, among: Sequence[range] = _EVERY) -> list[range]:
        """The rows that differ, that are gone, and that nobody wrote down.

        Args:
            among: which ids are looked at, in order and apart.
        """
        wrong: list[range] = []
        for batch in self.blocks:
            wrong += _changed(conn, batch, among)
        seen = bytearray(len(self.digests))
        for number, columns in enumerate(self.columns):
            for *row, left in _all(conn, self.table, _with_rest(conn, self.table, columns), among):
                id_ = row[0]
                if id_ < len(seen) and self.shapes[id_] == number and self.digests[id_]:
                    seen[id_] = 1
                    if not left or int.from_bytes(digest([row])) != self.digests[id_]:
                        wrong.append(_only(id_))
        for rows in among:
            ids = range(rows.start, min(rows.stop, len(seen)))
            wrong += [_only(id_) for id_ in ids if self.digests[id_] and not seen[id_]]
        wrong += map(_only, self._unknown(conn, among))
        return sorted(wrong, key=lambda rows: rows.start)

    def _unknown(self, conn: Connection, among: Sequence[range]) -> list[int]:
        """The ids of rows that no journal row speaks of."""
        spans = sorted((batch.first, batch.first + batch.count) for batch in self.blocks)
        unknown: list[int] = []
        place = 0
        for (id_,) in _all(conn, self.table, "id", among):
            while place < len(spans) and spans[place][1] <= id_:
                place += 1
            spanned = place < len(spans) and spans[place][0] <= id_
            told = id_ < len(self.digests) and self.digests[id_]
            if not spanned and not told:
                unknown.append(id_)
        return unknown

    def _shape(self, columns: Columns) -> int:
        if columns not in self.columns:
            self.columns.append(columns)
        return self.columns.index(columns)

    def _put(self, id_: int, kept: int, shape: int) -> None:
        missing = id_ + 1 - len(self.digests)
        if missing > 0:
            self.digests.extend([0] * missing)
            self.shapes.extend(bytes(missing))
        self.digests[id_] = kept
        self.shapes[id_] = shape


def _only(id_: int) -> range:
    return range(id_, id_ + 1)


def _joined(found: Sequence[range]) -> list[range]:
    """Rows in order, those that follow one another as one."""
    joined: list[range] = []
    for rows in found:
        follows = joined and joined[-1].stop == rows.start
        joined.append(range(joined.pop().start, rows.stop) if follows else rows)
    return joined


def _named(table: str, rows: range) -> Message:
    if len(rows) == 1:
        return message("verify.row", table=table, row=rows.start)
    return message("verify.rows", table=table, first=rows.start, last=rows.stop - 1)


def _with_rest(conn: Connection, table: str, columns: Columns) -> str:
    """The columns, and whether all others hold their default: a batch leaves them to it."""
    others = [
        f"{name} IS {default or 'NULL'}"
        for _, name, _, _, default, _ in conn.execute(f"PRAGMA table_info({table})").fetchall()
        if name not in columns
    ]
    return f"{','.join(columns)}, {' AND '.join(others) or '1'}"


def _changed(conn: Connection, batch: Batch, among: Sequence[range]) -> Iterator[range]:
    """The append-only rows that differ; a whole block where its digest cannot tell which."""
    names = _with_rest(conn, batch.table, batch.columns)
    for first, last, kept in batch.blocks():
        if not any(rows.start <= last and first < rows.stop for rows in among):
            continue
        rows = conn.execute(
            f"SELECT {names} FROM {batch.table} WHERE id BETWEEN ? AND ?", (first, last)
        ).fetchall()
        there = {row[0] for row in rows if row[-1]}
        wrong = [id_ for id_ in range(first, last + 1) if id_ not in there]
        if wrong:
            yield from map(_only, wrong)
        elif digest([row[:-1] for row in rows]) != kept:
            yield range(first, last + 1)


def _all(conn: Connection, table: str, names: str, among: Sequence[range]) -> Iterator[Row]:
    """The rows of a table by id, read in windows."""
    for rows in among:
        last = rows.start - 1
        while window := conn.execute(
            f"SELECT {names} FROM {table} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
            (last, rows[-1], WINDOW),
        ).fetchall():
            last = window[-1][0]
            yield from window


_FACTS = """j.seq, j.at, j.actor, j.kind, j.case_file, j.change_id, j.policy, j.content_hash,
    j.chain, c.salt, c.payload, c.images"""
_LINKED = 7
"""How many of the facts, from the first, a link covers beside the hash of the content."""


def _windows(conn: Connection, columns: str = _FACTS, last: int = 0) -> Iterator[list[Row]]:
    """The journal after a row, in order and a window at a time; the first column is the number."""
    while window := conn.execute(
        f"SELECT {columns} FROM journal j LEFT JOIN journal_content c ON c.seq = j.seq"
        " WHERE j.seq > ? ORDER BY j.seq LIMIT ?",
        (last, WINDOW),
    ).fetchall():
        last = window[-1][0]
        yield window
