"""What the case file screen shows."""

from collections.abc import Sequence
from datetime import date

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import Note
from caseconsole.domain.people import renting
from caseconsole.store.read.association import present
from caseconsole.store.read.cases import case_file
from caseconsole.store.read.ledger import ledger_version
from caseconsole.store.read.values import keys, texts
from caseconsole.store.read.worklist import case_dues
from caseconsole.store.rows import CaseView, OtherFile
from caseconsole.store.sqlite import Connection

# As `people.renting` has it: who rents there, or once nobody does who rented.
_OTHERS = """
SELECT DISTINCT c.id, c.number, l.address, coalesce(s.arrears, 0)
FROM json_each(?1) k CROSS JOIN lease_party b ON b.person = k.value AND b.lease <> ?2
CROSS JOIN case_file c ON c.lease = b.lease
CROSS JOIN lease l ON l.id = c.lease
LEFT JOIN standing s ON s.lease = c.lease
WHERE c.closed_on IS NULL AND b.role IN ('tenant', 'co_tenant')
AND (b.until IS NULL OR b.until >= b.since)
AND ((b.since <= ?3 AND (b.until IS NULL OR b.until >= ?3)) OR NOT EXISTS (
    SELECT 1 FROM lease_party r WHERE r.lease = b.lease AND r.role IN ('tenant', 'co_tenant')
    AND r.since <= ?3 AND (r.until IS NULL OR r.until >= ?3)
))
ORDER BY c.number
"""


def case_view(conn: Connection, case: int, today: date, me: str) -> CaseView:
    """A case file with its notes, due claims, other files of the same people, and who is in it.

    Raises:
        Refused: there is no such case.
    """
    # First of all: what is recorded while the rest is read was not seen.
    newest = _newest(conn, case)
    file = case_file(conn, case, today)
    return CaseView(
        file=file,
        notes=notes(conn, case),
        dues=tuple(case_dues(conn, case)),
        others=_others(conn, file, today),
        present=tuple(found for found in present(conn, case) if found[0] != me),
        newest=newest,
        day=today,
    )


def notes(conn: Connection, case: int) -> tuple[Note, ...]:
    """The remarks in a file, oldest first."""
    rows = texts(
        conn,
        "SELECT id, at, text, by FROM note WHERE case_file = ? AND withdrawn_at IS NULL"
        " ORDER BY at, id",
        (case,),
    )
    return tuple(Note(*row) for row in rows)


def status_of_cases(conn: Connection, cases: Sequence[int]) -> dict[int, tuple[int, str]]:
    """By case, the number and the actor of its newest change; cases without one are left out."""
    rows = conn.execute(
        "SELECT k.value, j.seq, j.actor FROM json_each(?) k CROSS JOIN journal j ON j.seq ="
        " (SELECT max(n.seq) FROM journal n WHERE n.case_file = k.value)",
        (keys(list(cases)),),
    ).fetchall()
    return {case: (seq, actor) for case, seq, actor in rows}


def other_leases(conn: Connection, lease: int) -> list[int]:
    """The leases with an open file in which a contact on this lease counts too."""
    rows = conn.execute(
        "SELECT DISTINCT b.lease FROM lease_party a"
        " CROSS JOIN lease_party b ON b.person = a.person AND b.lease <> a.lease"
        " CROSS JOIN case_file c ON c.lease = b.lease"
        " WHERE a.lease = ? AND c.closed_on IS NULL"
        " AND a.role IN ('tenant', 'co_tenant') AND b.role IN ('tenant', 'co_tenant')"
        " ORDER BY b.lease",
        (lease,),
    ).fetchall()
    return [row[0] for row in rows]


def file_marks(conn: Connection, case: int, lease: int) -> tuple[int, int]:
    """The newest journal number of a case and the newest line of its ledger, in that order.

    A `CaseView` of other numbers is out of date.
    """
    return _newest(conn, case), ledger_version(conn, [lease])


def _others(conn: Connection, file: CaseFile, today: date) -> tuple[OtherFile, ...]:
    people = keys([party.person.id for party in renting(file.parties, today)])
    rows = texts(conn, _OTHERS, (people, file.lease.id, today.isoformat()))
    return tuple(OtherFile(*row) for row in rows)


def _newest(conn: Connection, case: int) -> int:
    row = conn.execute(
        "SELECT coalesce(max(seq), 0) FROM journal WHERE case_file = ?", (case,)
    ).fetchone()
    return int(row[0])
