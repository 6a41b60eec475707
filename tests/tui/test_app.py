"""The app itself: shut, calm, and orderly in its end."""

import logging
import os
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual import events
from textual.color import Color
from textual.strip import Strip

from caseconsole.domain.limit import LANGUAGES
from caseconsole.locale import speaker
from caseconsole.store.sqlite import open_store
from caseconsole.tui.app import BURST, CaseConsole
from caseconsole.tui.screens.base import PASTE_LIMIT
from caseconsole.tui.screens.worklist import WorklistScreen
from caseconsole.tui.shutter import ControlFilter
from caseconsole.tui.start import clear_environment
from caseconsole.tui.text import width
from caseconsole.tui.widgets.due_lines import columns
from caseconsole.tui.widgets.lines import strip_of

from .console import console, text_of
from .stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases."""
    return due_store(tmp_path / "case.db", 5)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_crash_shows_a_number_and_no_values(
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fail(_screen: WorklistScreen) -> None:
        secret = "M. Yılmaz, geheim adres"
        raise RuntimeError(secret)

    async def play() -> CaseConsole:
        async with console(store) as (app, pilot):
            monkeypatch.setattr(WorklistScreen, "do_refresh", fail)
            played.append(app)
            await pilot.press("r")
        return app

    played: list[CaseConsole] = []
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        await play()
    shown = capsys.readouterr()
    assert "incident" in shown.err + shown.out
    assert "geheim" not in shown.err + shown.out + caplog.text
    assert "RuntimeError" in caplog.text
    assert played[0].return_code == 1


async def test_ways_out_of_the_terminal_are_shut(store: Path, tmp_path: Path) -> None:
    async with console(store) as (app, _pilot):
        app.open_url("http://example.org")
        app.copy_to_clipboard("tekst")
        app.action_suspend_process()
        with pytest.raises(PermissionError), app.suspend():
            pass
        for deliver in (app.deliver_text, app.deliver_binary, app.save_screenshot):
            with pytest.raises(PermissionError):
                deliver(str(tmp_path / "uit"))
        assert not (tmp_path / "uit").exists()
        assert not app.ENABLE_COMMAND_PALETTE


async def test_a_paste_is_cut_with_a_notice(store: Path) -> None:
    async with console(store, (120, 40)) as (app, pilot):
        await pilot.press("o")
        app.post_message(events.Paste("x" * 1_000_000 + "\n"))
        await pilot.pause()
        assert str(PASTE_LIMIT) in text_of(app)
        assert type(app.screen).__name__ == "NoteForm"


async def test_a_paste_into_a_prompt_is_one_clean_line(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("slash")
        app.post_message(events.Paste("yil\x1b[31m\nmaz"))
        await pilot.pause()
        assert "yil" in text_of(app)
        assert "\x1b" not in text_of(app)


async def test_keys_typed_while_recording_are_dropped_and_said(store: Path) -> None:
    async with console(store) as (app, pilot):
        event = events.Key("down", None)
        app._recorded_until = event.time + 1
        app.post_message(event)
        await pilot.pause()
        assert "niet uitgevoerd" in text_of(app)
        assert "1 van 5" in text_of(app)


async def test_keys_go_to_the_form_that_they_follow(store: Path) -> None:
    async with console(store) as (app, pilot):
        for key in ("o", "B", "e", "l", "t"):
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert "Belt" in text_of(app)


async def test_nothing_is_painted_while_nobody_types(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(store) as (app, pilot):
        await pilot.press("down")
        await pilot.pause(0.5)
        painted: list[Any] = []
        monkeypatch.setattr(app, "_display", lambda *args: painted.append(args))
        await pilot.pause(1.0)
        assert painted == []


def test_the_environment_cannot_load_code_or_write_files(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT", "BROWSER")
    for name in names:
        monkeypatch.setenv(name, "evil:Driver")
    monkeypatch.setenv("TERM", "unknown")
    for name in ("EDITOR", "VISUAL", "PAGER", "PYTHONBREAKPOINT", "TEXTUAL_NEW"):
        monkeypatch.setenv(name, "evil")
    clear_environment()
    assert not any("evil" in value for value in os.environ.values())
    assert os.environ["TERM"] == "vt100"
    assert not any(name in os.environ for name in names)


def test_the_last_gate_before_the_terminal_lets_no_control_through() -> None:
    strip = Strip([Segment("a\x1b]52;c;x\x07\x9b\u202eb")])
    assert strip.apply_filter(ControlFilter(), Color(0, 0, 0)).text == "a]52;c;xb"


async def test_every_widget_draws_through_the_last_gate(store: Path) -> None:
    async with console(store) as (app, _pilot):
        assert isinstance(app.get_line_filters()[-1], ControlFilter)


def test_a_drawn_line_is_harmless_before_any_gate() -> None:
    assert strip_of([("a\x1b[31m\x07\u202eb", "")], 20).text == "a[31mb"


async def test_a_burst_behind_a_recording_is_dropped_as_a_whole_and_said(store: Path) -> None:
    """Keys that were meant for what did not open do nothing in the list."""
    async with console(store) as (app, pilot):
        await pilot.press("down")
        app.swallow_burst()
        begin = app.key_time
        for number in range(1, 6):
            event = events.Key("down", None)
            event.time = begin + number * 0.3
            app.post_message(event)
        await pilot.pause()
        assert "2 van 5" in text_of(app)
        assert app.speaker.say("screen.keys_dropped", n=5) in text_of(app)
        event = events.Key("down", None)
        event.time = begin + 5 * 0.3 + BURST + 0.1
        app.post_message(event)
        await pilot.pause()
        assert "3 van 5" in text_of(app)


async def test_escape_leaves_what_did_not_open_and_the_next_key_counts(store: Path) -> None:
    """It would have closed the form; nobody who presses it again and again is kept waiting."""
    async with console(store) as (app, pilot):
        await pilot.press("down")
        app.swallow_burst()
        begin = app.key_time
        for number, key in enumerate(("down", "escape", "down"), 1):
            event = events.Key(key, None)
            event.time = begin + number * 0.1
            app.post_message(event)
        await pilot.pause()
        assert "3 van 5" in text_of(app)


async def test_the_footer_of_an_auditor_names_no_key_that_records(store: Path) -> None:
    with closing(open_store(store)) as opened, opened.transaction():
        opened.conn.execute("UPDATE caseworker SET role = 'auditor' WHERE login = 'bram'")
    shown = {}
    for login in ("anna", "bram"):
        async with console(store, (120, 40), login=login) as (app, pilot):
            await pilot.press("v", "down", "down", "enter")
            shown[login] = [text_of(app).splitlines()[-1]]
            await pilot.press("enter")
            await pilot.pause()
            shown[login].append(text_of(app).splitlines()[-1])
    for word in ("c bel", "z uitstel", "o opmerking"):
        assert all(word in footer for footer in shown["anna"])
        assert not any(word in footer for footer in shown["bram"])
    assert all("? toetsen" in footer for footer in shown["bram"])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("cells", [80, 120])
def test_the_list_says_whole_that_an_interpreter_is_needed(lang: str, cells: int) -> None:
    speak = speaker(lang, date(2026, 11, 3))
    (size,) = [size for column, size in columns(cells) if column.id == "language"]
    for tag in LANGUAGES:
        assert width(f"{tag} {speak.say('list.interpreter')}") <= size


async def test_the_notice_of_a_small_terminal_is_wrapped(store: Path) -> None:
    """No word is cut, however narrow it is."""
    async with console(store, (30, 10)) as (app, _pilot):
        words = " ".join(line.strip() for line in text_of(app).splitlines()).split()
        assert words == app.speaker.say("screen.too_small", wide=30, high=10).split()


async def test_a_long_notice_is_wrapped_over_the_body(store: Path) -> None:
    async with console(store) as (app, pilot):
        await pilot.pause()
        long = "Dit is een zin die niet op een regel past. " * 5
        app.tell("screen.as_is", text=long.strip())
        await pilot.pause()
        told = " ".join(line.strip() for line in text_of(app).splitlines()[-6:-1])
        assert long.strip() in told
