"""What a condition rests on that was lost: it ended otherwise than completed (P15, R73, R75)."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from caseconsole.domain.agreement import Agreement, Condition, Obligation, Outcome, Paid
from caseconsole.domain.judging import failed_on, lacking, last_in_time, round_of, unmended
from caseconsole.domain.kinds import KINDS, LOST, phase
from caseconsole.domain.moving import until_of


def last_cured(agreement: Agreement, condition: Condition, since: date = date.min) -> date:
    """The day of the newest cure of a condition, or of the agreement as a whole.

    Args:
        since: the first day of the rungs whose cures count.
    """
    days = (
        step.outcome_on or date.min
        for step in agreement.ladder
        if step.outcome is Outcome.CURED
        and step.condition in {None, condition.id}
        and step.on >= since
    )
    return max(days, default=date.min)


def fell_on(duty: Obligation, condition: Condition, agreement: Agreement) -> date:
    """The day on which what was missed of a condition fell, or of what that rests on.

    It is the last in time, or that on which it was judged before. To judge it late makes that no
    newer, nor does what was paid and came back, where a rung about it was taken before it was paid
    and nobody cured that.
    """
    cured = last_cured(agreement, condition)
    about = [step.on for step in round_of(agreement) if step.condition in {None, condition.id}]
    spoken = (
        fell
        for fell, met in lacking(duty)
        if fell >= cured and any(fell <= on <= met for on in about)
    )
    return min(failed_on(duty), next(spoken, last_in_time(duty)))


def rested_on(condition: Condition, agreements: Sequence[Agreement]) -> Agreement | None:
    """The agreement on which a condition rests; None where that is none, or not of the file."""
    return next((one for one in agreements if one.id == condition.rests_on), None)


def lost(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement], today: date
) -> Agreement | None:
    """The agreement on which a condition rests, when that ended otherwise than completed (P15).

    One that ended after the condition itself was lost for nothing, and so is any once a person has
    ended that.
    """
    other = rested_on(condition, agreements)
    if other is None or phase(other) not in LOST:
        return None
    until = until_of(condition, agreement) or date.max
    let_go = condition.ended_on is not None and until <= today
    return None if let_go or until < other.state_on else other


def lost_since(other: Agreement) -> date:
    """The day since which it is known here that an agreement was lost.

    What its end is called since, or that its day was corrected, makes that no later.
    """
    named = KINDS[other.kind].phase
    ends = takewhile(lambda one: named(one.state) in LOST, reversed(other.states))
    return min(max(one.on, one.recorded_on or one.on) for one in ends)


def held_loss(
    condition: Condition,
    agreement: Agreement,
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> Agreement | None:
    """What a condition rests on that was lost, and not cured by a rung since it was known (R75).

    A rung from before was not about it. Nor is it held against one where its debt is frozen or
    remitted (R60-R63).
    """
    other = lost(condition, agreement, agreements, today)
    if other is None or other.id in paid.rests:
        return None
    known_on = lost_since(other)
    return other if known_on > last_cured(agreement, condition, known_on) else None


def forgiven(
    condition: Condition,
    agreement: Agreement,
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> bool:
    """Whether what a condition rests on was lost and nothing of that is held against it (R75).

    What was missed of it before still is, where a rung about it is open or led to no cure.
    """
    other = rested_on(condition, agreements)
    if other is None or phase(other) not in LOST:
        return False
    if (until_of(condition, agreement) or date.max) < other.state_on:
        return False
    if held_loss(condition, agreement, today, paid=paid, agreements=agreements):
        return False
    about = {None, condition.id}
    return other.id in paid.rests or all(one.condition not in about for one in unmended(agreement))
