"""Words that somebody types as a full-text query."""

import re

from caseconsole.domain.text import fold

_SEPARATORS = re.compile(r"[^\w]+")
_PHONE = re.compile(r"(?<!\w)(?:\+|0)(?:[ ().-]*\d)+", re.ASCII)
"""A number as people write one: it begins with + or 0, its digits stand in groups."""


def match(text: str) -> str | None:
    """A query that finds rows in which each word begins some word; None without any word.

    The words are folded as the index is, a phone number is one word; nothing in them is an
    operator.
    """
    folded = _PHONE.sub(_digits, fold(text).replace("_", " "))
    words = _SEPARATORS.sub(" ", folded).split()
    return " ".join(f'"{word}"*' for word in words) or None


def _digits(phone: re.Match[str]) -> str:
    """The digits in one piece, without the zero that is not dialled after +31 or 0031."""
    digits = re.sub(r"[ .-]", "", phone[0]).replace("(0)", "")
    return re.sub(r"[()]", "", digits).removeprefix("+").removeprefix("00")
