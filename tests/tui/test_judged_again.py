"""What was judged is taken back in a later session, in the sections and in a review."""

from contextlib import closing
from pathlib import Path

import pytest

from caseconsole.store.sqlite import connect
from tests.casework.reviews import second_chances
from tests.tui.console import console, text_of
from tests.tui.play import playing, pointed, recorded
from tests.tui.stores import due_store
from tests.tui.test_review import begin, press, shown, verdicts

SECOND_CHANCE = ("enter", "8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 6, agreed=True)


@pytest.mark.parametrize("key", ["m", "x", "e", "W"])
async def test_what_was_judged_is_to_be_judged_again_for_a_reason_that_is_kept(
    tmp_path: Path, key: str
) -> None:
    """In a later session too; the reason of the judgement is none of taking it back."""
    store = due_store(tmp_path / "store.db", 1, agreed=True)
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, key)
        if key in "eW":
            await play.type("Lag in het ziekenhuis.")
            await play.press("f2")
    async with playing(store, login="bram") as play:
        await play.press("f", *["backspace"] * 20, "enter", *SECOND_CHANCE, "home")
        while "wo 14 okt" not in pointed(play):
            await play.press("down")
        await play.press("o")
        assert "weer te beoordelen" in play.text()
        await play.press("7")
        assert "ziekenhuis" not in play.text()
        await play.press("f2")
        assert "Vul “reden” in." in play.text()
        await play.type("Verkeerde les.")
        await play.press("f2")
        assert recorded(play, "withdraw_judgement")["why"] == "Verkeerde les."
        assert "wo 7 okt: weer te beoordelen" in play.text()
        assert "te beoordelen" in pointed(play)
        await play.press("J")
        assert "Verkeerde les." in play.text()
        await play.press("u")
        assert play.rows("SELECT withdrawn_at FROM judgement ORDER BY id DESC LIMIT 1") == [(None,)]


async def test_of_what_the_ledger_judges_is_taken_back_that_it_was_let_go(store: Path) -> None:
    """The form knows no judgement by which a person says how it went."""
    with closing(connect(store)) as conn:
        conn.execute("UPDATE condition SET judge = 'ledger'")
        conn.execute("DELETE FROM judgement")
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "home", *["down"] * 3, "W")
        await play.type("Kwijtgescholden.")
        await play.press("f2", "p", "8", "home", *["down"] * 3, "o")
        assert "1 gemist met geldige reden" in play.text()
        assert "4 weer te beoordelen" in play.text()
        await play.press("4", "tab", "tab", "tab", "tab")
        await play.type("Toch niet.")
        await play.press("f2")
        assert recorded(play, "withdraw_judgement")["why"] == "Toch niet."
        assert play.rows("SELECT count(*) FROM judgement WHERE withdrawn_at IS NULL") == [(0,)]


async def test_leaving_it_as_it_was_judged_leaves_its_reason(store: Path) -> None:
    """Chosen and let go again, nothing of the judgement is lost."""
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "e")
        await play.type("Lag in het ziekenhuis.")
        await play.press("f2", "o", "7", "4")
        assert "Lag in het ziekenhuis." in play.text()
        await play.press("escape")
        assert play.rows("SELECT body FROM draft") == []


async def test_a_duty_that_nobody_judged_is_not_to_be_judged_again(store: Path) -> None:
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "o")
        assert "weer te beoordelen" not in play.text()


async def test_what_was_judged_in_a_review_is_to_be_judged_again(tmp_path: Path) -> None:
    path = second_chances(tmp_path / "store.db")
    async with console(path, lang="en") as (app, pilot):
        await begin(pilot)
        first = shown(app).item
        await press(pilot, "m", "backspace", "o", "7", *["tab"] * 4)
        await press(pilot, *"Wrong", "f2")
        assert "to be judged again" in text_of(app)
        assert verdicts(path, 1) == []
        await press(pilot, "home")
        item = shown(app).item
        assert item is not None
        assert first is not None
        assert item.key == first.key
        assert item.waits
        await press(pilot, "u")
    assert verdicts(path, 1) == [("met", 1)]
