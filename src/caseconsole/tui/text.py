"""Text on the screen: data as `Content`, lines as styled spans, widths in terminal cells."""

from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from textual.content import Content

ELLIPSIS = "…"


class Span(NamedTuple):
    """A piece of a drawn line; `style` is a name of `tui.palette`."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
"""One drawn line, cut at the width of what draws it."""

EMPTY: Line = ()


def line(*parts: str | Span) -> Line:
    """A line of plain and styled pieces."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts if part)


def plain(text: str) -> Content:
    """Data for a widget: never read as markup."""
    return Content(text)


def width(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most `cells` cells, with an ellipsis when something is left out."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    kept, used = [], 0
    for character in text:
        size = get_character_cell_size(character)
        if used + size > cells - 1:
            break
        kept.append(character)
        used += size
    return "".join(kept) + ELLIPSIS


def pad(text: str, cells: int) -> str:
    """The text in exactly `cells` cells, filled on the right."""
    shown = cut(text, cells)
    return shown + " " * (cells - width(shown))


def pad_left(text: str, cells: int) -> str:
    """The text in exactly `cells` cells, filled on the left."""
    shown = cut(text, cells)
    return " " * (cells - width(shown)) + shown


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most `cells` cells, broken at spaces, and inside a word when it must be."""
    cells = max(cells, 1)
    return [piece for row in text.split("\n") for piece in _wrap_row(row, cells)]


def _wrap_row(row: str, cells: int) -> list[str]:
    lines, current, used = [], "", 0
    for word in row.split(" "):
        size = width(word)
        if current and used + 1 + size <= cells:
            current, used = f"{current} {word}", used + 1 + size
            continue
        if current:
            lines.append(current)
        while size > cells:
            head = _head(word, cells)
            lines.append(head)
            word = word[len(head) :]
            size = width(word)
        current, used = word, size
    return [*lines, current]


def _head(word: str, cells: int) -> str:
    used = 0
    for index, character in enumerate(word):
        used += get_character_cell_size(character)
        if used > cells:
            return word[: max(index, 1)]
    return word
