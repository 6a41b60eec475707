"""What a condition rests on that was lost: it ended otherwise than completed (P15, R73, R75)."""

from collections.abc import Sequence
from datetime import date

from caseconsole.domain.agreement import Agreement, Condition, Outcome, Paid, Phase
from caseconsole.domain.kinds import KINDS, LOST, asks_from, phase
from caseconsole.domain.moving import until_of
from caseconsole.domain.relied import ends_of, lost_on, phase_on, relied_on


def last_cured(agreement: Agreement, condition: Condition, since: date = date.min) -> date:
    """The day of the newest cure of a condition, or of the agreement as a whole.

    Args:
        since: the first day of the rungs whose cures count.
    """
    days = (
        step.outcome_on or date.min
        for step in agreement.ladder
        if step.outcome is Outcome.CURED
        and step.condition in {None, condition.id}
        and step.on >= since
    )
    return max(days, default=date.min)


def asked_in(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement]
) -> tuple[date, date]:
    """The first and last day on which what a condition rests on counts for it.

    Before a lease bound nothing was a breach of it, nor is what follows the end of a condition. Of
    what was lost by the day on which a person ended it nothing is left for a standstill to move.
    """
    until, ended = until_of(condition, agreement) or date.max, condition.ended_on
    if ended is not None and ended < until:
        bound = {phase_on(one, ended) for one in relied_on(condition, agreement, agreements)}
        if bound & LOST and bound <= {*LOST, Phase.PROPOSED}:
            until = ended
    return asks_from(agreement, condition), until


def rested_on(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement], today: date
) -> Agreement | None:
    """The agreement on which a condition rests; None where that is none, or not of the file.

    Once a condition is over it is the last one that was more than offered by then.
    """
    *before, now = relied_on(condition, agreement, agreements) or (None,)
    until = asked_in(condition, agreement, agreements)[1]
    if before and now and until <= today and phase_on(now, until) is Phase.PROPOSED:
        return before[-1]
    return now


def lost(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement], today: date
) -> Agreement | None:
    """The agreement on which a condition rests, when that ended otherwise than completed (P15)."""
    other = rested_on(condition, agreement, agreements, today)
    return other if other and was_lost(other, condition, agreement, agreements) else None


def was_lost(
    other: Agreement, condition: Condition, agreement: Agreement, agreements: Sequence[Agreement]
) -> bool:
    """Whether an agreement on which a condition rests, or did, ended otherwise than completed.

    One that ended after the condition itself was lost for nothing.
    """
    if phase(other) not in LOST:
        return False
    until = asked_in(condition, agreement, agreements)[1]
    return until >= lost_on(other)


def let_go(
    condition: Condition, agreement: Agreement, agreements: Sequence[Agreement], today: date
) -> bool:
    """Whether a person ended a condition, and what it rests on with it, by a day."""
    ended = condition.ended_on is not None
    return ended and asked_in(condition, agreement, agreements)[1] <= today


def lost_since(other: Agreement) -> date:
    """The day since which it is known here that an agreement was lost.

    What its end is called since, or that its day was corrected, makes that no later.
    """
    return min(max(one.on, one.recorded_on or one.on) for one in ends_of(other))


def nothing_owed(other: Agreement, paid: Paid) -> bool:
    """Whether the debt of what was lost is asked no more: frozen, remitted or paid (R59-R63)."""
    return other.id in paid.rests or paid_off(other, paid)


def paid_off(other: Agreement, paid: Paid) -> bool:
    """Whether the debt of what was lost is paid all the same (R59)."""
    return bool(KINDS[other.kind].paid_state) and paid.paid_off(other.id)


def held_loss(
    condition: Condition,
    agreement: Agreement,
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> Agreement | None:
    """The loss that is held against a condition: not let go with it, nor cured since it was known.

    Nor is one held of which nothing is owed.
    """
    other = lost(condition, agreement, agreements, today)
    if other is None or nothing_owed(other, paid):
        return None
    return other if holds(other, condition, agreement, agreements, today) else None


def holds(
    other: Agreement,
    condition: Condition,
    agreement: Agreement,
    agreements: Sequence[Agreement],
    today: date,
) -> bool:
    """Whether a loss was not let go with a condition, nor cured since it was known.

    A rung from before was not about it (R75).
    """
    known_on = lost_since(other)
    return not let_go(condition, agreement, agreements, today) and known_on > last_cured(
        agreement, condition, known_on
    )
