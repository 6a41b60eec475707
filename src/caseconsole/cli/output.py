"""Writes to the terminal or a pipe: never a control character, whatever the store holds."""

import os
import sys
from collections.abc import Iterable

from caseconsole.domain.text import clean


def room() -> int | None:
    """The cells of the terminal that is written to; None where it is a file or a pipe."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None


def put(text: str) -> None:
    """Write text of any length as it is, without controls."""
    sys.stdout.write(clean(text, limit=len(text)))


def put_lines(lines: Iterable[str]) -> None:
    """Write lines, each with its end, at once."""
    sys.stdout.write("".join(f"{clean(line, limit=len(line))}\n" for line in lines))
