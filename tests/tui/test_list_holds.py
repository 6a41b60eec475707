"""What an open list shows is so: each row is that of one case, and an empty one says what helps."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework import day
from caseconsole.casework.day import DayReport, run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.changes import NewPromise, RecordContact
from caseconsole.domain.contact import Channel, Whom
from caseconsole.store import read
from caseconsole.tui.screens.worklist import WorklistScreen
from tests.casework.agreed import undo
from tests.casework.stores import build, session
from tests.tui.play import playing

FILES = 4


async def test_what_becomes_due_takes_the_place_of_nothing_that_was_settled(tmp_path: Path) -> None:
    path = build(tmp_path / "store.db", ["missed"] * FILES)
    bram = session(path, "bram")
    run_day(bram)
    day = bram.clock.now().today
    ids = [row[0] for row in bram.conn.execute("SELECT case_file FROM due ORDER BY id").fetchall()]
    first, last = ids[0], ids[-1]
    promise = NewPromise(due_on=day + timedelta(days=3), cents=61_240)
    talked = RecordContact(
        case=first, channel=Channel.PHONE, whom=Whom.TENANT, identity_checked=True, promise=promise
    )
    record(talked, session=bram)
    settled = read.number_of(bram.conn, last)
    async with playing(path, size=(120, 40)) as play:
        await play.press("v", "down", "down", "enter")
        assert f"1 van {FILES - 1}" in play.lines()[0]
        await play.look_and_press("end", "c", "t", "enter", "1", "p", "f2")
        row = next(line for line in play.lines() if settled in line)
        assert "✓" in row
        undo(bram)
        await play.press("home")
        assert "+1 nieuw" in play.lines()[0]
        assert row.strip("▶ ") in play.text()
        await play.press("r")
        assert f"1 van {FILES - 1}" in play.lines()[0]
    bram.close()


async def test_an_empty_list_names_escape_only_where_it_takes_something_away(
    tmp_path: Path,
) -> None:
    path = build(tmp_path / "store.db", ["missed"])
    async with playing(path) as play:
        await play.look_and_press("f", *"arrears>9000", "enter")
        assert "Niets in deze lijst. Esc: filter weg" in play.text()
        await play.look_and_press("escape", "v", "down", "down", "down", "enter")
        assert "uitgesteld" in play.lines()[0]
        assert "Niets in deze lijst. v: andere lijsten." in play.text()


@pytest.mark.parametrize("typed", ["", "arrears>9000", "arrears>0"])
async def test_a_limit_that_is_taken_back_leaves_the_list_as_it_was(
    tmp_path: Path, typed: str
) -> None:
    """With what was done in it, and the place in it."""
    path = build(tmp_path / "store.db", ["missed"] * FILES)
    async with playing(path, size=(120, 40)) as play:
        await play.look_and_press("v", "down", "down", "enter", "c", "g", "f2")
        before = play.lines()[:20]
        assert any("✓" in line for line in before)
        await play.look_and_press("f", *typed, "escape")
        assert play.lines()[:20] == before
        await play.look_and_press("n")
        assert f"2 van {FILES}" in play.lines()[0]


async def test_so_it_does_where_the_first_row_was_the_place(tmp_path: Path) -> None:
    """Its rows are read again: none says that it is no longer due."""
    path = build(tmp_path / "store.db", ["missed"] * FILES)
    async with playing(path) as play:
        await play.look_and_press("v", "down", "down", "enter")
        before = play.lines()[:20]
        await play.look_and_press("f", *"arrears>9000", "escape")
        assert play.lines()[:20] == before


@pytest.mark.parametrize("typed", ["", "arr", "arrears>9000", "arrears>0"])
async def test_a_limit_that_is_taken_back_leaves_the_list_of_the_day_that_ended_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """It was read anew below the question: what stood there before is the list of no day."""
    path, asked = build(tmp_path / "store.db", ["missed"] * FILES), threading.Event()

    def once_asked(here: Session) -> DayReport:
        asked.wait(20)
        return run_day(here)

    monkeypatch.setattr(day, "run_day", once_asked)
    async with playing(path) as play:
        await play.look_and_press("v", "down", "down", "enter")
        assert "0 van 0" in play.lines()[0]
        await play.look_and_press("f", *typed)
        asked.set()
        while play.app.day.busy:
            await play.rest()
        await play.rest()
        await play.look_and_press("escape")
        assert f"alles                  1 van {FILES} " in play.lines()[0]
        assert sum("Bellen, dag 1" in line for line in play.lines()[2:8]) == FILES


@pytest.mark.parametrize("typed", ["arrears>9000", "arrears>0"])
async def test_what_a_colleague_settled_meanwhile_stands_there_once_a_limit_is_taken_back(
    tmp_path: Path, typed: str
) -> None:
    """With its mark, which the blank takes away."""
    path = build(tmp_path / "store.db", ["missed"] * FILES)
    bram = session(path, "bram")
    run_day(bram)
    async with playing(path, size=(120, 40)) as play:
        await play.look_and_press("v", "down", "down", "enter", "space", "home")
        assert isinstance(play.app.screen, WorklistScreen)
        case = play.app.screen.needed()
        called = RecordContact(case=case, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
        record(called, session=bram)
        await play.look_and_press("f", *typed, "escape")
        (row,) = (line for line in play.lines() if line.startswith("▶"))
        assert row.startswith("▶*")
        assert read.number_of(bram.conn, case) in row
        assert "geen gehoor" in row
        await play.look_and_press("space")
        assert "gemerkt" not in play.text()
        await play.look_and_press("down", "enter")
        assert f"3 van {FILES}" in play.lines()[0]
    bram.close()
