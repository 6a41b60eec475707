"""A store to call from, and what a call recorded."""

import json
from pathlib import Path

from caseconsole.store.sqlite import open_store
from tests.tui.play import Play
from tests.tui.stores import due_store


def call_store(path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    due_store(path, 6)
    opened = open_store(path)
    with opened.transaction():
        opened.conn.execute("UPDATE due SET action = 'first_call', claim = 'call'")
    opened.close()
    return path


def recorded(play: Play) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT payload FROM journal_content ORDER BY seq DESC LIMIT 1")
    found: dict[str, object] = json.loads(rows[0][0])
    return found
