"""The end of a file of a review: what is left to decide, and what ends it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.casework.review import ReviewNow
from caseconsole.domain.agreement import Agreement, DecisionKind
from caseconsole.domain.review import NOTHING_ASKED, in_review, proposed

if TYPE_CHECKING:
    from caseconsole.domain.changes import Change


def late(found: ReviewNow) -> bool:
    """Whether something of it waits for a judgement."""
    return any(one.late for one in found.items)


def left(found: ReviewNow) -> list[Agreement]:
    """The agreements about which nothing was decided yet."""
    made = in_review(found.view.file, found.review.kind)
    return [one for one in made if one.id not in found.decisions]


def proposal(found: ReviewNow, made: Agreement) -> DecisionKind | None:
    """What is proposed to decide about an agreement; None where nothing is."""
    return proposed(made, found.items, found.asked.get(made.id, NOTHING_ASKED).next)


def to_decide(found: ReviewNow) -> list[Agreement]:
    """Those left of which more is asked than to go on: another decision, or a choice."""
    return [one for one in left(found) if proposal(found, one) is not DecisionKind.KEEP]


def ending_with(
    found: ReviewNow, made: Agreement, decision: DecisionKind, *, keep: bool
) -> "list[Change]":
    """What ends the file with a decision about one agreement of it.

    Nothing does while others are left to decide about, or conditions are to be adjusted.

    Args:
        keep: whether the others are kept with it, where that is proposed of them.
    """
    others = [one for one in left(found) if one.id != made.id]
    kept = keep and all(proposal(found, one) is DecisionKind.KEEP for one in others)
    if decision is DecisionKind.ADJUST or (others and not kept):
        return []
    return ending(found, others)


def ending(found: ReviewNow, left: Sequence[Agreement], why: str = "") -> "list[Change]":
    """What ends the file: what is proposed of these agreements, which asks no more, and it is done.

    Nothing does while something is left for no reason. A file that is done stays so, whatever is
    decided in it since.
    """
    from caseconsole.domain.agreement_changes import FinishFile

    if asks_why(found) and not why:
        return []
    done = [change for made in left for change in _proposed(found, made)]
    if found.file.done_on is not None:
        return done
    return [*done, FinishFile(case=found.file.case, review=found.review.id, why=why)]


def asks_why(found: ReviewNow) -> bool:
    """Whether the file ends for a reason only: something waits, and it is not done yet."""
    return found.file.done_on is None and late(found)


def _proposed(found: ReviewNow, made: Agreement) -> "list[Change]":
    """The rung that an agreement asks for with the warning, or that it is kept as it is."""
    from caseconsole.domain.agreement_changes import Decide, TakeRung

    case, within, rung = found.file.case, found.review.id, found.rungs.get(made.id)
    decided = Decide(
        case=case,
        agreement=made.id,
        seen=made.version + (rung is not None),
        decision=DecisionKind.WARN if rung else DecisionKind.KEEP,
        next_review_on=rung.next_review(found.next_on) if rung else found.next_on,
        review=within,
    )
    if rung is None:
        return [decided]
    taken = TakeRung(
        case=case,
        agreement=made.id,
        seen=made.version,
        rung=rung.rung,
        condition=rung.condition,
        text=rung.text,
        review=within,
    )
    return [taken, decided]
