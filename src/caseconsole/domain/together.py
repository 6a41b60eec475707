"""Several leases under one arrangement: what comes in on any account pays its instalments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from operator import itemgetter

from caseconsole.domain.book import Book
from caseconsole.domain.booked_over import Coming, Gets, Moved, book_off
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.lines import move_order
from caseconsole.domain.window import Account, Credit, Debt, Window, counts

_Ledgers = Mapping[int, Sequence[LedgerEntry]]
_Windows = Mapping[int, Sequence[Window]]
_Parts = Mapping[Window, Sequence[tuple[Book, Window]]]
_day = itemgetter(0)
_turn = itemgetter(0, 1, 2)
_FIRST: tuple[object, ...] = ()
"""What comes before all lines of its day."""


def tied(leases: Iterable[int], held: _Windows) -> set[int]:
    """Leases with those that share an arrangement with one, by whatever steps, as far as known."""
    found, new = {*leases}, [*leases]
    while new:
        shared = {one for window in held.get(new.pop(), ()) for one in window.leases}
        new += shared - found
        found |= shared
    return found


def joined(held: _Windows, ledgers: _Ledgers) -> dict[int, tuple[Window, ...]]:
    """By lease its windows, those of several leases with the accounts of all that are bound."""
    found: dict[int, tuple[Window, ...]] = {}
    for first in held:
        if first in found:
            continue
        leases = sorted(tied([first], held))
        accounts = Accounts({
            one: Account(tuple(ledgers.get(one, ())), tuple(held.get(one, ()))) for one in leases
        })  # fmt: skip
        for lease in leases:
            found[lease] = tuple(
                one._replace(lease=lease, accounts=accounts) if one.leases else one
                for one in held.get(lease, ())
            )
    return {lease: found[lease] for lease in held}


class Accounts:
    """The accounts of leases that share arrangements: played together, and once for each day."""

    def __init__(self, known: Mapping[int, Account]) -> None:
        self.known = known
        self._played: dict[date, Mapping[int, Book]] = {}

    def books(self, lease: int, own: Account, through: date) -> Mapping[int, Book]:
        """The books of all, that of one lease with these lines and windows."""
        if own != self.known[lease]:
            return _played({**self.known, lease: own}, through)
        if through not in self._played:
            self._played[through] = _played(self.known, through)
        return self._played[through]


def expecting(
    held: Mapping[int, tuple[Window, ...]], coming: Mapping[int, LedgerEntry]
) -> dict[int, tuple[Window, ...]]:
    """The windows by lease, with rents that are to come on the accounts that are with them."""
    accounts = bound(chain.from_iterable(held.values()))
    ledgers = {lease: with_coming(one.entries, coming, lease) for lease, one in accounts.items()}
    return {**held, **joined({lease: one.windows for lease, one in accounts.items()}, ledgers)}


def bound(windows: Iterable[Window]) -> dict[int, Account]:
    """The accounts that are with windows, by lease."""
    return {
        lease: account
        for one in windows
        if one.accounts
        for lease, account in one.accounts.known.items()
    }


def with_coming(
    entries: Sequence[LedgerEntry], coming: Mapping[int, LedgerEntry], lease: int
) -> tuple[LedgerEntry, ...]:
    """The lines of a lease with its rent that is to come, where there is one."""
    return (*entries, coming[lease]) if lease in coming else tuple(entries)


def played(entries: Sequence[LedgerEntry], through: date, windows: Sequence[Window] = ()) -> Book:
    """The ledger of a lease, played with those that share an arrangement with it."""
    for one in windows:
        if one.accounts:
            own = Account(tuple(entries), tuple(one.alone() for one in windows))
            return one.accounts.books(one.lease, own, through)[one.lease]
    return _played({0: Account(tuple(entries), tuple(windows))}, through)[0]


def _played(accounts: Mapping[int, Account], through: date) -> dict[int, Book]:
    """The books of accounts, played in one order of days, within a day in that of one ledger."""
    books = {lease: Book(entries, windows) for lease, (entries, windows) in accounts.items()}
    parts, moved, gets = _shared(books.values()), list[Moved](), Gets(books)
    coming: list[Coming] = [
        (day, back, move_order(entry), lease, entry)
        for lease, book in books.items()
        for day, back, entry in book.coming
    ]
    for lease, book in books.items():
        book.parts = parts
        ends = {one.end for one in book.windows if one.leases and one.end}
        coming += ((day, False, _FIRST, lease, None) for day in ends)
        book.moved = moved
    coming.sort(key=_turn)
    spare: set[int] = set()
    for day, moves in groupby(coming, key=_day):
        if day > through:
            _not_yet(books, day, moves)
            continue
        of_day = [*moves]
        if parts:
            of_day = gets.in_turn(day, of_day)
        touched = sorted({*spare, *(lease for *_, lease, _ in of_day)}) if parts else books
        for one in touched:
            books[one].begin(day)
        for _, back, _, lease, entry in of_day:
            if entry is None:
                books[lease].over(day)
            elif back:
                over = books[lease].reverse(entry, day, gets.others(lease, day))
                gets.take(lease, over, day)
            else:
                books[lease].pay(entry)
        book_off(moved, day)
        if parts:
            _take_in_hand([books[one] for one in touched], parts, day)
            spare = {one for one in touched if books[one].spare}
    for book in books.values():
        book.fall_due(through)
        if book.waiting:
            book.next_on = min(book.waiting[-1].due_on, book.next_on or date.max)
    return books


def _not_yet(books: Mapping[int, Book], day: date, moves: Iterable[Coming]) -> None:
    """Have a day that is to come known as the next of what it moves."""
    for *_, lease, entry in moves:
        book = books[lease]
        if entry or any(credit.free < credit.left for credit in book.spare):
            book.next_on = min(day, book.next_on or day)


def _shared(books: Iterable[Book]) -> _Parts:
    """The books under each arrangement of several leases, the oldest first."""
    found: dict[Window, list[tuple[Book, Window]]] = {}
    for book in books:
        for one in book.windows:
            if one.leases:
                found.setdefault(one.alike(), []).append((book, one))
    return {one: found[one] for one in sorted(found, key=lambda one: (one.start, one.asks))}


def _take_in_hand(books: Sequence[Book], parts: _Parts, day: date) -> None:
    """Have what is left on accounts pay their own debts, and in hand for what is open on others.

    What came in first is in hand first, while the arrangement that it is for holds. What was in
    hand and pays a debt of its own account stays paid; what is free then meets debts.
    """
    before = {credit: credit.kept for book in books for credit in book.spare}
    for credit in before:
        credit.kept = {}
    wanted: dict[Debt, int] = {}
    for shared in [parts[one] for one in parts if one.holds(day)] if before else ():
        for credit, book, own in sorted(_spare(shared), key=_by_day):
            met, one = book.meet(credit, book.payable(own, day)), own.alike()
            before[credit] = {**before[credit], one: max(before[credit].get(one, 0) - met, 0)}
        for credit, book, own in sorted(_spare(shared), key=_by_day):
            for other, its in shared:
                for debt in other.payable(its, credit.entry.value_on) if other is not book else ():
                    cents = min(credit.free, wanted.get(debt, debt.open))
                    credit.keep(own, cents)
                    wanted[debt] = wanted.get(debt, debt.open) - cents
    for credit, kept in before.items():
        now = credit.kept
        credit.kept = {one: min(cents, credit.begun.get(one, 0)) for one, cents in kept.items()}
        credit.keep_only(now, day)
    for book in books:
        book.use_spare()


def _spare(shared: Iterable[tuple[Book, Window]]) -> Iterator[tuple[Credit, Book, Window]]:
    """What is left of what came in under an arrangement, on which account."""
    for book, one in shared:
        yield from ((credit, book, one) for credit in book.spare if counts(credit, [one]))


def _by_day(part: tuple[Credit, Book, Window]) -> tuple[object, ...]:
    return move_order(part[0].entry)
