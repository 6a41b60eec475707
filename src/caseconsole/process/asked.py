"""What the tenant is asked for beside an arrangement: not what its instalments pay (R36, R38)."""

from collections.abc import Iterable, Sequence
from datetime import date

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import collectable, left_out, new_rents, waits_since
from caseconsole.domain.kinds import covers_before, covers_from
from caseconsole.process.agreements.bound import Bound, over_since


def arranging(case: CaseFile, made: Iterable[Bound], today: date) -> tuple[Bound, ...]:
    """The arrangements by instalments that run for the debt of a lease, with some to come (P18)."""
    lease = case.lease.id
    return tuple(
        one
        for one in made
        if one.by_instalments
        and one.runs
        and lease in (one.agreement.covers or (lease,))
        and one.agreement.start_on <= today
        and over_since(one, case, today) is None
    )


def arranged(case: CaseFile, made: Iterable[Bound], due_on: date) -> bool:
    """Whether one of these arrangements covers what fell due for a lease on a day."""
    return any(
        covers_from(one.agreement, case.lease.id) <= due_on < covers_before(one.agreement)
        for one in made
    )


def asked(case: CaseFile, made: Sequence[Bound], today: date) -> int:
    """What may be asked for, in cents: neither what waits (R60, R61, R63) nor what is arranged.

    Args:
        case: the file.
        made: the arrangements that count, as `arranging` tells them.
        today: the day.
    """
    if not made:
        return collectable(case, today)

    def begins(one: Bound) -> date:
        return covers_from(one.agreement, case.lease.id)

    first = min(made, key=begins)
    since = max(begins(first), waits_since(case, today) or date.min)
    rents = new_rents(case, since, today)
    newer = sum(rent.open for rent in rents if not arranged(case, made, rent.due_on))
    return left_out(case, first.agreement, today) + newer
