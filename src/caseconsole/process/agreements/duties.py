"""What tenant and association owe under an agreement: done on its day, judged, spoken about."""

from caseconsole.domain.agreement import Duty, Evidence, Obligation, ObligationState, Weight
from caseconsole.domain.calendar import working_days_before
from caseconsole.domain.judging import last_in_time
from caseconsole.domain.kinds import KINDS, covers_before
from caseconsole.domain.message import message
from caseconsole.domain.paid import remitted, remitted_on
from caseconsole.domain.verdict import Due, Verdict
from caseconsole.process.agreements.bound import (
    Bound,
    by_person,
    first,
    known_on,
    made_good,
    short,
    to_come,
)
from caseconsole.process.agreements.calling import call_about
from caseconsole.process.situation import Situation, in_days

HANDED_IN = frozenset({Evidence.PAPER, Evidence.DECLARATION})
"""What the tenant brings: that it is not there is known. What own words show is judged (P13)."""
_OF_THE_ASSOCIATION = {
    "confirm": ("R34", "confirm_wd"),
    "answer": ("R62", "proposal_answer_cd"),
    "discharge": ("R63", "msnp_months"),
    "credit_discharge": ("R63", "credit_discharge_cd"),
    "statutory_end": ("R61", "wsnp_months"),
}
"""The rules of its duties that have one of their own."""
_NOTHING_LATE = message("obligation_late.none")
_DEALT_WITH = message("obligation_late.dealt_with")
_NO_DUTY = message("association_duty.none")
_NOTHING_TO_JUDGE = message("judge_due.none")
_ASK_WHAT_HINDERS = message("next.ask_what_hinders")
_DO_IT = message("next.do_and_judge")
_DISCHARGE = message("next.discharge")
_JUDGE = message("next.judge")
_WRITE_OFF = message("next.write_off")


def obligation_late(now: Situation) -> Verdict:
    """A paper is not there, or a session or visit was missed: call about it (P14)."""
    action = "obligation_late"
    asked = [(one, duty) for one in now.bound for duty in by_person(one, Duty.TENANT)]
    late = [
        (one, duty)
        for one, duty in asked
        if _is_late(one, duty) and not (_made_good_since(one, duty) or _on_ladder(now, one, duty))
    ]
    if not late:
        missed = any(short(duty) or _is_late(one, duty) for one, duty in asked)
        return now.not_due(action, _DEALT_WITH if missed else _NOTHING_LATE, "P14")
    known = [found for found in late if now.today >= known_on(*found)]
    one, duty = max(known or late, key=lambda found: known_on(*found))
    since = known_on(one, duty)
    if now.today < since:
        return now.not_due(action, in_days("obligation_late.later", now.today, since), "P14")
    id_ = "obligation_late.missed" if short(duty) else "obligation_late.paper"
    alike = sum(short(of) is short(duty) for _, of in late)
    because = message(id_, n=alike, **one.named(duty))
    return call_about(now, action, last_in_time(duty), since, because, _ASK_WHAT_HINDERS, "P14")


def _is_late(one: Bound, duty: Obligation) -> bool:
    """Whether it asks for a call: a major breach of a lease is the ladder's (R75)."""
    if short(duty):
        return not (KINDS[one.agreement.kind].ladder and duty.condition.weight is Weight.MAJOR)
    return duty.state is ObligationState.OVERDUE and duty.condition.evidence in HANDED_IN


def _made_good_since(one: Bound, late: Obligation) -> bool:
    """Whether the next time of the same duty was met."""
    return any(
        duty.condition.id == late.condition.id and duty.on > late.on and made_good(duty)
        for duty in one.duties
    )


def _on_ladder(now: Situation, late: Bound, duty: Obligation) -> bool:
    """Whether a rung was taken since, about its condition or one that rests on it (R75).

    One about an agreement as a whole was about each of its conditions.
    """
    return any(
        step.on > last_in_time(duty) and step.condition in {None, of.id}
        for one in now.bound
        for of in one.agreement.conditions
        if of.id == duty.condition.id or of.rests_on == late.agreement.id
        for step in one.agreement.ladder
    )


def judge_due(now: Situation) -> Verdict:
    """Obligations whose day and grace have passed wait for a judgement (P13)."""
    action = "judge_due"
    waiting = [
        (one, duty)
        for one in now.bound
        for duty in by_person(one, Duty.TENANT)
        if duty.state is ObligationState.OVERDUE and duty.condition.evidence not in HANDED_IN
    ]
    found = first(waiting)
    if found is None:
        return now.not_due(action, _NOTHING_TO_JUDGE, "P13")
    one, duty = found
    since = known_on(one, duty)
    if now.today < since:
        return now.not_due(action, in_days("judge_due.later", now.today, since), "P13")
    because = message("judge_due.due", n=len(waiting), **one.named(duty))
    return now.due(action, since, because, _JUDGE, "P13")


def _write_off(now: Situation, action: str) -> Verdict | None:
    """What was remitted is written off from the day of the discharge, or None (R61, R63)."""
    for one in now.case.agreements:
        since = remitted_on(one)
        if since and (cents := remitted(one, now.case.paid)):
            rule, value = _OF_THE_ASSOCIATION[
                "statutory_end" if any(past.state == "wsnp" for past in one.states) else "discharge"
            ]
            because = message(
                "association_duty.write_off",
                agreement_word=f"kind.{one.kind}",
                open_cents=cents,
                start_on=covers_before(one).isoformat(),
                since_on=since.isoformat(),
            )
            return now.due(action, since, because, _WRITE_OFF, rule, value)
    return None


def association_duty(now: Situation) -> Verdict:
    """What the association owes is due some days before its last day (R34, R61-R63, P10).

    What was remitted has no last day, and waits behind what has one.
    """
    dated = _dated_duty(now, "association_duty", "association_lead_wd")
    return dated if isinstance(dated, Due) else _write_off(now, dated.action) or dated


def _dated_duty(now: Situation, action: str, value: str) -> Verdict:
    found = first(
        (one, duty)
        for one in now.bound
        for duty in by_person(one, Duty.ASSOCIATION)
        if to_come(duty) or duty.state is ObligationState.OVERDUE
    )
    if found is None:
        return now.not_due(action, _NO_DUTY, "P10", value)
    one, duty = found
    ahead = working_days_before(duty.on, one.values.association_lead_wd)
    since = min(max(ahead, one.agreement.made_on), duty.on)
    if now.today < since:
        return now.not_due(
            action, in_days("association_duty.later", now.today, since), "P10", value
        )
    rule, its_value = _OF_THE_ASSOCIATION.get(duty.condition.clause, ("P10", value))
    late = duty.state is ObligationState.OVERDUE
    id_ = "association_duty.late" if late else "association_duty.due"
    because = message(id_, **one.named(duty))
    until = last_in_time(duty)
    by_state = duty.condition.clause in KINDS[one.agreement.kind].by_state
    next_ = _DISCHARGE if by_state else _DO_IT
    return now.due(action, since, because, next_, rule, its_value, until, one.values)
