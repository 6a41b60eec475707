"""Several leases under one arrangement: what comes in on any account pays its instalments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from caseconsole.domain.book import Book
from caseconsole.domain.calendar import banking_day
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.window import Account, Credit, Debt, Window, counts, covered

_Ledgers = Mapping[int, Sequence[LedgerEntry]]
_Windows = Mapping[int, Sequence[Window]]
_Part = tuple[Book, Window]


def tied(leases: Iterable[int], held: _Windows) -> set[int]:
    """Leases with those that share an arrangement with one, by whatever steps, as far as known."""
    found, new = {*leases}, [*leases]
    while new:
        shared = {one for window in held.get(new.pop(), ()) for one in window.leases}
        new += shared - found
        found |= shared
    return found


def joined(held: _Windows, ledgers: _Ledgers) -> dict[int, tuple[Window, ...]]:
    """By lease its windows, those of several leases with the accounts of the others."""
    found = {}
    for lease, windows in held.items():
        accounts = tuple(
            Account(one, tuple(ledgers.get(one, ())), tuple(held.get(one, ())))
            for one in sorted(tied([lease], held) - {lease})
        )
        found[lease] = tuple(
            one._replace(accounts=accounts) if one.leases else one for one in windows
        )
    return found


def played(entries: Sequence[LedgerEntry], through: date, windows: Sequence[Window]) -> Book:
    """The ledger of a lease, played with those that share an arrangement with it.

    Each account meets its own rents first. What is left over of all, or lies for rent that did not
    fall due yet, is for the instalments: rent that fell due after them is what is not paid.
    """
    book = Book(entries, through, windows)
    if any(one.leases for one in windows):
        accounts = {account.lease: account for one in windows for account in one.accounts}
        others = (Book(one.entries, through, one.windows) for one in accounts.values())
        for parts in _shared([book, *others]):
            _pay_instalments(parts, through)
    return book


def _shared(books: Iterable[Book]) -> list[list[_Part]]:
    """The books under each arrangement of several leases, the oldest first."""
    found: dict[Window, list[_Part]] = {}
    for book in books:
        for one in book.windows:
            if one.leases:
                alike = one._replace(covers_from=None, accounts=(), said=())
                found.setdefault(alike, []).append((book, one))
    return [found[one] for one in sorted(found, key=lambda one: (one.start, one.asks))]


def _pay_instalments(parts: Sequence[_Part], through: date) -> None:
    """Pay what lacks of instalments from what was paid ahead for rent that fell due after them.

    What was in hand on the day of an instalment pays it; what came later does so where the rent is
    not paid in full anyway.
    """
    room = paid = 0
    moves: list[tuple[date, int]] = []
    ahead: list[tuple[Debt, Credit, int, Book, Window]] = []
    for book, one in parts:
        over = in_hand(book, [one], through)
        room += sum(debt.open for debt in book.payable(one, through)) - over
        paid += book.paid_off(one) + over
        moves += came_in(book, one.covers_from or date.min, [one], through)
        ahead += ((*found, book, one) for found in _ahead(book, one, through))
    full = {debt for debt, *_ in ahead if not debt.open}
    for debt, credit, cents, book, one in sorted(ahead, key=_turn):
        by = [(day, each) for day, each in one.asks if day < debt.due_on]
        wanted = sum(each for _, each in by)
        if debt in full and by:
            known_on = banking_day(by[-1][0])
            wanted = min(wanted, sum(each for day, each in moves if day <= known_on))
        most = min(cents, wanted - paid, room)
        if not one.holds(through):
            most = min(most, sum(debt.open for debt in book.payable(one, through)))
        if most > 0:
            book.turn_over(credit, debt, most, one, through)
            paid += most
            room -= most


def _turn(part: tuple[Debt, Credit, int, Book, Window]) -> tuple[object, ...]:
    """The newest rent first, of one day that which is open anyway, then what lay there longest."""
    debt, credit, cents, *_ = part
    return -debt.due_on.toordinal(), not debt.open, credit.entry.value_on, -cents, debt.entry.id


def _ahead(book: Book, one: Window, through: date) -> Iterator[tuple[Debt, Credit, int]]:
    """Rents that fell due and were paid before that: what by, and how many cents."""
    for credit in book.credits:
        if counts(credit, [one]):
            for debt, cents in credit.spent:
                if debt.due_on <= through and lay_for(credit, debt):
                    yield debt, credit, cents


def lay_for(credit: Credit, debt: Debt) -> bool:
    """Whether a payment that named nothing of a rent was there before that fell due."""
    named = credit.entry.designation
    return (
        debt.due_on > credit.entry.value_on
        and credit.entry.kind is EntryKind.PAYMENT
        and debt.entry.kind is EntryKind.CHARGE
        and not (named and named in (debt.entry.source_ref, debt.entry.period))
    )


def in_hand(book: Book, held: Sequence[Window], through: date) -> int:
    """What came in under an arrangement and nothing asked for yet, in cents."""
    return sum(
        credit.left
        + sum(
            cents for debt, cents in credit.spent if debt.due_on > through and lay_for(credit, debt)
        )
        for credit in book.credits
        if counts(credit, held)
    )


def came_in(
    book: Book, since: date, held: Sequence[Window], through: date
) -> Iterator[tuple[date, int]]:
    """What came in for instalments on one account, by value day; what rent took is less.

    Args:
        book: the account.
        since: the day from which fell due what is covered.
        held: when the arrangement designates what is paid.
        through: the last day that counts.
    """
    for credit in book.credits:
        if not counts(credit, held):
            continue
        on = credit.entry.value_on
        for debt, cents in credit.spent:
            if covered(debt, book.windows, since, held):
                yield on, cents
            elif lay_for(credit, debt):
                yield on, cents
                if debt.due_on <= through:
                    yield debt.due_on, -cents
        if credit.left:
            yield on, credit.left
