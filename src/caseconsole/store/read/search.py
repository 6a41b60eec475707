"""Finding a lease by name, reference, address or number."""

import re
from collections.abc import Sequence
from datetime import date

from caseconsole.domain.names import formal
from caseconsole.domain.numbers import case_number, parse_case_number
from caseconsole.domain.text import fold
from caseconsole.store.read.match import match
from caseconsole.store.read.values import keys, texts
from caseconsole.store.rows import SearchHit
from caseconsole.store.sqlite import Connection

_DIGITS = re.compile(r"\d+-?\d?", re.ASCII)
_LETTERS = re.compile(r"\w{2,}")
_DUE = """
SELECT d.lease
FROM lease_search q CROSS JOIN due d ON d.lease = q.rowid AND d.lead = 1
WHERE q.lease_search MATCH ?
ORDER BY d.rank, d.since, d.id LIMIT ?
"""
_IN_ARREARS = """
SELECT s.lease
FROM lease_search q CROSS JOIN standing s ON s.lease = q.rowid
WHERE q.lease_search MATCH ? AND s.arrears > 0
ORDER BY s.arrears DESC, s.lease LIMIT ?
"""
_REST = "SELECT rowid FROM lease_search WHERE lease_search MATCH ? ORDER BY rowid LIMIT ?"
_SHOWN = """
SELECT l.id, c.id, coalesce(c.number, ''), c.closed_on IS NOT NULL, l.address, l.reference,
       coalesce(s.arrears, 0), coalesce(d.action, '')
FROM json_each(?) k CROSS JOIN lease l ON l.id = k.value
LEFT JOIN case_file c ON c.lease = l.id
LEFT JOIN standing s ON s.lease = l.id
LEFT JOIN due d ON d.lease = l.id AND d.lead = 1
"""
_TENANT = """
SELECT y.lease, p.initials, p.prefix, p.surname
FROM json_each(?) k CROSS JOIN lease_party y ON y.lease = k.value
CROSS JOIN person p ON p.id = y.person
WHERE y.role IN ('tenant', 'co_tenant') AND (y.until IS NULL OR y.until >= ?)
ORDER BY y.role = 'tenant', y.since DESC, y.id DESC
"""


def search(conn: Connection, text: str, today: date, n: int = 50) -> list[SearchHit]:
    """The leases in which each word begins some word.

    A whole number comes first, then what is due, in due order, then the highest arrears.
    """
    query = match(text)
    if query is None:
        return []
    leases = dict.fromkeys(_whole_number(conn, text))
    leases |= _found(conn, _DUE, query, n)
    if len(leases) < n:
        leases |= dict.fromkeys(_begun_number(conn, text, n))
        leases |= _found(conn, _IN_ARREARS, query, n)
    if len(leases) < n:
        leases |= _found(conn, _REST, query, n)
    return _hits(conn, list(leases)[:n], today, fold(text).split())


def _found(conn: Connection, sql: str, query: str, n: int) -> dict[int, None]:
    return dict.fromkeys(row[0] for row in conn.execute(sql, (query, n)).fetchall())


def _whole_number(conn: Connection, text: str) -> list[int]:
    """The lease of the case whose whole number was typed: it stands above all others."""
    try:
        number = case_number(parse_case_number(text))
    except ValueError:
        return []
    row = conn.execute("SELECT lease FROM case_file WHERE number = ?", (number,)).fetchone()
    return [row[0]] if row else []


def _begun_number(conn: Connection, text: str, n: int) -> list[int]:
    """The leases of cases whose number begins with what was typed."""
    begun = text.strip()
    if not _DIGITS.fullmatch(begun):
        return []
    rows = conn.execute(
        "SELECT lease FROM case_file WHERE number >= ? AND number < ? ORDER BY number LIMIT ?",
        (begun, f"{begun}:", n),
    ).fetchall()
    return [row[0] for row in rows]


def _hits(
    conn: Connection, leases: list[int], today: date, words: Sequence[str]
) -> list[SearchHit]:
    bound = keys(leases)
    people: dict[int, list[str]] = {}
    for lease, *name in texts(conn, _TENANT, (bound, today.isoformat())):
        people.setdefault(lease, []).append(formal(*name))
    tenants = {lease: _named(names, words) for lease, names in people.items()}
    found = {row[0]: row for row in texts(conn, _SHOWN, (bound,))}
    shown = (found[key] for key in leases)
    return [
        SearchHit(
            lease=lease, case=case, number=number, closed=bool(closed),
            tenant=tenants.get(lease, ""), address=address, reference=reference, arrears=arrears,
            due_action=action,
        )
        for lease, case, number, closed, address, reference, arrears, action in shown
    ]  # fmt: skip


def _named(names: Sequence[str], words: Sequence[str]) -> str:
    """The last name, that of the tenant; behind the one that was searched for, if another was."""
    found = [name for name in reversed(names) if _answers(name, words)]
    tenant = names[-1]
    return tenant if not found or tenant in found else f"{found[0]} ({tenant})"


def _answers(name: str, words: Sequence[str]) -> bool:
    parts = _LETTERS.findall(fold(name))
    return any(part.startswith(word) for part in parts for word in words)
