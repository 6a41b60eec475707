"""Where an open list stands: the cursor goes along with what was done at its row, and only then."""

from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain.changes import OpenFile
from tests.casework.reviews import second_chances
from tests.casework.stores import build, session
from tests.tui.play import Play, playing

FILES = 4
ELSEWHERE = FILES + 1
"""The lease of a tenant who paid: with a file that is in no list."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which all files but one are due."""
    path = build(tmp_path / "store.db", ["missed"] * FILES + ["paid"])
    here = session(path)
    run_day(here)
    record(OpenFile(lease=ELSEWHERE, why="Belde zelf"), session=here)
    here.close()
    return path


async def begin(play: Play, *keys: str) -> None:
    """All files, and then these keys."""
    await play.look_and_press("v", "down", "down", "enter", *keys)


def stands(play: Play, at: int) -> bool:
    """Whether the list stands at a row."""
    return "Werklijst" in play.lines()[0] and f" {at} van {FILES} " in play.lines()[0]


@pytest.mark.parametrize("stepped", [(), ("enter", "escape"), ("n", "n", "escape")])
async def test_a_file_that_is_not_in_the_list_leaves_the_cursor_where_it_stood(
    store: Path, stepped: tuple[str, ...]
) -> None:
    """Whatever was stepped to before."""
    async with playing(store) as play:
        await begin(play, *stepped, "end", "/", str(ELSEWHERE), "enter")
        assert f"Dossier {ELSEWHERE}-" in play.lines()[0]
        await play.look_and_press("escape")
        assert stands(play, FILES)


async def test_a_file_that_is_in_the_list_takes_the_cursor_along(store: Path) -> None:
    async with playing(store) as play:
        await begin(play, "end", "/", "1", "enter")
        number = play.lines()[0].split()[2]
        await play.look_and_press("escape", "enter")
        assert f"Dossier {number}" in play.lines()[0]
        await play.look_and_press("n", "escape")
        assert not stands(play, FILES)


async def test_a_review_leaves_the_cursor_where_it_stood(tmp_path: Path) -> None:
    path = second_chances(tmp_path / "chances.db", FILES, talked=False)
    async with playing(path) as play:
        await begin(play, "enter", "escape", "end", "R", "enter")
        assert "Werklijst" not in play.lines()[0]
        await play.look_and_press("escape")
        assert stands(play, FILES)


@pytest.mark.parametrize(("back", "at"), [("end", 1), ("home", 2)])
async def test_a_call_moves_the_cursor_on_from_the_row_of_that_file_alone(
    store: Path, back: str, at: int
) -> None:
    """A card that was begun for another row is recorded from among the drafts."""
    async with playing(store) as play:
        await begin(play, back, "c", "g", "escape", "home")
        await play.look_and_press(":", *"concepten", "enter", "enter", "f2")
        assert play.count("contact") == 1
        assert stands(play, at)


async def test_a_file_in_which_nothing_is_left_stays_open_when_a_draft_of_another_is_recorded(
    store: Path,
) -> None:
    async with playing(store) as play:
        await begin(play, "end", "c", "g", "escape", "home", "enter")
        number = play.lines()[0].split()[2]
        await play.look_and_press("c", "g", "f2", "p")
        assert number in play.lines()[0]
        await play.look_and_press(":", *"concepten", "enter", "enter", "f2")
        assert play.count("contact") == 2
        assert number in play.lines()[0]
