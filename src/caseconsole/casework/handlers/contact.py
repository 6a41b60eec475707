"""Contacts and what came out of them."""

from caseconsole.casework.handlers.agreements import add_appointment, add_promise
from caseconsole.casework.handlers.help import add_offer
from caseconsole.casework.work import Work
from caseconsole.domain.changes import JudgeReason, NewReason, RecordContact
from caseconsole.domain.contact import (
    REACHED,
    Whom,
    answered,
)
from caseconsole.domain.message import Refused, message
from caseconsole.process.contacts import answers, unanswered

SILENT = frozenset({Whom.NO_ANSWER, Whom.WRONG_NUMBER})
"""With these nobody was spoken to, so no language was."""


def record_contact(change: RecordContact, work: Work) -> None:
    """Keep a contact with its reason, promise, offers and appointment, all or nothing.

    Raises:
        Refused: something about the debt was noted with somebody who may not hear of it, or
            one of the parts is refused.
    """
    reached = change.whom in REACHED
    if not reached and (change.reason or change.promise or change.offers):
        whom = f"whom.{answered(change.whom, change.channel)}"
        raise Refused(message("refused.not_reached", whom_word=whom))
    work.add(
        "contact",
        at=work.now.at,
        on_day=work.now.today,
        channel=change.channel,
        direction=change.direction,
        whom=change.whom,
        reached=reached,
        part_of_day=work.now.part_of_day,
        language="" if change.whom in SILENT else change.language,
        identity_checked=change.identity_checked,
        said=change.said,
    )
    _close_due_appointments(change, work, reached=reached)
    if change.reason:
        add_reason(change.reason, work)
    if change.promise:
        add_promise(change.promise, work)
    for offer in change.offers:
        add_offer(offer, change.language, work)
    if change.appointment:
        add_appointment(change.appointment, work)


def _close_due_appointments(change: RecordContact, work: Work, *, reached: bool) -> None:
    for appointment in work.file.appointments:
        open_and_due = appointment.kept is None and appointment.on <= work.now.today
        if open_and_due and answers(
            appointment.kind, change.channel, change.direction, reached=reached
        ):
            work.writer.update("appointment", appointment.id, None, kept=reached)
            work.ended = True
    if unanswered(work.file, work.policy.at(work.now.today).follow_up_wd):
        work.ended = True


def add_reason(reason: NewReason, work: Work) -> None:
    """Write why the rent did not come."""
    work.add(
        "reason",
        on_day=work.now.today,
        code=reason.code,
        structural=reason.structural,
    )


def judge_reason(change: JudgeReason, work: Work) -> None:
    """Keep a reason that was judged outside a call."""
    add_reason(change.reason, work)
