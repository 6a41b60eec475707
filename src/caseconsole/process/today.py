"""Today, as it is asked of a file: it notes how long the answers hold."""

from datetime import date, timedelta
from typing import Any

FOREVER = date.max
_DAY = timedelta(days=1)
_OWN = frozenset({"_turns", "_reckoned", "ask_anew", "holds_before", "note", "__class__"})
_lt, _le, _eq = date.__lt__, date.__le__, date.__eq__
_read = date.__getattribute__


class Today(date):
    """A day that notes the first later day on which what was asked of it may come out otherwise.

    The rules take it as any day. A comparison notes the day on which it turns, its year the next
    one; whatever else is done with it notes tomorrow. So a rule need not tell when it looks again,
    and one that reckons with the day in its own way is looked at daily.
    """

    __slots__ = ("_turns",)
    _turns: date

    @classmethod
    def of(cls, day: date) -> "Today":
        """A day of which nothing was asked yet."""
        today = cls.fromordinal(day.toordinal())
        today.ask_anew()
        return today

    def ask_anew(self) -> None:
        """Forget what was asked: another file is judged."""
        self._turns = FOREVER

    def holds_before(self) -> date:
        """The first day on which an answer may differ; `FOREVER` when none can."""
        return self._turns

    def note(self, turns: date) -> None:
        """Say that an answer holds before a day only."""
        if _lt(turns, self._turns):
            self._turns = turns

    def __lt__(self, other: date) -> bool:
        if (found := _lt(self, other)) is True:
            self.note(other)
        return found

    def __le__(self, other: date) -> bool:
        if (found := _le(self, other)) is True:
            self.note(_after(other))
        return found

    def __gt__(self, other: date) -> bool:
        if (found := _le(self, other)) is True:
            self.note(_after(other))
        return found if found is NotImplemented else not found

    def __ge__(self, other: date) -> bool:
        if (found := _lt(self, other)) is True:
            self.note(other)
        return found if found is NotImplemented else not found

    def __eq__(self, other: object) -> bool:
        found = _eq(self, other)
        if found is True:
            self._reckoned()
        elif found is False and _lt(self, other):  # type: ignore[arg-type]
            self.note(other)  # type: ignore[arg-type]
        return found

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._reckoned())

    def __add__(self, other: timedelta) -> Any:
        return self._reckoned() + other

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self._reckoned() - other

    def __rsub__(self, other: date) -> timedelta:
        return other - self._reckoned()

    def _reckoned(self) -> date:
        """The plain day, for what is not followed any further: it holds for today."""
        day = plain(self)
        self.note(_after(day))
        return day

    def __getattribute__(self, name: str) -> Any:
        if name == "year":
            self.note(date(plain(self).year + 1, 1, 1))
        elif name not in _OWN:
            self._reckoned()
        return _read(self, name)


def plain(day: date) -> date:
    """The same day without notes, for what bears in no way on what is due."""
    return date.fromordinal(date.toordinal(day))


def holds_now(today: date) -> None:
    """Say that an answer may differ within the day, by what cannot be compared with it."""
    if isinstance(today, Today):
        today.note(plain(today))


def looks_again(today: date, on: date) -> None:
    """Say that an answer may differ from a day on, by what was left out of view."""
    if isinstance(today, Today):
        today.note(on)


def _after(day: date) -> date:
    return day + _DAY if _lt(day, FOREVER) else FOREVER
