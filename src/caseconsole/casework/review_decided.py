"""What was decided in a review, where nothing that was recorded since asks it anew."""

from collections.abc import Mapping

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement, Decision, Judge, Outcome
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import SHORT, last_in_time
from caseconsole.domain.missed import held_misses
from caseconsole.domain.relied import relied_on
from caseconsole.domain.review import NOTHING_ASKED, Asked, decided, in_review
from caseconsole.store import journal
from caseconsole.store.rows import JournalRow, ReviewRow

_MOST = 200
"""How many of the newest changes of a file are looked at."""


def decisions(
    session: Session, review: ReviewRow, file: CaseFile, asked: Mapping[int, Asked]
) -> dict[int, Decision]:
    """What was decided about each agreement since the review began, if nothing newer is asked.

    Of one day the journal tells what came first.
    """
    found: dict[int, Decision] = {}
    for made in in_review(file, review.kind):
        since = asked.get(made.id, NOTHING_ASKED).since
        one = decided(made, max(review.on, since))
        if one is None:
            continue
        taken, later = _recorded(session, made) if one.on in (review.on, since) else (None, [])
        before = one.on == review.on and taken and journal.begun(session.conn, review.id, taken)
        anew = one.on == since and (
            any(_asks_anew(row, file, made, session) for row in later)
            or (taken is not None and _shown_since(session, taken, file, made))
        )
        if not (before or anew):
            found[made.id] = one
    return found


def _recorded(session: Session, made: Agreement) -> tuple[int | None, list[JournalRow]]:
    """The number of the newest decision about an agreement, and what of its file came after it.

    None, and nothing, where it is not among the newest changes.
    """
    from caseconsole.domain.agreement_changes import Decide

    later: list[JournalRow] = []
    for row in journal.entries(session.conn, made.case, None, _MOST):
        if row.undone_by is not None:
            continue
        if row.kind == Decide.kind and row.payload.get("agreement") == made.id:
            return row.seq, later
        later.append(row)
    return None, []


def _asks_anew(row: JournalRow, file: CaseFile, made: Agreement, session: Session) -> bool:
    """Whether a change says that something of an agreement, or what it rests on, went wrong."""
    from caseconsole.domain.agreement_changes import CloseRung, JudgeObligation

    told = row.payload
    if row.kind == CloseRung.kind:
        own = {step.id for step in made.ladder}
        return told.get("step") in own and told.get("outcome") == Outcome.NOT_CURED
    if row.kind != JudgeObligation.kind:
        return False
    relied = (other for of in made.conditions for other in relied_on(of, made, file.agreements))
    about = {said.id for one in (made, *relied) for said in one.judgements}
    written = journal.images(session.conn, row.seq) if told.get("verdict") in SHORT else ()
    return any(image.table == "judgement" and image.id in about for image in written)


def _shown_since(session: Session, taken: int, file: CaseFile, made: Agreement) -> bool:
    """Whether a miss of an agreement, or what it rests on, is in what was read of the ledger since.

    Args:
        taken: the number of the decision about it.
    """
    known = journal.ledger_known(session.conn, taken)
    today = session.clock.now().today
    return known is not None and any(
        duty.condition.judge is Judge.LEDGER and last_in_time(duty) > known
        for of in made.conditions
        for duty in held_misses(file, made, of, today)
    )
