"""What an arrangement has still to get of the debts that it covers."""

from collections.abc import Iterator
from datetime import date

from caseconsole.domain.window import Debt, Window


class Room:
    """How much of all that it covers an arrangement has still to get, and from which debts here."""

    __slots__ = ("cents", "debts", "paid", "window")

    def __init__(self, window: Window, debts: list[Debt], cents: int, paid: int) -> None:
        self.window, self.debts, self.cents, self.paid = window, debts, cents, paid

    def lacks(self, through: date) -> Iterator[tuple[date, "Room", int]]:
        """What lacks of the instalments through a day: their days, this, cents."""
        asked, paid = 0, self.paid
        for day, cents in self.window.asks:
            if day > through:
                break
            asked += cents
            if asked > paid:
                yield day, self, asked - paid
                paid = asked
