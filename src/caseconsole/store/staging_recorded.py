"""What caseworkers recorded of agreements that came in, and later rows leave as it is."""

from functools import cached_property
from typing import NamedTuple

from caseconsole.store.sqlite import Connection


class Signed(NamedTuple):
    """When an agreement was signed, and by whom."""

    on: str
    by: str


class RecordedHere:
    """By the reference of the agreement; each part is read when it is first asked for."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    @cached_property
    def prolonged(self) -> dict[str, str]:
        """The last day to which a caseworker prolonged an agreement."""
        return dict(self._conn.execute(_PROLONGED))

    @cached_property
    def reviews(self) -> dict[str, tuple[str, bool]]:
        """The day of the next review, and whether a caseworker decided on it."""
        rows = self._conn.execute(_REVIEWS)
        return {reference: (day, bool(decided)) for reference, day, decided in rows}

    @cached_property
    def signed(self) -> dict[str, Signed]:
        """When it was signed and by whom, whoever wrote that down."""
        return {reference: Signed(*row) for reference, *row in self._conn.execute(_SIGNED)}

    @cached_property
    def last_suspensions(self) -> dict[str, int]:
        """The key of the newest suspension of an agreement."""
        return dict(self._conn.execute(_LAST_SUSPENSIONS))

    @cached_property
    def asked_here(self) -> dict[str, set[tuple[str, str]]]:
        """Clause and rule of the conditions that a caseworker wrote and that last to the end."""
        found: dict[str, set[tuple[str, str]]] = {}
        for reference, clause, rule, lasts in self._conn.execute(_ASKED_HERE):
            asked = found.setdefault(reference, set())
            if lasts:
                asked.add((clause, rule))
        return found


_PROLONGED = """
SELECT a.reference, d.end_on FROM main.decision d JOIN main.agreement a ON a.id = d.agreement
WHERE a.reference <> '' AND d.end_on IS NOT NULL AND d.withdrawn_at IS NULL ORDER BY d.id
"""
_REVIEWS = """
SELECT a.reference, a.next_review_on, EXISTS (
    SELECT 1 FROM main.decision d WHERE d.agreement = a.id AND d.next_review_on = a.next_review_on
    AND d.withdrawn_at IS NULL)
FROM main.agreement a
WHERE a.reference <> '' AND a.next_review_on IS NOT NULL AND a.withdrawn_at IS NULL
"""
_SIGNED = """
SELECT reference, signed_on, signed_by FROM main.agreement
WHERE reference <> '' AND signed_on IS NOT NULL AND withdrawn_at IS NULL
"""
_LAST_SUSPENSIONS = """
SELECT a.reference, max(s.id) FROM main.suspension s JOIN main.agreement a ON a.id = s.agreement
WHERE a.reference <> '' AND s.withdrawn_at IS NULL GROUP BY a.id
"""
_ASKED_HERE = """
SELECT a.reference, c.clause, c.rule,
    c.rule = '' OR coalesce(c.ended_on, c.until, '9') >= coalesce(a.end_on, '9')
FROM main.condition c JOIN main.agreement a ON a.id = c.agreement
WHERE a.reference <> '' AND c.reference = '' AND c.withdrawn_at IS NULL
"""
