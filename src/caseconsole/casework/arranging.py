"""The arrangement desk: what is known of a debt, and what is talked over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from caseconsole.casework.house import (
    House,
    arranged,
    coverable_debt,
    house,
    only_new,
)
from caseconsole.casework.session import Session
from caseconsole.domain.allocation import payments
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import left_alone, new_rents
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.people import adults, children
from caseconsole.domain.rents_let_be import rents_let_be
from caseconsole.domain.rights import Action, may
from caseconsole.domain.schedule import (
    A_YEAR,
    LOOK_BACK,
    Cadence,
    after_pay_day,
    usual_pay_day,
)
from caseconsole.store import read
from caseconsole.store.rows import CaseView

ROUND = 5_00
"""A proposed instalment is a multiple of this, in cents."""
_APART = {
    Cadence.MONTHLY: relativedelta(months=1),
    Cadence.FOUR_WEEKLY: relativedelta(weeks=4),
    Cadence.WEEKLY: relativedelta(weeks=1),
}
_HOLIDAY_PAY = (5, 31)
_SOON = relativedelta(months=3)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LeaseDebt:
    """The debt of one lease that an arrangement can cover."""

    lease: int
    number: str
    cents: int
    ledger: int = 0
    """The newest line of its ledger."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known before anything is agreed."""

    today: date
    debts: tuple[LeaseDebt, ...]
    """The lease's own debt first, then what may be arranged of the person's other files."""
    rent: int
    """The monthly rent of today, in cents."""
    due_day: int
    """The day of the month on which rent falls due."""
    rents: tuple[tuple[date, int], ...]
    """The rents by the day from which they count."""
    payments: tuple[tuple[date, int], ...]
    """The tenant's own of the last twelve whole months and this one, oldest first, in positive
    cents; what came back is left out."""
    known_since: date | None
    """The first day from which the ledger knows payments."""
    pay_day: int | None
    """The day of the month by which the tenant has usually paid."""
    first_on: date
    """The first day that is proposed: the coming pay-day."""
    lump_on: date
    """The day that is proposed for a lump sum: holiday pay when that comes soon."""
    household: str
    house: House
    """The limits for the lease's own debt."""
    together: House
    """Those where the other debts are taken along."""
    protected: Mapping[str, int]
    """The protected earnings by household, in cents a month."""
    capacity_pct: int
    """The share of the net income that can always be paid off."""
    leads: bool
    """Whether who sits here may make one that is longer than the house allows (R31)."""
    moved: tuple[Message, ...] = ()
    """What of the lease's own debt is rent that a person moved to a day to come (R36)."""

    def debt(self, *, others: bool) -> int:
        """What is covered, in cents."""
        return sum(debt.cents for debt in self.debts[: None if others else 1])

    def covers(self, *, others: bool) -> tuple[int, ...]:
        """The leases whose debt is covered."""
        return tuple(debt.lease for debt in self.debts[: None if others else 1])

    def ledger(self, *, others: bool) -> int:
        """The version of the ledgers on which the amount rests."""
        return max(debt.ledger for debt in self.debts[: None if others else 1])

    def limits(self, *, others: bool) -> House:
        """The limits for what is covered."""
        return self.together if others else self.house

    def usual(self, cadence: Cadence, cents: int, *, lumped: bool = False) -> int:
        """The instalment that is proposed: the smallest round one within the limits.

        Args:
            cents: what is paid in instalments.
            lumped: whether a lump sum takes the first month.
        """
        count = max((self.house.longest(cents) - lumped) * A_YEAR[cadence] // 12, 1)
        least = -(-self.house.least_cents * 12 // A_YEAR[cadence])
        wanted = max(-(-cents // count), least)
        return max(min(-(-wanted // ROUND) * ROUND, cents), 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is talked over."""

    cadence: Cadence
    first_on: date
    instalment: int | None
    """In cents; None when the end day is what was named."""
    end_on: date | None
    lump: tuple[date, int] | None
    income: int
    """The net income in cents a month; 0 is unknown."""
    household: str
    others: bool = False
    """Whether the person's other debts are taken along."""


def step(day: date, cadence: Cadence) -> date:
    """The next day of a cadence."""
    return day + _APART[cadence]


def desk(session: Session, view: CaseView) -> Desk:
    """The desk for a case.

    Raises:
        Refused: there is no debt, or an arrangement runs for it already, here or in another file.
    """
    today = session.clock.now().today
    values = session.policy.at(today)
    if held := arranged(view.file):
        raise Refused(held)
    entries = read.ledger(session.conn, view.file.lease.id)
    others = _others(session, view, today)
    debts = (_debt(session, view.file, entries, today), *(debt for _, debt in others))
    if not debts[0].cents:
        raise Refused(only_new(view.file, today) or message("desk.no_debt"))
    paid = _payments(entries, today)
    pay_day = usual_pay_day(paid)
    first_on = _first_on(today, pay_day)
    return Desk(
        today=today,
        debts=debts,
        rent=view.file.standing.rent,
        due_day=view.file.lease.due_day,
        rents=_rents(session, view),
        payments=paid,
        known_since=min((entry.value_on for entry in entries), default=None),
        pay_day=pay_day,
        first_on=first_on,
        lump_on=_lump_on(today, first_on),
        household=_household(view, today),
        house=house(view.file, values),
        together=house(view.file, values, [file for file, _ in others]),
        protected=values.protected_earnings,
        capacity_pct=values.min_capacity_pct,
        leads=may(session.actor, Action.APPROVE),
        moved=tuple(_moved(view.file, today)),
    )


def _moved(file: CaseFile, today: date) -> Iterator[Message]:
    """Of each rent that may be arranged and was moved: how much, and to which day."""
    moved, held = rents_let_be(file, today), left_alone(file, today)
    for rent in new_rents(file, held.since if held else date.min, today - _DAY):
        word = moved.get(rent.due_on)
        if word and today <= word.until < date.max:
            moved_on = word.asked_on.isoformat()
            yield message("desk.moved", moved_cents=rent.open, moved_on=moved_on)


def _rents(session: Session, view: CaseView) -> tuple[tuple[date, int], ...]:
    """The rents, each with the day on which it began; none falls due after the lease has ended."""
    known, end_on = read.rents(session.conn, view.file.lease.id), view.file.lease.end_on
    if end_on is None:
        return tuple(known)
    return (*(one for one in known if one[0] <= end_on), (end_on + _DAY, 0))


def _others(session: Session, view: CaseView, today: date) -> list[tuple[CaseFile, LeaseDebt]]:
    """The person's other files whose debt can be taken along, each with what that is."""
    owed = read.coverable(session.conn, view.file.lease.id)
    files = (
        read.case_file(session.conn, other.case, today) for other in view.others if other.arrears
    )
    found = [
        (file, _debt(session, file, read.ledger(session.conn, file.lease.id), today))
        for file in files
        if file.lease.id in owed and not arranged(file)
    ]
    return [(file, debt) for file, debt in found if debt.cents]


def _debt(
    session: Session, file: CaseFile, entries: Sequence[LedgerEntry], today: date
) -> LeaseDebt:
    """What is owed from before an arrangement that begins today."""
    cents = coverable_debt(session.conn, file, entries, today)
    return LeaseDebt(file.lease.id, file.number, cents, file.lease.ledger_version)


def _payments(entries: Sequence[LedgerEntry], today: date) -> tuple[tuple[date, int], ...]:
    """What was paid since the first month that the forecast looks at, and did not come back."""
    since = today + relativedelta(months=-LOOK_BACK, day=1)
    return tuple(paid for paid in payments(entries, today) if since <= paid[0])


def _first_on(today: date, pay_day: int | None) -> date:
    """The coming pay-day; without a known one the first of the next month."""
    return (
        today + relativedelta(months=1, day=1) if pay_day is None else after_pay_day(pay_day, today)
    )


def _lump_on(today: date, first_on: date) -> date:
    holiday = today + relativedelta(month=_HOLIDAY_PAY[0], day=_HOLIDAY_PAY[1])
    return holiday if today < holiday <= today + _SOON else first_on


def _household(view: CaseView, today: date) -> str:
    members = view.file.members
    alone = adults(members, today) <= 1
    if children(members, today):
        return "single_parent" if alone else "couple_with_children"
    return "single" if alone else "couple"
