"""What people type, read the Dutch way: days in full and short, amounts."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta

from caseconsole.domain.calendar import FIRST_YEAR, LAST_YEAR, FarDayError, parse_day
from caseconsole.domain.message import Refused, message
from caseconsole.domain.money import parse_cents

WEEKDAYS = {
    "maandag": 0, "dinsdag": 1, "woensdag": 2, "donderdag": 3, "vrijdag": 4, "zaterdag": 5,
    "zondag": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4,
    "saturday": 5, "sunday": 6,
}  # fmt: skip
MONTHS = {
    "januari": 1, "februari": 2, "maart": 3, "mrt": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "augustus": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8,
    "october": 10,
}  # fmt: skip
NAMED_DAYS = {
    "vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2,
}  # fmt: skip
MOST_TYPED_CENTS = 10_000_000_00
"""The most that one promise may hold, as `domain.changes` has it."""
FARTHEST_SHORT = 3_650
"""The most days that `+3` may name."""
JUST_PAST = timedelta(days=60)
"""How far back a day without a year lies that is meant as past, and not as one of next year."""
_AHEAD = re.compile(r"\+\s*(\d{1,4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})")
_DAY = re.compile(r"\d{1,2}")
_IN_WORDS = re.compile(r"(?:([a-z]{2,})\.? +)?(\d{1,2}) *([a-z]{3,})\.?(?: +(\d{4}))?")


def read_day(text: str, today: date) -> date:
    """A day from `23-11-2026`, `23-11` or `23` (the next one), `+3` (days), `vr`, `ma 23 nov`.

    One like `23-11` that is just past is that day, so that nobody takes it for one of next year.

    Raises:
        Refused: the text is no such day.
    """
    bare = text.strip().casefold()
    try:
        day = _short_day(bare, today) or parse_day(bare)
    except FarDayError:
        far = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(message("form.day_far", text=text.strip(), **far)) from None
    except (ValueError, OverflowError):
        raise Refused(message("form.day_unclear", text=text.strip())) from None
    return day


def _short_day(bare: str, today: date) -> date | None:
    """A day of a text that names no year, or its month in words; None for any other text."""
    if found := _AHEAD.fullmatch(bare):
        return today + timedelta(days=min(int(found[1]), FARTHEST_SHORT))
    if bare in NAMED_DAYS:
        return today + timedelta(days=NAMED_DAYS[bare])
    if (weekday := _begun(bare, WEEKDAYS)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if found := _DAY_MONTH.fullmatch(bare):
        return _next(int(found[1]), _years_of(int(found[2]), today), today - JUST_PAST)
    if found := _IN_WORDS.fullmatch(bare):
        return _in_words(found, today)
    if _DAY.fullmatch(bare):
        months = [divmod(today.month - 1 + ahead, 12) for ahead in range(3)]
        return _next(int(bare), [(today.year + year, month + 1) for year, month in months], today)
    return None


def _in_words(found: re.Match[str], today: date) -> date | None:
    """A day like `ma 23 nov`; its weekday, where it is named, holds of it."""
    word, day, in_month, year = found.groups()
    month = _begun(in_month, MONTHS)
    weekday = _begun(word or "", WEEKDAYS)
    if month is None or (word and weekday is None):
        return None
    if year:
        told = parse_day(f"{year}-{month:02d}-{int(day):02d}")
    else:
        told = _next(int(day), _years_of(month, today), today - JUST_PAST)
    return told if weekday in {None, told.weekday()} else None


def _begun(word: str, names: Mapping[str, int]) -> int | None:
    """The number of the name that begins with a word of two letters or more."""
    return next((n for name, n in names.items() if len(word) > 1 and name.startswith(word)), None)


def _years_of(month: int, today: date) -> list[tuple[int, int]]:
    return [(today.year + ahead, month) for ahead in range(-1, 5)]


def _next(day: int, months: list[tuple[int, int]], first: date) -> date:
    """The first of those months' days that exists, from a day on; a ValueError when none is."""
    for year, month in months:
        with suppress(ValueError):
            if (found := date(year, month, day)) >= first:
                return found
    raise ValueError(day)


def read_cents(text: str) -> int:
    """An amount as `1.204,00` or `12,5`, above zero, in cents.

    Raises:
        Refused: the text is empty or no amount, or not above zero.
    """
    if not text.strip():
        raise Refused(message("form.amount_needed"))
    try:
        cents = parse_cents(text)
    except ValueError:
        raise Refused(message("form.amount_unclear", text=text.strip())) from None
    if cents <= 0:
        raise Refused(message("form.amount_not_positive"))
    if cents > MOST_TYPED_CENTS:
        raise Refused(message("form.amount_too_high", limit_cents=MOST_TYPED_CENTS))
    return cents


def typed_day(day: date) -> str:
    """A day as it can be typed."""
    return f"{day:%d-%m-%Y}"


def typed_cents(cents: int) -> str:
    """An amount as it can be typed."""
    return f"{cents // 100},{cents % 100:02d}"
