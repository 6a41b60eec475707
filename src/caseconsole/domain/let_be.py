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


def let_be(words: Iterable[Word], due_days: Sequence[date]) -> dict[date, LetBe]:
    """The rents that people let be, also those of which that is over, by due day.

    The rent of a month is what falls due first in it: what else is charged that month is asked for.

    Args:
        words: what they said under the agreements that ask for the rent of a lease.
        due_days: the days on which something of that lease falls due, in order.
    """
    found: dict[date, LetBe] = {}
    for since, day, rent in words:
        on = next((one for one in due_days if since <= one and _month(one) == _month(day)), None)
        if on and (on not in found or found[on] < rent):
            found[on] = rent
    return found


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
