"""The review: a set of files in a fixed order, stepped through item by item, by one or several."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from caseconsole.casework import viewing
from caseconsole.casework.climbing import NextRung, asked, next_rung, outcomes_asked
from caseconsole.casework.review_decided import decisions
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Decision, DecisionKind
from caseconsole.domain.judging import open_rungs
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.limit import ME, Limit
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.moving import cure_of, end_of
from caseconsole.domain.review import (
    NOTHING_ASKED,
    Asked,
    Item,
    in_review,
    items,
    next_review,
    proposed,
)
from caseconsole.domain.rights import Action
from caseconsole.store import journal, read
from caseconsole.store import session as own
from caseconsole.store.rows import CaseView, ReviewFile, ReviewRow

MOST = 2_000
"""The most files of one review."""
NAMED = 6
"""How many of the files that a review leaves out are named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A set that can be reviewed: what a limit leaves, or the cases themselves."""

    name: Message
    limit: str = ""
    cases: tuple[int, ...] | None = None


class Begun(NamedTuple):
    """A review that was begun."""

    id: int
    left_out: Message | None
    """The files of its set that it leaves out, and why; None when it holds all."""


@dataclass(frozen=True, slots=True)
class ReviewNow:
    """A review with one of its files, as both stand now."""

    review: ReviewRow
    files: tuple[ReviewFile, ...]
    view: CaseView
    items: tuple[Item, ...]
    next_on: date
    """The day that is proposed for the next review: an end or the time to cure comes before."""
    asked: Mapping[int, Asked]
    """What is asked to be decided, by agreement."""
    rungs: Mapping[int, NextRung]
    """The rung that is taken with a warning, by each agreement of which that is proposed."""
    decisions: Mapping[int, Decision]
    """What was decided since the review began, if nothing newer is asked, by agreement."""
    passed: tuple[Message, ...] = ()
    """The files that were left to a colleague who is in them."""

    @property
    def file(self) -> ReviewFile:
        """The file that is shown."""
        return next(one for one in self.files if one.case == self.view.file.id)


def choices(session: Session) -> list[Choice]:
    """The sets that are reviewed most: what is due in one's team, what was arranged lately.

    What is of no team is in that of everybody, so that no file falls between them.
    """
    today, team = session.clock.now().today, session.actor.team
    mine = f" team:{ME}" if team else ""
    month = today.replace(day=1)
    before = month - relativedelta(months=1)
    return [
        Choice(
            message(
                "review.set.second_chance_due_of_team" if team else "review.set.second_chance_due",
                team=team,
            ),
            f"agreement:second_chance review<=today{mine}",
        ),
        Choice(
            message("review.set.due_of_team" if team else "review.set.due", team=team),
            f"review<=today{mine}",
        ),
        Choice(message("review.set.mine"), "review<=today owner:me"),
        *(
            Choice(
                message("review.set.arranged", month_on=first.isoformat()),
                f"agreement:payment_arrangement agreed>={first.isoformat()}"
                f" agreed<{(first + relativedelta(months=1)).isoformat()}",
            )
            for first in (before, month)
        ),
        *(
            Choice(
                message(
                    "review.set.kind_of_team" if team else "review.set.kind",
                    kind_word=f"kind.{kind}",
                    team=team,
                ),
                f"agreement:{kind}{mine}",
            )
            for kind in KINDS
        ),
    ]


def kind_of(limit: Limit) -> str:
    """The kind of agreement that a limit is about; empty when it names none."""
    kinds = {str(term.value) for term in limit if term.field == "agreement" and not term.negated}
    return kinds.pop() if len(kinds) == 1 else ""


def start(session: Session, name: str, limit: Limit, cases: Sequence[int] | None = None) -> Begun:
    """Begin a review of the files that a limit leaves, or of these cases in their order.

    Raises:
        Refused: the actor may not, there is no file, no agreement runs in any of them, or they are
            too many.
    """
    from caseconsole.casework.record import record
    from caseconsole.domain.agreement_changes import StartReview

    today, me, kind = session.clock.now().today, session.actor.login, kind_of(limit)
    if cases is None:
        cases = [one.case for one in read.agreed_cases(session.conn, limit, me=me, today=today)]
    if not cases:
        raise Refused(message("review.no_file"))
    found = read.running_cases(session.conn, cases, kind)
    if not found:
        raise Refused(message("review.empty"))
    if len(found) > MOST:
        raise Refused(message("review.too_many", count=len(found), limit=MOST))
    begun = record(StartReview(name=name, review_kind=kind, cases=tuple(found)), session=session)
    images = journal.images(session.conn, begun.seq)
    id_ = next(image.id for image in images if image.table == "review")
    return Begun(id_, _left_out(session, dict.fromkeys(cases).keys() - set(found), kind))


def _left_out(session: Session, cases: Collection[int], kind: str) -> Message | None:
    """The files of a set in which nothing runs that could be stepped through."""
    if not cases:
        return None
    found = read.numbers(session.conn, list(cases)).values()
    numbers = sorted(found, key=lambda number: (len(number), number))
    named = ", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")
    if not kind:
        return message("review.left_out", n=len(numbers), numbers=named)
    return message("review.left_out_kind", n=len(numbers), numbers=named, kind_word=f"kind.{kind}")


def go_on(session: Session, id_: int, after: int = 0) -> ReviewNow | None:
    """The next file that is not done, past those in which a colleague is; None when all are done.

    Args:
        after: the place after which to look; from the begin again when there is none.

    Raises:
        Refused: there is no such review, or a colleague is in each file that is left.
    """
    review, files = _review(session, id_)
    left = [one for one in files if one.done_on is None]
    if not left:
        return None
    since = session.clock.now().at - own.LEFT_BEHIND_MS
    guests = read.review_guests(session.conn, id_, session.actor.login, since)
    ahead = [one for one in left if one.place > after] + [one for one in left if one.place <= after]
    passed: list[Message] = []
    for one in ahead:
        if (guest := guests.get(one.case)) is None:
            return _standing(session, review, files, one.case, tuple(passed))
        passed.append(message("review.passed", actor=guest, number=one.number))
    raise Refused(passed[0])


def show(session: Session, id_: int, case: int) -> ReviewNow:
    """A file of a review, done or not."""
    review, files = _review(session, id_)
    return _standing(session, review, files, case)


def reread(session: Session, id_: int, case: int) -> ReviewNow:
    """A file of a review as it stands now; looked at already, so no new view is written down."""
    review, files = _review(session, id_)
    return _made(session, review, files, viewing.look(session, case))


def _review(session: Session, id_: int) -> tuple[ReviewRow, tuple[ReviewFile, ...]]:
    session.require(Action.REVIEW)
    review = read.review(session.conn, id_)
    if review is None:
        raise Refused(message("refused.review_unknown"))
    if review.closed_on is not None:
        raise Refused(message("refused.review_closed", closed_on=review.closed_on.isoformat()))
    return review, tuple(read.review_files(session.conn, id_))


def _standing(
    session: Session,
    review: ReviewRow,
    files: tuple[ReviewFile, ...],
    case: int,
    passed: tuple[Message, ...] = (),
) -> ReviewNow:
    return _made(session, review, files, viewing.open_case(session, case), passed)


def _made(
    session: Session,
    review: ReviewRow,
    files: tuple[ReviewFile, ...],
    view: CaseView,
    passed: tuple[Message, ...] = (),
) -> ReviewNow:
    today = session.clock.now().today
    months = session.policy.at(today).review_months
    found = items(view.file, review.kind, today, outcomes_asked(session, view.file))
    made = in_review(view.file, review.kind)
    days = [end_of(one) for one in made]
    days += [cure_of(step, one) for one in made for step in open_rungs(one)]
    coming = [day for day in days if day is not None and day > today]
    signed = [one.signed_on if KINDS[one.kind].ladder else None for one in made]
    coming += [next_review(day, months, today) for day in signed]
    next_on = min(coming, default=next_review(None, months, today))
    asks = asked(session, view.file)
    warned = [
        one
        for one in made
        if KINDS[one.kind].ladder
        and proposed(one, found, asks.get(one.id, NOTHING_ASKED).next) is DecisionKind.WARN
    ]
    rungs = {
        one.id: rung for one in warned if (rung := next_rung(session, view.file, one)) is not None
    }
    taken = decisions(session, review, view.file, asks)
    return ReviewNow(review, files, view, found, next_on, asks, rungs, taken, passed)
