"""Putting off one of several things that are due in a file."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

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
