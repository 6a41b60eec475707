"""What the letter of a rung tells: what was missed on its day, by the record of that day (R75)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judgement,
    LadderStep,
    Obligation,
    Outcome,
    Rung,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.held import held_against
from caseconsole.domain.judging import SHORT, round_of
from caseconsole.domain.kinds import LOST, phase
from caseconsole.domain.moving import stands
from caseconsole.domain.obligations import asked_by, obligations
from caseconsole.domain.relied import relied_on
from caseconsole.process.agreements.bound import rested
from caseconsole.process.agreements.weighing import of_tenant
from caseconsole.process.agreements.written import written_by

_Key = tuple[int, date]
"""The condition and the first day of an obligation, which no move changes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a rung tells a tenant."""

    step: LadderStep
    about: tuple[Condition, ...]
    days: tuple[date, ...]
    """On which the tenant fell short."""
    mended: bool
    """Whether all of that was put right or let go since, or the rung was cured."""
    card: LadderStep | None = None
    """The yellow card that was given before it."""
    card_about: tuple[Condition, ...] = ()


def told(
    file: CaseFile,
    made: Agreement,
    step: LadderStep,
    today: date,
    before: Callable[[LadderStep], CaseFile],
) -> Told:
    """What a rung of an agreement tells.

    Args:
        file: the file today.
        made: the agreement.
        step: the rung.
        today: the day of the letter.
        before: the file by what had come in before the day of a rung, and lay still on it for all
            one knew.
    """
    then = before(step)
    about, missed = _about(file, made, step, today, then)
    card = _card_before(step, made)
    return Told(
        step,
        about,
        tuple(sorted({duty.on for duty in missed})),
        bool(missed) and _mended(file, made, step, missed, today, then),
        card,
        _about(file, made, card, today, before(card))[0] if card else (),
    )


def _about(
    file: CaseFile, made: Agreement, step: LadderStep, today: date, before: CaseFile
) -> tuple[tuple[Condition, ...], list[Obligation]]:
    """The conditions that a rung is about, and what was missed of them.

    Of an agreement as a whole those that the tenant missed; where none was all of the tenant that
    stood on its day.
    """
    known = {one.id: _known(one, step.on) for one in before.agreements}
    rests = {**_rested(file, step.on, today), **before.paid.rests}
    paid = replace(before.paid, rests=rests)
    then = replace(before, agreements=tuple(known.values()), paid=paid)
    asked = _asked(made, step)
    found = {
        one.id: _missed(then, known[made.id], step, _rested_then(one, made, step, file), step.on)
        for one in asked
    }
    about = [one for one in asked if found[one.id]] or [
        one for one in asked if one.id == step.condition or stands(one, made, step.on)
    ]
    return tuple(about), [*chain.from_iterable(found.values())]


def _rested(file: CaseFile, day: date, today: date) -> dict[int, date]:
    """By agreement since when its debt was frozen on a day, where that is over now."""
    return {
        one.id: since
        for one in file.agreements
        for since, until in rested(one, file, today)
        if since <= day <= until
    }


def _asked(made: Agreement, step: LadderStep) -> Sequence[Condition]:
    """The conditions of which a miss counts to a rung."""
    if step.condition is None:
        return of_tenant(made)
    return [one for one in made.conditions if one.id == step.condition]


def _mended(
    file: CaseFile,
    made: Agreement,
    step: LadderStep,
    missed: Sequence[Obligation],
    today: date,
    before: CaseFile,
) -> bool:
    """Whether nothing of what a rung told of is missed any more, or it was cured.

    What is frozen is asked of nobody, and was not put right. Nor was what got another day since of
    an agreement that was lost: nothing is done on that any more.
    """
    if step.outcome is Outcome.CURED:
        return True
    known = {one.id: one for one in before.agreements}
    beside = tuple(_unmoved(one, known.get(one.id, one), step.on) for one in file.agreements)
    file = replace(file, agreements=beside, paid=replace(file.paid, rests={}))
    made = _unmoved(made, known.get(made.id, made), step.on)
    of = {_key(duty) for duty in missed}
    return not any(
        _missed(file, made, step, _rested_then(one, made, step, file), today, of)
        for one in _asked(made, step)
    )


def _unmoved(one: Agreement, known: Agreement, day: date) -> Agreement:
    """An agreement; one that was lost with its duties on the days that were known on a day."""
    if phase(one) not in LOST:
        return one
    judged = tuple(said for said in one.judgements if said.on <= day or said.moved_to is None)
    return replace(one, judgements=judged, suspensions=known.suspensions)


def _key(duty: Obligation) -> _Key:
    return duty.condition.id, duty.original_on


def _missed(
    file: CaseFile,
    made: Agreement,
    step: LadderStep,
    of: Condition,
    on: date,
    among: Collection[_Key] | None = None,
) -> list[Obligation]:
    """What is held against a condition on a day, as if a rung was open; among some, or all (R75).

    Those count on the day to which they were moved, and what was judged beside them takes none away
    (P17).
    """
    paid, beside = file.paid, file.agreements
    climbed = replace(made, ladder=(*_below(step, made), replace(step, outcome=None)))
    duties = obligations(made, on, on, paid=paid, agreements=beside)
    own = [duty for duty in duties if duty.condition.id == of.id]
    asked = asked_by(of, own, on, agreement=made, paid=paid, agreements=beside)
    if among is not None:
        asked = [duty for duty in asked if _key(duty) in among]
    return held_against(of, asked, climbed, on, paid=paid, agreements=beside)


def _rested_then(of: Condition, made: Agreement, step: LadderStep, file: CaseFile) -> Condition:
    """A condition with what it rested on when a rung was taken: the newest made by that day."""
    relied = [one.id for one in relied_on(of, made, file.agreements) if one.made_on <= step.on]
    return replace(of, rests_on=relied[-1]) if relied else of


def _known(made: Agreement, day: date) -> Agreement:
    """An agreement as it was written down by a day.

    A miss can be written down afterwards, where nobody had said anything of it by then.
    """
    first: dict[tuple[int, date], Judgement] = {}
    for one in made.judgements:
        first.setdefault((one.condition, one.original_on), one)
    judged = tuple(
        one
        for one in made.judgements
        if one.on <= day or (one.verdict in SHORT and one is first[one.condition, one.original_on])
    )
    return replace(written_by(made, day), judgements=judged)


def _card_before(step: LadderStep, made: Agreement) -> LadderStep | None:
    """The yellow card of its round before a rung: one that holds, about the same where there is."""
    counted = {one.id for one in round_of(made, step)}
    below = (one for one in _below(step, made) if one.id in counted)
    cards = [one for one in below if one.rung is Rung.YELLOW_CARD]
    return max(
        cards,
        key=lambda card: (
            card.outcome is not Outcome.CURED,
            step.condition is None or card.condition in {None, step.condition},
            card.on,
            card.id,
        ),
        default=None,
    )


def _below(step: LadderStep, made: Agreement) -> Iterator[LadderStep]:
    """The rungs before one, as they stood on its day."""
    steps = written_by(made, step.on).ladder
    return (one for one in steps if (one.on, one.id) < (step.on, step.id))
