"""Lines of text with a tone for each part: what a screen draws and what a file or pipe gets."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Tone(StrEnum):
    """How a part of a line is meant; nothing is said by tone alone."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    HEADING = "heading"
    ALERT = "alert"
    GOOD = "good"


class Span(NamedTuple):
    """A part of a line in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


_BREAK = re.compile("(?<!€) ")
"""Where a text may be broken: not between the sign and the amount."""

Line = tuple[Span, ...]
EMPTY: Line = ()


def line(*parts: str | Span) -> Line:
    """A line of parts; a bare text is plain, an empty part is left out."""
    spans = [Span(part) if isinstance(part, str) else part for part in parts]
    return tuple([span for span in spans if span.text])


def strong(text: str) -> Span:
    """What the eye looks for first."""
    return Span(text, Tone.STRONG)


def dim(text: str) -> Span:
    """What may be passed over."""
    return Span(text, Tone.DIM)


def alert(text: str) -> Span:
    """What must be minded."""
    return Span(text, Tone.ALERT)


def heading(text: str) -> Line:
    """The title of a block."""
    return (Span(text, Tone.HEADING),)


def plain_text(spans: Line) -> str:
    """A line without its tones."""
    return "".join(span.text for span in spans).rstrip()


# Below U+0300 every character but the soft hyphen takes one cell; so do dash, ellipsis and euro.
_NARROW = re.compile("[\x00-\u00ac\u00ae-\u02ff\u2013\u2026\u20ac]*")


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, marks none."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def cut(text: str, width: int) -> str:
    """A text of at most `width` cells; what was cut off shows as an ellipsis."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    kept, used = [], 0
    for character in text:
        used += _cell(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """A text of exactly `width` cells; `right` puts it against the right edge, as figures stand."""
    size = cells(text)
    if size > width:
        text = cut(text, width)
        size = cells(text)
    room = " " * (width - size)
    return room + text if right else text + room


def wrap(text: str, width: int) -> list[str]:
    """A text broken at spaces into lines of at most `width` cells; its own line ends stay."""
    room = max(width, 1)
    rows: list[str] = []
    for part in text.split("\n"):
        if cells(part) <= room and not part.startswith(" "):
            rows.append(part)
        else:
            rows.extend(_wrap_part(part, room))
    return rows


def _wrap_part(part: str, width: int) -> Iterable[str]:
    row, used = "", 0
    for word in _BREAK.split(part):
        size = cells(word)
        if row and used + 1 + size <= width:
            row, used = f"{row} {word}", used + 1 + size
            continue
        if row:
            yield row
        *whole, row = _chunks(word, width)
        yield from whole
        used = cells(row)
    yield row


def _chunks(word: str, width: int) -> list[str]:
    """A word in pieces that fit; one piece for nearly every word."""
    if cells(word) <= width:
        return [word]
    pieces, piece, used = [], "", 0
    for character in word:
        size = _cell(character)
        if piece and used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + size
    return [*pieces, piece]


def paragraph(text: str, width: int, *, first: str = "", tone: Tone = Tone.PLAIN) -> list[Line]:
    """A text in lines, the first one after a lead-in and the others hanging under it."""
    room = width - cells(first)
    head, *others = wrap(text, room)
    hang = Span(" " * cells(first))
    return [line(dim(first), Span(head, tone)), *[line(hang, Span(row, tone)) for row in others]]


def row(parts: Sequence[tuple[str | Span, int]]) -> Line:
    """A line of columns: each part with its width, a negative one set against the right edge."""
    spans = []
    for part, width in parts:
        span = Span(part) if isinstance(part, str) else part
        spans.append(Span(pad(span.text, abs(width), right=width < 0), span.tone))
    return tuple(spans)


def fit(spans: Line, width: int) -> Line:
    """A line of at most `width` cells, cut with an ellipsis."""
    fitted, left = [], width
    for index, span in enumerate(spans):
        size = cells(span.text)
        last = index == len(spans) - 1
        if size > left or (size == left and not last):
            fitted.append(Span(cut(span.text + ("" if last else "…"), left), span.tone))
            return line(*fitted)
        fitted.append(span)
        left -= size
    return line(*fitted)


def ends(left: Line, right: Line, width: int) -> Line:
    """A line with one part at the left edge and one at the right; the left one gives way."""
    room = width - sum(cells(span.text) for span in right) - 1
    kept = fit(left, max(room, 0))
    gap = width - sum(cells(span.text) for span in (*kept, *right))
    return (*kept, Span(" " * max(gap, 0)), *right)
