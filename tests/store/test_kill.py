"""Killed processes lose nothing that was acknowledged, and leave nothing half done."""

import random
import time
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from caseconsole.store.sqlite import Store, open_store
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer
from tests.store.build import due_case
from tests.store.writer_process import write_until_killed

WRITERS = 6
KILLS = 200
SECONDS = 60


def start(path: Path, acknowledged: Path) -> ForkServerProcess:
    """A writer whose acknowledgements go to a file of its own; it ends with this process."""
    process = get_context("forkserver").Process(
        target=write_until_killed, args=(path, acknowledged), daemon=True
    )
    process.start()
    return process


@pytest.mark.timeout(120)
def test_two_hundred_kills_among_six_writers_lose_nothing(store: Store, path: Path) -> None:
    """Given writers killed in the midst of writing, every acknowledged change is there, whole."""
    due_case(store)
    store.close()
    get_context("forkserver").set_forkserver_preload(["sqlite_utils", "tests.store.writer_process"])
    files = [path.with_name(f"acknowledged{number}") for number in range(WRITERS)]
    for file in files:
        file.touch()
    running = [start(path, file) for file in files]
    try:
        _kill_at_random(path, files, running)
    finally:
        for process in running:
            _end(process)
    _require_whole(path, files)


def _kill_at_random(path: Path, files: list[Path], running: list[ForkServerProcess]) -> None:
    """Kill writers in turn, each at a random moment after it began to write."""
    rnd = random.Random(7)
    begun = [0] * WRITERS
    deadline = time.monotonic() + SECONDS
    for kill in range(KILLS):
        number = kill % WRITERS
        while files[number].stat().st_size == begun[number]:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(rnd.random() * 0.03)
        _end(running[number])
        begun[number] = files[number].stat().st_size
        running[number] = start(path, files[number])


def _end(process: ForkServerProcess) -> None:
    process.kill()
    process.join()
    process.close()


def _require_whole(path: Path, files: list[Path]) -> None:
    said = {line for file in files for line in file.read_text().split("\n")[:-1]}
    assert len(said) >= KILLS
    store = open_store(path)
    kept = {row[0] for row in store.conn.execute("SELECT change_id FROM journal").fetchall()}
    assert said - kept == set()
    halves = store.conn.execute(
        "SELECT count(*) FROM note GROUP BY substr(text, 1, instr(text, ' '))"
    ).fetchall()
    assert {row[0] for row in halves} == {2}
    assert store.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert verify(store.conn) == []
    with store.transaction():
        Writer(store).update("association", 1, None, name="goes on")
    store.close()
