"""Agreements that an import takes to another state."""

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Chunk, changed


def begun(conn: Connection, chunk: Chunk, beside: str) -> list[tuple[int, int]]:
    """The agreements of which a chunk brought a state, each after its case file; oldest first.

    Args:
        beside: the kind of another agreement that was in their file before.
    """
    return conn.execute(_BEGUN, (beside, chunk.low, chunk.high)).fetchall()


_BEGUN = f"""
SELECT DISTINCT a.case_file, a.id {changed("agreement_state")}
JOIN main.agreement a ON a.reference = s.agreement AND a.reference <> ''
JOIN main.agreement o ON o.case_file = a.case_file AND o.kind = ?1 AND o.kind <> a.kind
WHERE d.grp BETWEEN ?2 AND ?3 AND d.found IS NULL AND o.reference NOT IN (
    SELECT s.reference {changed("agreement")} WHERE d.grp BETWEEN ?2 AND ?3 AND d.found IS NULL)
ORDER BY a.id
"""
