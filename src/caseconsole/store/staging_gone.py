"""What the store has that files say is not so any more, put aside to be withdrawn."""

from collections.abc import Sequence

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging_agreed import DRAFTED_WITHIN

COVERS = "covers"
"""Stands for the debts that an agreement covers among the columns that a file does not have."""


def put_aside_gone(conn: Connection, forms: Sequence[frozenset[str]]) -> None:
    """Put aside the debts that an agreement covers no longer, and the conditions that make room.

    Those that a table of the policy drafted make room for the first that a file says.

    Args:
        forms: by number of the form of a file the columns that it does not have.
    """
    naming = ", ".join(str(n) for n, absent in enumerate(forms) if COVERS not in absent)
    conn.execute(_CLAIMS.format(naming=naming))
    conn.execute(_CONDITIONS)


_CLAIMS = """
INSERT INTO temp.stage_agreement_claim (_file, _line, _form, _gone, agreement, lease, case_file)
SELECT s._file, s._line, s._form, 1, s.reference, l.reference, s.case_file
FROM temp.stage_agreement s JOIN main.agreement a ON a.reference = s.reference
JOIN main.agreement_claim m ON m.agreement = a.id JOIN main.lease l ON l.id = m.lease
WHERE s._form IN ({naming}) AND a.reference <> '' AND m.withdrawn_at IS NULL
AND (s.reference, l.reference) NOT IN (SELECT agreement, lease FROM temp.stage_agreement_claim)
"""
_CONDITIONS = f"""
INSERT INTO temp.stage_condition (_file, _line, _form, _gone, reference, agreement, case_file)
SELECT w._file, w._line, w._form, 1, c.reference, w.agreement, w.case_file
FROM (
    SELECT agreement, case_file, _file, _line, _form, min(rowid)
    FROM temp.stage_condition WHERE instr(reference, '{DRAFTED_WITHIN}') = 0 GROUP BY agreement
) w JOIN main.agreement a ON a.reference = w.agreement
JOIN main.condition c ON c.agreement = a.id
WHERE a.reference <> '' AND c.withdrawn_at IS NULL AND instr(c.reference, '{DRAFTED_WITHIN}') > 0
AND NOT EXISTS (SELECT 1 FROM main.condition k WHERE k.agreement = a.id AND k.reference <> ''
    AND instr(k.reference, '{DRAFTED_WITHIN}') = 0 AND k.withdrawn_at IS NULL)
"""
