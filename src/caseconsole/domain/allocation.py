"""Which payment paid what (6:43 and 6:44 BW, R22, R23), and where a lease stands by that."""

from bisect import insort
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing

_CHARGE, _COST, _PAYMENT = EntryKind.CHARGE, EntryKind.COST, EntryKind.PAYMENT
_RETURNED, _CORRECTION = EntryKind.RETURNED, EntryKind.CORRECTION


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of one charge, cost or other debt."""

    entry: LedgerEntry
    cents: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Allocation:
    """Open items, those not due yet among them, less the credit are the balance."""

    open: tuple[OpenItem, ...]
    """By due day; a cost stands before the principal that it belongs to."""
    credit: int
    """Paid and not needed yet, in cents; taken up by what falls due next."""
    paid: tuple[tuple[int, int, int], ...]
    """Payment (or write-off, or credit), what it paid, how many cents; reversed ones left out."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One rent month: what fell due, what of it is paid, what is open; in cents."""

    period: str
    charged: int
    paid: int
    open: int


class _Debt:
    """Something owed; `place` is the order in which payments meet debts."""

    __slots__ = ("due_on", "entry", "open", "place")

    def __init__(self, entry: LedgerEntry, claim_due: date | None = None) -> None:
        self.entry = entry
        self.open = entry.cents
        self.due_on = entry.due_on or entry.value_on
        self.place = (
            claim_due or self.due_on, entry.kind is not _COST, self.due_on, entry.kind,
            entry.period, entry.cents, entry.source_ref, entry.text, entry.booked_on,
        )  # fmt: skip


class _Credit:
    """Something paid: how much is left to spend, how much was not reversed, what it paid."""

    __slots__ = ("entry", "left", "net", "spent")

    def __init__(self, entry: LedgerEntry) -> None:
        self.entry = entry
        self.left = self.net = -entry.cents
        self.spent: list[tuple[_Debt, int]] = []


_place = attrgetter("place")
_due_on = attrgetter("due_on")
_move_order = attrgetter(
    "value_on", "kind", "cents", "designation", "period", "source_ref", "text", "booked_on"
)


class _Book:
    """The ledger played in the order of its days: debts fall due, payments meet them."""

    __slots__ = ("credits", "due", "next_on", "returns", "spare", "waiting")

    def __init__(self, entries: Iterable[LedgerEntry], through: date) -> None:
        self.due: list[_Debt] = []
        """What is due and open, by place."""
        self.credits: list[_Credit] = []
        self.spare: list[_Credit] = []
        """Credits with something left; while there are any, nothing due is open."""
        self.returns: list[tuple[date, list[_Debt]]] = []
        """The days of returned debits and what each opened again."""
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
            elif _reverses(entry):
                reversals.append(entry)
            elif entry.cents:
                debts.append(entry)
        self.waiting = _debts(debts)
        moves.sort(key=_move_order)
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
        for entry in sorted(reversals, key=_move_order):
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
        credit = _Credit(entry)
        self.credits.append(credit)
        if entry.designation or entry.kind is not _PAYMENT:
            self._meet(credit, self._named(entry))
        if credit.left:
            self._meet(credit, self.due)
            if credit.left:
                self.spare.append(credit)

    def _named(self, entry: LedgerEntry) -> list[_Debt]:
        """The open debts that a credit names, due or not, by reference or by rent month."""
        debts = [debt for debt in (*self.due, *reversed(self.waiting)) if debt.open]
        names = [entry.designation]
        if entry.kind is not _PAYMENT:
            names += [entry.source_ref, entry.period]
        for name in filter(None, names):
            found = [debt for debt in debts if name in (debt.entry.source_ref, debt.entry.period)]
            if found:
                return found
        return []

    def _meet(self, credit: _Credit, debts: Iterable[_Debt]) -> None:
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
            self._meet(credit, self.due)
        self.spare = [credit for credit in self.spare if credit.left]

    def _reverse(self, entry: LedgerEntry, day: date, named: Collection[int | None]) -> None:
        """Take a payment back, so that what it paid is open again; any more is a debt."""
        self._fall_due(day)
        credit = self._reversed_by(entry, named)
        cents = min(entry.cents, credit.net) if credit is not None else 0
        opened = self._reopen(credit, cents) if credit is not None else []
        if entry.cents > cents:
            debt = _Debt(entry)
            debt.open = entry.cents - cents
            opened.append(debt)
            insort(self.due, debt, key=_place)
        if entry.kind is _RETURNED:
            self.returns.append((day, opened))
        self._use_spare()

    def _reversed_by(self, entry: LedgerEntry, named: Collection[int | None]) -> _Credit | None:
        if entry.reverses is not None:
            return next((paid for paid in self.credits if paid.entry.id == entry.reverses), None)
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

    def _reopen(self, credit: _Credit, cents: int) -> list[_Debt]:
        """Undo `cents` of a credit: its unspent part first, then what it paid last."""
        credit.net -= cents
        unspent = min(credit.left, cents)
        credit.left -= unspent
        cents -= unspent
        self.spare = [spare for spare in self.spare if spare.left]
        opened: list[_Debt] = []
        while cents:
            debt, paid = credit.spent.pop()
            back = min(paid, cents)
            if paid > back:
                credit.spent.append((debt, paid - back))
            cents -= back
            opened.append(debt)
            self._open_again(debt, back)
        return opened

    def _open_again(self, debt: _Debt, cents: int) -> None:
        known = debt.open > 0 or debt in self.waiting
        debt.open += cents
        if not known:
            insort(self.due, debt, key=_place)


def _reverses(entry: LedgerEntry) -> bool:
    """Whether a positive line takes a payment back instead of being owed by itself."""
    return entry.kind in {_RETURNED, _PAYMENT} or entry.reverses is not None


def _debts(entries: list[LedgerEntry]) -> list[_Debt]:
    """The debts, the last to fall due first; a cost takes its place before its principal (6:44)."""
    claims: dict[str, date] = {}
    if any(entry.kind is _COST for entry in entries):
        for entry in entries:
            if entry.kind is _CHARGE and entry.period:
                due_on = entry.due_on or entry.value_on
                claims[entry.period] = min(due_on, claims.get(entry.period, due_on))
    debts = [
        _Debt(entry, claims.get(entry.period) if entry.kind is _COST else None)
        for entry in entries
        if entry.cents
    ]
    debts.sort(key=_place, reverse=True)
    if claims:
        debts.sort(key=_due_on, reverse=True)
    return debts


def allocate(entries: Sequence[LedgerEntry], through: date) -> Allocation:
    """Lay payments valued on or before `through` against what is owed.

    What the payer named comes first (R23), then what is due, oldest first (6:43 BW), costs before
    the principal they belong to (6:44 BW). A returned debit opens again what its payment paid
    (R91). The order in which the lines stand makes no difference.
    """
    book = _Book(entries, through)
    debts = [*book.due, *(debt for debt in reversed(book.waiting) if debt.open)]
    return Allocation(
        open=tuple(OpenItem(debt.entry, debt.open, debt.due_on) for debt in debts),
        credit=sum(credit.left for credit in book.spare),
        paid=tuple(
            (credit.entry.id, debt.entry.id, cents)
            for credit in book.credits
            for debt, cents in credit.spent
        ),
    )


def standing(lease: int, entries: Sequence[LedgerEntry], rent: int, as_of: date) -> Standing:
    """Where a lease stands on a day, by the allocation of everything that counts by then."""
    book = _Book(entries, as_of)
    due = book.due
    principal = sum([debt.open for debt in due if debt.entry.kind is not _COST])
    missed_on = None
    missed_cents = 0
    for debt in due:
        if debt.entry.kind is _CHARGE:
            missed_cents = debt.open + (missed_cents if debt.due_on == missed_on else 0)
            missed_on = debt.due_on
    paid = next(
        (paid for paid in reversed(book.credits) if paid.net and paid.entry.kind is _PAYMENT), None
    )
    returned = [day for day, opened in book.returns if any(debt.open for debt in opened)]
    return Standing(
        lease=lease,
        as_of=as_of,
        balance=sum([entry.cents for entry in entries]),
        arrears=sum([debt.open for debt in due]),
        since=min([debt.due_on for debt in due]) if due else None,
        missed_on=missed_on,
        missed_cents=missed_cents,
        months_tenths=(20 * principal + rent) // (2 * rent) if rent else 0,
        rent=rent,
        next_due_on=book.next_on,
        paid_on=paid.entry.value_on if paid else None,
        paid_cents=paid.net if paid else 0,
        returned_on=max(returned, default=None),
    )


def months(entries: Sequence[LedgerEntry], as_of: date) -> tuple[MonthLine, ...]:
    """What fell due by `as_of`, month by month; what is open of all of them is the arrears."""
    charged: dict[str, int] = {}
    for entry in entries:
        if _in_month(entry) and (entry.due_on or entry.value_on) <= as_of:
            period = _period(entry)
            charged[period] = charged.get(period, 0) + entry.cents
    unpaid: dict[str, int] = dict.fromkeys(charged, 0)
    for debt in _Book(entries, as_of).due:
        period = _period(debt.entry)
        charged.setdefault(period, 0)
        unpaid[period] = unpaid.get(period, 0) + debt.open
    return tuple(
        MonthLine(period, charged[period], charged[period] - unpaid[period], unpaid[period])
        for period in sorted(charged)
    )


def _in_month(entry: LedgerEntry) -> bool:
    owed = entry.kind in {_CHARGE, _COST, _CORRECTION}
    return owed and not (entry.cents > 0 and _reverses(entry))


def _period(entry: LedgerEntry) -> str:
    return entry.period or (entry.due_on or entry.value_on).isoformat()[:7]


def running_balance(entries: Sequence[LedgerEntry]) -> tuple[tuple[LedgerEntry, int], ...]:
    """Every line by value day, debts before payments, with the balance after it in cents."""
    lines: list[tuple[LedgerEntry, int]] = []
    balance = 0
    for entry in sorted(entries, key=_line_order):
        balance += entry.cents
        lines.append((entry, balance))
    return tuple(lines)


def _line_order(entry: LedgerEntry) -> tuple[object, ...]:
    reversal = entry.cents > 0 and _reverses(entry)
    return (
        entry.value_on, reversal, -entry.cents, entry.period, entry.source_ref, entry.text,
        entry.booked_on,
    )  # fmt: skip


def rent_at(rents: Sequence[tuple[date, int]], day: date) -> int:
    """The monthly rent in cents on a day; before the first known rent that one, without any 0."""
    before = [rent for rent in rents if rent[0] <= day]
    if before:
        return max(before)[1]
    return min(rents)[1] if rents else 0
