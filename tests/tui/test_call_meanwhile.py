"""The call card while money comes in: an amount that was agreed is looked at once more."""

from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote
from caseconsole.tui.call_sheet import AMOUNT, BACK, DAY, CallSheet
from tests.casework.stores import TODAY, session
from tests.tui.calls import call_store, recorded
from tests.tui.play import playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


@pytest.mark.parametrize(("typed", "cents"), [("", 240), ("600,00", 60_000)])
async def test_a_promise_is_looked_at_again_when_money_came_in_meanwhile(
    store: Path, typed: str, cents: int
) -> None:
    """All that was typed stays; an amount that nobody typed over is proposed anew. F2 records."""
    async with playing(store, size=(120, 40)) as play:
        before = play.count("contact")
        await play.press("c", "t", "enter", "1", "p", *typed, "tab", "tab", "x")
        await play.paid(61_000)
        await play.press("f2")
        assert "intussen gewijzigd: er staat nu € 2,40 open" in " ".join(play.text().split())
        assert "▶ toezegging" in play.text()
        assert play.count("contact") == before
        await play.press("f2")
        asked = recorded(play)
        assert (asked["said"], asked["promise"]) == ("x", {"cents": cents, "due_on": "2026-11-10"})
        assert play.count("contact") == before + 1


async def test_another_question_before_recording_takes_in_nothing_of_the_ledger(
    store: Path,
) -> None:
    """Only the refusal that names what is open now lets the amount stand above it."""
    async with playing(store, size=(120, 40)) as play:
        before = play.count("contact")
        await play.press("c", "t", "enter", "1", "p", *"600,00", "tab", "tab")
        await play.type("bsn 111222333")
        await play.paid(61_000)
        await play.press("f2")
        assert "111222333 lijkt" in " ".join(play.text().split())
        await play.press("f2")
        assert "intussen gewijzigd: er staat nu € 2,40 open" in " ".join(play.text().split())
        assert play.count("contact") == before
        await play.press("f2")
        assert play.count("contact") == before + 1


async def test_a_promise_is_taken_away_when_all_came_in_meanwhile(store: Path) -> None:
    """The talk itself was held, and is recorded."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p")
        await play.paid(61_240)
        await play.look_and_press("f2", "p", "f2")
        asked = recorded(play)
        assert asked["promise"] is None
        assert asked["reason"] == {"code": "forgotten", "structural": False}


async def test_a_promise_of_nothing_is_not_recorded_when_all_came_in_meanwhile(
    store: Path,
) -> None:
    """No amount is left to propose: one is typed, or `p` takes the promise away."""
    async with playing(store) as play:
        await play.press("c", "t", "enter", "1", "p")
        await play.paid(61_240)
        before = play.count("contact")
        await play.look_and_press("f2", "f2")
        assert play.count("contact") == before
        await play.press(*"5,00", "f2")
        await play.press("f2")
        assert recorded(play)["promise"]["cents"] == 500  # type: ignore[index]


@pytest.mark.parametrize("typed", [AMOUNT, DAY, BACK])
def test_each_amount_and_day_that_nobody_typed_over_is_proposed_anew(typed: str) -> None:
    soon, later = date(2026, 11, 10), date(2026, 11, 12)
    sheet = CallSheet(TODAY, 61_240, soon, soon)
    sheet.go(typed)
    for key in "5-12":
        sheet.key(key, key)
    sheet.propose(240, later, later)
    shown = {field.name: field.text for field in (sheet.amount, sheet.day, sheet.back)}
    assert shown == {AMOUNT: "2,40", DAY: "12-11-2026", BACK: "12-11-2026", typed: "5-12"}


async def test_a_call_without_a_promise_rests_on_no_amount(store: Path) -> None:
    async with playing(store) as play:
        before = play.count("contact")
        await play.press("c", "g")
        await play.paid(61_000)
        await play.press("f2")
        assert play.count("contact") == before + 1


@pytest.mark.parametrize("promised", [True, False])
async def test_only_a_promise_waits_for_what_a_colleague_did(store: Path, promised: bool) -> None:
    """The talk itself was held; the receipt says what came between."""
    async with playing(store) as play:
        await play.press("enter", "c", "t", "enter", *(["p"] if promised else []))
        case = play.app.screen.number  # type: ignore[attr-defined]
        other = session(store, "bram")
        record(AddNote(case=case, text="Belde mij net."), session=other)
        other.close()
        before = play.count("contact")
        await play.press("f2")
        assert "bram opmerking" in " ".join(play.text().split())
        assert play.count("contact") == before + (not promised)
        await play.press("f2")
        assert play.count("contact") == before + 1
