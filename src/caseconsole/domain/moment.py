"""A moment in the association's time, handed in from the edge."""

from dataclasses import dataclass
from datetime import date

from caseconsole.domain.contact import PartOfDay


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens: the instant, the day it counts for, the part of that day."""

    at: int
    """UTC milliseconds, the wall clock as read."""
    today: date
    """The association's date; a demo store's own day."""
    part_of_day: PartOfDay
