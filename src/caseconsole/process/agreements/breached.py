"""Since when a condition counts as breached, by what was missed of it (R75, P17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Judge,
    LadderStep,
    Obligation,
    Rung,
)
from caseconsole.domain.frozen import rested_by
from caseconsole.domain.held import BREACHES, breaching, fell_on, held_against
from caseconsole.domain.judging import LADDER, ended, ends_round, height, round_of, taken, unmended
from caseconsole.domain.losses import asked_in, rested_on
from caseconsole.domain.message import Message, message
from caseconsole.domain.obligations import asked_by
from caseconsole.domain.standing_still import standstill
from caseconsole.process.agreements.bound import Bound, asked_from, past_rest, rested, rested_with
from caseconsole.process.situation import Situation
from caseconsole.process.today import plain

_DAY = timedelta(days=1)
_NO_BREACH = message("breach_rung.no_breach")


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition that counts as breached."""

    condition: Condition
    on: date
    """The day on which the newest miss fell (`bound.past_rest`)."""
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


def breach_of(condition: Condition, one: Bound, now: Situation) -> Breach | None:
    """A breach by its misses; None when nothing was missed. A further one makes it no younger.

    Of what it rests on, each condition counts by its own weight.
    """
    made, case = one.agreement, now.case
    asked = _asked(condition, one, now)
    held = held_against(
        condition, asked, made, now.today, paid=case.paid, agreements=case.agreements
    )
    missed = [
        _miss(duty, fell_on(duty, condition, made), rested_with(duty, case, now.today))
        for duty in held
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


def asked_again(condition: int | None, one: Bound, now: Situation) -> date:
    """The day from which what a condition asks was asked for again; long ago where it never rested.

    Args:
        condition: None is any.
    """
    on = {
        of.rests_on or one.agreement.id
        for of in one.agreement.conditions
        if condition in (None, of.id)
    }
    relied = (other for other in now.case.agreements if other.id in on)
    ends = (last for other in relied for _, last in rested(other, now.case, now.today))
    return max((last + _DAY for last in ends), default=date.min)


def at_rest(breach: Breach, one: Bound, day: date) -> bool:
    """Whether a breach rests on a day: it is from before the time that stands still then."""
    still = standstill(one.agreement.suspensions, day)
    return still is not None and breach.on < still[0]


def nothing_breached(now: Situation, one: Bound) -> Message:
    """Why no rung is asked for: nothing is breached, or what is missed rests with its debt."""
    relied = {of.rests_on for of in one.agreement.conditions} | {one.agreement.id}
    for other in now.case.agreements:
        if other.id in relied and (held := rested_by(now.case, other, now.today)):
            since_on = (held.remitted_on or held.since).isoformat()
            return message("breach_rung.rests", why_word=held.word, since_on=since_on)
    return _NO_BREACH


def standing(made: Agreement) -> LadderStep | None:
    """The rung at which the ladder stands: it is never climbed down (R75).

    The newest that counts, unless a higher one is open or led to no cure since; where none counts,
    the red card that was cured last.
    """
    highest = [*round_of(made)[-1:], *reversed(unmended(made))]
    cures = (step for step in made.ladder if ends_round(step))
    return max(highest, key=height, default=max(cures, key=ended, default=None))


def rung_above(made: Agreement) -> Rung:
    """The rung above the one at which the ladder stands; at its top that again.

    A red card follows a yellow one that counts: where that ended with a cured red card, it goes
    first.
    """
    last = standing(made)
    if last is None or ends_round(last):
        return LADDER[0]
    above = LADDER[min(height(last) + 1, len(LADDER) - 1)]
    counts = {step.rung for step in round_of(made)}
    ended_too = {step.rung for step in made.ladder} - counts
    return Rung.YELLOW_CARD if above is Rung.RED_CARD and Rung.YELLOW_CARD in ended_too else above


def _spoken_on(one: Bound, condition: Condition) -> date:
    """The day of the last rung about a condition, or of a decision once no rung is left."""
    last = standing(one.agreement)
    days = [step.on for step in taken(one.agreement) if step.condition in {None, condition.id}]
    if last and ends_round(last):
        cured_on = last.outcome_on or last.on
        days += [made.on for made in one.agreement.decisions if made.on >= cured_on]
    return max(days, default=date.min)


def _enough_on(misses: Sequence[_Miss], last: date) -> date | None:
    """The day on which enough were known, and one of them from after what was spoken last."""
    known = sorted(miss.known for miss in misses)
    later = [miss.known for miss in misses if miss.fell > last]
    enough = BREACHES[misses[0].duty.condition.weight]
    return max(known[enough - 1], min(later)) if later and len(known) >= enough else None


def _asked(condition: Condition, one: Bound, now: Situation) -> Sequence[Obligation]:
    """What a condition asks, or what it rests on."""
    own = [duty for duty in one.duties if duty.condition.id == condition.id]
    if condition.judge is not Judge.AGREEMENT:
        return own
    since, until = asked_in(condition, one.agreement, now.case.agreements)
    on = rested_on(condition, one.agreement, now.case.agreements, now.today)
    for other in now.bound:
        if other.runs and on is not None and other.agreement.id == on.id:
            owed = (duty for duty in other.duties if duty.condition.duty is Duty.TENANT)
            return [duty for duty in owed if since <= duty.on <= until]
    paid, agreements = now.case.paid, now.case.agreements
    today = plain(now.today)
    return asked_by(
        condition, own, today, agreement=one.agreement, paid=paid, agreements=agreements
    )


def _miss(duty: Obligation, fell: date, times: Sequence[tuple[date, date]]) -> _Miss:
    """When it fell and when it was known: to judge it late makes it no newer."""
    return _Miss(duty, fell, past_rest(fell, times), asked_from(duty, times))
