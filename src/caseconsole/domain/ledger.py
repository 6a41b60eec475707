"""What was charged and paid on a lease, and what of it is open."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What a ledger line is."""

    CHARGE = "charge"
    PAYMENT = "payment"
    RETURNED = "returned"
    """A returned direct debit: it reverses a payment and what that paid is open again (R91)."""
    COST = "cost"
    CORRECTION = "correction"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the rent ledger; never changed, corrected by another line."""

    id: int
    kind: EntryKind
    cents: int
    """Owed is positive: a charge 61240, a payment -61240."""
    booked_on: date
    value_on: date
    """The day from which it counts."""
    due_on: date | None
    """The legal due day of a charge or cost; None for payments."""
    period: str
    """The rent month as 2026-11; empty when it belongs to none."""
    text: str
    designation: str
    """What the payer named: a rent month as 2026-11, a reference, or empty (6:43 BW, R23)."""
    source_ref: str
    reverses: int | None
    """The id of the line that this one takes back, when known: a payment, or what was corrected."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a lease stands on a day: derived from its ledger, kept for speed, rebuilt at will."""

    lease: int
    as_of: date
    balance: int
    """All that is booked, in cents, charges that are not due yet among it; owed positive."""
    arrears: int
    """What is due on or before `as_of` and open, in cents; never negative."""
    since: date | None
    """The due day of the oldest charge that is open; None without arrears."""
    missed_on: date | None
    """The due day of the newest rent that fell due and is open; None without."""
    missed_cents: int
    """What is open of that newest rent; of a debit that came back since, of what it had paid."""
    months_tenths: int | None
    """Open due principal as tenths of the current monthly rent, rounded half up; None when no rent
    is known."""
    rent: int
    """The current monthly rent or use fee in cents; 0 when it is not known."""
    next_due_on: date | None
    """The first day after `as_of` on which a booked line begins to count, as a rule the next rent;
    the standing holds until the day before."""
    paid_on: date | None
    """The value day of the newest payment that was not returned."""
    paid_cents: int
    """That payment, positive."""
    returned_on: date | None
    """The day of the newest returned debit that is still open; None without.

    What came back of an arrangement is that of a missed instalment, and not among them (R35); nor
    is what was nearly paid again while another rent is missed."""
