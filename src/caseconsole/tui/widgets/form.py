"""The fields of a form, kept and drawn by ourselves, so that a key repaints a cell or two."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from caseconsole.domain.message import Refused, message
from caseconsole.locale import Speaker
from caseconsole.tui.reading import read_cents, read_day
from caseconsole.tui.text import EMPTY, Line, Span, cut, line, width
from caseconsole.tui.widgets.prompt import Editor

T = TypeVar("T")
LABEL_WIDTH = 18
"""The cells that the labels take at the left of a form."""
LEAST_HINT = 16
"""A hint that does not fit is shown in part only in this many cells or more."""
LEAST_TYPED = 12
"""A hint stands behind this many cells, so that it does not move while a day is typed."""
FIELD_LIMIT = 1_000
"""The most characters of a field of one line."""


def understood(read: Callable[[], T]) -> T | None:
    """What a field holds; None as long as what is typed is not understood."""
    try:
        return read()
    except Refused:
        return None


class Field(Protocol):
    """One field of a form."""

    name: str
    """Under this name a draft keeps it."""
    label: str
    """The id of the message that stands before it."""

    @property
    def state(self) -> str:
        """What is filled in, as a draft keeps it."""
        ...

    @property
    def words(self) -> str:
        """The same in the words of the form; empty where nothing is."""
        ...

    def restore(self, state: str) -> None:
        """Fill in what a draft kept."""

    def key(self, key: str, character: str | None) -> bool:
        """Let a key do its work; whether the field wanted it, and had room for it."""
        ...

    def paste(self, text: str) -> int:
        """Take pasted text; how many characters of it did not fit."""
        ...

    def check(self) -> None:
        """Nothing, when what is filled in can be recorded; Refused with what to do otherwise."""

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The field as drawn in so many cells, without its label."""
        ...


class TextField:
    """A text of one line."""

    def __init__(self, name: str, label: str, text: str = "", *, needed: bool = False) -> None:
        self.name = name
        self.label = label
        self.needed = needed
        self.editor = Editor(text, limit=FIELD_LIMIT)

    @property
    def state(self) -> str:
        """The text."""
        return self.editor.text

    @property
    def text(self) -> str:
        """The text without blanks around it."""
        return self.editor.text.strip()

    words = text

    def check(self) -> None:
        """Refuse an empty text where one is needed."""
        if self.needed and not self.text:
            raise Refused(message("form.needed", field_word=self.label))

    def restore(self, state: str) -> None:
        """Have this text."""
        self.editor.replace(state)

    def key(self, key: str, character: str | None) -> bool:
        """Type, erase, move."""
        return self.editor.key(key, character)

    def paste(self, text: str) -> int:
        """Insert text at the cursor; how many characters did not fit."""
        return self.editor.insert(text)

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The text, with the cursor when active, and how it is read behind it."""
        typed = self.typed(max(cells - 1, 1), active=active)
        hint = self.hint(speaker)
        used = sum(width(span.text) for span in typed)
        column = max(used, LEAST_TYPED)
        left = cells - column - 3
        fits = width(hint) <= left or left >= LEAST_HINT
        if not (hint and fits):
            return [typed]
        return [(*typed, Span(" " * (column - used + 3) + cut(hint, left), "dim"))]

    def typed(self, cells: int, *, active: bool) -> Line:
        """The text in so many cells, with the cursor when active."""
        return self.editor.spans(cells, active=active)

    def hint(self, speaker: Speaker) -> str:
        """How the text is read."""
        del speaker
        return ""


class ValueField(TextField):
    """A day or an amount: what stands there when the keys come is typed over as a whole."""

    selected = False
    """Whether what is typed next replaces the text."""

    def __init__(self, name: str, label: str, text: str = "") -> None:
        super().__init__(name, label, text)
        self._proposed = self.text

    @property
    def untyped(self) -> bool:
        """Whether what stands there is what was proposed: nobody typed something else."""
        return self.text == self._proposed

    def propose(self, text: str) -> None:
        """Fill in what is usual, to be typed over."""
        self._proposed = text
        if self.text != text:
            self.restore(text)
            self.select()

    def select(self) -> None:
        """Let what is typed next replace the text."""
        self.selected = bool(self.editor.text)

    def key(self, key: str, character: str | None) -> bool:
        """Type over what is selected; arrows, Home and End keep it."""
        typed = bool(character and character.isprintable())
        if self.selected and (typed or key in {"backspace", "delete"}):
            self.editor.replace("")
        self.selected = False
        return super().key(key, character)

    def paste(self, text: str) -> int:
        """Paste over what is selected; how many characters did not fit."""
        if self.selected:
            self.editor.replace("")
        self.selected = False
        return super().paste(text)

    def typed(self, cells: int, *, active: bool) -> Line:
        """The text; all of it stands under the cursor while it is selected."""
        if active and self.selected and self.editor.text:
            return line(Span(cut(self.editor.text, cells), "cursor"))
        return super().typed(cells, active=active)


def enter(field: Field) -> None:
    """Let the keys come to a field."""
    if isinstance(field, ValueField):
        field.select()
    elif isinstance(field, ChoiceField):
        field.typed = ""


class DayField(ValueField):
    """A day: in full, `23-11`, `vr` or `+3`."""

    def __init__(self, name: str, label: str, today: date, text: str = "") -> None:
        super().__init__(name, label, text)
        self._today = today

    @property
    def day(self) -> date:
        """The day that was typed; Refused when nothing was, or no day."""
        if not self.text:
            raise Refused(message("form.day_needed", field_word=self.label))
        return read_day(self.editor.text, self._today)

    def check(self) -> None:
        """Refuse nothing, what is no day, and a day that is past."""
        if self.day < self._today:
            raise Refused(message("form.day_past", day_on=self.day.isoformat()))

    def hint(self, speaker: Speaker) -> str:
        """The day in words, or the forms that are understood."""
        try:
            return speaker.day(self.day, self._today)
        except Refused:
            return speaker.say("form.day_forms")


class MoneyField(ValueField):
    """An amount in euros."""

    @property
    def cents(self) -> int:
        """The amount that was typed; Refused when it is none."""
        return read_cents(self.editor.text)

    def check(self) -> None:
        """Refuse what is no amount."""
        self.cents  # noqa: B018 - reading it is the check

    def hint(self, speaker: Speaker) -> str:
        """The amount as it is read."""
        try:
            return speaker.money(self.cents)
        except Refused as refusal:
            return speaker.say(refusal.why) if self.text else ""


UNCHOSEN = -1


class ChoiceField:
    """One out of a few; digits, arrows, the blank and its first letters choose."""

    def __init__(
        self, name: str, label: str, options: Sequence[tuple[str, str]], chosen: str | None = ""
    ) -> None:
        """`chosen` is the code to begin with; "" begins with the first, None with none."""
        self.name = name
        self.label = label
        self.options = tuple(options)
        """Each with the code that is recorded and the words shown."""
        codes = [code for code, _ in self.options]
        self.index = UNCHOSEN if chosen is None else codes.index(chosen) if chosen in codes else 0
        self.typed = ""
        """The letters that were typed in a row."""
        self._unknown = ""
        """The same while no option begins with them."""

    @property
    def state(self) -> str:
        """The code that is chosen."""
        return self.options[self.index][0] if self.options and self.index >= 0 else ""

    @property
    def words(self) -> str:
        """What the chosen option says."""
        return self.options[self.index][1] if self.state else ""

    def restore(self, state: str) -> None:
        """Choose this code; nothing when it is an option no more, so that it is chosen anew."""
        codes = [code for code, _ in self.options]
        self.index = codes.index(state) if state in codes else UNCHOSEN

    def key(self, key: str, character: str | None) -> bool:
        """Choose by number, by arrow, or by the letters that are typed in a row."""
        count = len(self.options)
        if not count:
            return False
        letter = character and character.isprintable() and not character.isdecimal()
        if letter and (self.typed or character != " "):
            self._by_letters(self.typed + str(character))
            return True
        if key == "backspace" and self.typed:
            self._by_letters(self.typed[:-1])
            return True
        if character and character.isdecimal():
            if (number := (int(character) - 1) % 10) >= count:
                self._by_letters(self.typed + character)
                return True
            self.index = number
        elif key in {"down", "right", "space"}:
            self.index = (self.index + 1) % count
        elif key in {"up", "left"}:
            self.index = (max(self.index, 0) - 1) % count
        elif key in {"home", "end"}:
            self.index = 0 if key == "home" else count - 1
        else:
            return False
        self.typed = self._unknown = ""
        return True

    def _by_letters(self, typed: str) -> None:
        """Choose the next option that begins so; one letter again and again goes through them."""
        self.typed, self._unknown = typed, ""
        if not typed:
            return
        on = len(typed) == 1
        if self._go_to(typed, on=on) or (len(set(typed)) == 1 and self._go_to(typed[0], on=True)):
            return
        self._unknown = typed

    def _go_to(self, begin: str, *, on: bool) -> bool:
        """Whether an option begins so; it is chosen then, past the one that stands when `on`."""
        count, at = len(self.options), max(self.index, 0)
        for ahead in range(on, count + on):
            index = (at + ahead) % count
            words = self.options[index][1].casefold()
            if words.startswith(begin.casefold()) or words.lstrip("(").startswith(begin.casefold()):
                self.index = index
                return True
        return False

    def check(self) -> None:
        """Refuse when nothing is chosen yet, and when letters were typed that no option has."""
        if self._unknown:
            raise Refused(message("form.no_option", field_word=self.label, typed=self._unknown))
        if self.index == UNCHOSEN:
            raise Refused(message("form.choose", field_word=self.label))

    def paste(self, text: str) -> int:
        """Nothing can be pasted into a choice."""
        return len(text)

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The options under each other when active, with what fits none; else the chosen one."""
        del speaker
        if not self.options:
            return [EMPTY]
        if not active:
            return [line(cut(self.options[self.index][1] if self.index >= 0 else "–", cells))]
        drawn: list[Line] = []
        for index, (_, words) in enumerate(self.options):
            mark = "▶" if index == self.index else " "
            text = cut(f"{mark} {digit(index)} {words}", cells)
            drawn.append((Span(text, "bold" if index == self.index else ""),))
        if self._unknown:
            drawn.append((Span(cut(f"  {self._unknown}", cells), "warn"),))
        return drawn


def digit(index: int) -> str:
    """The digit that chooses an option; a blank where there is none."""
    return str((index + 1) % 10) if index < 10 else " "


def draw_fields(
    fields: Sequence[Field], at: int, speaker: Speaker, cells: int
) -> tuple[list[Line], int]:
    """All fields with their labels, and the line on which the active one begins."""
    drawn: list[Line] = []
    begin = 0
    for index, field in enumerate(fields):
        active = index == at
        if active:
            begin = len(drawn)
        mark = "▶ " if active else "  "
        label = cut(mark + speaker.say(field.label), LABEL_WIDTH - 1).ljust(LABEL_WIDTH)
        rows = field.lines(speaker, cells - LABEL_WIDTH, active=active)
        for number, row in enumerate(rows):
            lead = (
                Span(label, "bold" if active else "dim") if not number else Span(" " * LABEL_WIDTH)
            )
            drawn.append((lead, *row))
    return drawn, begin
