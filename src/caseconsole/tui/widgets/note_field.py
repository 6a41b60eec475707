"""A text of several lines, kept and drawn by ourselves as the fields of one line are."""

from sys import maxsize

from caseconsole.domain.message import Refused, message
from caseconsole.domain.text import NOTE_LIMIT, clean
from caseconsole.locale import Speaker
from caseconsole.tui.text import EMPTY, Line, Span, line, width


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

    words = state

    def restore(self, state: str) -> None:
        """Have this text, with the cursor behind it."""
        self.text = clean(state, limit=NOTE_LIMIT)
        self.cursor = len(self.text)

    def check(self) -> None:
        """Refuse an empty text where one is needed."""
        if self.needed and not self.text.strip():
            raise Refused(message("form.needed", field_word=self.label))

    def paste(self, text: str) -> int:
        """Insert cleaned text at the cursor, as far as it fits; how many characters did not."""
        whole = clean(text, limit=maxsize)
        added = whole[: NOTE_LIMIT - len(self.text)]
        self.text = self.text[: self.cursor] + added + self.text[self.cursor :]
        self.cursor += len(added)
        return len(whole) - len(added)

    def key(self, key: str, character: str | None) -> bool:
        """Type what fits, erase, move; Enter begins a line."""
        at = self.cursor
        if character and character.isprintable():
            return not self.paste(character)
        if key == "enter":
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
