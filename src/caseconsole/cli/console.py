"""`caseconsole console`: opens the console."""

from argparse import Namespace
from pathlib import Path

from caseconsole.locale import Speaker


def console(chosen: Namespace, voice: Speaker) -> int:
    """Open the console on the chosen store; it has the day assessed itself, beside the list."""
    return open_console(chosen.store, chosen.login, voice)


def open_console(path: Path, login: str | None, voice: Speaker) -> int:
    """Open the console on a store and give its exit code."""
    from caseconsole.tui.start import run_console

    return run_console(path, login, voice.lang)
