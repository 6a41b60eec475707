"""The burden of proof: per condition what a judge would ask, and whether the file shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    LadderStep,
    Obligation,
    ObligationState,
    Outcome,
    Rung,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import OfferAnswer
from caseconsole.domain.held import MADE_GOOD
from caseconsole.domain.judging import answered, round_of
from caseconsole.domain.kinds import KINDS, over, runs
from caseconsole.domain.losses import rested_on
from caseconsole.domain.message import Message, message
from caseconsole.domain.missed import bare, missed
from caseconsole.domain.moving import cure_of
from caseconsole.domain.obligations import TO_COME, resting, unbooked
from caseconsole.domain.offered import offered
from caseconsole.domain.people import children
from caseconsole.process.gates import shelter_answer

_SIGNED = message("proof.signed")
_CONSEQUENCE = message("proof.consequence")
_RESTS = message("proof.rests")
_HELP = message("proof.help")
_TALK = message("proof.talk")
_WARNED = message("proof.warned")
_CURE = message("proof.cure")
_SHELTER = message("proof.shelter")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a judge would ask, and what in the file answers it."""

    message: Message
    held: bool
    on: date | None = None
    paper: str = ""
    bare: tuple[date, ...] = ()
    """The days of what was judged and names no paper."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What would be asked of one condition."""

    condition: Condition
    asks: tuple[Ask, ...]


def proof(
    agreement: Agreement, duties: Sequence[Obligation], case: CaseFile, today: date
) -> tuple[Proof, ...]:
    """What a judge would ask of each condition: what was agreed, what was missed, who was warned.

    Args:
        duties: the obligations of the agreement through today.
    """
    return tuple(
        Proof(condition, tuple(_asks(agreement, condition, duties, case, today)))
        for condition in agreement.conditions
    )


def _asks(
    agreement: Agreement,
    condition: Condition,
    duties: Sequence[Obligation],
    case: CaseFile,
    today: date,
) -> Iterable[Ask]:
    own = [duty for duty in duties if duty.condition.id == condition.id]
    papers = (change.paper for change in reversed(agreement.states) if change.paper)
    # What was added afterwards did not stand in what was signed.
    signed_on = agreement.signed_on if condition.added_on is None else None
    paper = (agreement.signed_paper or next(papers, "")) if signed_on else ""
    yield Ask(_SIGNED, signed_on is not None, signed_on, paper)
    yield Ask(
        _CONSEQUENCE, bool(condition.consequence) and condition.added_on is None, signed_on, paper
    )
    if condition.judge is Judge.AGREEMENT:
        yield _rests(rested_on(condition, agreement, case.agreements, today))
    of = case.agreements
    others = resting(agreement, [condition], today, paid=case.paid, agreements=of)
    all_ = sorted((*own, *others), key=lambda duty: (duty.on, duty.condition.id))
    yield from _judged(all_, there=bool(others))
    yield from _frozen(all_, case)
    if kept := [duty for duty in all_ if duty.state in MADE_GOOD]:
        yield _shown("proof.kept", kept)
    if misses := missed(case, agreement, [condition], today):
        yield _shown("proof.missed", misses)
        yield _helped(case, agreement)
        if KINDS[agreement.kind].ladder:
            yield from _warned(agreement, condition, today)
        if condition.weight is Weight.MAJOR and children(case.members, today):
            yield _sheltered(case, agreement)


def _rests(other: Agreement | None) -> Ask:
    """The agreement on which it rests, with the day and paper of its newest state.

    One that is over shows with which state, whatever came after it.
    """
    if other is None:
        return Ask(_RESTS, held=False)
    shown = over(other) or other.states[-1]
    return Ask(_RESTS, held=True, on=shown.on, paper=shown.paper)


def _judged(all_: Iterable[Obligation], *, there: bool) -> Iterable[Ask]:
    """Whether every obligation whose day has passed was judged, also where it rests on others.

    What was let go because the ledger has nothing of it was judged by nobody.

    Args:
        there: whether some of them are of an agreement on which it rests.
    """
    over = [duty for duty in all_ if duty.state not in TO_COME]
    gaps = [duty for duty in over if unbooked(duty)]
    past = [duty for duty in over if not unbooked(duty)]
    open_ = sum(duty.state is ObligationState.OVERDUE for duty in past)
    known = [duty.judgement for duty in past if duty.judgement]
    newest = max(known, key=attrgetter("on", "id"), default=None)
    yield Ask(
        message("proof.judged_there" if there else "proof.judged", n=len(past), open=open_),
        not open_,
        newest.on if newest else max((duty.on for duty in past), default=None),
        newest.reference if newest else "",
    )
    if gaps:
        last = max(duty.on for duty in gaps)
        yield Ask(message("proof.unbooked", n=len(gaps)), held=False, on=last)


def _frozen(own: Iterable[Obligation], case: CaseFile) -> Iterable[Ask]:
    """What rests with its frozen debt was not to be asked, and is held against nobody."""
    by = (
        one.condition.rests_on or one.condition.agreement
        for one in own
        if one.state is ObligationState.RESTS
    )
    if resting := [case.paid.rests[id_] for id_ in by if id_ in case.paid.rests]:
        since = min(resting)
        yield Ask(message("proof.frozen", n=len(resting)), held=True, on=since)


def _shown(id_: str, duties: Sequence[Obligation]) -> Ask:
    """Whether something in the file shows each of these, met or missed, in the order of days."""
    without = tuple(duty.on for duty in duties if bare(duty))
    asks, last = message(id_, n=len(duties), bare=len(without)), duties[-1]
    said = None if without else last.judgement
    return Ask(asks, not without, last.on, said.reference if said else "", without)


def _helped(case: CaseFile, agreement: Agreement) -> Ask:
    """Help that was offered since the agreement began, or that runs beside it."""
    given = [
        (one.on, one.why)
        for one in offered(case)
        if one.on >= agreement.start_on and one.answer is not OfferAnswer.NOT_OFFERED
    ]
    given += [
        (one.made_on, one.partner)
        for one in case.agreements
        if one.id != agreement.id and runs(one) and KINDS[one.kind].offer is not None
    ]
    on, paper = max(given, default=(None, ""))
    return Ask(_HELP, on is not None, on, paper)


def _warned(agreement: Agreement, condition: Condition, today: date) -> Iterable[Ask]:
    """The talk, the written warning, and the time to cure that it gave (R75).

    To ask for a talk is no talk yet: it was held once somebody said how it ended, or a higher rung
    about the same followed.
    """
    about = _rungs(agreement, condition)
    talk, card = (_newest(about, rung) for rung in (Rung.TALK, Rung.YELLOW_CARD))
    yield _taken(_TALK, talk, held=talk is not None and answered(talk, about))
    yield _taken(_WARNED, card, held=card is not None)
    until = cure_of(card, agreement) if card else None
    over = until is not None and until < today
    held = over or (card is not None and card.outcome is Outcome.NOT_CURED)
    yield Ask(_CURE, held, until)


def _taken(asks: Message, step: LadderStep | None, *, held: bool) -> Ask:
    return Ask(asks, held, step.on if step else None, step.text if step else "")


def _rungs(agreement: Agreement, condition: Condition) -> list[LadderStep]:
    """The rungs about a condition that count, and those that did when its red card was given.

    As its gate asks: the cure of another card takes away nothing on which it rests (R75).
    """
    whole = {None, condition.id}
    counting = [one for one in round_of(agreement) if one.condition in whole]
    card = _newest(counting, Rung.RED_CARD)
    rests = round_of(agreement, card) if card else ()
    return counting + [one for one in rests if one.condition in whole]


def _newest(steps: Sequence[LadderStep], rung: Rung) -> LadderStep | None:
    found = (one for one in steps if one.rung is rung)
    return max(found, key=attrgetter("on", "id"), default=None)


def _sheltered(case: CaseFile, agreement: Agreement) -> Ask:
    """The shelter desk's answer where children live (R57)."""
    newest = shelter_answer(case, agreement)
    if newest is None:
        return Ask(_SHELTER, held=False)
    return Ask(_SHELTER, held=True, on=newest.answered_on, paper=newest.answer)
