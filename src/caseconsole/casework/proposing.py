"""What the wishes at the desk come to, how that stands to the limits, and the change it makes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from caseconsole.casework.arranging import Desk, Wanted
from caseconsole.casework.drafting import conditions
from caseconsole.casework.house import REFUSED, counted_from
from caseconsole.casework.session import Session
from caseconsole.domain.judging import RENT_CLAUSES
from caseconsole.domain.kinds.payment_arrangement import ARRANGEMENT
from caseconsole.domain.message import Message, message, type_of_value
from caseconsole.domain.schedule import (
    Forecast,
    MonthBeside,
    Schedule,
    affordability,
    beside_rent,
    forecast,
    schedule,
)
from caseconsole.store.rows import CaseView

if TYPE_CHECKING:
    from pydantic import JsonValue

    from caseconsole.domain.agreement_changes import MakeAgreement, NewCondition

AGREED = "agreed"


class Fit(StrEnum):
    """How what is talked over stands to a limit of the association."""

    WITHIN = "within"
    OVER = "over"
    BEYOND = "beyond"
    """Only a team leader goes over it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """One limit of the association."""

    fit: Fit
    what: Message


@dataclass(frozen=True, slots=True)
class Proposal:
    """What that comes to."""

    schedule: Schedule
    checks: tuple[LimitCheck, ...]
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
            _repeat(desk, wanted),
            _affordable(desk, wanted, plan),
            *_helped(desk, wanted),
        ),
        months=beside_rent(plan, desk.rents, since=desk.today, due_day=desk.due_day),
        forecast=forecast(desk.payments, plan, desk.rents, desk.today, since=desk.known_since),
    )


def _length(desk: Desk, plan: Schedule, debt: int) -> LimitCheck:
    """R31: through the last payment, begun months counted."""
    since = counted_from(plan.rows[0][0], desk.today)
    span = relativedelta(plan.end_on, since)
    months = span.years * 12 + span.months + 1
    if desk.house.for_leader(since, plan.end_on) and not desk.leads:
        limit = desk.house.months
        return LimitCheck(Fit.BEYOND, message("desk.beyond_length", months=months, limit=limit))
    within = desk.house.in_length(debt, since, plan.end_on)
    return _check("length", within, months=months, limit=desk.house.longest(debt))


def _least(desk: Desk, plan: Schedule) -> LimitCheck:
    """R32."""
    within = desk.house.in_size(plan.monthly_cents, plan.count)
    limit = desk.house.least_cents
    return _check("least", within, month_cents=plan.monthly_cents, limit_cents=limit)


def _repeat(desk: Desk, wanted: Wanted) -> LimitCheck:
    """R33, of all that is covered."""
    limits = desk.limits(others=wanted.others)
    made, months = limits.last_made_on, limits.repeat_months
    within = limits.first_in_time(desk.today)
    return _check("repeat", within, made_on=made.isoformat() if made else None, months=months)


def _affordable(desk: Desk, wanted: Wanted, plan: Schedule) -> LimitCheck:
    """R30."""
    if not wanted.income:
        return LimitCheck(Fit.UNKNOWN, message("desk.unknown_income"))
    room = affordability(wanted.income, wanted.household, desk.protected, desk.capacity_pct)
    within = room.holds(plan.monthly_cents)
    return _check("income", within, month_cents=plan.monthly_cents, limit_cents=room.room)


def _helped(desk: Desk, wanted: Wanted) -> list[LimitCheck]:
    """While a settlement of what is covered is attempted collecting rests (R63)."""
    on = desk.limits(others=wanted.others).helped_on
    return (
        [LimitCheck(Fit.OVER, message("desk.over_helped", since_on=on.isoformat()))] if on else []
    )


def _check(name: str, within: bool, **values: type_of_value) -> LimitCheck:
    fit = Fit.WITHIN if within else Fit.OVER
    return LimitCheck(fit, message(f"desk.{fit}_{name}", **values))


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
        agreement=ARRANGEMENT,
        state=AGREED,
        start_on=desk.today,
        end_on=plan.end_on,
        terms=terms,
        covers=desk.covers(others=wanted.others),
        ledger_seen=desk.ledger(others=wanted.others),
        conditions=tuple(
            _while_it_lasts(
                conditions(session, view, ARRANGEMENT, terms, desk.today, plan.end_on),
                view.file.lease.end_on,
            )
        ),
        why=why,
    )


def _while_it_lasts(
    drafted: "Iterable[NewCondition]", end_on: date | None
) -> "Iterator[NewCondition]":
    """Conditions that ask the rent of a lease no longer than that lasts."""
    for one in drafted:
        if end_on is None or one.clause not in RENT_CLAUSES:
            yield one
        elif one.first_on <= end_on:
            yield one.model_copy(update={"until": min(one.until or end_on, end_on)})


def refused(
    view: CaseView, desk: Desk, plan: Schedule | None, why: str, change_id: str, *, others: bool
) -> "MakeAgreement":
    """The change that keeps that the association makes no arrangement, of what, and why (R37).

    Args:
        plan: what was talked over; None where the wishes came to no schedule.
    """
    from caseconsole.domain.agreement_changes import MakeAgreement

    return MakeAgreement(
        change_id=change_id,
        case=view.file.id or 0,
        agreement=ARRANGEMENT,
        state=REFUSED,
        start_on=desk.today,
        terms=_plan(desk, plan, others=others) if plan else {},
        covers=desk.covers(others=False),
        why=why,
    )


def _terms(desk: Desk, wanted: Wanted, plan: Schedule, why: str) -> dict[str, "JsonValue"]:
    return {
        **_plan(desk, plan, others=wanted.others),
        "net_income_cents": wanted.income,
        "household": wanted.household if wanted.income else "",
        "over": why,
    }


def _plan(desk: Desk, plan: Schedule, *, others: bool) -> dict[str, "JsonValue"]:
    """How much is paid off, when and in which parts."""
    lump_on, lump_cents = plan.lump or (None, 0)
    return {
        "debt_cents": desk.debt(others=others),
        "cents": plan.cents,
        "last_cents": plan.last_cents,
        "rule": plan.rule,
        "first_on": plan.first_on.isoformat(),
        "lump_cents": lump_cents,
        "lump_on": lump_on.isoformat() if lump_on else "",
    }
