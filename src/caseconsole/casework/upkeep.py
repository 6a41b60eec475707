"""Keeping a store sound: bringing it up to date, verifying it, rebuilding what is derived."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from caseconsole.casework.session import Session, at_keyboard, open_session
from caseconsole.domain.message import Message
from caseconsole.domain.rights import Action, require
from caseconsole.files import found
from caseconsole.store import derived, read
from caseconsole.store.sqlite import Connection, connect, explained, held_alone, library_notice


def notice() -> Message | None:
    """What a person should know of how stores are used on this machine."""
    return library_notice()


def is_demo(path: Path) -> bool:
    """Whether a store is a made-up one, which may be thrown away.

    Raises:
        Refused: it is not a store, or cannot be opened.
    """
    with closing(connect(path, write=False)) as conn, explained(path):
        return read.association(conn).demo_day is not None


@contextmanager
def unused(path: Path) -> Iterator[None]:
    """Keep everybody out of a store, if there is one, while it is taken away.

    Raises:
        Refused: somebody has it open.
    """
    if found(path) == "nothing":
        yield
        return
    with held_alone(path):
        yield


def bring_up_to_date(
    path: Path, login: str | None = None, progress: Callable[[int, int], None] | None = None
) -> Path | None:
    """Migrate a store, and give the backup that was made first, if one was needed.

    What is derived is worked out again, for another version may do so otherwise.

    Args:
        login: who plays, in a demo store.

    Raises:
        Refused: it is newer than the program, or not a store; or the actor may not maintain it.
    """
    from caseconsole.store.migrations import migrate

    def by(conn: Connection) -> tuple[str, int]:
        who, clock = at_keyboard(conn, login, Action.MAINTAIN)
        require(who, Action.MAINTAIN)
        return who.login, clock.now().at

    backup = migrate(path, by=by)
    if backup is not None:
        with closing(open_session(path, login, Action.MAINTAIN)) as session:
            rebuild(session, progress)
    return backup


def faults(session: Session) -> list[Message]:
    """What in the store is not as the journal says; empty when it is sound.

    Raises:
        Refused: the actor may not maintain the store.
    """
    from caseconsole.store.verify import verify

    session.require(Action.MAINTAIN)
    return verify(session.conn)


def rebuild(session: Session, progress: Callable[[int, int], None] | None = None) -> None:
    """Work out again all that is derived, and assess the day anew.

    Raises:
        Refused: the actor may not maintain the store.
    """
    from caseconsole.casework.day import run_day

    session.require(Action.MAINTAIN)
    derived.rebuild(session.store, session.clock.now().today)
    run_day(session, progress=progress)
