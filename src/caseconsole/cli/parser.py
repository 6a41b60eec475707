"""What can be asked on the command line, explained in the chosen language."""

import argparse
import gettext
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from caseconsole import __version__
from caseconsole.cli.output import put
from caseconsole.domain.message import LANGUAGES
from caseconsole.domain.text import cut
from caseconsole.locale import Speaker
from caseconsole.locale.speech import ARGPARSE, CATALOGUES

VERBS = (
    "console", "demo", "init", "import", "day", "due", "show", "why", "agreements", "conditions",
    "review", "text", "migrate", "check", "rebuild",
)  # fmt: skip
PAPERS = (
    "confirmation", "annex", "talk", "yellow_card", "three_party", "red_card",
    "condition_met", "notice", "graduation",
)  # fmt: skip
"""The texts of an agreement that can be asked for."""
WIDTH = 80
_WITHOUT_STORE = {"demo"}
_FIRST_YEAR, _LAST_YEAR = 1990, 2089
"""The years of a day that is assessed: what was and what is to come must have a calendar too."""
_SHOWN = 60
"""The most characters of a wrong value that a sentence repeats."""
_MOST = 1_000_000_000
_MOST_CASES = 100_000
Say = Callable[[str], str]


class UsageError(Exception):
    """The command line is not understood; the text is the sentence to show."""


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        # argparse asks for a formatter at every option; a fixed width saves asking the terminal.
        super().__init__(prog, width=WIDTH)


class _Parser(argparse.ArgumentParser):
    voice: Speaker

    def error(self, message: str) -> NoReturn:
        wrong = self.voice.say("cli.usage.wrong", what=message)
        raise UsageError(self.voice.say("cli.usage.hint", what=wrong, command=self.prog))

    def _print_message(self, message: str, file: object = None) -> None:
        # Help and version; argparse itself would let a disk that is full pass in silence.
        del file
        put(message)


class _Values:
    """Readers of option values; a wrong one is told in a sentence."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def day(self, text: str) -> date:
        from caseconsole.domain.calendar import FarDayError, parse_day

        if not text.strip():
            raise self._wrong("cli.no_day")
        far = self._wrong("cli.day_far", text=text, first=_FIRST_YEAR, last=_LAST_YEAR)
        try:
            found = parse_day(text)
        except FarDayError:
            raise far from None
        except ValueError:
            raise self._wrong("cli.wrong_day", text=text) from None
        if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            raise far
        return found

    def review(self, text: str) -> int:
        return self._count(text, _MOST, "cli.wrong_review")

    def cases(self, text: str) -> int:
        return self._count(text, _MOST_CASES)

    def path(self, text: str) -> Path:
        if not text.strip():
            raise self._wrong("cli.no_path")
        return Path(text)

    def case(self, text: str) -> str:
        if not text.strip():
            raise self._wrong("cli.no_case")
        return text

    def login(self, text: str) -> str:
        if not text.strip():
            raise self._wrong("cli.no_login")
        return text

    def _count(self, text: str, most: int, wrong: str = "cli.wrong_count") -> int:
        digits = text.lstrip("0")
        if not (digits.isascii() and digits.isdecimal()):
            raise self._wrong(wrong, text=text)
        if len(digits) > len(str(most)) or int(digits) > most:
            raise self._wrong("cli.count_much", text=text, most=str(most))
        return int(digits)

    def _wrong(self, id_: str, **values: str | int) -> argparse.ArgumentTypeError:
        shown = {k: cut(v, limit=_SHOWN) if isinstance(v, str) else v for k, v in values.items()}
        return argparse.ArgumentTypeError(self.say(id_, **shown))


def parse(arguments: list[str], voice: Speaker) -> argparse.Namespace:
    """The verb and its values; without a verb it is `console`.

    Raises:
        UsageError: the arguments are not understood, or no store is named.
    """
    _speak(voice)
    chosen = _parsed(_told_apart(arguments), voice)
    chosen.verb = chosen.verb or "console"
    if chosen.store is None and chosen.verb not in _WITHOUT_STORE:
        raise UsageError(voice.say("cli.no_store"))
    return chosen


def _told_apart(arguments: list[str]) -> list[str]:
    """The arguments so that argparse tells values from options.

    A limit like `-lang:nl` is joined, which it would take for an option; a value `--` stands apart,
    which it would drop behind a `=`.
    """
    apart: list[str] = []
    for argument in arguments:
        name, _, value = argument.partition("=")
        if apart and apart[-1] == "--limit" and argument[:1] == "-" and argument[:2] != "--":
            apart[-1] = f"--limit={argument}"
        elif value == "--" and name[:2] == "--":
            apart += (name, value)
        else:
            apart.append(argument)
    return apart


def _parsed(arguments: list[str], voice: Speaker) -> argparse.Namespace:
    """First with the verb that is named alone, which is quicker; then with all."""
    named = [name for name in VERBS if name in arguments]
    if named and not {"-h", "--help"} & set(arguments):
        try:
            return _parser(named, voice).parse_args(arguments)
        except UsageError:
            pass
    return _parser(VERBS, voice).parse_args(arguments)


def _speak(voice: Speaker) -> None:
    """Let argparse find its words in our catalogue."""
    os.environ["LANGUAGE"] = voice.lang
    gettext.bindtextdomain(ARGPARSE, CATALOGUES)
    gettext.textdomain(ARGPARSE)


def _parser(names: Sequence[str], voice: Speaker) -> argparse.ArgumentParser:
    say = voice.say
    _Parser.voice = voice
    whole = _Parser(
        prog="caseconsole",
        description=say("cli.about"),
        epilog=say("cli.more"),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    version = f"caseconsole {__version__}"
    whole.add_argument("--version", action="version", version=version, help=say("cli.help.version"))
    values = _Values(say)
    _common(whole, values, os.environ.get("CASECONSOLE_STORE") or None, None)
    verbs = whole.add_subparsers(
        dest="verb", title=say("cli.commands"), metavar="VERB", prog=whole.prog
    )
    for name in names:
        text = say(f"cli.help.{name}")
        verb = verbs.add_parser(
            name, help=text, description=text, formatter_class=_Formatter, allow_abbrev=False
        )
        _common(verb, values, argparse.SUPPRESS, argparse.SUPPRESS)
        _OPTIONS.get(name, _no_options)(verb, say, values)
    return whole


def _common(
    parser: argparse.ArgumentParser, values: _Values, store: str | None, absent: str | None
) -> None:
    say = values.say
    parser.add_argument(
        "--store", type=values.path, default=store, metavar="PATH", help=say("cli.help.store")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=absent, help=say("cli.help.lang"))
    parser.add_argument(
        "--as",
        dest="login",
        type=values.login,
        default=absent,
        metavar="LOGIN",
        help=say("cli.help.as"),
    )


def _no_options(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    del verb, say, values


def _demo(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument("--cases", type=values.cases, metavar="N", help=say("cli.help.demo.cases"))
    verb.add_argument("--build-only", action="store_true", help=say("cli.help.demo.build_only"))
    verb.add_argument("--today", type=values.day, metavar="DAY", help=say("cli.help.demo.today"))


def _init(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    del values
    verb.add_argument("--name", required=True, help=say("cli.help.init.name"))
    verb.add_argument("--zone", default="Europe/Amsterdam", help=say("cli.help.init.zone"))


def _bring(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument(
        "paths", nargs="+", type=values.path, metavar="PATH", help=say("cli.help.import.paths")
    )
    verb.add_argument("--keep-good", action="store_true", help=say("cli.help.import.keep_good"))


def _day(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument("--on", type=values.day, metavar="DAY", help=say("cli.help.day.on"))


def _due(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    del values
    verb.add_argument("--limit", default="", metavar="EXPR", help=say("cli.help.due.limit"))
    verb.add_argument("--all", action="store_true", help=say("cli.help.due.all"))
    verb.add_argument("--json", action="store_true", help=say("cli.help.json"))


def _agreements(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    del values
    verb.add_argument("--limit", default="", metavar="EXPR", help=say("cli.help.agreements.limit"))
    verb.add_argument("--json", action="store_true", help=say("cli.help.json"))


def _conditions(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    _case(verb, say, values)
    verb.add_argument("--proof", action="store_true", help=say("cli.help.conditions.proof"))


def _review(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument(
        "id", nargs="?", type=values.review, metavar="ID", help=say("cli.help.review.id")
    )
    verb.add_argument("--json", action="store_true", help=say("cli.help.json"))


def _text(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument("case", type=values.case, metavar="CASE", help=say("cli.help.case"))
    verb.add_argument("which", choices=PAPERS, metavar="WHICH", help=say("cli.help.text.which"))


def _case(verb: argparse.ArgumentParser, say: Say, values: _Values) -> None:
    verb.add_argument("case", type=values.case, metavar="CASE", help=say("cli.help.case"))
    verb.add_argument("--json", action="store_true", help=say("cli.help.json"))


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser, Say, _Values], None]] = {
    "demo": _demo,
    "init": _init,
    "import": _bring,
    "day": _day,
    "due": _due,
    "show": _case,
    "why": _case,
    "agreements": _agreements,
    "conditions": _conditions,
    "review": _review,
    "text": _text,
}
