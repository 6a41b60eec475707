"""The screen behind `w`."""

from pathlib import Path

import pytest

from caseconsole.domain.message import message
from caseconsole.domain.verdict import NotDue
from caseconsole.process.claims import CLAIMS
from caseconsole.tui.screens.why import WhyScreen
from caseconsole.tui.text import width
from tests.tui.play import playing
from tests.tui.stores import due_store


@pytest.mark.parametrize("columns", [80, 100, 120])
async def test_whether_a_step_is_due_stands_behind_its_names_to_the_end(
    tmp_path: Path, columns: int
) -> None:
    """However many steps are told alike."""
    alike = [
        NotDue(claim, action, message("screen.no_case"), "P07", "source.own_practice")
        for action, claim in CLAIMS.items()
    ]
    async with playing(due_store(tmp_path / "store.db", 1), size=(columns, 40)) as play:
        for count in range(1, len(alike) + 1):
            screen = WhyScreen("1-1", alike[:count])
            await play.app.push_screen(screen)
            await play.rest()
            lines = ["".join(text for text, _ in one) for one in screen.body.lines]
            assert sum(screen.say("why.not_due") in one for one in lines) == 1
            assert max(map(width, lines)) < columns
            await play.press("escape")
