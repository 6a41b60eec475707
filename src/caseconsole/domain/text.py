"""Text from outside made harmless, and folded for search."""

import re
import unicodedata

NOTE_LIMIT = 20_000
"""The most characters that one text of several lines keeps."""
LINE_LIMIT = 4_000
"""The most characters of a one-line text."""
CUT_MARK = "[…]"
"""Stands at the end of a text that was cut."""
NEWLINE_MARK = "⏎"
"""Stands for a line break where there is one line only."""

_MARKS_IN_A_ROW = 3
_REPLACEMENT = "\ufffd"
# Below U+0300 all is NFC, nothing is a mark, and the soft hyphen alone is invisible; beside it
# stand the dash, the ellipsis and the euro sign of the program's own lines.
_PLAIN = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2013\u2026\u20ac]*")
_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
# Shown as nothing although Unicode calls them letters or marks (Default_Ignorable_Code_Point).
_INVISIBLE = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0xE0000, 0xE1000),
)


class _Harmless(dict[int, str]):
    """What becomes of a code point, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        kept = _harmless(point)
        self[point] = kept
        return kept


def _harmless(point: int) -> str:
    char = chr(point)
    if char == "\t":
        return " "
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category in {"Cc", "Cf"} or any(point in span for span in _INVISIBLE):
        return ""
    if category in {"Cs", "Co", "Cn"}:
        return _REPLACEMENT
    return " " if category == "Zs" else char


_TABLE = _Harmless()


def clean(text: str, *, limit: int = NOTE_LIMIT) -> str:
    """Text without controls, bidi and invisible characters, in NFC; line breaks stay.

    At most `limit` characters remain, the last of them CUT_MARK when something was cut.
    """
    if not _PLAIN.fullmatch(text):
        text = _LINE_BREAK.sub("\n", text).translate(_TABLE)
        text = _fewer_marks(unicodedata.normalize("NFC", text))
    return cut(text, limit=limit)


def cut(text: str, *, limit: int = NOTE_LIMIT) -> str:
    """At most `limit` characters of a text, the last of them CUT_MARK when something was cut."""
    if len(text) > limit:
        text = text[: max(limit - len(CUT_MARK), 0)] + CUT_MARK[:limit]
    return text


def clean_line(text: str, *, limit: int = LINE_LIMIT) -> str:
    """Cleaned text for a place of one line: every line break becomes NEWLINE_MARK."""
    return clean(_LINE_BREAK.sub(NEWLINE_MARK, text), limit=limit)


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ʼ": "'", "ʻ": "'", "‘": "'", "’": "'", "ـ": "",
})  # fmt: skip


def fold(text: str) -> str:
    """Text as search compares it: no case, no marks, and ł, ø, æ and the like as plain letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if unicodedata.category(char)[0] != "M")
    return bare.casefold().translate(_LETTERS)


_NINE = re.compile(r"\d(?<![\d.,]\d)(?:[ .]?\d){8}(?![.,]?\d)", re.ASCII)
"""Nine figures, written together or in groups, that are no part of a longer number."""


def bsn_like(text: str) -> tuple[str, ...]:
    """What in a text could be a BSN: nine figures that pass its eleven-test (R80)."""
    found = _NINE.findall(text)
    if not found:
        return ()
    numbers = ("".join(filter(str.isdigit, one)) for one in found)
    return tuple(number for number in numbers if int(number) and not _eleven(number))


def _eleven(number: str) -> int:
    """What the weighed figures of a BSN leave when divided by eleven; 0 for a BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(figure) for w, figure in zip(weights, number, strict=True)) % 11
