"""Checked ledger lines on their way in; a million of them, so in few statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.store.images import Value
from caseconsole.store.ledger_changes import Changes
from caseconsole.store.read.values import REVERSES, STANDS, keys
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Chunk, Written, portions
from caseconsole.store.write import Writer

_COLUMNS = (
    "lease", "identity", "kind", "cents", "booked_on", "value_on", "due_on", "period", "text",
    "designation", "source_ref",
)  # fmt: skip
HASHED = "#"
"""How the identity of a line without a reference starts."""
KNOWN_BY = {"omschrijving": "text", "valutadatum": "value_on"}
"""The columns that a file may lack and by which a line without a reference is known."""

_UNTOLD = {"text": "{0}.text = ''", "value_on": "{0}.value_on = {0}.booked_on"}
"""What a line tells of them that was told without."""
_ALIKE = f"""
e.kind = s.kind AND e.booked_on = s.booked_on AND e.cents = s.cents AND {
    " AND ".join(
        f"(e.{name} = s.{name} OR {untold.format('e')} OR {untold.format('s')})"
        for name, untold in _UNTOLD.items()
    )
}
AND NOT EXISTS (SELECT 1 FROM temp.stage_ledger o
    WHERE o.lease = s.lease AND o.identity = e.identity AND o.file = s.file)
AND NOT EXISTS (SELECT 1 FROM main.ledger_entry b
    WHERE b.lease = s.lease AND b.identity = s.identity)"""
"""A line `s` may be the same as `e`, and neither it nor its file has that itself."""
_UNLIKE = " OR ".join(f"e.{name} <> s.{name}" for name in _UNTOLD)
_LESS = " OR ".join(
    f"(e.{name} <> s.{name} AND {untold.format('s')})" for name, untold in _UNTOLD.items()
)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger file that was read to its end before."""

    id: int
    complete_through: str
    faults: int
    """How many faulty lines were left out."""
    read_at: int
    """When its lines were last compared, in UTC milliseconds."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line with something in its way."""

    row: int
    file: int
    line: int
    reference: str
    other: Value = None
    """What is in its way: another line, a kind, a payment."""
    other_file: int = 0


def ledger_file(conn: Connection, sha256: str) -> LedgerFile | None:
    """What is known of a ledger file by its content; None when it was never read to its end."""
    row = conn.execute(
        "SELECT id, complete_through, faults, read_at FROM ledger_file WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return LedgerFile(*row) if row else None


def last_read(conn: Connection, but: Sequence[LedgerFile] = ()) -> int:
    """When a ledger file other than these was last read, in UTC milliseconds; 0 when none was."""
    row = conn.execute(
        "SELECT max(read_at) FROM ledger_file WHERE id NOT IN (SELECT value FROM json_each(?))",
        (keys([file.id for file in but]),),
    ).fetchone()
    return int(row[0] or 0)


class LedgerLines:
    """The lines of the ledger files of one import, compared with the store chunk by chunk."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.stays: list[tuple[int, int]] = []
        """File and line of what differs from what was booked, and stays as it was booked."""
        self._absent: dict[int, frozenset[str]] = {}
        self.close()
        conn.execute(
            "CREATE TEMP TABLE stage_ledger (file INTEGER NOT NULL, line INTEGER NOT NULL,"
            " lease INTEGER NOT NULL, identity TEXT NOT NULL, kind TEXT NOT NULL,"
            " cents INTEGER NOT NULL, booked_on TEXT NOT NULL, value_on TEXT NOT NULL, due_on TEXT,"
            " period TEXT NOT NULL, text TEXT NOT NULL, designation TEXT NOT NULL,"
            " source_ref TEXT NOT NULL, reversed TEXT NOT NULL)"
        )

    def fill(self, file: int, absent: frozenset[str], rows: Iterable[Sequence[Value]]) -> None:
        """Put the checked lines of a file aside, in the order of the columns of `stage_ledger`.

        Args:
            absent: columns that the file does not have: what is booked stays.
        """
        self._absent[file] = absent
        self._conn.execute("BEGIN")
        try:
            self._conn.executemany(
                "INSERT INTO temp.stage_ledger VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows
            )
        finally:
            self._conn.execute("COMMIT")

    def order(self) -> None:
        """Make all lines ready to be compared, once they are all put aside."""
        self._conn.execute(
            "CREATE INDEX temp.stage_ledger_identity ON stage_ledger (lease, identity, file)"
        )
        rows = self._conn.execute(
            "SELECT rowid, identity, row_number() OVER"
            " (PARTITION BY lease, identity, file ORDER BY line)"
            " FROM temp.stage_ledger WHERE (lease, identity, file) IN"
            " (SELECT lease, identity, file FROM temp.stage_ledger GROUP BY lease, identity, file"
            f"  HAVING count(*) > 1 AND identity GLOB '{HASHED}*')"
        ).fetchall()
        self._conn.executemany(
            "UPDATE temp.stage_ledger SET identity = ? WHERE rowid = ?",
            [(f"{identity}.{number}", row) for row, identity, number in rows if number > 1],
        )

    def twice(self) -> list[Found]:
        """Lines whose reference stands on an earlier line of the file, with that line."""
        return self._found(
            "SELECT s.rowid, s.file, s.line, s.identity, g.first FROM temp.stage_ledger s JOIN"
            " (SELECT lease, identity, file, min(line) AS first FROM temp.stage_ledger"
            "  GROUP BY lease, identity, file HAVING count(*) > 1) g"
            " ON g.lease = s.lease AND g.identity = s.identity AND g.file = s.file"
            " WHERE s.line > g.first"
        )

    def contradictions(self) -> list[Found]:
        """Lines that another file of this import has otherwise, with that line and file."""
        return self._found(
            "SELECT s.rowid, s.file, s.line, s.identity, o.line, o.file FROM temp.stage_ledger s"
            " JOIN temp.stage_ledger o ON o.lease = s.lease AND o.identity = s.identity"
            " AND o.file <> s.file WHERE o.kind <> s.kind OR o.cents <> s.cents"
            " OR o.value_on <> s.value_on OR o.due_on IS NOT s.due_on OR o.period <> s.period"
            " OR o.designation <> s.designation OR o.reversed <> s.reversed"
        )

    def other_kind(self) -> list[Found]:
        """Lines whose reference was booked as another kind, with that kind."""
        return self._found(
            "SELECT s.rowid, s.file, s.line, s.identity, e.kind FROM temp.stage_ledger s"
            " JOIN main.ledger_entry e ON e.lease = s.lease AND e.identity = s.identity"
            " WHERE e.kind <> s.kind"
        )

    def told_otherwise(self) -> list[Found]:
        """Lines without a reference that may be booked, where one of both tells less.

        They are known by what they say, and would be booked twice. Of two lines of this import it
        is the one that tells less. A line whose file also has the booking itself is another.
        """
        self._conn.execute(
            "CREATE INDEX temp.stage_ledger_said ON stage_ledger (lease, booked_on, cents)"
            f" WHERE identity GLOB '{HASHED}*'"
        )
        several = len(self._absent) > 1
        return self._found(f"{_LIKE_BOOKED} UNION {_LIKE_BESIDE}" if several else _LIKE_BOOKED)

    def resting_on(self, file: int) -> list[Found]:
        """Returned debits in other files of a payment that only this file has."""
        return self._found(
            "SELECT s.rowid, s.file, s.line, s.identity, s.reversed FROM temp.stage_ledger s"
            " JOIN temp.stage_ledger p ON p.lease = s.lease AND p.identity = s.reversed"
            f" WHERE s.reversed <> '' AND s.file <> {file:d} AND p.file = {file:d} AND NOT EXISTS"
            " (SELECT 1 FROM temp.stage_ledger o WHERE o.lease = s.lease"
            f"   AND o.identity = s.reversed AND o.file <> {file:d})"
            f" AND NOT EXISTS ({_BOOKED_PAYMENT})"
        )

    def reversing_nothing(self) -> list[Found]:
        """Returned debits that name a payment which is nowhere, with its reference."""
        return self._found(
            "SELECT s.rowid, s.file, s.line, s.identity, s.reversed FROM temp.stage_ledger s"
            " WHERE s.reversed <> '' AND NOT EXISTS (SELECT 1 FROM temp.stage_ledger p"
            "  WHERE p.lease = s.lease AND p.identity = s.reversed AND p.kind = 'payment')"
            f" AND NOT EXISTS ({_BOOKED_PAYMENT})"
        )

    def reversing_too_much(self) -> list[Found]:
        """Returned debits for which their payment is too small, and payments of which more came
        back before, each with the payment."""
        left: dict[tuple[int, str], int] = {}
        too_much: dict[tuple[int, str], bool] = {}
        found = []
        for (
            row,
            file,
            line,
            lease,
            identity,
            payment,
            cents,
            paid,
            returned,
            _,
        ) in self._conn.execute(_RETURNS).fetchall():
            one = (lease, identity)
            if one not in too_much:
                rest = left.setdefault((lease, payment), paid - returned)
                too_much[one] = cents > rest
                if not too_much[one]:
                    left[lease, payment] = rest - cents
            if too_much[one]:
                found.append(Found(row, file, line, identity, payment))
        return found

    def _found(self, query: str) -> list[Found]:
        rows = self._conn.execute(query).fetchall()
        return sorted((Found(*row) for row in rows), key=lambda one: (one.file, one.line))

    def leave_out(self, found: Iterable[Found]) -> None:
        """Forget lines that have something in their way."""
        self._conn.executemany(
            "DELETE FROM temp.stage_ledger WHERE rowid = ?", [(one.row,) for one in found]
        )

    def leave_out_file(self, file: int) -> None:
        """Forget all lines of a file."""
        self._conn.execute("DELETE FROM temp.stage_ledger WHERE file = ?", (file,))

    def keep_once(self) -> int:
        """Forget lines that an earlier file of this import has too.

        Returns:
            How many.
        """
        return self._conn.execute(
            "DELETE FROM temp.stage_ledger WHERE rowid IN (SELECT s.rowid FROM temp.stage_ledger s"
            " JOIN temp.stage_ledger o ON o.lease = s.lease AND o.identity = s.identity"
            " AND o.file < s.file)"
        ).rowcount

    def count(self) -> int:
        """How many lines are put aside."""
        row = self._conn.execute("SELECT count(*) FROM temp.stage_ledger").fetchone()
        return int(row[0])

    def newest(self) -> dict[int, str]:
        """By file the newest day on which a line was booked, as ISO text."""
        return dict(
            self._conn.execute("SELECT file, max(booked_on) FROM temp.stage_ledger GROUP BY file")
        )

    def chunks(self) -> Iterator[Chunk]:
        """The lines in portions of about CHUNK, leases whole."""
        rows = self._conn.execute(
            "SELECT lease, file, count(*), min(line), max(line) FROM temp.stage_ledger"
            " GROUP BY lease, file ORDER BY lease, file"
        ).fetchall()
        return portions(rows)

    def apply(self, chunk: Chunk, writer: Writer, today: date) -> Written:
        """Add the lines of a chunk that are new, and what brings booked ones to what they are."""
        span = (chunk.low, chunk.high)
        known = self._conn.execute(_KNOWN, span).fetchone()
        first = writer.next_id("ledger_entry")
        added = len(writer.insert_from("ledger_entry", _COLUMNS, _NEW, span))
        added += len(writer.insert_from("ledger_entry", (*_COLUMNS, "reverses"), _RETURNED, span))
        corrected = 0
        if known is not None:
            changes = Changes(self._conn, span, today, self._absent)
            writer.insert_many("ledger_entry", (*_COLUMNS, "reverses"), changes.rows)
            corrected = changes.count
            self.stays += changes.stays
        touched = self._conn.execute(
            "SELECT DISTINCT lease FROM ledger_entry NOT INDEXED WHERE id >= ?", (first,)
        ).fetchall()
        return Written(added, 0, corrected, tuple(sorted(row[0] for row in touched)))

    def close(self) -> None:
        """Let go of the lines."""
        self._conn.execute("DROP TABLE IF EXISTS temp.stage_ledger")


_LIKE_BOOKED = f"""
SELECT DISTINCT s.rowid, s.file, s.line, s.identity
FROM (SELECT DISTINCT lease FROM temp.stage_ledger WHERE identity GLOB '{HASHED}*') l
CROSS JOIN main.ledger_entry e ON e.lease = l.lease AND e.identity GLOB '{HASHED}*'
CROSS JOIN temp.stage_ledger s INDEXED BY stage_ledger_said
ON s.lease = e.lease AND s.identity GLOB '{HASHED}*'
AND ({_UNLIKE}) AND {_ALIKE}
"""
_LIKE_BESIDE = f"""
SELECT s.rowid, s.file, s.line, s.identity FROM temp.stage_ledger e
CROSS JOIN temp.stage_ledger s INDEXED BY stage_ledger_said
ON s.lease = e.lease AND s.file <> e.file AND s.identity GLOB '{HASHED}*'
AND ({_LESS}) AND {_ALIKE}
WHERE e.identity GLOB '{HASHED}*'
AND NOT EXISTS (SELECT 1 FROM temp.stage_ledger o
    WHERE o.lease = e.lease AND o.identity = s.identity AND o.file = e.file)
"""
_KNOWN = """
SELECT 1 FROM temp.stage_ledger s
CROSS JOIN main.ledger_entry e ON e.lease = s.lease AND e.identity = s.identity
WHERE s.lease BETWEEN ? AND ? LIMIT 1
"""
_BOOKED_PAYMENT = """
SELECT 1 FROM main.ledger_entry e
WHERE e.lease = s.lease AND e.identity = s.reversed AND e.kind = 'payment'
"""
_NEW = f"""
SELECT {", ".join(_COLUMNS)} FROM temp.stage_ledger
WHERE lease BETWEEN ? AND ? AND reversed = '' ORDER BY lease, rowid
"""
# A payment whose day was moved is booked anew: the newest of its lines is what comes back.
_PAYMENT = """
(SELECT p.id FROM ledger_entry p WHERE p.lease = s.lease AND p.kind = 'payment'
 AND (p.identity = s.reversed OR p.source_ref = s.reversed) ORDER BY p.id DESC LIMIT 1)
"""
_RETURNED = f"""
SELECT {", ".join(_COLUMNS)}, {_PAYMENT}
FROM temp.stage_ledger s WHERE lease BETWEEN ? AND ? AND reversed <> '' ORDER BY lease, rowid
"""
# Every returned debit that names its payment, and every payment of which something came back
# before: how much comes back here, how much was paid, how much of it came back before.
_RETURNS = f"""
WITH back AS MATERIALIZED (
    SELECT p.lease, iif(p.source_ref = '', p.identity, p.source_ref) AS payment,
           sum(iif(e.source_ref = '', e.cents, (SELECT sum(c.cents) FROM main.ledger_entry c
               WHERE c.lease = e.lease AND c.source_ref = e.source_ref))) AS cents
    FROM (SELECT DISTINCT lease FROM temp.stage_ledger) l
    CROSS JOIN main.ledger_entry e ON e.lease = l.lease
    CROSS JOIN main.ledger_entry p ON p.id = {REVERSES}
    WHERE e.kind = 'returned' AND {STANDS}
      AND NOT EXISTS (SELECT 1 FROM temp.stage_ledger o WHERE o.lease = e.lease
                      AND o.identity IN (e.identity, e.source_ref))
    GROUP BY 1, 2
)
SELECT s.rowid, s.file, s.line, s.lease, s.identity, s.reversed, s.cents,
       coalesce((SELECT -p.cents FROM temp.stage_ledger p
                 WHERE p.lease = s.lease AND p.identity = s.reversed LIMIT 1),
                (SELECT -sum(e.cents) FROM main.ledger_entry e WHERE e.lease = s.lease
                 AND e.kind IN ('payment', 'correction')
                 AND (e.identity = s.reversed OR e.source_ref = s.reversed)), 0),
       coalesce((SELECT b.cents FROM back b
                 WHERE b.lease = s.lease AND b.payment = s.reversed), 0), s.value_on
FROM temp.stage_ledger s WHERE s.reversed <> ''
UNION ALL
SELECT s.rowid, s.file, s.line, s.lease, s.identity, s.identity, 0, -s.cents, b.cents, s.value_on
FROM back b CROSS JOIN temp.stage_ledger s ON s.lease = b.lease AND s.identity = b.payment
ORDER BY 4, 6, 10, 2, 3
"""
