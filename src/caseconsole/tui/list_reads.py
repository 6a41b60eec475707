"""What the worklist asks of a typed limit and, on the store thread, of the store."""

from array import array
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from caseconsole.domain.limit import MARKED, Limit, Op, Term
from caseconsole.domain.message import Message, Refused
from caseconsole.store import read
from caseconsole.store.rows import DueRow

if TYPE_CHECKING:
    from caseconsole.casework.queue import Queue
    from caseconsole.casework.session import Session

LOOK_AHEAD = 20
"""How many rows are looked at in one read for the next one that is due."""


class Known(NamedTuple):
    """Up to where a list knows the store: what comes to it makes one of these another."""

    seq: int = 0
    """The newest journal number."""
    day_at: int | None = None
    """When the newest day was run to its end."""


class Renewed(NamedTuple):
    """A row of the list as it stood and as it stands now."""

    before: DueRow
    now: DueRow | None
    """None when the case asks for nothing any more."""
    why: "tuple[Message, ...]" = ()
    """What settled it, in a few words each."""


def understood(session: "Session", text: str) -> tuple[str, Refused | None]:
    """The words of a limit that are understood, and the refusal of the first that is not."""
    kept: list[str] = []
    refusal: Refused | None = None
    for word in text.split():
        try:
            read.asked_limit(session.conn, word)
            kept.append(word)
        except Refused as refused:
            refusal = refusal or refused
    return " ".join(kept), refusal


def list_ids(session: "Session", limit: Limit, marked: Sequence[int]) -> "tuple[array[int], Known]":
    """The ids of the list, and what they know."""
    today = session.clock.now().today
    seen = _known(session)
    me = session.actor.login
    return read.worklist_ids(session.conn, limit, me=me, today=today, marked=marked), seen


def _known(session: "Session") -> Known:
    return Known(read.newest_seq(session.conn), read.last_day_at(session.conn))


def out_of_sight(session: "Session", limit: Limit, marked: Sequence[int]) -> frozenset[int]:
    """Which of the marked cases the list within a limit does not have."""
    if not marked:
        return frozenset()
    today, me = session.clock.now().today, session.actor.login
    within = (*limit, Term(MARKED, Op.IS, 1))
    ids = read.worklist_ids(session.conn, within, me=me, today=today, marked=marked)
    return frozenset(marked) - {row.case for row in read.worklist_rows(session.conn, ids)}


def renewed(session: "Session", rows: Sequence[DueRow], snoozed: bool) -> list[Renewed]:
    """What became of rows; a case that asks for something else now has another row.

    Args:
        snoozed: whether it is a list of what was put off.
    """
    from caseconsole.casework.settled import settled_by

    conn = session.conn
    found = {row.id: row for row in read.worklist_rows(conn, [row.id for row in rows])}
    result = []
    for row in rows:
        now = found.get(row.id)
        if now is None or now.case != row.case or not _listed(now, snoozed):
            dues = read.case_dues(conn, row.case)
            now = next((due for due in dues if _listed(due, snoozed)), None)
        why = () if now is not None else settled_by(session, row.case, row.arrears)
        result.append(Renewed(row, now, why))
    return result


def _listed(row: DueRow, snoozed: bool) -> bool:
    return row.snoozed_until is not None if snoozed else row.lead and row.snoozed_until is None


def came_since(
    session: "Session",
    limit: Limit,
    marked: Sequence[int],
    listed: Sequence[int],
    queue: "Queue | None",
    seen: Known,
) -> "tuple[Known, list[int]] | None":
    """What there is to know, and the cases that came to a list; None when nothing happened.

    Args:
        marked: the cases that are marked now.
        listed: the ids of the list.
        queue: the list as it is stepped through; a case in it is none that came.
        seen: what the list knows.
    """
    if _known(session) == seen:
        return None
    ids, newest = list_ids(session, limit, marked)
    new = sorted(set(ids).difference(listed))
    came = read.worklist_cases(session.conn, new) if new else ()
    known = set(queue.cases) if queue is not None and new else set()
    return newest, [case for case in came if case not in known]


def next_due(
    session: "Session", ids: Sequence[int], settled: Container[int], snoozed: bool
) -> int | None:
    """The place in `ids` of the first row that is still due."""
    for start in range(0, len(ids), LOOK_AHEAD):
        ahead = ids[start : start + LOOK_AHEAD]
        due = {row.id for row in read.worklist_rows(session.conn, ahead) if _listed(row, snoozed)}
        for offset, id_ in enumerate(ahead):
            if id_ in due and id_ not in settled:
                return start + offset
    return None


def list_queue(
    session: "Session", ids: Sequence[int], settled: Mapping[int, Renewed], newest: int
) -> "Queue":
    """The list as a queue; a settled file keeps its place in it."""
    from caseconsole.casework.queue import Queue

    cases = read.worklist_cases(session.conn, ids)
    for place, id_ in enumerate(ids):
        if id_ in settled:
            cases[place] = settled[id_].before.case
    return Queue(ids, cases, newest=newest, me=session.actor.login)
