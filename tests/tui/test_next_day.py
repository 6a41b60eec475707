"""A console that stays open overnight: the next day begins at its first key."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain.changes import Snooze
from tests.casework.stores import TODAY, build, session
from tests.tui.play import Play, playing
from tests.tui.test_list_news import step

NEXT = TODAY + timedelta(days=1)
DAYS = "SELECT day, finished_at IS NOT NULL FROM day_run ORDER BY day"
RUN, NEXT_RUN = (TODAY.isoformat(), 1), (NEXT.isoformat(), 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of which the day was run; one of three files of anna was put off until tomorrow."""
    path = build(tmp_path / "store.db", ["missed"] * 4)
    here = session(path)
    with here.store.transaction() as conn:
        conn.execute("UPDATE ledger_file SET complete_through = ?", (TODAY.isoformat(),))
    run_day(here)
    record(Snooze(case=1, claim="call", until=NEXT, why="Belt morgen"), session=here)
    here.close()
    return path


async def midnight(play: Play) -> None:
    """The next day comes while the console is open."""
    play.do(f"UPDATE association SET demo_day = '{NEXT}'")
    play.app.session.clock.demo_day = NEXT
    await play.rest()


async def worked_out(play: Play) -> None:
    """The day that was begun is done, and the list was told of it."""
    for _ in range(200):
        if "doorgerekend" in play.app.screen.told:  # type: ignore[attr-defined]
            return
        await asyncio.sleep(0.05)
        await play.rest()
    raise AssertionError(play.text())


async def test_the_day_after_is_worked_out_at_a_key_and_counted_in_the_list(store: Path) -> None:
    """The rows that are shown stay; `r` takes in what came."""
    async with playing(store) as play:
        assert "1 van 2" in play.lines()[0]
        await midnight(play)
        await play.press("down")
        await worked_out(play)
        assert play.rows(DAYS) == [RUN, NEXT_RUN]
        assert "2 van 2   +1 nieuw" in play.lines()[0]
        assert "wo 4 nov" in play.lines()[0]
        await play.press("r")
        assert " van 3 " in play.lines()[0]


async def test_nothing_is_worked_out_while_nobody_types(store: Path) -> None:
    async with playing(store) as play:
        await midnight(play)
        assert play.rows(DAYS) == [RUN]


async def test_a_day_that_is_begun_is_not_begun_again(store: Path) -> None:
    async with playing(store) as play:
        await midnight(play)
        await play.press("down")
        await worked_out(play)
        await play.press("up")
        assert play.app.screen.told == ""  # type: ignore[attr-defined]


async def test_who_steps_through_files_keeps_the_queue_and_sees_what_came(store: Path) -> None:
    async with playing(store) as play:
        await play.press("n")
        assert "1 van 2" in play.lines()[0]
        await midnight(play)
        await play.press("n")
        await worked_out(play)
        await step(play, "p")
        assert "1 van 2   +1 nieuw" in play.lines()[0]


async def test_what_the_first_key_recorded_is_said_beside_the_day(store: Path) -> None:
    async with playing(store) as play:
        await play.press("o")
        await play.type("Belt terug")
        await midnight(play)
        await play.press("f2")
        await worked_out(play)
        assert "Belt terug" in play.text()
        assert play.count("note") == 1


async def test_a_day_that_a_colleague_worked_out_is_counted_at_a_key(store: Path) -> None:
    """Also where no file was opened or changed that day: the number of the journal stays."""
    async with playing(store) as play:
        await midnight(play)
        other = session(store, "bram", NEXT)
        run_day(other)
        other.close()
        await step(play, "down")
        assert "+1 nieuw" in play.lines()[0]


async def test_days_and_times_are_told_as_those_of_the_next_day(store: Path) -> None:
    """`14:02` alone is a time of today."""
    async with playing(store) as play:
        await midnight(play)
        await play.press("down")
        assert play.app.speaker.today == NEXT
