"""Terminals that stopped reading, and how long a session beside them takes to record."""

import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote
from caseconsole.store import read
from tests.terminal.terminal import Terminal

REPAINTS = 60
FULL_SECONDS = 1.5
"""After this a console that repaints all the time has filled what its terminal takes."""


def stall(terminals: Iterable[Terminal]) -> None:
    """Let consoles on their worklist type a note, and read nothing any more of what they write."""
    for terminal in terminals:
        terminal.press("o")
        terminal.settle()
        terminal.type("nog niet klaar")
        terminal.press(*["ctrl+l"] * REPAINTS)
    time.sleep(FULL_SECONDS)


def seconds_to_record(store: Path, login: str) -> float:
    """Seconds that a further session takes to write a note into the first file of all."""
    with closing(open_session(store, login)) as session:
        (first,) = read.first_rows(session.conn, (), login, session.clock.now().today, 1)
        begin = time.monotonic()
        record(AddNote(case=first.case, text="Belt morgen terug."), session=session)
        return time.monotonic() - begin
