"""A morning's work by keyboard, in both languages and both sizes."""

import json
import re
from pathlib import Path

import pytest

from caseconsole.locale import Speaker
from caseconsole.store.sqlite import open_store
from tests.terminal.conftest import Open
from tests.terminal.terminal import Terminal

SIZES = [(80, 24), (120, 40)]


class Record:
    """What the store holds, read beside the running console."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        store = open_store(self._path)
        try:
            return list(store.conn.execute(sql).fetchall())
        finally:
            store.close()

    def changes(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT kind FROM journal ORDER BY seq")]

    def promises(self) -> int:
        return len(self.rows("SELECT 1 FROM promise WHERE withdrawn_at IS NULL"))


def position(terminal: Terminal) -> tuple[int, int]:
    """Where we are in the queue, as the header says."""
    found = re.search(r"(\d+) (?:van|of) (\d+)", terminal.row(0))
    assert found, terminal.row(0)
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_a_morning_by_keyboard(
    cols: int, rows: int, speaker: Speaker, open_console: Open, demo_store: Path
) -> None:
    """Start, limit, step through all, call with a promise, undo, again, search by name, quit."""
    record = Record(demo_store)
    before, promises = record.changes(), record.promises()
    terminal = open_console("--lang", speaker.lang, cols=cols, rows=rows)
    terminal.wait(re.escape(speaker.say("place.list")))
    terminal.settle()
    assert "DEMO" in terminal.row(0)

    terminal.press("f")
    terminal.type("lang:tr")
    terminal.press("enter")
    terminal.settle()
    _, total = position(terminal)
    assert total >= 3
    tenants = set()
    for place in range(1, total + 1):
        terminal.press("n")
        terminal.wait(rf" {place} (?:van|of) {total}\b")
        terminal.wait(re.escape(speaker.language("tr")))
        tenants.add(terminal.row(1))
    assert len(tenants) == total

    for _ in range(total - 1):
        terminal.press("p")
    terminal.wait(rf" 1 (?:van|of) {total}\b")
    number = terminal.row(1).split()[0]
    done = speaker.say("done", what_word="whom.tenant", number=number).rstrip(".")
    terminal.press("c", "t", "enter", "1", "p", "f2")
    terminal.wait(re.escape(done))
    assert record.changes() == [*before, "contact"]
    assert record.promises() == promises + 1

    terminal.press("u")
    undone = speaker.say("undone", what_word="whom.tenant").partition(" in ")[0]
    terminal.wait(rf"{re.escape(number)}\?")
    assert record.promises() == promises + 1
    terminal.press("u")
    terminal.wait(re.escape(undone))
    assert record.changes() == [*before, "contact", "undo"]
    assert record.promises() == promises

    terminal.wait(rf"^{re.escape(number)}\b")
    terminal.press("c", "t", "enter", "1", "p", "f2")
    terminal.wait_without(re.escape(undone))
    terminal.wait(re.escape(done))
    assert record.changes() == [*before, "contact", "undo", "contact"]
    assert record.promises() == promises + 1
    said = json.loads(
        str(record.rows("SELECT payload FROM journal_content ORDER BY seq DESC LIMIT 1")[0][0])
    )
    assert said["language"] == "tr"

    terminal.press("/")
    terminal.type("yildiz")
    terminal.wait("Yıldız")
    terminal.press("enter")
    terminal.wait(r"Yıldız.*Brinkerveen")
    for _ in range(3):
        if speaker.say("place.list") not in terminal.row(0):
            terminal.press("escape")
            terminal.settle()
    terminal.press("q")
    assert terminal.exit_code() == 0
