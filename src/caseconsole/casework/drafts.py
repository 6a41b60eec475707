"""Text that is being typed: kept about a second after the last key, offered at the next start."""

from collections.abc import Mapping

from caseconsole.casework.session import Session
from caseconsole.domain.rights import Action
from caseconsole.store import read
from caseconsole.store import session as own
from caseconsole.store.rows import Draft


def keep(session: Session, place: str, case: int | None, body: Mapping[str, object]) -> None:
    """Keep what stands in a form; one draft for each place and case.

    Raises:
        Refused: the actor may not write notes or was blocked, or the store cannot be written.
    """
    session.require(Action.NOTE)
    login, at = session.actor.login, session.clock.now().at
    with session.store.transaction():
        own.keep_draft(session.store, login, place, case, body, at)


def drop(session: Session, place: str, case: int | None) -> None:
    """Forget a draft, because it was recorded or thrown away."""
    with session.store.transaction():
        own.drop_draft(session.store, session.actor.login, place, case)


def offered(session: Session) -> list[Draft]:
    """The drafts of this person, newest first."""
    return read.drafts(session.conn, session.actor.login)
