"""Arrangements that came in and leave out what was frozen when they began (R60, R61, R63)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from dateutil.relativedelta import relativedelta

from caseconsole.domain.allocation import rent_at
from caseconsole.domain.calendar import rent_day
from caseconsole.domain.frozen import left_alone_on
from caseconsole.domain.kinds import COVERS_FROM, KINDS
from caseconsole.store.read.ledger import rents
from caseconsole.store.read.paid import about
from caseconsole.store.read.values import day, document
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Chunk, Written, portions
from caseconsole.store.write import Writer

_KINDS = ", ".join(f"'{kind.name}'" for kind in KINDS.values() if kind.paid_state)
_OPEN = f"""
main.agreement a LEFT JOIN temp.stage_agreement s ON s.reference = a.reference
WHERE a.reference <> '' AND a.withdrawn_at IS NULL AND a.kind IN ({_KINDS})
AND json_extract(a.terms, '$.{COVERS_FROM}') IS NULL"""
"""What came in, now or with an import that was cut off, and does not say from when its debt is."""
_CHUNKS = f"""
SELECT a.id, s._file, 1, s._line, s._line FROM {_OPEN} GROUP BY a.id ORDER BY a.id
"""
_MADE = f"""
SELECT a.id, a.start_on, a.terms, t.lease, l.due_day FROM (SELECT a.* FROM {_OPEN}) a
LEFT JOIN main.agreement_claim t ON t.agreement = a.id AND t.withdrawn_at IS NULL
LEFT JOIN main.lease l ON l.id = t.lease
WHERE a.id BETWEEN ? AND ? ORDER BY a.id, t.lease
"""


def arranged(conn: Connection) -> Iterator[Chunk]:
    """The arrangements of which it is to be said from when their debt is, in portions."""
    return portions(conn.execute(_CHUNKS).fetchall())


def leave_out(conn: Connection, chunk: Chunk, writer: Writer) -> Written:
    """Have arrangements say from when their debt is, where older debt was frozen as they began.

    As those that are made here do. One before which no rent fell due since, or that is about more
    than that rent, is about the frozen debt itself, and rests with it.
    """
    rows = conn.execute(_MADE, (chunk.low, chunk.high)).fetchall()
    leases = {row[3] for row in rows if row[3] is not None}
    known = about(conn, leases)
    written = Written()
    touched: set[int] = set()
    for (key, start, kept), claims in groupby(rows, key=itemgetter(0, 1, 2)):
        start_on, terms, since = day(start), document(kept), {}
        fell_due: list[int | None] = []
        for *_, lease, due_day in claims:
            held = left_alone_on(known.get(lease, ()), lease, start_on)
            if held and rent_day(held, due_day) < start_on:
                since[str(lease)] = held.isoformat()
                fell_due.append(_fell_due(rents(conn, lease), held, start_on, due_day))
            elif lease is not None:
                fell_due.append(None)
        if _beyond(terms.get("debt_cents"), fell_due):
            since = {}
        writer.update("agreement", key, None, terms=json.dumps({**terms, COVERS_FROM: since}))
        written.updated += 1
        touched.update(map(int, since))
    written.leases = tuple(sorted(touched))
    return written


def _fell_due(
    known: Sequence[tuple[date, int]], since: date, before: date, due_day: int
) -> int | None:
    """The rent that fell due from one day and before another, in cents; None if none is known."""
    if not known:
        return None
    total, due_on = 0, rent_day(since, due_day)
    while due_on < before:
        total += rent_at(known, due_on)
        due_on += relativedelta(months=1, day=due_day)
    return total


def _beyond(debt: object, fell_due: Sequence[int | None]) -> bool:
    """Whether a debt is more than all rent that fell due since."""
    known = [cents for cents in fell_due if cents is not None]
    return isinstance(debt, int) and len(known) == len(fell_due) and debt > sum(known)
