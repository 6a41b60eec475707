"""What happens to a session when the terminal, the connection or the program fails."""

import json
import random
import signal
import time
from pathlib import Path

import pytest

from caseconsole.store.sqlite import open_store
from caseconsole.tui.screens.base import PASTE_LIMIT
from caseconsole.tui.shutter import WATCHDOG_SECONDS
from tests.terminal.conftest import Open
from tests.terminal.terminal import QUIET, Terminal

LIST = "Werklijst"
WORDS = "Belt terug na vijven, zoon Emre (06-halfvier)"


def started(open_console: Open, *arguments: str, **how: object) -> Terminal:
    terminal = open_console("--lang", "nl", "--as", "mehmet", *arguments, **how)
    terminal.wait(LIST)
    terminal.settle()
    return terminal


def drafts(path: Path) -> list[str]:
    store = open_store(path)
    try:
        return [str(row[0]) for row in store.conn.execute("SELECT body FROM draft").fetchall()]
    finally:
        store.close()


def typing(open_console: Open, text: str = WORDS) -> Terminal:
    terminal = started(open_console)
    terminal.press("o")
    terminal.settle()
    terminal.type(text)
    terminal.wait("halfvier")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_was_typed_and_restores_the_terminal(
    number: signal.Signals, open_console: Open, demo_store: Path
) -> None:
    terminal = typing(open_console)
    terminal.signal(number)
    assert terminal.exit_code() == 128 + number
    assert terminal.is_sane()
    assert any(WORDS in body for body in drafts(demo_store))


def test_a_lost_connection_keeps_what_was_typed(open_console: Open, demo_store: Path) -> None:
    terminal = typing(open_console)
    terminal.hang_up()
    begin = time.monotonic()
    terminal.exit_code()
    assert time.monotonic() - begin < 5
    assert any(WORDS in body for body in drafts(demo_store))


def test_a_killed_process_loses_at_most_the_last_second(
    open_console: Open, demo_store: Path
) -> None:
    terminal = typing(open_console)
    begin = time.monotonic()
    while not any(WORDS in body for body in drafts(demo_store)):
        terminal.pump(0.05)
        assert time.monotonic() - begin < 3
    terminal.signal(signal.SIGKILL)
    terminal.exit_code()
    assert any(WORDS in body for body in drafts(demo_store))


def test_what_was_typed_is_offered_at_the_next_start(open_console: Open) -> None:
    terminal = typing(open_console)
    terminal.signal(signal.SIGTERM)
    terminal.exit_code()
    again = open_console("--lang", "nl", "--as", "mehmet")
    again.wait("[Cc]oncept")


def test_a_terminal_that_stopped_reading_does_not_hold_the_session(
    open_console: Open, demo_store: Path
) -> None:
    terminal = typing(open_console)
    for _ in range(60):
        terminal.press("ctrl+l")
    time.sleep(1.5)
    terminal.signal(signal.SIGTERM)
    begin = time.monotonic()
    while terminal.process.poll() is None and time.monotonic() - begin < 6:
        time.sleep(0.05)
    assert terminal.process.poll() == 128 + signal.SIGTERM
    # It could not end in order, so that it was the watchdog that ended it.
    assert WATCHDOG_SECONDS - 0.2 < time.monotonic() - begin < WATCHDOG_SECONDS + 1.5
    assert any(WORDS in body for body in drafts(demo_store))


def test_without_colours_everything_is_still_said(open_console: Open) -> None:
    terminal = started(open_console, env={"NO_COLOR": "1"})
    assert terminal.find("▶")
    terminal.press("q")
    assert terminal.exit_code() == 0


@pytest.mark.parametrize(
    "env",
    [{"TERM": "dumb"}, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["dumb", "not UTF-8"],
)
def test_an_unfit_terminal_gets_one_line(env: dict[str, str], open_console: Open) -> None:
    terminal = open_console("--lang", "en", env=env)
    assert terminal.exit_code() == 65
    assert len(terminal.text.strip().splitlines()) <= 2
    assert b"\x1b" not in terminal.raw


def test_four_hundred_sizes_leave_it_alive_and_calm(open_console: Open) -> None:
    terminal = started(open_console)
    random.seed(7)
    for _ in range(400):
        terminal.resize(random.randint(0, 500), random.randint(0, 200))
        terminal.pump(0.01)
    terminal.resize(60, 15)
    terminal.settle(0.5)
    assert terminal.text.strip()
    terminal.resize(80, 24)
    terminal.wait(LIST)
    terminal.settle(0.5)
    before = terminal.cpu_seconds()
    assert not terminal.pump(2.0)
    assert terminal.cpu_seconds() - before < 0.1
    terminal.press("q")
    assert terminal.exit_code() == 0


def test_a_large_paste_is_cut_and_confirms_nothing(open_console: Open, demo_store: Path) -> None:
    terminal = started(open_console)
    store = open_store(demo_store)
    count = "SELECT count(*) FROM journal"
    before = store.conn.execute(count).fetchone()
    terminal.press("o")
    terminal.settle()
    begin = time.monotonic()
    terminal.paste("tekst zonder einde\r" * 55_000)
    terminal.settle()
    assert time.monotonic() - begin - QUIET <= 2.0
    assert str(PASTE_LIMIT) in terminal.row(-2)
    assert store.conn.execute(count).fetchone() == before
    store.close()
    terminal.signal(signal.SIGTERM)
    assert terminal.exit_code() == 128 + signal.SIGTERM
    (kept,) = drafts(demo_store)
    assert len(json.loads(kept)["text"]) == PASTE_LIMIT


def test_keys_that_would_leave_the_terminal_do_nothing(open_console: Open) -> None:
    terminal = started(open_console)
    before = terminal.text
    for key in ("ctrl+z", "ctrl+c", "ctrl+p", "ctrl+q"):
        terminal.press(key)
        terminal.settle()
    assert terminal.process.poll() is None
    assert terminal.text.splitlines()[2] == before.splitlines()[2]
    assert b"\x1b]52" not in terminal.raw


def test_stopping_and_continuing_from_outside_changes_nothing(open_console: Open) -> None:
    """A stop is not heeded, and going on does not begin the screen a second time."""
    terminal = started(open_console)
    tasks = Path(f"/proc/{terminal.process.pid}/task")
    before = len(list(tasks.iterdir()))
    for number in (signal.SIGTSTP, signal.SIGCONT):
        terminal.signal(number)
        assert not terminal.pump(0.5), bytes(terminal.raw[-300:])
        state = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()
        assert state[0] != "T"
    assert len(list(tasks.iterdir())) == before
    assert terminal.cost("down") > 0


def test_the_environment_loads_and_writes_nothing(open_console: Open, tmp_path: Path) -> None:
    """Textual would load the driver, write the log and the picture, and press the key."""
    log = tmp_path / "textual.log"
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')")
    evil = {
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": str(log),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_PRESS": "q",
        "PYTHONPATH": str(tmp_path),
    }
    terminal = started(open_console, env=evil)
    assert not terminal.pump(1.5)
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not log.exists()
    assert not (tmp_path / "loaded").exists()
    assert list(tmp_path.glob("*.svg")) == []


def test_an_idle_screen_writes_nothing(open_console: Open) -> None:
    """Four seconds here; `tests.bench` watches a minute on every screen."""
    terminal = started(open_console)
    for keys, place in (((), "Werklijst"), (("n",), "Dossier"), (("c",), "Belkaart")):
        terminal.press(*keys)
        terminal.wait(rf"\A caseconsole  {place}")
        terminal.settle(0.6)
        assert not terminal.pump(4.0), bytes(terminal.raw[-200:])
