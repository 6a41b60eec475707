"""A morning's work by keyboard: the main journey, in whatever terminal and language."""

import json
import re
from pathlib import Path

from caseconsole.locale import Speaker
from caseconsole.store.sqlite import open_store
from tests.terminal.terminal import Terminal


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


def work(terminal: Terminal, speaker: Speaker, path: Path) -> None:
    """Start, limit, step through all, call with a promise, undo, again, search by name, quit."""
    terminal.wait(re.escape(speaker.say("place.list")))
    terminal.settle()
    assert "DEMO" in terminal.row(0)
    _step_through(terminal, speaker)
    _call_undo_call(terminal, speaker, Record(path))
    _search(terminal)
    for _ in range(3):
        if speaker.say("place.list") not in terminal.row(0):
            terminal.press("escape")
            terminal.settle()
    terminal.press("q")
    assert terminal.exit_code() == 0


def _position(terminal: Terminal) -> tuple[int, int]:
    """Where we are in the queue, as the header says."""
    found = re.search(r"(\d+) (?:van|of) (\d+)", terminal.row(0))
    assert found, terminal.row(0)
    return int(found[1]), int(found[2])


def _step_through(terminal: Terminal, speaker: Speaker) -> None:
    """All Turkish-speaking tenants, one file each, and back to the first."""
    _, all_due = _position(terminal)
    terminal.press("f")
    terminal.type("lang:tr")
    terminal.press("enter")
    terminal.wait_until(lambda: 3 <= _position(terminal)[1] < all_due)
    _, total = _position(terminal)
    tenants: list[str] = []
    for place in range(1, total + 1):
        terminal.press("n")
        terminal.wait(rf" {place} (?:van|of) {total}\b")
        terminal.wait_until(lambda: terminal.row(1) not in tenants)
        terminal.wait(re.escape(speaker.language("tr")))
        tenants.append(terminal.row(1))
    terminal.press(*["p"] * (total - 1))
    terminal.wait(rf" 1 (?:van|of) {total}\b")
    terminal.wait_until(lambda: terminal.row(1) == tenants[0])


def _call_undo_call(terminal: Terminal, speaker: Speaker, record: Record) -> None:
    """A call with a promise, taken back and made again."""
    before, promises = record.changes(), record.promises()
    number = terminal.row(1).split()[0]
    done = re.escape(speaker.say("done", what_word="whom.tenant", number=number).rstrip("."))
    undone = re.escape(speaker.say("undone", what_word="whom.tenant").split(" in ")[0])
    terminal.press("c", "t", "enter", "1", "p", "f2")
    terminal.wait(done)
    assert record.changes() == [*before, "contact"]
    assert record.promises() == promises + 1

    terminal.press("u")
    terminal.wait(r"\?\s+" + speaker.say("screen.undo_which", what="").split()[1])
    assert record.promises() == promises + 1
    terminal.press("u")
    terminal.wait(undone)
    assert record.changes() == [*before, "contact", "undo"]
    assert record.promises() == promises

    terminal.wait(rf"^{re.escape(number)}\b")
    terminal.press("c", "t", "enter", "1", "p", "f2")
    terminal.wait_without(undone)
    terminal.wait(done)
    assert record.changes() == [*before, "contact", "undo", "contact"]
    assert record.promises() == promises + 1
    ((said,),) = record.rows("SELECT payload FROM journal_content ORDER BY seq DESC LIMIT 1")
    assert json.loads(str(said))["language"] == "tr"


def _search(terminal: Terminal) -> None:
    """By name, without the letters that the keyboard lacks."""
    terminal.press("/")
    terminal.type("yildiz")
    terminal.wait("Yıldız")
    terminal.press("enter")
    terminal.wait(r"Yıldız.*Brinkerveen")
