"""Agreements that an import takes to another state, and the conditions that come in with them."""

import json
from collections.abc import Callable, Collection, Container, Iterator

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Chunk, changed, portions
from caseconsole.store.staging_agreed import DRAFTED_WITHIN, OF_STATE, RESTED_ON, reference_of

TAKES_OVER = "takes_over"
"""The term of an agreement for the conditions, by key, that come to rest on it once it is known
what people judged of them."""


def begun(conn: Connection, chunk: Chunk, beside: str) -> list[tuple[int, int]]:
    """The agreements of which a chunk brought a state, each after its case file; oldest first.

    Args:
        beside: the kind of another agreement in their file, of which a condition stood before.
    """
    return conn.execute(_BEGUN, (chunk.low, chunk.high, beside)).fetchall()


def came(conn: Connection, chunk: Chunk) -> frozenset[int]:
    """The conditions that came in with a chunk."""
    return frozenset(row[0] for row in conn.execute(_CAME, (chunk.low, chunk.high)))


def keyed(conn: Connection, case: int, references: Collection[str] | None) -> frozenset[int]:
    """The conditions in a case file that files know by these references; None is any."""
    named = None if references is None else json.dumps([*references])
    return frozenset(row[0] for row in conn.execute(_KEYED, (case, named)))


def awaiting(conn: Connection) -> Iterator[Chunk]:
    """The agreements on which conditions come to rest that stayed with people, in portions."""
    return portions(conn.execute(_AWAITING).fetchall())


def awaited(conn: Connection, chunk: Chunk) -> list[tuple[int, int, list[int]]]:
    """Those of a portion, each after its case file, with those conditions."""
    found = conn.execute(_AWAITED, (chunk.low, chunk.high))
    return [(case, key, json.loads(waiting)) for case, key, waiting in found]


def written(conn: Connection, chunk: Chunk, kinds: Container[str]) -> list[tuple[int, int]]:
    """The agreements of which a chunk brought a state or a condition, each after its case file.

    Those of which a table drafted all that they ask are not among them.

    Args:
        kinds: of which one is.
    """
    found = conn.execute(_WRITTEN, (chunk.low, chunk.high)).fetchall()
    return [(case, key) for case, key, kind in found if kind in kinds]


def told_now(conn: Connection, agreement: int) -> list[int]:
    """The conditions that a state set in an agreement and of which a file says the same by now."""
    return [row[0] for row in conn.execute(_TOLD_NOW, (agreement,))]


def names(conn: Connection, agreement: int) -> Callable[[str], str]:
    """By clause the reference of what a state sets in an agreement, which no condition had."""
    reference, n = conn.execute(_NUMBERED, (agreement,)).fetchone()
    return lambda clause: reference_of(reference, f"{clause}.{n}{OF_STATE}")


_TOLD_NOW = f"""
SELECT c.id FROM main.condition c WHERE c.agreement = ?1 AND c.withdrawn_at IS NULL
AND c.reference LIKE '%{OF_STATE}' AND NOT {RESTED_ON} AND c.clause IN (
    SELECT k.clause FROM main.condition k WHERE k.agreement = ?1 AND k.withdrawn_at IS NULL
    AND k.reference <> '' AND k.reference NOT LIKE '%{OF_STATE}')
"""
_NUMBERED = """
SELECT a.reference, count(c.id) + 1 FROM main.agreement a
LEFT JOIN main.condition c ON c.agreement = a.id WHERE a.id = ?
"""
_CAME = f"""
SELECT n.id {changed("condition")} JOIN main.condition n ON n.reference = s.reference
WHERE n.reference <> '' AND d.grp BETWEEN ?1 AND ?2 AND d.found IS NULL
"""
_KEYED = """
SELECT c.id FROM main.condition c JOIN main.agreement a ON a.id = c.agreement
WHERE a.case_file = ?1 AND c.reference <> ''
AND (?2 IS NULL OR c.reference IN (SELECT value FROM json_each(?2)))
"""
_BEGUN = f"""
SELECT DISTINCT a.case_file, a.id {changed("agreement_state")}
JOIN main.agreement a ON a.reference = s.agreement AND a.reference <> ''
JOIN main.agreement o ON o.case_file = a.case_file AND o.kind = ?3 AND o.kind <> a.kind
JOIN main.condition c ON c.agreement = o.id
WHERE d.grp BETWEEN ?1 AND ?2 AND d.found IS NULL AND c.id NOT IN ({_CAME})
ORDER BY a.id
"""
_WAITS = f"""
main.agreement a WHERE a.withdrawn_at IS NULL AND a.terms ->> '$.{TAKES_OVER}' IS NOT NULL"""
_AWAITING = f"SELECT a.id, NULL, 1, 0, 0 FROM {_WAITS} ORDER BY a.id"
_AWAITED = f"""
SELECT a.case_file, a.id, a.terms ->> '$.{TAKES_OVER}' FROM {_WAITS}
AND a.id BETWEEN ? AND ? ORDER BY a.id
"""
_WRITTEN = f"""
SELECT a.case_file, a.id, a.kind FROM main.agreement a
WHERE a.reference <> '' AND a.reference IN (
    SELECT s.agreement {changed("agreement_state")}
    WHERE d.grp BETWEEN ?1 AND ?2 AND d.found IS NULL
    UNION SELECT s.agreement {changed("condition")} WHERE d.grp BETWEEN ?1 AND ?2)
AND EXISTS (SELECT 1 FROM main.condition c WHERE c.agreement = a.id AND c.withdrawn_at IS NULL
    AND instr(c.reference, '{DRAFTED_WITHIN}') = 0)
ORDER BY a.id
"""
