"""What the store has that files say is not so any more, put aside to be withdrawn."""

from dataclasses import dataclass

from caseconsole.store.sqlite import Connection
from caseconsole.store.staging_agreed import DRAFTED_WITHIN, OF_STATE, RESTED_ON


@dataclass(frozen=True, slots=True)
class Used:
    """A condition of a file that is left out: something rests on a drafted one by now."""

    file: int
    line: int
    agreement: str
    """Its reference."""
    kind: str
    """Of the agreement."""
    clause: str
    """Of the drafted condition."""
    judging: tuple[int, ...]
    """The file of each judgement of it, left out too."""


def put_aside_gone(conn: Connection) -> None:
    """Put aside the conditions that a table of the policy drafted, for the first that a file says.

    They make room for those.
    """
    conn.execute(_CONDITIONS)


def leave_used(conn: Connection, low: int, high: int) -> list[Used]:
    """Leave out the conditions of agreements of which a drafted one makes no room any more.

    A colleague has judged it, or taken a step at it, since the files were checked.

    Args:
        low: the first group that is looked at.
        high: the last.
    """
    found: list[Used] = []
    used = {row[0]: row for row in conn.execute(_USED, (low, high)).fetchall()}
    for agreement, kind, clause in used.values():
        for file, line, reference in conn.execute(_WRITTEN, (agreement,)).fetchall():
            judging = conn.execute(_JUDGING, (reference,)).fetchall()
            of_files = tuple(file for _, file in judging)
            found.append(Used(file, line, agreement, kind, clause, of_files))
            conn.executemany(
                "DELETE FROM temp.diff_judgement WHERE row = ?", [(row,) for row, _ in judging]
            )
        conn.execute(_LEAVE, (agreement,))
    return found


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
    AND instr(k.reference, '{DRAFTED_WITHIN}') = 0 AND k.reference NOT LIKE '%{OF_STATE}'
    AND k.withdrawn_at IS NULL)
"""
_USED = f"""
SELECT s.agreement, a.kind, c.clause
FROM temp.diff_condition d CROSS JOIN temp.stage_condition s ON s.rowid = d.row
CROSS JOIN main.condition c ON c.id = d.found JOIN main.agreement a ON a.id = c.agreement
WHERE d.grp BETWEEN ? AND ? AND s._gone AND {RESTED_ON} ORDER BY c.id DESC
"""
_WRITTEN = """
SELECT s._file, s._line, s.reference
FROM temp.diff_condition d JOIN temp.stage_condition s ON s.rowid = d.row
WHERE s.agreement = ? AND NOT s._gone ORDER BY s.rowid
"""
_JUDGING = """
SELECT d.row, d.file FROM temp.diff_judgement d
JOIN temp.stage_judgement s ON s.rowid = d.row WHERE s.condition = ?
"""
_LEAVE = """
DELETE FROM temp.diff_condition
WHERE row IN (SELECT rowid FROM temp.stage_condition WHERE agreement = ?)
"""
