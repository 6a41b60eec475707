"""A limit as a condition on due rows; values are bound, never written into the SQL."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from caseconsole.domain.limit import AGREED, ME, NOBODY, SNOOZED, Limit, Op, Term, day_of
from caseconsole.store.read.match import match
from caseconsole.store.read.values import UNKNOWN, keys

_OPS = {Op.IS: "=", Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}

Bound = list[str | int]


class Asking(NamedTuple):
    """Who asks, on what day, and which cases are marked."""

    me: str
    today: date
    marked: Sequence[int] = ()


def condition(limit: Limit, asking: Asking) -> tuple[str, Bound]:
    """The SQL condition of a limit on `due d JOIN case_file c`, and the values to bind."""
    parts: list[str] = []
    bound: Bound = []
    together = [term for term in limit if term.field in AGREED and not term.negated]
    for term in limit:
        if term in together:
            continue
        sql, values = _COMPILE[term.field](term, asking)
        parts.append(f"NOT coalesce({sql}, 0)" if term.negated else f"({sql})")
        bound += values
    if together:
        sql, values = _agreed(together, asking)
        parts.append(sql)
        bound += values
    return " AND ".join(["1", *parts]), bound


_Compile = Callable[[Term, Asking], tuple[str, Bound]]


def _number(column: str) -> _Compile:
    def compiled(term: Term, _asking: Asking) -> tuple[str, Bound]:
        return f"{column} <> {UNKNOWN} AND {column} {_OPS[term.op]} ?", [_int(term)]

    return compiled


def _day(column: str) -> _Compile:
    def compiled(term: Term, asking: Asking) -> tuple[str, Bound]:
        return f"{column} {_OPS[term.op]} ?", [day_of(term.value, asking.today).isoformat()]

    return compiled


def _text(column: str) -> _Compile:
    def compiled(term: Term, _asking: Asking) -> tuple[str, Bound]:
        return f"{column} = ? COLLATE NOCASE", [str(term.value)]

    return compiled


def _owner(term: Term, asking: Asking) -> tuple[str, Bound]:
    """Who should do it; where that is nobody in particular, whose file it is.

    What is for nobody is everybody's in its team, and everybody's at all when it has none, so that
    no work falls between people.
    """
    if term.value == ME:
        return _MINE, [asking.me, asking.me]
    if term.value == NOBODY:
        return "d.for_login = '' AND c.owner = ''", []
    return "d.for_login = ? OR d.for_login = '' AND c.owner = ?", [str(term.value)] * 2


_MY_TEAM = "d.team IN ('', (SELECT w.team FROM caseworker w WHERE w.login = ?))"
_MINE = f"d.for_login = ? OR d.for_login = '' AND {_MY_TEAM}"


def _team(term: Term, asking: Asking) -> tuple[str, Bound]:
    """The team of the row; what has none is in that of whoever asks."""
    return (_MY_TEAM, [asking.me]) if term.value == ME else _text("d.team")(term, asking)


def _name(term: Term, _asking: Asking) -> tuple[str, Bound]:
    words = match(str(term.value))
    if words is None:
        return "0", []
    return "d.lease IN (SELECT rowid FROM lease_search WHERE lease_search MATCH ?)", [words]


def _marked(_term: Term, asking: Asking) -> tuple[str, Bound]:
    return "d.case_file IN (SELECT value FROM json_each(?))", [keys(list(asking.marked))]


def _snoozed(_term: Term, _asking: Asking) -> tuple[str, Bound]:
    return "d.snoozed_until IS NOT NULL", []


def _agreed(terms: Sequence[Term], asking: Asking) -> tuple[str, Bound]:
    """The files with one agreement of which all the terms hold."""
    parts: list[str] = []
    bound: Bound = []
    for term in terms:
        if term.field == "agreement":
            parts.append("g.kind = ?")
            bound.append(str(term.value))
        elif term.field == "agreed":
            parts.append(f"g.made_on {_OPS[term.op]} ?")
            bound.append(day_of(term.value, asking.today).isoformat())
        else:
            parts.append(f"g.next_review_on {_OPS[term.op]} ? AND {RUNNING}")
            bound += [day_of(term.value, asking.today).isoformat(), running_states()]
    holds = " AND ".join(["g.withdrawn_at IS NULL", *parts])
    return f"d.case_file IN (SELECT g.case_file FROM agreement g WHERE {holds})", bound


RUNNING = """(SELECT g.kind || '.' || s.state FROM agreement_state s
    WHERE s.agreement = g.id AND s.withdrawn_at IS NULL ORDER BY s.id DESC LIMIT 1)
    IN (SELECT value FROM json_each(?))"""
"""That an agreement `g` runs; to be bound to `running_states`."""


def running_states() -> str:
    """The states of each kind in which an agreement runs; loaded late, most limits do without."""
    from caseconsole.domain.agreement import Phase
    from caseconsole.domain.kinds import KINDS

    return json.dumps([
        f"{kind.name}.{state}"
        for kind in KINDS.values()
        for state, phase in kind.states.items()
        if phase is Phase.RUNNING
    ])  # fmt: skip


def _one_agreed(term: Term, asking: Asking) -> tuple[str, Bound]:
    return _agreed([term], asking)


def shown(limit: Limit) -> str:
    """Which rows a list is about: those that lead their case, or those put off when asked for."""
    asked = any(term.field == SNOOZED and not term.negated for term in limit)
    return "d.snoozed_until IS NOT NULL" if asked else "d.lead = 1"


def _int(term: Term) -> int:
    if not isinstance(term.value, int):
        raise TypeError(term)
    return term.value


_COMPILE: dict[str, _Compile] = {
    "lang": _text("d.language"),
    "arrears": _number("d.arrears"),
    "months": _number("d.months_tenths"),
    "children": _number("d.children"),
    "due": _day("coalesce(d.until, d.since)"),
    "since": _day("d.since"),
    "called": _day("d.called_on"),
    "owner": _owner,
    "team": _team,
    "name": _name,
    "action": _text("d.action"),
    "claim": _text("d.claim"),
    "agreement": _one_agreed,
    "agreed": _one_agreed,
    "review": _one_agreed,
    "marked": _marked,
    SNOOZED: _snoozed,
}
