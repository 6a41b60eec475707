"""Where an incident number leads: one line in `x.log` beside `x.db`, nothing personal in it."""

import logging
import os
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
