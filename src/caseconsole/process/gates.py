"""Gates: what must be lit by dated evidence before an act; hard ones refuse, soft ones ask why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.agreement import (
    Agreement,
    LadderStep,
    Obligation,
    Outcome,
    Rung,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import round_of
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.moving import cure_of
from caseconsole.domain.people import children
from caseconsole.domain.referred import Referral
from caseconsole.domain.standing_still import standstill
from caseconsole.process.agreements.bound import called_about
from caseconsole.process.agreements.weighing import (
    breached_after,
    breached_since,
    red_card,
    weighs,
)
from caseconsole.process.contacts import sought
from caseconsole.process.protection import home_shielded, lapse_shielded


@dataclass(frozen=True, slots=True)
class Check:
    """One duty of a gate, and what in the file lights it."""

    name: Message
    """What is asked, or in what it falls short."""
    held: bool
    rule: str
    hard: bool = True
    """A hard check refuses; a soft one asks for a reason and keeps it."""
    on: date | None = None
    """The day of the evidence."""
    paper: str = ""


def require(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Let an act through its gate; the checks that ask for a reason come back.

    Raises:
        Refused: a hard check does not hold; the message is what it asks.
    """
    for check in checks:
        if check.hard and not check.held:
            raise Refused(check.name)
    return tuple(check for check in checks if not check.held)


def require_answered(checks: Sequence[Check], why: str) -> None:
    """Let an act through its gate for a reason, where a check asks for one.

    Raises:
        Refused: a hard check does not hold, or a soft one and no reason is given.
    """
    asked = require(checks)
    if asked and not why:
        raise Refused(asked[0].name)


def gate_red_card(
    case: CaseFile,
    agreement: Agreement,
    today: date,
    about: int | None = None,
    card: LadderStep | None = None,
) -> tuple[Check, ...]:
    """What a red card needs (R75, R78): a breach, the rungs below it, and another person.

    With children in the home the shelter desk must have answered (R57); else its reply is asked for
    softly (R58). Neither a moratorium nor the statutory debt scheme shields the home (R60, R61).

    Args:
        about: the condition that was breached; None is the agreement as a whole.
        card: the card, once it was given: the rungs before it count, and a second person is asked
            for.
    """
    yellow = _taken(agreement, Rung.YELLOW_CARD, card)
    below = (
        Check(message("gate.yellow_card"), yellow is not None, "R75", on=_day(yellow)),
        *gate_turn(case, agreement, Rung.RED_CARD, today, card),
        breached(case, agreement, about, today),
        protected(home_shielded(case, agreement, about, today)),
        *(_rests(case, agreement, about, today) if card is None else ()),
        _shelter(case, agreement, today),
    )
    if card is None:
        return below
    another = bool(card.second) and card.second != card.by
    return (*below, Check(message("gate.second_person"), another, "R75", paper=card.second))


def gate_end(case: CaseFile, agreement: Agreement, today: date, paper: str) -> tuple[Check, ...]:
    """What the end of a second chance needs beside its reason: it is not the landlord's alone.

    A temporary lease ends early by the tenant only (7:271 lid 2 BW), another by what both sign or
    by the court: a paper shows which. With children the shelter desk has answered (R57, R78). No
    paper goes round a red card that waits for a second person (R75).
    """
    card = red_card(case, agreement, today)
    alone = card is not None and _stands_alone(case, agreement, card, today)
    return (
        Check(message("gate.end_card"), not alone, "R75", on=_day(card)),
        Check(message("gate.end_paper"), bool(paper), "R78", paper=paper),
        _shelter(case, agreement, today),
    )


def _stands_alone(case: CaseFile, agreement: Agreement, card: LadderStep, today: date) -> bool:
    """Whether a red card waits for a second person, or to be closed (R75).

    One that led to no cure waits only while it can be approved.
    """
    if card.second:
        return False
    shield = home_shielded(case, agreement, card.condition, today)
    stands = weighs(case, agreement, card.condition, today) and shield is None
    return card.outcome is None or stands


def gate_no_renewal(case: CaseFile, agreement: Agreement, today: date) -> tuple[Check, ...]:
    """What it needs not to renew a temporary lease beside its window and reason (R57, R75, R78).

    With children nobody loses the home by one person's word: two stood for a red card that rests on
    a breach still, and the shelter desk has answered. Else both are asked for softly. Neither a
    moratorium nor the statutory debt scheme shields the home (R60, R61).
    """
    card = red_card(case, agreement, today)
    approved = (
        card is not None and bool(card.second) and weighs(case, agreement, card.condition, today)
    )
    two = Check(
        message("gate.red_card_approved"),
        approved,
        "R75",
        hard=children(case.members, today) > 0,
        on=card.on if card else None,
    )
    about = card.condition if card else None
    shield = protected(home_shielded(case, agreement, about, today))
    return two, shield, _shelter(case, agreement, today)


def protected(shield: Message | None) -> Check:
    """That neither a moratorium (R60), the scheme (R61) nor a settlement (R63) shields anything."""
    rule = _SHIELDS.get(shield.id, "R61") if shield else "R61"
    return Check(shield or message("gate.unshielded"), shield is None, rule)


_SHIELDS = {
    "gate.moratorium": "R60",
    "gate.frozen": "R63",
    "gate.remitted": "R63",
    "arrangement.helped": "R63",
}
"""The rule of a shield, where it is not the scheme."""


def gate_lapse(
    case: CaseFile, one: Agreement, missed: Sequence[Obligation], most: int, today: date
) -> tuple[Check, ...]:
    """What the lapse of an arrangement needs (R35): its misses, and a call attempt after them.

    Neither a moratorium nor the statutory debt scheme or a settlement shields its debt (R60 to
    R63).

    Args:
        missed: what was missed and not made good, oldest first (`arrangements.missed_of`).
        most: the misses that its terms ask for.
    """
    called = called_about(one, case, missed, today) if missed else sought(case, one.start_on)
    return (
        protected(lapse_shielded(case, one, missed, today)),
        Check(
            message("gate.misses", n=most),
            len(missed) >= most,
            "R35",
            on=missed[-1].on if missed else None,
        ),
        Check(message("gate.called"), bool(called), "R35", on=called[0].on if called else None),
    )


def breached(case: CaseFile, agreement: Agreement, about: int | None, today: date) -> Check:
    """That a rung which leads to the loss of the home rests on something judged (R75)."""
    return Check(message("gate.breached"), weighs(case, agreement, about, today), "R75")


def _rests(
    case: CaseFile, agreement: Agreement, about: int | None, today: date
) -> tuple[Check, ...]:
    """While the agreement stands still, that something was missed all the same, as the rent."""
    still = standstill(agreement.suspensions, today)
    if still is None:
        return ()
    since, last = still
    told = message("gate.rests", until_on=last.until.isoformat())
    fell = breached_since(case, agreement, since, today, about)
    return (Check(told, fell, "R75", on=last.until),)


def _taken(agreement: Agreement, rung: Rung, before: LadderStep | None = None) -> LadderStep | None:
    """The newest of a rung that counts; that counted when a step was taken, where one is given."""
    steps = reversed(round_of(agreement, before))
    return next((step for step in steps if step.rung is rung), None)


def _day(step: LadderStep | None) -> date | None:
    return step.on if step else None


def _led_to_no_cure(
    case: CaseFile, agreement: Agreement, meeting: LadderStep | None, today: date
) -> Check:
    """The meeting of three led to no cure: so it was said, or a breach came after it."""
    held = meeting is not None and (
        meeting.outcome is Outcome.NOT_CURED or breached_after(case, agreement, meeting, today)
    )
    return Check(message("gate.three_party"), held, "R75", on=_day(meeting))


def gate_turn(
    case: CaseFile,
    agreement: Agreement,
    rung: Rung,
    today: date,
    given: LadderStep | None = None,
) -> tuple[Check, ...]:
    """What a rung above a card asks of those below it: time to mend what is wrong (R75).

    A meeting of three follows when the time of each card is over or another breach came; a red
    card when the time is over and the meeting led to no cure.

    Args:
        given: the rung, once it was taken: those before it count.
    """
    match rung:
        case Rung.THREE_PARTY:
            times = ((step, _cure_over(step, agreement, today)) for step in round_of(agreement))
            return tuple(
                over
                for step, over in times
                if not (over.held or breached_after(case, agreement, step, today))
            )
        case Rung.RED_CARD:
            meeting = _taken(agreement, Rung.THREE_PARTY, given)
            return (
                _cure_over(_taken(agreement, Rung.YELLOW_CARD, given), agreement, today),
                _led_to_no_cure(case, agreement, meeting, today),
            )
        case _:
            return ()


def gate_not_cured(
    case: CaseFile, agreement: Agreement, step: LadderStep, today: date
) -> tuple[Check, ...]:
    """What it needs to say that a card was not cured: the same, about its own condition (R75)."""
    if breached_after(case, agreement, step, today, step.condition):
        return ()
    return (_cure_over(step, agreement, today),)


def _cure_over(yellow: LadderStep | None, agreement: Agreement, today: date) -> Check:
    """The time to cure is over, or how it ended is written down already."""
    until = cure_of(yellow, agreement) if yellow and yellow.outcome is None else None
    told = message("gate.cure_over", until_on=until.isoformat() if until else "")
    return Check(told, until is None or today > until, "R75", on=until)


def shelter_answer(case: CaseFile, agreement: Agreement) -> Referral | None:
    """The newest answer of the shelter desk since an agreement began."""
    asked = [
        one
        for one in case.referrals
        if one.kind == "shelter_desk" and one.on >= agreement.start_on and one.answered_on
    ]
    return max(asked, key=lambda one: (one.on, one.id), default=None)


def _shelter(case: CaseFile, agreement: Agreement, today: date) -> Check:
    """The shelter desk's answer, needed where children live (R57)."""
    newest = shelter_answer(case, agreement)
    n = children(case.members, today)
    return Check(
        message("gate.shelter_children", n=n) if n else message("gate.shelter"),
        newest is not None,
        "R57" if n else "R58",
        hard=n > 0,
        on=newest.answered_on if newest else None,
        paper=newest.answer if newest else "",
    )
