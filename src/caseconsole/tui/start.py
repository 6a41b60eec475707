"""Starts the console: what must be refused or cleared comes before Textual is loaded."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseconsole.domain.message import Message, message
from caseconsole.locale import speaker
from caseconsole.tui.views import first_view

if TYPE_CHECKING:
    from caseconsole.casework.session import Session

EX_TERMINAL = 65
"""Exit code when the terminal cannot show the console."""
CONSOLE_CACHE_KIB = 1_000
"""How much of the store a console keeps in memory: many are open all day on one server."""


def run_console(path: Path, login: str | None, lang: str) -> int:
    """Open the console on a store and give its exit code.

    Raises:
        Refused: the store cannot be opened or the person may not use it.
    """
    refusal = unfit_terminal()
    if refusal is not None:
        sys.stderr.write(speaker(lang).say(refusal) + "\n")
        return EX_TERMINAL
    clear_environment()
    # Nothing of what a start makes is garbage; the collector begins after the first paint.
    gc.disable()
    from caseconsole.tui.store_thread import StoreThread

    store = StoreThread(lambda: open_here(path, login))
    try:
        view, rows = store.wait(first_view)
        from caseconsole.tui.app import CaseConsole, logger
        from caseconsole.tui.incidents import IncidentLog
        from caseconsole.tui.keyboard import PatientDriver

        logger.addHandler(IncidentLog(path))
        app = CaseConsole(store, lang, view, rows, PatientDriver)
        app.run(mouse=False)
        return app.ending.exit_code or app.return_code or 0
    finally:
        store.close()


def unfit_terminal() -> Message | None:
    """Why this terminal cannot show the console; None when it can."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return message("refused.no_terminal")
    if os.environ.get("TERM", "") == "dumb":
        return message("refused.dumb_terminal", term="dumb")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return None if encoding == "utf8" else message("refused.not_utf8")


def clear_environment() -> None:
    """Take away what makes Textual load code, write files or start programs."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") and name != "TEXTUAL_DISABLE_KITTY_KEY":
            del os.environ[name]
    for name in ("BROWSER", "EDITOR", "VISUAL", "PAGER", "PYTHONBREAKPOINT"):
        os.environ.pop(name, None)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["ESCDELAY"] = "50"
    if os.environ.get("TERM", "unknown") == "unknown":
        # Rich takes a terminal of unknown kind for one of 80 by 25 that never changes.
        os.environ["TERM"] = "vt100"


def open_here(path: Path, login: str | None) -> "Session":
    from caseconsole.casework.session import open_session
    from caseconsole.domain.rights import Action, require

    session = open_session(path, login, cache_kib=CONSOLE_CACHE_KIB)
    try:
        require(session.actor, Action.VIEW_WORKLIST)
    except BaseException:
        session.close()
        raise
    return session
