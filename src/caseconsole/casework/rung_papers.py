"""The letters of the ladder: about which rung one can be made, and what it tells (R75)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from caseconsole.casework.session import Session
from caseconsole.casework.shown import shown
from caseconsole.domain.agreement import Agreement, LadderStep, Rung, Suspension
from caseconsole.domain.agreement_changes import Suspend, TakeRung
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import taken
from caseconsole.domain.kinds import runs
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.domain.message import Message, message
from caseconsole.process.agreements.told import Told, told
from caseconsole.process.agreements.weighing import red_card
from caseconsole.process.protection import CARD_GONE, spared
from caseconsole.store import journal, read

_DAY = timedelta(days=1)


def rung_told(session: Session, file: CaseFile, made: Agreement, step: LadderStep) -> Told:
    """What a rung tells: what was missed on its day, and whether that was put right since."""
    return told(file, made, step, session.clock.now().today, partial(_before, session, file))


def _before(session: Session, file: CaseFile, step: LadderStep) -> CaseFile:
    """A file by what had come in before the day of a rung, and lay still on it for all one knew.

    Who takes a rung does not know yet of what comes in on that day.
    """
    case = file.id or 0
    came, lies = (read.case_file(session.conn, case, day).paid for day in (step.on - _DAY, step.on))
    paid = replace(came, rests=lies.rests, through=file.paid.through)
    first = journal.first_of(session.conn, case, (Suspend.kind, TakeRung.kind))
    taken_at = first.get(("ladder_step", step.id))

    def known(still: Suspension) -> bool:
        return taken_at is None or first.get(("suspension", still.id), 0) < taken_at

    agreed = tuple(
        replace(one, suspensions=tuple(filter(known, one.suspensions))) for one in file.agreements
    )
    return replace(file, paid=paid, agreements=agreed)


def rung_of(session: Session, file: CaseFile, made: Agreement, which: Rung) -> LadderStep | None:
    """The newest of a rung; of the red cards the one by which the home can be lost today."""
    if which is not Rung.RED_CARD:
        return next((step for step in reversed(taken(made)) if step.rung is which), None)
    card = _card(session, file, made)
    if card is None or not card.second or (runs(made) and _spared(session, file, made, card)):
        return None
    return card


def why_no_red_card(session: Session, file: CaseFile) -> Message:
    """Why no home can be lost by a red card of a file."""
    for made in reversed(file.agreements):
        if made.kind != CHANCE:
            continue
        card = _card(session, file, made)
        if card and not card.second:
            break
        if card:
            return _spared(session, file, made, card) or CARD_GONE
        if any(step.second for step in made.ladder):
            return CARD_GONE
    return message("paper.none_red_card")


def _card(session: Session, file: CaseFile, made: Agreement) -> LadderStep | None:
    """The red card that stands, also before a second person approved it."""
    today = session.clock.now().today
    return red_card(shown(file, session.conn, session.policy, today)[0], made, today)


def _spared(session: Session, file: CaseFile, made: Agreement, card: LadderStep) -> Message | None:
    """Why nobody loses a home by a red card today; None where somebody can (R60, R61, R75).

    What only an old ledger leaves open is not put right (P06).
    """
    today = session.clock.now().today
    seen, held = shown(file, session.conn, session.policy, today)
    why = spared(seen, made, card, today)
    if why is None or held is None:
        return why
    unseen = replace(file, paid=replace(file.paid, through=None))
    return why if spared(unseen, made, card, today) else held
