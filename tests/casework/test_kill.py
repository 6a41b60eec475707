"""Killed processes lose nothing that was acknowledged, and leave nothing half done."""

import random
import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.domain.changes import AddNote
from tests.casework.stores import SHAPES, build, facts, session
from tests.casework.writer_process import end, record_until_killed, require_whole, start

LOGINS = ("anna", "bram", "tess") * 2
KILLS = 200
SECONDS = 200


@pytest.mark.timeout(280)
def test_two_hundred_kills_among_six_writers_lose_nothing(tmp_path: Path) -> None:
    """Given people killed in the midst of a change, every acknowledged one is there, whole.

    What is due afterwards is what looking at all from nothing gives.
    """
    path = build(tmp_path / "s.db", SHAPES * 6)
    with closing(session(path)) as here:
        run_day(here)
    files = [path.with_name(f"acknowledged{number}") for number in range(len(LOGINS))]
    for file in files:
        file.touch()
    running = [start(record_until_killed, path, *one) for one in zip(files, LOGINS, strict=True)]
    try:
        _kill_at_random(path, files, running)
    finally:
        for process in running:
            end(process)
    with closing(session(path)) as here:
        assert len(require_whole(here.conn, files)) >= KILLS
        kept = facts(here)
        here.conn.execute("DELETE FROM due")
        here.conn.execute("UPDATE standing SET holds_before = NULL, stale = 1")
        run_day(here)
        assert facts(here) == kept
        record(AddNote(case=1, text="Het gaat door."), session=here)


def _kill_at_random(path: Path, files: list[Path], running: list[ForkServerProcess]) -> None:
    """Kill writers in turn, each at a random moment after it began to write."""
    rnd = random.Random(7)
    begun = [0] * len(files)
    deadline = time.monotonic() + SECONDS
    for kill in range(KILLS):
        number = kill % len(files)
        while files[number].stat().st_size == begun[number]:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(rnd.random() * 0.03)
        assert end(running[number]) == -9
        begun[number] = files[number].stat().st_size
        running[number] = start(record_until_killed, path, files[number], LOGINS[number])
