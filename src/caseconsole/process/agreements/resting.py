"""Conditions whose agreement ended otherwise than completed: they are spoken about (P15)."""

from dataclasses import replace

from caseconsole.domain.agreement import Agreement, Condition
from caseconsole.domain.calendar import add_working_days, next_working_day
from caseconsole.domain.contact import TALKS
from caseconsole.domain.losses import let_go, lost, lost_since, paid_off
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Verdict
from caseconsole.process.agreements.bound import Bound, climbed, settled_on
from caseconsole.process.agreements.breaches import on_ladder
from caseconsole.process.situation import Situation, agreed_later, in_days

_ALL_STANDS = message("resting_at_risk.none")
_TALK_ABOUT = message("next.talk_about_condition")


def resting_at_risk(now: Situation) -> Verdict:
    """A condition rests on an agreement that ended, and not as completed: talk about it (P15).

    It is due from the day on which that was known here, unless its debt is paid since (R59).
    """
    action = "resting_at_risk"
    found = [
        (other, condition, one)
        for one in on_ladder(now)
        for condition in one.agreement.conditions
        if (other := lost(condition, one.agreement, now.case.agreements, now.today))
        and not let_go(condition, one.agreement, now.case.agreements, now.today)
        and not paid_off(other, now.case.paid)
        and not _spoken_of(one, condition, other)
    ]
    if not found:
        return now.not_due(action, _ALL_STANDS, "P15")
    other, condition, one = min(found, key=lambda ended: lost_since(ended[0]))
    for agreed in now.coming:
        if agreed.kind in TALKS:
            held = now.not_due(action, agreed_later(agreed, now.today), "P03")
            return replace(held, waits=_TALK_ABOUT)
    since = next_working_day(lost_since(other))
    if now.today < since:
        return now.not_due(action, in_days("resting_at_risk.later", now.today, since), "P15")
    because = message(
        "resting_at_risk.due",
        **one.about(condition),
        agreement_word=f"kind.{other.kind}",
        state_word=f"state.{other.kind}.{other.state}",
        ended_on=other.state_on.isoformat(),
    )
    until = add_working_days(lost_since(other), one.term("breach_talk_wd"))
    return now.due(action, since, because, _TALK_ABOUT, "P15", until=until)


def _spoken_of(one: Bound, condition: Condition, ended: Agreement) -> bool:
    """Whether a rung was taken about it once it was known, or something decided once it was due."""
    made, known_on = one.agreement, lost_since(ended)
    decided_on = settled_on(made, next_working_day(known_on))
    return climbed(made, condition.id, known_on) or decided_on is not None
