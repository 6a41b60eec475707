"""The limits that the association sets itself for a payment arrangement (R30 to R33)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import Agreement
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.frozen import for_debt, helped_since, left_alone, new_debts
from caseconsole.domain.kinds import runs
from caseconsole.domain.kinds.payment_arrangement import ARRANGEMENT
from caseconsole.domain.message import Message, message
from caseconsole.domain.paid import would_cover
from caseconsole.domain.recurrence import LAST_DAY, days
from caseconsole.domain.rents_let_be import left_of, let_go_by
from caseconsole.domain.schedule import A_YEAR, Cadence, affordability
from caseconsole.store import read

if TYPE_CHECKING:
    from pydantic import JsonValue

    from caseconsole.domain.agreement_changes import NewCondition
    from caseconsole.domain.ledger import LedgerEntry
    from caseconsole.process.policy import Values
    from caseconsole.store.sqlite import Connection

REFUSED = "refused"
LUMP_SUM = "lump_sum"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class House:
    """The limits as they hold on one day for the debt of one file, and what is taken along."""

    small_months: int
    """The longest when no more than one month's rent is open."""
    months: int
    least_cents: int
    """The least instalments, in cents a month."""
    repeat_months: int
    rent: int
    last_made_on: date | None
    """The day of the last arrangement for any of the debt, from whatever file."""
    helped_on: date | None = None
    """Since when a settlement of any of the debt is attempted, so that collecting rests (R63)."""

    def longest(self, cents: int) -> int:
        """The most months for a debt (R31)."""
        return self.small_months if cents <= self.rent else self.months

    def in_length(self, cents: int, since: date, end_on: date) -> bool:
        """Whether a debt is paid soon enough; see `counted_from` (R31)."""
        return end_on < since + relativedelta(months=self.longest(cents))

    def for_leader(self, since: date, end_on: date) -> bool:
        """Whether it is so long that only a team leader makes it; see `counted_from` (R31)."""
        return end_on >= since + relativedelta(months=self.months)

    def in_size(self, monthly_cents: int, count: int) -> bool:
        """Whether instalments are large enough; a single payment is (R32)."""
        return count <= 1 or monthly_cents >= self.least_cents

    def first_in_time(self, today: date) -> bool:
        """Whether the last arrangement lies long enough behind (R33)."""
        made = self.last_made_on
        return made is None or made + relativedelta(months=self.repeat_months) <= today


def house(file: CaseFile, values: "Values", along: Iterable[CaseFile] = ()) -> House:
    """The limits for a file by the policy of a day.

    Args:
        along: the other files whose debt is taken along.
    """
    files = (file, *along)
    made = (one for each in files for one in for_debt(each))
    helped = (since for each in files if (since := helped_since(each)))
    return House(
        small_months=values.max_len_small_months,
        months=values.max_len_months,
        least_cents=values.min_instalment_cents,
        repeat_months=values.repeat_months,
        rent=file.standing.rent,
        last_made_on=max((one.made_on for one in made if _made(one)), default=None),
        helped_on=min(helped, default=None),
    )


def counted_from(first_on: date, agreed_on: date) -> date:
    """The day from which the months of an arrangement count (R31).

    That of the first payment, and a month after it is agreed at the latest: a payment far ahead
    makes no arrangement shorter.
    """
    return min(first_on, agreed_on + relativedelta(months=1))


def _made(one: Agreement) -> bool:
    return one.kind == ARRANGEMENT and one.state != REFUSED


def arranged(file: CaseFile) -> Message | None:
    """That an arrangement runs for the debt of a file; None without one."""
    for one in file.agreements:
        if one.kind == ARRANGEMENT and runs(one):
            return message("desk.runs_already", since_on=one.start_on.isoformat())
    for held in file.covering:
        if held.agreement.kind == ARRANGEMENT and runs(held.agreement):
            since = held.agreement.start_on.isoformat()
            return message("desk.runs_elsewhere", number=held.number, since_on=since)
    return None


def arrangeable(file: CaseFile, today: date) -> int | None:
    """What an arrangement may be about while the debt is frozen, in cents; None while it is not.

    Only what is new since (R60, R61, R63), from before today, without what people let go (R36).
    Where older debt was remitted, it may be about all that is still owed.
    """
    held = left_alone(file, today)
    if held is None or held.remitted_on:
        return None
    new = new_debts(file, held.since, today - _DAY, but=let_go_by(file, today))
    return sum(cents for _, cents in new)


def coverable_debt(
    conn: "Connection", file: CaseFile, entries: Sequence["LedgerEntry"], today: date
) -> int:
    """What an arrangement that begins today would cover of the debt of a file, in cents.

    Args:
        entries: the lines of its lease.
    """
    lease, gone = file.lease.id, left_alone(file, today)
    held = read.windows(conn, [lease]).get(lease, ())
    return would_cover(entries, held, gone.since if gone else None, today)


def only_new(file: CaseFile, today: date) -> Message | None:
    """That an arrangement is only about what fell due since the debt was frozen or remitted.

    None where it was not.
    """
    held = left_alone(file, today)
    if held is None:
        return None
    days = {"why_word": held.word, "since_on": held.since.isoformat()}
    if held.remitted_on:
        return message("limit.arrangement_remitted", **days, new_cents=left_of(file, today))
    return message("limit.arrangement_frozen", **days, new_cents=arrangeable(file, today) or 0)


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that an arrangement exceeds."""

    what: Message
    leader: bool = False
    """Whether a reason does not do, and only a team leader goes over it (R31)."""


def over_limits(
    limits: House,
    sums: "Sequence[NewCondition]",
    terms: "Mapping[str, JsonValue]",
    start_on: date,
    values: "Values",
) -> list[Over]:
    """What a new arrangement exceeds, each as a sentence that asks for a reason.

    Args:
        limits: those of its file and all that it covers.
        sums: its conditions about money; there is at least one.
        terms: its terms, the net income and the household among them where they are known.
        start_on: the day on which it begins.
    """
    falling = [(one, days(one.rule, one.first_on, LAST_DAY)) for one in sums]
    debt = asked(sums)
    every = [day for _, on in falling for day in on]
    found = _too_long(limits, debt, counted_from(min(every), start_on), max(every))
    for one, on in falling:
        month, least = _monthly(one), limits.least_cents
        if not limits.in_size(month, len(on)):
            told = message("limit.arrangement_size", month_cents=month, least_cents=least)
            found.append(Over(told))
    if limits.last_made_on and not limits.first_in_time(start_on):
        made = limits.last_made_on.isoformat()
        found.append(Over(message("limit.arrangement_repeat", start_on=made)))
    if limits.helped_on:
        helped = limits.helped_on.isoformat()
        found.append(Over(message("limit.arrangement_helped", start_on=helped)))
    return found + _not_affordable(sums, terms, values)


def asked(sums: "Sequence[NewCondition]") -> int:
    """All that conditions about money come to, in cents."""
    often = [(one, len(days(one.rule, one.first_on, LAST_DAY))) for one in sums]
    return sum(one.cents * (n - 1) + (one.last_cents or one.cents) for one, n in often)


def _too_long(limits: House, debt: int, since: date, last_on: date) -> list[Over]:
    """R31."""
    found = []
    if limits.for_leader(since, last_on):
        found.append(Over(too_long(limits, last_on), leader=True))
    if not limits.in_length(debt, since, last_on):
        on, most = last_on.isoformat(), limits.longest(debt)
        found.append(Over(message("limit.arrangement_length", last_on=on, months=most)))
    return found


def too_long(limits: House, last_on: date) -> Message:
    """What is said to who may not make an arrangement so long (R31)."""
    return message("limit.arrangement_leader", last_on=last_on.isoformat(), months=limits.months)


def _not_affordable(
    sums: "Sequence[NewCondition]", terms: "Mapping[str, JsonValue]", values: "Values"
) -> list[Over]:
    """R30, by the income that was written down; a lump sum is not paid from it."""
    income, household = (terms.get(name) for name in ("net_income_cents", "household"))
    if not isinstance(income, int) or not income or household not in values.protected_earnings:
        return []
    able = affordability(income, str(household), values.protected_earnings, values.min_capacity_pct)
    monthly = sum(_monthly(one) for one in sums if one.clause != LUMP_SUM)
    if able.holds(monthly):
        return []
    return [Over(message("limit.arrangement_income", month_cents=monthly, room_cents=able.room))]


def _monthly(one: "NewCondition") -> int:
    """What its instalments ask in a month, rounded up."""
    return -(-one.cents * _a_year(one.rule) // 12)


def _a_year(rule: str) -> int:
    """How many instalments of a schedule's rule fall in a year."""
    if "WEEKLY" not in rule:
        return A_YEAR[Cadence.MONTHLY]
    return A_YEAR[Cadence.FOUR_WEEKLY if "INTERVAL=4" in rule else Cadence.WEEKLY]
