"""Text on the screen: lines as styled spans, widths in terminal cells."""

from typing import NamedTuple

from caseconsole.outgoing.lines import cells as width
from caseconsole.outgoing.lines import cut, pad, wrap

__all__ = [
    "EMPTY",
    "Line",
    "Span",
    "cut",
    "line",
    "pad",
    "pad_left",
    "width",
    "wrap",
]


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


def pad_left(text: str, cells: int) -> str:
    """The text in exactly `cells` cells, filled on the left as figures are."""
    return pad(text, cells, right=True)
