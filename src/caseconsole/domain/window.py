"""The times in which agreements designate what is paid, and which debts and payments are theirs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.let_be import Word, let_be
from caseconsole.domain.lines import lowers

if TYPE_CHECKING:
    from caseconsole.domain.book import Book
    from caseconsole.domain.together import Accounts

SOON = timedelta(days=10)
"""How long before its day rent or an instalment is paid: payers pay in the last week of the month,
and a weekend or a holiday puts that a few days earlier."""
_COST, _RETURNED = EntryKind.COST, EntryKind.RETURNED


class Window(NamedTuple):
    """A time in which an arrangement is the agreed designation of payments; `end` is outside.

    A moratorium is one, too: the running rent must be paid (R60).
    """

    start: date
    end: date | None
    remitted_on: date | None = None
    """The day from which what fell due before the start is remitted (R63); None leaves it owed."""
    covers_from: date | None = None
    """The day from which fell due what is paid off, where older debt is left out (R63)."""
    settles: bool = False
    """Whether what comes back of the older debt comes under it as well; beside an arrangement it is
    owed at once (R36)."""
    asks: tuple[tuple[date, int], ...] = ()
    """The day and the cents of each instalment of the debt that it covers, by day."""
    leases: tuple[int, ...] = ()
    """Those that the instalments are for together; empty where that is one."""
    lease: int = 0
    """Whose account this is, among those."""
    accounts: "Accounts | None" = None
    """The accounts of all of those, and of what is bound to them."""
    said: tuple[Word, ...] = ()
    """What people said of the rents beside it: who lets one be asks for all else first (R36)."""
    designates: bool = True
    """Whether payments meet debts by it; one that covers no debt only tells what people said."""

    def holds(self, day: date) -> bool:
        """Whether a payment valued on a day is paid under the arrangement."""
        return self.start <= day and (self.end is None or day < self.end)

    def alone(self) -> "Window":
        """It without the accounts of others."""
        return self._replace(lease=0, accounts=None)

    def alike(self) -> "Window":
        """What is the same of it on the accounts of all leases that it covers."""
        return self._replace(covers_from=None, lease=0, accounts=None, said=())

    def follows(self, debt: "Debt") -> bool:
        """Whether a debt comes under it as older.

        What came back on the first day of an arrangement is no part of that: the bank tells it the
        day after, when all is agreed.
        """
        return debt.waits(self.start) if self.settles else debt.due_on < self.start


class Account(NamedTuple):
    """The ledger of a lease, and when agreements designate what is paid on it."""

    entries: tuple[LedgerEntry, ...]
    windows: tuple[Window, ...]


class Debt:
    """Something owed; `place` is the order in which payments meet debts.

    What came back beside an arrangement is a debt of its own, with the days on which it was paid
    and came back (R36). What is booked over stands for what that pays on another account.
    """

    __slots__ = ("back", "due_on", "entry", "open", "over", "owed", "place")

    def __init__(
        self,
        entry: LedgerEntry,
        cents: int,
        claim_due: date | None = None,
        stands_for: "Debt | None" = None,
    ) -> None:
        self.entry = entry
        self.open = self.owed = cents
        self.due_on = entry.due_on or entry.value_on
        self.back: tuple[date, date] | None = None
        self.over = stands_for is not None
        if stands_for:
            self.due_on, self.back = stands_for.due_on, stands_for.back
        self.place = (
            claim_due or self.due_on, entry.kind is not _COST, self.due_on, entry.kind,
            entry.period, entry.cents, entry.source_ref, entry.text, entry.booked_on,
        )  # fmt: skip

    def waits(self, since: date) -> bool:
        """Whether it is left alone with what fell due before a freeze that began on a day.

        What came back on that day of no known payment is; rent of that day is running rent.
        """
        return self.due_on < since or (self.due_on == since and self.entry.kind is _RETURNED)


def debts_of(entries: list[LedgerEntry]) -> list[Debt]:
    """The debts, the last to fall due first; a cost takes its place before its principal (6:44)."""
    claims: dict[str, date] = {}
    if any(entry.kind is _COST for entry in entries):
        for entry in entries:
            if entry.kind is EntryKind.CHARGE and entry.period:
                due_on = entry.due_on or entry.value_on
                claims[entry.period] = min(due_on, claims.get(entry.period, due_on))
    debts = [
        Debt(entry, entry.cents, claims.get(entry.period) if entry.kind is _COST else None)
        for entry in entries
        if entry.cents
    ]
    debts.sort(key=attrgetter("place"), reverse=True)
    if claims:
        debts.sort(key=attrgetter("due_on"), reverse=True)
    return debts


class Credit:
    """Something paid: how much is left to spend, how much was not reversed, what it paid."""

    __slots__ = ("begun", "entry", "kept", "left", "net", "over", "spent", "withdrawn")

    def __init__(self, entry: LedgerEntry, over: "Over | None" = None) -> None:
        self.entry = entry
        self.left = self.net = -entry.cents
        self.spent: list[tuple[Debt, int]] = []
        self.kept: dict[Window, int] = {}
        """What of the rest is in hand for debts of other accounts, by their arrangement."""
        self.begun: dict[Window, int] = {}
        """What of that was so before the day that is played: only that can be withdrawn on it."""
        self.withdrawn: list[tuple[date, Window, int]] = []
        """What of it was in hand and is no more: the day, for what, cents."""
        self.over = over
        """From where it was booked over, where it is no money that came in."""

    @property
    def free(self) -> int:
        """What is left and not in hand for other accounts."""
        return self.left - sum(self.kept.values()) if self.kept else self.left

    def withdraw(self, cents: int, day: date) -> int:
        """Have so much less of it in hand, for the newest arrangement first: how much."""
        kept, left = self.kept.copy(), max(cents, 0)
        for one in reversed([*kept]):
            less = min(left, kept[one])
            kept[one] -= less
            left -= less
        self.keep_only(kept, day)
        return max(cents, 0) - left

    def unspend(self, debt: Debt, most: int) -> int:
        """Have so much of what it paid on a debt left again: how much."""
        paid = sum([cents for by, cents in self.spent if by is debt])
        cents = min(paid, most)
        if cents:
            self.spent = [part for part in self.spent if part[0] is not debt]
            self.spent += [(debt, paid - cents)] if paid > cents else []
            self.left += cents
        return cents

    def keep_only(self, kept: dict[Window, int], day: date) -> None:
        """Have this in hand from a day on; what was more is withdrawn."""
        before, self.kept = self.kept, kept
        for one, cents in before.items():
            if (less := cents - kept.get(one, 0)) > 0:
                self.withdrawn.append((day, one, less))

    def hand_over(self, one: Window, cents: int) -> None:
        """Have so much less of it in hand, as it is booked over: that is not withdrawn."""
        for kept in (self.kept, self.begun):
            kept[one] = max(kept.get(one, 0) - cents, 0)

    def have_again(self, one: Window, cents: int) -> None:
        """Have so much of it in hand again that was booked over, and was in hand before that."""
        for kept in (self.kept, self.begun):
            kept[one] = kept.get(one, 0) + cents

    def keep(self, one: Window, cents: int) -> None:
        """Have so much of what is free in hand for the other accounts of an arrangement."""
        if cents:
            self.kept[one.alike()] = self.kept.get(one.alike(), 0) + cents


class Over(NamedTuple):
    """What was in hand on an account, and was booked over to another one."""

    book: "Book"
    """The account on which it came in."""
    debt: Debt
    """What it pays there since."""
    window: Window
    """The arrangement for which it was in hand."""


def reversed_by(
    entry: LedgerEntry, paid: Sequence[Credit], named: Collection[int | None]
) -> Credit | None:
    """The payment that a line takes back; no other line names that where this one names none."""
    if entry.reverses is not None:
        return next((by for by in paid if by.entry.id == entry.reverses), None)
    return _paid_alike(entry, paid, named) if entry.kind is _RETURNED else None


def _paid_alike(
    entry: LedgerEntry, paid: Sequence[Credit], named: Collection[int | None]
) -> Credit | None:
    """The newest payment of the same amount, of the same month where one is named.

    No bank takes back what was booked over from another account.
    """
    alike = [
        by
        for by in reversed(paid)
        if by.over is None
        and by.entry.kind is EntryKind.PAYMENT
        and by.net == -by.entry.cents == entry.cents
        and by.entry.id not in named
    ]
    month = entry.designation or entry.period
    same_month = (by for by in alike if month in (by.entry.designation, by.entry.period))
    return next(same_month if month else iter(alike), next(iter(alike), None))


def came_back_beside(one: Window, debt: Debt) -> bool:
    """Whether what was paid before an arrangement came back since: it is no part of that (R36)."""
    if one.settles or debt.back is None:
        return False
    paid_on, back_on = debt.back
    return paid_on < one.start <= back_on


def began_since(windows: Iterable[Window], credit: Credit, day: date) -> bool:
    """Whether an arrangement runs that began after something was paid and came back since."""
    paid_on = credit.entry.value_on
    return any(paid_on < one.start and one.holds(day) for one in windows if not one.settles)


def came_under(windows: Iterable[Window], by: Credit | None, debt: Debt, back_on: date) -> bool:
    """Whether what came back on a day was an instalment: paid for a debt from before the start.

    Not where it came back beside an arrangement that ran by then (R36).
    """
    return by is not None and (
        any(
            one.holds(by.entry.value_on) and one.follows(debt) and not came_back_beside(one, debt)
            for one in windows
        )
        and not any(one.holds(back_on) and came_back_beside(one, debt) for one in windows)
    )


def _remits(one: Window, day: date) -> bool:
    return one.remitted_on is not None and one.remitted_on <= day


def remitted_before(windows: Iterable[Window], day: date) -> date | None:
    """By a day all that fell due before this one is remitted; None when nothing is (R63)."""
    return max((one.start for one in windows if _remits(one, day)), default=None)


def covered(debt: Debt, windows: Iterable[Window], since: date, held: Sequence[Window]) -> bool:
    """Whether an agreement covers a debt: since a freeze rents and what came back (R60, R61, R63).

    Where older debt was remitted it is about all that is owed since. What came back beside an
    arrangement is no part of it (R36).

    Args:
        debt: the debt.
        windows: when agreements designate what is paid on its lease.
        since: the day from which fell due what the agreement covers.
        held: when that one does.
    """
    return (
        not debt.waits(since)
        and held[-1].follows(debt)
        and not came_back_beside(held[0], debt)
        and (_is_rent(debt) or since <= (remitted_before(windows, held[0].start) or date.min))
    )


def turned(debts: Iterable[Debt], held: Sequence[Window]) -> list[Debt]:
    """Debts in the order in which arrangements have them met, else by place."""
    found = list(debts)
    if not found[1:]:
        return found
    froze = [one.covers_from for one in held if one.covers_from]

    def turn(debt: Debt) -> int:
        since = [not one.follows(debt) for one in held]
        since += [not debt.waits(day) for day in froze]
        beside = sum([came_back_beside(one, debt) for one in held])
        return -max(sum(since) if _is_rent(debt) else 0, beside)

    found.sort(key=turn)
    return found


def _is_rent(debt: Debt) -> bool:
    """Whether something is rent, a debit that came back of it, or stands for rent elsewhere."""
    return debt.entry.kind is EntryKind.CHARGE or is_returned(debt) or debt.over


def is_new(debt: Debt, held: Iterable[Window]) -> bool:
    """Whether it is asked beside all arrangements: rent since their start, or what came back."""
    return all(
        came_back_beside(one, debt) or (_is_rent(debt) and not one.follows(debt)) for one in held
    )


def frozen(debt: Debt, held: Iterable[Window]) -> bool:
    """Whether a debt is frozen by what holds."""
    return any(one.settles and one.follows(debt) for one in held)


def is_returned(debt: Debt) -> bool:
    """Whether a debt is a debit that came back of no known payment, and no late instalment."""
    return debt.back is not None and debt.entry.kind is EntryKind.RETURNED


def counts(credit: Credit, held: Iterable[Window]) -> bool:
    """Whether a credit is money that came in under an agreement."""
    return (
        any(one.holds(credit.entry.value_on) for one in held)
        and credit.over is None
        and credit.entry.kind is not EntryKind.WRITE_OFF
        and not lowers(credit.entry)
    )


def rents_let_be(debts: Iterable[Debt], windows: Iterable[Window], on: date) -> Mapping[Debt, date]:
    """The rents that people let be by a day, and the day from which each is asked for.

    One that was let go is asked for on the last of all days (R36). What they said after a day moves
    nothing that was paid on it.
    """
    said = [word for one in windows if one.said and one.holds(on) for word in one.said]
    if not said:
        return {}
    rents = [debt for debt in debts if debt.entry.kind is EntryKind.CHARGE]
    found = let_be(said, sorted(debt.due_on for debt in rents), on)
    asked_on = {due_on: one.asked_on for due_on, one in found.items() if one.asked_on > due_on}
    return {debt: asked_on[debt.due_on] for debt in rents if debt.due_on in asked_on}


def let_go(asked_on: Mapping[Debt, date]) -> frozenset[Debt]:
    """Those of these rents that nobody asks for any more, so that no instalment pays them (R36)."""
    return frozenset(debt for debt, day in asked_on.items() if day == date.max)
