"""Since when a condition counts as breached, by what was missed of it (R75, P17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Judge,
    LadderStep,
    Obligation,
    Outcome,
    Rung,
)
from caseconsole.domain.frozen import rested_by
from caseconsole.domain.judging import height, open_rungs
from caseconsole.domain.kinds import asks_from
from caseconsole.domain.message import Message, message
from caseconsole.domain.missed import all_held
from caseconsole.domain.obligations import BREACHES, breaching, last_cured
from caseconsole.process.agreements.bound import Bound, failed_on, fell_on
from caseconsole.process.situation import Situation

_DAY = timedelta(days=1)
_NO_BREACH = message("breach_rung.no_breach")


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition that counts as breached."""

    condition: Condition
    on: date
    """The day on which the newest miss fell (`bound.fell_on`)."""
    missed_on: date
    """The same, also where it rested since."""
    since: date
    """The day on which it came to be one, of the misses about which nobody spoke since."""


@dataclass(frozen=True, slots=True)
class _Miss:
    duty: Obligation
    missed: date
    fell: date
    known: date


def breach_of(condition: Condition, one: Bound, bound: Iterable[Bound]) -> Breach | None:
    """A breach by its misses; None when nothing was missed. A further one makes it no younger.

    Of what it rests on, each condition counts by its own weight.

    Args:
        bound: all agreements of the file, among which is the one that it rests on.
    """
    cured = last_cured(one.agreement, condition)
    missed = [
        _miss(other, duty)
        for other, asked in _asked(condition, one, bound)
        for duty in all_held(asked, cured)
        if breaching(duty)
    ]
    if not missed:
        return None
    last = _spoken_on(one, condition)
    counted: dict[int, list[_Miss]] = {}
    for miss in missed:
        counted.setdefault(miss.duty.condition.id, []).append(miss)
    days = [day for misses in counted.values() if (day := _enough_on(misses, last))]
    newest = max(missed, key=lambda miss: (miss.fell, miss.known))
    missed_on = max(miss.missed for miss in missed)
    return Breach(condition, newest.fell, missed_on, min(days, default=newest.known))


def asked_again(condition: int | None, one: Bound, bound: Iterable[Bound]) -> date:
    """The day from which what a condition asks was asked for again; long ago where it never rested.

    Args:
        condition: None is any.
    """
    on = {
        of.rests_on or one.agreement.id
        for of in one.agreement.conditions
        if condition in (None, of.id)
    }
    ends = (last for other in bound if other.agreement.id in on for _, last in other.rested)
    return max((last + _DAY for last in ends), default=date.min)


def nothing_breached(now: Situation, one: Bound) -> Message:
    """Why no rung is asked for: nothing is breached, or what is missed rests with its debt."""
    relied = {of.rests_on for of in one.agreement.conditions} | {one.agreement.id}
    for other in now.case.agreements:
        if other.id in relied and (rested := rested_by(now.case, other, now.today)):
            since_on = (rested.remitted_on or rested.since).isoformat()
            return message("breach_rung.rests", why_word=rested.word, since_on=since_on)
    return _NO_BREACH


def taken(made: Agreement) -> list[LadderStep]:
    """The rungs that were taken, oldest first."""
    return sorted(made.ladder, key=lambda step: (step.on, step.id))


def standing(made: Agreement) -> LadderStep | None:
    """The rung at which the ladder stands: it is never climbed down (R75).

    The newest red card that was not cured; else the newest rung, unless a higher one is open or led
    to no cure since. After a red card that was cured it begins anew.
    """
    steps = taken(made)
    red = [n for n, step in enumerate(steps) if step.rung is Rung.RED_CARD]
    if cards := [steps[n] for n in red if not _cured(steps[n])]:
        return cards[-1]
    anew = steps[red[-1] + 1 :] if red else steps
    open_ = open_rungs(made)
    left = [step for step in reversed(anew) if step in open_ or _not_cured(step, steps)]
    return max([*anew[-1:], *left], key=height, default=steps[-1] if steps else None)


def _not_cured(step: LadderStep, steps: Iterable[LadderStep]) -> bool:
    """Whether a rung led to no cure, nor did one about the same since."""
    return step.outcome is Outcome.NOT_CURED and not any(
        _cured(one) and one.condition in {None, step.condition} and _ended(one) > _ended(step)
        for one in steps
    )


def _ended(step: LadderStep) -> tuple[date, date, int]:
    return step.outcome_on or step.on, step.on, step.id


def _cured(step: LadderStep) -> bool:
    return step.outcome is Outcome.CURED


def _spoken_on(one: Bound, condition: Condition) -> date:
    """The day of the last rung about a condition, or of a decision once no rung is left."""
    last = standing(one.agreement)
    days = [step.on for step in taken(one.agreement) if step.condition in {None, condition.id}]
    if last and last.rung is Rung.RED_CARD and _cured(last):
        cured_on = last.outcome_on or last.on
        days += [made.on for made in one.agreement.decisions if made.on >= cured_on]
    return max(days, default=date.min)


def _enough_on(misses: Sequence[_Miss], last: date) -> date | None:
    """The day on which enough were known, and one of them from after what was spoken last."""
    known = sorted(miss.known for miss in misses)
    later = [miss.known for miss in misses if miss.fell > last]
    enough = BREACHES[misses[0].duty.condition.weight]
    return max(known[enough - 1], min(later)) if later and len(known) >= enough else None


def _asked(
    condition: Condition, one: Bound, bound: Iterable[Bound]
) -> Iterable[tuple[Bound, list[Obligation]]]:
    """What a condition asks, or what it rests on, with the agreement that asks it."""
    if condition.judge is not Judge.AGREEMENT:
        yield one, [duty for duty in one.duties if duty.condition.id == condition.id]
        return
    since = asks_from(one.agreement, condition)
    for other in bound:
        if other.agreement.id == condition.rests_on:
            owed = (duty for duty in other.duties if duty.condition.duty is Duty.TENANT)
            yield other, [duty for duty in owed if duty.on >= since]


def _miss(one: Bound, duty: Obligation) -> _Miss:
    """When it fell and when it was known: to judge it late makes it no newer."""
    made, rested = one.agreement, one.rested
    fell, known = fell_on(made, duty, rested), failed_on(made, duty, rested)
    return _Miss(duty, fell_on(made, duty), fell, known)
