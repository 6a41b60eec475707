"""What is begun in a section of the file: its state brings the duties of its term."""

from pathlib import Path

import pytest

from tests.tui.play import playing, recorded
from tests.tui.stores import due_store
from tests.tui.test_another_kind import begin


@pytest.mark.parametrize(
    ("state", "threatened", "talk"),
    [
        ("application", "", "first_talk"),
        ("application", "yes", "crisis_talk"),
        ("crisis", "", "crisis_talk"),
    ],
)
async def test_counselling_begins_with_the_talk_of_its_state(
    tmp_path: Path, state: str, threatened: str, talk: str
) -> None:
    """Four weeks, or three working days where eviction or a cut-off threatens (R47, R48)."""
    store = due_store(tmp_path / "store.db", 2)
    async with playing(store) as play:
        await begin(play, "enter", "5")
        fields = {field.name: field for field in play.app.screen.fields}  # type: ignore[attr-defined]
        fields["partner"].restore("Stadsbank")
        fields["state"].restore(state)
        fields["threatened"].restore(threatened)
        await play.press("f2")
        asked = recorded(play, "agree")
        clauses = [one["clause"] for one in asked["conditions"]]  # type: ignore[attr-defined]
        assert [one for one in clauses if one.endswith("_talk")] == [talk]
        assert ("threatened" in asked["terms"]) is (talk == "crisis_talk")  # type: ignore[operator]


@pytest.mark.parametrize(("height", "more"), [(24, True), (40, False)])
async def test_a_form_longer_than_the_screen_says_that_more_follows(
    tmp_path: Path, height: int, more: bool
) -> None:
    """Until its end is in sight."""
    store = due_store(tmp_path / "store.db", 2)
    async with playing(store, size=(80, height)) as play:
        await begin(play, "enter", "5")
        last = play.app.screen.fields[-1].label  # type: ignore[attr-defined]
        assert ("↓ meer" in play.lines()[0]) is more
        assert (play.app.speaker.say(last) in play.text()) is not more
        await play.press("shift+tab")
        assert "↓ meer" not in play.lines()[0]
        assert play.app.speaker.say(last) in play.text()
