"""What was known of a file when a rung was taken: its letter tells of what was missed by then."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from caseconsole.domain.agreement import Agreement, Judgement, Paid, RentMonth
from caseconsole.domain.casefile import CaseFile


def told_then(file: CaseFile, day: date) -> CaseFile:
    """A file without what was paid on a day or later, and with what was judged by that day.

    Who took a rung that day did not know yet of what came in on it.
    """
    agreed = tuple(judged_then(one, day) for one in file.agreements)
    return replace(file, paid=_paid(file.paid, day), agreements=agreed)


def judged_then(made: Agreement, day: date) -> Agreement:
    """An agreement as it was judged by a day.

    What nobody had judged by then stands as it was judged first: some write that down afterwards.
    """
    known: dict[tuple[int, date], list[Judgement]] = {}
    for one in made.judgements:
        before = known.setdefault((one.condition, one.original_on), [])
        if one.on <= day or not before:
            before.append(one)
    judged = (one for one in made.judgements if one in known[one.condition, one.original_on])
    return replace(made, judgements=tuple(judged))


_Payments = tuple[tuple[date, int], ...]


def _paid(paid: Paid, day: date) -> Paid:
    since = {one: _since(payments, day) for one, payments in paid.covered.items()}
    return replace(
        paid,
        rents=tuple(_rent(one, day) for one in paid.rents),
        covered=_before(paid.covered, day),
        others=_before(paid.others, day),
        open={one: cents + since.get(one, 0) for one, cents in paid.open.items()},
    )


def _rent(rent: RentMonth, day: date) -> RentMonth:
    if not any(on >= day for on, _ in rent.payments):
        return rent
    open_ = min(max(rent.open + _since(rent.payments, day), 0), rent.cents)
    if rent.back_on and rent.back_on >= day:
        rent = replace(rent, back_on=None, back=0, came_back=0, beside=0)
    payments = tuple(one for one in rent.payments if one[0] < day)
    return replace(rent, open=open_, payments=payments, paid_on=None if open_ else rent.paid_on)


def _before(covered: Mapping[int, _Payments], day: date) -> dict[int, _Payments]:
    return {one: tuple(it for it in paid if it[0] < day) for one, paid in covered.items()}


def _since(payments: Iterable[tuple[date, int]], day: date) -> int:
    return sum(cents for on, cents in payments if on >= day)
