"""What was missed and is held against a condition: by this it goes, and its ladder (R75, P17)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    Obligation,
    ObligationState,
    Paid,
    Weight,
)
from caseconsole.domain.judging import (
    MISSED,
    RENT_CLAUSES,
    counts_from,
    failed_on,
    lacking,
    last_in_time,
    round_of,
    unmended,
)
from caseconsole.domain.kinds import LOST, phase
from caseconsole.domain.losses import (
    asked_in,
    holds,
    last_cured,
    lost_since,
    nothing_owed,
    was_lost,
)

RECENT = 3
"""How many of the newest judged obligations of a person's judging count (P17)."""
BREACHES = {Weight.MAJOR: 1, Weight.MINOR: 2}
"""How many misses that are held against one make a breach (P17)."""
MADE_GOOD = frozenset({ObligationState.MET, ObligationState.LATE})
"""The states of what was done, in time or later."""
JUDGED = MADE_GOOD | MISSED
"""Those of what was done or missed."""


def held_against(
    condition: Condition,
    asked: Iterable[Obligation],
    agreement: Agreement,
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> list[Obligation]:
    """What was missed since the cure of a condition, and not let be with the loss of what it is of.

    Of what a person judges that is only what is among the newest that were judged; what was handed
    in ahead counts among them from its own day. What could still be met on the day of the cure,
    that does not take away.

    Args:
        asked: what it asked, or the agreement on which it rests, by day.
    """
    judged: dict[int, list[Obligation]] = {}
    for duty in asked:
        if duty.state in JUDGED and duty.on <= today:
            judged.setdefault(duty.condition.id, []).append(duty)
    cured = last_cured(agreement, condition)
    return [
        duty
        for own in judged.values()
        for duty in (own[-RECENT:] if own[0].condition.judge is Judge.PERSON else own)
        if duty.state in MISSED
        and counts_from(duty) > cured
        and not _let_be(duty, condition, agreement, today, paid=paid, agreements=agreements)
    ]


def _let_be(
    duty: Obligation,
    condition: Condition,
    agreement: Agreement,
    today: date,
    *,
    paid: Paid,
    agreements: Sequence[Agreement],
) -> bool:
    """Whether a miss is of what was lost, and goes with that loss, which is held against nobody.

    So does all of which nothing is owed, whenever the condition ended, but for the rent that fell
    due since that was frozen. It stays where a rung that is open or led to no cure was about it:
    taken after it fell, while the condition asked it, and before the loss was known, as one since
    is about that.
    """
    of = condition.rests_on if duty.condition.id == condition.id else duty.condition.agreement
    other = next((one for one in agreements if one.id == of), None)
    if other is None or phase(other) not in LOST:
        return False
    if nothing_owed(other, paid) and not new_rent(duty, paid.rests.get(other.id, date.min)):
        return True
    if not was_lost(other, condition, agreement, agreements) or holds(
        other, condition, agreement, agreements, today
    ):
        return False
    fell, known_on = fell_on(duty, condition, agreement), lost_since(other)
    until = asked_in(condition, agreement, agreements)[1]
    return not any(
        step.condition in {None, condition.id} and fell <= step.on <= until and step.on < known_on
        for step in unmended(agreement)
    )


def new_rent(duty: Obligation, since: date) -> bool:
    """Whether an obligation is rent that is no part of a debt that was frozen on a day."""
    return duty.condition.clause in RENT_CLAUSES and duty.on >= since


def fell_on(duty: Obligation, condition: Condition, agreement: Agreement) -> date:
    """The day on which what was missed of a condition fell, or of what that rests on.

    It is the last in time, or that on which it was judged before. To judge it late makes that no
    newer, nor does what was paid and came back, where a rung about it was taken before it was paid
    and nobody cured that.
    """
    cured = last_cured(agreement, condition)
    about = [step.on for step in round_of(agreement) if step.condition in {None, condition.id}]
    spoken = (
        fell
        for fell, met in lacking(duty)
        if fell >= cured and any(fell <= on <= met for on in about)
    )
    return min(failed_on(duty), next(spoken, last_in_time(duty)))


def enough(held: Iterable[Obligation]) -> bool:
    """Whether so much is held against a condition, or one that it rests on, that it is breached."""
    counts = Counter(duty.condition for duty in held if breaching(duty))
    return any(n >= BREACHES[of.weight] for of, n in counts.items())


def breaching(duty: Obligation) -> bool:
    """Whether a miss counts to a breach: part of what a person judges does not (P17)."""
    judge = duty.condition.judge
    return judge is Judge.LEDGER or (judge is Judge.PERSON and duty.state is ObligationState.MISSED)
