"""What came in under an agreement for the debts that it covers, by value day."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from caseconsole.domain.agreement import Agreement
from caseconsole.domain.book import Book
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.together import came_in
from caseconsole.domain.window import Credit, Debt, Window, counts, covered


def paid_off(
    one: Agreement, books: Mapping[Book, date], held: Sequence[Window], left: int, through: date
) -> tuple[tuple[date, int], ...]:
    """What came in for the debts that an agreement covers, by value day; back is negative.

    Of several leases what is in hand of one is for the debt of the others, on whatever account it
    came in: who pays an instalment pays one sum.

    Args:
        one: the agreement.
        books: of leases that it covers, with the day from which it does.
        held: when it designates what is paid.
        left: what is open of all that it covers.
        through: the last day that counts.
    """
    if len(one.covers) == 1:
        return payments(books, held)
    most = left + sum(cents for _, cents in payments(books, held))
    came = [move for book, since in books.items() for move in came_in(book, since, held, through)]
    return _summed([*_as_kept(came, most), *_own(_moved_back, books, held)])


def payments(books: Mapping[Book, date], held: Sequence[Window]) -> tuple[tuple[date, int], ...]:
    """What was paid under an agreement on the debts it covers, by value day; back is negative.

    Args:
        books: of each lease with the day from which its debts are covered.
        held: when the agreement designates what is paid.
    """
    return _summed(_own(moves, books, held))


def _own(
    moves: Callable[[Book], Iterator[tuple[date, Credit, Debt, int]]],
    books: Mapping[Book, date],
    held: Sequence[Window],
) -> Iterator[tuple[date, int]]:
    for book, since in books.items():
        for day, credit, debt, cents in moves(book):
            if covered(debt, book.windows, since, held) and counts(credit, held):
                yield day, cents


def _summed(moves: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Moves by day, those of one day together; what is less apart."""
    found: dict[tuple[date, bool], int] = {}
    for day, cents in moves:
        found[day, cents < 0] = found.get((day, cents < 0), 0) + cents
    return tuple((day, cents) for (day, _), cents in sorted(found.items()) if cents)


def _as_kept(moves: Collection[tuple[date, int]], most: int) -> list[tuple[date, int]]:
    """What stayed of what came in, at most so much: what was taken is of what came last."""
    more = sum(cents for _, cents in moves) - most
    kept: list[tuple[date, int]] = []
    in_order = sorted(moves, key=lambda move: (move[0], -move[1]))
    for day, cents in [*in_order, (date.max, min(0, -more))]:
        if cents > 0:
            kept.append((day, cents))
        taken = max(0, -cents)
        while taken:
            on, last = kept.pop()
            if last > taken:
                kept.append((on, last - taken))
            taken -= min(last, taken)
    return kept


def moves(book: Book) -> Iterator[tuple[date, Credit, Debt, int]]:
    """What credits paid on debts, by value day, also what came back, which is less on its day."""
    for one in book.credits:
        for debt, cents in one.spent:
            yield one.entry.value_on, one, debt, cents
    yield from _moved_back(book)


def _moved_back(book: Book) -> Iterator[tuple[date, Credit, Debt, int]]:
    """What credits paid on debts and came back: by value day, and less on the day it did."""
    for day, credit, opened in book.returns:
        if credit is None:
            continue
        for debt, cents in opened:
            if debt.entry.kind is not EntryKind.RETURNED:
                yield credit.entry.value_on, credit, debt, cents
                yield day, credit, debt, -cents
