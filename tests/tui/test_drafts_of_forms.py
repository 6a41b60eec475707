"""Every form goes on from its draft in another session as it would have gone on at once."""

from pathlib import Path

import pytest

from caseconsole.tui.screens.draft_screen import DraftScreen
from caseconsole.tui.screens.drafts import DraftsScreen
from caseconsole.tui.screens.forms import FORMS
from tests.tui.console import reach
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

TYPED = {
    "NoteForm": tuple("Belde"),
    "SnoozeForm": ("down", *["tab"] * 2, *"Wacht"),
    "AssignForm": ("2",),
    "PauseForm": ("tab", *"Wacht"),
    "OfferForm": ("1", "tab", "tab", *"Brief"),
    "StartForm": ("down", "tab", *"vandaag"),
    "StateForm": ("1", "tab", "tab", *"Betaalt"),
    "SignForm": ("tab", *"Jansen"),
    "SuspendForm": ("1", "tab", "tab", "tab", *"Opname"),
    "ResumeForm": tuple("12-08-2026"),
    "DecideForm": ("1", "tab", *"Loopt"),
    "JudgeForm": (*["tab"] * 3, *"Lijst"),
    "ConditionForm": (*"Belt", "tab", *"vandaag"),
    "EndConditionForm": ("tab", *"Klaar"),
    "RungForm": ("1", "tab", "tab", *"Komt niet"),
    "CloseRungForm": ("1", "tab", *"Hersteld"),
    "ReferForm": ("2", "tab", *"Wijkteam", "tab", *"Schulden"),
    "SignalForm": (*"Gemeente", "tab", *"vandaag", "tab", *"H-1"),
    "AnswerForm": tuple("Afgewezen"),
    "AppointForm": ("2", "tab", *"+3"),
    "KeptForm": ("tab", "2", "tab", *"Afgezegd"),
    "ReviewDecideForm": ("tab", "tab", *"Komt niet"),
}
"""What is typed in each form before it is left."""
ASK_MORE = {"StartForm", "StateForm", "RungForm", "ReviewDecideForm", "SignalForm", "SnoozeForm"}
"""The forms that can ask more than was typed here: they say what."""


async def _left(play: Play, name: str) -> dict[str, object]:
    """What stands in a form that was filled in and left."""
    await reach(play.pilot, name)
    await play.press(*TYPED[name])
    assert type(play.app.screen).__name__ == name, play.text()
    filled: dict[str, object] = play.app.screen.state()  # type: ignore[attr-defined]
    while isinstance(play.app.screen, DraftScreen):
        await play.press("escape")
    assert play.count("draft") == 1
    return filled


@pytest.mark.parametrize(
    ("name", "told", "codes"),
    [
        ("RungForm", "gesprek · Komt op gesprek. · Komt niet", ("talk",)),
        ("AssignForm", "Bram Visser", ()),
        ("OfferForm", "Brief", ("arrangement", "yes")),
        ("NoteForm", "Belde", ()),
    ],
)
async def test_the_list_of_drafts_says_what_was_filled_in_as_the_form_does(
    tmp_path: Path, name: str, told: str, codes: tuple[str, ...]
) -> None:
    """No code and no number of the store stands there."""
    store = due_store(tmp_path / "store.db", 3, agreed=True)
    async with playing(store) as play:
        await _left(play, name)
    async with playing(store, size=(160, 40)) as play:
        (row,) = [one for one in play.lines() if "▶" in one]
        assert told in row, row
        assert not [code for code in codes if code in row.split("  ", 3)[-1]], row


@pytest.mark.parametrize("name", [form.__name__ for form in FORMS.values()])
async def test_a_draft_is_recorded_or_says_what_it_lacks(tmp_path: Path, name: str) -> None:
    """F2 is the first key after it was chosen among the drafts; nothing typed is lost."""
    store = due_store(tmp_path / "store.db", 3, agreed=True)
    async with playing(store) as play:
        filled = await _left(play, name)
    async with playing(store) as play:
        assert isinstance(play.app.screen, DraftsScreen)
        await play.press("enter")
        assert type(play.app.screen).__name__ == name, play.text()
        assert play.app.screen.state() == filled  # type: ignore[attr-defined]
        before = play.count("journal")
        await play.press("f2")
        assert play.app._exception is None
        if play.count("journal") > before:
            assert play.count("draft") == 0
            return
        assert name in ASK_MORE, play.text()
        assert play.lines()[-2].strip().endswith((".", "?", ":")), play.text()
        assert play.app.screen.state() == filled  # type: ignore[attr-defined]
        assert play.count("draft") == 1
