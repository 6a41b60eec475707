"""Rent of which people said that nobody asks for it: moved to another day, or let go (R36)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from caseconsole.domain.agreement import Agreement, Condition, Judgement
from caseconsole.domain.judging import RENT_CLAUSES, deadline
from caseconsole.domain.kinds import covers_before
from caseconsole.domain.moving import falls
from caseconsole.domain.obligations import LET_GO


class LetBe(NamedTuple):
    """A rent that is let be; of several words about it the one that lasts longest."""

    until: date
    """The last day on which nobody asks for it."""
    asked_on: date
    """The day on which it is to be paid; the last of all days where it was let go."""
    said_on: date
    """The day on which a person said so."""


def let_be(made: Iterable[Agreement], due_days: Iterable[date]) -> dict[date, LetBe]:
    """The rents that agreements let be, also those of which that is over, by due day.

    The rent of a month is what falls due first in it: what else is charged that month is asked for.

    Args:
        made: the agreements that ask for the rent of a lease.
        due_days: the days on which something of that lease falls due, in order.
    """
    said = [(covers_before(one), *word) for one in made for word in _said(one)]
    if not said:
        return {}
    due_days = tuple(due_days)
    found: dict[date, LetBe] = {}
    for since, day, word in said:
        months = (
            due_on for due_on in due_days if since <= due_on and _month(due_on) == _month(day)
        )
        due_on = next(months, None)
        if due_on and (due_on not in found or found[due_on] < word):
            found[due_on] = word
    return found


def speaks(made: Agreement) -> bool:
    """Whether people moved a rent of an agreement, or let it go."""
    return any(True for _ in _said(made))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _said(made: Agreement) -> Iterator[tuple[date, LetBe]]:
    """What people said of the rents of an agreement, by the day of each; the newest word counts."""
    rents = {one.id: one for one in made.conditions if one.clause in RENT_CLAUSES}
    newest = {
        (one.condition, one.original_on): one for one in made.judgements if one.condition in rents
    }
    for word in newest.values():
        if word.verdict in LET_GO:
            yield word.original_on, LetBe(date.max, date.max, word.on)
        elif word.moved_to:
            of = rents[word.condition]
            on = _moved_on(made, of, word, word.moved_to)
            yield word.original_on, LetBe(deadline(of, on), on, word.on)


def _moved_on(made: Agreement, of: Condition, word: Judgement, moved_to: date) -> date:
    """The day to which a person moved a rent, and what stands still since."""
    still = sum((one.until - one.since).days + 1 for one in made.suspensions)
    through = max(word.original_on, moved_to) + timedelta(days=still)
    return dict(falls(of, made, through)).get(word.original_on, moved_to)
