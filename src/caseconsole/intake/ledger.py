"""The rent ledger: `huurboek.csv`; a million lines are usual, so a right line goes a short way."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import TypeVar

from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.message import message
from caseconsole.domain.text import bsn_like, clean_line, cut
from caseconsole.intake import values
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.layout import Layout, Missing
from caseconsole.intake.source import rows
from caseconsole.intake.writing import STEP
from caseconsole.intake.wrong import Fault, Rests, wrong

Line = tuple[
    int, int, int, str, str, int, str, str, str | None, str, str, str, str, str
]  # fmt: skip
"""A checked line as the store puts it aside: see `store.staging_ledger`."""

KINDS = {
    "huur": EntryKind.CHARGE.value,
    "betaling": EntryKind.PAYMENT.value,
    "storno": EntryKind.RETURNED.value,
    "kosten": EntryKind.COST.value,
    "correctie": EntryKind.CORRECTION.value,
    "afboeking": EntryKind.WRITE_OFF.value,
}
_SIGN = {
    "charge": 1, "payment": -1, "returned": 1, "cost": 1, "correction": 1, "write_off": -1,
}  # fmt: skip
_FALLS_DUE = frozenset({"charge", "cost"})
TEXT_LIMIT = 400
"""The most characters of a text that are kept: lines without a reference are known by it."""
_AHEAD, _BACK = 1, 5
"""How many years from the day of booking a line may count or fall due.

A year's rent is booked ahead, and what is taken over from another system keeps the days it had; a
claim to rent lapses after five years (3:308 BW). Farther away a year was mistyped.
"""
_CACHED = 200_000
_REMEMBERED = 50_000
_NINE = frozenset({9, 11})
"""How long nine figures are, written together or in three groups."""

LAYOUT = Layout(
    name="ledger",
    needed=("contractnummer", "soort", "bedrag", "boekdatum"),
    optional=(
        "kenmerk", "valutadatum", "vervaldatum", "periode", "omschrijving", "bestemming",
        "storno_van",
    ),
    tables=(),
    fills={},
    check=None,
)  # fmt: skip

Value = TypeVar("Value")


class _Cache(dict[str, Value]):
    """Cells that were read before; forgets all when it grows too large."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Value:
        value = self._read(cell)
        if len(self) >= _CACHED:
            self.clear()
        self[cell] = value
        return value


class LedgerReader:
    """Reads the lines of one file."""

    def __init__(
        self,
        file: Incoming,
        leases: Mapping[str, int],
        missing: Missing,
        today: date,
        tell: Callable[[Incoming, int], object],
    ) -> None:
        """Nothing is read yet.

        Args:
            tell: told now and then how many lines were read, right or wrong.
        """
        self._file = file
        self._number = file.number
        self._leases = leases
        self._missing = missing
        self._tell = tell
        self._today = today.isoformat()
        self._width = len(file.source.columns)
        place = {name: number for number, name in enumerate(file.source.columns)}
        self._places = [place.get(name, self._width) for name in (*LAYOUT.needed, *LAYOUT.optional)]
        self._kinds = _Cache(lambda cell: values.choice({"soort": cell}, "soort", KINDS))
        self._cents = _Cache(lambda cell: values.cents(cell, "bedrag"))
        self._days = _Cache(lambda cell: values.day({"": cell}, "") if cell else "")
        self._near = _Cache(_near)
        self._months = _Cache(lambda cell: values.month(cell, "periode"))
        self._texts = _Cache(self._text)
        self._suspect: set[str] = set()
        self._cut: set[str] = set()
        self._noted: set[str] = set()
        """Texts that are suspect or were cut."""
        self._cut_lines: list[int] = []
        self._twice_named: list[int] = []
        """The lines of payments that name a month and something else beside it."""
        self.refused: set[str] | None = set()
        """What stands in the lines that were refused; None when they are too many to remember."""
        self.broken_off = False
        """Whether the file could not be read to its end."""

    def lines(self) -> Iterator[Line]:
        """The lines that are right; what is wrong with the others is told to the file."""
        width, take = self._width, self._take
        try:
            for number, (line, row) in enumerate(rows(self._file.source, self._torn), 1):
                if number % STEP == 0:
                    self._tell(self._file, number)
                if len(row) == width:
                    row.append("")
                    try:
                        yield take(line, row)
                    except (Fault, KeyError):
                        yield from self._cleaned(line, row)
                elif any(row):
                    self._remember(row)
                    self._file.tell_fault(line, wrong("row_width", found=len(row), wanted=width))
        except Fault as fault:
            self.broken_off = True
            self._file.tell(0, fault.why)
        if cut_lines := self._cut_lines:
            told = message("import.texts_cut", n=len(cut_lines), limit=TEXT_LIMIT)
            self._file.remark(cut_lines[0], told)
        if twice := self._twice_named:
            self._file.remark(twice[0], message("import.named_twice", n=len(twice)))

    def _torn(self, line: int, cells: list[str]) -> None:
        self._remember(cells)
        self._file.tell_fault(line, wrong("cell_torn"))

    def _cleaned(self, line: int, row: list[str]) -> Iterator[Line]:
        """A line that could not go the short way: looked at again by cells that are made harmless.

        So a blank cell is an empty one, and what is invisible makes no name another.
        """
        row = [clean_line(cell.strip()).strip() for cell in row]
        if not any(row):
            return
        if fault := self._explain(row):
            self._remember(row)
            self._file.tell_fault(line, fault)
        else:
            yield self._take(line, row)

    def _remember(self, row: list[str]) -> None:
        if self.refused is not None:
            self.refused.update(cell.strip() for cell in row)
            if len(self.refused) > _REMEMBERED:
                self.refused = None

    def _text(self, cell: str) -> str:
        whole = clean_line(cell.strip()).strip()
        text = cut(whole, limit=TEXT_LIMIT)
        if bsn_like(text):
            self._suspect.add(text)
            self._noted.add(text)
        if text != whole:
            self._cut.add(text)
            self._noted.add(text)
        return text

    def _look_at(self, line: int, **cells: str) -> None:
        """Note cells that look like a citizen service number, and lines that were cut."""
        self._file.suspect(line, [name for name, cell in cells.items() if cell in self._suspect])
        if not self._cut.isdisjoint(cells.values()):
            self._cut_lines.append(line)

    def _take(self, line: int, row: list[str]) -> Line:
        lease, kind_, amount, booked, reference, value, due, period, text, named, reversed_ = [
            row[place] for place in self._places
        ]
        key = self._leases[lease.strip()]
        kind = self._kinds[kind_]
        cents = self._cents[amount]
        booked_on = self._days[booked]
        value_on = self._days[value] or booked_on
        due_on = self._days[due] or None
        month = self._months[period]
        text = self._texts[text]
        named, dropped = self._texts[named], ""
        if kind == "charge":
            month = month or (due_on or "")[:7]
        elif kind == "payment":
            dropped, named, month = named if month else "", month or named, ""
        if (
            (cents <= 0 and (kind != "correction" or not cents))
            or not booked_on or booked_on > self._today
            or (due_on is None and kind in _FALLS_DUE)
            or (reversed_ and kind != "returned")
            or not (near := self._near[booked_on])[0] <= value_on <= near[1]
            or (due_on is not None and not near[0] <= due_on <= near[1])
        ):  # fmt: skip
            raise KeyError
        reference = reference.strip()
        if not (reference.isascii() and reference.isprintable()):
            reference = self._texts[reference]
        if reversed_:
            reversed_ = self._texts[reversed_]
        if reference:
            if len(reference) > values.REFERENCE_LIMIT or reference[0] == "#":
                raise KeyError
            if len(reference) in _NINE and reference[0].isdigit():
                self._texts[reference]
            identity = reference
        else:
            whole = f"{key}|{kind}|{value_on}|{cents}|{text}"
            identity = "#" + blake2b(whole.encode(), digest_size=12).hexdigest()
        if not self._noted.isdisjoint((reference, text, named)):
            self._look_at(line, kenmerk=reference, omschrijving=text, bestemming=named)
        if dropped and dropped != named:
            self._twice_named.append(line)
        return (
            self._number, line, key, identity, kind, cents * _SIGN[kind], booked_on, value_on,
            due_on, month, text, named, reference, reversed_,
        )  # fmt: skip

    def _explain(self, cells: list[str]) -> Fault | None:
        """What is wrong with a line of clean cells: the first fault found."""
        names = (*LAYOUT.needed, *LAYOUT.optional)
        row = {name: cells[place] for name, place in zip(names, self._places, strict=True)}
        try:
            lease = values.reference(row, "contractnummer")
            kind = values.choice(row, "soort", KINDS)
            self._explain_amount(row, kind)
            self._explain_days(row, kind)
            values.month(row["periode"], "periode")
            if row["kenmerk"].strip():
                values.reference(row, "kenmerk")
            if row["storno_van"] and kind != EntryKind.RETURNED:
                raise wrong("returns_no_return", text=row["storno_van"])
        except Fault as fault:
            return fault
        if lease not in self._leases:
            cause = self._missing.cause("lease", lease)
            return Rests(cause) if cause else wrong("lease_unknown", text=lease)
        return None

    def _explain_amount(self, row: dict[str, str], kind: str) -> None:
        cents = values.cents(row["bedrag"], "bedrag")
        if cents == 0:
            raise wrong("amount_zero", column="bedrag")
        if cents < 0 and kind != EntryKind.CORRECTION:
            raise wrong("amount_negative", column="bedrag", text=row["bedrag"])

    def _explain_days(self, row: dict[str, str], kind: str) -> None:
        booked = values.day(row, "boekdatum")
        if booked > self._today:
            raise wrong("booked_later", booked_on=booked)
        first, last = _near(booked)
        for column in ("valutadatum", "vervaldatum"):
            found = values.day_or_none(row, column)
            if found is not None and not first <= found <= last:
                raise wrong("far_from_booking", column=column, on=found, booked_on=booked)
            if found is None and column == "vervaldatum" and kind in _FALLS_DUE:
                raise wrong("due_missing", kind=row["soort"])


def _near(booked_on: str) -> tuple[str, str]:
    """The first and the last day on which what is booked on a day may count or fall due.

    A day that its year does not have stands between the two around it.
    """
    year, rest = int(booked_on[:4]), booked_on[4:]
    return f"{year - _BACK}{rest}", f"{year + _AHEAD}{rest}"
