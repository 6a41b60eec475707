"""A file of a review that is done, and is gone back to: what is asked since is decided there."""

from pathlib import Path

import pytest

from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, Rung
from tests.casework.agreed import newest
from tests.casework.reviews import ended, second_chances
from tests.tui.play import Play, playing

REVIEWED = ("R", "end", "enter", *"agreement:second_chance", "enter")
DONE = (*REVIEWED, "m", "m", "z", "enter", "enter", *"Coach belt terug", "enter")
"""Ends the first file with a session for which its coach is to call back."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two files with a second chance each."""
    return second_chances(tmp_path / "s.db", 2, talked=False)


def asks_a_talk(play: Play) -> bool:
    """Whether a talk stands on the screen as what is recorded."""
    return "Vastgelegd wordt: gesprek (C05)" in " ".join(play.text().split())


@pytest.mark.parametrize("keys", [("2",), ("enter", "f2")])
async def test_a_breach_that_is_known_after_its_file_was_done_is_warned_about_there(
    store: Path, here: Session, keys: tuple[str, ...]
) -> None:
    """The keys do what they promise, and it is said what was recorded."""
    async with playing(store) as play:
        await play.look_and_press(*DONE, "p", "x")
        assert ended(here) == [1]
        assert asks_a_talk(play)
        await play.look_and_press(*keys)
        assert "Vastgelegd in dossier" in play.text()
        assert "waarschuwen" in play.text()
        assert [step.rung for step in newest(here, 1).ladder] == [Rung.TALK]
        decided = [one.kind for one in newest(here, 1).decisions]
        assert decided == [DecisionKind.KEEP, DecisionKind.WARN]


async def test_enter_asks_nothing_and_records_nothing_where_nothing_is_asked_since(
    store: Path, here: Session
) -> None:
    """What waits was left for a reason already, and the next file follows."""
    async with playing(store) as play:
        await play.look_and_press(*DONE, "p", "z")
        recorded = play.count("journal")
        await play.look_and_press("enter")
        assert "dossier 2 van 2" in play.text()
        assert play.count("journal") == recorded
        assert [one.kind for one in newest(here, 1).decisions] == [DecisionKind.KEEP]


async def test_a_warning_there_is_taken_back_by_one_undo_and_its_file_stays_done(
    store: Path, here: Session
) -> None:
    async with playing(store) as play:
        await play.look_and_press(*DONE, "p", "x", "2", "u", "u")
        assert "dossier 1 van 2" in play.text()
        assert asks_a_talk(play)
        assert newest(here, 1).ladder == ()
        assert ended(here) == [1]
