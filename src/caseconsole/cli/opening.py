"""Opens the store for a verb."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused
from caseconsole.domain.rights import RIGHTS, Action, require
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.limit import Limit


@contextmanager
def opened(chosen: Namespace, action: Action, voice: Speaker) -> Iterator["Session"]:
    """A session on the chosen store, for somebody who may do the action.

    Raises:
        Refused: the store cannot be opened, or the person may not do this.
    """
    from caseconsole.casework.session import open_session

    session = open_session(chosen.store, chosen.login, action)
    try:
        require(session.actor, action)
        tell_notice(session.store.notice, voice)
        yield session
    finally:
        session.close()


def tell_notice(notice: Message | None, voice: Speaker) -> None:
    """Say what a person should know of how a store is used, if anything."""
    if notice is not None:
        sys.stderr.write(f"{voice.say(notice)}\n")


def asked_limit(session: "Session", text: str, voice: Speaker) -> "Limit":
    """The terms of a limit; where a value is wrong, what can be written is told in full.

    Raises:
        Refused: a word is not understood, or names what nobody here knows.
    """
    from caseconsole.domain.limit import NoValueError
    from caseconsole.store import read

    try:
        return read.asked_limit(session.conn, text, marks=False)
    except NoValueError as wrong:
        raise Refused(wrong.spelled_out(dutch=voice.lang == "nl")) from None


def assess_first(session: "Session", voice: Speaker) -> None:
    """Let the first session of a day assess it, and anew where it was by an older ledger.

    Who may not do so sees the day before.
    """
    from caseconsole.store import read

    today = session.clock.now().today
    run = read.day_run(session.conn, today)
    done = read.day_holds(session.conn, run) if run else read.later_day(session.conn, today)
    if not done and Action.RUN_DAY in RIGHTS[session.actor.role]:
        from caseconsole.casework.day import run_day
        from caseconsole.cli.progress import Bar

        what = voice.say("cli.day.progress")
        with Bar() as bar:
            run_day(session, progress=lambda done, total: bar(what, done, total))
