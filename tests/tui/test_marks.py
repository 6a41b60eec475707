"""Marks that are out of sight, for they stay when the list is limited."""

from pathlib import Path

import pytest

from caseconsole.tui.screens.worklist import WorklistScreen

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
