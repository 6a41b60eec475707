"""A process that changes a store until it is killed."""

import os
import time
from pathlib import Path

from caseconsole.domain.message import Refused
from caseconsole.store import journal
from caseconsole.store.sqlite import Store, open_store
from caseconsole.store.write import Writer

THINKING = 0.003
"""Seconds between changes: SQLite does not queue writers, so one without a pause starves others."""


def write_until_killed(path: Path, acknowledged: Path) -> None:
    """Write changes, and say so after each commit in a file."""
    store = open_store(path)
    number = 0
    with acknowledged.open("a", buffering=1) as out:
        while True:
            number += 1
            change_id = f"{acknowledged.name}-{os.getpid()}-{number}"
            try:
                _write_pair(store, change_id, number)
            except Refused:
                continue
            out.write(f"{change_id}\n")
            time.sleep(THINKING)


def _write_pair(store: Store, change_id: str, number: int) -> None:
    """One change of two rows."""
    with store.transaction():
        writer = Writer(store)
        for half in ("a", "b"):
            text = f"{change_id} {half}"
            writer.insert("note", case_file=1, at=number, text=text, by="anna")
        journal.append(
            store, at=number, actor="anna", kind="note", case=1, change_id=change_id, policy="",
            payload={"n": number}, images=writer.images,
        )  # fmt: skip
