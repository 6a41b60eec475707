"""Words that somebody types as a full-text query."""

import re

from caseconsole.domain.text import fold

_SEPARATORS = re.compile(r"[^\w]+")


def match(text: str) -> str | None:
    """A query that finds rows in which each word begins some word; None without any word.

    The words are folded as the index is; nothing in them is an operator.
    """
    words = _SEPARATORS.sub(" ", fold(text).replace("_", " ")).split()
    return " ".join(f'"{word}"*' for word in words) or None
