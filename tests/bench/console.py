"""The console in a terminal: start, keys, idle, a slow line, memory."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from caseconsole.tui.screens import SCREENS
from tests.bench import watch
from tests.bench.figures import Figure, interleaved
from tests.bench.setting import Setting
from tests.bench.stores import LOGIN
from tests.terminal.stalled import STALLED, seconds_to_record, stall
from tests.terminal.terminal import Link, pump_together, settle_together
from tests.tui.stores import due_store

DOWN = 15
"""Keys down that stay within the first page."""
PAGES = ("pagedown",) * 6 + ("pageup",) * 6
STEPS = ("n",) * 30 + ("p",) * 10
LIMIT = "lang:tr arrears>500"
NAME = "yilmaz"
ECHOED = "abcdefghijkl"
IDLE_SECONDS = 60.0
STARTED_TOGETHER = 6
LOADED_SECONDS = 1.0
"""Quiet after which a screen has come, on a busy machine too."""
SLOW = Link(bytes_a_second=16_000, seconds_there=0.15)
PRESSES, PRESSES_A_SECOND = 90, 30
MANY_STEPS, STEPS_AT_ONCE = 1_000, 10


def start(setting: Setting) -> Iterator[Figure]:
    """From the start to the first key that does something."""
    stores = setting.stores
    watch.usable_after(stores.large)
    bare, large, small, journal = interleaved(
        setting.runs,
        [
            watch.bare_usable_after,
            lambda: watch.usable_after(stores.large),
            lambda: watch.usable_after(stores.small),
            lambda: watch.usable_after(stores.long_journal),
        ],
    )
    yield Figure("start to usable / bare app", 1.3, large / bare, "x")
    yield Figure("  with 1,000,000 journal rows / bare app", 1.3, journal / bare, "x")
    yield Figure("  all cases / 1,000 cases", 1.1, large / small, "x")
    yield Figure("  1,000,000 journal rows / without", 1.1, journal / large, "x")


def keys(setting: Setting) -> Iterator[Figure]:
    """Bytes a key, and the time of steps and of what is typed."""
    with watch.bare() as bare, watch.console(setting.stores.large) as console:
        moves = [console.answer("down")[1] for _ in range(DOWN)]
        rows = [len(output) - watch.preview_bytes(output) for output in moves]
        yield Figure("cursor down, list only", 350, max(rows), "B", exact=True)
        yield Figure("cursor down with preview", 900, max(map(len, moves)), "B", exact=True)
        pages = [len(console.answer(key)[1]) for key in PAGES]
        yield Figure("page", 6_000, max(pages), "B", exact=True)
        console.answer("enter")
        steps = [len(console.answer(key)[1]) for key in STEPS]
        yield Figure("next or previous file", 2_500, max(steps), "B", exact=True)
        console.answer("escape")
        echo, step, limit, search = interleaved(
            setting.runs,
            [
                lambda: median(_seconds(bare, ECHOED)),
                lambda: _typed(console, "enter", STEPS),
                lambda: _typed(console, "f", LIMIT),
                lambda: _typed(console, "/", NAME),
            ],
        )
        yield Figure("next or previous file / echo", 10, step / echo, "x")
        yield Figure("limit as typed / echo", 15, limit / echo, "x")
        yield Figure("search as typed / echo", 15, search / echo, "x")


def _typed(console: watch.Watched, opens: str, keys: Sequence[str]) -> float:
    """Seconds that a key takes in what another opens, and Esc closes."""
    console.answer(opens)
    taken = median(_seconds(console, keys))
    console.answer("escape")
    return taken


def _seconds(terminal: watch.Watched, keys: Sequence[str]) -> list[float]:
    return [terminal.answer(key)[0] for key in keys]


def idle(setting: Setting) -> Iterator[Figure]:
    """Bytes that come unasked, on every screen at once."""
    found = idle_bytes(setting.stores.folder / "idle", IDLE_SECONDS)
    for screen, count in found.items():
        yield Figure(f"idle for 60 s, {screen}", 0, count, "B", exact=True)


def stalled(setting: Setting) -> Iterator[Figure]:
    """A change beside sessions whose terminals stopped reading."""
    store = due_store(fresh(setting.stores.folder / "stalled") / "case.db")
    with ExitStack() as stack:
        consoles = [stack.enter_context(watch.console(store)) for _ in range(STALLED)]
        stall(consoles)
        taken = [seconds_to_record(store, LOGIN) for _ in range(setting.runs)]
    yield Figure(f"a change beside {STALLED} stalled sessions", 1.0, max(taken), "s")


def link(setting: Setting) -> Iterator[Figure]:
    """A held arrow key over a slow line."""
    taken = [held_key(setting.stores.large) for _ in range(setting.runs)]
    yield Figure("held key over 16 kB/s and 150 ms settles after", 1.0, median(taken), "s")


def held_key(store: Path) -> float:
    """Seconds from the last press of a held key until the screen rests, the way back included."""
    with watch.console(store, link=SLOW) as console:
        return console.hold("down", presses=PRESSES, a_second=PRESSES_A_SECOND)


def memory(setting: Setting) -> Iterator[Figure]:
    """Resident memory at rest, after many steps, and where a call was recorded."""
    stepped: list[float] = []
    called = setting.stores.copy(setting.stores.small, "called")
    bare, rest, call = interleaved(
        setting.runs,
        [_bare_megabytes, lambda: _stepped(setting.stores.large, stepped), lambda: _called(called)],
    )
    yield Figure("resident memory / bare app", 1.4, rest / bare, "x")
    yield Figure("resident memory after 1,000 steps", 5.0, median(stepped), "MB more")
    yield Figure("resident memory after a recorded call / bare app", 1.4, call / bare, "x")


def _bare_megabytes() -> float:
    with watch.bare() as bare:
        return watch.resident(bare.process.pid)


def _stepped(store: Path, more: list[float]) -> float:
    """What a console takes at rest; `more` gets what many steps add."""
    with watch.console(store) as console:
        before = watch.resident(console.process.pid)
        console.answer("enter")
        for _ in range(MANY_STEPS // STEPS_AT_ONCE):
            console.answer(*["n"] * STEPS_AT_ONCE, quiet=0.05)
        console.settle()
        more.append(watch.resident(console.process.pid) - before)
        return before


def _called(store: Path) -> float:
    """What a console takes in which nobody answered a call."""
    with watch.console(store) as console:
        console.answer("c")
        console.answer("g", "f2", quiet=LOADED_SECONDS)
        return watch.resident(console.process.pid)


def fresh(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def idle_bytes(folder: Path, seconds: float) -> dict[str, int]:
    """Bytes that each screen writes while nothing is pressed; each has a store of its own.

    Consoles are started a few at a time, and then watched together: at rest they cost nothing.

    Args:
        folder: where the stores are made, in which there is a way to every screen.
    """
    filled = due_store(fresh(folder) / "filled.db", agreed=True)
    with ExitStack() as stack:
        shown: dict[str, watch.Watched] = {}
        for at in range(0, len(SCREENS), STARTED_TOGETHER):
            names = [*SCREENS][at : at + STARTED_TOGETHER]
            stores = [Path(shutil.copy(filled, folder / f"{name}.db")) for name in names]
            opened = watch.consoles(stack, stores)
            watch.go_to(opened, names)
            shown |= dict(zip(names, opened, strict=True))
        settle_together([*shown.values()], LOADED_SECONDS)
        before = {screen: terminal.received for screen, terminal in shown.items()}
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pump_together([*shown.values()])
            time.sleep(0.05)
        return {screen: shown[screen].received - before[screen] for screen in shown}
