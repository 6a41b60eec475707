"""The one place that reads the time."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caseconsole.domain.message import Refused, message
from caseconsole.domain.moment import Moment, PartOfDay

NOON = 12
EVENING = 18


def part_of_day(hour: int) -> PartOfDay:
    """The part of the day that an hour belongs to."""
    if hour < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if hour < EVENING else PartOfDay.EVENING


class Clock:
    """The association's time; a demo store stays on its own day."""

    def __init__(self, zone: ZoneInfo, demo_day: date | None) -> None:
        self.zone = zone
        self.demo_day = demo_day

    def now(self) -> Moment:
        """This moment by the wall clock; in a demo that time of the demo's day."""
        local = datetime.fromtimestamp(time.time_ns() / 1e9, UTC).astimezone(self.zone)
        if self.demo_day is not None:
            local = datetime.combine(self.demo_day, local.time(), self.zone)
        return Moment(int(local.timestamp() * 1000), local.date(), part_of_day(local.hour))


def clock(zone: str, demo_day: date | None) -> Clock:
    """A clock for a zone by name.

    Raises:
        Refused: this machine does not know the zone.
    """
    try:
        return Clock(ZoneInfo(zone), demo_day)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(message("refused.zone", zone=zone)) from None
