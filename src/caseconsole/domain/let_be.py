"""Rent of which people said that nobody asks for it: moved to another day, or let go (R36)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class LetBe(NamedTuple):
    """A rent that is let be; of several words about it the one that lasts longest."""

    until: date
    """The last day on which nobody asks for it."""
    asked_on: date
    """The day on which it is to be paid; the last of all days where it was let go."""
    said_on: date
    """The day on which a person said so."""


class Word(NamedTuple):
    """What people said of the rent of a month under an agreement."""

    since: date
    """The first day on which rent falls due under it."""
    day: date
    """The day of the month's rent, as the agreement has it."""
    rent: LetBe
    through: date = date.max
    """The last day on which it was the newest word of that rent."""


def let_be(
    words: Iterable[Word], due_days: Sequence[date], on: date = date.max
) -> dict[date, LetBe]:
    """The rents that people let be, also those of which that is over, by due day.

    The rent of a month is what falls due first in it: what else is charged that month is asked for.

    Args:
        words: what they said under the agreements that ask for the rent of a lease.
        due_days: the days on which something of that lease falls due, in order.
        on: the day of which their newest words count; without one the last that they said.
    """
    found: dict[date, LetBe] = {}
    for since, day, rent, through in words:
        if not rent.said_on <= on <= through:
            continue
        due = next((one for one in due_days if since <= one and _month(one) == _month(day)), None)
        if due and (due not in found or found[due] < rent):
            found[due] = rent
    return found


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
