"""Working days, banking days and legal terms (Algemene termijnenwet, Atw)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Days outside are refused; the holidays are right from 1990 on, earlier years follow alike."""

_DAY = timedelta(days=1)
_SATURDAY = 5
_SUNDAY = 6
_FIRST_KINGS_DAY = 2014
_ONLY_BANKS_REST = (5, 1)
"""1 May; the other days on which banks rest (1 January, Good Friday, Easter Monday, 25 and 26
December) are general holidays. Source: TARGET closing days, to be confirmed (not verified)."""
_LONGEST_EXTENDED = 90
_SHORTEST_WITH_TWO_WORKING_DAYS = 3
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


@cache
def holidays(year: int) -> Mapping[date, str]:
    """The general holidays of a year (Atw 3, Good Friday equated), each with the id of its name.

    Raises:
        ValueError: the year is before FIRST_YEAR or after LAST_YEAR.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    from dateutil.easter import easter

    sunday = easter(year)
    return MappingProxyType({
        date(year, 1, 1): "holiday.new_year",
        sunday - 2 * _DAY: "holiday.good_friday",
        sunday: "holiday.easter",
        sunday + _DAY: "holiday.easter_monday",
        _kings_day(year): "holiday.kings_day",
        date(year, 5, 5): "holiday.liberation_day",
        sunday + 39 * _DAY: "holiday.ascension_day",
        sunday + 49 * _DAY: "holiday.whit_sunday",
        sunday + 50 * _DAY: "holiday.whit_monday",
        date(year, 12, 25): "holiday.christmas",
        date(year, 12, 26): "holiday.second_christmas_day",
    })  # fmt: skip


def _kings_day(year: int) -> date:
    """27 April, until 2013 Queen's Day on 30 April; a Sunday makes it the day before."""
    day = date(year, 4, 27 if year >= _FIRST_KINGS_DAY else 30)
    return day - _DAY if day.weekday() == _SUNDAY else day


def is_holiday(day: date) -> bool:
    """Whether a day is a general holiday (Atw 3)."""
    return day in holidays(day.year)


def is_working_day(day: date) -> bool:
    """Whether a day is neither Saturday, Sunday nor a general holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day on or after a day."""
    while not is_working_day(day):
        day += _DAY
    return day


def previous_working_day(day: date) -> date:
    """The last working day before a day."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


@lru_cache(maxsize=4096)
def add_working_days(day: date, n: int) -> date:
    """The n-th working day after a day; the day itself when n is 0.

    Raises:
        ValueError: n is negative.
    """
    if n < 0:
        raise ValueError(n)
    for _ in range(n):
        day = next_working_day(day + _DAY)
    return day


def working_days_before(day: date, n: int) -> date:
    """The n-th working day before a day."""
    for _ in range(n):
        day = previous_working_day(day)
    return day


def working_days_between(since: date, until: date) -> int:
    """How many working days lie after `since`, up to and including `until`; negative backwards."""
    if until < since:
        return -working_days_between(until, since)
    days = (since + _DAY * n for n in range(1, (until - since).days + 1))
    return sum(map(is_working_day, days))


def is_banking_day(day: date) -> bool:
    """Whether rent can come in: a working day on which banks settle."""
    return is_working_day(day) and (day.month, day.day) != _ONLY_BANKS_REST


def banking_day(day: date) -> date:
    """The first banking day on or after a day (R02)."""
    while not is_banking_day(day):
        day += _DAY
    return day


def previous_banking_day(day: date) -> date:
    """The last banking day before a day."""
    day -= _DAY
    while not is_banking_day(day):
        day -= _DAY
    return day


def extend(day: date) -> date:
    """The end of a statutory term: the first working day on or after its last day (Atw 1)."""
    return next_working_day(day)


def statutory_end(start: date, days: int) -> date:
    """The last day of a statutory term of `days` days that begins the day after `start`.

    A term of three days or more holds at least two working days (Atw 2) and ends on one (Atw 1);
    a term of more than ninety days is not extended (Atw 4).

    Raises:
        ValueError: the term is shorter than a day.
    """
    if days < 1:
        raise ValueError(days)
    end = start + days * _DAY
    if days > _LONGEST_EXTENDED:
        return end
    if days >= _SHORTEST_WITH_TWO_WORKING_DAYS:
        end = max(end, add_working_days(start, 2))
    return extend(end)


class FarDayError(ValueError):
    """A day that exists, in a year before FIRST_YEAR or after LAST_YEAR."""


def parse_day(text: str) -> date:
    """A day from `2026-11-23` or `23-11-2026` (also with slashes or dots).

    Raises:
        ValueError: the text is no such day.
        FarDayError: its year is outside FIRST_YEAR to LAST_YEAR.
    """
    bare = text.strip()
    if found := _ISO_DAY.fullmatch(bare):
        year, month, day = map(int, found.groups())
    elif found := _DUTCH_DAY.fullmatch(bare):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(text)
    found_on = date(year, month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FarDayError(text)
    return found_on


def rent_day(since: date, due_day: int) -> date:
    """The first day from another on which rent falls due, by its day of the month (R01)."""
    due_on = since + relativedelta(day=due_day)
    return due_on if due_on >= since else since + relativedelta(months=1, day=due_day)
