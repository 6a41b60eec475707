"""What a person judges of a duty, and which of the judgements counts."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from caseconsole.domain.agreement import Agreement, Condition, Judge, Judgement
from caseconsole.domain.kinds import KINDS


def by_person(agreement: Agreement, condition: Condition) -> bool:
    """Whether a person says that a condition was met or missed: no ledger, agreement or state."""
    by_state = condition.clause in KINDS[agreement.kind].by_state
    return condition.judge is Judge.PERSON and not by_state


def newest_judgement(
    judgements: Iterable[Judgement], condition: int, original_on: date
) -> Judgement | None:
    """The judgement that counts of the duty of one day; None where nobody judged it."""
    own = (
        one for one in judgements if (one.condition, one.original_on) == (condition, original_on)
    )
    return max(own, key=attrgetter("id"), default=None)
