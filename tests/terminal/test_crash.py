"""A fault of the program, on every screen: a number, the terminal as it was, nothing of anybody.

A new screen stands in `screens.SCREENS` and has its keys in `tests.tui.console.WAY_TO`.
"""

import shutil
import sys
from pathlib import Path

import pytest

from caseconsole.locale import speaker
from caseconsole.tui.screens import SCREENS
from tests.bench.watch import keys_to
from tests.terminal.terminal import OFF, Terminal
from tests.tui.stores import due_store

FAIL = """
import sys
from importlib import import_module
from textual.message_pump import MessagePump
where, name = sys.argv[1:3]
def fail():
    secret = "geheim-" + "98,76"
    raise RuntimeError(secret + " van Q. Geheimhouder")
if where == "key":
    screen = getattr(import_module("caseconsole.tui.screens." + sys.argv[3]), name)
    take = screen.take_key
    async def take_key(self, event):
        if event.key == "ctrl+l":
            fail()
        await take(self, event)
    screen.take_key = take_key
elif where == "drawing":
    from caseconsole.tui.screens.worklist import WorklistScreen
    async def do_down(self):
        self.list._draw_row = lambda *args: fail()
        self.list.refresh()
    WorklistScreen.do_down = do_down
elif where == "reading":
    from caseconsole.tui.keyboard import PatientDriver
    read = PatientDriver.send_message
    def send_message(self, message):
        if getattr(message, "key", "") == "ctrl+l":
            fail()
        read(self, message)
    PatientDriver.send_message = send_message
from caseconsole.cli import main
sys.exit(main(sys.argv[4:]))
"""


def ended_badly(store: Path, where: str, name: str, keys: list[str], last: str) -> None:
    """Let the program fail at the last key, and look at what is left."""
    program = [sys.executable, "-c", FAIL, where, name, SCREENS[name]]
    with Terminal([*program, "--store", str(store), "--lang", "nl", "--as", "anna"]) as terminal:
        terminal.wait("Werklijst")
        terminal.settle()
        for at, key in enumerate(keys, 1):
            terminal.press(key)
            terminal.settle()
            if keys[0] == "R" and key == "enter" and "enter" not in keys[at:]:
                terminal.wait(r"dossier \d+ van")
                terminal.settle()
            if "kwam te snel" in terminal.text:
                terminal.press(key)
                terminal.settle()
        terminal.settle(0.5)
        before = len(terminal.raw)
        terminal.press(last)
        assert terminal.exit_code() == 1
        assert terminal.is_sane()
        left = bytes(terminal.raw[before:]).rpartition(OFF)[2].decode()
        log = store.with_suffix(".log").read_text(encoding="utf-8")
        number = log.split("incident ")[1][:6]
        assert speaker("nl").say("screen.incident", number=number) in " ".join(left.split())
        assert "RuntimeError" in log
        for personal in ("geheim", "98,76", "Geheimhouder", "Traceback"):
            assert personal not in bytes(terminal.raw[before:]).decode()
            assert personal not in log


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store in which `WAY_TO` leads to every screen."""
    return due_store(tmp_path_factory.mktemp("crash") / "case.db", agreed=True)


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return Path(shutil.copy(filled, tmp_path))


@pytest.mark.parametrize("name", SCREENS)
def test_a_fault_on_any_screen_shows_a_number(name: str, store: Path) -> None:
    ended_badly(store, "key", name, keys_to(name), "ctrl+l")


def test_a_fault_while_drawing_shows_a_number(store: Path) -> None:
    ended_badly(store, "drawing", "WorklistScreen", [], "down")


def test_a_fault_while_reading_keys_shows_a_number(store: Path) -> None:
    """The thread that reads has an end of its own."""
    ended_badly(store, "reading", "WorklistScreen", [], "ctrl+l")
