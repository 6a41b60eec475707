"""The colleagues: who can be given a file, and who speaks what."""

from caseconsole.casework.session import Session
from caseconsole.domain.casefile import Caseworker
from caseconsole.domain.rights import RIGHTS, Action, Role
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


def speakers(session: Session, language: str) -> tuple[Caseworker, ...]:
    """The callers who speak a language."""
    return tuple(one for one in callers(session) if language in one.languages)
