"""Which payment paid what (6:43 and 6:44 BW, R22, R23), and where a lease stands by that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.book import Book
from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing
from caseconsole.domain.lines import lowers, reverses
from caseconsole.domain.together import played
from caseconsole.domain.window import Debt, Window, came_under

NEARLY_PAID = 10
"""A returned debit of which less than this part is open counts as paid again (own practice)."""
_CHARGE, _COST = EntryKind.CHARGE, EntryKind.COST
_PAYMENT = EntryKind.PAYMENT


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


def allocate(
    entries: Sequence[LedgerEntry], through: date, windows: Sequence[Window] = ()
) -> Allocation:
    """Lay payments valued on or before `through` against what is owed.

    What the payer named comes first (R23), then what is due, oldest first (6:43 BW), costs before
    the principal they belong to (6:44 BW); in a window of an arrangement the rent that fell due
    since its start comes before the oldest. A returned debit opens again what its payment paid
    (R91). The order in which the lines stand makes no difference.
    """
    book = played(entries, through, windows)
    items: dict[int, OpenItem] = {}
    for debt in (*book.due, *(debt for debt in reversed(book.waiting) if debt.open)):
        known = items.get(debt.entry.id)
        cents = debt.open + (known.cents if known else 0)
        items[debt.entry.id] = OpenItem(debt.entry, cents, debt.due_on)
    return Allocation(
        open=tuple(items.values()),
        credit=sum(credit.left for credit in book.spare),
        paid=tuple(
            (credit.entry.id, debt.entry.id, cents)
            for credit in book.credits
            for debt, cents in credit.spent
        ),
    )


def standing(
    lease: int,
    entries: Sequence[LedgerEntry],
    rent: int,
    as_of: date,
    windows: Sequence[Window] = (),
) -> Standing:
    """Where a lease stands on a day, by the allocation of everything that counts by then.

    What was remitted is no arrears, though the balance holds it until it is written off (R63).
    """
    book = played(entries, as_of, windows)
    due = book.claimable(as_of)
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
    returned_on, returned_cents = _returned(book, as_of, missed_on)
    if returned_on and (missed_on is None or returned_on >= missed_on):
        missed_cents = returned_cents
    return Standing(
        lease=lease,
        as_of=as_of,
        balance=sum([entry.cents for entry in entries]),
        arrears=sum([debt.open for debt in due]),
        since=min([debt.due_on for debt in due]) if due else None,
        missed_on=missed_on,
        missed_cents=missed_cents,
        months_tenths=(20 * principal + rent) // (2 * rent) if rent else None,
        rent=rent,
        next_due_on=book.next_on,
        paid_on=paid.entry.value_on if paid else None,
        paid_cents=paid.net if paid else 0,
        returned_on=returned_on,
    )


def _returned(book: Book, as_of: date, missed_on: date | None) -> tuple[date | None, int]:
    """The day of the newest returned debit that is still open, and what is open of what it paid.

    What was paid as an arrangement asks and came back is an instalment that is late, no rent. Where
    another rent is missed, what is nearly paid again is called about no more.
    """
    owed = book.remitted_before(as_of) or date.min
    opened = [
        (day, debt, cents)
        for day, by, debts in book.returns
        for debt, cents in debts
        if debt.open
        and not debt.waits(owed)
        and (NEARLY_PAID * debt.open >= cents or missed_on in {None, debt.due_on})
        and not came_under(book.windows, by, debt, day)
    ]
    newest = max((day for day, _, _ in opened), default=None)
    back: dict[Debt, int] = {}
    for day, debt, cents in opened:
        if day == newest:
            back[debt] = back.get(debt, 0) + cents
    return newest, sum([min(debt.open, cents) for debt, cents in back.items()])


def missed_months(
    entries: Sequence[LedgerEntry],
    as_of: date,
    windows: Sequence[Window] = (),
    but: Callable[[date], bool] = lambda _: False,
) -> tuple[date, ...]:
    """The first day of each month whose rent fell due by `as_of` and is open, the oldest first.

    Args:
        entries: the lines.
        as_of: the day.
        windows: when agreements designate what is paid.
        but: whether rent of a due day is left out.
    """
    due = played(entries, as_of, windows).claimable(as_of)
    rents = (debt.due_on for debt in due if debt.entry.kind is _CHARGE)
    return tuple(sorted({due_on.replace(day=1) for due_on in rents if not but(due_on)}))


def months(
    entries: Sequence[LedgerEntry], as_of: date, windows: Sequence[Window] = ()
) -> tuple[MonthLine, ...]:
    """What fell due by `as_of`, month by month; what is open of all is arrears or remitted."""
    book = played(entries, as_of, windows)
    charged: dict[str, int] = {}
    unpaid: dict[str, int] = {}
    for debt in book.debts:
        if debt.due_on <= as_of:
            period = _period(debt.entry)
            charged[period] = charged.get(period, 0) + debt.owed
            unpaid[period] = unpaid.get(period, 0) + debt.open
    for credit in book.credits:
        period = _period(credit.entry)
        if lowers(credit.entry) and period in charged:
            charged[period] -= credit.net
    return tuple(
        MonthLine(period, charged[period], charged[period] - unpaid[period], unpaid[period])
        for period in sorted(charged)
    )


def in_hand(
    entries: Sequence[LedgerEntry], as_of: date, windows: Sequence[Window] = ()
) -> tuple[int, int]:
    """What came in here for debt of other accounts, and there for debt of this one, in cents."""
    book, here, there = played(entries, as_of, windows), 0, 0
    for one, shared in book.parts.items():
        others = sum(other.in_hand(one) for other, _ in shared if other is not book)
        for own in (its for each, its in shared if each is book):
            here += book.in_hand(one)
            there += min(others, sum(debt.open for debt in book.payable(own, as_of)))
    return here, there


def payments(entries: Sequence[LedgerEntry], through: date) -> tuple[tuple[date, int], ...]:
    """The value day of each payment by a day, and what of it, as corrected, did not come back."""
    return tuple(
        (credit.entry.value_on, credit.net)
        for credit in played(entries, through).credits
        if credit.entry.kind is _PAYMENT and credit.net
    )


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
    reversal = entry.cents > 0 and reverses(entry)
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
