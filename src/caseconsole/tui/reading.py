"""What people type, read the Dutch way: days in full and short, amounts."""

import re
from datetime import date, timedelta

from caseconsole.domain.calendar import FIRST_YEAR, LAST_YEAR, FarDayError, parse_day
from caseconsole.domain.message import Refused, message
from caseconsole.domain.money import parse_cents

WEEKDAYS = {
    "ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
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


NAMED_DAYS = {
    "vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2,
}  # fmt: skip


def read_day(text: str, today: date) -> date:
    """A day from `23-11-2026`, `23-11` or `23` (the next one), `+3` (days), `vr`, `morgen`.

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
    if found := _AHEAD.fullmatch(bare):
        return today + timedelta(days=min(int(found[1]), FARTHEST_SHORT))
    if bare in NAMED_DAYS:
        return today + timedelta(days=NAMED_DAYS[bare])
    if bare in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS[bare] - today.weekday() - 1) % 7 + 1)
    if found := _DAY_MONTH.fullmatch(bare):
        day, month = int(found[1]), int(found[2])
        months = [(today.year + ahead, month) for ahead in range(-1, 5)]
        return _next(day, months, today - JUST_PAST)
    if _DAY.fullmatch(bare):
        months = [divmod(today.month - 1 + ahead, 12) for ahead in range(3)]
        return _next(int(bare), [(today.year + year, month + 1) for year, month in months], today)
    return None


def _next(day: int, months: list[tuple[int, int]], first: date) -> date:
    """The first of those months' days that exists, from a day on; a ValueError when none is."""
    for year, month in months:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= first:
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
