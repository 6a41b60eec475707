"""Somebody at work in another process: records notes until the input ends, and tells the waits."""

import select
import sys
import time
from contextlib import closing
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote, OpenFile
from tests.bench.stores import LOGIN

PAUSE = 0.05


def work(path: Path) -> list[float]:
    """Record a note every `PAUSE` seconds; the seconds that each took."""
    taken = []
    with closing(open_session(path, LOGIN)) as session:
        case = record(OpenFile(lease=1, why="Belt zelf."), session=session).case
        assert case is not None
        print("ready", flush=True)
        while not select.select([sys.stdin], [], [], PAUSE)[0]:
            begun = time.perf_counter()
            record(AddNote(case=case, text="Belt liever na vijven."), session=session)
            taken.append(time.perf_counter() - begun)
    return taken


if __name__ == "__main__":
    print(*work(Path(sys.argv[1])), sep="\n")
