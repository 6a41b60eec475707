"""Partners: their terms, their reports, their silence, and what was referred to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    LENIENT,
    Condition,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Obligation,
    ObligationState,
)
from caseconsole.domain.calendar import next_working_day
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Message, message
from caseconsole.domain.referred import EARLY_SIGNAL, Referral
from caseconsole.domain.text import fold
from caseconsole.domain.verdict import Verdict
from caseconsole.process.agreements.bound import Bound, by_person, first, known_on, to_come
from caseconsole.process.situation import Situation, in_days

REPORT = "report"
_TOLD_BY_PARTNERS = frozenset({Evidence.ATTENDANCE, Evidence.REPORT, Evidence.MINUTES})
_MEETING = frozenset({Evidence.ATTENDANCE, Evidence.VISIT, Evidence.MINUTES})
"""Evidence of a visit, a session or a hand-over."""
_OPEN = frozenset({ObligationState.AHEAD, ObligationState.DUE, ObligationState.OVERDUE})
_RULES = {
    "first_talk": ("R48", "first_talk_cd"),
    "crisis_talk": ("R47", "crisis_talk_wd"),
}
_DECISION = ("R48", "decision_cd")
_DAY = timedelta(days=1)
_NO_TERM = message("counselling_deadline.none")
_NO_REPORT = message("report_due.none")
_NOT_SILENT = message("partner_silent.none")
_NO_REFERRAL = message("referral_reply_due.none")
_ASK_PARTNER = message("next.ask_partner")
_ASK_WORD = message("next.ask_word")
_ASK_ANSWER = message("next.ask_answer")
_TELL_LEADER = message("next.tell_leader")
_ASK_ANOTHER = message("next.refer_again")
_ASK_MUNICIPALITY = message("next.ask_municipality")


def counselling_deadline(now: Situation) -> Verdict:
    """A partner's term has passed: first talk, decision (R47, R48)."""
    action = "counselling_deadline"
    late, coming = _of_partners(now, report=False)
    if late is None:
        if coming is None:
            return now.not_due(action, _NO_TERM, *_DECISION)
        since = known_on(*coming)
        later = in_days("counselling_deadline.later", now.today, since)
        return now.not_due(action, later, *_DECISION)
    one, duty = late
    rule, value = _RULES.get(duty.condition.clause, _DECISION)
    return _chased(now, action, one, duty, rule, value)


def report_due(now: Situation) -> Verdict:
    """A partner's progress report has not come (P08)."""
    action = "report_due"
    late, coming = _of_partners(now, report=True)
    if late is None:
        if coming is None:
            return now.not_due(action, _NO_REPORT, "P08", "partner_silent_cd")
        later = in_days("report_due.later", now.today, known_on(*coming))
        return now.not_due(action, later, "P08", "partner_silent_cd")
    return _chased(now, action, *late, "P08", "partner_silent_cd")


def _of_partners(
    now: Situation, *, report: bool
) -> tuple[tuple[Bound, Obligation] | None, tuple[Bound, Obligation] | None]:
    """The first duty of a partner that is late, and the first that is to come."""
    duties = [
        (one, duty)
        for one in now.bound
        for duty in by_person(one, Duty.PARTNER)
        if (duty.condition.clause == REPORT) is report
    ]
    late = first(found for found in duties if found[1].state is ObligationState.OVERDUE)
    return late, first(found for found in duties if to_come(found[1]))


def _chased(
    now: Situation, action: str, one: Bound, duty: Obligation, rule: str, value: str
) -> Verdict:
    since = known_on(one, duty)
    if now.today < since:
        return now.not_due(action, in_days(f"{action}.later", now.today, since), rule, value)
    if partner := one.agreement.partner:
        because = message("partner_late.due", partner=partner, **one.named(duty))
    else:
        because = message("partner_late.due_unnamed", **one.named(duty))
    return now.due(action, since, because, _ASK_PARTNER, rule, value, values=one.values)


def partner_silent(now: Situation) -> Verdict:
    """Two weeks without a word of a partner are a task, four are the team leader's (P08)."""
    action, value = "partner_silent", "partner_silent_cd"
    quiet = [(since, one) for one in now.bound if (since := _quiet_since(now, one))]
    if not quiet:
        return now.not_due(action, _NOT_SILENT, "P08", value)
    since, one = min(quiet, key=lambda found: found[0])
    values = one.values
    task = next_working_day(since + timedelta(days=values.partner_silent_cd))
    leader = next_working_day(since + timedelta(days=values.partner_leader_cd))
    if now.today < task:
        return now.not_due(action, in_days("partner_silent.later", now.today, task), "P08", value)
    offered = _offered(one)
    if now.today < leader:
        because = _silence(one, since, leader=False)
        next_ = _ASK_ANSWER if offered else _ASK_WORD
        return now.due(action, task, because, next_, "P08", value, leader, values)
    because = _silence(one, since, leader=True)
    next_ = _ASK_ANSWER if offered else _TELL_LEADER
    due = now.due(action, leader, because, next_, "P08", "partner_leader_cd", values=values)
    return replace(due, leader=True)


def _offered(one: Bound) -> bool:
    """Whether it is help that waits for the answer of the tenant."""
    return not one.runs and KINDS[one.agreement.kind].offer is not None


def _silence(one: Bound, quiet_on: date, *, leader: bool) -> Message:
    """What was not answered or not told yet: to an offer the tenant owes the answer."""
    told = {"agreement_word": one.kind, "quiet_on": quiet_on.isoformat()}
    if _offered(one):
        told["offered_on"] = one.agreement.state_on.isoformat()
        return message("offer_unanswered.leader" if leader else "offer_unanswered.due", **told)
    if partner := one.agreement.partner:
        told["partner"] = partner
        return message("partner_silent.leader" if leader else "partner_silent.due", **told)
    id_ = "partner_silent.leader_unnamed" if leader else "partner_silent.due_unnamed"
    return message(id_, **told)


def _quiet_since(now: Situation, one: Bound) -> date | None:
    """The day since which a partner owes a word: an offer unanswered, or what was to be told.

    Guidance of which nothing is known yet is silent from its beginning. With a decision about an
    agreement the silence begins anew, and so it does where that goes on after a standstill, but of
    what keeps its days.
    """
    agreement = one.agreement
    if not one.runs:
        known = _offered(one) or agreement.partner
        return max([agreement.state_on, *_answers(now, one)]) if known else None
    if since := _never_heard(now, one):
        return since
    owed = [
        duty
        for duty in one.duties
        if duty.state is ObligationState.OVERDUE and _tells(one, duty.condition)
    ]
    if not owed:
        return None
    begun = max([*_judged(one), *_answers(now, one), *_decided(one)], default=date.min)
    goes_on = max(_stood_still(now, one), default=date.min)
    return min(max(duty.on, begun, date.min if duty.condition.fixed else goes_on) for duty in owed)


def _never_heard(now: Situation, one: Bound) -> date | None:
    """The day since which guidance runs of which nothing was told and no meeting has a day.

    A warm hand-over that was held is no word of theirs, but silence begins anew with it; so it does
    with an answer of theirs where nothing more is to be told.
    """
    made, kind = one.agreement, KINDS[one.agreement.kind]
    if kind.offer is None or kind.of_debt:
        return None
    own = Duty.ASSOCIATION
    if any(of.evidence in _MEETING and of.duty is not own for of in made.conditions):
        return None
    introduced = [of for of in by_person(one, own) if of.condition.evidence in _MEETING]
    if any(of.state in _OPEN for of in introduced) or any(_judged(one)):
        return None
    begun = max(made.start_on, made.state_on, made.made_on)
    answers = [on for on in _answers(now, one) if on > begun]
    if answers and any(_tells(one, of) for of in made.conditions):
        return None
    held = (of.met_on for of in introduced if of.met_on)
    return max([begun, *answers, *held, *_stood_still(now, one), *_decided(one)])


def _judged(one: Bound) -> Iterator[date]:
    """The days on which the partner told something: what they owed came, or how the tenant did.

    To excuse, let go or move something is a word of the association.
    """
    conditions = one.agreement.conditions
    own = {duty.id for duty in conditions if duty.duty is Duty.PARTNER}
    told = {duty.id for duty in conditions if _shown_by_partners(duty)}
    for judgement in one.agreement.judgements:
        if judgement.verdict in LENIENT:
            continue
        came = judgement.condition in own and judgement.verdict is not JudgedAs.MISSED
        if came or judgement.condition in told:
            yield judgement.on


def _answers(now: Situation, one: Bound) -> Iterator[date]:
    """The days on which the partner answered what was sent to them."""
    partner = fold(one.agreement.partner)
    for sent in now.case.referrals if partner else ():
        answered_on = sent.answered_on
        if answered_on and answered_on <= now.today and fold(sent.partner) == partner:
            yield answered_on


def _stood_still(now: Situation, one: Bound) -> Iterator[date]:
    """The last days of the times in which an agreement stands or stood still."""
    return (stood.until for stood in one.agreement.suspensions if stood.since <= now.today)


def _decided(one: Bound) -> Iterator[date]:
    """The days on which something was decided about an agreement."""
    return (made.on for made in one.agreement.decisions)


def _tells(one: Bound, condition: Condition) -> bool:
    """Whether a partner is to tell what a person judges of a condition."""
    named = bool(one.agreement.partner)
    told = condition.duty is Duty.PARTNER or (named and _shown_by_partners(condition))
    return told and condition.judge is Judge.PERSON


def _shown_by_partners(condition: Condition) -> bool:
    """Whether it is for a partner to tell how the tenant does."""
    return condition.duty is Duty.TENANT and condition.evidence in _TOLD_BY_PARTNERS


def referral_reply_due(now: Situation) -> Verdict:
    """Who something was sent to has not answered by the day that was named (P09, R46)."""
    action, value = "referral_reply_due", "referral_reply_wd"
    waiting = [one for one in now.case.referrals if _waits(now, one)]
    if not waiting:
        return now.not_due(action, _NO_REFERRAL, "P09", value)
    sent = min(waiting, key=lambda one: (one.reply_by, one.id))
    since = next_working_day(sent.reply_by + _DAY)
    signal = sent.kind == EARLY_SIGNAL
    rule, value = ("R46", "signal_chase_cd") if signal else ("P09", value)
    if now.today < since:
        later = in_days("referral_reply_due.later", now.today, since)
        return now.not_due(action, later, rule, value)
    because = message(
        "referral_reply_due.signal" if signal else "referral_reply_due.due",
        partner=sent.partner,
        sent_on=sent.on.isoformat(),
        due_on=sent.reply_by.isoformat(),
    )
    next_ = _ASK_MUNICIPALITY if signal else _ASK_ANOTHER
    return now.due(action, since, because, next_, rule, value)


def _waits(now: Situation, sent: Referral) -> bool:
    """Whether an answer is awaited: none came, and nobody was sent on anew for want of it."""
    return sent.answered_on is None and not any(
        other.kind == sent.kind and other.on > sent.reply_by for other in now.case.referrals
    )
