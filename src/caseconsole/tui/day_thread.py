"""The first session of a day works the day out, beside the person at the keyboard."""

import threading
import time
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, Refused, message
from caseconsole.store import read
from caseconsole.tui.screens.base import ConsoleScreen

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.store.rows import DayRun
    from caseconsole.tui.app import CaseConsole

ASK_EVERY = 5.0
"""Seconds between two keys at which a day that nobody worked out yet is asked about."""


class DayThread:
    """Lets each day be worked out; one that was refused or lost is tried again at a later key."""

    def __init__(self, app: "CaseConsole") -> None:
        self._app = app
        self._done_on: date | None = None
        """The newest day that is known to have been worked out."""
        self.busy = False
        """Whether the day is being worked out here."""
        self.asked = time.monotonic()
        """When it was last looked whether a day is to begin."""

    def look(self, key_time: float) -> None:
        """Let the day begin at a key, once that was painted."""
        app = self._app
        if app.today != app.speaker.today:
            app.speak(app.speaker.lang)
        elif app.today == self._done_on or key_time - self.asked < ASK_EVERY:
            return
        self.asked = key_time
        app.call_after_refresh(self.begin, next_day=True)

    async def begin(self, *, next_day: bool = False) -> None:
        """Start the day's work on a thread of its own when nobody has; else say what it holds back.

        Args:
            next_day: whether the day came while somebody works: the list stays as it is, and what
                a key just said is said on.
        """
        if self.busy:
            return
        app = self._app
        needed, run = await app.store_thread.call(_known)
        if needed:
            self.busy = True
            if not next_day:
                app.tell("screen.day_running")
            threading.Thread(target=self._run, args=(next_day,), name="day", daemon=True).start()
        elif run is not None and run.finished:
            self._done_on = run.day
            if next_day:
                await self._show_file()
            if run.held:
                self._tell(run.held, "warn", next_day=next_day)

    def _run(self, next_day: bool) -> None:
        from caseconsole.casework.day import run_day
        from caseconsole.casework.session import open_session

        session, day = self._app.session, None
        login = session.actor.login if session.clock.demo_day else None
        try:
            own = open_session(session.store.path, login)
            try:
                report = run_day(own)
                day, told = report.day, report.held or message("screen.day_done", n=report.due)
            finally:
                own.close()
        except Refused as refusal:
            told = refusal.why
        except Exception:  # noqa: BLE001 - the console goes on; `caseconsole day` shows what is wrong
            told = message("screen.day_failed")
        self._app.call_later(self._done, day, told, next_day)

    async def _done(self, day: date | None, told: Message, next_day: bool) -> None:
        """Show the list of the new day, or count what came where somebody works through it."""
        from caseconsole.tui.screens.worklist import WorklistScreen

        self.busy = False
        self._done_on = day or self._done_on
        for screen in self._app.screen_stack:
            if isinstance(screen, WorklistScreen):
                await (screen.look_around() if next_day else screen.load())
        await self._show_file()
        self._tell(told, next_day=next_day)

    async def _show_file(self) -> None:
        """Show what the day made of the file on top; one below something looks once that closes.

        What is asked about a file rests on it as it was seen.
        """
        from caseconsole.tui.screens.acts import ActingScreen

        screen = self._app.screen
        if isinstance(screen, ActingScreen) and screen.prompt is None:
            await screen.look_again()

    def _tell(self, told: Message, tone: str = "", *, next_day: bool) -> None:
        app = self._app
        if next_day and isinstance(app.screen, ConsoleScreen):
            app.screen.tell_too(app.speaker.say(told))
        else:
            app.tell(told, tone)


def _known(session: "Session") -> "tuple[bool, DayRun | None]":
    """Whether this session should run the day, and what is known of its run."""
    from caseconsole.casework.day import needs_day

    return needs_day(session), read.day_run(session.conn, session.clock.now().today)
