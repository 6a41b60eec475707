"""What an early signal tells the municipality, and what is to be done before it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.message import Message
from caseconsole.store import read
from caseconsole.store.sqlite import Connection

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.process.signalling import Owed


class Signalling(NamedTuple):
    """What the form of a signal shows before anything is written in it."""

    cents: int
    """The open rent of which it tells."""
    lacks: Message | None
    """What is to be done first, whatever is written (R41)."""
    word_by: date
    """The day by which word of the municipality is expected (R46)."""


def told(conn: Connection, file: CaseFile, today: date) -> "Owed":
    """The open rent of which a signal of today tells, by the ledger."""
    from caseconsole.domain.allocation import allocate
    from caseconsole.process.signalling import owed

    lease = file.lease.id
    held = read.windows(conn, [lease]).get(lease, ())
    return owed(file, allocate(read.ledger(conn, lease), today, held).open, today)


def signalling(session: "Session", file: CaseFile) -> Signalling:
    """What a signal of today tells, and what is to be done before it."""
    from caseconsole.process.signalling import gate_signal

    today = session.clock.now().today
    values, tells = session.policy.at(today), told(session.conn, file, today)
    checks = gate_signal(file, tells, values, today, today, file.number)
    lacks = next((check.name for check in checks if check.hard and not check.held), None)
    return Signalling(tells.cents, lacks, today + timedelta(days=values.signal_chase_cd))
