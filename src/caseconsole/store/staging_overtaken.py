"""What files say of agreements whose case file a colleague changed since the files were checked."""

import json
from dataclasses import dataclass

from caseconsole.store.images import load
from caseconsole.store.read.association import newest_seq
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import OWN_LEASE, TARGETS, changed

_BROUGHT = tuple(name for name, target in TARGETS.items() if OWN_LEASE in target.given)
"""The tables in which files say something of agreements."""
_CHECKED_BY = frozenset({*_BROUGHT, "suspension", "ladder_step", "decision"})
"""The tables by which that is checked."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A line of a file that is left out."""

    file: int
    line: int
    lease: str
    """The reference of the lease in whose file it is."""


class Meanwhile:
    """The case files in which colleagues change agreements, from when the files are checked on."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._seen = newest_seq(conn)
        self._cases: set[int] = set()

    def leave_out(self, low: int, high: int) -> list[Overtaken]:
        """Leave out what was checked against another state of a case file.

        Args:
            low: the first group that is looked at.
            high: the last.
        """
        since = self._conn.execute(_SINCE, (self._seen,)).fetchall()
        self._seen = newest_seq(self._conn)
        for case, text in since:
            images, _ = load(text)
            if not _CHECKED_BY.isdisjoint(image.table for image in images):
                self._cases.add(case)
        if not self._cases:
            return []
        cases = json.dumps(sorted(self._cases))
        leases = [row[0] for row in self._conn.execute(_LEASES, (cases, low, high)).fetchall()]
        found: dict[Overtaken, None] = {}
        for table in _BROUGHT:
            rows = self._conn.execute(
                f"SELECT d.row, s._file, s._line, s.{OWN_LEASE} {changed(table)}"
                f" WHERE d.grp BETWEEN ? AND ? AND s.{OWN_LEASE} IN"
                " (SELECT value FROM json_each(?)) ORDER BY d.row",
                (low, high, json.dumps(leases)),
            ).fetchall()
            found.update((Overtaken(*row[1:]), None) for row in rows)
            self._conn.executemany(
                f"DELETE FROM temp.diff_{table} WHERE row = ?", [row[:1] for row in rows]
            )
        return [*found]


_SINCE = """
SELECT j.case_file, c.images FROM main.journal j
JOIN main.journal_content c ON c.seq = j.seq
WHERE j.seq > ? AND j.case_file NOT NULL
"""
_LEASES = f"""
WITH cases AS (SELECT value AS id FROM json_each(?)),
overtaken AS (
    SELECT l.reference FROM cases JOIN main.case_file f ON f.id = cases.id
    JOIN main.lease l ON l.id = f.lease
    UNION SELECT l.reference FROM cases JOIN main.agreement a ON a.case_file = cases.id
    JOIN main.agreement_claim m ON m.agreement = a.id JOIN main.lease l ON l.id = m.lease)
SELECT reference FROM overtaken
UNION SELECT s.{OWN_LEASE} {changed("agreement_claim")}
WHERE d.grp BETWEEN ? AND ? AND s.lease IN (SELECT reference FROM overtaken)
"""
"""With those whose debt their agreements cover, and those whose agreements cover their debt."""
