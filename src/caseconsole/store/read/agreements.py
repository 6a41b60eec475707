"""The agreements of many case files at once: a handful of queries, one when there are none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Rung,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.paid import windows as windows_of
from caseconsole.domain.referred import Referral, Signalled, known_answer
from caseconsole.domain.together import joined, tied
from caseconsole.domain.window import Window
from caseconsole.store.read.grouping import grouped, owned
from caseconsole.store.read.ledger import ledgers
from caseconsole.store.read.values import day, document, keys, maybe_day, texts, within
from caseconsole.store.sqlite import Connection, Row
from caseconsole.store.standings_sql import SAID_OF_RENT

# A look-up costs a tenth of calling the enum.
_DUTIES = {duty.value: duty for duty in Duty}
_EVIDENCE = {evidence.value: evidence for evidence in Evidence}
_WEIGHTS = {weight.value: weight for weight in Weight}
_JUDGES = {judge.value: judge for judge in Judge}
_VERDICTS = {verdict.value: verdict for verdict in JudgedAs}

_AGREEMENTS = """
SELECT a.case_file, a.id, a.kind, a.reference, a.made_on, a.start_on, a.end_on, a.partner,
       a.partner_person, a.terms, a.signed_on, a.signed_by, a.signed_paper, a.next_review_on, a.by,
       a.version
FROM json_each(?) k CROSS JOIN agreement a ON a.case_file = k.value
WHERE a.withdrawn_at IS NULL
ORDER BY a.start_on, a.id
"""
_BY_ID = _AGREEMENTS.replace("a.case_file = k.value", "a.id = k.value")
_TERMS_AT = 9
_COVERS = """
SELECT t.lease, a.id, f.number, a.kind, s.state
FROM json_each(?) k CROSS JOIN agreement_claim t ON t.lease = k.value
CROSS JOIN agreement a ON a.id = t.agreement
CROSS JOIN case_file f ON f.id = a.case_file
CROSS JOIN agreement_state s ON s.agreement = a.id
WHERE t.withdrawn_at IS NULL AND a.withdrawn_at IS NULL AND s.withdrawn_at IS NULL
ORDER BY t.lease, a.start_on, a.id, s.id
"""
_DESIGNATING = f"""
SELECT t.lease, a.id FROM json_each(?1) k CROSS JOIN agreement_claim t ON t.lease = k.value
CROSS JOIN agreement a ON a.id = t.agreement
WHERE t.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
UNION
SELECT f.lease, a.id FROM json_each(?1) k CROSS JOIN case_file f ON f.lease = k.value
CROSS JOIN agreement a ON a.case_file = f.id CROSS JOIN suspension s ON s.agreement = a.id
WHERE s.kind = 'moratorium' AND s.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
UNION
SELECT f.lease, a.id FROM json_each(?1) k CROSS JOIN case_file f ON f.lease = k.value
CROSS JOIN agreement a ON a.case_file = f.id CROSS JOIN {SAID_OF_RENT}
WHERE t.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
"""
_ELSEWHERE = """
SELECT t.lease, a.id, f.number, a.case_file, f.lease
FROM json_each(?) k CROSS JOIN agreement_claim t ON t.lease = k.value
CROSS JOIN agreement a ON a.id = t.agreement
CROSS JOIN case_file f ON f.id = a.case_file AND f.lease <> t.lease
WHERE t.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
ORDER BY t.lease, a.start_on, a.id
"""
_COVERABLE = """
SELECT DISTINCT b.lease FROM lease_party a CROSS JOIN lease_party b ON b.person = a.person
WHERE a.lease = ? AND a.role IN ('tenant', 'co_tenant') AND b.role IN ('tenant', 'co_tenant')
ORDER BY b.lease <> a.lease, b.lease
"""
_CONDITION = """agreement, clause, duty, text, rule, first_on, until, cents, last_cents, evidence,
    grace_days, weight, consequence, judge, rests_on, fixed, version,
    added_on, asked_from, last_suspension, ended_on, ended_suspension"""
_LADDER_STEP = """rung, condition, on_day, cure_until, text, outcome, outcome_on, by, second,
    version, outcome_why, outcome_by"""
_REFERRAL = """on_day, kind, partner, text, warm, reply_by, answered_on, answer, by, version,
    cents, months_tenths, reminded_on, reminder"""
_DECISION = "kind, on_day, why, next_review_on, by, second, end_on, last_suspension"
_JUDGEMENTS = """
SELECT c.agreement, t.id, t.condition, t.original_on, t.verdict, t.moved_to, t.on_day, t.evidence,
       t.reference, t.why, t.by, t.version, t.last_suspension
FROM json_each(?) k CROSS JOIN condition c ON c.agreement = k.value
CROSS JOIN judgement t ON t.condition = c.id
WHERE t.withdrawn_at IS NULL
ORDER BY t.id
"""


def agreements(conn: Connection, bound: str) -> dict[int, tuple[Agreement, ...]]:
    """What was agreed in case files and not withdrawn, by case, the oldest start first."""
    found: dict[int, list[Agreement]] = defaultdict(list)
    for made in _read(conn, _AGREEMENTS, bound):
        found[made.case].append(made)
    return {case: tuple(made) for case, made in found.items()}


def _read(conn: Connection, heads_of: str, bound: str) -> list[Agreement]:
    heads = conn.execute(heads_of, (bound,)).fetchall()
    parts = _parts(conn, keys([head[1] for head in heads])) if heads else {}
    return [
        _agreement(head, {name: tuple(rows.get(head[1], ())) for name, rows in parts.items()})
        for head in heads
    ]


class Cover(NamedTuple):
    """That an agreement covers the debt of a lease."""

    agreement: int
    number: str
    """The number of the file in which it was agreed."""
    kind: str
    states: tuple[str, ...]
    """Oldest first."""


def covers(conn: Connection, leases: Sequence[int]) -> dict[int, list[Cover]]:
    """The agreements that cover the debt of leases, whatever their state, by covered lease."""
    found: dict[tuple[int, int], Cover] = {}
    rows = conn.execute(_COVERS, (keys(list(leases)),)).fetchall()
    for lease, id_, number, kind, state in rows:
        known = found.get((lease, id_)) or Cover(id_, number, kind, ())
        found[lease, id_] = known._replace(states=(*known.states, state))
    by_lease: dict[int, list[Cover]] = defaultdict(list)
    for (lease, _), cover in found.items():
        by_lease[lease].append(cover)
    return by_lease


class Elsewhere(NamedTuple):
    """That an agreement of another file covers the debt of a lease."""

    lease: int
    agreement: int
    number: str
    """The number of the other file."""
    case: int
    own: int
    """The lease of the other file."""


def elsewhere(conn: Connection, bound: str) -> list[Elsewhere]:
    """What other files agreed about leases, whatever its state, the oldest start first."""
    return [Elsewhere(*row) for row in texts(conn, _ELSEWHERE, (bound,))]


def windows(conn: Connection, leases: Sequence[int]) -> dict[int, tuple[Window, ...]]:
    """By lease the windows of agreements of its file or that cover it; those without are left out.

    Where one asks instalments for several leases, their accounts are with it.
    """
    held = _windows(conn, leases)
    shared = [lease for lease, own in held.items() if any(one.leases for one in own)]
    if not shared:
        return held
    known = {*leases}
    while more := tied(shared, held) - known:
        held |= _windows(conn, sorted(more))
        known |= more
    found = joined(held, ledgers(conn, sorted(tied(shared, held))))
    return {lease: found[lease] for lease in leases if lease in found}


def _windows(conn: Connection, leases: Sequence[int]) -> dict[int, tuple[Window, ...]]:
    """The windows by lease without the accounts of others.

    A moratorium counts for the lease of its file, too, whatever its agreement covers (R60); so does
    what people said of its rents (R36).
    """
    found: dict[int, set[int]] = defaultdict(set)
    for lease, id_ in conn.execute(_DESIGNATING, (keys(list(leases)),)).fetchall():
        found[lease].add(id_)
    every = keys(sorted(set().union(*found.values())))
    made = {one.id: one for one in _read(conn, _BY_ID, every)} if found else {}
    return {lease: windows_of([made[id_] for id_ in own], lease) for lease, own in found.items()}


def coverable(conn: Connection, lease: int) -> tuple[int, ...]:
    """The leases of the same tenants, this one first: their debt may be arranged together."""
    return tuple(row[0] for row in conn.execute(_COVERABLE, (lease,)).fetchall())


def referrals(conn: Connection, bound: str) -> dict[int, list[Referral]]:
    """What was sent to partners in case files, by case, oldest first."""
    return owned(conn, "referral", _REFERRAL, bound, _referral)


def _parts(conn: Connection, bound: str) -> dict[str, Mapping[int, list[object]]]:
    """All that belongs to agreements, by the field of `Agreement` and by agreement."""
    plan = {
        "covers": ("agreement_claim", "lease", lambda row: row[1]),
        "states": ("agreement_state", "state, on_day, why, paper, by, recorded_on", _state),
        "conditions": ("condition", _CONDITION, _condition),
        "suspensions": ("suspension", "since, until, kind, why, by, version", _suspension),
        "ladder": ("ladder_step", _LADDER_STEP, _ladder_step),
        "decisions": ("decision", _DECISION, _decision),
    }
    parts: dict[str, Mapping[int, list[object]]] = {
        name: owned(conn, table, columns, bound, build, owner="agreement")
        for name, (table, columns, build) in plan.items()
    }
    return parts | {"judgements": grouped(conn, _JUDGEMENTS, bound, _judgement)}


def _agreement(head: Row, parts: Mapping[str, tuple[object, ...]]) -> Agreement:
    (
        case, id_, kind, reference, made_on, start_on, end_on, partner, partner_person, _,
        signed_on, signed_by, signed_paper, next_review_on, by, version,
    ) = within(head)  # fmt: skip
    return Agreement(
        id=id_,
        case=case,
        kind=kind,
        reference=reference,
        made_on=day(made_on),
        start_on=day(start_on),
        end_on=maybe_day(end_on),
        partner=partner,
        partner_person=partner_person,
        terms=document(head[_TERMS_AT]),
        signed_on=maybe_day(signed_on),
        signed_by=signed_by,
        signed_paper=signed_paper,
        next_review_on=maybe_day(next_review_on),
        by=by,
        version=version,
        **parts,  # type: ignore[arg-type]
    )


def _state(row: Row) -> StateChange:
    id_, state, on, why, paper, by, recorded_on = row
    return StateChange(id_, state, day(on), why, paper, by, maybe_day(recorded_on))


def _condition(row: Row) -> Condition:
    (
        id_, agreement, clause, duty, text, rule, first_on, until, cents, last_cents, evidence,
        grace_days, weight, consequence, judge, rests_on, fixed, version, added_on, asked_from,
        last_suspension, ended_on, ended_suspension,
    ) = row  # fmt: skip
    return Condition(
        id_, agreement, clause, _DUTIES[duty], text, rule, day(first_on), maybe_day(until), cents,
        last_cents, _EVIDENCE[evidence], grace_days, _WEIGHTS[weight], consequence, _JUDGES[judge],
        rests_on, bool(fixed), version, maybe_day(added_on), maybe_day(asked_from),
        last_suspension, maybe_day(ended_on), ended_suspension,
    )  # fmt: skip


def _judgement(row: Row) -> Judgement:
    (
        id_, condition, original_on, verdict, moved_to, on, evidence, reference, why, by, version,
        last_suspension,
    ) = row  # fmt: skip
    return Judgement(
        id_, condition, day(original_on), _VERDICTS[verdict], maybe_day(moved_to), day(on),
        _EVIDENCE[evidence] if evidence else None, reference, why, by, version, last_suspension,
    )  # fmt: skip


def _suspension(row: Row) -> Suspension:
    id_, since, until, kind, why, by, version = row
    return Suspension(id_, day(since), day(until), SuspensionKind(kind), why, by, version)


def _ladder_step(row: Row) -> LadderStep:
    (
        id_, rung, condition, on, cure_until, text, outcome, outcome_on, by, second, version, why,
        ended_by,
    ) = row  # fmt: skip
    return LadderStep(
        id_, Rung(rung), condition, day(on), maybe_day(cure_until), text,
        Outcome(outcome) if outcome else None, maybe_day(outcome_on), by, second, version,
        why, ended_by,
    )  # fmt: skip


def _decision(row: Row) -> Decision:
    id_, kind, on, why, next_review_on, by, second, end_on, last_suspension = row
    return Decision(
        id_, DecisionKind(kind), day(on), why, maybe_day(next_review_on), by, second,
        maybe_day(end_on), last_suspension,
    )  # fmt: skip


def _referral(row: Row) -> Referral:
    id_, on, kind, partner, text, warm, reply_by, answered_on, answer, by, version, *told = row
    cents, months_tenths, reminded_on, reminder = told
    signalled = None
    if cents is not None:
        signalled = Signalled(cents, months_tenths, day(reminded_on), reminder)
    result, words = known_answer(answer)
    return Referral(
        id_, day(on), kind, partner, text, bool(warm), day(reply_by), maybe_day(answered_on),
        words, by, version, result, signalled,
    )  # fmt: skip
