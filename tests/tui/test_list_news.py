"""What came to the list while somebody steps through it: "+1 new" in the file and in the list."""

from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote
from caseconsole.tui.screens.worklist import LOOK_EVERY, WorklistScreen
from caseconsole.tui.start import open_here

from .play import Play, playing
from .stores import due_store

CASES = 7
LATER, NOTED = 6, 7
"""A case that comes to the list later, and one in which a colleague writes a note."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which all cases but one are due for anna."""
    return due_store(tmp_path / "store.db", CASES)


def worklist(play: Play) -> WorklistScreen:
    """The list below whatever is on top."""
    screen = play.app.screen_stack[0]
    assert isinstance(screen, WorklistScreen)
    return screen


def comes(store: Path) -> None:
    """A case of a colleague becomes anna's."""
    other = open_here(store, "bram")
    with other.store.transaction():
        other.conn.execute("UPDATE due SET for_login = 'anna' WHERE for_login = 'bram'")
    record(AddNote(case=NOTED, text="Belt"), session=other)
    other.close()


async def step(play: Play, key: str) -> None:
    """A key, long enough after the list was looked at."""
    worklist(play)._looked = -LOOK_EVERY - 1
    await play.press(key)


async def begin(play: Play) -> None:
    """The list without the case of the colleague, and its first file."""
    play.do(f"UPDATE due SET for_login = 'bram', team = 'zuid' WHERE case_file = {LATER}")
    await play.press("r", "n")


async def test_what_came_is_counted_in_the_file_at_the_next_one(store: Path) -> None:
    """And not again for each step; the order of the queue stays."""
    async with playing(store) as play:
        await begin(play)
        assert "1 van 6" in play.lines()[0]
        comes(store)
        for key in "nnp":
            await step(play, key)
            assert " van 6   +1 nieuw" in play.lines()[0]


async def test_what_came_is_counted_on_the_way_back_to_the_list(store: Path) -> None:
    """No other key is needed; `r` takes it in."""
    async with playing(store) as play:
        await begin(play)
        await play.press("n")
        comes(store)
        await play.press("escape")
        assert "2 van 6   +1 nieuw" in play.lines()[0]
        await play.press("r")
        assert "nieuw" not in play.lines()[0]


async def test_what_is_stepped_through_is_no_news_when_it_asks_for_something_else(
    store: Path,
) -> None:
    """A case of the queue that was assessed anew has another row, and is not counted."""
    async with playing(store) as play:
        await begin(play)
        play.do("UPDATE due SET id = id + 1000 WHERE for_login = 'anna'")
        other = open_here(store, "bram")
        record(AddNote(case=NOTED, text="Belt"), session=other)
        other.close()
        await step(play, "n")
        await step(play, "n")
        assert "nieuw" not in play.lines()[0]
        await play.press("escape")
        assert "nieuw" not in play.lines()[0]


async def test_the_list_is_not_read_while_nothing_was_recorded(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step asks for the newest number alone."""
    async with playing(store) as play:
        await begin(play)

        def read(*_: object) -> None:
            raise AssertionError("the list was read")

        monkeypatch.setattr("caseconsole.tui.list_reads.list_ids", read)
        await step(play, "n")
        await step(play, "p")
        assert "1 van 6" in play.lines()[0]
