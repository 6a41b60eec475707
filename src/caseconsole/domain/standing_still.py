"""How a time in which an agreement stands still moves a day, and which day it moves to another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from caseconsole.domain.agreement import Judgement, Suspension

_DAY = timedelta(days=1)


def spans_of(suspensions: Sequence[Suspension]) -> tuple[tuple[date, int], ...]:
    """The first day of each time that stands still, and how many days it adds."""
    spans: list[tuple[date, int]] = []
    still_until = date.min
    for one in sorted(suspensions, key=attrgetter("since", "id")):
        since = max(one.since, still_until + _DAY)
        if since <= one.until:
            spans.append((since, (one.until - since).days + 1))
            still_until = one.until
    return tuple(spans)


def counted_from(day: date, one: Suspension) -> Suspension:
    """A time that stands still as it counts from a day on."""
    return replace(one, since=max(one.since, day))


def standstill(suspensions: Iterable[Suspension], day: date) -> tuple[date, Suspension] | None:
    """The first day of the time that stands still on a day, and what it ends with; else None.

    What begins on the day after another ended prolongs it.
    """
    first: date | None = None
    last: Suspension | None = None
    for one in sorted(suspensions, key=attrgetter("since", "id")):
        if last is not None and first is not None:
            if one.since <= last.until + _DAY:
                last = max(last, one, key=attrgetter("until"))
                continue
            if first <= day <= last.until:
                break
        first, last = one.since, one
    if last is None or first is None or not first <= day <= last.until:
        return None
    return first, last


def effective(
    original: date,
    moved: Judgement | None,
    spans: Sequence[tuple[date, int]],
    held_on: date = date.max,
) -> date:
    """The day on which something falls, moved by a person or by what stands still.

    Args:
        held_on: the day on which it was said how it went; on a day that had come it stays.
    """
    day = original if moved is None or moved.moved_to is None else moved.moved_to
    for since, length in spans:
        later = day + timedelta(days=length)
        stands = moved is not None and since <= moved.on and day >= since + timedelta(days=length)
        if day >= since and not stands and not day <= held_on < later:
            day = later
    return day


def original_before(last_on: date, spans: Sequence[tuple[date, int]]) -> date:
    """The last original day that does not fall after a day once it moved."""
    for since, length in reversed(spans):
        if last_on >= since:
            last_on = max(last_on - timedelta(days=length), since - _DAY)
    return last_on
