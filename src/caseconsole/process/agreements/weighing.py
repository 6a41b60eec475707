"""What weighs enough for the rungs above a card, which lead to the loss of a home (R75)."""

from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, Condition, Duty, LadderStep, Rung
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.held import breaching, fell_on
from caseconsole.domain.judging import unmended
from caseconsole.domain.losses import held_loss, lost_since
from caseconsole.domain.missed import held_misses
from caseconsole.domain.obligations import TROUBLED, ConditionStatus, statuses
from caseconsole.process.agreements.bound import climbed, past_rest, rested_with

HIGH = frozenset({Rung.THREE_PARTY, Rung.RED_CARD})
"""The rungs that lead to the loss of the home."""
_DAY = timedelta(days=1)


def of_tenant(agreement: Agreement, about: int | None = None) -> list[Condition]:
    """The conditions whose breach leads up the ladder: what the tenant owes, and nobody else (R75).

    Args:
        about: the condition that counts; None is any.
    """
    return [
        one for one in agreement.conditions if one.duty is Duty.TENANT and about in (None, one.id)
    ]


def weighs(case: CaseFile, agreement: Agreement, about: int | None, today: date) -> bool:
    """Whether a condition is breached, or what it rests on was lost (R75, P15, P17).

    What waits for a judgement weighs nothing, and a loss only once it was spoken about.

    Args:
        about: the condition that counts; None is any.
    """
    how = statuses(agreement, today, paid=case.paid, agreements=case.agreements)
    return any(
        how[condition.id] is ConditionStatus.BREACHED
        or _lost_in_spite(case, agreement, condition, today)
        for condition in of_tenant(agreement, about)
    )


def red_card(case: CaseFile, agreement: Agreement, today: date) -> LadderStep | None:
    """The red card that stands: not cured, and one whose breach weighs and was approved first."""
    cards = [step for step in unmended(agreement) if step.rung is Rung.RED_CARD]
    if len(cards) < 2:
        return cards[0] if cards else None
    return max(
        cards,
        key=lambda card: (
            weighs(case, agreement, card.condition, today), bool(card.second), card.on, card.id
        ),
    )  # fmt: skip


def _lost_in_spite(case: CaseFile, agreement: Agreement, condition: Condition, today: date) -> bool:
    """Whether what a condition rests on was lost, and a rung was taken once that was known."""
    other = _held_loss(case, agreement, condition, today)
    return other is not None and climbed(agreement, condition.id, lost_since(other))


def goes_wrong(
    case: CaseFile, agreement: Agreement, about: int | None, today: date
) -> dict[int, ConditionStatus]:
    """How the conditions go of which something fell short, by their keys (R75).

    Args:
        about: the condition that counts; None is any.
    """
    how = statuses(agreement, today, paid=case.paid, agreements=case.agreements)
    return {
        one.id: how[one.id]
        for one in of_tenant(agreement, about)
        if how[one.id] in TROUBLED and fell_short(case, agreement, one, today)
    }


def fell_short(case: CaseFile, agreement: Agreement, condition: Condition, today: date) -> bool:
    """Whether a miss is held against a condition, or what it rests on was lost (R75, P17).

    What waits for a judgement is neither, nor what rested on debt that is frozen or remitted.
    """
    return bool(
        held_misses(case, agreement, condition, today)
        or _held_loss(case, agreement, condition, today)
    )


def _held_loss(
    case: CaseFile, agreement: Agreement, condition: Condition, today: date
) -> Agreement | None:
    return held_loss(condition, agreement, today, paid=case.paid, agreements=case.agreements)


def breached_after(
    case: CaseFile,
    agreement: Agreement,
    step: LadderStep,
    today: date,
    about: int | None = None,
) -> bool:
    """Whether a condition is breached by what fell after the day of a rung (R75).

    Args:
        about: the condition that counts; None is any.
    """
    return breached_since(case, agreement, step.on + _DAY, today, about)


def breached_since(
    case: CaseFile, agreement: Agreement, since: date, today: date, about: int | None
) -> bool:
    """Whether a condition is breached by what fell on a day or later (R75).

    Args:
        about: the condition that counts; None is any.
    """
    how = statuses(agreement, today, paid=case.paid, agreements=case.agreements)
    return any(
        past_rest(fell_on(duty, one, agreement), rested_with(duty, case, today)) >= since
        for one in of_tenant(agreement, about)
        if how[one.id] is ConditionStatus.BREACHED
        for duty in held_misses(case, agreement, one, today)
        if breaching(duty)
    )
