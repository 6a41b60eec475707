"""A moment in the association's time, handed in from the edge."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class PartOfDay(StrEnum):
    """The DDAS dagdeel: morning before 12:00, afternoon before 18:00, evening."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Moment(NamedTuple):
    """When something happens: the instant, the day it counts for, the part of that day."""

    at: int
    """UTC milliseconds, the wall clock as read."""
    today: date
    """The association's date; a demo store's own day."""
    part_of_day: PartOfDay
