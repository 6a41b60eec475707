"""Opens the store for a verb."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseconsole.domain.rights import RIGHTS, Action, require

if TYPE_CHECKING:
    from caseconsole.casework.session import Session


@contextmanager
def opened(chosen: Namespace, action: Action) -> Iterator["Session"]:
    """A session on the chosen store, for somebody who may do the action.

    Raises:
        Refused: the store cannot be opened, or the person may not do this.
    """
    from caseconsole.casework.session import open_session

    session = open_session(chosen.store, chosen.login)
    try:
        require(session.actor, action)
        yield session
    finally:
        session.close()


def assess_first(session: "Session") -> None:
    """Let the first session of a day assess it; who may not waits for a colleague who may."""
    from caseconsole.store import read

    today = session.clock.now().today
    run = read.day_run(session.conn, today)
    if (run is None or not run.finished) and Action.RUN_DAY in RIGHTS[session.actor.role]:
        from caseconsole.casework.day import run_day

        run_day(session)
