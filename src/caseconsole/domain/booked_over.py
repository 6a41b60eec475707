"""What is booked over between accounts of an arrangement: what one gets is booked off others."""

from datetime import date

from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.lines import books_off, books_on
from caseconsole.domain.window import SOON

Coming = tuple[date, bool, tuple[object, ...], int, LedgerEntry | None]
"""The day, whether it comes back, its turn, the lease, and what; None where a window ends."""


class Gets:
    """What accounts got in the last days that was not booked off another yet, by day and lease."""

    def __init__(self) -> None:
        self._got: dict[tuple[date, int], int] = {}

    def in_turn(self, day: date, moves: list[Coming]) -> list[Coming]:
        """Know the moves of the next day: an account gets what was booked off others before."""
        off = [
            (lease, entry.cents)
            for _, back, _, lease, entry in moves
            if back and entry and books_off(entry)
        ]

        def gets(move: Coming) -> bool:
            _, back, _, lease, entry = move
            others = [cents for other, cents in off if other != lease]
            return entry is not None and not back and books_on(entry, others)

        got = {at: cents for at, cents in self._got.items() if cents and at[0] + SOON >= day}
        for *_, lease, entry in filter(gets, moves):
            got[day, lease] = got.get((day, lease), 0) - (entry.cents if entry else 0)
        self._got = got
        return sorted(moves, key=gets) if off else moves

    def others(self, lease: int) -> int:
        """What all but one got, in cents."""
        return sum(cents for (_, other), cents in self._got.items() if other != lease)

    def take(self, lease: int, cents: int) -> None:
        """Know that so much of what others got was booked off one: what they got last."""
        for at in sorted(self._got, reverse=True):
            if at[1] != lease:
                less = min(cents, self._got[at])
                self._got[at] -= less
                cents -= less
