"""A review of many files: begun, done file by file, and broken off for good."""

from caseconsole.casework.work import Work
from caseconsole.domain.agreement_changes import CloseReview, FinishFile, StartReview
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Refused, message
from caseconsole.domain.review import done_already
from caseconsole.store import read
from caseconsole.store.rows import ReviewRow


def start_review(change: StartReview, work: Work) -> None:
    """Keep a set of files in the order in which they are to be stepped through.

    Raises:
        Refused: it is about a kind of agreement that is unknown, or a file is not there.
    """
    cases = dict.fromkeys(change.cases)
    if change.review_kind and change.review_kind not in KINDS:
        raise Refused(message("refused.review_kind", kind=change.review_kind))
    if len(read.numbers(work.conn, list(cases))) < len(cases):
        raise Refused(message("refused.review_files"))
    review = work.writer.insert(
        "review",
        name=change.name,
        kind=change.review_kind,
        on_day=work.now.today,
        closed_on=None,
        by=work.actor.login,
    )
    for place, case in enumerate(cases, 1):
        work.writer.insert(
            "review_file",
            review=review,
            place=place,
            case_file=case,
            done_on=None,
            why="",
            by="",
        )


def finish_file(change: FinishFile, work: Work) -> None:
    """Write down that a file of a review is done.

    Raises:
        Refused: there is no such review, it is broken off, the file is not in it, or is done.
    """
    review = _review(change.review, work)
    if review.closed_on is not None:
        raise Refused(message("refused.review_closed", closed_on=review.closed_on.isoformat()))
    file = read.review_file(work.conn, review.id, change.case)
    if file is None:
        raise Refused(message("refused.review_file", number=work.file.number))
    if file.done_on is not None:
        raise Refused(done_already(file.number, file.by, file.done_on))
    work.writer.update(
        "review_file",
        file.id,
        file.version,
        done_on=work.now.today,
        why=change.why,
        by=work.actor.login,
    )


def close_review(change: CloseReview, work: Work) -> None:
    """Break a review off for good; what was judged and decided in it stays.

    Raises:
        Refused: there is no such review, or it is broken off already.
    """
    review = _review(change.review, work)
    if review.closed_on is not None:
        raise Refused(message("refused.review_closed", closed_on=review.closed_on.isoformat()))
    if review.version != change.seen:
        raise Refused(message("refused.review_changed", name=review.name))
    work.writer.update("review", review.id, change.seen, closed_on=work.now.today)


def _review(id_: int, work: Work) -> ReviewRow:
    review = read.review(work.conn, id_)
    if review is None:
        raise Refused(message("refused.review_unknown"))
    return review
