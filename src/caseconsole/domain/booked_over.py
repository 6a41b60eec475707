"""What is booked over between accounts of an arrangement: what one gets is booked off others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeGuard

from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.lines import books_off, books_on, lowers
from caseconsole.domain.window import SOON, Credit, Debt, Over, Window, counts

if TYPE_CHECKING:
    from caseconsole.domain.book import Book

Coming = tuple[date, bool, tuple[object, ...], int, LedgerEntry | None]
"""The day, whether it comes back, its turn, the lease, and what; None where a window ends."""


class Gets:
    """What accounts got in the last days that was not booked off another yet, by day and lease.

    Only accounts under one arrangement, while that runs, get it from each other. Any other gets it
    as any money, in its turn.
    """

    def __init__(self, books: "Mapping[int, Book]") -> None:
        self._books = books
        self._got: dict[tuple[date, int], int] = {}

    def in_turn(self, day: date, moves: list[Coming]) -> list[Coming]:
        """Know the moves of the next day: an account gets what was booked off others before."""
        moves = self._without_undone(day, moves)
        off = [
            (lease, entry.cents)
            for _, back, _, lease, entry in moves
            if back and entry and books_off(entry)
        ]

        def others(move: Coming) -> list[int]:
            sharing = self._sharing(move[3], day) if off else ()
            return [cents for other, cents in off if other in sharing]

        def gets(move: Coming) -> bool:
            _, back, *_, entry = move
            return entry is not None and not back and books_on(entry, others(move))

        got = {at: cents for at, cents in self._got.items() if cents and at[0] + SOON >= day}
        for *_, lease, entry in filter(gets, moves):
            got[day, lease] = got.get((day, lease), 0) - (entry.cents if entry else 0)
        self._got = got
        return sorted(moves, key=lambda move: gets(move) and others(move) != []) if off else moves

    def others(self, lease: int, day: date) -> int:
        """What those got from which one may have been booked off by a day, in cents."""
        return sum(self._got[at] for at in self._by_others(lease, day))

    def take(self, lease: int, cents: int, day: date) -> None:
        """Know that so much of what others got was booked off one: what they got last."""
        for at in self._by_others(lease, day) if cents else ():
            less = min(cents, self._got[at])
            self._got[at] -= less
            cents -= less

    def _by_others(self, lease: int, day: date) -> list[tuple[date, int]]:
        sharing = self._sharing(lease, day) if self._got else ()
        return [at for at in sorted(self._got, reverse=True) if at[1] in sharing]

    def _sharing(self, lease: int, day: date) -> set[int]:
        """The other leases of the arrangements of one that run on a day."""
        own = self._books[lease]
        return {one for one, book in self._books.items() if _shared(own, book, day)}

    def _without_undone(self, day: date, moves: list[Coming]) -> list[Coming]:
        """The moves of a day without what was booked over and back again on that day."""
        found = [*moves]
        for move in moves:
            _, back, _, lease, entry = move
            undone = (
                one
                for one in found
                if not back
                and _moves_over(entry)
                and one[1]
                and one[3] == lease
                and _moves_over(one[4])
                and one[4].cents == -entry.cents
                and self._sharing(lease, day)
            )
            for one in [*undone][:1]:
                found.remove(one)
                found.remove(move)
        return found


def _moves_over(entry: LedgerEntry | None) -> TypeGuard[LedgerEntry]:
    return (
        entry is not None
        and entry.kind is EntryKind.CORRECTION
        and not lowers(entry)
        and entry.reverses is None
    )


class Moved:
    """What was booked off an account on a day, and how much of it no other account got yet."""

    __slots__ = ("book", "cents", "entry")

    def __init__(self, book: "Book", entry: LedgerEntry, cents: int) -> None:
        self.book, self.entry, self.cents = book, entry, cents


def movable(book: "Book") -> int:
    """What is left on an account, or was booked over from others, in cents."""
    left = sum(credit.left for credit in book.spare)
    return left + sum(credit.net for credit in book.credits if credit.over)


def book_on(book: "Book", entry: LedgerEntry, moved: Iterable[Moved]) -> LedgerEntry:
    """Let what is booked over pay the debt for which it was in hand, before all: the rest (R35).

    What is booked back is in hand again, and opens that debt.
    """
    for one in moved:
        for get in (_booked_back, _booked_over) if _shared(book, one.book, entry.value_on) else ():
            got = get(book, entry, min(one.cents, -entry.cents), one)
            one.cents -= got
            entry = replace(entry, cents=entry.cents + got)
    return entry


def _booked_back(book: "Book", entry: LedgerEntry, most: int, moved: Moved) -> int:
    left = most
    for credit in reversed(moved.book.credits):
        if credit.over and credit.over.book is book:
            cents = min(left, credit.net, credit.over.debt.owed)
            moved.book.reopen(credit, cents, entry.value_on)
            _have_again(credit.over, cents)
            left -= cents
    return most - left


def _have_again(over: Over, cents: int) -> None:
    """Have in hand what was booked over to another account, as far as it was paid by then."""
    book, debt, window = over
    paid = cents - min(debt.open, cents)
    debt.owed -= cents
    debt.open -= cents - paid
    for credit in book.credits if paid else ():
        if met := credit.unspend(debt, paid):
            paid -= met
            if credit not in book.spare:
                book.spare.append(credit)
                credit.begun = {}
            if any(one.alike() == window for one in book.windows):
                credit.have_again(window, met)
    book.due[:] = [one for one in book.due if one.open]
    book.debts[:] = [one for one in book.debts if one.owed]


def _booked_over(book: "Book", entry: LedgerEntry, most: int, moved: Moved) -> int:
    left, named = most, book.named_by(entry)
    for one in _shared(book, moved.book, entry.value_on):
        debts = book.payable(one, entry.value_on)
        for debt in (by for by in named if by in debts) if named else debts:
            for over in _handed_over(moved, one.alike(), debt, min(debt.open, left)):
                credit = Credit(replace(entry, cents=-over.debt.owed), over)
                book.credits.append(credit)
                left -= book.meet(credit, [debt])
    return most - left


def _shared(book: "Book", other: "Book", day: date) -> list[Window]:
    """The arrangements that run over two accounts: only for those is one's money in hand there."""
    theirs = {one.alike() for one in other.windows} if other is not book else ()
    return [one for one in book.windows if one.leases and one.holds(day) and one.alike() in theirs]


def _handed_over(moved: Moved, one: Window, debt: Debt, most: int) -> list[Over]:
    """Let what is in hand for a debt elsewhere, or would be by the end of the day, pay this."""
    book, found = moved.book, []
    for credit in book.spare:
        kept = credit.kept.get(one, 0)
        if cents := min(kept + (credit.free if counts(credit, [one]) else 0), most):
            credit.hand_over(one, cents)
            most -= cents
            found.append(Over(book, book.own(moved.entry, cents, debt), one))
            book.meet(credit, [found[-1].debt], cents)
    book.spare = [credit for credit in book.spare if credit.left]
    return found


def book_off(moved: list[Moved], day: date) -> None:
    """Owe what was booked off on a day and no other account got; what is in hand meets it."""
    for one in moved:
        if one.cents:
            debt = one.book.own(one.entry, one.cents)
            debt.back = date.min, day
            for credit in one.book.spare:
                one.book.meet(credit, [debt], credit.withdraw(debt.open, day))
            one.book.use_spare()
    moved.clear()
