"""The colleagues: who can be given a file."""

from caseconsole.casework.session import Session
from caseconsole.domain.staff import Caseworker, calls
from caseconsole.store import read


def callers(session: Session) -> tuple[Caseworker, ...]:
    """Who works here today and may handle files, by login."""
    today = session.clock.now().today
    return tuple(one for one in read.staff(session.conn) if calls(one, today))
