"""Arrangements that came in and leave out what was frozen when they began (R60, R61, R63)."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from dateutil.relativedelta import relativedelta

from caseconsole.domain.frozen import left_alone_on
from caseconsole.domain.kinds import COVERS_FROM, KINDS
from caseconsole.store.read.agreements import about
from caseconsole.store.read.values import day, document
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import Chunk, Written, portions
from caseconsole.store.write import Writer

_KINDS = ", ".join(f"'{kind.name}'" for kind in KINDS.values() if kind.paid_state)
_NEW = f"""
FROM temp.diff_agreement d JOIN temp.stage_agreement s ON s.rowid = d.row
AND d.found IS NULL AND s.kind IN ({_KINDS})"""
_CHUNKS = f"""
SELECT d.grp, d.file, count(*), min(d.line), max(d.line) {_NEW}
GROUP BY d.grp, d.file ORDER BY d.grp, d.file
"""
_MADE = f"""
SELECT a.id, a.start_on, a.terms, t.lease, l.due_day {_NEW}
JOIN main.agreement a ON a.reference = s.reference
JOIN main.agreement_claim t ON t.agreement = a.id AND t.withdrawn_at IS NULL
JOIN main.lease l ON l.id = t.lease
WHERE d.grp BETWEEN ? AND ? ORDER BY a.id, t.lease
"""


def arranged(conn: Connection) -> Iterator[Chunk]:
    """The arrangements that are new, in portions."""
    return portions(conn.execute(_CHUNKS).fetchall())


def leave_out(conn: Connection, chunk: Chunk, writer: Writer) -> Written:
    """Have new arrangements say from when their debt is, where older debt was frozen then.

    As those that are made here do. One before which no rent fell due since is about the frozen debt
    itself, and rests with it.
    """
    rows = conn.execute(_MADE, (chunk.low, chunk.high)).fetchall()
    known = about(conn, {row[3] for row in rows})
    written = Written()
    leases: set[int] = set()
    for (key, start, terms), claims in groupby(rows, key=itemgetter(0, 1, 2)):
        start_on, since = day(start), {}
        for *_, lease, due_day in claims:
            held = left_alone_on(known.get(lease, ()), lease, start_on)
            if held and _first_rent(held, due_day) < start_on:
                since[str(lease)] = held.isoformat()
        if since:
            kept = json.dumps({**document(terms), COVERS_FROM: since})
            writer.update("agreement", key, None, terms=kept)
            written.updated += 1
            leases.update(map(int, since))
    written.leases = tuple(sorted(leases))
    return written


def _first_rent(since: date, due_day: int) -> date:
    """The first day from another on which rent falls due."""
    due_on = since + relativedelta(day=due_day)
    return due_on if due_on >= since else since + relativedelta(months=1, day=due_day)
