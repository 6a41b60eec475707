"""The key of the pause: it ends one on the list, and goes on with one that was being typed."""

from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from tests.casework.stores import build, session
from tests.tui.play import playing
from tests.tui.stores import due_store

HELD = (
    "INSERT INTO pause (case_file, since, until, why, by)"
    " VALUES (1, '2026-10-20', '2026-11-06', 'Hulp aanvaard', 'anna')"
)


async def test_the_end_of_a_pause_is_on_the_list_and_h_ends_it_there(tmp_path: Path) -> None:
    """With the reason of the pause below it; all else of the file comes back at once."""
    path = build(tmp_path / "s.db", ["missed"])
    here = session(path)
    run_day(here)
    with here.store.transaction() as conn:
        conn.execute(HELD)
        conn.execute("DELETE FROM day_run")
    run_day(here)
    here.close()
    async with playing(path) as play:
        assert "Einde pauze" in play.text()
        assert "Hulp aanvaard" in " ".join(play.text().split())
        assert "Bellen, dag 1" not in play.text()
        await play.press("h", "f2")
        assert "niet meer aangehouden" in play.lines()[-2]
        await play.press("r")
        assert "Einde pauze" not in play.text()
        assert "Bellen, dag 1" in play.text()


BESIDE = HELD.replace("Hulp aanvaard", "Traject").replace("'anna'", "'bram'")
WHY = "Wacht op de uitkering"


@pytest.mark.parametrize("held", [False, True], ids=["held by nobody", "held by a colleague"])
@pytest.mark.parametrize("looked", [0, 1], ids=["at once", "looked at and left again"])
async def test_a_draft_to_hold_a_file_holds_it_also_beside_another_hold(
    tmp_path: Path, looked: int, *, held: bool
) -> None:
    """No word of it goes, and it ends nothing of what a colleague wrote down meanwhile."""
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        await play.press("enter", "h")
        await play.type("11-12")
        await play.press("tab")
        await play.type(WHY)
        await play.press("escape")
        if held:
            play.do(BESIDE)
        await play.press(*["h", "escape"] * looked, "h")
        assert WHY in play.text()
        assert ("aangehouden tot en met vr 6 nov: Traject" in play.text()) is held
        await play.press("f2")
        assert "aangehouden tot en met vr 11 dec" in play.lines()[-2]
        kept = play.rows("SELECT until, why, by FROM pause WHERE withdrawn_at IS NULL ORDER BY id")
        others = [("2026-11-06", "Traject", "bram")] if held else []
        assert kept == [*others, ("2026-12-11", WHY, "anna")]
        assert play.count("draft") == 0


async def test_a_draft_to_end_a_hold_holds_nothing_where_that_is_over(tmp_path: Path) -> None:
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        play.do(BESIDE)
        await play.press("enter", "h", "2", "tab")
        await play.type("11-12")
        await play.press("escape")
        play.do("UPDATE pause SET withdrawn_at = 1")
        await play.press("h", "f2")
        assert "11-12" in play.text()
        assert play.count("pause WHERE withdrawn_at IS NULL") == 0


async def test_once_the_draft_to_hold_is_thrown_away_the_other_hold_can_be_ended(
    tmp_path: Path,
) -> None:
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        await play.press("enter", "h")
        await play.type("11-12")
        await play.press("escape")
        play.do(BESIDE)
        await play.press("h", "f9", "h", "f2")
        assert "niet meer aangehouden" in play.lines()[-2]
