"""What the tenant is asked for beside an arrangement: not what its instalments pay (R36, R38)."""

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date

from caseconsole.domain.agreement import RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import (
    collectable,
    left_out,
    new_rents,
    new_returns,
    waits_since,
)
from caseconsole.domain.judging import LEAST
from caseconsole.domain.kinds import covers_before, covers_from
from caseconsole.domain.ledger import Standing
from caseconsole.domain.rents_let_be import AskedFrom
from caseconsole.process.agreements.bound import Bound, pays
from caseconsole.process.misses import came_back, standing_before


def arranging(case: CaseFile, made: Iterable[Bound], today: date) -> tuple[Bound, ...]:
    """The arrangements by which the debt of a lease is paid, with instalments to come (P18, R38).

    Not those beside which collection goes on by the policy.
    """
    lease = case.lease.id
    return tuple(
        one
        for one in made
        if one.by_instalments
        and one.runs
        and one.values.pause_collection
        and lease in (one.agreement.covers or (lease,))
        and one.agreement.start_on <= today
        and pays(one, case, today)
    )


def arranged(case: CaseFile, made: Sequence[Bound], due_on: date) -> bool:
    """Whether arrangements cover all that is open of what fell due for a lease on a day.

    And not what came back since (R36).
    """
    if not _covered(case, made, due_on):
        return False
    return not any(rent.beside for rent in case.paid.rents if rent.due_on == due_on)


def _covered(case: CaseFile, made: Iterable[Bound], due_on: date) -> bool:
    return any(
        covers_from(one.agreement, case.lease.id) <= due_on < covers_before(one.agreement)
        for one in made
    )


def asked(case: CaseFile, made: Sequence[Bound], let_be: Container[date], today: date) -> int:
    """What may be asked for, in cents: neither what waits (R60, R61, R63) nor what is arranged.

    Args:
        case: the file.
        made: the arrangements that count, as `arranging` tells them.
        let_be: the due days of the rents that people moved to a day to come, or let go (R36).
        today: the day.
    """
    if not made:
        rents = new_rents(case, waits_since(case, today) or date.min, today)
        return collectable(case, today) - sum(rent.open for rent in rents if rent.due_on in let_be)

    def begins(one: Bound) -> date:
        return covers_from(one.agreement, case.lease.id)

    first, waits = min(made, key=begins), waits_since(case, today)
    since = max(begins(first), waits or date.min)
    newer = sum(
        _asked_of(case, made, rent)
        for rent in new_rents(case, since, today)
        if rent.due_on not in let_be
    )
    older = left_out(case, first.agreement, let_be, today)
    if waits or older:
        # What is left out holds all else that is no rent already.
        back = new_returns(case, since)
        return older + newer + sum(cents for on, cents in back if not _covered(case, made, on))
    return newer + case.paid.beside


def _asked_of(case: CaseFile, made: Sequence[Bound], rent: RentMonth) -> int:
    """What may be asked for of a rent, in cents."""
    if arranged(case, made, rent.due_on):
        return 0
    return rent.beside if _covered(case, made, rent.due_on) else rent.open


def asked_on(case: CaseFile, one: Bound, let_be: Container[date], day: date, today: date) -> int:
    """What was asked for on a day beside an arrangement, in cents: also what was paid of it since.

    Of what is no rent the ledger tells what is open alone. Rents that people let be, by then or
    since, are no part of it.
    """
    made, waits = (one,), waits_since(case, today) or date.min
    rents = [
        rent
        for rent in case.paid.rents
        if waits <= rent.due_on <= day
        and rent.due_on not in let_be
        and not arranged(case, made, rent.due_on)
    ]
    paid = sum(cents for rent in rents for on, cents in rent.payments if on >= day)
    return case.paid.beside + paid + sum(_asked_of(case, made, rent) for rent in rents)


def leaves_out(one: Bound, case: CaseFile, let_be: Container[date], today: date) -> bool:
    """Whether debt is open that an arrangement leaves out, and nobody lets it wait any more."""
    return left_out(case, one.agreement, let_be, today) >= max(1, one.term(LEAST))


def beside(
    case: CaseFile,
    standing: Standing,
    made: Iterable[Bound],
    let_be: Collection[date],
    asked_from: AskedFrom,
    today: date,
) -> Standing:
    """Where a lease stands by what an arrangement leaves out, where the newest miss is its own.

    What it covers is paid by its instalments, and their own step is about those (R35, R38). A debit
    that came back since it began is no part of what was arranged (R36).
    """
    missed_on = standing.missed_on
    if missed_on is None:
        return standing
    newest, back = missed_on, date.min
    if returned_on := came_back(standing, asked_from):
        days = [rent.due_on for rent in case.paid.rents if rent.back_on == returned_on]
        newest, back = max(days, default=missed_on), returned_on
    for one in made:
        since, start_on = covers_from(one.agreement, case.lease.id), one.agreement.start_on
        own = one.by_instalments and one.runs and since <= newest < start_on and back < start_on
        if own and leaves_out(one, case, let_be, today):
            return standing_before(case, standing, let_be, asked_from, since)
    return standing
