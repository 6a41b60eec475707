"""What `u` says, and how long."""

from pathlib import Path

import pytest

from .console import console, text_of
from .stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A few cases that are due."""
    return due_store(tmp_path / "store.db", 6)


async def test_what_was_said_before_a_file_was_opened_is_not_said_again_after_it(
    store: Path,
) -> None:
    """`u` in a file opens the one it was about; what is recorded there is said last."""
    async with console(store) as (app, pilot):
        await pilot.press("o", *"Belt", "f2")
        await pilot.pause()
        await pilot.press("f", *"Vries", "enter", "enter")
        await pilot.pause()
        first = text_of(app).splitlines()[1]
        await pilot.press("u", "u")
        await pilot.pause()
        assert "Ongedaan gemaakt" in text_of(app)
        assert text_of(app).splitlines()[1] != first
        await pilot.press("o", *"Komt", "f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert text_of(app).splitlines()[1] == first
        assert "Ongedaan gemaakt" not in text_of(app)
