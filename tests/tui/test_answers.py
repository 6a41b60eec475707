"""What a partner answered: their words, and the result where there is a list of those."""

from pathlib import Path

import pytest

from tests.tui.console import WAY_TO
from tests.tui.play import playing, recorded
from tests.tui.stores import due_store


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nl", "antwoord: Vervolghulp en/of verwijzing financieel; Intake 9 dec."),
        ("en", "answer: Further help and/or referral, financial; Intake 9 dec."),
    ],
)
async def test_the_result_of_the_credit_bank_is_chosen_beside_its_words(
    tmp_path: Path, lang: str, told: str
) -> None:
    """By the list of DDAS, and read in the language of the console."""
    store = due_store(tmp_path / "store.db", 6, agreed=True)
    async with playing(store, lang=lang) as play:
        await play.press(*WAY_TO["AnswerForm"])
        await play.type("Intake 9 dec.")
        await play.press("tab", "9", "f2")
        asked = recorded(play, "answer_referral")
        assert (asked["answer"], asked["result"]) == ("Intake 9 dec.", "financial_help")
        await play.press("up")
        assert told in play.text()


async def test_other_partners_answer_in_words_only(tmp_path: Path) -> None:
    store = due_store(tmp_path / "store.db", 6, agreed=True)
    async with playing(store, lang="en") as play:
        play.do("UPDATE referral SET kind = 'coach'")
        await play.press("enter", "7", "G", "enter", "enter")
        assert [field.name for field in play.app.screen.fields] == ["answer"]  # type: ignore[attr-defined]
        await play.type("Begint maandag.")
        await play.press("f2")
        assert recorded(play, "answer_referral")["result"] is None
        assert "answer: Begint maandag." in play.text()
