"""The first session of a day works the day out, beside the person at the keyboard."""

import threading
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused, message

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.tui.app import CaseConsole


async def begin_day(app: "CaseConsole") -> None:
    """Start the day's work on a thread of its own when nobody has; else say what it holds back."""
    if await app.store_thread.call(_needed):
        app.tell("screen.day_running")
        threading.Thread(target=_run, args=(app,), name="day", daemon=True).start()
    elif held := await app.store_thread.call(_held):
        app.tell(held, "warn")


def _needed(session: "Session") -> bool:
    from caseconsole.casework.day import needs_day
    from caseconsole.domain.rights import RIGHTS, Action

    return Action.RUN_DAY in RIGHTS[session.actor.role] and needs_day(session)


def _held(session: "Session") -> Message | None:
    """Why calls of today wait for the ledger."""
    from caseconsole.store import read

    run = read.day_run(session.conn, session.clock.now().today)
    return run.held if run is not None else None


def _run(app: "CaseConsole") -> None:
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
    app.call_later(_done, app, told)


async def _done(app: "CaseConsole", told: Message) -> None:
    """Show the list of the new day."""
    from caseconsole.tui.screens.worklist import WorklistScreen

    for screen in app.screen_stack:
        if isinstance(screen, WorklistScreen):
            await screen.take_in()
    app.tell(told)
