"""What came in under an agreement for the debts that it covers, by value day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from caseconsole.domain.book import Book
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.window import Credit, Debt, Window, counts, covered


def payments(books: Mapping[Book, date], held: Sequence[Window]) -> tuple[tuple[date, int], ...]:
    """What came in under an agreement for the debts it covers, by value day; back is negative.

    Of several leases what is in hand of one is for the debt of the others, on whatever account it
    came in: who pays an instalment pays one sum.

    Args:
        books: of each lease with the day from which its debts are covered.
        held: when the agreement designates what is paid.
    """
    return _summed([*_own(books, held), *_in_hand(books, held)])


def _own(books: Mapping[Book, date], held: Sequence[Window]) -> Iterator[tuple[date, int]]:
    for book, since in books.items():
        for day, credit, debt, cents in moves(book):
            if covered(debt, book.windows, since, held) and counts(credit, held):
                yield day, cents


def _in_hand(books: Mapping[Book, date], held: Sequence[Window]) -> Iterator[tuple[date, int]]:
    """What was in hand at the end stays paid, whatever it met since, unless it came back."""
    one = held[-1].alike()
    for book, since in books.items():
        for credit in book.credits:
            paid_on = credit.entry.value_on
            yield paid_on, credit.kept.get(one, 0)
            for day, _, cents in (part for part in credit.withdrawn if part[1] == one):
                if day == one.end:
                    met = [n for by, n in credit.spent if covered(by, book.windows, since, held)]
                    yield paid_on, min(cents, credit.net - sum(met))
                else:
                    yield paid_on, cents
                    yield day, -cents


def _summed(moves: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Moves by day, those of one day together; what is less apart."""
    found: dict[tuple[date, bool], int] = {}
    for day, cents in moves:
        found[day, cents < 0] = found.get((day, cents < 0), 0) + cents
    return tuple((day, cents) for (day, _), cents in sorted(found.items()) if cents)


def moves(book: Book) -> Iterator[tuple[date, Credit, Debt, int]]:
    """What credits paid on debts, by value day, also what came back, which is less on its day."""
    for one in book.credits:
        for debt, cents in one.spent:
            yield one.entry.value_on, one, debt, cents
    for day, credit, opened in book.returns:
        if credit is None:
            continue
        for debt, cents in opened:
            if debt.entry.kind is not EntryKind.RETURNED:
                yield credit.entry.value_on, credit, debt, cents
                yield day, credit, debt, -cents
