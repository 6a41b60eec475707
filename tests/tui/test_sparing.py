"""What the ledger judges: people let it go or move it, in the file and in a review."""

from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain.agreement import ObligationState
from tests.casework.agreed import arrangement, file_of
from tests.casework.stores import SHAPES, build, session
from tests.casework.test_counselling import WAY, helped
from tests.tui.play import Play, playing, pointed, recorded
from tests.tui.stores import due_store

ARRANGED = ("a", "f2", "enter", "4", "home", "down")
"""Makes an arrangement and stands on its first instalment."""
REVIEWED = ("R", "end", "enter", *"agreement:payment_arrangement", "enter")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of cases that owe a rent."""
    return due_store(tmp_path / "store.db", 6)


async def to_instalment(play: Play) -> None:
    """Go to the first instalment of a new arrangement."""
    await play.look_and_press(*ARRANGED)
    assert "€ 105,00" in pointed(play)


def offered(play: Play) -> list[str]:
    """Which of the judging keys the footer names."""
    return [key for key in ("m", "x", "e", "W", "M") if f" {key} " in play.lines()[-1]]


async def test_an_instalment_can_be_let_go_for_a_reason(store: Path) -> None:
    async with playing(store) as play:
        await to_instalment(play)
        assert offered(play) == ["e", "W", "M"]
        await play.press("W")
        await play.type("Was dubbel geboekt.")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["original_on"]) == ("waived", "2026-12-01")
        assert "vervallen" in pointed(play)


async def test_an_instalment_can_be_moved(store: Path) -> None:
    async with playing(store) as play:
        await to_instalment(play)
        await play.press("M")
        await play.type("15-12")
        await play.press("tab")
        await play.type("Loon komt later")
        await play.press("f2")
        assert recorded(play, "judge")["moved_to"] == "2026-12-15"
        assert "di 15 dec" in pointed(play)


async def test_what_the_ledger_judges_is_not_met_by_a_key(store: Path) -> None:
    """`o` is a remark in the file there, and what can be done with Enter leaves these out."""
    async with playing(store) as play:
        await to_instalment(play)
        for key in ("m", "x"):
            await play.press(key)
            assert "Dit beoordeelt het huurboek" in play.text()
        assert play.count("judgement") == 0
        await play.press("enter")
        assert "Verzet de verplichting" in play.text()
        assert "De verplichting bij ▶ is voldaan" not in play.text()


async def test_a_discharge_is_recorded_as_a_state_and_not_by_a_key(tmp_path: Path) -> None:
    """What was remitted shows with its paper (R63)."""
    build(tmp_path / "s.db", SHAPES)
    here = session(tmp_path / "s.db")
    run_day(here)
    helped(here, *WAY)
    number = file_of(here).number
    here.close()
    async with playing(tmp_path / "s.db") as play:
        await play.press("/")
        await play.type(f"{number}\n")
        await play.press("5", "end")
        assert "wo 3 mei 2028" in pointed(play)
        assert offered(play) == ["e", "W", "M"]
        for key in ("m", "x"):
            await play.press(key)
            assert "Dit blijkt uit de status." in play.text()
        assert play.count("judgement") == 0


async def test_in_a_review_what_is_not_paid_waits_for_no_key_and_can_be_let_go(
    tmp_path: Path,
) -> None:
    build(tmp_path / "s.db", ["twice"])
    here = session(tmp_path / "s.db")
    run_day(here)
    record(arrangement(here, 1), session=here)
    here.close()
    async with playing(tmp_path / "s.db") as play:
        await play.press(*REVIEWED, "home")
        item = play.app.screen.item  # type: ignore[attr-defined]
        assert item.duty.state is ObligationState.DUE
        assert not item.waits
        assert offered(play) == ["e", "W", "M"]
        assert "Wel kan: e excuus, W vervalt, M verzet." in play.text()
        await play.press("W", "1")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["review"]) == ("waived", 1)
        assert "vervallen" in play.text()
        await play.press("u")
        assert play.app.screen.item.duty.judgement is None  # type: ignore[attr-defined]
