"""The invented rent ledger: how each kind of payer pays, month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseconsole.domain.calendar import banking_day, parse_day
from caseconsole.domain.money import number

Row = tuple[str, ...]
COLUMNS = (
    "kenmerk", "contractnummer", "soort", "bedrag", "boekdatum", "valutadatum", "vervaldatum",
    "periode", "omschrijving", "storno_van",
)  # fmt: skip
BASE = (2026, 9)
"""The month in which the files of the demo play; a demo on another day moves them whole months."""
RAISED = (2026, 7)
"""The month in which all rents went up."""

NEVER = range(28)
"""Kinds of payers, by number of 300: have not paid for one to three months."""
MISSED = range(28, 52)
"""Did not, or half, pay the month before, and paid since."""
RETURNED = range(52, 58)
"""Whose direct debit comes back this month."""
SHORT = range(58, 62)
"""A few euro short: too little for a call (R08)."""
AHEAD = range(62, 66)
"""Paid too much once."""
DEBIT = range(66, 120)
EARLY = range(120, 165)
"""Pay on all days of the month before; the others pay in its last week."""
INSTALMENT_LATE, RENT_LATE, KEPT, KEPT_BEFORE, LAPSED = range(272, 277)
ARRANGED = range(270, 277)
"""Pay off what they did not pay once, in instalments beside the rent."""
KINDS = 300

_RETURN_DAYS = (4, 6, 9, 14, 19, 26)
_RETURN_CODES = ("AM04", "MS03", "AM04", "MD06", "AM04", "AC06")
_DUE_DAYS = (1, 8, 15, 22)


@dataclass(frozen=True, slots=True)
class Let:
    """A lease as its ledger needs it."""

    reference: str
    number: int
    kind: int
    rent: int
    before: int
    """The rent until it was raised, in cents."""


def due_day(kind: int) -> int:
    """The day of the month on which a kind of payer owes the rent."""
    return _DUE_DAYS[kind % 4] if kind in NEVER else 1


def debits(kind: int) -> bool:
    """Whether the rent is collected by direct debit."""
    return kind in RETURNED or kind in DEBIT


@cache
def month(offset: int) -> tuple[int, int]:
    """A month by its distance from the base month."""
    at = BASE[0] * 12 + BASE[1] - 1 + offset
    return at // 12, at % 12 + 1


@cache
def day(offset: int, of_month: int) -> str:
    """A day as files write it; the last of the month where the month is shorter."""
    year, number_ = month(offset)
    last = 28 if number_ == 2 else 30 if number_ in (4, 6, 9, 11) else 31
    return f"{min(of_month, last):02}-{number_:02}-{year}"


@cache
def bank_day(offset: int, of_month: int) -> str:
    """The first day from then on that banks book on, as files write it."""
    return f"{banking_day(parse_day(day(offset, of_month))):%d-%m-%Y}"


INSTALMENT_DAY = 25
_FIRST_INSTALMENT = -4
_SHORT_DEBT = {KEPT: 4, KEPT_BEFORE: 3}
"""Who owed one rent, and in how many instalments; the others owed two, in ten."""
_SKIPPED = {INSTALMENT_LATE: (-1,), LAPSED: (-3, -2, -1, 0)}
"""The months in which an instalment did not come."""


def _unpaid(kind: int) -> tuple[int, ...]:
    """The months of which the rent was not paid before the arrangement."""
    return (-5,) if kind in _SHORT_DEBT else (-5, -4)


def instalments(let: Let) -> tuple[int, int, int, int]:
    """The debt of who has an arrangement, each instalment, the last, and how many."""
    debt, count = len(_unpaid(let.kind)) * let.before, _SHORT_DEBT.get(let.kind, 10)
    each = debt // count
    return debt, each, debt - (count - 1) * each, count


def lines(let: Let, months: int) -> Iterator[Row]:
    """The lines of one lease over the months until the one after the base month."""
    made = _Lines(let)
    for offset in range(2 - months, 2):
        yield made.charge(offset)
        yield from made.paid(offset)
    yield from made.extras()


class _Lines:
    """Numbers the lines of a lease and knows its rent."""

    def __init__(self, let: Let) -> None:
        self._let = let
        self._count = 0

    def _line(self, kind: str, cents: int, booked: str, *rest: str) -> Row:
        self._count += 1
        reference = f"GB{self._let.number:06}{self._count:03}"
        return (reference, self._let.reference, kind, number(cents), booked, booked, *rest)

    def _rent(self, offset: int) -> int:
        return self._let.rent if month(offset) >= RAISED else self._let.before

    def charge(self, offset: int) -> Row:
        """The rent of a month, booked on the 20th of the month before."""
        due = day(offset, due_day(self._let.kind))
        year, at = month(offset)
        self._count += 1
        return (
            f"GB{self._let.number:06}{self._count:03}", self._let.reference, "huur",
            number(self._rent(offset)), day(offset - 1, 20), due, due, f"{year}-{at:02}",
            f"Huur {at:02}-{year}", "",
        )  # fmt: skip

    def _payment(self, offset: int, cents: int, booked: str, text: str, *, named: bool) -> Row:
        year, at = month(offset)
        period = f"{year}-{at:02}" if named else ""
        return self._line("betaling", cents, booked, "", period, text, "")

    def paid(self, offset: int) -> Iterator[Row]:
        """What came in for the rent of a month."""
        kind, rent = self._let.kind, self._rent(offset)
        if kind in NEVER:
            if offset < -1 - kind % 2:
                booked = bank_day(offset, max(due_day(kind) - 2, 1))
                yield self._payment(offset, rent, booked, "Overboeking huur", named=False)
        elif kind in MISSED:
            yield from self._missed(offset, rent)
        elif kind in ARRANGED:
            yield from self._arranged(offset, rent)
        elif debits(kind):
            yield from self._debit(offset, rent)
        else:
            rent -= 250 if kind in SHORT and offset == -1 else 0
            rent += 5_000 if kind in AHEAD and offset == -2 else 0
            at = 2 + kind % 21 if kind in EARLY else 23 + kind % 9
            booked = bank_day(offset - 1, at)
            yield self._payment(offset, rent, booked, "Overboeking huur", named=False)

    def _missed(self, offset: int, rent: int) -> Iterator[Row]:
        kind = self._let.kind
        if offset == -1 and kind % 4 == 0:
            yield self._payment(offset, rent // 2, bank_day(-1, 1), "Deel huur", named=True)
        elif offset != -1 and not (offset == -2 and kind % 5 == 0):
            booked = bank_day(offset - 1, 24 + kind % 5)
            yield self._payment(offset, rent, booked, "Overboeking huur", named=True)

    def _arranged(self, offset: int, rent: int) -> Iterator[Row]:
        kind = self._let.kind
        if offset not in _unpaid(kind) and (kind, offset) != (RENT_LATE, 0):
            booked = bank_day(offset - 1, 22 + kind % 5)
            yield self._payment(offset, rent, booked, "Overboeking huur", named=True)
        _, each, last, count = instalments(self._let)
        left = count - (offset - _FIRST_INSTALMENT)
        if _FIRST_INSTALMENT <= offset <= 0 < left and offset not in _SKIPPED.get(kind, ()):
            booked = bank_day(offset, INSTALMENT_DAY - 1)
            cents = each if left > 1 else last
            yield self._payment(offset, cents, booked, "Termijn regeling", named=False)

    def _debit(self, offset: int, rent: int) -> Iterator[Row]:
        booked = bank_day(offset, 1)
        paid = self._payment(offset, rent, booked, "Automatische incasso", named=True)
        yield paid
        kind = self._let.kind
        if kind not in RETURNED:
            return
        place = kind - RETURNED.start
        if offset == 0 or (offset == -2 and place % 2):
            booked = bank_day(offset, _RETURN_DAYS[place])
            text = f"Storno incasso, {_RETURN_CODES[place]}"
            yield self._line("storno", rent, booked, "", "", text, paid[0])
        if offset == -2 and place % 2:
            booked = bank_day(offset, _RETURN_DAYS[place] + 2)
            yield self._payment(offset, rent, booked, "Alsnog betaald", named=True)

    def extras(self) -> Iterator[Row]:
        """Other lines that a ledger holds."""
        match self._let.kind:
            case 30 | 41:
                due = day(-1, 12)
                yield self._line("kosten", 4_000, day(-1, 5), due, "", "Kosten sleutel", "")
            case 130 | 231:
                yield self._line(
                    "correctie", 2_500, day(-3, 9), day(-3, 9), "", "Servicekosten", ""
                )
                yield self._line("betaling", 2_500, bank_day(-3, 15), "", "", "Servicekosten", "")
            case 140:
                yield self._line("afboeking", 450, day(-4, 9), "", "", "Klein verschil", "")
                yield self._line("kosten", 450, day(-5, 9), day(-5, 9), "", "Portokosten", "")
