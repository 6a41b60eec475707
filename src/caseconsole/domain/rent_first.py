"""Rent that falls due soon is met before the debt of an arrangement, also where it is not booked.

Many book a rent on its day, while it is paid some days before (R36, 6:43 BW).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from caseconsole.domain.agreement import Agreement, Paid
from caseconsole.domain.allocation import rent_at
from caseconsole.domain.calendar import banking_day, rent_day
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.lines import as_corrected

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_T = TypeVar("_T")


def coming_rent(
    entries: Sequence[LedgerEntry],
    rents: Sequence[tuple[date, int]],
    due_day: int,
    end_on: date | None,
    past: date,
) -> LedgerEntry | None:
    """The next rent of a lease as it will be booked; None where it is, or there will be none.

    Args:
        entries: the lines of the lease.
        rents: the monthly rents by the day from which they count, in cents.
        due_day: the day of the month on which rent falls due.
        end_on: the last day of the lease, where it ends.
        past: the last day that is over and of which the ledger holds what was booked. What falls
            due while the banks are closed is booked on the day after that.
    """
    due_on = rent_day(past - _WEEK, due_day)
    if banking_day(due_on) <= past:
        due_on = rent_day(due_on + _DAY, due_day)
    cents, month = rent_at(rents, due_on), due_on.isoformat()[:7]
    if not cents or (end_on and end_on < due_on):
        return None
    # The month that a line names does not tell: many have rent fall due in the month before that.
    near = (
        one.cents
        for one in as_corrected(entries)
        if one.kind is EntryKind.CHARGE and _near(one.due_on or one.value_on, due_on)
    )
    # A rent may be booked in several lines, or for less than is known: most of it tells that it
    # is booked, while a few service costs do not.
    if 2 * sum(near) > cents:
        return None
    return LedgerEntry(0, EntryKind.CHARGE, cents, due_on, due_on, due_on, month, "", "", "", None)


def _near(day: date, due_on: date) -> bool:
    return (day.year, day.month) == (due_on.year, due_on.month) or abs(day - due_on) <= _WEEK


def all_in(known: Paid, made: Iterable[Agreement]) -> frozenset[int]:
    """The agreements, kept by paying, that run and of whose debt all came in, on any account."""
    return frozenset(
        one.id
        for one in made
        if runs(one)
        and KINDS[one.kind].paid_state
        and one.id in known.shown
        and known.open.get(one.id) == known.in_hand.get(one.id, 0)
    )


def rent_first(known: Paid, ahead: Paid, waits: Collection[int]) -> Paid:
    """What the ledger says, of what is all in without the next rent only as it is with that.

    Args:
        known: what it says by all that is booked.
        ahead: what it says with the next rents, too.
        waits: the agreements that are all in without those only, also those of other files.
    """
    if not waits:
        return known
    then = {rent.due_on: rent for rent in ahead.rents}
    own = known.open.keys() & waits
    return replace(
        known,
        rents=tuple(then.get(rent.due_on, rent) for rent in known.rents),
        waits=tuple(sorted(waits)),
        covered=_told(known.covered, ahead.covered, own),
        others=_told(known.others, ahead.others, own),
        open=_told(known.open, ahead.open, own),
        in_hand=_told(known.in_hand, ahead.in_hand, own),
        elsewhere=_told(known.elsewhere, ahead.elsewhere, own),
        clear=_told(known.clear, ahead.clear, own),
    )


def _told(
    known: Mapping[int, _T], ahead: Mapping[int, _T], waits: Collection[int]
) -> dict[int, _T]:
    """By agreement what is told of its debt, of those that wait as it is with the next rents."""
    told = {one: it for one, it in known.items() if one not in waits}
    return told | {one: it for one, it in ahead.items() if one in waits}
