"""On which days a duty recurs: RFC 5545 rules without a time of day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice, takewhile

from caseconsole.domain.calendar import LAST_YEAR
from caseconsole.domain.message import Refused, message

MOST = 2_000
"""The most days that one rule gives."""
LAST_DAY = date(LAST_YEAR, 12, 31)

_LONGEST_RULE = 200
_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH_DAY = "-?[1-9][0-9]?"
_MAY_STAND = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": "[1-9][0-9]{0,2}",
    "COUNT": "[1-9][0-9]{0,2}|1[0-9]{3}|2000",
    "UNTIL": "[0-9]{8}",
    "BYDAY": f"[+-]?[1-4]?{_WEEKDAY}(?:,[+-]?[1-4]?{_WEEKDAY})*",
    "BYMONTHDAY": f"{_MONTH_DAY}(?:,{_MONTH_DAY})*",
    "BYSETPOS": "-?1",
}
"""What a rule may name; whatever it says, some day of some near period is meant."""
_DAYS_OF_EVERY_MONTH = range(-28, 29)

Parts = dict[str, str]
"""A rule by the names of its parts."""


@lru_cache(maxsize=1_024)
def recurrence(rule: str) -> Parts:
    """The parts of a rule as it may stand in a condition, by day, week, month or year.

    Raises:
        Refused: it is no such rule; days begin at the condition's first day, so it has no DTSTART.
    """
    pairs = [part.partition("=") for part in rule.upper().split(";")]
    parts = {name: value for name, _, value in pairs}
    known = all(re.fullmatch(_MAY_STAND.get(name, "(?!)"), value) for name, value in parts.items())
    if not known or len(parts) < len(pairs) or len(rule) > _LONGEST_RULE or not _comes(parts):
        raise Refused(message("refused.rule", rule=rule[:_LONGEST_RULE]))
    return parts


def _comes(parts: Parts) -> bool:
    """Whether the parts go together, so that the rule never looks for a day that never comes."""
    frequency, by_day = parts.get("FREQ", ""), parts.get("BYDAY", "")
    month_days = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    if frequency in {"", "DAILY", "WEEKLY"} and (
        not frequency or month_days or "BYSETPOS" in parts or re.search("[0-9]", by_day)
    ):
        return False
    if month_days and (by_day or not any(day in _DAYS_OF_EVERY_MONTH for day in month_days)):
        return False
    if not {"COUNT", "UNTIL"} - parts.keys() or ("BYSETPOS" in parts) > bool(month_days or by_day):
        return False
    return "UNTIL" not in parts or _is_day(parts["UNTIL"])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=16_384)
def days(rule: str, first_on: date, last: date) -> tuple[date, ...]:
    """The days of a rule from `first_on` through `last`, at most MOST; no rule is `first_on` alone.

    Raises:
        Refused: the rule is none.
    """
    if not rule:
        return (first_on,) if first_on <= last else ()
    parts = recurrence(rule)
    end = min(last, LAST_DAY)
    steady = parts.keys() <= {"FREQ", "INTERVAL", "COUNT"}
    known = _steady(parts, first_on) if steady else None
    if known is None:
        from dateutil.rrule import rrulestr

        start = datetime.combine(first_on, time())
        known = (moment.date() for moment in rrulestr(rule, dtstart=start))
    return tuple(islice(takewhile(lambda day: day <= end, known), MOST))


def _steady(parts: Parts, first_on: date) -> Iterator[date] | None:
    """The days of the usual cadences, without the library: the day's run asks for 100,000."""
    interval = int(parts.get("INTERVAL", 1))
    many = range(int(parts["COUNT"])) if "COUNT" in parts else count()
    if parts["FREQ"] == "WEEKLY":
        return (first_on + timedelta(days=7 * interval * n) for n in many)
    if parts["FREQ"] == "MONTHLY" and first_on.day in _DAYS_OF_EVERY_MONTH:
        months = (first_on.year * 12 + first_on.month - 1 + interval * n for n in many)
        return (date(month // 12, month % 12 + 1, first_on.day) for month in months)
    return None


def from_day(rule: str, first_on: date) -> str:
    """The rule of a cadence that begins on a day; a month that lacks the day has its last instead.

    A rule that names its days itself stays as it is.

    Raises:
        Refused: the rule is none.
    """
    if not rule or first_on.day in _DAYS_OF_EVERY_MONTH:
        return rule
    parts = recurrence(rule)
    if parts["FREQ"] != "MONTHLY" or not parts.keys().isdisjoint({"BYDAY", "BYMONTHDAY"}):
        return rule
    on = ",".join(map(str, range(_DAYS_OF_EVERY_MONTH[-1], first_on.day + 1)))
    return f"{rule};BYMONTHDAY={on};BYSETPOS=-1"


def ends(rule: str) -> bool:
    """Whether a rule has a last day by itself; none has.

    Raises:
        Refused: the rule is none.
    """
    return not rule or not {"COUNT", "UNTIL"}.isdisjoint(recurrence(rule))
