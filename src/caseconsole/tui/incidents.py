"""Where an incident number leads: one line in `x.log` beside `x.db`, nothing personal in it."""

import logging
import os
import traceback
from io import TextIOWrapper
from pathlib import Path

from caseconsole.files import open_beside


class IncidentLog(logging.FileHandler):
    """Appends to a file that whoever reads the store reads; it is made at the first incident."""

    def __init__(self, store: Path) -> None:
        self._store = store
        super().__init__(store.with_suffix(".log"), delay=True, encoding="utf-8")
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        log = open_beside(self._store, Path(self.baseFilename), flags)
        return TextIOWrapper(os.fdopen(log, "ab"), "utf-8")


def outline(error: BaseException | None) -> str:
    """The kind of an error and the functions it came through, without any value."""
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__ + "".join(
        f" < {Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in reversed(frames)
    )
