"""What is sent to a partner, and what came back."""

from caseconsole.casework.stale import meanwhile
from caseconsole.casework.work import Work, require_ahead
from caseconsole.domain.agreement_changes import AnswerReferral, Refer
from caseconsole.domain.message import Refused, message
from caseconsole.domain.referred import kept_answer


def refer(change: Refer, work: Work) -> None:
    """Write down what was sent to a partner, and by when an answer is expected.

    Raises:
        Refused: that day has passed or lies too far ahead.
    """
    past = message("refused.reply_past", reply_on=change.reply_by.isoformat())
    require_ahead(change.reply_by, work.now.today, past)
    work.add(
        "referral",
        on_day=work.now.today,
        kind=change.referral,
        partner=change.partner,
        text=change.text,
        warm=change.warm,
        reply_by=change.reply_by,
        answered_on=None,
        answer="",
    )


def answer_referral(change: AnswerReferral, work: Work) -> None:
    """Write down what a partner answered.

    Raises:
        Refused: it is not in this file, was answered already, or was changed meanwhile.
    """
    referral = next((one for one in work.file.referrals if one.id == change.referral), None)
    if referral is None:
        raise Refused(message("refused.referral_unknown"))
    if referral.version != change.seen:
        raise meanwhile("referral", referral.id, work)
    if referral.answered_on is not None:
        day = referral.answered_on.isoformat()
        raise Refused(message("refused.referral_answered", answered_on=day))
    work.writer.update(
        "referral",
        referral.id,
        change.seen,
        answered_on=work.now.today,
        answer=kept_answer(change.result, change.answer),
    )
    work.ended = True
