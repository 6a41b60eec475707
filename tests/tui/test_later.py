"""Putting off one of several things that are due in a file."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote
from caseconsole.store.write import Writer
from tests.casework.agreed import coaching
from tests.tui.play import playing, recorded
from tests.tui.stores import TODAY, due_store


async def test_each_thing_due_in_a_file_can_be_put_off(tmp_path: Path) -> None:
    """A step back chooses another claim; with one left nothing is chosen."""
    store = due_store(tmp_path / "store.db", 2)
    with closing(open_session(store, "anna")) as here:
        before = here.clock.now()._replace(today=TODAY - timedelta(days=14))
        silent = coaching(1, state="offered", start_on=before.today, conditions=())
        record(silent, session=here, now=before)
        with here.store.transaction():
            Writer(here.store).insert(
                "ledger_file", sha256="0", name="huur.csv", lines=1, complete_through="2026-11-02",
                read_at=0,
            )  # fmt: skip
        record(AddNote(case=1, text="Vraag het na."), session=here)
    async with playing(store) as play:
        await play.press("f", *"L1", "enter", "enter", "z")
        assert "  Wat uitstellen  Bellen, dag 1: Huur van zo 1 nov" in play.text()
        await play.press("shift+tab", "2", "enter", "enter", "x", "enter")
        assert recorded(play, "snooze")["claim"] == "chase"
        await play.press("z")
        assert "Wat uitstellen" not in play.text()
        await play.press("enter", "x", "enter")
        assert recorded(play, "snooze")["claim"] == "call"


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("key", ["z", "h"])
async def test_a_day_too_far_ahead_is_typed_over(tmp_path: Path, key: str, *, held: bool) -> None:
    """It is refused in its own field, wherever it is recorded from."""
    store = due_store(tmp_path / "store.db", 2)
    async with playing(store, size=(120, 40)) as play:
        if held:
            await play.press("h", "tab", "x", "f2", *([] if key == "z" else ["p"]))
        before = play.count("journal")
        await play.press(key, *(("2", "tab") if held and key == "h" else ()))
        await play.press(*"01-01-2090", "tab", "x", "f2")
        assert "ligt te ver weg" in play.lines()[-2]
        assert "4 nov 2027" in play.lines()[-2]
        assert play.count("journal") == before
        await play.press(*"30-11", "f2")
        kind = {"z": "snooze", "h": "end_pause" if held else "pause"}[key]
        assert recorded(play, kind)["until"] == "2026-11-30"
