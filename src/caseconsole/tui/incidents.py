"""Where an incident number leads: one line in `x.log` beside `x.db`, nothing personal in it."""

import logging
import os
import traceback
from io import TextIOWrapper
from pathlib import Path


class IncidentLog(logging.FileHandler):
    """Appends to a file that only its owner reads, and that is made at the first incident."""

    def __init__(self, store: Path) -> None:
        super().__init__(store.with_suffix(".log"), delay=True, encoding="utf-8")
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        return TextIOWrapper(os.fdopen(os.open(self.baseFilename, flags, 0o600), "ab"), "utf-8")


def outline(error: BaseException | None) -> str:
    """The kind of an error and the functions it came through, without any value."""
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__ + "".join(
        f" < {Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in reversed(frames)
    )
