"""The worklist: which rows, in due order, and the rows of a window."""

from array import array
from collections.abc import Sequence
from datetime import date

from caseconsole.domain.limit import Limit
from caseconsole.store.read.limit_sql import Asking, condition, shown
from caseconsole.store.read.values import (
    because_of,
    day,
    keys,
    known,
    maybe_day,
    message_of,
    within,
)
from caseconsole.store.rows import DueLine, DueRow
from caseconsole.store.sqlite import Connection, Row

_ORDER = "ORDER BY d.rank, d.since, d.id"
_SORTED = "ORDER BY +d.rank, d.since, d.id"
"""The same, found first and sorted then: a walk in due order fetches each row that does not fit."""
_IN_ORDER = frozenset({"owner", "team"})
"""What is told along with the due order, so that a walk fetches no row."""
_AT_ONCE = 500
"""How many rows are held at once where numbers are all that is kept of thousands."""
_DUE = "FROM due d"
_FROM = f"{_DUE} CROSS JOIN case_file c ON c.id = d.case_file"
_COLUMNS = """
SELECT d.id, d.case_file, c.number, d.claim, d.action, d.rank, d.since, d.until, d.because, d.facts,
       d.rule, d.source, d.next, d.lead, d.snoozed_until, d.for_login, c.owner, d.team,
       d.interpreter, d.whom, d.tenant, d.language, d.call_do_not_write, d.arrears,
       d.months_tenths, d.adults, d.children, d.called_on
"""


def worklist_ids(
    conn: Connection, limit: Limit, *, me: str, today: date, marked: Sequence[int] = ()
) -> "array[int]":
    """The ids of all leading due rows within a limit, in due order.

    Args:
        me: the login that `owner:me` stands for.
        marked: the cases that `marked` stands for.
    """
    tables, where, bound = _within(limit, Asking(me, today, marked))
    walked = tables == _DUE and _IN_ORDER.issuperset(term.field for term in limit)
    order = _ORDER if walked else _SORTED
    rows = conn.execute(f"SELECT d.id {tables} WHERE {where} {order}", bound)
    return array("q", (row[0] for row in rows))


def count_due(
    conn: Connection, limit: Limit, *, me: str, today: date, marked: Sequence[int] = ()
) -> int:
    """How many leading due rows a limit leaves."""
    tables, where, bound = _within(limit, Asking(me, today, marked))
    return int(conn.execute(f"SELECT count(*) {tables} WHERE {where}", bound).fetchone()[0])


def first_rows(
    conn: Connection, limit: Limit, me: str, today: date, n: int, marked: Sequence[int] = ()
) -> list[DueRow]:
    """The first rows of the list, in due order."""
    where, bound = condition(limit, Asking(me, today, marked))
    rows = conn.execute(
        f"{_COLUMNS} {_FROM} WHERE {shown(limit)} AND {where} {_ORDER} LIMIT ?", (*bound, n)
    ).fetchall()
    return [due_row(row) for row in rows]


def worklist_lines(
    conn: Connection, limit: Limit, *, me: str, today: date, most: int | None = None
) -> list[DueLine]:
    """The list within a limit as text tells it, in due order.

    Args:
        most: how many of its first rows; None is all.
    """
    where, bound = condition(limit, Asking(me, today))
    order = _SORTED if limit or most is None else _ORDER
    rows = conn.execute(
        "SELECT c.number, d.since, d.action, d.tenant, d.arrears, d.months_tenths, d.language,"
        " d.because, d.facts, d.rule, d.source, d.next, d.snoozed_until, d.for_login, c.owner,"
        f" d.interpreter, d.whom, d.adults, d.children {_FROM} WHERE {shown(limit)} AND {where}"
        f" {order} LIMIT ?",
        (*bound, -1 if most is None else most),
    ).fetchall()
    return [_line(row) for row in rows]


def worklist_rows(conn: Connection, ids: Sequence[int]) -> list[DueRow]:
    """Due rows by id, in the order of the ids; those that vanished are left out."""
    rows = conn.execute(
        f"{_COLUMNS} FROM json_each(?) k CROSS JOIN due d ON d.id = k.value"
        " CROSS JOIN case_file c ON c.id = d.case_file",
        (keys(list(ids)),),
    ).fetchall()
    return [due_row(row) for row in rows]


def worklist_cases(conn: Connection, ids: Sequence[int]) -> "array[int]":
    """The case of each due row, in the order of the ids; of those that vanished 0."""
    found = array("q")
    for start in range(0, len(ids), _AT_ONCE):
        rows = conn.execute(
            "SELECT coalesce(d.case_file, 0) FROM json_each(?) k"
            " LEFT JOIN due d ON d.id = k.value ORDER BY k.key",
            (keys(list(ids[start : start + _AT_ONCE])),),
        )
        found.extend(row[0] for row in rows)
    return found


def case_dues(conn: Connection, case: int) -> list[DueRow]:
    """All due claims of a case, the leading one first, those put off last."""
    rows = conn.execute(
        f"{_COLUMNS} {_FROM} WHERE d.case_file = ?"
        " ORDER BY d.lead DESC, d.snoozed_until IS NOT NULL, d.rank, d.since, d.id",
        (case,),
    ).fetchall()
    return [due_row(row) for row in rows]


def due_cases(conn: Connection, cases: Sequence[int]) -> set[int]:
    """Which of these cases are on the list at all."""
    rows = conn.execute(
        "SELECT d.case_file FROM json_each(?) k CROSS JOIN due d ON d.case_file = k.value"
        " WHERE d.lead = 1",
        (keys(list(cases)),),
    ).fetchall()
    return {row[0] for row in rows}


def _within(limit: Limit, asking: Asking) -> tuple[str, str, list[str | int]]:
    """The tables, condition and values of a limit; the case file joins only where it is asked."""
    where, bound = condition(limit, asking)
    tables = _FROM if "c." in where else _DUE
    return tables, f"{shown(limit)} AND {where}", bound


def _line(row: Row) -> DueLine:
    """A line from the columns of the list as text; facts and next are JSON and are read whole."""
    (
        number, since, action, tenant, arrears, months, language, because, _, rule, source, _,
        snoozed_until, for_login, owner, interpreter, whom, adults, children,
    ) = within(row)  # fmt: skip
    return DueLine(
        number, day(since), action, tenant, arrears, known(months), language,
        because_of(because, row[8]), rule, source, message_of(row[11]), maybe_day(snoozed_until),
        for_login, owner, bool(interpreter), whom, known(adults), known(children),
    )  # fmt: skip


def due_row(row: Row) -> DueRow:
    """A due row from the columns of the list; facts and next are JSON and are read whole."""
    (
        id_, case, number, claim, action, rank, since, until, because, _, rule, source, _,
        lead, snoozed_until, for_login, owner, team, interpreter, whom, tenant, language,
        call_do_not_write, arrears, months_tenths, adults, children, called_on,
    ) = within(row)  # fmt: skip
    return DueRow(
        id=id_, case=case, number=number, claim=claim, action=action, rank=rank,
        since=day(since), until=maybe_day(until), because=because_of(because, row[9]), rule=rule,
        source=source, next=message_of(row[12]), lead=bool(lead),
        snoozed_until=maybe_day(snoozed_until), for_login=for_login, owner=owner, team=team,
        interpreter=bool(interpreter), whom=whom, tenant=tenant, language=language,
        call_do_not_write=bool(call_do_not_write), arrears=arrears,
        months_tenths=known(months_tenths), adults=known(adults), children=known(children),
        called_on=maybe_day(called_on),
    )  # fmt: skip
