"""On which days the duties of a condition fall, and how a standstill or a person moves them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    Duty,
    Evidence,
    JudgedAs,
    Judgement,
    LadderStep,
    Suspension,
)
from caseconsole.domain.judging import SHORT, instalment
from caseconsole.domain.kinds import KINDS, asks_from
from caseconsole.domain.recurrence import LAST_DAY, days, ends
from caseconsole.domain.standing_still import counted_from, effective, original_before, spans_of

_SEEN_ONLY = frozenset({Evidence.ATTENDANCE, Evidence.VISIT, Evidence.MINUTES, Evidence.REPORT})
"""Evidence of what happens on the day itself, or tells of it."""
_DAY = timedelta(days=1)


def dates(
    condition: Condition,
    suspensions: Sequence[Suspension],
    judgements: Sequence[Judgement],
    until: date,
    *,
    last: date | None,
) -> tuple[tuple[date, date], ...]:
    """Each original day of a condition with its effective day, of those that fall by `until`.

    A suspension moves what falls on or after its first day by its length; days that two share
    count once. A day that a person set stands, and moves only for what began after that or in which
    it lies. What was judged on its day stays there, though somebody says later that the agreement
    stood still.

    Args:
        last: the last original day; None is none.
    """
    moved = _moved(condition, judgements)
    spans = _own_spans(condition, suspensions)
    back = (day for day, one in moved.items() if one.moved_to and one.moved_to <= until < day)
    through = min(max([until, *back]), last or LAST_DAY)
    originals = days(condition.rule, condition.first_on, through)
    if not (moved or spans):
        return tuple([(day, day) for day in originals])
    held = {one.original_on: one.on for one in judgements if spans and _held(one, condition)}
    pairs = (
        (day, _put(condition, put, suspensions, held.get(day, date.max)))
        if (put := moved.get(day))
        else (day, effective(day, None, spans, held.get(day, date.max)))
        for day in originals
    )
    return tuple(pair for pair in pairs if pair[1] <= until)


def _put(
    condition: Condition,
    moved: Judgement,
    suspensions: Sequence[Suspension],
    held_on: date = date.max,
) -> date:
    """The effective day of what a person moved, beside what was known to stand still then."""
    spans = _own_spans(condition, suspensions, moved)
    return effective(moved.original_on, moved, spans, held_on)


def falls(condition: Condition, agreement: Agreement, until: date) -> tuple[tuple[date, date], ...]:
    """Each original day of a condition of an agreement with its effective day, as `dates` has them.

    What was judged is not forgotten when less is asked by a standstill that is told later. That
    moves nothing past an end that stays, nor what was judged past the end.
    """
    stood, judged = agreement.suspensions, agreement.judgements
    last = _falls_until(condition, agreement)
    kept = _judged_after(last, condition, agreement) if last else set()
    held_by = _held_by(condition, agreement)
    if not kept and held_by is None:
        return dates(condition, stood, judged, until, last=last)
    pairs = dates(condition, stood, judged, LAST_DAY, last=max([last, *kept]) if last else None)
    put, end_on = _moved(condition, judged), held_by or end_of(agreement)
    found = (
        (day, _at_latest(end_on, day, on, put) if held_by or day in kept else on)
        for day, on in pairs
        if last is None or day <= last or day in kept
    )
    return tuple(pair for pair in found if pair[1] <= until)


def day_judged(said: Judgement, agreement: Agreement) -> date:
    """The effective day of what was judged; where that moved it, the day that it had before."""
    condition = next(one for one in agreement.conditions if one.id == said.condition)
    known = [one for one in agreement.judgements
             if one.id < said.id or (one.id == said.id and not said.moved_to)]  # fmt: skip
    put = _moved(condition, known).get(said.original_on)
    still = sum((one.until - one.since).days + 1 for one in agreement.suspensions)
    through = max(said.original_on, (put and put.moved_to) or date.min) + timedelta(days=still)
    pairs = falls(condition, replace(agreement, judgements=tuple(known)), through)
    return dict(pairs).get(said.original_on, said.original_on)


def _at_latest(end_on: date | None, day: date, on: date, put: Mapping[date, Judgement]) -> date:
    """The effective day by an end, past which only a person puts a duty, or what was agreed."""
    said = put.get(day)
    asked = said.moved_to if said and said.moved_to else day
    return min(on, max(end_on or date.max, asked))


def _judged_after(last: date, condition: Condition, agreement: Agreement) -> set[date]:
    """The original days after the last that were judged when a condition lasted longer.

    Of what a person ended earlier only what fell by then, whatever was said of it afterwards.
    """
    still, ended = agreement.suspensions, ended_by(condition, agreement)
    latest = last if ended else condition.until
    said = [one for one in agreement.judgements
            if one.condition == condition.id and last < one.original_on]  # fmt: skip
    if not said or latest is None or (not ended and _to_the_end(condition, agreement)):
        return {one.original_on for one in said}
    ended = ended or effective(latest + _DAY, None, _own_spans(condition, still)) - _DAY
    known = (
        dates(condition, still, said[:n], ended, last=LAST_DAY) for n in range(1, len(said) + 1)
    )
    fell = {day for pairs in known for day, _ in pairs}
    return {day for day in (one.original_on for one in said) if day <= latest or day in fell}


def _own_spans(
    condition: Condition, suspensions: Sequence[Suspension], moved: Judgement | None = None
) -> tuple[tuple[date, int], ...]:
    """What stands still and moves the duties of a condition; none where it keeps its days.

    What was known when the condition was written, or a duty of it was moved, counts from its first
    day or the new one on: that was chosen beside it, and what was over by then moves nothing.
    """
    if condition.fixed or not suspensions:
        return ()
    chosen, known = condition.first_on, condition.last_suspension or 0
    if moved and moved.moved_to and moved.last_suspension is not None:
        chosen, known = moved.moved_to, moved.last_suspension
    return spans_of([counted_from(chosen, one) if one.id <= known else one for one in suspensions])


def on_its_day(evidence: Evidence, duty: Duty) -> bool:
    """Whether a duty cannot be met before its day; the association has until then for its own."""
    return evidence in _SEEN_ONLY and duty is not Duty.ASSOCIATION


def _held(judgement: Judgement, condition: Condition) -> bool:
    """Whether a judgement is of a day that had come: a miss, or what is seen on the day only."""
    met = judgement.verdict is JudgedAs.MET and on_its_day(condition.evidence, condition.duty)
    return judgement.condition == condition.id and (met or judgement.verdict in SHORT)


def moved_since(day: date, begun: date, agreement: Agreement, held_on: date = date.max) -> date:
    """The last day of a term, moved by what stands still since it began.

    A day that had come when it was said how it ended stays, whatever is said of it later.

    Args:
        begun: the day on which it began: one more that stands still after that adds a day.
        held_on: the day on which it was said how it ended.
    """
    later = (
        replace(one, since=max(one.since, begun + _DAY))
        for one in agreement.suspensions
        if one.until > begun
    )
    return effective(day, None, spans_of(tuple(later)), held_on)


def cure_of(step: LadderStep, agreement: Agreement) -> date | None:
    """The last day to cure of a card, moved as its duties are; None where a rung has none (R75)."""
    if step.cure_until is None:
        return None
    return moved_since(step.cure_until, step.on, agreement, step.outcome_on or date.max)


def end_of(agreement: Agreement) -> date | None:
    """The last day of an agreement, moved by what stood still as its duties are; None when open.

    One to which it was prolonged moves by what was written down after that was decided.
    What is kept by paying instalments lasts until the last of them, wherever a person moved it
    (R36). Of others an end that the law sets stays (7:271 BW), and so does one on which a single
    duty falls that keeps its day.
    """
    end_on, kind = agreement.end_on, KINDS[agreement.kind]
    if end_on is None:
        return None
    later = effective(end_on, None, _end_spans(agreement, end_on))
    if kind.paid_state:
        for one in filter(instalment, agreement.conditions):
            put = _moved(one, agreement.judgements).values()
            later = max([later, *(_put(one, moved, agreement.suspensions) for moved in put)])
        return later
    return end_on if _stays(agreement) else later


def _stays(agreement: Agreement) -> bool:
    """Whether the last day of an agreement is the same, whatever stands still."""
    kind, end_on = KINDS[agreement.kind], agreement.end_on
    if end_on is None or kind.paid_state:
        return False
    by_law = str(agreement.terms.get("form", "")) in kind.ends_by_law
    return by_law or any(_keeps(one, end_on) for one in agreement.conditions)


def prolonging(agreement: Agreement) -> Decision | None:
    """The newest decision that prolonged an agreement, as long as it ends by that; else None."""
    newest = next((one for one in reversed(agreement.decisions) if one.end_on), None)
    return newest if newest is not None and newest.end_on == agreement.end_on else None


def _end_spans(agreement: Agreement, end_on: date) -> tuple[tuple[date, int], ...]:
    """What stands still and moves the last day.

    What was written down when it was prolonged was known then, also what stands still later; but on
    a day on which it stands still nothing ends.
    """
    decided = prolonging(agreement)
    if decided is None:
        return spans_of(agreement.suspensions)
    return spans_of(
        [
            counted_from(end_on, one) if _known(one, decided) else one
            for one in agreement.suspensions
        ]
    )


def _known(one: Suspension, decided: Decision) -> bool:
    """Whether a suspension was written down by a decision; of an old one: whether it had begun."""
    if decided.last_suspension is None:
        return one.since <= decided.on
    return one.id <= decided.last_suspension


def _moved(condition: Condition, judgements: Iterable[Judgement]) -> dict[date, Judgement]:
    """What a person moved of a condition, by its original day."""
    return {
        one.original_on: one
        for one in judgements
        if one.moved_to is not None and one.condition == condition.id
    }


def _keeps(condition: Condition, day: date) -> bool:
    return condition.fixed and not condition.rule and condition.first_on == day


def lasts_until(condition: Condition, agreement: Agreement) -> date | None:
    """The last day of a condition as it was agreed; None when it goes on.

    That of a duty that keeps its days and is asked to the end moves with the end of its agreement:
    running rent is owed as long as that lasts (R36, R60).
    """
    return end_of(agreement) if _to_the_end(condition, agreement) else condition.until


def ended_by(condition: Condition, agreement: Agreement) -> date | None:
    """The day on which a person ended a condition; None where nobody did.

    It was chosen beside what was known to stand still, so that only what was written down since
    moves it.
    """
    if condition.ended_on is None:
        return None
    since = [one for one in agreement.suspensions if one.id > (condition.ended_suspension or 0)]
    return effective(condition.ended_on, None, () if condition.fixed else spans_of(since))


def _falls_until(condition: Condition, agreement: Agreement) -> date | None:
    """The last original day that falls, in the time of an agreement; None when it goes on."""
    agreed, ended = _agreed_until(condition, agreement), ended_by(condition, agreement)
    if ended is None:
        return agreed
    last = original_before(ended, _own_spans(condition, agreement.suspensions))
    return min(agreed or last, last)


def _agreed_until(condition: Condition, agreement: Agreement) -> date | None:
    """The last original day of what was agreed; None when it goes on.

    Of what was prolonged a duty that moves is asked to the end too, and no longer; nor is any that
    recurs where that end stays.
    """
    until = lasts_until(condition, agreement)
    if condition.fixed or not agreement.suspensions:
        return until
    if end_on := _held_by(condition, agreement):
        last = original_before(end_on, _own_spans(condition, agreement.suspensions))
        return min(until or last, last) if condition.rule else until
    if until is None or until != agreement.end_on or not prolonging(agreement):
        return until
    spans = _own_spans(condition, agreement.suspensions)
    return original_before(end_of(agreement) or until, spans)


def _held_by(condition: Condition, agreement: Agreement) -> date | None:
    """The end that stays, after which nothing of a condition falls that moves; else None."""
    moves = agreement.suspensions and not condition.fixed
    return agreement.end_on if moves and _stays(agreement) else None


def _to_the_end(condition: Condition, agreement: Agreement) -> bool:
    """Whether a duty that keeps its days is asked to the end of its agreement.

    One that recurs beside instalments need not name that end: at first it can lie before its day.
    """
    if not condition.fixed or agreement.end_on is None:
        return False
    if condition.until is None:
        return bool(condition.rule and KINDS[agreement.kind].paid_state)
    return condition.until == agreement.end_on


def comes(condition: Condition, agreement: Agreement) -> bool:
    """Whether a condition falls in the time of its agreement, where it names no end itself."""
    last = lasts_until(condition, agreement)
    return condition.until is not None or last is None or condition.first_on <= last


def asks(condition: Condition, agreement: Agreement) -> bool:
    """Whether anything of a condition that has a last day is ever a duty."""
    begins = asks_from(agreement, condition)
    return any(on >= begins for _, on in falls(condition, agreement, LAST_DAY))


def dropped(condition: Condition, agreement: Agreement) -> bool:
    """Whether a person ended a condition before anything of it was a duty."""
    return condition.ended_on is not None and not asks(condition, agreement)


def stands(condition: Condition, agreement: Agreement, on: date) -> bool:
    """Whether a condition was agreed by a day, and no person had ended it by then or dropped it."""
    added, ended = condition.added_on or on, ended_by(condition, agreement) or on
    return added <= on <= ended and not dropped(condition, agreement)


def until_of(condition: Condition, agreement: Agreement) -> date | None:
    """The last day of a condition, also where a person moved a duty; None when it goes on."""
    last, moved = ends_by(condition, agreement), _moved(condition, agreement.judgements)
    if last is None or not moved:
        return last
    found = falls(condition, agreement, LAST_DAY)
    return max([last, *(on for day, on in found if day in moved)])


def ends_by(condition: Condition, agreement: Agreement) -> date | None:
    """The last day of a condition, moved as its duties are of themselves; None when it goes on."""
    ended, until = ended_by(condition, agreement), _agreed_until(condition, agreement)
    if until is None:
        return ended
    spans = _own_spans(condition, agreement.suspensions)
    last = effective(until, None, spans)
    if end_on := _held_by(condition, agreement):
        last = min(last, end_on) if condition.until and condition.until < end_on else end_on
    return min(last, ended or last)


def named_until(condition: Condition, agreement: Agreement) -> date | None:
    """The last day that a condition names: as agreed, or that on which a person ended it."""
    return ends_by(condition, agreement) if condition.ended_on else condition.until


def final_day(condition: Condition) -> date | None:
    """The day on which the remainder falls, also where the condition ended before it."""
    rule, first_on = condition.rule, condition.first_on
    return _last(rule, first_on, None) or _last(rule, first_on, condition.until)


def last_day(condition: Condition, agreement: Agreement) -> date | None:
    """The last original day of a condition; None when it goes on, or never comes."""
    until = condition.until
    if condition.ended_on:
        until = _falls_until(condition, agreement)
    return _last(condition.rule, condition.first_on, until)


def _last(rule: str, first_on: date, until: date | None) -> date | None:
    if until is None and not ends(rule):
        return None
    return max(days(rule, first_on, until or LAST_DAY), default=None)
