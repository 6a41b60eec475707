"""The arrangement desk: what is known of a debt, what is talked over, and what that comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from caseconsole.casework.drafting import conditions
from caseconsole.casework.house import KIND, REFUSED, House, arrangeable, arranged, house, only_new
from caseconsole.casework.session import Session
from caseconsole.domain.allocation import allocate, payments
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.message import Message, Refused, message, type_of_value
from caseconsole.domain.people import adults, children
from caseconsole.domain.rights import Action, may
from caseconsole.domain.schedule import (
    A_YEAR,
    LOOK_BACK,
    Cadence,
    Forecast,
    MonthBeside,
    Schedule,
    affordability,
    after_pay_day,
    beside_rent,
    forecast,
    schedule,
    usual_pay_day,
)
from caseconsole.store import read
from caseconsole.store.rows import CaseView

if TYPE_CHECKING:
    from pydantic import JsonValue

    from caseconsole.domain.agreement_changes import MakeAgreement

AGREED = "agreed"
ROUND = 5_00
"""A proposed instalment is a multiple of this, in cents."""
_APART = {
    Cadence.MONTHLY: relativedelta(months=1),
    Cadence.FOUR_WEEKLY: relativedelta(weeks=4),
    Cadence.WEEKLY: relativedelta(weeks=1),
}
_HOLIDAY_PAY = (5, 31)
_SOON = relativedelta(months=3)


class Fit(StrEnum):
    """How what is talked over stands to a limit of the association."""

    WITHIN = "within"
    OVER = "over"
    BEYOND = "beyond"
    """Only a team leader goes over it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One limit of the association."""

    fit: Fit
    what: Message


@dataclass(frozen=True, slots=True)
class Claim:
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
    claims: tuple[Claim, ...]
    """The lease's own debt first, then that of the person's other files without arrangement."""
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
    protected: Mapping[str, int]
    """The protected earnings by household, in cents a month."""
    capacity_pct: int
    """The share of the net income that can always be paid off."""
    leads: bool
    """Whether who sits here may make one that is longer than the house allows (R31)."""

    def debt(self, *, others: bool) -> int:
        """What is covered, in cents."""
        return sum(claim.cents for claim in self.claims[: None if others else 1])

    def covers(self, *, others: bool) -> tuple[int, ...]:
        """The leases whose debt is covered."""
        return tuple(claim.lease for claim in self.claims[: None if others else 1])

    def ledger(self, *, others: bool) -> int:
        """The version of the ledgers on which the amount rests."""
        return max(claim.ledger for claim in self.claims[: None if others else 1])

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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What that comes to."""

    schedule: Schedule
    checks: tuple[Check, ...]
    months: tuple[MonthBeside, ...]
    forecast: Forecast

    @property
    def over(self) -> bool:
        """Whether a limit is exceeded, so that a reason is asked."""
        return any(check.fit is Fit.OVER for check in self.checks)

    @property
    def beyond(self) -> bool:
        """Whether somebody else must make it, whatever the reason."""
        return any(check.fit is Fit.BEYOND for check in self.checks)


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
    claims = _claims(session, view, entries, today)
    if not claims[0].cents:
        raise Refused(only_new(view.file, today) or message("desk.no_debt"))
    paid = _payments(entries, today)
    pay_day = usual_pay_day(paid)
    first_on = _first_on(today, pay_day)
    return Desk(
        today=today,
        claims=claims,
        rent=view.file.standing.rent,
        due_day=view.file.lease.due_day,
        rents=tuple(read.rents(session.conn, view.file.lease.id)),
        payments=paid,
        known_since=min((entry.value_on for entry in entries), default=None),
        pay_day=pay_day,
        first_on=first_on,
        lump_on=_lump_on(today, first_on),
        household=_household(view, today),
        house=house(view.file, values),
        protected=values.protected_earnings,
        capacity_pct=values.min_capacity_pct,
        leads=may(session.actor, Action.APPROVE),
    )


def _claims(
    session: Session, view: CaseView, entries: Sequence[LedgerEntry], today: date
) -> tuple[Claim, ...]:
    file = view.file
    claims = [_claim(session, file, entries, today)]
    owed = read.coverable(session.conn, file.lease.id)
    for other in view.others:
        if other.arrears:
            file = read.case_file(session.conn, other.case, today)
            if file.lease.id in owed and not arranged(file):
                lines = read.ledger(session.conn, file.lease.id)
                claims.append(_claim(session, file, lines, today))
    return tuple(claims)


def _claim(session: Session, file: CaseFile, entries: Sequence[LedgerEntry], today: date) -> Claim:
    """What fell due before today and is open: what falls due from today on is running rent."""
    lease, cents = file.lease, arrangeable(file, today)
    if cents is None:
        held = read.windows(session.conn, [lease.id]).get(lease.id, ())
        due = (item for item in allocate(entries, today, held).open if item.due_on < today)
        cents = sum(item.cents for item in due)
    return Claim(lease.id, file.number, cents, lease.ledger_version)


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


def propose(desk: Desk, wanted: Wanted) -> Proposal:
    """What the wishes come to, and how that stands to the limits.

    Raises:
        Refused: they come to no schedule, such as a lump sum above the debt.
    """
    debt = desk.debt(others=wanted.others)
    plan = schedule(
        debt,
        first_on=wanted.first_on,
        cadence=wanted.cadence,
        instalment=wanted.instalment,
        end_on=wanted.end_on,
        lump=wanted.lump,
    )
    return Proposal(
        schedule=plan,
        checks=(
            _length(desk, plan, debt),
            _least(desk, plan),
            _repeat(desk),
            _affordable(desk, wanted, plan),
            *_helped(desk),
        ),
        months=beside_rent(plan, desk.rents, since=desk.today, due_day=desk.due_day),
        forecast=forecast(desk.payments, plan, desk.rents, desk.today, since=desk.known_since),
    )


def _length(desk: Desk, plan: Schedule, debt: int) -> Check:
    """R31: from the first payment through the last, begun months counted."""
    first_on = plan.rows[0][0]
    span = relativedelta(plan.end_on, first_on)
    months = span.years * 12 + span.months + 1
    if desk.house.for_leader(first_on, plan.end_on) and not desk.leads:
        limit = desk.house.months
        return Check(Fit.BEYOND, message("desk.beyond_length", months=months, limit=limit))
    within = desk.house.in_length(debt, first_on, plan.end_on)
    return _check("length", within, months=months, limit=desk.house.longest(debt))


def _least(desk: Desk, plan: Schedule) -> Check:
    """R32."""
    within = desk.house.in_size(plan.monthly_cents, plan.count)
    limit = desk.house.least_cents
    return _check("least", within, month_cents=plan.monthly_cents, limit_cents=limit)


def _repeat(desk: Desk) -> Check:
    """R33."""
    made, months = desk.house.last_made_on, desk.house.repeat_months
    within = desk.house.first_in_time(desk.today)
    return _check("repeat", within, made_on=made.isoformat() if made else None, months=months)


def _affordable(desk: Desk, wanted: Wanted, plan: Schedule) -> Check:
    """R30."""
    if not wanted.income:
        return Check(Fit.UNKNOWN, message("desk.unknown_income"))
    room = affordability(wanted.income, wanted.household, desk.protected, desk.capacity_pct)
    within = room.holds(plan.monthly_cents)
    return _check("income", within, month_cents=plan.monthly_cents, limit_cents=room.room)


def _helped(desk: Desk) -> list[Check]:
    """While a settlement is attempted collecting rests (R63)."""
    on = desk.house.helped_on
    return [Check(Fit.OVER, message("desk.over_helped", since_on=on.isoformat()))] if on else []


def _check(name: str, within: bool, **values: type_of_value) -> Check:
    fit = Fit.WITHIN if within else Fit.OVER
    return Check(fit, message(f"desk.{fit}_{name}", **values))


def agreed(
    session: Session, view: CaseView, desk: Desk, wanted: Wanted, why: str, change_id: str
) -> "MakeAgreement":
    """The change that makes the arrangement; `why` is the reason to go over a limit.

    Raises:
        Refused: the wishes come to no schedule.
    """
    from caseconsole.domain.agreement_changes import MakeAgreement

    plan = propose(desk, wanted).schedule
    terms = _terms(desk, wanted, plan, why)
    return MakeAgreement(
        change_id=change_id,
        case=view.file.id or 0,
        agreement=KIND,
        state=AGREED,
        start_on=desk.today,
        end_on=plan.end_on,
        terms=terms,
        covers=desk.covers(others=wanted.others),
        ledger_seen=desk.ledger(others=wanted.others),
        conditions=conditions(session, view, KIND, terms, desk.today, plan.end_on),
        why=why,
    )


def refused(view: CaseView, desk: Desk, why: str, change_id: str) -> "MakeAgreement":
    """The change that keeps that the association makes no arrangement, and why (R37)."""
    from caseconsole.domain.agreement_changes import MakeAgreement

    return MakeAgreement(
        change_id=change_id,
        case=view.file.id or 0,
        agreement=KIND,
        state=REFUSED,
        start_on=desk.today,
        covers=desk.covers(others=False),
        why=why,
    )


def _terms(desk: Desk, wanted: Wanted, plan: Schedule, why: str) -> dict[str, "JsonValue"]:
    lump_on, lump_cents = plan.lump or (None, 0)
    return {
        "debt_cents": desk.debt(others=wanted.others),
        "cents": plan.cents,
        "last_cents": plan.last_cents,
        "rule": plan.rule,
        "first_on": plan.first_on.isoformat(),
        "lump_cents": lump_cents,
        "lump_on": lump_on.isoformat() if lump_on else "",
        "net_income_cents": wanted.income,
        "household": wanted.household if wanted.income else "",
        "over": why,
    }
