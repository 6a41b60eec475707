"""Since when a condition counts as breached, by what was missed of it (R75, P17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.agreement import (
    Condition,
    Duty,
    Judge,
    LadderStep,
    Obligation,
    Outcome,
    Rung,
)
from caseconsole.domain.kinds import asks_from
from caseconsole.domain.obligations import BREACHES, last_cured
from caseconsole.process.agreements.bound import Bound, failed_on, fell_on, short
from caseconsole.process.agreements.weighing import counts


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition that counts as breached."""

    condition: Condition
    on: date
    """The day on which the newest miss fell."""
    since: date
    """The day on which it came to be one, of the misses about which nobody spoke since."""


@dataclass(frozen=True, slots=True)
class _Miss:
    duty: Obligation
    fell: date
    known: date


def breach_of(condition: Condition, one: Bound, bound: Iterable[Bound]) -> Breach | None:
    """A breach by its misses; None when nothing was missed. A further one makes it no younger.

    Of what it rests on, each condition counts by its own weight.

    Args:
        bound: all agreements of the file, among which is the one that it rests on.
    """
    missed = list(_missed(condition, one, bound))
    if not missed:
        return None
    last, cured = _spoken_on(one, condition), last_cured(one.agreement, condition)
    counted: dict[int, list[_Miss]] = {}
    for miss in missed:
        if miss.duty.on > cured and counts(miss.duty):
            counted.setdefault(miss.duty.condition.id, []).append(miss)
    days = [day for misses in counted.values() if (day := _enough_on(misses, last))]
    newest = max(missed, key=lambda miss: (miss.fell, miss.known))
    return Breach(condition, newest.fell, min(days, default=newest.known))


def taken(one: Bound) -> list[LadderStep]:
    """The rungs that were taken, oldest first."""
    return sorted(one.agreement.ladder, key=lambda step: (step.on, step.id))


def _spoken_on(one: Bound, condition: Condition) -> date:
    """The day of the last rung about a condition, or of a decision once no rung is left."""
    steps = taken(one)
    days = [step.on for step in steps if step.condition in {None, condition.id}]
    if steps and steps[-1].rung is Rung.RED_CARD and steps[-1].outcome is Outcome.CURED:
        cured_on = steps[-1].outcome_on or steps[-1].on
        days += [made.on for made in one.agreement.decisions if made.on >= cured_on]
    return max(days, default=date.min)


def _enough_on(misses: Sequence[_Miss], last: date) -> date | None:
    """The day on which enough were known, and one of them from after what was spoken last."""
    known = sorted(miss.known for miss in misses)
    later = [miss.known for miss in misses if miss.fell > last]
    enough = BREACHES[misses[0].duty.condition.weight]
    return max(known[enough - 1], min(later)) if later and len(known) >= enough else None


def _missed(condition: Condition, one: Bound, bound: Iterable[Bound]) -> Iterable[_Miss]:
    """What was missed of a condition, or of what it rests on."""
    if condition.judge is not Judge.AGREEMENT:
        own = (duty for duty in one.duties if duty.condition.id == condition.id)
        return (_miss(one, duty) for duty in own if short(duty))
    return (
        _miss(other, duty)
        for other in bound
        if other.agreement.id == condition.rests_on
        for duty in other.duties
        if duty.condition.duty is Duty.TENANT
        and short(duty)
        and duty.on >= asks_from(one.agreement, condition)
    )


def _miss(one: Bound, duty: Obligation) -> _Miss:
    """When it fell and when it was known: to judge it late makes it no newer."""
    return _Miss(duty, fell_on(one.agreement, duty), failed_on(one.agreement, duty))
