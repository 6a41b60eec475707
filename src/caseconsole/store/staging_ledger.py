"""Checked ledger lines on their way in; a million of them, so in few statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.store.images import Value
from caseconsole.store.sqlite import Connection, Row
from caseconsole.store.staging import Chunk, Written, portions
from caseconsole.store.write import Writer

_COLUMNS = (
    "lease", "identity", "kind", "cents", "booked_on", "value_on", "due_on", "period", "text",
    "designation", "source_ref",
)  # fmt: skip
CORRECTED = "#c"
"""How the identity of a booked difference starts; a reference in a file never starts so."""
HASHED = "#"
"""How the identity of a line without a reference starts."""

Problems = list[tuple[int, str, Value]]
"""Line, the line's reference, and what is in its way."""


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger file that was read to its end before."""

    id: int
    complete_through: str
    faults: int
    """How many faulty lines were left out."""


def ledger_file(conn: Connection, sha256: str) -> LedgerFile | None:
    """What is known of a ledger file by its content; None when it was never read to its end."""
    row = conn.execute(
        "SELECT id, complete_through, faults FROM ledger_file WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return LedgerFile(*row) if row else None


class LedgerLines:
    """The lines of one ledger file, compared with the store chunk by chunk."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.close()
        conn.execute(
            "CREATE TEMP TABLE stage_ledger (line INTEGER NOT NULL, lease INTEGER NOT NULL,"
            " identity TEXT NOT NULL, kind TEXT NOT NULL, cents INTEGER NOT NULL,"
            " booked_on TEXT NOT NULL, value_on TEXT NOT NULL, due_on TEXT, period TEXT NOT NULL,"
            " text TEXT NOT NULL, designation TEXT NOT NULL, source_ref TEXT NOT NULL,"
            " reversed TEXT NOT NULL)"
        )

    def fill(self, rows: Iterable[Sequence[Value]]) -> None:
        """Put checked lines aside, each in the order of the columns of `stage_ledger`."""
        self._conn.execute("BEGIN")
        try:
            self._conn.executemany(
                "INSERT INTO temp.stage_ledger VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows
            )
            self._conn.execute(
                "CREATE INDEX temp.stage_ledger_identity ON stage_ledger (lease, identity)"
            )
            self._number_equal_lines()
        finally:
            self._conn.execute("COMMIT")

    def _number_equal_lines(self) -> None:
        """Tell equal lines without a reference apart: the second becomes `.2` and so on."""
        rows = self._conn.execute(
            "SELECT rowid, identity, row_number() OVER (PARTITION BY lease, identity ORDER BY line)"
            " FROM temp.stage_ledger WHERE (lease, identity) IN"
            " (SELECT lease, identity FROM temp.stage_ledger GROUP BY lease, identity"
            "  HAVING count(*) > 1 AND identity GLOB '#*')"
        ).fetchall()
        self._conn.executemany(
            "UPDATE temp.stage_ledger SET identity = ? WHERE rowid = ?",
            [(f"{identity}.{number}", row) for row, identity, number in rows if number > 1],
        )

    def twice(self) -> Problems:
        """Lines whose reference stands on an earlier line, with that line; they are left out."""
        return self._leave_out(
            "SELECT s.rowid, s.line, s.identity, g.first FROM temp.stage_ledger s JOIN"
            " (SELECT lease, identity, min(line) AS first FROM temp.stage_ledger"
            "  GROUP BY lease, identity HAVING count(*) > 1) g"
            " ON g.lease = s.lease AND g.identity = s.identity AND s.line > g.first"
        )

    def other_kind(self) -> Problems:
        """Lines whose reference was booked as another kind, with that kind; they are left out."""
        return self._leave_out(
            "SELECT s.rowid, s.line, s.identity, e.kind FROM temp.stage_ledger s"
            " JOIN main.ledger_entry e ON e.lease = s.lease AND e.identity = s.identity"
            " WHERE e.kind <> s.kind"
        )

    def reversing_nothing(self) -> Problems:
        """Returned debits that name a payment which is nowhere, with its reference; left out."""
        return self._leave_out(
            "SELECT s.rowid, s.line, s.identity, s.reversed FROM temp.stage_ledger s"
            " WHERE s.reversed <> '' AND NOT EXISTS (SELECT 1 FROM temp.stage_ledger p"
            "  WHERE p.lease = s.lease AND p.identity = s.reversed AND p.kind = 'payment')"
            " AND NOT EXISTS (SELECT 1 FROM main.ledger_entry e"
            "  WHERE e.lease = s.lease AND e.identity = s.reversed AND e.kind = 'payment')"
        )

    def _leave_out(self, query: str) -> Problems:
        found = self._conn.execute(query).fetchall()
        self._conn.executemany(
            "DELETE FROM temp.stage_ledger WHERE rowid = ?", [(row[0],) for row in found]
        )
        return sorted((line, reference, value) for _, line, reference, value in found)

    def count(self) -> int:
        """How many lines are put aside."""
        row = self._conn.execute("SELECT count(*) FROM temp.stage_ledger").fetchone()
        return int(row[0])

    def newest(self) -> str | None:
        """The newest day on which a line was booked, as ISO text."""
        row = self._conn.execute("SELECT max(booked_on) FROM temp.stage_ledger").fetchone()
        return str(row[0]) if row[0] is not None else None

    def chunks(self) -> Iterator[Chunk]:
        """The lines in portions of about CHUNK, leases whole."""
        rows = self._conn.execute(
            "SELECT lease, count(*), min(line), max(line) FROM temp.stage_ledger"
            " GROUP BY lease ORDER BY lease"
        ).fetchall()
        return portions(rows)

    def apply(self, chunk: Chunk, writer: Writer, today: date) -> Written:
        """Add the lines of a chunk that are new, and the difference where an amount changed."""
        span = (chunk.low, chunk.high)
        corrections = self._corrections(span, today)
        first = writer.next_id("ledger_entry")
        added = len(writer.insert_from("ledger_entry", _COLUMNS, _NEW, span))
        added += len(writer.insert_from("ledger_entry", (*_COLUMNS, "reverses"), _RETURNED, span))
        writer.insert_many("ledger_entry", _COLUMNS, corrections)
        touched = self._conn.execute(
            "SELECT DISTINCT lease FROM ledger_entry NOT INDEXED WHERE id >= ?", (first,)
        ).fetchall()
        return Written(added, 0, len(corrections), tuple(sorted(row[0] for row in touched)))

    def _corrections(self, span: tuple[int, int], today: date) -> list[Row]:
        """The lines that bring what was booked before to the amounts of the file."""
        known = self._conn.execute(_KNOWN, span).fetchall()
        if not known:
            return []
        booked = {
            (lease, reference): (cents, count)
            for lease, reference, cents, count in self._conn.execute(_BOOKED, span)
        }
        made: list[Row] = []
        for lease, identity, difference, *rest in known:
            stands, count = booked.get((lease, identity), (0, 0))
            if difference != stands:
                number = f"{CORRECTED}{count + 1}:{identity}"
                made.append(
                    (lease, number, "correction", difference - stands, today.isoformat(), *rest,
                     identity)
                )  # fmt: skip
        return made

    def close(self) -> None:
        """Let go of the lines."""
        self._conn.execute("DROP TABLE IF EXISTS temp.stage_ledger")


_NEW = f"""
SELECT {", ".join(_COLUMNS)} FROM temp.stage_ledger
WHERE lease BETWEEN ? AND ? AND reversed = '' ORDER BY lease, rowid
"""
_RETURNED = f"""
SELECT {", ".join(_COLUMNS)},
       (SELECT p.id FROM ledger_entry p WHERE p.lease = s.lease AND p.identity = s.reversed)
FROM temp.stage_ledger s WHERE lease BETWEEN ? AND ? AND reversed <> '' ORDER BY lease, rowid
"""
_KNOWN = """
SELECT s.lease, s.identity, s.cents - e.cents, s.value_on, s.due_on, s.period, s.text, s.designation
FROM temp.stage_ledger s
CROSS JOIN main.ledger_entry e ON e.lease = s.lease AND e.identity = s.identity
WHERE s.lease BETWEEN ? AND ? ORDER BY s.lease, s.rowid
"""
_BOOKED = f"""
SELECT lease, source_ref, sum(cents), count(*) FROM ledger_entry
WHERE lease BETWEEN ? AND ? AND kind = 'correction' AND identity >= '{CORRECTED}'
  AND identity < '#d'
GROUP BY lease, source_ref
"""
