"""Words that somebody types as a full-text query."""

import re

from caseconsole.domain.numbers import payment_reference_ok
from caseconsole.domain.text import fold

_SEPARATORS = re.compile(r"[^\w]+")
_PHONE = re.compile(r"(?<!\w)(?:\+|0)(?:[ ().-]*\d)+", re.ASCII)
"""A number as people write one: it begins with + or 0, its digits stand in groups."""
_GROUPS = re.compile(r"(?<!\w)\d+(?:[ .]\d+)+(?!\w)", re.ASCII)
_LEAST = 9
"""The fewest figures of a payment reference that has a check digit."""


def match(text: str) -> str | None:
    """A query that finds rows in which each word begins some word; None without any word.

    The words are folded as the index is, a phone number or a payment reference is one word;
    nothing in them is an operator.
    """
    folded = _GROUPS.sub(_reference, fold(text).replace("_", " "))
    folded = _PHONE.sub(_digits, folded)
    words = _SEPARATORS.sub(" ", folded).split()
    return " ".join(f'"{word}"*' for word in words) or None


def _digits(phone: re.Match[str]) -> str:
    """The digits in one piece, without the zero that is not dialled after +31 or 0031."""
    digits = re.sub(r"[ .-]", "", phone[0]).replace("(0)", "")
    return re.sub(r"[()]", "", digits).removeprefix("+").removeprefix("00")


def _reference(groups: re.Match[str]) -> str:
    """Figures in one piece where together they are a payment reference (R90)."""
    digits = re.sub(r"[ .]", "", groups[0])
    return digits if len(digits) >= _LEAST and payment_reference_ok(digits) else groups[0]
