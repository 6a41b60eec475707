"""What is done at a breach: a talk, the cards, a meeting of three (R75)."""

from dataclasses import replace

from caseconsole.casework.climbing import cure_until
from caseconsole.casework.handlers.finding import RUNNING, require_review, take
from caseconsole.casework.handlers.second_chance import ANSWERED, require_red_card, require_words
from caseconsole.casework.stale import meanwhile
from caseconsole.casework.work import Work, named
from caseconsole.domain.agreement import Agreement, LadderStep, Outcome, Rung
from caseconsole.domain.agreement_changes import ApproveRung, CloseRung, TakeRung
from caseconsole.domain.judging import LADDER, open_rungs, within_reach
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.obligations import ConditionStatus
from caseconsole.process.agreements.weighing import goes_wrong, red_card, weighs
from caseconsole.process.gates import breached, gate_not_cured, gate_turn, require
from caseconsole.process.lease_words import Typed


def take_rung(change: TakeRung, work: Work) -> None:
    """Write down a rung with its text; none is skipped, and a red card waits for a second person.

    Raises:
        Refused: the agreement does not run, has no ladder or was changed meanwhile, the condition
            is not of it, the rung before it was not taken, this one is still open, nothing was
            missed or is not known for an old ledger, a meeting of three comes too early or without
            a breach, the gate of a red card does not open, or one stands, or its text asks for a
            reason.
    """
    agreement = take(change.agreement, change.seen, work, RUNNING)
    if not KINDS[agreement.kind].ladder:
        raise Refused(message("refused.no_ladder", **named(agreement)))
    if change.condition not in (None, *(condition.id for condition in agreement.conditions)):
        raise Refused(message("refused.condition_unknown"))
    require_review(change.review, work)
    _require_turn(change.rung, change.condition, agreement)
    _require_breach(change, agreement, work)
    if change.rung is Rung.RED_CARD:
        require_red_card(agreement, change.condition, work, why=change.why)
    _require_no_red_card(change.rung, agreement, work)
    require_words(agreement, Typed(change.text), work, why=change.why)
    today = work.now.today
    yellow = change.rung is Rung.YELLOW_CARD
    work.writer.insert(
        "ladder_step",
        agreement=agreement.id,
        rung=change.rung,
        condition=change.condition,
        on_day=today,
        cure_until=cure_until(agreement, work.policy, today) if yellow else None,
        text=change.text,
        outcome=None,
        outcome_on=None,
        review=change.review,
        by=work.actor.login,
        second="",
    )


def _require_turn(rung: Rung, condition: int | None, agreement: Agreement) -> None:
    if rung not in within_reach(agreement):
        below = LADDER[LADDER.index(rung) - 1]
        raise Refused(message("refused.rung_below", rung_word=f"rung.{below}"))
    for step in open_rungs(agreement):
        if (step.rung, step.condition) == (rung, condition):
            day = step.on.isoformat()
            raise Refused(message("refused.rung_open", rung_word=f"rung.{rung}", day_on=day))


def _require_no_red_card(rung: Rung, agreement: Agreement, work: Work) -> None:
    """Let only a talk be taken beside a red card whose breach weighs: nothing is above it (R75).

    What an old ledger leaves open does not hide the card (P06).
    """
    for file in (work.file, work.shown()[0]) if rung is not Rung.TALK else ():
        card = red_card(file, agreement, work.now.today)
        if card and weighs(file, agreement, card.condition, work.now.today):
            raise Refused(message("refused.red_card_stands", day_on=card.on.isoformat()))


def _require_breach(change: TakeRung, agreement: Agreement, work: Work) -> None:
    """Let a rung above the talk follow something that goes wrong, and time to mend it (R75).

    From an old ledger nothing is held against anybody (P06), nor beside what else goes wrong as
    long as that is no breach; a red card has a gate of its own.
    """
    if change.rung is Rung.TALK:
        return
    today, about = work.now.today, change.condition
    file, held = work.shown()
    wrong = goes_wrong(file, agreement, about, today)
    if held and ConditionStatus.BREACHED not in wrong.values():
        unseen = goes_wrong(work.file, agreement, about, today).keys() - wrong.keys()
        if unseen:
            raise Refused(held)
    if not wrong:
        raise Refused(message("refused.rung_no_breach", rung_word=f"rung.{change.rung}"))
    if change.rung is Rung.THREE_PARTY:
        require(gate_turn(file, agreement, change.rung, today))
        require((breached(file, agreement, about, today),))


def close_rung(change: CloseRung, work: Work) -> None:
    """Write down how a rung ended.

    Raises:
        Refused: it is not in this file, ended already, or was changed meanwhile, or it is said not
            to be cured while its time to cure runs and no other breach came.
    """
    agreement, step = _step(change.step, work)
    if step.version != change.seen:
        raise meanwhile("ladder_step", step.id, work)
    if step.outcome is not None:
        raise Refused(message("refused.rung_closed", outcome_word=f"outcome.{step.outcome}"))
    require_review(change.review, work)
    if change.outcome is Outcome.NOT_CURED:
        require(gate_not_cured(work.shown()[0], agreement, step, work.now.today))
    work.writer.update(
        "ladder_step",
        step.id,
        change.seen,
        outcome=change.outcome,
        outcome_on=work.now.today,
        outcome_why=change.why,
        outcome_by=work.actor.login,
        outcome_review=change.review,
    )


def approve_rung(change: ApproveRung, work: Work) -> None:
    """Stand for a red card as the second person; what its gate warns of was answered for before.

    Raises:
        Refused: it is no red card, the same person gave it, somebody approved it already, or its
            gate does not open any more.
    """
    agreement, step = _step(change.step, work)
    if step.rung is not Rung.RED_CARD:
        raise Refused(message("refused.rung_alone", rung_word=f"rung.{step.rung}"))
    if step.by == work.actor.login:
        raise Refused(message("refused.rung_own"))
    if step.second:
        raise Refused(message("refused.rung_approved", actor=step.second))
    if step.version != change.seen:
        raise meanwhile("ladder_step", step.id, work)
    card = replace(step, second=work.actor.login)
    require_red_card(agreement, card.condition, work, card, why=ANSWERED)
    work.writer.update("ladder_step", step.id, change.seen, second=card.second)


def _step(id_: int, work: Work) -> tuple[Agreement, LadderStep]:
    for agreement in work.file.agreements:
        for step in agreement.ladder:
            if step.id == id_:
                return agreement, step
    raise Refused(message("refused.rung_unknown"))
