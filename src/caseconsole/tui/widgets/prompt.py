"""One line of typed text, edited and drawn by ourselves: a key repaints one cell."""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from sys import maxsize

from caseconsole.domain.text import clean_line
from caseconsole.tui.text import Line, Span, cut, width

_WORD, _VALUE = re.compile(r"\S*\Z"), re.compile(r"[^\s:<>=]*\Z")
"""The last word of a line, and in it what stands behind the comparison."""
PROMPT_LIMIT = 1_000
"""The most characters of one typed line."""


@dataclass
class Editor:
    """Text with a cursor."""

    text: str = ""
    cursor: int = 0
    limit: int = PROMPT_LIMIT

    def __post_init__(self) -> None:
        self.cursor = len(self.text)

    def insert(self, text: str) -> int:
        """Put text at the cursor, cleaned, as far as it fits; how many characters did not."""
        whole = clean_line(text, limit=maxsize)
        added = whole[: max(self.limit - len(self.text), 0)]
        self.text = self.text[: self.cursor] + added + self.text[self.cursor :]
        self.cursor += len(added)
        return len(whole) - len(added)

    def replace(self, text: str) -> None:
        """Have other text, with the cursor behind it."""
        self.text = text[: self.limit]
        self.cursor = len(self.text)

    def key(self, key: str, character: str | None) -> bool:
        """Let a key do its work; whether it was one of editing, and fitted."""
        at = self.cursor
        if character and character.isprintable():
            return not self.insert(character)
        if key == "backspace":
            self.text = self.text[: max(at - 1, 0)] + self.text[at:]
            self.cursor = max(at - 1, 0)
        elif key == "delete":
            self.text = self.text[:at] + self.text[at + 1 :]
        elif key in {"left", "right"}:
            self.cursor = max(0, min(at + (1 if key == "right" else -1), len(self.text)))
        elif key in {"home", "end"}:
            self.cursor = 0 if key == "home" else len(self.text)
        else:
            return False
        return True

    def spans(self, cells: int, *, active: bool = True) -> Line:
        """The text in at most `cells` cells, the cursor always in sight."""
        if not active:
            return (Span(cut(self.text, cells)),)
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        while width(before) > max(cells - 2, 0):
            before = before[max(len(before) // 4, 1) :]
        under, rest = after[:1] or " ", after[1:]
        return (
            Span(before),
            Span(under, "cursor"),
            Span(cut(rest, max(cells - width(before) - 2, 0))),
        )


@dataclass
class Prompt:
    """A question in the status line."""

    label: str
    on_enter: Callable[[str], Awaitable[None]]
    on_change: Callable[[str], Awaitable[None]] | None = None
    on_cancel: Callable[[], Awaitable[None]] | None = None
    complete: Callable[[str], Sequence[str]] | None = None
    """The whole texts that this one can become."""
    editor: Editor = field(default_factory=Editor)
    moves: bool = False
    """Whether up, down and the F-keys reach the list meanwhile."""
    about: str = ""
    """What F1 explains; empty for the keys of the place."""
    hints: tuple[str, ...] = ()
    """What it can become; while Tab goes through them, the next comes first."""
    refusal: str = ""
    """Why what is typed is not understood; shown whole above the line."""

    def suggest(self) -> None:
        """Work out what the text can become."""
        self.refusal = ""
        if len(self.hints) < 2 or self.editor.text != self.hints[-1]:
            self.hints = tuple(self.complete(self.editor.text)) if self.complete else ()

    def take_completion(self) -> None:
        """Fill in as much as all suggestions have in common; with no more of that, the next one."""
        if not self.hints:
            return
        common = _common(self.hints)
        if len(common) > len(self.editor.text) or len(self.hints) == 1:
            self.editor.replace(common)
        else:
            following, *others = self.hints
            self.editor.replace(following)
            self.hints = (*others, following)

    def line(self, cells: int) -> Line:
        """The prompt as the status line shows it, suggestions behind it."""
        label = Span(self.label + " ", "key")
        typed = self.editor.spans(cells - width(label.text))
        used = width(label.text) + sum(width(span.text) for span in typed)
        hints = cut("   " + "  ".join(self._ends()), cells - used) if self.hints else ""
        return (label, *typed, Span(hints, "dim"))

    def _ends(self) -> Iterator[str]:
        """The last word of what the text can become; of several only the value that differs."""
        last = _VALUE if len(self.hints) > 1 else _WORD
        head = last.sub("", _common([self.editor.text, *self.hints]))
        return (hint.removeprefix(head) for hint in self.hints)


def _common(texts: Sequence[str]) -> str:
    """What texts begin with, all of them."""
    common, *others = texts
    for text in others:
        while not text.startswith(common):
            common = common[:-1]
    return common
