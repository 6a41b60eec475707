"""Drafts after a console that was killed: what was recorded is recorded once."""

import json
import re
import shutil
from pathlib import Path

import pytest

from caseconsole.casework.session import Session
from caseconsole.store.session import keep_draft
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

CALL = ("c", "t", "enter", "1", "p")
LEFT = "SELECT login, place, case_file, body, at FROM draft"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few due cases."""
    return due_store(tmp_path / "store.db", 3)


async def _called(play: Play, *then: str) -> None:
    """A call is recorded, and its draft is in the store as if the console was killed right then."""
    await play.press(*CALL)
    play.app.rescue()
    login, place, case, body, at = play.rows(LEFT)[0]
    await play.press("f2")
    for key in then:
        await play.press(key)

    def put_back(session: Session) -> None:
        with session.store.transaction():
            keep_draft(session.store, login, place, case, json.loads(body), at)

    play.app.store_thread.wait(put_back)


async def test_what_was_recorded_before_a_kill_is_not_offered_again(store: Path) -> None:
    """Neither at the next start nor on the card."""
    async with playing(store) as play:
        await _called(play)
        done = play.count("contact")
    async with playing(store) as play:
        assert play.count("draft") == 0
        await play.press("c")
        assert "[t]" not in play.text()
        await play.press("escape")
        assert play.count("contact") == done


async def test_a_draft_of_a_call_records_under_the_id_of_its_form(store: Path) -> None:
    """Opened in two sessions it is one call."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press(*CALL, "escape", "escape")
        async with playing(store) as other:
            await other.press("escape", "c", "f2")
            assert play.count("contact") == before + 1
        await play.press("c")
        assert play.count("contact") == before + 1


async def test_a_call_that_another_session_recorded_in_the_meantime_is_recorded_once(
    store: Path,
) -> None:
    """The same words are the same call; other words are kept, and recorded beside it."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press(*CALL, "escape", "escape", "c")
        async with playing(store) as other:
            await other.press("escape", "c", "f2")
        await play.press("f2")
        assert play.count("contact") == before + 1


async def test_other_words_in_a_second_session_are_kept_and_recorded_too(store: Path) -> None:
    """The refusal says to open the form again; there the words stand under an id of their own."""
    async with playing(store) as play:
        before = play.count("contact")
        await play.press(*CALL, "escape", "escape", "c")
        async with playing(store) as other:
            await other.press("escape", "c", "f2")
        await play.press("2", "f2")
        assert "Open het opnieuw" in play.text()
        await play.press("escape", "escape", "c")
        assert "[2]" in play.text()
        await play.press("f2")
        assert play.count("contact") == before + 2


async def test_what_was_undone_can_be_recorded_from_its_draft(store: Path) -> None:
    """The id of the undone change does not pass for recorded."""
    async with playing(store) as play:
        await _called(play, "u", "u")
        assert play.count("journal WHERE kind = 'undo'") == 1
    async with playing(store) as play:
        await play.press("enter", "f2")
        assert play.count("journal WHERE kind = 'contact'") == 2


def _replace(store: Path) -> None:
    other = store.with_name("other.db")
    shutil.copy(store, other)
    other.replace(store)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("then", ["replaced", "removed"])
async def test_what_is_typed_when_the_store_was_replaced_stays_on_screen(
    store: Path, then: str, kept: bool
) -> None:
    """Neither F2 nor Esc says that it is kept; thrown away, the form closes and the console can."""
    async with playing(store) as play:
        await play.press("o", "x")
        if kept:
            await play.press("escape", "o")
        take = _replace if then == "replaced" else Path.unlink
        take(store)
        notes = play.count("note")
        for key in ("f2", "escape"):
            await play.press("y", key)
            assert "vervangen of weggehaald" in play.text()
            assert "wat je typte staat er nog" in " ".join(play.text().split())
            assert "Opmerking" in play.text()
        assert "xyy" in play.text()
        assert play.count("note") == notes
        await play.press("f9", "escape", "escape")
        assert "Werklijst" in play.text()
        await play.press("q")
        assert not play.app.is_running


async def test_the_list_of_drafts_parts_the_form_from_the_number(store: Path) -> None:
    async with playing(store, lang="en") as play:
        await play.press("enter", "a", *"12", "escape", "escape", "colon", *"drafts", "enter")
        assert re.search(r" Payment arrangement  \d+-\d ", play.text())
