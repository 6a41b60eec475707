"""The fields of a form, kept and drawn by ourselves, so that a key repaints a cell or two."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from caseconsole.domain.message import Refused, message
from caseconsole.domain.text import NOTE_LIMIT, clean
from caseconsole.locale import Speaker
from caseconsole.tui.reading import read_cents, read_day
from caseconsole.tui.text import EMPTY, Line, Span, cut, line, width
from caseconsole.tui.widgets.prompt import Editor

LABEL_WIDTH = 18
"""The cells that the labels take at the left of a form."""
LEAST_HINT = 16
"""A hint that does not fit is shown in part only in this many cells or more."""
LEAST_TYPED = 12
"""A hint stands behind this many cells, so that it does not move while a day is typed."""
FIELD_LIMIT = 1_000
"""The most characters of a field of one line."""


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

    def restore(self, state: str) -> None:
        """Fill in what a draft kept."""

    def key(self, key: str, character: str | None) -> bool:
        """Let a key do its work; whether the field wanted it."""
        ...

    def paste(self, text: str) -> None:
        """Take pasted text."""

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

    def paste(self, text: str) -> None:
        """Insert text at the cursor."""
        self.editor.insert(text)

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The text, with the cursor when active, and how it is read behind it."""
        typed = self.editor.spans(max(cells - 1, 1), active=active)
        hint = self.hint(speaker)
        used = sum(width(span.text) for span in typed)
        column = max(used, LEAST_TYPED)
        left = cells - column - 3
        fits = width(hint) <= left or left >= LEAST_HINT
        if not (hint and fits):
            return [typed]
        return [(*typed, Span(" " * (column - used + 3) + cut(hint, left), "dim"))]

    def hint(self, speaker: Speaker) -> str:
        """How the text is read."""
        del speaker
        return ""


class DayField(TextField):
    """A day: in full, `23-11`, `vr` or `+3`."""

    def __init__(self, name: str, label: str, today: date, text: str = "") -> None:
        super().__init__(name, label, text)
        self._today = today

    @property
    def day(self) -> date:
        """The day that was typed; Refused when it is none."""
        return read_day(self.editor.text, self._today)

    def check(self) -> None:
        """Refuse nothing, what is no day, and a day that is past."""
        if not self.text:
            raise Refused(message("form.day_needed", field_word=self.label))
        if self.day < self._today:
            raise Refused(message("form.day_past", day_on=self.day.isoformat()))

    def hint(self, speaker: Speaker) -> str:
        """The day in words, or the forms that are understood."""
        try:
            return speaker.day(self.day, self._today)
        except Refused:
            return speaker.say("form.day_forms")


class MoneyField(TextField):
    """An amount in euros."""

    selected = False
    """Whether what is typed next replaces the amount."""

    def select(self) -> None:
        """Let what is typed next replace the amount."""
        self.selected = bool(self.editor.text)

    def key(self, key: str, character: str | None) -> bool:
        """Type over what is selected, else as any text."""
        if self.selected and (character or key in {"backspace", "delete"}):
            self.editor.replace("")
        self.selected = False
        return super().key(key, character)

    def paste(self, text: str) -> None:
        """Paste over what is selected."""
        if self.selected:
            self.editor.replace("")
        self.selected = False
        super().paste(text)

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The amount; all of it stands under the cursor while it is selected."""
        if active and self.selected:
            return [line(Span(cut(self.editor.text, cells), "cursor"))]
        return super().lines(speaker, cells, active=active)

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


class NoteField:
    """A text of several lines, at most `NOTE_LIMIT` characters."""

    def __init__(self, name: str, label: str, height: int = 8, *, needed: bool = False) -> None:
        self.name = name
        self.needed = needed
        self.label = label
        self.height = height
        """How many lines of it are in sight."""
        self.text = ""
        self.cursor = 0
        self._top = 0

    @property
    def state(self) -> str:
        """The text."""
        return self.text

    def restore(self, state: str) -> None:
        """Have this text, with the cursor behind it."""
        self.text = clean(state, limit=NOTE_LIMIT)
        self.cursor = len(self.text)

    def check(self) -> None:
        """Refuse an empty text where one is needed."""
        if self.needed and not self.text.strip():
            raise Refused(message("form.needed", field_word=self.label))

    def paste(self, text: str) -> None:
        """Insert cleaned text at the cursor, as far as it fits."""
        added = clean(text, limit=NOTE_LIMIT)[: NOTE_LIMIT - len(self.text)]
        self.text = self.text[: self.cursor] + added + self.text[self.cursor :]
        self.cursor += len(added)

    def key(self, key: str, character: str | None) -> bool:
        """Type, erase, move; Enter begins a line."""
        at = self.cursor
        if character and character.isprintable():
            self.paste(character)
        elif key == "enter":
            self.paste("\n")
        elif key == "backspace":
            self.text = self.text[: max(at - 1, 0)] + self.text[at:]
            self.cursor = max(at - 1, 0)
        elif key == "delete":
            self.text = self.text[:at] + self.text[at + 1 :]
        elif key in {"left", "right"}:
            self.cursor = max(0, min(at + (1 if key == "right" else -1), len(self.text)))
        elif key in {"up", "down"}:
            self.cursor = self._vertical(up=key == "up")
        elif key == "home":
            self.cursor = self.text.rfind("\n", 0, at) + 1
        elif key == "end":
            self.cursor = self._line_end(at)
        else:
            return False
        return True

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The lines in sight, always `height` of them, the cursor among them when active."""
        del speaker
        rows = rows_of(self.text, max(cells - 1, 1))
        at = next(n for n in range(len(rows) - 1, -1, -1) if rows[n][0] <= self.cursor)
        self._top = min(max(self._top, at - self.height + 1), at)
        shown = [
            _cursor_row(text, self.cursor - start) if active and number == at else line(text)
            for number, (start, text) in enumerate(rows)
        ][self._top : self._top + self.height]
        return shown + [EMPTY] * (self.height - len(shown))

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _vertical(self, *, up: bool) -> int:
        start = self.text.rfind("\n", 0, self.cursor) + 1
        column = self.cursor - start
        if up:
            if not start:
                return 0
            above = self.text.rfind("\n", 0, start - 1) + 1
            return min(above + column, start - 1)
        below = self._line_end(self.cursor) + 1
        return min(below + column, self._line_end(below)) if below <= len(self.text) else below - 1


def rows_of(text: str, cells: int) -> list[tuple[int, str]]:
    """A text as drawn rows, each with the place of its first character.

    A row breaks behind its last blank, and within a word only when the word is wider than a row.
    """
    rows, start = [], 0
    for part in text.split("\n"):
        begin, used = 0, 0
        for index, character in enumerate(part):
            size = width(character)
            while used + size > cells and begin < index and (character != " " or used > cells):
                end = part.rfind(" ", begin, index) + 1 or index
                rows.append((start + begin, part[begin:end]))
                begin, used = end, width(part[end:index])
            used += size
        rows.append((start + begin, part[begin:]))
        start += len(part) + 1
    return rows


def _cursor_row(text: str, column: int) -> Line:
    under = text[column : column + 1] or " "
    return line(text[:column], Span(under, "cursor"), text[column + 1 :])


UNCHOSEN = -1


class ChoiceField:
    """One out of a few; digits, arrows and the blank choose."""

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

    @property
    def state(self) -> str:
        """The code that is chosen."""
        return self.options[self.index][0] if self.options and self.index >= 0 else ""

    def restore(self, state: str) -> None:
        """Choose this code, when it is still among the options."""
        for index, (code, _) in enumerate(self.options):
            if code == state:
                self.index = index

    def key(self, key: str, character: str | None) -> bool:
        """Choose by number, by arrow, or by the first letters."""
        count = len(self.options)
        if not count:
            return False
        if character and character.isdigit():
            number = (int(character) - 1) % 10
            self.index = number if number < count else self.index
        elif key in {"down", "right", "space"}:
            self.index = (self.index + 1) % count
        elif key in {"up", "left"}:
            self.index = (max(self.index, 0) - 1) % count
        elif key in {"home", "end"}:
            self.index = 0 if key == "home" else count - 1
        elif character and character.isprintable():
            self._by_letter(character)
        else:
            return False
        return True

    def _by_letter(self, letter: str) -> None:
        count = len(self.options)
        for ahead in range(1, count + 1):
            index = (self.index + ahead) % count
            if self.options[index][1].casefold().startswith(letter.casefold()):
                self.index = index
                return

    def check(self) -> None:
        """Refuse when nothing is chosen yet."""
        if self.index == UNCHOSEN:
            raise Refused(message("form.choose", field_word=self.label))

    def paste(self, text: str) -> None:
        """Nothing can be pasted into a choice."""

    def lines(self, speaker: Speaker, cells: int, *, active: bool) -> list[Line]:
        """The options under each other when active, else the chosen one."""
        del speaker
        if not self.options:
            return [EMPTY]
        if not active:
            return [line(cut(self.options[self.index][1] if self.index >= 0 else "–", cells))]
        drawn: list[Line] = []
        for index, (_, words) in enumerate(self.options):
            number = str((index + 1) % 10) if index < 10 else " "
            mark = "▶" if index == self.index else " "
            text = cut(f"{mark} {number} {words}", cells)
            drawn.append((Span(text, "bold" if index == self.index else ""),))
        return drawn


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
