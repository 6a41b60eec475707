"""`caseconsole demo`: a made-up association to look around in."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from caseconsole.cli.opening import tell_notice
from caseconsole.cli.progress import Bar
from caseconsole.domain.message import Refused, message
from caseconsole.files import found
from caseconsole.locale import Speaker

CASES = 300


def demo(chosen: Namespace, voice: Speaker) -> int:
    """Open the demo store; build it first when there is none, or when another one is asked for."""
    path = chosen.store or own_path()
    anew = chosen.cases is not None or chosen.today is not None
    if anew or found(path) == "nothing":
        _build(path, chosen, voice)
    _require_demo(path)
    if chosen.build_only:
        _require_playable(path, chosen.login)
        from caseconsole.casework.upkeep import notice

        tell_notice(notice(), voice)
        return 0
    from caseconsole.cli.console import open_console

    return open_console(path, chosen.login, voice)


def own_path() -> Path:
    """The demo store of this account, in its data folder (XDG_DATA_HOME)."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    path = Path(home) / "caseconsole" / "demo.db"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Refused(message("store.cannot_make", path=str(path))) from None
    return path


def _build(path: Path, chosen: Namespace, voice: Speaker) -> None:
    """Build beside, then put in place: a broken-off build leaves what was there."""
    from caseconsole.casework.upkeep import unused
    from caseconsole.intake.demo import build_demo

    if found(path) != "nothing":
        _require_demo(path)
        with unused(path):
            pass  # Asked before the build, which takes a while, and once more after it.
    today = chosen.today or date.today()  # noqa: DTZ011 - the day on this machine's wall
    cases = chosen.cases or CASES
    with _named(path) as beside, Bar() as bar:
        build_demo(beside, today=today, cases=cases, progress=bar)
        _require_playable(beside, chosen.login)
        with unused(path):
            _remove(path)
            beside.rename(path)
    said = voice.say("cli.demo.built", path=str(path), n=cases, day_on=today.isoformat())
    sys.stderr.write(f"{said}\n")


@contextmanager
def _named(path: Path) -> Iterator[Path]:
    """Where to build; what is refused there is said of the path that was asked for.

    Raises:
        Refused: nothing can be made there, or another is being built.
    """
    from caseconsole.intake.alone import alone

    beside = path.with_name(f"{path.name}.new")
    try:
        with alone(path, message("cli.demo.another", path=str(path))):
            try:
                _remove(beside)
                yield beside
            finally:
                _remove(beside)
    except Refused as refusal:
        why = refusal.why
        asked = {"path": str(path)} if "path" in why.values else {}
        raise Refused(message(why.id, **{**why.values, **asked})) from None
    except OSError:
        raise Refused(message("store.cannot_make", path=str(path))) from None


def _remove(path: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _require_playable(path: Path, login: str | None) -> None:
    """Refuse a store of another version, and a login of nobody, before it is too late."""
    from caseconsole.casework.session import open_session

    open_session(path, login).close()


def _require_demo(path: Path) -> None:
    from caseconsole.casework.upkeep import is_demo

    if not is_demo(path):
        raise Refused(message("cli.demo.not_demo", path=str(path)))
