"""Reviews: which there are, which files they hold, and what was done in them."""

from collections.abc import Sequence

from caseconsole.store.read.values import day, keys, maybe_day
from caseconsole.store.rows import ReviewFile, ReviewRow
from caseconsole.store.sqlite import Connection, Row

_REVIEW = """
SELECT r.id, r.name, r.kind, r.on_day, r.closed_on, r.by, r.version,
       (SELECT count(*) FROM review_file f WHERE f.review = r.id AND f.withdrawn_at IS NULL),
       (SELECT count(*) FROM review_file f WHERE f.review = r.id AND f.withdrawn_at IS NULL
        AND f.done_on IS NOT NULL)
FROM review r WHERE r.withdrawn_at IS NULL
"""
_FILE = """
SELECT f.id, f.place, f.case_file, c.number, f.done_on, f.why, f.by, f.version
FROM review_file f CROSS JOIN case_file c ON c.id = f.case_file
WHERE f.review = ? AND f.withdrawn_at IS NULL
"""


def review(conn: Connection, id_: int) -> ReviewRow | None:
    """A review by its key; None when there is none."""
    row = conn.execute(f"{_REVIEW} AND r.id = ?", (id_,)).fetchone()
    return _review(row) if row else None


def reviews_open(conn: Connection, me: str) -> list[ReviewRow]:
    """The reviews that go on somewhere: one's own first, the newest first."""
    rows = conn.execute(
        f"{_REVIEW} AND r.closed_on IS NULL AND EXISTS (SELECT 1 FROM review_file f"
        " WHERE f.review = r.id AND f.withdrawn_at IS NULL AND f.done_on IS NULL)"
        " ORDER BY r.by <> ?, r.id DESC",
        (me,),
    ).fetchall()
    return [_review(row) for row in rows]


def review_files(conn: Connection, id_: int) -> list[ReviewFile]:
    """The files of a review in their order."""
    return [ReviewFile(*_file(row)) for row in conn.execute(f"{_FILE} ORDER BY f.place", (id_,))]


def review_file(conn: Connection, id_: int, case: int) -> ReviewFile | None:
    """One file of a review; None when it is not in it."""
    row = conn.execute(f"{_FILE} AND f.case_file = ?", (id_, case)).fetchone()
    return ReviewFile(*_file(row)) if row else None


def numbers(conn: Connection, cases: Sequence[int]) -> dict[int, str]:
    """The numbers of case files by key; those that are not there are left out."""
    rows = conn.execute(
        "SELECT c.id, c.number FROM json_each(?) k CROSS JOIN case_file c ON c.id = k.value",
        (keys(list(cases)),),
    ).fetchall()
    return dict(rows)


def _review(row: Row) -> ReviewRow:
    id_, name, kind, on, closed_on, by, version, files, done = row
    return ReviewRow(id_, name, kind, day(on), maybe_day(closed_on), by, version, files, done)


def _file(row: Row) -> Row:
    id_, place, case, number, done_on, why, by, version = row
    return id_, place, case, number, maybe_day(done_on), why, by, version
