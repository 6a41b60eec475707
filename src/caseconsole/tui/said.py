"""Days and months as a caller says them, in the language of a script.

The scripts stand in more languages than the console speaks: in the others digits are said.
"""

from collections.abc import Sequence
from datetime import date

from caseconsole.domain.message import LANGUAGES
from caseconsole.locale import speaker

LEAST_RUN = 3
"""How many months after each other are said by their first and last."""


def said_day(day: date, tag: str, today: date) -> str:
    """A day, with its year when that is not the year of today."""
    return speaker(tag).day(day, today) if tag in LANGUAGES else f"{day.day}-{day.month}-{day.year}"


def said_months(months: Sequence[date], tag: str) -> str:
    """Months in order, each by a day in it: `september en oktober 2026`."""
    spans = _spans(months)
    words: list[str] = []
    for n, (first, last) in enumerate(spans):
        after = spans[n + 1][0].year if n + 1 < len(spans) else None
        word = _month(last, tag, year=last.year != after)
        if first != last:
            word = _joined(
                "months.through", _month(first, tag, year=first.year != last.year), word, tag
            )
        words.append(word)
    *before, at_last = words
    return _joined("months.and", ", ".join(before), at_last, tag) if before else at_last


def _spans(months: Sequence[date]) -> list[tuple[date, date]]:
    """The first and last of each run of months; months of a short run on their own."""
    runs: list[list[date]] = []
    for month in months:
        if runs and _count(month) == _count(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    spans: list[tuple[date, date]] = []
    for run in runs:
        long = len(run) >= LEAST_RUN
        spans += [(run[0], run[-1])] if long else [(month, month) for month in run]
    return spans


def _count(month: date) -> int:
    return 12 * month.year + month.month


def _month(month: date, tag: str, *, year: bool) -> str:
    if tag not in LANGUAGES:
        return f"{month.month}-{month.year}"
    name = speaker(tag).say(f"month_name.{month.month}")
    return f"{name} {month.year}" if year else name


def _joined(id_: str, first: str, last: str, tag: str) -> str:
    if tag in LANGUAGES:
        return speaker(tag).say(id_, first=first, last=last)
    return f"{first} – {last}" if id_ == "months.through" else f"{first}, {last}"
