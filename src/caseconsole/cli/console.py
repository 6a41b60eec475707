"""`caseconsole console`: opens the console, or says why this terminal cannot show it."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from caseconsole.locale import Speaker

UNUSABLE_TERMINAL = 65


def console(chosen: Namespace, voice: Speaker) -> int:
    """Open the console on the chosen store."""
    return open_console(chosen.store, chosen.login, voice)


def open_console(path: Path, login: str | None, voice: Speaker) -> int:
    """Open the console on a store and give its exit code."""
    refusal = unusable(voice)
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNUSABLE_TERMINAL
    from caseconsole.tui.shutter import clear_environment

    clear_environment()
    from caseconsole.tui.start import start

    return start(path, login, voice.lang)


def unusable(voice: Speaker) -> str:
    """Why this terminal cannot show the console; empty when it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return voice.say("cli.no_terminal")
    term = os.environ.get("TERM", "")
    if term == "dumb":
        return voice.say("cli.dumb_terminal", term=term)
    encoding = sys.stdout.encoding or ""
    if encoding.lower().replace("-", "") != "utf8":
        return voice.say("cli.not_utf8", encoding=encoding)
    return ""
