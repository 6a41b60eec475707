"""Another judgement than the one that stands: its reason and reference say nothing of that.

They come back where the one that stands is chosen again, and what was typed stays.
"""

from pathlib import Path

import pytest

from caseconsole.store.sqlite import connect
from tests.tui.play import Play, playing, recorded
from tests.tui.stores import due_store

SECOND_CHANCE = ("enter", "8")
REASON, REFERENCE = "Niet verschenen, niet afgebeld.", "Lijst van 7 okt"
TO_REFERENCE = ("tab", "tab", "tab")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which each case has an agreement of every kind."""
    return due_store(tmp_path / "store.db", 2, agreed=True)


async def _miss(play: Play) -> int:
    """A session that is judged missed, with a reason; how many judgements there are then."""
    await play.press(*SECOND_CHANCE, "o", "3", *TO_REFERENCE)
    await play.type(REFERENCE)
    await play.press("tab")
    await play.type(REASON)
    await play.press("f2")
    assert recorded(play, "judge")["verdict"] == "missed"
    return play.count("judgement")


@pytest.mark.parametrize(("key", "verdict"), [("4", "excused"), ("5", "waived")])
async def test_what_lets_a_duty_go_asks_a_reason_of_its_own(
    store: Path, key: str, verdict: str
) -> None:
    async with playing(store) as play:
        before = await _miss(play)
        await play.press("o", key, "f2")
        assert play.count("judgement") == before
        assert "reden" in play.lines()[-2]
        await play.type("Lag in het ziekenhuis.")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["why"]) == (verdict, "Lag in het ziekenhuis.")
        assert asked["reference"] == ""


@pytest.mark.parametrize(
    ("keys", "why", "reference"),
    [
        ((), REASON, REFERENCE),
        (("2",), "", ""),
        (("right", "left"), REASON, REFERENCE),
        ((*TO_REFERENCE, "home", *"Zie"), REASON, "Zie" + REFERENCE),
        ((*TO_REFERENCE, "home", *"Zie", "tab", "tab", "2"), "", "Zie" + REFERENCE),
    ],
    ids=["as it was", "another", "another and back", "typed", "typed, then another"],
)
async def test_the_reason_and_the_reference_stay_with_the_judgement_that_stands(
    store: Path, keys: tuple[str, ...], why: str, reference: str
) -> None:
    async with playing(store) as play:
        await _miss(play)
        await play.press("o", *keys, "f2")
        asked = recorded(play, "judge")
        assert (asked["why"], asked["reference"]) == (why, reference)


async def test_another_day_asks_a_reason_of_its_own_and_the_day_that_stands_is_filled_in(
    store: Path,
) -> None:
    async with playing(store) as play:
        await play.press(*SECOND_CHANCE, "M")
        await play.type("20-11")
        await play.press("tab")
        await play.type("Was ziek.")
        await play.press("f2", "o", *TO_REFERENCE)
        await play.type("Mail")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["verdict"], asked["moved_to"], asked["why"], asked["reference"]) == (
            "moved", "2026-11-20", "Was ziek.", "Mail",
        )  # fmt: skip
        before = play.count("judgement")
        await play.press("o", "tab")
        await play.type("27-11")
        await play.press("f2")
        assert play.count("judgement") == before
        assert "reden" in play.lines()[-2]


async def test_a_rejection_asks_a_reason_of_its_own_and_the_answer_that_stands_is_chosen(
    store: Path,
) -> None:
    """R62: why a proposal was accepted is not why it is rejected."""
    conn = connect(store)
    conn.execute("UPDATE condition SET clause = 'answer', first_on = '2026-11-02', rule = ''")
    conn.close()
    async with playing(store) as play:
        await play.press("enter", "5", "m", "right")
        await play.press("tab", *"Akkoord", "f2", "o")
        await play.press(*["tab"] * 4, *"Brief", "f2")
        asked = recorded(play, "judge")
        assert (asked["answer"], asked["why"], asked["reference"]) == (
            "accepted", "Akkoord", "Brief",
        )  # fmt: skip
        before = play.count("judgement")
        await play.press("o", "tab", "right", "f2")
        assert play.count("judgement") == before
        await play.type("Te laag.")
        await play.press("f2")
        asked = recorded(play, "judge")
        assert (asked["answer"], asked["why"]) == ("rejected", "Te laag.")
