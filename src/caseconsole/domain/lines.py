"""The lines of a ledger: their order, what takes a payment back, what they were corrected to."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from caseconsole.domain.ledger import EntryKind, LedgerEntry

move_order = attrgetter(
    "value_on", "kind", "cents", "designation", "period", "source_ref", "text", "booked_on"
)
"""The order in which lines count, whatever the order in which they arrived."""


def reverses(entry: LedgerEntry) -> bool:
    """Whether a positive line takes a payment back; what no payment explains is owed by itself."""
    kind = entry.kind
    return (
        kind is EntryKind.RETURNED
        or kind is EntryKind.PAYMENT
        or entry.reverses is not None
        or (kind is EntryKind.CORRECTION and entry.due_on is None)
    )


def books_off(entry: LedgerEntry) -> bool:
    """Whether a positive line takes money off an account that is no payment which came back."""
    return reverses(entry) and entry.kind is not EntryKind.RETURNED and entry.reverses is None


def books_on(entry: LedgerEntry, off: Collection[int]) -> bool:
    """Whether an account may get by a line what was booked off others.

    A payment is booked over where as much is booked off.

    Args:
        entry: the line.
        off: the amounts that are booked off other accounts on its day.
    """
    if entry.kind is EntryKind.PAYMENT:
        return -entry.cents in off
    return entry.kind is EntryKind.CORRECTION and entry.cents < 0 and entry.due_on is None


def lowers(entry: LedgerEntry) -> bool:
    """Whether a negative line makes a charge less instead of paying it."""
    if entry.kind is EntryKind.CORRECTION:
        return entry.due_on is not None or entry.period != ""
    return entry.kind in {EntryKind.CHARGE, EntryKind.COST}


def as_money(entry: LedgerEntry) -> LedgerEntry:
    """What is booked over with its month: it pays that, and makes no charge less."""
    named = entry.designation or entry.period
    return replace(entry, designation=named, period="") if lowers(entry) else entry


def as_corrected(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """The lines at the amounts to which they were corrected, those taken back whole left out.

    A reference stands for one line: a correction under it is the difference to what that line
    should be, and counts as part of it; where that line is not there, of the first correction.
    """
    undone = {entry.reverses for entry in entries if _undoes(entry)}
    live = [entry for entry in entries if entry.id not in undone and not _undoes(entry)]
    places: dict[str, int] = {}
    found: list[LedgerEntry] = []
    for entry in sorted(live, key=_correction_order):
        name = entry.source_ref
        place = places.setdefault(name, len(found)) if name else len(found)
        if place < len(found) and entry.kind is EntryKind.CORRECTION:
            found[place] = replace(found[place], cents=found[place].cents + entry.cents)
        else:
            found.append(entry)
    return found


def _correction_order(entry: LedgerEntry) -> tuple[object, ...]:
    """What is corrected before its corrections, by the days they were booked on and what they say.

    Keys tell of nothing but arrival: only lines that are alike in all stand by them.
    """
    due_on = entry.due_on or date.max
    return entry.kind is EntryKind.CORRECTION, entry.booked_on, *move_order(entry), due_on, entry.id


def _undoes(entry: LedgerEntry) -> bool:
    """Whether a correction takes a line back whole: both count as if they had never been booked."""
    return entry.reverses is not None and entry.kind is EntryKind.CORRECTION and entry.cents != 0
