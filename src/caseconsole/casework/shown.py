"""A file by what the ledger shows: from an old one nothing is held against anybody (P06)."""

from datetime import date
from typing import TYPE_CHECKING

from caseconsole.domain.casefile import CaseFile, as_shown
from caseconsole.domain.message import Message
from caseconsole.store import read
from caseconsole.store.sqlite import Connection

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.process.policy import Policy


def shown_through(session: "Session") -> date | None:
    """The last day through which an old ledger shows a miss; None where it is not old (P06).

    The run of the day has found that out, so that the policy need not be read for it.
    """
    conn, today = session.conn, session.clock.now().today
    run, through = read.day_run(conn, today), read.complete_through(conn)
    if run is not None and run.finished and run.ledger_through == through:
        held = run.held
    else:
        held = _held(conn, session.policy, today)[1]
    return (through or date.min) if held else None


def shown(
    file: CaseFile, conn: Connection, policy: "Policy", today: date
) -> tuple[CaseFile, Message | None]:
    """The file by what the ledger shows, and why nothing more is concluded from it (P06)."""
    through, held = _held(conn, policy, today)
    return as_shown(file, through) if held else file, held


def promised(file: CaseFile, conn: Connection, policy: "Policy", today: date) -> Message | None:
    """The promise that runs and is neither kept nor broken by what the ledger shows; else None."""
    from caseconsole.process.situation import DayFacts, look

    now = look(file, policy, today, DayFacts(read.complete_through(conn)))
    held = now.held_by_word("promise_broken")
    return held.missing if held else None


def _held(conn: Connection, policy: "Policy", today: date) -> tuple[date | None, Message | None]:
    from caseconsole.process.ledger_age import ledger_held

    through = read.complete_through(conn)
    return through, ledger_held(through, today, policy.at(today).ledger_age_wd)
