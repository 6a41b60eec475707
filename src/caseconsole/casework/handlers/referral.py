"""What is sent to a partner or the municipality, and what came back."""

from datetime import date

from caseconsole.casework.handlers.agreements import add_pause
from caseconsole.casework.signalling import told
from caseconsole.casework.stale import Changed, meanwhile
from caseconsole.casework.work import Work, require_ahead
from caseconsole.domain.agreement_changes import AnswerReferral, Refer, Signal
from caseconsole.domain.message import Refused, message
from caseconsole.domain.referred import EARLY_SIGNAL, Referral, Result, kept_answer
from caseconsole.process.gates import require, require_answered
from caseconsole.process.signalling import Owed, gate_signal, gate_signal_pause


def refer(change: Refer, work: Work) -> None:
    """Write down what was sent to a partner, and by when an answer is expected.

    Raises:
        Refused: that day has passed or lies too far ahead.
    """
    _send(change.referral, change, work)


def signal(change: Signal, work: Work) -> None:
    """Write down that the municipality was told of the arrears, and of how much (R43).

    Raises:
        Changed: another amount is open than was looked at.
        Refused: the gate does not open, or it warns and no reason is given; the ledger is old;
            the day of the answer has passed or lies too far ahead.
    """
    tells, values = _tells(work), work.policy.at(work.now.today)
    checks = gate_signal(
        work.file, tells, values, work.now.today, change.reminded_on, change.reminder
    )
    require_answered(checks, change.text)
    if change.cents_seen not in (None, tells.cents):
        why = message("refused.signal_amount", open_cents=tells.cents)
        raise Changed(why, (why,))
    _send(
        EARLY_SIGNAL,
        change,
        work,
        cents=tells.cents,
        months_tenths=tells.months_tenths,
        reminded_on=change.reminded_on,
        reminder=change.reminder,
    )


def _tells(work: Work) -> Owed:
    """The rent that is open, of which a signal of today tells.

    Raises:
        Refused: the ledger is too old to say so (P06).
    """
    held = work.shown()[1]
    if held is not None:
        raise Refused(held)
    return told(work.conn, work.file, work.now.today)


def _send(kind: str, change: Refer | Signal, work: Work, **told: object) -> None:
    """Write what was sent on, and by when an answer is expected."""
    past = message("refused.reply_past", reply_on=change.reply_by.isoformat())
    require_ahead(change.reply_by, work.now.today, past)
    work.add(
        "referral",
        on_day=work.now.today,
        kind=kind,
        partner=change.partner,
        text=change.text,
        warm=change.warm,
        reply_by=change.reply_by,
        answered_on=None,
        answer="",
        **told,
    )


def answer_referral(change: AnswerReferral, work: Work) -> None:
    """Write down what a partner answered.

    Raises:
        Refused: it is not in this file, was answered already, or was changed meanwhile; neither a
            result nor words are given, or a reason that nobody may keep (R44); collection may not
            rest so long (R45).
    """
    referral = next((one for one in work.file.referrals if one.id == change.referral), None)
    if referral is None:
        raise Refused(message("refused.referral_unknown"))
    if referral.version != change.seen:
        raise meanwhile("referral", referral.id, work)
    if referral.answered_on is not None:
        day = referral.answered_on.isoformat()
        raise Refused(message("refused.referral_answered", answered_on=day))
    if not change.answer and (change.result is None or change.pause_until):
        raise Refused(message("refused.answer_empty"))
    if change.answer and change.result is Result.NOT_TAKEN_UP:
        raise Refused(message("refused.signal_why"))
    if change.pause_until is not None:
        _pause(change, referral, change.pause_until, work)
    work.writer.update(
        "referral",
        referral.id,
        change.seen,
        answered_on=work.now.today,
        answer=kept_answer(change.result, change.answer),
    )
    work.ended = True


def _pause(change: AnswerReferral, referral: Referral, until: date, work: Work) -> None:
    """Let collection rest for help that was accepted (R45)."""
    today = work.now.today
    tells, values = _tells(work), work.policy.at(today)
    require(gate_signal_pause(work.file, tells, referral, change.result, until, values, today))
    add_pause(until, change.answer, work)
