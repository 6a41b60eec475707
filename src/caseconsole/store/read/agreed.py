"""Agreements across files: which files of a limit hold any, and all that is known of them."""

import operator
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caseconsole.domain.agreement import Agreement, Paid
from caseconsole.domain.kinds import runs
from caseconsole.domain.limit import Limit, Op, Term, day_of
from caseconsole.domain.names import formal
from caseconsole.store.read.agreements import agreements, elsewhere
from caseconsole.store.read.limit_sql import Asking, condition
from caseconsole.store.read.paid import paid
from caseconsole.store.read.values import UNKNOWN, keys, texts
from caseconsole.store.sqlite import Connection

CHUNK = 500
"""How many files are read together."""

# What the worklist knows of a file on its leading row; where nothing is due, the facts themselves.
_CASES = f"""
WITH held (case_file, lease, owner, person) AS MATERIALIZED (
    SELECT c.id, c.lease, c.owner, (
        SELECT person FROM (
            SELECT person, role, julianday(since) AS since, id,
                   since <= :today AND coalesce(until, :today) >= :today AS here
            FROM lease_party WHERE lease = c.lease AND role IN ('tenant', 'co_tenant')
            AND (until IS NULL OR until >= since))
        ORDER BY here DESC, role <> 'tenant', iif(here, since, -since), id
        LIMIT 1)
    FROM (SELECT DISTINCT case_file FROM agreement WHERE withdrawn_at IS NULL) a
    CROSS JOIN case_file c ON c.id = a.case_file
),
d AS (
    SELECT h.case_file, h.lease, p.initials, p.prefix, p.surname,
           coalesce(u.language, CASE instr(p.languages, ' ') WHEN 0 THEN p.languages
                    ELSE substr(p.languages, 1, instr(p.languages, ' ') - 1) END, '') AS language,
           coalesce(s.arrears, 0) AS arrears,
           iif(s.rent > 0, s.months_tenths, {UNKNOWN}) AS months_tenths,
           (SELECT coalesce(sum(CASE WHEN m.birth_year IS NULL THEN m.kind = 'child'
                ELSE CAST(substr(:today, 1, 4) AS INTEGER) <= m.birth_year + 18 END), {UNKNOWN})
            FROM household_member m
            WHERE m.lease = h.lease AND m.since <= :today AND coalesce(m.until, :today) >= :today
           ) AS children,
           u.until, u.since, u.action, u.claim,
           (SELECT max(t.on_day) FROM contact t WHERE t.case_file = h.case_file
            AND t.channel = 'phone' AND t.withdrawn_at IS NULL) AS called_on,
           coalesce(u.for_login, '') AS for_login,
           coalesce(u.team, w.team, '') AS team,
           (SELECT max(z.snoozed_until) FROM due z WHERE z.case_file = h.case_file)
           AS snoozed_until
    FROM held h
    LEFT JOIN due u ON u.case_file = h.case_file AND u.lead = 1
    LEFT JOIN standing s ON s.lease = h.lease
    LEFT JOIN person p ON p.id = h.person
    LEFT JOIN caseworker w ON w.login = h.owner
)
SELECT d.case_file, d.lease, c.number, d.initials, d.prefix, d.surname
FROM d CROSS JOIN case_file c ON c.id = d.case_file
"""


class AgreedCase(NamedTuple):
    """A file that holds an agreement."""

    case: int
    lease: int
    number: str
    tenant: str


def agreed_cases(conn: Connection, limit: Limit, *, me: str, today: date) -> list[AgreedCase]:
    """The files within a limit that hold an agreement, whether or not anything is due, by number.

    Args:
        me: the login that `owner:me` stands for.
    """
    where, bound = condition(limit, Asking(me, today))
    named = _CASES.replace(":today", "?1")
    rows = texts(
        conn,
        f"{named} WHERE {where} ORDER BY length(c.number), c.number",
        (today.isoformat(), *bound),
    )
    return [
        AgreedCase(case, lease, number, formal(initials, prefix, surname) if surname else "")
        for case, lease, number, initials, prefix, surname in rows
    ]


def asked_for(limit: Limit, one: Agreement, today: date) -> bool:
    """Whether an agreement of a file within a limit is itself what the limit asks for."""
    return all(
        _ASKED[term.field](term, one, today)
        for term in limit
        if term.field in _ASKED and not term.negated
    )


def _kind(term: Term, one: Agreement, _today: date) -> bool:
    return one.kind == term.value


def _agreed(term: Term, one: Agreement, today: date) -> bool:
    return _COMPARED[term.op](one.made_on, day_of(term.value, today))


def _review(term: Term, one: Agreement, today: date) -> bool:
    on = one.next_review_on
    return runs(one) and on is not None and _COMPARED[term.op](on, day_of(term.value, today))


_COMPARED: Mapping[Op, Callable[[date, date], bool]] = {
    Op.IS: operator.eq, Op.LESS: operator.lt, Op.AT_MOST: operator.le, Op.MORE: operator.gt,
    Op.AT_LEAST: operator.ge,
}  # fmt: skip
_ASKED: Mapping[str, Callable[[Term, Agreement, date], bool]] = {
    "agreement": _kind,
    "agreed": _agreed,
    "review": _review,
}


def agreed_of(
    conn: Connection, cases: Sequence[AgreedCase], today: date
) -> Iterator[tuple[AgreedCase, tuple[Agreement, ...], Paid]]:
    """Each file with its agreements and what the ledger says of them by the end of a day."""
    for start in range(0, len(cases), CHUNK):
        chunk = cases[start : start + CHUNK]
        made = agreements(conn, keys([one.case for one in chunk]))
        own = {one.case: one.lease for one in chunk}
        covered = _covered(conn, {lease: case for case, lease in own.items()})
        known: Mapping[int, Paid] = paid(conn, made, own, today, covered)
        for one in chunk:
            yield one, made.get(one.case, ()), known.get(one.case, _NOTHING)


_NOTHING = Paid()


def _covered(conn: Connection, cases: Mapping[int, int]) -> Mapping[int, list[Agreement]]:
    """What other files agreed for leases, by the case of each.

    Args:
        cases: the case of each lease.
    """
    held = elsewhere(conn, keys(list(cases)))
    made = agreements(conn, keys(sorted({one.case for one in held}))) if held else {}
    found: dict[int, list[Agreement]] = defaultdict(list)
    for one in held:
        found[cases[one.lease]] += (it for it in made[one.case] if it.id == one.agreement)
    return found
