"""What does not fit where it is typed or pasted is told, and vanishes nowhere without a word."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.events import Paste

from caseconsole.domain.text import NOTE_LIMIT
from caseconsole.tui.screens.base import PASTE_LIMIT
from caseconsole.tui.widgets.form import FIELD_LIMIT
from caseconsole.tui.widgets.prompt import PROMPT_LIMIT
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

NOTE, REASON, CALL, REFUSAL, SEARCH = (
    ("o",), ("z", "tab"), ("c", "t", "o"), ("a", "f8"), ("slash",),
)  # fmt: skip
PLACES = [
    (NOTE, NOTE_LIMIT), (REASON, FIELD_LIMIT), (CALL, NOTE_LIMIT), (REFUSAL, FIELD_LIMIT),
    (SEARCH, PROMPT_LIMIT),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two cases in which rent is open."""
    return due_store(tmp_path / "store.db", 2)


async def paste(play: Play, text: str) -> str:
    """Paste a text; what the screen says then."""
    play.app.post_message(Paste(text))
    await play.rest()
    return " ".join(play.text().split())


@pytest.mark.parametrize(("keys", "limit"), PLACES)
async def test_what_is_typed_or_pasted_beyond_the_room_is_told(
    store: Path, keys: Sequence[str], limit: int
) -> None:
    async with playing(store) as play:
        await play.press(*keys)
        assert "niet overgenomen" not in await paste(play, "a" * (limit - 10))
        assert "5 tekens passen hier niet en zijn niet overgenomen." in await paste(play, "b" * 15)
        await play.press("left")
        assert "niet overgenomen" not in play.text() or keys == SEARCH
        await play.press("z")
        assert "1 teken past hier niet en is niet overgenomen." in " ".join(play.text().split())
        await play.press("backspace")
        await play.press("z")
        assert "niet overgenomen" not in play.text()


@pytest.mark.parametrize("keys", [(), ("enter",), ("t",)])
async def test_a_paste_where_nothing_is_typed_is_told(store: Path, keys: Sequence[str]) -> None:
    """In the list, in a file and over a choice."""
    async with playing(store) as play:
        await play.press(*keys)
        assert "12 tekens passen hier niet" in await paste(play, "Stadsbank 12")


async def test_of_a_flood_both_is_told_where_it_was_cut_and_what_did_not_fit(store: Path) -> None:
    async with playing(store) as play:
        await play.press(*REASON)
        said = await paste(play, "x" * (PASTE_LIMIT + 1))
        assert f"afgekapt op {PASTE_LIMIT} tekens. 19000 tekens passen hier niet" in said
