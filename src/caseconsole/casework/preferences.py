"""What a person chose for the console."""

from caseconsole.casework.session import Session
from caseconsole.store import read
from caseconsole.store import session as own

ADVANCE = "advance"
"""Whether the next file opens after an outcome: `on` (the default) or `off`."""


def preference(session: Session, key: str, default: str) -> str:
    """What this person chose, else the default."""
    return read.preferences(session.conn, session.actor.login).get(key, default)


def choose(session: Session, key: str, value: str) -> None:
    """Keep a choice of this person.

    Raises:
        Refused: the store cannot be written.
    """
    with session.store.transaction():
        own.choose(session.store, session.actor.login, key, value)
