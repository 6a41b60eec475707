"""The first session of a day works the day out, beside the person at the keyboard."""

import threading
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused, message
from caseconsole.tui.screens.base import ConsoleScreen

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.tui.app import CaseConsole


async def begin_day(app: "CaseConsole", *, next_day: bool = False) -> None:
    """Start the day's work on a thread of its own when nobody has; else say what it holds back.

    Args:
        next_day: whether the day came while somebody works: the list stays as it is, and what a
            key just said is said on.
    """
    if await app.store_thread.call(_needed):
        if not next_day:
            app.tell("screen.day_running")
        threading.Thread(target=_run, args=(app, next_day), name="day", daemon=True).start()
    elif held := await app.store_thread.call(_held):
        _tell(app, held, "warn", next_day=next_day)


def _needed(session: "Session") -> bool:
    from caseconsole.casework.day import needs_day
    from caseconsole.domain.rights import RIGHTS, Action

    return Action.RUN_DAY in RIGHTS[session.actor.role] and needs_day(session)


def _held(session: "Session") -> Message | None:
    """Why calls of today wait for the ledger."""
    from caseconsole.store import read

    run = read.day_run(session.conn, session.clock.now().today)
    return run.held if run is not None else None


def _run(app: "CaseConsole", next_day: bool) -> None:
    from caseconsole.casework.day import run_day
    from caseconsole.casework.session import open_session

    session = app.session
    login = session.actor.login if session.clock.demo_day else None
    try:
        own = open_session(session.store.path, login)
        try:
            report = run_day(own)
            told = report.held or message("screen.day_done", due=report.due)
        finally:
            own.close()
    except Refused as refusal:
        told = refusal.why
    except Exception:  # noqa: BLE001 - the console goes on; `caseconsole day` shows what is wrong
        told = message("screen.day_failed")
    app.call_later(_done, app, told, next_day)


async def _done(app: "CaseConsole", told: Message, next_day: bool) -> None:
    """Show the list of the new day, or count what came where somebody works through it."""
    from caseconsole.tui.screens.worklist import WorklistScreen

    for screen in app.screen_stack:
        if isinstance(screen, WorklistScreen):
            await (screen.look_around() if next_day else screen.load())
    _tell(app, told, next_day=next_day)


def _tell(app: "CaseConsole", told: Message, tone: str = "", *, next_day: bool) -> None:
    if next_day and isinstance(app.screen, ConsoleScreen):
        app.screen.tell_too(app.speaker.say(told))
    else:
        app.tell(told, tone)
