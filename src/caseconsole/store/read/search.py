"""Finding a lease by name, reference, address or number."""

from datetime import date

from caseconsole.domain.names import formal
from caseconsole.domain.people import PartyRole
from caseconsole.store.read.match import match
from caseconsole.store.read.values import keys
from caseconsole.store.rows import SearchHit
from caseconsole.store.sqlite import Connection

_DUE = """
SELECT d.lease, d.action
FROM lease_search q CROSS JOIN due d ON d.lease = q.rowid AND d.lead = 1
WHERE q.lease_search MATCH ?
ORDER BY d.rank, d.since, d.id LIMIT ?
"""
_REST = "SELECT rowid FROM lease_search WHERE lease_search MATCH ? ORDER BY rowid LIMIT ?"
_SHOWN = """
SELECT l.id, c.id, coalesce(c.number, ''), l.address, l.reference, coalesce(s.arrears, 0)
FROM json_each(?) k CROSS JOIN lease l ON l.id = k.value
LEFT JOIN case_file c ON c.lease = l.id
LEFT JOIN standing s ON s.lease = l.id
"""
_TENANT = """
SELECT y.lease, p.initials, p.prefix, p.surname
FROM json_each(?) k CROSS JOIN lease_party y ON y.lease = k.value
CROSS JOIN person p ON p.id = y.person
WHERE y.role = ? AND (y.until IS NULL OR y.until >= ?)
ORDER BY y.since DESC, y.id DESC
"""


def search(conn: Connection, text: str, today: date, n: int = 50) -> list[SearchHit]:
    """The leases in which each word begins some word: first those due, in due order."""
    query = match(text)
    if query is None:
        return []
    due = dict(conn.execute(_DUE, (query, n)).fetchall())
    leases = list(due)
    if len(leases) < n:
        rest = conn.execute(_REST, (query, n)).fetchall()
        leases += [row[0] for row in rest if row[0] not in due][: n - len(leases)]
    return _hits(conn, leases, due, today)


def _hits(conn: Connection, leases: list[int], due: dict[int, str], today: date) -> list[SearchHit]:
    bound = keys(leases)
    tenants = {
        lease: formal(*name)
        for lease, *name in conn.execute(
            _TENANT, (bound, PartyRole.TENANT.value, today.isoformat())
        ).fetchall()
    }
    found = {row[0]: row for row in conn.execute(_SHOWN, (bound,)).fetchall()}
    return [
        SearchHit(
            lease=lease, case=case, number=number, tenant=tenants.get(lease, ""),
            address=address, reference=reference, arrears=arrears, due_action=due.get(lease, ""),
        )
        for lease, case, number, address, reference, arrears in map(found.__getitem__, leases)
    ]  # fmt: skip
