"""What nobody typed is no draft."""

from pathlib import Path

import pytest

from caseconsole.tui.screens.draft_screen import DraftScreen

from .console import WAY_TO, console, text_of
from .stores import due_store

FORMS = (
    "CallCard", "NoteForm", "SnoozeForm", "AssignForm", "PauseForm", "OfferForm",
    "ArrangementDesk", "StateForm", "SignForm", "ConditionForm", "SuspendForm", "RungForm",
    "DecideForm", "StartForm", "ReferForm", "AppointForm", "KeptForm", "JudgeForm",
    "EndConditionForm", "ResumeForm", "CloseRungForm", "AnswerForm", "ReviewDecideForm",
)  # fmt: skip
"""Every screen on which something is typed."""


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_that_was_opened_looked_through_and_left_keeps_no_draft(
    tmp_path: Path, name: str
) -> None:
    """Whatever it fills in itself, and wherever the cursor went."""
    path = due_store(tmp_path / "store.db", 3, agreed=True)
    async with console(path, lang="en") as (app, pilot):
        for key in WAY_TO[name]:
            await pilot.press(key)
            await pilot.pause()
        assert isinstance(app.screen, DraftScreen), text_of(app)
        await pilot.press("tab", "tab", "shift+tab", "escape")
        if isinstance(app.screen, DraftScreen):
            await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, DraftScreen), text_of(app)
        assert "kept" not in text_of(app)
        assert app.store_thread.wait(
            lambda session: session.conn.execute("SELECT count(*) FROM draft").fetchone()
        ) == (0,)


@pytest.mark.parametrize(
    "keys", [("f8",), ("f8", "f2"), ("f5",), ("f5", "f5"), ("f3", "f3"), ("f8", "f8", "tab")]
)
async def test_what_the_desk_was_only_looked_at_for_is_no_draft(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """A refusal without a reason, an end day that the desk itself reckoned."""
    path = due_store(tmp_path / "store.db", 3)
    async with console(path, lang="en") as (app, pilot):
        await pilot.press("a", *keys, "escape")
        await pilot.pause()
        assert not isinstance(app.screen, DraftScreen), text_of(app)
        assert "kept" not in text_of(app)


async def test_a_reason_that_was_typed_for_a_refusal_is_a_draft(tmp_path: Path) -> None:
    path = due_store(tmp_path / "store.db", 3)
    async with console(path, lang="en") as (app, pilot):
        await pilot.press("a", "f8", *"Betaalt", "escape")
        await pilot.pause()
        assert "What you typed is kept" in text_of(app)
        await pilot.press("a")
        await pilot.pause()
        assert "Betaalt" in text_of(app)
        assert "F2 record refusal" in text_of(app)
