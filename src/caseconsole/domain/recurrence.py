"""On which days a duty recurs: RFC 5545 rules without a time of day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice

from caseconsole.domain.calendar import LAST_YEAR
from caseconsole.domain.message import Refused, message

MOST = 2_000
"""The most days that one rule gives."""
LAST_DAY = date(LAST_YEAR, 12, 31)

_LONGEST_RULE = 200
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_NUMBERS = {
    "INTERVAL": range(1, 1_000),
    "COUNT": range(1, MOST + 1),
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": range(-31, 32),
    "BYSETPOS": range(-366, 367),
}
_LISTS = ("BYMONTH", "BYMONTHDAY", "BYSETPOS")
_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule as read; what it does not name is empty."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    """Days of the month; -1 is its last."""
    weekdays: tuple[tuple[int, int], ...] = ()
    """Which of them in the month (0 is each, -1 the last), and the weekday from Monday 0."""
    positions: tuple[int, ...] = ()
    """Which of the days of a period are kept; -1 is the last."""

    @property
    def ends(self) -> bool:
        """Whether the rule itself has a last day."""
        return self.count is not None or self.until is not None


@lru_cache(maxsize=1_024)
def recurrence(rule: str) -> Recurrence:
    """A rule as it may stand in a condition, by day, week, month or year.

    Raises:
        Refused: it is no such rule; days begin at the condition's first day, so it has no DTSTART.
    """
    try:
        return _read(_parts(rule.upper()))
    except (ValueError, KeyError):
        raise Refused(message("refused.rule", rule=rule[:_LONGEST_RULE])) from None


def _parts(rule: str) -> dict[str, str]:
    parts = [part.partition("=") for part in rule.split(";")]
    values = {name: value for name, _, value in parts}
    if len(rule) > _LONGEST_RULE or len(values) < len(parts):
        raise ValueError(rule)
    return values


def _read(values: dict[str, str]) -> Recurrence:
    frequency = values.pop("FREQ")
    until = values.pop("UNTIL", "")
    weekdays = tuple(map(_weekday, filter(None, values.pop("BYDAY", "").split(","))))
    if frequency not in _FREQUENCIES or values.pop("WKST", "MO") != "MO":
        raise ValueError(frequency)
    numbers = {name: _numbers(name, value) for name, value in values.items()}
    read = Recurrence(
        frequency,
        interval=numbers.get("INTERVAL", (1,))[0],
        count=numbers.get("COUNT", (None,))[0],
        until=_until(until) if until else None,
        months=numbers.get("BYMONTH", ()),
        month_days=numbers.get("BYMONTHDAY", ()),
        weekdays=weekdays,
        positions=numbers.get("BYSETPOS", ()),
    )
    _require_known(read)
    return read


def _require_known(read: Recurrence) -> None:
    ordinal = any(nth for nth, _ in read.weekdays)
    named = read.month_days or read.weekdays
    short = read.frequency in {"DAILY", "WEEKLY"}
    if (
        (short and (ordinal or read.positions))
        or (read.month_days and read.frequency == "WEEKLY")
        or (read.weekdays and read.frequency == "YEARLY" and not read.months)
        or (read.positions and not named)
        or (read.count is not None and read.until is not None)
    ):
        raise ValueError(read)


def _numbers(name: str, value: str) -> tuple[int, ...]:
    texts = value.split(",")
    numbers = tuple(int(text) for text in texts if _NUMBER.fullmatch(text))
    allowed = _NUMBERS[name]
    if len(numbers) < len(texts) or not all(one and one in allowed for one in numbers):
        raise ValueError(value)
    if len(numbers) > 1 and name not in _LISTS:
        raise ValueError(value)
    return numbers


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), _WEEKDAYS.index(found[2])


def _until(text: str) -> date:
    found = _UNTIL.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(*map(int, found.groups()))


@lru_cache(maxsize=16_384)
def days(rule: str, first_on: date, last: date) -> tuple[date, ...]:
    """The days of a rule from `first_on` through `last`, at most MOST; no rule is `first_on` alone.

    Raises:
        Refused: the rule is none.
    """
    if not rule:
        return (first_on,) if first_on <= last else ()
    read = recurrence(rule)
    end = min(last, read.until or last, LAST_DAY)
    return tuple(islice(_days(read, first_on, end), read.count or MOST))


def ends(rule: str) -> bool:
    """Whether a rule has a last day by itself; none has.

    Raises:
        Refused: the rule is none.
    """
    return not rule or recurrence(rule).ends


def _days(read: Recurrence, first_on: date, end: date) -> Iterator[date]:
    for period in _periods(read, first_on, end):
        chosen = _chosen(read, period, first_on)
        if read.positions:
            size = len(chosen)
            places = {at - 1 if at > 0 else size + at for at in read.positions}
            chosen = [day for at, day in enumerate(chosen) if at in places]
        for day in chosen:
            if day > end:
                return
            if day >= first_on:
                yield day


def _periods(read: Recurrence, first_on: date, end: date) -> Iterator[date]:
    """The first day of each period of the rule."""
    if read.frequency in {"DAILY", "WEEKLY"}:
        weekly = read.frequency == "WEEKLY"
        start = first_on - timedelta(days=first_on.weekday()) if weekly else first_on
        step = timedelta(days=read.interval * (7 if weekly else 1))
        while start <= end:
            yield start
            start += step
        return
    yearly = read.frequency == "YEARLY"
    first = first_on.year * 12 + (0 if yearly else first_on.month - 1)
    for month in count(first, read.interval * (12 if yearly else 1)):
        if month > end.year * 12 + end.month - 1:
            return
        yield date(month // 12, month % 12 + 1, 1)


def _chosen(read: Recurrence, start: date, first_on: date) -> list[date]:
    """The days of a period that the rule names, in order."""
    if read.frequency in {"DAILY", "WEEKLY"}:
        return _of_week(read, start, first_on)
    if read.frequency == "MONTHLY":
        return (
            _of_month(read, start, first_on)
            if start.month in (read.months or {start.month})
            else []
        )
    months = sorted(set(read.months)) or (range(1, 13) if read.month_days else [first_on.month])
    return [
        day for month in months for day in _of_month(read, start.replace(month=month), first_on)
    ]


def _of_week(read: Recurrence, start: date, first_on: date) -> list[date]:
    if read.frequency == "DAILY":
        return [start] if _allows(read, start) else []
    weekdays = sorted({weekday for _, weekday in read.weekdays}) or [first_on.weekday()]
    found = [start + timedelta(days=weekday) for weekday in weekdays]
    return [day for day in found if not read.months or day.month in read.months]


def _allows(read: Recurrence, day: date) -> bool:
    """Whether a day of a daily rule is one of those that it names."""
    backward = day.day - monthrange(day.year, day.month)[1] - 1
    return (
        (not read.months or day.month in read.months)
        and (not read.month_days or not {day.day, backward}.isdisjoint(read.month_days))
        and (not read.weekdays or (0, day.weekday()) in read.weekdays)
    )


def _of_month(read: Recurrence, start: date, first_on: date) -> list[date]:
    length = monthrange(start.year, start.month)[1]
    named = read.month_days or (() if read.weekdays else (first_on.day,))
    numbers = {day if day > 0 else length + 1 + day for day in named}
    if read.weekdays:
        by_weekday = {day for one in read.weekdays for day in _weekdays(one, start, length)}
        numbers = by_weekday & numbers if named else by_weekday
    return [start.replace(day=day) for day in sorted(numbers) if 1 <= day <= length]


def _weekdays(which: tuple[int, int], start: date, length: int) -> list[int]:
    """The days of a month that are a weekday, or its n-th, or its n-th from behind."""
    nth, weekday = which
    found = list(range(1 + (weekday - start.weekday()) % 7, length + 1, 7))
    if not nth:
        return found
    at = nth - 1 if nth > 0 else len(found) + nth
    return [found[at]] if 0 <= at < len(found) else []
