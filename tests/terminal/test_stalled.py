"""Terminals that stopped reading: their sessions hold nothing that another one needs."""

import time
from contextlib import closing
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote
from caseconsole.domain.limit import parse_limit
from caseconsole.store import read
from tests.terminal.conftest import Open

STALLED = 6
FULL_SECONDS = 1.5
"""After this a console that repaints all the time has filled what its terminal takes."""
SOON = 1.0


def test_a_session_records_at_once_beside_stalled_ones(
    open_console: Open, demo_store: Path
) -> None:
    terminals = [open_console("--lang", "nl", "--as", "mehmet") for _ in range(STALLED)]
    for terminal in terminals:
        terminal.wait("Werklijst")
        terminal.press("o")
    for terminal in terminals:
        terminal.settle()
        terminal.type("nog niet klaar")
        terminal.press(*["ctrl+l"] * 60)
    time.sleep(FULL_SECONDS)
    with closing(open_session(demo_store, "mehmet")) as session:
        today = session.clock.now().today
        (first, *_) = read.first_rows(session.conn, parse_limit(""), "mehmet", today, 1)
        begin = time.monotonic()
        record(AddNote(case=first.case, text="Belt morgen terug."), session=session)
        assert time.monotonic() - begin < SOON
    assert all(terminal.process.poll() is None for terminal in terminals)
