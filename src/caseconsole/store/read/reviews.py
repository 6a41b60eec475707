"""Reviews: which there are, which files they hold, and what was done in them."""

from collections.abc import Collection, Sequence
from datetime import date

from caseconsole.domain.moving import cure_of, day_judged
from caseconsole.store.read.agreements import agreements
from caseconsole.store.read.limit_sql import RUNNING, running_states
from caseconsole.store.read.values import day, keys, maybe_day, texts, within
from caseconsole.store.rows import ReviewAct, ReviewFile, ReviewRow
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


_ACTS = """
WITH made AS MATERIALIZED (
    SELECT a.id, a.case_file, a.kind FROM review_file f
    CROSS JOIN agreement a ON a.case_file = f.case_file
    WHERE f.review = ?1 AND f.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
)
SELECT m.case_file, 'judgement', m.kind, t.verdict, c.text, t.id, t.on_day, t.by, t.why,
       NULL
FROM made m CROSS JOIN condition c ON c.agreement = m.id
CROSS JOIN judgement t ON t.condition = c.id
WHERE t.review = ?1 AND t.withdrawn_at IS NULL
UNION ALL
SELECT m.case_file, 'rung', m.kind, s.rung, s.text, s.id, s.on_day, s.by, '', NULL
FROM made m CROSS JOIN ladder_step s ON s.agreement = m.id
WHERE s.review = ?1 AND s.withdrawn_at IS NULL
UNION ALL
SELECT m.case_file, 'outcome', m.kind, s.outcome, s.text, NULL, s.outcome_on, s.outcome_by,
       s.outcome_why, NULL
FROM made m CROSS JOIN ladder_step s ON s.agreement = m.id
WHERE s.outcome_review = ?1 AND s.outcome IS NOT NULL AND s.withdrawn_at IS NULL
UNION ALL
SELECT m.case_file, 'decision', m.kind, d.kind, '', NULL, d.on_day, d.by, d.why, d.next_review_on
FROM made m CROSS JOIN decision d ON d.agreement = m.id
WHERE d.review = ?1 AND d.withdrawn_at IS NULL
"""


def review(conn: Connection, id_: int) -> ReviewRow | None:
    """A review by its key; None when there is none."""
    row = conn.execute(f"{_REVIEW} AND r.id = ?", (id_,)).fetchone()
    return _review(within(row)) if row else None


def reviews_open(conn: Connection, me: str) -> list[ReviewRow]:
    """The reviews that go on somewhere: one's own first, the newest first."""
    rows = texts(
        conn,
        f"{_REVIEW} AND r.closed_on IS NULL AND EXISTS (SELECT 1 FROM review_file f"
        " WHERE f.review = r.id AND f.withdrawn_at IS NULL AND f.done_on IS NULL)"
        " ORDER BY r.by <> ?, r.id DESC",
        (me,),
    )
    return [_review(row) for row in rows]


def review_files(conn: Connection, id_: int) -> list[ReviewFile]:
    """The files of a review in their order."""
    return [ReviewFile(*_file(row)) for row in texts(conn, f"{_FILE} ORDER BY f.place", (id_,))]


def review_file(conn: Connection, id_: int, case: int) -> ReviewFile | None:
    """One file of a review; None when it is not in it."""
    row = conn.execute(f"{_FILE} AND f.case_file = ?", (id_, case)).fetchone()
    return ReviewFile(*_file(within(row))) if row else None


def review_acts(conn: Connection, id_: int) -> list[ReviewAct]:
    """What was judged, given and decided in a review, in no order but by kind of act."""
    rows = list(texts(conn, _ACTS, (id_,)))
    days = _days(conn, {(row[0], row[1], row[5]) for row in rows if row[5]})
    return [
        ReviewAct(
            case,
            what,
            kind,
            value,
            about,
            days.get((what, key)),
            day(on),
            by,
            why,
            maybe_day(next_),
        )
        for case, what, kind, value, about, key, on, by, why, next_ in rows
    ]


def _days(
    conn: Connection, acts: Collection[tuple[int, str, int]]
) -> dict[tuple[str, int], date | None]:
    """The days that judgements and rungs are about, as they fall, by what each is and its key."""
    wanted = {act[1:] for act in acts}
    found: dict[tuple[str, int], date | None] = {}
    for made in agreements(conn, keys(sorted({act[0] for act in acts}))).values():
        for one in made:
            found |= {("rung", step.id): cure_of(step, one) for step in one.ladder}
            for said in one.judgements:
                if (key := ("judgement", said.id)) in wanted:
                    found[key] = day_judged(said, one)
    return found


def reviews_all(conn: Connection) -> list[ReviewRow]:
    """Every review, the newest first."""
    return [_review(row) for row in texts(conn, f"{_REVIEW} ORDER BY r.id DESC")]


def review_guests(conn: Connection, id_: int, me: str, since: int) -> dict[int, str]:
    """By case of a review, a colleague who opened it since (UTC milliseconds) and is in it."""
    rows = conn.execute(
        "SELECT p.case_file, min(p.login) FROM presence p"
        " CROSS JOIN review_file f ON f.review = ? AND f.case_file = p.case_file"
        " WHERE p.login <> ? AND p.at >= ? GROUP BY p.case_file",
        (id_, me, since),
    ).fetchall()
    return dict(rows)


def running_cases(conn: Connection, cases: Sequence[int], kind: str) -> list[int]:
    """Those of these cases in which an agreement of a kind runs (any, when it is empty)."""
    rows = conn.execute(
        "SELECT DISTINCT k.value, k.key FROM json_each(?) k"
        " CROSS JOIN agreement g ON g.case_file = k.value"
        f" WHERE g.withdrawn_at IS NULL AND ? IN ('', g.kind) AND {RUNNING} ORDER BY k.key",
        (keys(list(cases)), kind, running_states()),
    ).fetchall()
    return [row[0] for row in rows]


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
