"""The keys of the call card explain themselves, and one that it has not is answered."""

from pathlib import Path

import pytest

from tests.tui.calls import call_store
from tests.tui.play import playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_a_question_mark_opens_the_keys_of_the_card(store: Path, lang: str) -> None:
    """As the list and the file teach; what was chosen is still there behind it."""
    title = {"nl": "Toetsen · Belkaart", "en": "Keys · Call card"}[lang]
    async with playing(store, lang=lang) as play:
        await play.press("c", "t", "question_mark")
        assert title in play.text()
        await play.press("escape")
        assert title not in play.text()
        before = play.count("contact")
        await play.press("enter", "1", "f2")
        assert play.count("contact") == before + 1


async def test_in_a_field_a_question_mark_is_typed(store: Path) -> None:
    async with playing(store) as play:
        await play.press("c", "t", "o", *"Wanneer", "question_mark")
        assert "Wanneer?" in play.text()
        await play.press("escape", "question_mark")
        assert "Toetsen · Belkaart" in play.text()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("X", "X is hier geen toets. ? toont de toetsen van deze plek."),
        ("f7", "F7 is hier geen toets. ? toont de toetsen van deze plek."),
        ("h", "h is hier geen toets. In Werklijst:"),
    ],
)
async def test_a_key_that_the_card_has_not_is_answered(store: Path, key: str, answer: str) -> None:
    async with playing(store) as play:
        await play.press("c", key)
        assert answer in " ".join(play.text().split())
        await play.press("down")
        assert answer not in " ".join(play.text().split())
