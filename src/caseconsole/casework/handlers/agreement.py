"""Agreements of whatever kind: made, taken from state to state, signed, decided about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseconsole.casework.alone import require_alone, require_free
from caseconsole.casework.handlers import arrangement, debt_counselling, second_chance
from caseconsole.casework.handlers.condition import add_conditions, let_rest
from caseconsole.casework.handlers.finding import (
    RUNNING,
    agreement_of,
    last_suspension,
    require_review,
    take,
    terms_text,
)
from caseconsole.casework.handlers.prolonging import LONGEST, prolong
from caseconsole.casework.handlers.state_duties import duties_of
from caseconsole.casework.turning import set_lease_form
from caseconsole.casework.work import FARTHEST, Work, named, require_ahead
from caseconsole.domain.agreement import OVER, Agreement, DecisionKind, Phase
from caseconsole.domain.agreement_changes import (
    ChangeState,
    Decide,
    MakeAgreement,
    SignAgreement,
)
from caseconsole.domain.kinds import KINDS, SIGNED, STANDS, Kind, phase
from caseconsole.domain.message import Refused, message
from caseconsole.domain.review import next_review
from caseconsole.process.drafting import binding_terms
from caseconsole.store import read

EVERY = frozenset(Phase)


def make_agreement(change: MakeAgreement, work: Work) -> None:
    """Make an agreement, or write down that it was refused, with its conditions.

    Raises:
        Refused: it cannot begin so, one of its kind stands already, its days or the leases it
            covers do not hold, or its kind asks for more.
    """
    kind = KINDS[change.agreement]
    _require_may_begin(kind, change, work)
    terms = kind.dated(
        {**_binding(kind.name, work), **change.terms, **arrangement.covers_from(change, work)},
        [(change.state, change.start_on.isoformat())],
    )
    debt_counselling.require_settled(kind, change.state, change.start_on, terms, work)
    key = work.add(
        "agreement",
        kind=kind.name,
        reference="",
        made_on=work.now.today,
        start_on=change.start_on,
        end_on=change.end_on,
        partner=change.partner,
        partner_person=change.partner_person,
        terms=terms_text(terms),
        signed_on=None,
        signed_by="",
        next_review_on=change.next_review_on,
    )
    runs = kind.phase(change.state) is Phase.RUNNING
    on = min(change.start_on, work.now.today) if runs else work.now.today
    _add_state(key, change.state, on, change.why, "", work)
    set_lease_form(work.writer, work.file.lease, kind.name, change.state, change.terms)
    for lease in change.covers:
        work.writer.insert("agreement_claim", agreement=key, lease=lease)
    if change.state in kind.shields:
        debt_counselling.cover_all(key, change.covers, work)
    given = {**terms, "partner": change.partner}
    known = [one.clause for one in change.conditions]
    set_by = duties_of(kind, change.state, change.start_on, given, change.end_on, work, known)
    add_conditions(key, kind.name, (*change.conditions, *set_by), work)
    let_rest(key, kind.name, [change.state], work)


def _require_may_begin(kind: Kind, change: MakeAgreement, work: Work) -> None:
    if change.state not in kind.first:
        raise Refused(message("refused.agreement_first", kind_word=f"kind.{kind.name}"))
    if kind.phase(change.state) in STANDS:
        require_alone(kind, work.file)
    _require_days(change.start_on, change.end_on, work)
    _require_review_ahead(change.next_review_on, work)
    _require_covers(change, kind, work)
    _require_reason(kind, change.state, change.why)
    arrangement.may_make(change, work)
    second_chance.may_make(change, work)


def _require_days(start_on: date, end_on: date | None, work: Work) -> None:
    today = work.now.today
    if not today - LONGEST <= start_on <= today + FARTHEST:
        raise Refused(message("refused.agreement_start", start_on=start_on.isoformat()))
    if end_on is not None and not start_on <= end_on <= start_on + LONGEST:
        days = {"end_on": end_on.isoformat(), "start_on": start_on.isoformat()}
        raise Refused(message("refused.agreement_end", **days))


def _require_review_ahead(day: date | None, work: Work) -> None:
    if day is not None:
        past = message("refused.review_past", day_on=day.isoformat())
        require_ahead(day, work.now.today, past, earliest=1)


def _require_covers(change: MakeAgreement, kind: Kind, work: Work) -> None:
    """Let an agreement cover leases of the same tenants that no other of its kind covers now."""
    if not set(change.covers) <= set(read.coverable(work.conn, work.file.lease.id)):
        raise Refused(message("refused.covers_other"))
    if kind.phase(change.state) is Phase.RUNNING:
        require_free(change.covers, kind, work)


def change_state(change: ChangeState, work: Work) -> None:
    """Take an agreement to another state, from a day on, with what was agreed for it.

    Raises:
        Refused: that state cannot follow or comes by signing only, its day does not hold, or
            something is missing for it.
    """
    stands = agreement_of(change.agreement, work)
    if change.state == SIGNED:
        raise Refused(message("refused.state_signed", **named(stands)))
    _require_days_stand(change, stands)
    written = _binding(stands.kind, work) if change.state in second_chance.WRITTEN else {}
    dated = KINDS[stands.kind].dated(
        {**stands.terms, **written, **change.terms}, [(change.state, change.on.isoformat())]
    )
    agreed = replace(
        stands,
        terms=dated,
        start_on=change.start_on or stands.start_on,
        end_on=change.end_on or stands.end_on,
    )
    take(
        change.agreement,
        change.seen,
        work,
        EVERY,
        terms=terms_text(agreed.terms),
        start_on=agreed.start_on,
        end_on=agreed.end_on,
    )
    _require_days(agreed.start_on, agreed.end_on, work)
    _enter(agreed, change, work)
    kind, given = KINDS[agreed.kind], {**agreed.terms, "partner": agreed.partner}
    known = {one.clause for one in agreed.conditions} | {one.clause for one in change.conditions}
    set_by = duties_of(kind, change.state, change.on, given, agreed.end_on, work, known)
    add_conditions(agreed.id, agreed.kind, (*change.conditions, *set_by), work)


def _require_days_stand(change: ChangeState, stands: Agreement) -> None:
    """Let first and last day be set until an agreement begins; what was agreed stands from then on.

    Raises:
        Refused: it has begun, and one of them is another.
    """
    named_days = change.start_on or stands.start_on, change.end_on or stands.end_on
    if phase(stands) is not Phase.PROPOSED and named_days != (stands.start_on, stands.end_on):
        raise Refused(message("refused.days_set", kind_word=f"kind.{stands.kind}"))


def _enter(agreement: Agreement, change: ChangeState, work: Work) -> None:
    """Take an agreement to a state.

    Raises:
        Refused: it cannot follow, its kind asks for more, or the day lies ahead or too far back.
    """
    kind, state, on = KINDS[agreement.kind], change.state, change.on
    if state not in kind.follows.get(agreement.state, ()):
        raise Refused(message("refused.state_follows", **named(agreement)))
    if state in kind.by_itself:
        raise Refused(message("refused.state_by_itself", **named(agreement)))
    if not agreement.state_on <= on <= work.now.today:
        days = {"day_on": on.isoformat(), "since_on": agreement.state_on.isoformat()}
        raise Refused(message("refused.state_day", **days))
    arrangement.require_why_beside_promise(agreement, change, work)
    _require_reason(kind, state, change.why)
    arrangement.may_become(agreement, change, work)
    debt_counselling.may_become(agreement, change, work)
    second_chance.may_become(agreement, change, work)
    second_chance.may_complete(agreement, change, work)
    if state in kind.proven and not change.paper:
        raise Refused(message("refused.state_paper", state_word=f"state.{kind.name}.{state}"))
    if kind.phase(state) is Phase.RUNNING and phase(agreement) is Phase.PROPOSED:
        require_free(agreement.covers, kind, work, agreement.id)
    _add_state(agreement.id, state, on, change.why, change.paper, work)
    if state in kind.shields:
        debt_counselling.cover_all(agreement.id, agreement.covers, work)
    set_lease_form(work.writer, work.file.lease, kind.name, state, agreement.terms)
    let_rest(agreement.id, kind.name, [agreement.state, state], work)
    work.ended = work.ended or kind.phase(state) not in STANDS


def _require_reason(kind: Kind, state: str, why: str) -> None:
    if state in kind.reasoned and not why:
        words = {"kind_word": f"kind.{kind.name}", "state_word": f"state.{kind.name}.{state}"}
        raise Refused(message("refused.state_why", **words))


def _add_state(agreement: int, state: str, on: date, why: str, paper: str, work: Work) -> None:
    work.writer.insert(
        "agreement_state",
        agreement=agreement,
        state=state,
        on_day=on,
        why=why,
        paper=paper,
        by=work.actor.login,
        recorded_on=work.now.today,
    )


def sign_agreement(change: SignAgreement, work: Work) -> None:
    """Write down who signed an agreement and when; a second chance binds from then on (R70).

    What binds is what its draft says, also where the policy has changed since.

    One that was signed on paper before it was drafted here is in force from its draft, and asks
    what fell due since it was signed.

    Raises:
        Refused: it was signed already, it is over, its day lies ahead, somebody did not sign, or
            it may not be signed.
    """
    stands = agreement_of(change.agreement, work)
    begins = SIGNED in KINDS[stands.kind].states
    terms = {**_binding(stands.kind, work), **stands.terms} if begins else stands.terms
    agreement = take(
        change.agreement,
        change.seen,
        work,
        signed_on=change.on,
        signed_by=change.signed_by,
        signed_paper=change.paper,
        terms=terms_text(terms),
        next_review_on=stands.next_review_on or _reviewed(stands.kind, change.on, work),
    )
    if agreement.signed_on is not None:
        raise Refused(message("refused.signed", signed_on=agreement.signed_on.isoformat()))
    if not agreement.made_on - LONGEST <= change.on <= work.now.today:
        raise Refused(message("refused.signed_ahead", day_on=change.on.isoformat()))
    if begins:
        second_chance.require_parties(agreement, change)
    if begins and agreement.state != SIGNED:
        since = max(change.on, agreement.state_on)
        signed = ChangeState(state=SIGNED, paper=change.paper, **_of(change, since))
        _enter(replace(agreement, terms=terms), signed, work)


def _reviewed(kind: str, signed_on: date | None, work: Work) -> date | None:
    """The day on which what can be breached is reviewed where none was agreed (R73)."""
    if not KINDS[kind].ladder:
        return None
    today = work.now.today
    signed_on = min(signed_on, today) if signed_on else None
    return next_review(signed_on, work.policy.at(today).review_months, today)


def _of(change: SignAgreement | Decide, on: date) -> dict[str, Any]:
    return {"case": change.case, "agreement": change.agreement, "seen": change.seen, "on": on}


def _binding(kind: str, work: Work) -> Mapping[str, object]:
    """The policy values that an agreement takes over when it is written, as they are today."""
    return binding_terms(kind, work.policy, work.now.today)


def decide(change: Decide, work: Work) -> None:
    """Write down what was decided about an agreement, and do it.

    A review that was planned for a day to come stays planned, unless another day is named; what can
    be breached is never left without one (R73). Guidance and counselling can be prolonged by it.

    Raises:
        Refused: the agreement does not run, the next review does not lie ahead, or what was
            decided cannot be.
    """
    require_review(change.review, work)
    _require_review_ahead(change.next_review_on, work)
    next_on = change.next_review_on or _planned(change, work)
    agreement = take(change.agreement, change.seen, work, RUNNING, next_review_on=next_on)
    state = _decided(agreement, change, work)
    if not state and change.decision in OVER:
        raise Refused(message("refused.decision", kind_word=f"kind.{agreement.kind}"))
    known = None
    if change.end_on is not None:
        prolong(agreement, change.decision, change.end_on, work)
        known = last_suspension(agreement)
    work.writer.insert(
        "decision",
        agreement=agreement.id,
        kind=change.decision,
        on_day=work.now.today,
        why=change.why,
        next_review_on=change.next_review_on,
        review=change.review,
        by=work.actor.login,
        second="",
        end_on=change.end_on,
        last_suspension=known,
    )
    if state:
        today = work.now.today
        said = {"why": change.why, "paper": change.paper}
        _enter(agreement, ChangeState(state=state, **said, **_of(change, today)), work)
    if change.decision is DecisionKind.GRADUATE:
        second_chance.may_graduate(agreement, change.why, work)


def _planned(change: Decide, work: Work) -> date | None:
    """The day of the next review where none is named."""
    stands = agreement_of(change.agreement, work)
    if stands.next_review_on is not None and stands.next_review_on > work.now.today:
        return stands.next_review_on
    return None if change.decision in OVER else _reviewed(stands.kind, stands.signed_on, work)


def _decided(agreement: Agreement, change: Decide, work: Work) -> str:
    """The state that a decision leads to; empty where it changes none.

    A fixed time that ends while its notice window is open ends by not being renewed (R72).
    """
    kind = KINDS[agreement.kind]
    can_notify = kind.notice_state in kind.follows.get(agreement.state, ())
    notified = can_notify and change.decision is DecisionKind.END
    if notified and second_chance.ends_by_notice(agreement, work.now.today, work):
        return kind.notice_state
    return kind.decided.get(change.decision, "")
