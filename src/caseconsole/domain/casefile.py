"""A case file as the rules read it."""

from dataclasses import dataclass, field, replace
from datetime import date

from caseconsole.domain.agreement import (
    Agreement,
    Paid,
)
from caseconsole.domain.contact import (
    Appointment,
    Contact,
    Episode,
    Offer,
    Pause,
    Promise,
    Reason,
    Snooze,
)
from caseconsole.domain.ledger import Standing
from caseconsole.domain.people import HouseholdMember, LeaseParty, Representative
from caseconsole.domain.referred import Referral


@dataclass(frozen=True, slots=True)
class Lease:
    """The contract: what is let, to whom it is billed, and when rent falls due."""

    id: int
    reference: str
    form: str
    """`ordinary`, or one of the second-chance forms F1 to F6."""
    start_on: date
    end_on: date | None
    due_day: int
    """The day of the month on which rent falls due (R01)."""
    payment_reference: str
    direct_debit: bool
    address: str
    postcode: str
    town: str
    version: int
    ledger_version: int
    """Counts the imports and corrections that touched this lease's ledger."""


@dataclass(frozen=True, slots=True)
class Covering:
    """An agreement of another file that covers the debt of this file's lease."""

    number: str
    """The number of the other file."""
    agreement: Agreement
    paid: Paid
    """What the ledger says of the agreements of the other file."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All facts of one case that a step may look at; a lease without a file has `id` None."""

    id: int | None
    number: str
    owner: str
    """The login of the caseworker, or empty."""
    team: str
    opened_on: date | None
    closed_on: date | None
    version: int
    lease: Lease
    standing: Standing
    episode: Episode | None
    """The running arrears episode."""
    parties: tuple[LeaseParty, ...]
    members: tuple[HouseholdMember, ...]
    representatives: tuple[Representative, ...]
    contacts: tuple[Contact, ...]
    """Oldest first, of this episode and before; those in the person's other files count too."""
    reasons: tuple[Reason, ...]
    promises: tuple[Promise, ...]
    promise_payments: tuple[tuple[date, int], ...]
    """Payments since the oldest running promise as (value day, cents positive), oldest first."""
    appointments: tuple[Appointment, ...]
    pauses: tuple[Pause, ...]
    offers: tuple[Offer, ...]
    snoozes: tuple[Snooze, ...]
    agreements: tuple[Agreement, ...] = ()
    """Whatever their state, the oldest start first."""
    referrals: tuple[Referral, ...] = ()
    paid: Paid = field(default_factory=Paid)
    """What the ledger says of the agreements."""
    covering: tuple[Covering, ...] = ()
    """What was agreed in other files for this lease, whatever its state, the oldest start first."""


def as_shown(case: CaseFile, complete_through: date | None) -> CaseFile:
    """A file in which no payment counts as missed that an old ledger does not show so (P06)."""
    return replace(case, paid=replace(case.paid, through=complete_through or date.min))
