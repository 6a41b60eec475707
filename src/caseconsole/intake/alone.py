"""One import at a time: what files were compared with is still so when they are written."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseconsole.domain.message import Message, Refused, message
from caseconsole.files import open_beside

_FLAGS = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
_ANOTHER = message("import.another")


@contextmanager
def alone(store: Path, busy: Message = _ANOTHER) -> Iterator[None]:
    """Keep other imports into a store out, whatever name of it they were given.

    The lock falls with the process that holds it. It lies on a file of its own: to close any other
    handle of the store would take from SQLite the locks that it holds there.

    Args:
        busy: what is said when another holds the lock.

    Raises:
        Refused: another import is running, or nothing can be made beside the store.
    """
    place = store.resolve()
    path = place.with_name(f"{place.name}.import")
    try:
        lock = open_beside(store, path, _FLAGS)
    except OSError:
        raise Refused(message("store.cannot_make", path=str(path))) from None
    try:
        _take(lock, path, busy)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(lock)


def _take(lock: int, path: Path, busy: Message) -> None:
    """Hold the lock, unless another does or took the file away just now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.path.samestat(os.fstat(lock), path.stat())
    except OSError:
        mine = False
    if not mine:
        raise Refused(busy)
