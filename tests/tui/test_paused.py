"""The end of a pause on the list: the key of the pause deals with it there."""

from pathlib import Path

from caseconsole.casework.day import run_day
from tests.casework.stores import build, session
from tests.tui.play import playing

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
