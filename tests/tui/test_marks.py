"""Marks that are out of sight, for they stay when the list is limited."""

from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.tui.screens.worklist import WorklistScreen
from tests.casework.stores import build, session
from tests.tui.play import playing
from tests.tui.test_list_news import step

from .console import console, text_of
from .stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which all cases are due for anna."""
    return due_store(tmp_path / "store.db")


async def test_marks_outside_the_limit_are_counted_before_anything_is_done(store: Path) -> None:
    """They still take every action, as does each that is in sight."""
    async with console(store) as (app, pilot):
        assert isinstance(app.screen, WorklistScreen)
        row = app.screen.list.current
        assert row is not None
        other = "pl" if row.language == "tr" else "tr"
        await pilot.press("space", "f", *f"taal:{other}", "enter")
        await pilot.pause()
        assert "1 gemerkt, 1 niet in beeld" in text_of(app)
        await pilot.press("space")
        await pilot.pause()
        assert "2 gemerkt, 1 niet in beeld" in text_of(app)
        await pilot.press("f", *["backspace"] * 10, "enter")
        await pilot.pause()
        assert "niet in beeld" not in text_of(app)
        assert "2 gemerkt" in text_of(app)


@pytest.mark.parametrize("limit", ["-gemerkt", "gemerkt", "achterstand>0"])
async def test_what_is_marked_is_no_news_in_a_list_limited_by_marks(
    tmp_path: Path, limit: str
) -> None:
    """Something happens in it, and nobody else did anything."""
    path = build(tmp_path / "store.db", ["missed"] * 4)
    here = session(path)
    run_day(here)
    here.close()
    async with playing(path) as play:
        await play.look_and_press("v", "down", "down", "enter", "space", "space")
        await play.look_and_press("f", *limit, "enter", "c", "g", "f2")
        await step(play, "home")
        assert play.count("contact") == 1
        assert "nieuw" not in play.lines()[0]


@pytest.mark.parametrize(
    ("marks", "cells", "shown"),
    [
        (0, 80, " caseconsole  Werklijst · -gemerkt "),
        (2, 80, " -gemerkt "),
        (2, 90, " Werklijst · -gemerkt "),
        (2, 120, " caseconsole  Werklijst · -gemerkt "),
    ],
)
async def test_how_the_list_is_limited_stays_longest_in_the_header(
    tmp_path: Path, marks: int, cells: int, shown: str
) -> None:
    path = build(tmp_path / "store.db", ["missed"] * 4)
    here = session(path)
    run_day(here)
    here.close()
    async with playing(path, size=(cells, 24)) as play:
        await play.look_and_press("v", "down", "down", "enter", *["space"] * marks)
        await play.look_and_press("f", *"-gemerkt", "enter")
        assert play.lines()[0].startswith(shown)
        assert ("2 gemerkt, 2 niet in beeld" in play.lines()[0]) is bool(marks)
