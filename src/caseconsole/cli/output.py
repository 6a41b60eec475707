"""Writes to the terminal or a pipe: never a control character, whatever the store holds."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from caseconsole.domain.message import Refused, message
from caseconsole.domain.text import clean

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def room() -> int | None:
    """The cells of the terminal that is written to; None where it is a file or a pipe."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None


def put(text: str) -> None:
    """Write text of any length as it is, without controls.

    Raises:
        Refused: it cannot be written.
    """
    with _explained():
        sys.stdout.write(clean(text, limit=len(text)))


def put_lines(lines: Iterable[str]) -> None:
    """Write lines, each with its end, at once; Refused when they cannot be."""
    with _explained():
        sys.stdout.write("".join(f"{clean(line, limit=len(line))}\n" for line in lines))


def require_open() -> None:
    """Refuse to do anything of which the outcome can be written nowhere."""
    if sys.stdout is None:
        raise Refused(message("cli.output_closed"))


def spare_errors() -> None:
    """Let what is said on a closed stderr go nowhere; the exit code tells all the same."""
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def flush() -> None:
    """Let what was written go out; Refused when it cannot."""
    with _explained():
        sys.stdout.flush()


def drop() -> None:
    """Let what was not written yet go nowhere: Python flushes once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a fault of what is written to into a sentence; a reader who left the pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop()
        if error.errno in _FULL:
            raise Refused(message("cli.output_full")) from error
        raise Refused(message("cli.output_failed")) from error
