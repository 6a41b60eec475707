"""Conditions of agreements that come in without them, as the tables of the policy draft them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseconsole.domain.agreement import Judge, Phase
from caseconsole.domain.kinds import FELL_THROUGH, KINDS, LOST
from caseconsole.domain.message import Refused
from caseconsole.intake import values
from caseconsole.intake.asked import keeping_judged
from caseconsole.intake.layout import Drafting, Known
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.process.drafting import ConditionDraft, asked_from, draft, met_from
from caseconsole.store.images import Value
from caseconsole.store.staging import OWN_LEASE, TARGETS, Staged
from caseconsole.store.staging_agreed import DRAFTED, Agreed, Agreement, Condition, reference_of

_PARTNERS = {
    "provider": "housing_support",
    "coach": "budget_coaching",
    "counsellor": "debt_counselling",
}
"""The fields of clauses that name the partner of another agreement of the same file."""


@dataclass(frozen=True, slots=True)
class Other:
    """An agreement on which conditions can rest."""

    one: Agreement
    since: date
    """The first day on which there was one of its kind."""


Row = tuple[Value, ...]
"""A condition as it is put aside, without its digest and lease."""


def drafted(row: Drafting, others: Mapping[str, Other], known: Known) -> list[Staged]:
    """The conditions that a row comes to, and those that it asks no longer.

    Args:
        others: what they can rest on (`beside`).

    Raises:
        Fault: its table asks for what the row does not say; or a day that was judged, or what
            something rests on, would fall out.
    """
    drawn = [*_drawn(row, others, known)]
    own = row.brought, row.one.lease
    staged = (Staged("condition", row.line, (*condition, *own)) for condition in drawn)
    return [
        *(keeping_judged(condition, row.one.kind, known) for condition in staged),
        *_dropped(row, {condition[0] for condition in drawn}, known),
    ]


def _drawn(row: Drafting, others: Mapping[str, Other], known: Known) -> Iterator[Row]:
    """The conditions of an agreement that its table drafts."""
    reference, one, since = row.reference, row.one, row.since
    clauses = known.policy.at(date.fromisoformat(one.start_on)).clauses
    before = known.agreed.agreements.get(reference)
    seen: dict[str, int] = {}
    for condition in _draft(one, row.terms, known, others):
        asked = asked_from(condition, since)
        if asked is None:
            continue
        name = condition.clause
        if (clause := clauses.get(f"{one.kind}.{name}")) and clause.each:
            name = f"{name}.{values.digest(condition.text, 4)}"
        seen[name] = seen.get(name, 0) + 1
        own = f"{DRAFTED}{name}.{seen[name]}"
        until = _until(asked.until, reference, own, known)
        stood = known.agreed.condition(reference, own)
        asked_here = known.agreed.asked_here.get(reference, ())
        if stood is None and (name, condition.rule) in asked_here:
            continue
        made = replace(condition, until=until)
        if made.rests_on is not None:
            since_when = [*others.values()][made.rests_on - 1].since
            made = _as_it_rests(made, since_when, stood, one, before)
        rests_on = _rests_on(made, stood, [*others], known.today)
        kept_here = since if asked.first_on > condition.first_on else None
        staged = row_of(reference_of(reference, own), reference, made, rests_on, kept_here)
        yield (*staged, stood.ended_on if stood else None)


def _rests_on(
    made: ConditionDraft, stood: Condition | None, others: Sequence[str], today: str
) -> str | None:
    """The reference of what a condition rests on: once a person ended it, of what it did."""
    if made.rests_on is None:
        return None
    if stood and stood.rests_on and (stood.ended_on or "9") <= today:
        return stood.rests_on
    return others[made.rests_on - 1]


def _as_it_rests(
    drawn: ConditionDraft,
    since: date,
    stood: Condition | None,
    one: Agreement,
    before: Agreement | None,
) -> ConditionDraft:
    """What rests on another agreement as it stood while its own did, with the days that are left.

    What people judge comes to rest on another by `let_rest`, which sees from when it can.

    Args:
        since: the first day on which there was one of the kind on which it rests.
    """
    if stood is None or before is None or not before.stands:
        return met_from(drawn, since)
    if stood.judge == Judge.PERSON:
        return replace(drawn, judge=Judge.PERSON, rests_on=None)
    if before.start_on != one.start_on:
        return met_from(drawn, since)
    return replace(drawn, first_on=date.fromisoformat(stood.first_on))


def drafts(reference: str, one: Agreement, terms: Mapping[str, object], known: Known) -> bool:
    """Whether its table drafts what an agreement asks: no file says that, and it binds somebody.

    What was drafted stays while the row says the same of it: a state alone drafts nothing, but for
    one by which it binds anew, as what was agreed may have changed while nothing was asked.

    Raises:
        Fault: its table asks for what the row does not say.
    """
    if reference in known.told or reference in known.agreed.written or not _binds(one):
        return False
    if KINDS[one.kind].paid_state and not (terms.get("cents") or terms.get("lump_cents")):
        if one.stands:
            raise wrong("instalment_missing")
        return False
    before = known.agreed.agreements.get(reference)
    asked = known.agreed.conditions.get(reference)
    return not (before and asked and _binds(before) and _says_the_same(one, terms, before))


def _says_the_same(one: Agreement, terms: Mapping[str, object], before: Agreement) -> bool:
    """Whether an agreement comes to the same conditions as it did before."""
    return (one.start_on, one.end_on, one.partner) == (
        before.start_on,
        before.end_on,
        before.partner,
    ) and all(before.terms.get(name) == value for name, value in terms.items())


def _dropped(row: Drafting, drawn: Container[object], known: Known) -> Iterator[Staged]:
    """The conditions that were drafted before and that an agreement asks no longer.

    Args:
        drawn: the references of those that it asks.

    Raises:
        Fault: a judgement or a rung is about one, which would be seen nowhere.
    """
    for stood in known.agreed.conditions.get(row.reference, ()):
        if stood.reference in drawn:
            continue
        if stood.reference in known.agreed.rested_on:
            policy = known.policy.at(date.fromisoformat(known.today))
            raise wrong("drafted_goes", clause_word=policy.clause_name(row.one.kind, stood.clause))
        named = {
            "reference": stood.reference,
            "agreement": row.reference,
            OWN_LEASE: row.one.lease,
        }
        given = [named.get(column) for column in TARGETS["condition"].given]
        yield Staged("condition", row.line, given, gone=True)


def beside(reference: str, one: Agreement, known: Known, agreed: Agreed) -> dict[str, Other]:
    """The agreements that conditions can rest on or name, one of a kind, by reference.

    What one rests on already judges it further, also once it is over; where it did not last,
    another that stands takes its place.

    Args:
        agreed: those that stand, with what comes in.
    """
    stood = known.agreed.conditions.get(reference, ())
    rested = {
        agreed.agreements[other].kind: other for condition in stood if (other := condition.rests_on)
    }
    found: dict[str, Other] = {}
    for kind in KINDS:
        stands, before = agreed.newest(one.lease, kind), rested.get(kind)
        lost = before and KINDS[kind].phase(agreed.agreements[before].state) in LOST
        other = (stands or before) if lost else (before or stands)
        if other and other != reference:
            since = date.fromisoformat(agreed.since[one.lease, kind])
            found[other] = Other(agreed.agreements[other], since)
    return found


def _until(drawn: date | None, reference: str, own: str, known: Known) -> date | None:
    """The last day: what somebody ended before its agreement does stays ended."""
    stood, before = known.agreed.condition(reference, own), known.agreed.agreements.get(reference)
    if not (stood and before and stood.until) or stood.until >= (before.end_on or "9"):
        return drawn
    ended = date.fromisoformat(stood.until)
    return min(drawn or ended, ended)


def _binds(one: Agreement) -> bool:
    """Whether it asks anything, or did until it ended."""
    return KINDS[one.kind].phase(one.state) not in {Phase.PROPOSED, *FELL_THROUGH}


def _draft(
    one: Agreement,
    terms: Mapping[str, object],
    known: Known,
    others: Mapping[str, Other],
) -> tuple[ConditionDraft, ...]:
    """What they come to; one that rests on another agreement names its place among the others."""
    kinds = {other.one.kind: at for at, other in enumerate(others.values(), 1)}
    partners = {other.one.kind: other.one.partner for other in others.values()}
    fields = {field: partners[kind] for field, kind in _PARTNERS.items() if kind in partners}
    given = {name: value for name, value in terms.items() if value is not None}
    told = {"due_day": known.agreed.due_days.get(one.lease), "partner": one.partner}
    start = date.fromisoformat(one.start_on)
    last = date.fromisoformat(one.end_on) if one.end_on else None
    try:
        return draft(
            one.kind, {**told, **fields, **given}, known.policy, start, end=last, rests_on=kinds
        )
    except Refused as refused:
        if refused.why.id == "draft.field_missing":
            raise wrong("clause_field", **refused.why.values) from None
        raise Fault(refused.why) from None


def row_of(
    reference: str,
    agreement: str,
    one: ConditionDraft,
    rests_on: str | None,
    since: date | None,
) -> Row:
    """A condition in the order of its columns.

    Args:
        reference: its own, with that of its agreement.
        rests_on: the reference of the agreement that judges it.
        since: nothing is asked of the days before this one.

    It knows of no suspension: its days count from the first of its agreement.
    """
    return (
        reference, agreement, one.clause, one.duty.value, one.text, one.rule,
        one.first_on.isoformat(), one.until.isoformat() if one.until else None, one.cents,
        one.last_cents, one.evidence.value, one.grace_days, one.weight.value, one.consequence,
        one.judge.value, rests_on, int(one.fixed),
        since.isoformat() if since else None, None,
    )  # fmt: skip
