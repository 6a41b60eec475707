"""Moves the files of the association to the month of a day, as its export of that day would be.

All dates, months and birth years move by the same number of whole months. What comes and goes by
bank is booked on banking days; what the ledger books after the day is left out.
"""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

from caseconsole.domain.calendar import banking_day, parse_day
from caseconsole.intake.demo.ledger import BASE
from caseconsole.intake.source import DELIMITER, open_source, rows

LEDGER, JUDGED = "huurboek", "oordelen"
"""The files of which lines after the day are left out."""
_BY_BANK = frozenset({"betaling", "storno"})
_BANK_DAYS = ("boekdatum", "valutadatum")
_MONDAY_STANDS_FOR = 3
"""What is paid in a weekend is booked on Monday, so that each day of another month has some."""
_DAYS = frozenset(
    {"geboortedatum", "vanaf", "tot", "ingangsdatum", "einddatum", "boekdatum", "valutadatum",
     "vervaldatum", "begindatum", "status_vanaf", "ondertekend_op", "volgende_beoordeling",
     "bijhouden_vanaf", "eerste_termijn", "datum_ineens", "eerste_afspraak", "datum",
     "beoordeeld_op", "verzet_naar"}
)  # fmt: skip
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MONTH_YEAR = re.compile(r"\b(\d{2})-(\d{4})\b")
_MONTHS = range(1, 13)
Cell = Callable[[str], str]
Move = Callable[[Sequence[str]], list[str] | None]


def move_files(source: Path, target: Path, today: date) -> None:
    """Write the files below one folder, moved to the month of a day, likewise below another."""
    for path in sorted(source.rglob("*.csv")):
        found = open_source(path)
        move = mover(path.stem, found.columns, today)
        placed = target / path.relative_to(source)
        placed.parent.mkdir(exist_ok=True)
        with placed.open("w", encoding=found.encoding, newline="") as stream:
            writer = csv.writer(stream, delimiter=DELIMITER, lineterminator="\r\n")
            writer.writerow(found.columns)
            writer.writerows(filter(None, (move(row) for _, row in rows(found))))


def mover(name: str, columns: Sequence[str], today: date) -> Move:
    """What becomes of a row of the file of this name: moved, or None when it is left out."""
    months = (today.year - BASE[0]) * 12 + today.month - BASE[1]
    cells = _cells(columns, months)

    def move(row: Sequence[str]) -> list[str]:
        return [cell(text) for cell, text in zip(cells, row, strict=False)]

    if name == JUDGED:
        return _until(today, columns.index("datum"), move)
    if name != LEDGER:
        return move
    booked, kind, lease = map(columns.index, ("boekdatum", "soort", "contractnummer"))
    bank_days = [columns.index(column) for column in _BANK_DAYS]

    def move_booked(row: Sequence[str]) -> list[str] | None:
        moved = move(row)
        if moved[kind] in _BY_BANK:
            back = int(row[lease][-3:]) % _MONDAY_STANDS_FOR
            for place in bank_days:
                moved[place] = _bank_day(row[place], months, back)
        return moved if _day(moved[booked]) <= today else None

    return move_booked


def _until(today: date, place: int, move: Callable[[Sequence[str]], list[str]]) -> Move:
    def move_judged(row: Sequence[str]) -> list[str] | None:
        moved = move(row)
        return moved if _day(moved[place]) <= today else None

    return move_judged


def _cells(columns: Sequence[str], months: int) -> list[Cell]:
    """How the cells of each column move."""
    makers: dict[str, Cell] = dict.fromkeys(_DAYS, cache(lambda cell: _moved_day(cell, months)))
    makers["periode"] = cache(lambda cell: _YEAR_MONTH.sub(lambda m: _year_month(m, months), cell))
    makers["omschrijving"] = cache(
        lambda cell: _MONTH_YEAR.sub(lambda m: _month_year(m, months), cell)
    )
    makers["geboortejaar"] = lambda cell: str(int(cell) + months // 12) if cell else cell
    return [makers.get(column, str) for column in columns]


@cache
def _day(cell: str) -> date:
    return parse_day(cell)


@cache
def _bank_day(cell: str, months: int, back: int) -> str:
    """When a bank books what the files book on a day; a Monday is shared with its weekend."""
    try:
        day = parse_day(cell)
    except ValueError:
        return cell
    if day.weekday() == 0:
        day -= timedelta(days=back)
    return f"{banking_day(day + relativedelta(months=months)):%d-%m-%Y}"


def _moved_day(cell: str, months: int) -> str:
    try:
        day = parse_day(cell)
    except ValueError:
        return cell
    return f"{day + relativedelta(months=months):%d-%m-%Y}"


def _shifted(year: str, month: str, months: int) -> tuple[int, int] | None:
    if int(month) not in _MONTHS:
        return None
    at = int(year) * 12 + int(month) - 1 + months
    return at // 12, at % 12 + 1


def _year_month(found: re.Match[str], months: int) -> str:
    moved = _shifted(found[1], found[2], months)
    return f"{moved[0]}-{moved[1]:02}" if moved else found[0]


def _month_year(found: re.Match[str], months: int) -> str:
    moved = _shifted(found[2], found[1], months)
    return f"{moved[1]:02}-{moved[0]}" if moved else found[0]
