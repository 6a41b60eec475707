"""Keys that are held or typed ahead do nothing to what nobody saw."""

import asyncio
import time
from pathlib import Path

import pytest
from textual import events

from caseconsole.domain.message import Refused, message
from caseconsole.tui.app import BURST
from caseconsole.tui.screens.call_card import CallCard
from tests.casework.agreed import newest
from tests.casework.reviews import ended, full_chances, second_chances
from tests.casework.stores import session
from tests.tui.play import Play, playing
from tests.tui.stores import due_store

HELD, TYPED = 0.03, 0.15
"""Seconds between two keys: of one that is held, and of somebody who types fast."""
BEGUN = ("R", "end", "enter", *"review<=today", "enter")
NAMES = dict.fromkeys(("enter", "f2", "f8", "down", "escape"))


async def at_once(play: Play, *keys: str, gap: float = 0.0) -> None:
    """Press keys without looking at what each of them does."""
    for key in keys:
        play.app.post_message(events.Key(key, NAMES.get(key, key)))
        await asyncio.sleep(gap)
    await play.rest()


def talks(path: Path, files: int) -> list[int]:
    """The files in which a rung of the ladder was taken."""
    here = session(path)
    try:
        return [case for case in range(1, files + 1) if newest(here, case).ladder]
    finally:
        here.close()


async def test_a_digit_that_is_held_warns_in_the_file_that_was_read_alone(tmp_path: Path) -> None:
    """Once it is let go the next one counts."""
    path = full_chances(tmp_path / "s.db", 4, rent="twice")
    async with playing(path) as play:
        await play.look_and_press(*BEGUN)
        await at_once(play, *["2"] * 40, gap=HELD)
        assert talks(path, 4) == [1]
        assert "niet uitgevoerd" in play.text()
        await asyncio.sleep(BURST)
        await play.look_and_press("2")
        assert talks(path, 4) == [1, 2]


@pytest.mark.parametrize("looks", [True, False])
async def test_a_key_decides_about_no_file_that_was_not_painted(
    tmp_path: Path, *, looks: bool
) -> None:
    path = full_chances(tmp_path / "s.db", 2, rent="twice")
    async with playing(path) as play:
        await play.look_and_press(*BEGUN)
        for keys in [("n",), ("2",)] if looks else [("n", "2")]:
            await at_once(play, *keys)
        assert talks(path, 2) == ([2] if looks else [])


@pytest.mark.parametrize("looks", [True, False])
async def test_a_key_ends_no_file_of_which_the_end_was_not_painted(
    tmp_path: Path, *, looks: bool
) -> None:
    path = second_chances(tmp_path / "s.db", 2)
    async with playing(path) as play:
        await play.look_and_press(*BEGUN[:3], *"agreement:second_chance", "enter", "m", "m", "m")
        await play.look_and_press("g")
        for keys in [("G",), ("enter",)] if looks else [("G", "enter")]:
            await at_once(play, *keys)
    here = session(path)
    assert ended(here) == ([1] if looks else [])
    here.close()


async def test_what_is_typed_into_a_desk_that_does_not_open_decides_nothing(tmp_path: Path) -> None:
    """There is no debt to arrange; the digits are an amount."""
    path = full_chances(tmp_path / "s.db", 2, missed=("C05",))
    async with playing(path) as play:
        await play.look_and_press(*BEGUN)
        await at_once(play, "a", "2", "5", "0", gap=TYPED)
        assert talks(path, 2) == []
        assert "dossier 1 van 2" in play.text()
        await asyncio.sleep(BURST)
        await play.look_and_press("2")
        assert talks(path, 2) == [1]


async def test_what_is_typed_into_a_card_that_a_store_in_use_refuses_does_nothing_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it waited for the card."""

    async def busy(_: CallCard) -> None:
        await asyncio.sleep(10 * TYPED)
        raise Refused(message("store.busy"))

    monkeypatch.setattr(CallCard, "load", busy)
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        recorded, screens = play.count("journal"), len(play.app.screen_stack)
        await at_once(play, "c", "t", "enter", "1", "p", "f2", gap=TYPED)
        await asyncio.sleep(10 * TYPED)
        await play.rest()
        assert play.count("journal") == recorded
        assert len(play.app.screen_stack) == screens
        assert "niet uitgevoerd" in play.text()


@pytest.mark.parametrize(
    ("at", "first", "opens"),
    [
        (("enter",), "c", True),
        (("enter",), "/", True),
        (("enter",), "?", True),
        (("enter",), "w", True),
        (("enter", "8"), "enter", True),
        ((), "v", True),
        ((), "enter", True),
        (("enter",), "down", False),
        ((), "down", False),
    ],
)
async def test_what_is_typed_into_what_a_dropped_key_would_open_does_nothing_elsewhere(
    tmp_path: Path, at: tuple[str, ...], first: str, *, opens: bool
) -> None:
    """It came while something was recorded; a key that opens nothing takes no other along."""
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        await play.look_and_press(*at)
        screens = len(play.app.screen_stack)
        play.app._recorded_until = time.monotonic() + TYPED / 2
        await at_once(play, first, "t", "enter", gap=TYPED)
        assert "niet uitgevoerd" in play.text() or not opens
        assert len(play.app.screen_stack) == screens + (not opens)


@pytest.mark.parametrize("dropped", [True, False])
async def test_a_reason_to_refuse_that_did_not_open_is_typed_into_no_amount(
    tmp_path: Path, *, dropped: bool
) -> None:
    """The arrangement stays as it is proposed."""
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        await play.look_and_press("a")
        sheet = play.lines()[1:-3]
        play.app._recorded_until = time.monotonic() + TYPED / 2 if dropped else 0.0
        await at_once(play, "f8", *"Te hoog", gap=TYPED)
        assert (play.lines()[1:-3] == sheet) == dropped


@pytest.mark.parametrize("ends", [True, False])
async def test_a_digit_behind_an_enter_that_came_too_soon_at_the_end_of_a_file_warns_nobody(
    tmp_path: Path, *, ends: bool
) -> None:
    """It is the first field of the form that Enter opens there; at an item no form was to open."""
    path = second_chances(tmp_path / "s.db", 2, talked=False)
    async with playing(path) as play:
        await play.look_and_press(*BEGUN[:3], *"agreement:second_chance", "enter", "x", "x", "x")
        await play.look_and_press(*([] if ends else ["g"]))
        play.app._recorded_until = time.monotonic() + TYPED / 2
        await at_once(play, "enter", *([] if ends else ["G"]), gap=TYPED)
        await at_once(play, "2")
        assert talks(path, 2) == ([] if ends else [1])


@pytest.mark.parametrize("leaves", [False, True])
async def test_a_digit_behind_a_remark_in_a_card_that_did_not_open_warns_nobody(
    tmp_path: Path, *, leaves: bool
) -> None:
    """It is the reason on that card, unless a second Escape would have left it."""
    path = full_chances(tmp_path / "s.db", 2, rent="twice")
    async with playing(path) as play:
        await play.look_and_press(*BEGUN)
        play.app._recorded_until = time.monotonic() + TYPED / 2
        keys = ("c", "t", "enter", "o", *"nu", "escape", *(["escape"] if leaves else []), "2")
        await at_once(play, *keys, gap=TYPED)
        assert talks(path, 2) == ([1] if leaves else [])


@pytest.mark.parametrize("dropped", ["o", ""])
async def test_a_key_that_a_card_dropped_as_it_closed_was_typed_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropped: str
) -> None:
    """The first Escape after it leaves a field of the card alone."""

    async def busy(_: CallCard) -> None:
        await asyncio.sleep(TYPED)
        raise Refused(message("store.busy"))

    monkeypatch.setattr(CallCard, "load", busy)
    async with playing(due_store(tmp_path / "s.db", 2)) as play:
        await at_once(play, "c", *dropped)
        await asyncio.sleep(TYPED + HELD)
        await at_once(play, "escape", "down")
        assert ("2 van 2" in play.lines()[0]) == (not dropped)


@pytest.mark.parametrize("opens", [True, False])
async def test_what_is_typed_after_a_key_that_nothing_was_painted_for_judges_nothing(
    tmp_path: Path, *, opens: bool
) -> None:
    """The `m` is the first letter of a remark, or a judgement of its own."""
    path = second_chances(tmp_path / "s.db", 2, talked=False)
    async with playing(path) as play:
        await play.look_and_press(*BEGUN[:3], *"agreement:second_chance", "enter")
        recorded = play.count("journal")
        await at_once(play, "m", "o" if opens else "m")
        await at_once(play, "m", gap=TYPED)
        assert play.count("journal") == recorded + (1 if opens else 2)
