"""What weighs enough for the rungs above a card, which lead to the loss of a home (R75)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    Obligation,
    ObligationState,
    Rung,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.kinds import LOST, phase
from caseconsole.domain.missed import missed
from caseconsole.domain.obligations import BREACHES, last_cured

HIGH = frozenset({Rung.THREE_PARTY, Rung.RED_CARD})
"""The rungs that lead to the loss of the home."""


def weighs(case: CaseFile, agreement: Agreement, about: int | None, today: date) -> bool:
    """Whether a condition was breached and not cured, or what it rests on was lost (R75, P15).

    What waits for a judgement weighs nothing, and a loss only once it was spoken about.

    Args:
        about: the condition that counts; None is any.
    """
    return any(
        _breached(agreement, condition, missed(case, agreement, (condition,), today))
        or _lost_in_spite(case, agreement, condition)
        for condition in agreement.conditions
        if about in (None, condition.id)
    )


def _breached(agreement: Agreement, condition: Condition, found: Iterable[Obligation]) -> bool:
    """Whether so much was missed as makes a breach (P17); to pay a part does not end one."""
    cured = last_cured(agreement, condition)
    count = Counter(
        (duty.condition.id, duty.condition.weight)
        for duty in found
        if duty.on > cured and counts(duty)
    )
    return any(n >= BREACHES[weight] for (_, weight), n in count.items())


def counts(duty: Obligation) -> bool:
    """Whether a miss counts to a breach: part of what a person judges does not (P17)."""
    judge = duty.condition.judge
    return judge is Judge.LEDGER or (judge is Judge.PERSON and duty.state is ObligationState.MISSED)


def _lost_in_spite(case: CaseFile, agreement: Agreement, condition: Condition) -> bool:
    """Whether what a condition rests on was lost, and a rung was taken about that since."""
    other = lost(case, condition)
    return other is not None and any(
        step.on >= other.state_on and step.condition in {None, condition.id}
        for step in agreement.ladder
    )


def fell_short(case: CaseFile, agreement: Agreement, condition: Condition, today: date) -> bool:
    """Whether something was missed since the last cure, or what it rests on was lost (R75).

    What waits for a judgement is neither.
    """
    cured = last_cured(agreement, condition)
    misses = missed(case, agreement, (condition,), today)
    return any(duty.on > cured for duty in misses) or lost(case, condition) is not None


def as_shown(case: CaseFile, complete_through: date | None) -> CaseFile:
    """A file in which no payment counts as missed that an old ledger does not show so (P06)."""
    return replace(case, paid=replace(case.paid, through=complete_through or date.min))


def lost(case: CaseFile, condition: Condition) -> Agreement | None:
    """The agreement on which a condition rests, when that ended otherwise than completed."""
    if condition.judge is not Judge.AGREEMENT:
        return None
    for other in case.agreements:
        if other.id == condition.rests_on and phase(other) in LOST:
            return other
    return None
