"""The ledger played day by day: debts fall due, payments meet them, returned debits undo that."""

from bisect import insort
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.lines import as_corrected, move_order, reverses

_CHARGE, _COST, _PAYMENT = EntryKind.CHARGE, EntryKind.COST, EntryKind.PAYMENT
_RETURNED, _CORRECTION = EntryKind.RETURNED, EntryKind.CORRECTION


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

    def holds(self, day: date) -> bool:
        """Whether a payment valued on a day is paid under the arrangement."""
        return self.start <= day and (self.end is None or day < self.end)

    def follows(self, debt: "Debt") -> bool:
        """Whether a debt comes under it as older.

        What came back on the first day of an arrangement is no part of that: the bank tells it the
        day after, when all is agreed.
        """
        return debt.waits(self.start) if self.settles else debt.due_on < self.start


class Debt:
    """Something owed; `place` is the order in which payments meet debts.

    What came back beside an arrangement is a debt of its own, with the days on which it was paid
    and came back (R36).
    """

    __slots__ = ("back", "due_on", "entry", "open", "owed", "place")

    def __init__(self, entry: LedgerEntry, cents: int, claim_due: date | None = None) -> None:
        self.entry = entry
        self.open = self.owed = cents
        self.due_on = entry.due_on or entry.value_on
        self.back: tuple[date, date] | None = None
        self.place = (
            claim_due or self.due_on, entry.kind is not _COST, self.due_on, entry.kind,
            entry.period, entry.cents, entry.source_ref, entry.text, entry.booked_on,
        )  # fmt: skip

    def waits(self, since: date) -> bool:
        """Whether it is left alone with what fell due before a freeze that began on a day.

        What came back on that day of no known payment is; rent of that day is running rent.
        """
        return self.due_on < since or (self.due_on == since and self.entry.kind is _RETURNED)


class Credit:
    """Something paid: how much is left to spend, how much was not reversed, what it paid."""

    __slots__ = ("entry", "left", "net", "spent")

    def __init__(self, entry: LedgerEntry) -> None:
        self.entry = entry
        self.left = self.net = -entry.cents
        self.spent: list[tuple[Debt, int]] = []


_place = attrgetter("place")
_due_on = attrgetter("due_on")


class Book:
    """The ledger played in the order of its days: debts fall due, payments meet them.

    What is paid in a window meets the rents that fell due since its start, then the oldest; in
    several, those since the newest start first, then those since the one before. A debit that came
    back since is met as those rents are. An arrangement that leaves out older debt has what it
    covers paid before that. What was remitted is met by nothing but what names it or writes it off.
    """

    __slots__ = ("credits", "debts", "due", "next_on", "returns", "spare", "waiting", "windows")

    def __init__(
        self, entries: Sequence[LedgerEntry], through: date, windows: Sequence[Window] = ()
    ) -> None:
        if _CORRECTION in [entry.kind for entry in entries]:
            entries = as_corrected(entries)
        self.windows = windows
        self.due: list[Debt] = []
        """What is due and open, by place."""
        self.credits: list[Credit] = []
        self.spare: list[Credit] = []
        """Credits with something left; while there are any, nothing due is open but what was
        remitted."""
        self.returns: list[tuple[date, Credit | None, list[tuple[Debt, int]]]] = []
        """The day of each returned debit, what it undid, and what that opened again."""
        self.next_on: date | None = None
        """The first day after `through` on which something that is booked begins to count."""
        debts: list[LedgerEntry] = []
        moves: list[LedgerEntry] = []
        reversals: list[LedgerEntry] = []
        for entry in entries:
            if entry.cents < 0:
                moves.append(entry)
            elif entry.kind is _CHARGE:
                debts.append(entry)
            elif reverses(entry):
                reversals.append(entry)
            elif entry.cents:
                debts.append(entry)
        self.waiting = _debts(debts)
        """What is not due yet, the next to fall due last."""
        self.debts = self.waiting.copy()
        moves.sort(key=move_order)
        if reversals:
            self._play_with_reversals(moves, reversals, through)
        else:
            for entry in moves:
                if entry.value_on > through:
                    self.next_on = entry.value_on
                    break
                self._pay(entry)
        self._fall_due(through)
        if self.waiting:
            self.next_on = min(self.waiting[-1].due_on, self.next_on or date.max)

    def _play_with_reversals(
        self, moves: list[LedgerEntry], reversals: list[LedgerEntry], through: date
    ) -> None:
        paid_on: dict[int | None, date] = {entry.id: entry.value_on for entry in moves}
        named = {entry.reverses for entry in reversals}
        events = [(entry.value_on, False, entry) for entry in moves]
        for entry in sorted(reversals, key=move_order):
            payment_on = paid_on.get(entry.reverses, entry.value_on)
            events.append((max(entry.value_on, payment_on), True, entry))
        events.sort(key=lambda event: event[:2])
        for day, reversal, entry in events:
            if day > through:
                self.next_on = day
                break
            if reversal:
                self._reverse(entry, day, named)
            else:
                self._pay(entry)

    def _fall_due(self, day: date) -> None:
        """Take over what falls due through a day; spare credit meets it."""
        waiting, due = self.waiting, self.due
        while waiting and waiting[-1].due_on <= day:
            debt = waiting.pop()
            if not debt.open:
                continue
            if due and due[-1].place > debt.place:
                insort(due, debt, key=_place)
            else:
                due.append(debt)
            if self.spare:
                self._use_spare()

    def _pay(self, entry: LedgerEntry) -> None:
        self._fall_due(entry.value_on)
        credit = Credit(entry)
        self.credits.append(credit)
        if entry.designation or entry.kind is not _PAYMENT:
            self._meet(credit, self._named(entry))
        if credit.left:
            self._meet(credit, self._in_turn(credit) if self.windows else self.due)
            if credit.left:
                self.spare.append(credit)

    def _in_turn(self, credit: Credit) -> list[Debt]:
        """What is due in the order in which a credit meets it."""
        paid_on = credit.entry.value_on
        due = self.claimable(paid_on)
        if len(due) < len(self.due) and credit.entry.kind is not _PAYMENT:
            return self.due
        return self._turned(due, paid_on)

    def _turned(self, debts: list[Debt], paid_on: date) -> list[Debt]:
        """Debts in the order in which the arrangements of a day have them met, else by place."""
        held = [one for one in self.windows if one.holds(paid_on)]
        if not held:
            return debts
        froze = [one.covers_from for one in held if one.covers_from]

        def turn(debt: Debt) -> int:
            new = debt.entry.kind is _CHARGE or (debt.entry.kind is _RETURNED and debt.back)
            since = [not one.follows(debt) for one in held]
            since += [not debt.waits(day) for day in froze]
            beside = sum([came_back_beside(one, debt) for one in held])
            return -max(sum(since) if new else 0, beside)

        return sorted(debts, key=turn)

    def claimable(self, day: date) -> list[Debt]:
        """What is due and open by place, without what is remitted by a day (R63)."""
        before = self.remitted_before(day)
        if before is None:
            return self.due
        return [one for one in self.due if not one.waits(before)]

    def remitted_before(self, day: date) -> date | None:
        """By a day all that fell due before this one is remitted; None when nothing is."""
        return max((one.start for one in self.windows if _remits(one, day)), default=None)

    def _named(self, entry: LedgerEntry) -> list[Debt]:
        """The open debts that a credit names, due or not, by reference or by rent month."""
        debts = [debt for debt in (*self.due, *reversed(self.waiting)) if debt.open]
        names = [entry.designation]
        if entry.kind is not _PAYMENT:
            names += [entry.source_ref, entry.period]
        for name in filter(None, names):
            found = [debt for debt in debts if name in (debt.entry.source_ref, debt.entry.period)]
            if found:
                return self._turned(found, entry.value_on) if self.windows else found
        return []

    def _meet(self, credit: Credit, debts: Iterable[Debt]) -> None:
        left = credit.left
        settled = False
        for debt in debts:
            cents = min(debt.open, left)
            debt.open -= cents
            left -= cents
            credit.spent.append((debt, cents))
            settled = settled or not debt.open
            if not left:
                break
        credit.left = left
        if settled:
            self.due[:] = [debt for debt in self.due if debt.open]

    def _use_spare(self) -> None:
        for credit in self.spare:
            self._meet(credit, self._in_turn(credit) if self.windows else self.due)
        self.spare = [credit for credit in self.spare if credit.left]

    def _reverse(self, entry: LedgerEntry, day: date, named: Collection[int | None]) -> None:
        """Take a payment back, so that what it paid is open again; any more is a debt.

        What is more than an instalment is a cost, and no part of what came back.
        """
        self._fall_due(day)
        credit = self._reversed_by(entry, named)
        cents = min(entry.cents, credit.net) if credit is not None else 0
        opened = self._reopen(credit, cents) if credit is not None else []
        if entry.kind is _RETURNED and credit is not None and self._beside(credit, day):
            opened = [(self._apart(debt, back, credit, day), back) for debt, back in opened]
        if entry.cents > cents:
            instalment = [came_under(self.windows, credit, debt, day) for debt, _ in opened]
            more = self._own(entry, entry.cents - cents)
            if not instalment or not all(instalment):
                more.back = date.min, day
                opened.append((more, more.open))
        if entry.kind is _RETURNED:
            self.returns.append((day, credit, opened))
        self._use_spare()

    def _own(self, entry: LedgerEntry, cents: int) -> Debt:
        """A line, or a part of it, as a debt of its own that is due."""
        debt = Debt(entry, cents)
        self.debts.append(debt)
        insort(self.due, debt, key=_place)
        return debt

    def _beside(self, credit: Credit, day: date) -> bool:
        """Whether an arrangement runs that began after something was paid and came back since."""
        paid_on = credit.entry.value_on
        return any(
            paid_on < one.start and one.holds(day) for one in self.windows if not one.settles
        )

    def _apart(self, debt: Debt, cents: int, credit: Credit, day: date) -> Debt:
        """The part of a debt that came back on a day, as a debt of its own."""
        if debt.due_on > day:
            return debt
        part = Debt(debt.entry, cents)
        part.place, part.back = debt.place, (credit.entry.value_on, day)
        debt.owed -= cents
        debt.open -= cents
        if not debt.open:
            self.due.remove(debt)
        if not debt.owed:
            self.debts.remove(debt)
        self.debts.append(part)
        insort(self.due, part, key=_place)
        return part

    def _reversed_by(self, entry: LedgerEntry, named: Collection[int | None]) -> Credit | None:
        if entry.reverses is not None:
            return next((paid for paid in self.credits if paid.entry.id == entry.reverses), None)
        return self._paid_alike(entry, named) if entry.kind is _RETURNED else None

    def _paid_alike(self, entry: LedgerEntry, named: Collection[int | None]) -> Credit | None:
        """The newest payment of the same amount, of the same month where one is named."""
        alike = [
            paid
            for paid in reversed(self.credits)
            if paid.entry.kind is _PAYMENT
            and paid.net == -paid.entry.cents == entry.cents
            and paid.entry.id not in named
        ]
        month = entry.designation or entry.period
        same_month = (
            paid for paid in alike if month in (paid.entry.designation, paid.entry.period)
        )
        return next(same_month if month else iter(alike), next(iter(alike), None))

    def _reopen(self, credit: Credit, cents: int) -> list[tuple[Debt, int]]:
        """Undo `cents` of a credit: its unspent part first, then what it paid last."""
        credit.net -= cents
        unspent = min(credit.left, cents)
        credit.left -= unspent
        cents -= unspent
        self.spare = [spare for spare in self.spare if spare.left]
        opened: list[tuple[Debt, int]] = []
        while cents:
            debt, paid = credit.spent.pop()
            back = min(paid, cents)
            if paid > back:
                credit.spent.append((debt, paid - back))
            cents -= back
            opened.append((debt, back))
            self._open_again(debt, back)
        return opened

    def _open_again(self, debt: Debt, cents: int) -> None:
        known = debt.open > 0 or debt in self.waiting
        debt.open += cents
        if not known:
            insort(self.due, debt, key=_place)


def came_back_beside(one: Window, debt: Debt) -> bool:
    """Whether what was paid before an arrangement came back since: it is no part of that (R36)."""
    if one.settles or debt.back is None:
        return False
    paid_on, back_on = debt.back
    return paid_on < one.start <= back_on


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


def _debts(entries: list[LedgerEntry]) -> list[Debt]:
    """The debts, the last to fall due first; a cost takes its place before its principal (6:44)."""
    claims: dict[str, date] = {}
    if any(entry.kind is _COST for entry in entries):
        for entry in entries:
            if entry.kind is _CHARGE and entry.period:
                due_on = entry.due_on or entry.value_on
                claims[entry.period] = min(due_on, claims.get(entry.period, due_on))
    debts = [
        Debt(entry, entry.cents, claims.get(entry.period) if entry.kind is _COST else None)
        for entry in entries
        if entry.cents
    ]
    debts.sort(key=_place, reverse=True)
    if claims:
        debts.sort(key=_due_on, reverse=True)
    return debts
