"""What a payment arrangement comes to: its instalments, and whether they can be paid (R30, R34)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from caseconsole.domain.allocation import rent_at
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.recurrence import LAST_DAY, days, from_day

MOST_ROWS = 520
"""The most instalments: ten years of weeks."""
ROUND = 1_00
"""An instalment worked out from a number of them is rounded up to this many cents."""
LOOK_BACK = 12
"""How many months of the tenant's own payments a forecast looks at."""
LEAST_MONTHS = 3
"""How many months must be known for a forecast."""

_MONTH = relativedelta(months=1)
_LONGEST_MONTH = 31
_PAY_DAY_SPREAD = 3


class Cadence(StrEnum):
    """How often an instalment is paid."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"


A_YEAR = {Cadence.WEEKLY: 52, Cadence.FOUR_WEEKLY: 13, Cadence.MONTHLY: 12}
"""How many instalments fall in a year."""
_RULES = {
    Cadence.WEEKLY: "FREQ=WEEKLY",
    Cadence.FOUR_WEEKLY: "FREQ=WEEKLY;INTERVAL=4",
    Cadence.MONTHLY: "FREQ=MONTHLY",
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """A debt in instalments; the rows sum to it."""

    rows: tuple[tuple[date, int], ...]
    """Each day with its cents, a lump sum among them, by day."""
    cadence: Cadence
    rule: str
    """The days of the instalments as an RFC 5545 rule; empty for a single one."""
    first_on: date
    cents: int
    """Each instalment; 0 when a lump sum pays all."""
    last_cents: int
    """The last one, where it differs; else 0."""
    lump: tuple[date, int] | None

    @property
    def end_on(self) -> date:
        """The day on which the debt is paid."""
        return self.rows[-1][0]

    @property
    def count(self) -> int:
        """How many instalments there are, a lump sum left out."""
        return len(self.rows) - (self.lump is not None)

    @property
    def monthly_cents(self) -> int:
        """What the instalments ask in a month, rounded up."""
        if self.count <= 1:
            return self.cents
        return -(-self.cents * A_YEAR[self.cadence] // 12)


@dataclass(frozen=True, slots=True)
class Affordability:
    """What a household can miss in a month, in cents (R30)."""

    income: int
    protected: int
    """The protected earnings, which nobody may be asked to live below."""
    room: int
    """The most that instalments may ask: what is above it, at least a share of the income."""

    def holds(self, monthly_cents: int) -> bool:
        """Whether instalments of so much a month can be paid."""
        return monthly_cents <= self.room


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """What one month asks: its rent and its instalments, in cents."""

    month: date
    """Its first day."""
    rent: int
    instalment: int

    @property
    def together(self) -> int:
        """What is to be paid in the month."""
        return self.rent + self.instalment


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the tenant's own payments say of a schedule."""

    broken_on: date | None
    """The first day of the first month in which it would have broken; None when in none."""
    why: Message


def schedule(
    cents: int,
    *,
    first_on: date,
    cadence: Cadence,
    instalment: int | None = None,
    end_on: date | None = None,
    lump: tuple[date, int] | None = None,
) -> Schedule:
    """A debt in instalments, from their amount or their last day (R34).

    Instalments are equal and the last takes the remainder; from a day they are rounded up to whole
    euros, so that there may be fewer.

    Raises:
        Refused: the lump sum is more than the debt, the end lies before the first day, or there
            would be more than MOST_ROWS instalments.
        ValueError: nothing is owed, or not exactly one of the two was given.
    """
    if cents < 1 or (instalment is None) is (end_on is None):
        raise ValueError(cents)
    rest = cents - (lump[1] if lump else 0)
    if rest < 0:
        raise Refused(message("refused.schedule_lump", debt_cents=cents))
    number = _number(first_on, cadence, end_on) if end_on else 1
    each = instalment or -(-rest // (number * ROUND)) * ROUND
    number = -(-rest // max(each, 1))
    if number > MOST_ROWS:
        raise Refused(message("refused.schedule_long", most=MOST_ROWS))
    each = min(each, rest)
    last = rest - (number - 1) * each
    rule = _rule(cadence, first_on, number)
    on = days(rule, first_on, LAST_DAY)[:number]
    rows = [(day, last if at == number - 1 else each) for at, day in enumerate(on)]
    return Schedule(
        rows=tuple(sorted([*rows, lump] if lump else rows)),
        cadence=cadence,
        rule=rule,
        first_on=first_on,
        cents=each,
        last_cents=last if number and last != each else 0,
        lump=lump,
    )


def _number(first_on: date, cadence: Cadence, end_on: date) -> int:
    number = len(days(_rule(cadence, first_on, MOST_ROWS), first_on, end_on))
    if not number:
        raise Refused(message("refused.schedule_end", first_on=first_on.isoformat()))
    return number


def _rule(cadence: Cadence, first_on: date, number: int) -> str:
    """The rule of a number of days."""
    return f"{from_day(_RULES[cadence], first_on)};COUNT={number}" if number > 1 else ""


def affordability(
    net_income_cents: int, household: str, table: Mapping[str, int], least_pct: int
) -> Affordability:
    """What a household can miss in a month, by the protected earnings of the day (R30).

    Args:
        net_income_cents: what comes in each month.
        household: its name in the table, for example `single_parent`.
        table: the protected earnings of each household, in cents a month.
        least_pct: the share of the income that can be missed whatever the household.

    Raises:
        KeyError: the table has no such household.
    """
    protected = table[household]
    least = net_income_cents * least_pct // 100
    return Affordability(net_income_cents, protected, max(net_income_cents - protected, least))


def beside_rent(
    planned: Schedule, rents: Sequence[tuple[date, int]], *, since: date, due_day: int = 1
) -> tuple[MonthBeside, ...]:
    """What each month of a schedule asks beside the running rent, by the rents and their days.

    Args:
        since: rent that fell due before this day is in the debt already.
        due_day: the day of the month on which rent falls due.
    """
    asked: dict[date, int] = {}
    for day, cents in planned.rows:
        month = day.replace(day=1)
        asked[month] = asked.get(month, 0) + cents
    month, found = min(asked), []
    while month <= max(asked):
        running = rent_at(rents, month) if month.replace(day=due_day) >= since else 0
        found.append(MonthBeside(month, running, asked.get(month, 0)))
        month += _MONTH
    return tuple(found)


def forecast(
    payments: Sequence[tuple[date, int]],
    planned: Schedule,
    rents: Sequence[tuple[date, int]],
    today: date,
    *,
    since: date | None = None,
) -> Forecast:
    """Whether rent and instalment could have been paid each month from what the tenant paid.

    It looks at the whole months of the last year; what was left of one month counts in the next,
    what was short does not: that is the debt itself, and few who are in arrears never were short.

    Args:
        payments: value days and cents paid, positive.
        planned: the schedule.
        rents: the rents, each with the day on which it began.
        today: the day on which it is asked.
        since: the first day from which payments are known, so that the month of a later day than
            its first is not whole; None is the month of the first payment.
    """
    this_month = today.replace(day=1)
    known = since or min((day for day, _ in payments), default=today).replace(day=1)
    first = max(
        known if known.day == 1 else known + relativedelta(months=1, day=1),
        this_month - relativedelta(months=LOOK_BACK),
    )
    months = (this_month.year - first.year) * 12 + this_month.month - first.month
    if months < LEAST_MONTHS:
        return Forecast(None, message("forecast.too_little", months=LEAST_MONTHS))
    left = 0
    short: list[tuple[date, int]] = []
    for month in (first + relativedelta(months=n) for n in range(months)):
        after = month + _MONTH
        left += sum(cents for day, cents in payments if month <= day < after)
        left -= rent_at(rents, month) + planned.monthly_cents
        if left < 0:
            short.append((month, -left))
            left = 0
    if not short:
        return Forecast(None, message("forecast.kept", months=months))
    month, cents = short[0]
    why = message(
        "forecast.broken" if len(short) > 1 else "forecast.broken_once", months=months,
        times=len(short), month_word=f"month.{month.month}", year=month.year, short_cents=cents,
    )  # fmt: skip
    return Forecast(month, why)


def usual_pay_day(payments: Sequence[tuple[date, int]]) -> int | None:
    """The day of the month on or just before which most payments came in; None when too few did.

    Not the first of such days: what is asked then is late whenever the money takes a day longer,
    and each such time costs a call.
    """
    if len(payments) < LEAST_MONTHS:
        return None
    found = [day.day for day, _ in payments]

    def near(day: int) -> int:
        return sum((day - other) % _LONGEST_MONTH < _PAY_DAY_SPREAD for other in found)

    return max(sorted(set(found)), key=near)


def after_pay_day(pay_day: int, today: date) -> date:
    """The first day after today that is a pay-day; the last of a month that lacks it."""
    this = today + relativedelta(day=pay_day)
    return this if this > today else today + relativedelta(months=1, day=pay_day)
