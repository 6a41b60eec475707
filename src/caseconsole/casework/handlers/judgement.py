"""What a person judges of one obligation."""

from datetime import date, timedelta

from caseconsole.casework.handlers.arrangement import may_move
from caseconsole.casework.handlers.finding import (
    condition_of,
    last_suspension,
    require_review,
    terms_text,
)
from caseconsole.casework.stale import Changed, last_change
from caseconsole.casework.undo import take_back
from caseconsole.casework.work import FARTHEST, Work, named, require_ahead
from caseconsole.domain.agreement import (
    LENIENT,
    Agreement,
    Answer,
    Condition,
    Judge,
    JudgedAs,
    Judgement,
    Phase,
)
from caseconsole.domain.agreement_changes import JudgeObligation, WithdrawJudgement
from caseconsole.domain.judged import newest_judgement
from caseconsole.domain.judging import instalment
from caseconsole.domain.kinds import KINDS, asks_from, phase
from caseconsole.domain.kinds.kind import ANSWER
from caseconsole.domain.message import Refused, message
from caseconsole.domain.moving import falls, on_its_day
from caseconsole.store import journal
from caseconsole.store.images import Image

REASONED = frozenset({JudgedAs.EXCUSED, JudgedAs.WAIVED})
"""Verdicts that let somebody off, so that they need a reason."""


JUDGED_ELSEWHERE = {
    Judge.LEDGER: message("refused.judged_by_ledger"),
    Judge.AGREEMENT: message("refused.judged_by_agreement"),
}


def judge_obligation(change: JudgeObligation, work: Work) -> None:
    """Write down a judgement; the ones before it stay.

    Raises:
        Refused: it is not for a person to judge, the condition has no such day, somebody judged it
            meanwhile, or the verdict does not hold.
    """
    agreement, condition = condition_of(change.condition, work)
    if change.verdict not in LENIENT:
        _require_by_person(condition, agreement)
    if phase(agreement) is Phase.PROPOSED:
        raise Refused(message("refused.agreement_stands_still", **named(agreement)))
    require_review(change.review, work)
    stood = _require_as_seen(agreement, change, f"judged.{change.verdict}", work)
    stays = stood if stood and stood.moved_to == change.moved_to else None
    _require_holds(change, condition, agreement, work, moves=stays is None)
    if condition.clause in KINDS[agreement.kind].answers:
        _keep_answer(change, agreement, work)
    work.writer.insert(
        "judgement",
        condition=condition.id,
        original_on=change.original_on,
        verdict=change.verdict,
        moved_to=change.moved_to,
        last_suspension=_known_at_move(change, stays, agreement),
        on_day=work.now.today,
        evidence=change.evidence,
        reference=change.reference,
        why=change.why,
        review=change.review,
        by=work.actor.login,
    )


def _known_at_move(
    change: JudgeObligation, stays: Judgement | None, agreement: Agreement
) -> int | None:
    """The newest suspension known when the day was chosen; a paper for that day chooses none."""
    if change.moved_to is None:
        return None
    return stays.last_suspension if stays else last_suspension(agreement)


def withdraw_judgement(change: WithdrawJudgement, work: Work) -> None:
    """Let a duty be judged again, or as it was before; what undoing guards is guarded here too.

    Raises:
        Refused: nobody judged it, somebody judged it meanwhile, or something recorded since rests
            on the judgement.
    """
    agreement, condition = condition_of(change.condition, work)
    stood = _require_as_seen(agreement, change, "judged.again", work)
    if stood is None:
        _require_by_person(condition, agreement)
        raise Refused(message("refused.not_judged"))
    take_back(JudgeObligation.kind, *_recorded(stood, work), work)


def _recorded(stood: Judgement, work: Work) -> tuple[int, list[Image]]:
    """The change by which a judgement came, and what it wrote; an import brings it as it stands."""
    key = "judgement", stood.id
    seq = journal.first_of(work.conn, work.file.id or 0, (JudgeObligation.kind,)).get(key)
    if seq is not None:
        return seq, journal.images(work.conn, seq)
    return journal.imported(work.conn, *key), [Image(*key, None, work.writer.row(*key))]


def _require_by_person(condition: Condition, agreement: Agreement) -> None:
    """Let only what a person judges be met or missed by one.

    Raises:
        Refused: the ledger, another agreement or a state says it.
    """
    if condition.judge is not Judge.PERSON:
        raise Refused(JUDGED_ELSEWHERE[condition.judge])
    if condition.clause in KINDS[agreement.kind].by_state:
        raise Refused(message("refused.judged_by_state"))


def _keep_answer(change: JudgeObligation, agreement: Agreement, work: Work) -> None:
    """Keep among the terms how a proposal was answered; what is judged otherwise has no answer.

    Raises:
        Refused: it was answered and nobody says how, or it was rejected without a reason (R62).
    """
    answer = change.answer if change.verdict is JudgedAs.MET else None
    if change.verdict is JudgedAs.MET and answer is None:
        raise Refused(message("refused.proposal_answer"))
    if answer is Answer.REJECTED and not change.why:
        raise Refused(message("refused.proposal_why"))
    terms = {name: value for name, value in agreement.terms.items() if name != ANSWER}
    if answer:
        terms[ANSWER] = answer.value
    if terms != agreement.terms:
        work.writer.update("agreement", agreement.id, None, terms=terms_text(terms))


def _require_as_seen(
    agreement: Agreement, change: JudgeObligation | WithdrawJudgement, wanted: str, work: Work
) -> Judgement | None:
    """The judgement that stands, which is the one that was seen.

    Args:
        wanted: the id of the words for what it was to become.

    Raises:
        Changed: somebody judged it meanwhile, or took back what was judged.
    """
    stood = newest_judgement(agreement.judgements, change.condition, change.original_on)
    if (stood.id if stood else 0) != change.seen:
        raise _judged_meanwhile(stood, change.seen, wanted, work)
    return stood


def _judged_meanwhile(stood: Judgement | None, seen: int, wanted: str, work: Work) -> Changed:
    """The refusal in words: who judged what, or took it back."""
    number = work.file.number
    if stood is None or stood.id < seen:
        row = last_change("judgement", seen, work)
        why = message("stale.withdrawn", actor=row.actor if row else "", number=number)
    else:
        why = message(
            "stale.judgement",
            actor=stood.by,
            number=number,
            there_word=f"judged.{stood.verdict}",
            wanted_word=wanted,
        )
    return Changed(why, (why,))


def _effective_on(agreement: Agreement, condition: Condition, change: JudgeObligation) -> date:
    """The day on which the obligation now falls due.

    Raises:
        Refused: the condition asks nothing on its original day.
    """
    on = change.original_on
    stood_still = sum((one.until - one.since).days + 1 for one in agreement.suspensions)
    moved = (one.moved_to for one in agreement.judgements if one.moved_to is not None)
    latest = max(on, *moved, on) + timedelta(days=stood_still)
    for original, effective in falls(condition, agreement, latest):
        if original == on and effective >= asks_from(agreement, condition):
            return effective
    raise Refused(message("refused.no_obligation", day_on=on.isoformat()))


def _require_holds(
    change: JudgeObligation, condition: Condition, agreement: Agreement, work: Work, *, moves: bool
) -> None:
    """Refuse a verdict that says too much or too little.

    Args:
        moves: whether the day is another one than that of the judgement that stands.
    """
    today, on = work.now.today, _effective_on(agreement, condition, change)
    if (change.verdict is JudgedAs.MOVED) is not (change.moved_to is not None):
        raise Refused(message("refused.moved_day"))
    if change.verdict in REASONED and not change.why:
        raise Refused(message("refused.why_empty"))
    if change.moved_to is not None and moves:
        past = message("refused.moved_past", day_on=change.moved_to.isoformat())
        farthest = max(on, today) + FARTHEST - today
        require_ahead(change.moved_to, today, past, earliest=1, farthest=farthest)
        if instalment(condition):
            may_move(agreement, change.moved_to, change.why, work)
    ahead = on > today
    seen = change.verdict is JudgedAs.MET and on_its_day(condition.evidence, condition.duty)
    if ahead and (seen or change.verdict in (JudgedAs.MISSED, JudgedAs.PARTLY)):
        raise Refused(message("refused.judged_ahead", day_on=on.isoformat()))
