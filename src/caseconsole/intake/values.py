"""Reads single cells; every fault is a sentence that names the column."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from hashlib import blake2b

from caseconsole.domain.calendar import FIRST_YEAR, LAST_YEAR, FarDayError, parse_day
from caseconsole.domain.money import parse_cents
from caseconsole.domain.numbers import payment_reference_ok
from caseconsole.domain.text import LINE_LIMIT, NOTE_LIMIT, clean_line
from caseconsole.intake.wrong import wrong

TEXT_LIMIT = LINE_LIMIT
"""The most characters of a text such as a clause."""
NAME_LIMIT = 120
"""The most characters of a name or an address."""
REFERENCE_LIMIT = 64
MOST_READ_CENTS = 100_000_000
"""A million euro: more is a fault in the file."""

_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[-/](\d{4}))", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]{2,}")
_NATIONAL = re.compile(r"0([1-9]\d{8})", re.ASCII)
_COUNTRY = re.compile(r"^(?:\+|00)310?")
_DUTCH = 31
_YES = {"ja": True, "j": True, "1": True, "nee": False, "n": False, "0": False, "": False}
Row = dict[str, str]


def text(row: Row, column: str, limit: int = NAME_LIMIT) -> str:
    """A text, cleaned; may be empty. One that is too long is a fault: no word of it gets lost."""
    found = _clean(row, column)
    if len(found) > limit:
        raise wrong("too_long", column=column, limit=limit)
    return found


def _clean(row: Row, column: str) -> str:
    """A cell, cleaned; what is cut from it is longer than anything may be."""
    return clean_line(row[column].strip(), limit=NOTE_LIMIT).strip()


def needed(row: Row, column: str, limit: int = NAME_LIMIT) -> str:
    """A text that must be there."""
    _filled(row, column)
    return text(row, column, limit)


def _filled(row: Row, column: str) -> str:
    """A cell that must not be empty, however long it is."""
    found = _clean(row, column)
    if not found:
        raise wrong("cell_empty", column=column)
    return found


def reference(row: Row, column: str) -> str:
    """A number or code by which other files and lines name something."""
    found = _filled(row, column)
    if len(found) > REFERENCE_LIMIT or found.startswith("#"):
        raise wrong("reference_form", column=column, text=found, limit=REFERENCE_LIMIT)
    return found


def own_reference(row: Row, column: str) -> str:
    """A number or code of which a part is named too, after a `#`."""
    found = reference(row, column)
    if "#" in found:
        raise wrong("reference_mark", column=column, text=found)
    return found


def brought(row: Row, columns: Collection[str], before: str = "") -> str:
    """What tells a row from another about the same thing, cell by cell.

    Args:
        columns: those that its file has; in the others it is as the row before it.
        before: what told that one.
    """
    marks = {mark(name): row[name].strip() for name in columns}
    told = {of: cell for of, cell in _cells(before).items() if of not in marks}
    told |= {of: digest(cell, 4) for of, cell in marks.items() if cell}
    return " ".join(f"{of}{cell}" for of, cell in sorted(told.items()))


def same_cell(one: str, other: str, column: str) -> bool:
    """Whether two rows, by what tells them, say the same in a column."""
    return _cells(one).get(mark(column)) == _cells(other).get(mark(column))


def anew(brought: str, before: str, columns: Iterable[str]) -> frozenset[str]:
    """The columns in which a row says something else than the one before it."""
    now, stood = _cells(brought), _cells(before)
    of = ((column, mark(column)) for column in columns)
    return frozenset(column for column, cell in of if now.get(cell) != stood.get(cell))


def told(brought: str, column: str) -> bool:
    """Whether a row, by what tells it, says anything in a column."""
    return mark(column) in _cells(brought)


def said(told: str, column: str, text: str) -> bool:
    """Whether a row, by what tells it, says this text in a column."""
    return _cells(told).get(mark(column)) == digest(text, 4)


@cache
def mark(column: str) -> str:
    """By what a column is known in what tells a row."""
    return digest(column, 2)


def _cells(told: str) -> dict[str, str]:
    return {one[:4]: one[4:] for one in told.split()}


def digest(text: str, size: int) -> str:
    """What stands for a text where only whether it is the same counts."""
    return blake2b(text.encode(), digest_size=size).hexdigest()


def day(row: Row, column: str) -> str:
    """A day that must be there, as ISO text."""
    cell = _filled(row, column)
    try:
        return parse_day(cell).isoformat()
    except FarDayError:
        raise wrong("day_far", column=column, text=cell, first=FIRST_YEAR, last=LAST_YEAR) from None
    except ValueError:
        raise wrong("day", column=column, text=cell) from None


def day_or_none(row: Row, column: str) -> str | None:
    """A day as ISO text, or nothing."""
    return day(row, column) if row[column].strip() else None


def month(cell: str, column: str) -> str:
    """A month as 2026-11, from `2026-11` or `11-2026`; may be empty."""
    if not (bare := cell.strip()):
        return ""
    found = _MONTH.fullmatch(bare)
    if found is None or not 1 <= int(found[2] or found[3]) <= 12:
        raise wrong("month", column=column, text=bare)
    return f"{found[1] or found[4]}-{int(found[2] or found[3]):02}"


def cents(cell: str, column: str) -> int:
    """An amount in cents."""
    if not cell.strip():
        raise wrong("cell_empty", column=column)
    try:
        found = parse_cents(cell)
    except ValueError:
        raise wrong("amount", column=column, text=cell) from None
    if abs(found) > MOST_READ_CENTS:
        raise wrong("amount_too_large", column=column, text=cell)
    return found


def whole(row: Row, column: str, low: int, high: int) -> int:
    """A whole number between two bounds, both allowed."""
    cell = _filled(row, column)
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10 and low <= int(cell) <= high):
        raise wrong("number", column=column, text=cell, low=low, high=high)
    return int(cell)


def euros(cents: int) -> str:
    """An amount as a cell has it; nothing is empty."""
    return f"{cents // 100},{cents % 100:02}" if cents else ""


def owed(row: Row, column: str) -> int:
    """An amount to be paid, in cents; empty is nothing."""
    if not row[column].strip():
        return 0
    found = cents(row[column], column)
    if found < 0:
        raise wrong("amount_negative", column=column, text=row[column])
    if found == 0:
        raise wrong("amount_zero", column=column)
    return found


def yes(row: Row, column: str) -> bool:
    """`ja` or `nee`; empty is no."""
    found = _YES.get(row[column].strip().casefold())
    if found is None:
        raise wrong("yes_no", column=column, text=row[column])
    return found


def choice(row: Row, column: str, words: Mapping[str, str]) -> str:
    """One of the words of the format, as the store writes it."""
    cell = _filled(row, column)
    found = words.get(cell.casefold())
    if found is None:
        raise wrong("choice", column=column, text=cell, words=", ".join(words))
    return found


def word(value: str | None, words: Mapping[str, str]) -> str:
    """The word of the format for what the store has; empty where there is none."""
    return next((word for word, of in words.items() if of == value), "")


def languages(row: Row, column: str, *, empty: str = "nl") -> str:
    """Language tags joined by spaces, the preferred one first."""
    tags = [tag for tag in re.split(r"[\s,/]+", row[column].strip()) if tag] or [empty]
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag.casefold()):
            raise wrong("language", column=column, text=tag)
    return " ".join(dict.fromkeys(tag.casefold() for tag in tags))


def postcode(row: Row, column: str) -> str:
    """A Dutch postcode as `1234 AB`."""
    cell = _filled(row, column)
    found = _POSTCODE.fullmatch(cell)
    if found is None:
        raise wrong("postcode", column=column, text=cell)
    return f"{found[1]} {found[2].upper()}"


def email(row: Row, column: str) -> str:
    """An e-mail address, or nothing."""
    cell = text(row, column)
    if cell and not _EMAIL.fullmatch(cell):
        raise wrong("email", column=column, text=cell)
    return cell


def payment_reference(row: Row, column: str) -> str:
    """A payment reference without spaces, or nothing (R90)."""
    cell = text(row, column).replace(" ", "").replace(".", "")
    if cell and not payment_reference_ok(cell):
        raise wrong("payment_reference", column=column, text=cell)
    return cell


def phone(row: Row, column: str) -> tuple[str, str] | None:
    """A number in E.164 and its kind (mobile, fixed or other), or nothing.

    Ten Dutch digits will do; whether their range is in use is not asked, because tables of ranges
    run behind.
    """
    cell = text(row, column)
    if not cell:
        return None
    bare = _COUNTRY.sub("0", re.sub(r"[\s\-.()]", "", cell))
    national = _NATIONAL.fullmatch(bare)
    if national is not None:
        return f"+31{national[1]}", "mobile" if national[1][0] == "6" else "fixed"
    return _foreign(cell, column)


def _foreign(cell: str, column: str) -> tuple[str, str]:
    import phonenumbers

    try:
        found = phonenumbers.parse(cell, "NL")
    except phonenumbers.NumberParseException:
        raise wrong("phone", column=column, text=cell) from None
    dutch = found.country_code == _DUTCH
    if not (phonenumbers.is_valid_number if dutch else phonenumbers.is_possible_number)(found):
        raise wrong("phone", column=column, text=cell)
    written = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    kinds = {
        phonenumbers.PhoneNumberType.MOBILE: "mobile",
        phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
    }
    return written, kinds.get(phonenumbers.number_type(found), "other")


def span(row: Row, since: str, until: str) -> tuple[str, str | None]:
    """A first and a last day in the right order; the last may be open."""
    first, last = day(row, since), day_or_none(row, until)
    if last is not None and last < first:
        raise wrong("span", since=since, until=until)
    return first, last
