"""Runs a verb, and turns whatever goes wrong into one sentence."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from caseconsole.cli.output import drop, flush, require_open, spare_errors
from caseconsole.cli.parser import UsageError, parse
from caseconsole.domain.message import LANGUAGES, Message, Refused, message
from caseconsole.domain.text import clean_line, cut
from caseconsole.locale import Speaker, speaker

Verb = Callable[[Namespace, Speaker], int]

_HOMES = {
    "conditions": "case",
    "show": "case",
    "text": "case",
    "why": "case",
    "import": "bring",
    "init": "upkeep",
    "migrate": "upkeep",
    "check": "upkeep",
    "rebuild": "upkeep",
}
"""The module of each verb that has none of its own."""

LONGEST = 600
"""The most characters of a value in a sentence."""

REFUSED = 1
WRONGLY_ASKED = 2
TERMINAL = 65
FAULT = 70
INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Parse the arguments and run their verb."""
    spare_errors()
    voice = speaker(language(arguments))
    try:
        return _run(arguments, voice)
    except UsageError as wrong:
        return _say_wrong(str(wrong), WRONGLY_ASKED)
    except Refused as refusal:
        return _say_wrong(voice.say(_brief(refusal.why)), REFUSED)
    except UnicodeEncodeError:
        return _say_wrong(voice.say("refused.not_utf8"), TERMINAL)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop()
        return 0
    except Exception as fault:  # noqa: BLE001 - a traceback could show personal data
        return _say_wrong(
            voice.say("cli.stopped", fault=type(fault).__name__, place=place(fault)), FAULT
        )


def _run(arguments: list[str], voice: Speaker) -> int:
    require_open()
    try:
        chosen = parse(arguments, voice)
        code = verb(chosen.verb)(chosen, voice)
    finally:
        flush()
    return code


def verb(name: str) -> Verb:
    """The function of a verb, imported now."""
    home = import_module(f"caseconsole.cli.{_HOMES.get(name, name)}")
    found: Verb = getattr(home, "bring" if name == "import" else name)
    return found


def language(arguments: list[str]) -> str:
    """The language asked for by option, CASECONSOLE_LANG or the system; Dutch when none says."""
    option = " ".join(arguments).replace("--lang=", "--lang ").partition("--lang ")[2][:2]
    system = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wishes = (option, os.environ.get("CASECONSOLE_LANG", ""), system[:2])
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def place(fault: BaseException) -> str:
    """Where in this program a fault came up: module and line, none of its data."""
    import traceback

    package = Path(__file__).parents[1]
    places = [
        f"{path.relative_to(package)}:{line}"
        for frame, line in traceback.walk_tb(fault.__traceback__)
        if (path := Path(frame.f_code.co_filename)).is_relative_to(package)
    ]
    return places[-1] if places else "?"


def _brief(why: Message) -> Message:
    """A refusal without what would push its sentence out of sight, such as a path without end."""
    shown = {k: cut(v, limit=LONGEST) if isinstance(v, str) else v for k, v in why.values.items()}
    return message(why.id, **shown)


def _say_wrong(sentence: str, code: int) -> int:
    sys.stderr.write(f"{clean_line(sentence)}\n")
    return code
