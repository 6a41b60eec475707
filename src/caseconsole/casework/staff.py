"""The colleagues: who can be given a file."""

from caseconsole.casework.session import Session
from caseconsole.domain.rights import RIGHTS, Action, Role
from caseconsole.domain.staff import Caseworker
from caseconsole.store import read


def callers(session: Session) -> tuple[Caseworker, ...]:
    """Who works here today and may handle files, by login."""
    today = session.clock.now().today
    return tuple(
        colleague
        for colleague in read.staff(session.conn)
        if (colleague.until is None or today <= colleague.until)
        and Action.CONTACT in RIGHTS[Role(colleague.role)]
    )
