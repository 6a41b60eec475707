"""Fields that few forms need: a day that may be left out or lie behind, and several out of many."""

from collections.abc import Sequence
from datetime import date

from caseconsole.domain.message import Refused, message
from caseconsole.locale import Speaker
from caseconsole.tui.text import Line, Span, cut, line
from caseconsole.tui.widgets.form import DayField, MoneyField, ValueField, digit

MONTH_DIGITS = 3
"""More digits are no number of months."""


class AnyDayField(DayField):
    """A day that may lie behind; one that is not needed may be left empty."""

    def __init__(
        self, name: str, label: str, today: date, text: str = "", *, needed: bool = False
    ) -> None:
        super().__init__(name, label, today, text)
        self.needed = needed

    @property
    def day_or_none(self) -> date | None:
        """The day that was typed, or None when nothing was; Refused when it is none."""
        return self.day if self.text else None

    def check(self) -> None:
        """Refuse what is no day, and nothing where one is needed."""
        if self.needed or self.text:
            self.day  # noqa: B018 - reading it is the check

    def hint(self, speaker: Speaker) -> str:
        """The day in words; that it may be left empty when nothing is typed."""
        if not self.text and not self.needed:
            return speaker.say("form.may_be_empty")
        return super().hint(speaker)


class ReviewDayField(AnyDayField):
    """The day of a next review: it lies ahead, or is left empty."""

    def check(self) -> None:
        """Refuse what is no day, and a day that does not lie ahead."""
        day = self.day_or_none
        if day is not None and day <= self._today:
            raise Refused(message("refused.review_past", day_on=day.isoformat()))


class AnyMoneyField(MoneyField):
    """An amount that may be left out."""

    def check(self) -> None:
        """Refuse what is no amount."""
        if self.text:
            super().check()

    def hint(self, speaker: Speaker) -> str:
        """The amount as it is read; that it may be left empty when nothing is typed."""
        return super().hint(speaker) if self.text else speaker.say("form.may_be_empty")


class MonthsField(ValueField):
    """A number of months."""

    @property
    def months(self) -> int:
        """The number that was typed; Refused when it is none."""
        if not (self.text.isascii() and self.text.isdigit() and len(self.text) <= MONTH_DIGITS):
            raise Refused(message("form.months_needed", text=self.text))
        return int(self.text)

    def check(self) -> None:
        """Refuse what is no number of months."""
        self.months  # noqa: B018 - reading it is the check


class ManyField:
    """Several out of many: arrows go to one, the blank or its digit takes it or leaves it."""

    def __init__(
        self, name: str, label: str, options: Sequence[tuple[str, str]], chosen: str = ""
    ) -> None:
        """`chosen` are codes, parted by blanks."""
        self.name = name
        self.label = label
        self.options = tuple(options)
        self.chosen = set(chosen.split())
        self.at = 0

    @property
    def state(self) -> str:
        """The chosen codes, in the order of the options."""
        return " ".join(code for code, _ in self.options if code in self.chosen)

    @property
    def words(self) -> str:
        """What the chosen ones say."""
        return ", ".join(words for code, words in self.options if code in self.chosen)

    def restore(self, state: str) -> None:
        """Choose these codes."""
        self.chosen = set(state.split())

    def check(self) -> None:
        """Any choice can be recorded; none too."""

    def paste(self, text: str) -> int:
        """Nothing can be pasted into a choice."""
        return len(text)

    def key(self, key: str, character: str | None) -> bool:
        """Move within the options, take one or leave it."""
        if character and character.isdecimal():
            number = (int(character) - 1) % 10
            if number < len(self.options):
                self.at = number
                self._tick()
            return True
        if key in {"up", "down"}:
            to = self.at + (1 if key == "down" else -1)
            if not 0 <= to < len(self.options):
                return False
            self.at = to
            return True
        if key == "space":
            self._tick()
            return True
        return False

    def _tick(self) -> None:
        self.chosen ^= {self.options[self.at][0]}

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """All options under each other when active, else those that are chosen."""
        del speaker
        if not active:
            return [line(cut(self.words or "–", cells))]
        drawn: list[Line] = []
        for index, (code, words) in enumerate(self.options):
            mark = "▶" if index == self.at else " "
            box = "[x]" if code in self.chosen else "[ ]"
            text = cut(f"{mark} {digit(index)} {box} {words}", cells)
            drawn.append((Span(text, "bold" if index == self.at else ""),))
        return drawn
