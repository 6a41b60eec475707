"""Since when a condition counts as breached, by what was missed of it (R75, P17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Condition,
    Duty,
    Judge,
    LadderStep,
    Obligation,
    ObligationState,
    Outcome,
    Rung,
)
from caseconsole.domain.frozen import rested_by
from caseconsole.domain.judging import height, open_rungs
from caseconsole.domain.kinds import asks_from
from caseconsole.domain.message import Message, message
from caseconsole.domain.obligations import BREACHES, last_cured
from caseconsole.process.agreements.bound import Bound, failed_on, fell_on, short
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
    missed = list(_missed(condition, one, bound))
    if not missed:
        return None
    last, cured = _spoken_on(one, condition), last_cured(one.agreement, condition)
    counted: dict[int, list[_Miss]] = {}
    for miss in missed:
        if miss.duty.on > cured and _counts(miss.duty):
            counted.setdefault(miss.duty.condition.id, []).append(miss)
    days = [day for misses in counted.values() if (day := _enough_on(misses, last))]
    newest = max(missed, key=lambda miss: (miss.fell, miss.known))
    missed_on = max(miss.missed for miss in missed)
    return Breach(condition, newest.fell, missed_on, min(days, default=newest.known))


def _counts(duty: Obligation) -> bool:
    """Whether a miss counts to a breach: part of what a person judges does not (P17)."""
    judge = duty.condition.judge
    return judge is Judge.LEDGER or (judge is Judge.PERSON and duty.state is ObligationState.MISSED)


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


def taken(one: Bound) -> list[LadderStep]:
    """The rungs that were taken, oldest first."""
    return sorted(one.agreement.ladder, key=lambda step: (step.on, step.id))


def standing(one: Bound) -> LadderStep | None:
    """The rung at which the ladder stands: it is never climbed down (R75).

    The newest red card that was not cured; else the newest rung, unless a higher one is open.
    """
    steps = taken(one)
    cards = [step for step in steps if step.rung is Rung.RED_CARD and not _cured(step)]
    open_ = open_rungs(one.agreement)
    found = cards[-1:] or [*steps[-1:], *reversed(open_)]
    return max(found, key=height, default=None)


def _cured(step: LadderStep) -> bool:
    return step.outcome is Outcome.CURED


def _spoken_on(one: Bound, condition: Condition) -> date:
    """The day of the last rung about a condition, or of a decision once no rung is left."""
    last = standing(one)
    days = [step.on for step in taken(one) if step.condition in {None, condition.id}]
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
    made, rested = one.agreement, one.rested
    fell, known = fell_on(made, duty, rested), failed_on(made, duty, rested)
    return _Miss(duty, fell_on(made, duty), fell, known)
