"""Terminals that stopped reading, and how long a session beside them takes to record."""

import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import AddNote
from caseconsole.store import read
from tests.terminal.terminal import Terminal, settle_together

STALLED = 49
REPAINTS = 60
QUIET_SECONDS = 1.5
AT_REST = 0.3
"""Consoles that together work for less than these seconds in those have filled what their terminals
take; what is left is their looking whether the terminal reads again."""


def stall(terminals: Sequence[Terminal]) -> None:
    """Let consoles on their worklist type a note, and read nothing any more of what they write."""
    for terminal in terminals:
        terminal.press("o")
    settle_together(terminals)
    for terminal in terminals:
        terminal.type("nog niet klaar")
        terminal.press(*["ctrl+l"] * REPAINTS)
    worked, before = _worked(terminals), 0.0
    while worked - before > AT_REST:
        time.sleep(QUIET_SECONDS)
        worked, before = _worked(terminals), worked


def _worked(terminals: Sequence[Terminal]) -> float:
    return sum(terminal.cpu_seconds() for terminal in terminals)


def seconds_to_record(store: Path, login: str) -> float:
    """Seconds that a further session takes to write a note into the first file of all."""
    with closing(open_session(store, login)) as session:
        (first,) = read.first_rows(session.conn, (), login, session.clock.now().today, 1)
        begin = time.monotonic()
        record(AddNote(case=first.case, text="Belt morgen terug."), session=session)
        return time.monotonic() - begin
