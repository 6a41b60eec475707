"""Writes to the terminal or a pipe: never a control character, whatever the store holds."""

import sys
from collections.abc import Iterable

from caseconsole.domain.text import clean


def put(text: str) -> None:
    """Write text of any length as it is, without controls."""
    sys.stdout.write(clean(text, limit=len(text)))


def put_lines(lines: Iterable[str]) -> None:
    """Write lines, each with its end, at once."""
    sys.stdout.write("".join(f"{clean(line, limit=len(line))}\n" for line in lines))
