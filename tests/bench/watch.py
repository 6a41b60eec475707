"""A console in a terminal, watched by its bytes: nothing is drawn here, so time is its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.stores import LOGIN
from tests.terminal.terminal import PATIENCE, QUIET, Link, Terminal, settle_together
from tests.tui.console import way_to

COLS, ROWS = 120, 40
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
CURSOR = "▶".encode()
READY = b"Ready."
PREVIEW_ROWS = 7
"""How many rows the preview takes at this height, its rule among them."""
EDGE_ROWS = 2
"""Status line and footer, below the preview."""

FIRST_BYTE = 5.0
"""Seconds in which a key has its first byte on any machine."""

_GO_TO = re.compile(rb"\x1b\[(\d+);\d+H")
_CHARACTERS = {"slash": "/", "question_mark": "?", "colon": ":"}


def console_argv(store: Path, *more: str, login: str = LOGIN) -> list[str]:
    """The command that opens the console on a store."""
    program = [sys.executable, "-m", "caseconsole", "console"]
    return [*program, "--store", str(store), "--as", login, "--lang", "nl", *more]


class Watched(Terminal):
    """A terminal that keeps bytes and draws nothing."""

    def _draw(self, data: bytes) -> None:
        """Nothing is drawn."""

    def until(self, mark: bytes, since: int = 0) -> float:
        """Read until bytes have come; the moment at which they had.

        Raises:
            AssertionError: they do not come.
        """
        end = time.perf_counter() + PATIENCE
        while self.raw.find(mark, since) < 0:
            ended = not self.pump(0.05) and self.process.poll() is not None
            assert not ended, f"the program ended: {bytes(self.raw[-500:])!r}"
            assert time.perf_counter() < end, f"{mark!r} did not come"
        return time.perf_counter()

    def answer(self, *keys: str, quiet: float = QUIET) -> tuple[float, bytes]:
        """Press keys; seconds until the last byte of what follows, and the bytes.

        A busy machine may let the first byte wait for longer than what is quiet after it.
        """
        start = len(self.raw)
        begun = last = time.perf_counter()
        self.press(*keys)
        patience = max(quiet, FIRST_BYTE)
        while self.pump(patience):
            last, patience = time.perf_counter(), quiet
        return last - begun, bytes(self.raw[start:])


@contextmanager
def console(store: Path, *, link: Link | None = None, login: str = LOGIN) -> Iterator[Watched]:
    """A console that has come to rest on its worklist."""
    with Watched(console_argv(store, login=login), cols=COLS, rows=ROWS, link=link) as terminal:
        terminal.until(CURSOR)
        terminal.settle()
        yield terminal


def consoles(stack: ExitStack, stores: Sequence[Path]) -> list[Watched]:
    """A console on each store, started at the same time, all at rest on their worklists."""
    opened = [
        stack.enter_context(Watched(console_argv(store), cols=COLS, rows=ROWS)) for store in stores
    ]
    for terminal in opened:
        terminal.until(CURSOR)
    settle_together(opened)
    return opened


def go_to(opened: Sequence[Watched], screens: Sequence[str]) -> None:
    """Press in each console the keys to its screen, and wait until something came in all."""
    ways = [keys_to(screen) for screen in screens]
    before = [terminal.received for terminal in opened]
    for terminal, way in zip(opened, ways, strict=True):
        terminal.press(*way)
    end = time.perf_counter() + FIRST_BYTE
    for terminal, way, count in zip(opened, ways, before, strict=True):
        while way and terminal.received == count and time.perf_counter() < end:
            terminal.pump(0.05)
    settle_together(opened)


@contextmanager
def bare() -> Iterator[Watched]:
    """The bare app at rest."""
    with Watched(BARE, cols=COLS, rows=ROWS) as terminal:
        terminal.until(READY)
        terminal.settle()
        yield terminal


def usable_after(store: Path, login: str = LOGIN) -> float:
    """Seconds from the start until a down key, sent when the list stands, has moved the cursor."""
    argv = console_argv(store, login=login)
    with Watched(argv, cols=COLS, rows=ROWS) as terminal:
        terminal.until(CURSOR)
        return _echoed(terminal, "down", CURSOR)


def bare_usable_after() -> float:
    """Seconds from the start until a key, sent when the line stands, is named by the bare app."""
    with Watched(BARE, cols=COLS, rows=ROWS) as terminal:
        terminal.until(READY)
        return _echoed(terminal, "down", b"Key")


def _echoed(terminal: Watched, key: str, mark: bytes) -> float:
    since = len(terminal.raw)
    terminal.press(key)
    return terminal.until(mark, since) - terminal.started


def preview_bytes(output: bytes) -> int:
    """How many bytes of an output wrote to the preview of the worklist."""
    rows = range(ROWS - EDGE_ROWS - PREVIEW_ROWS + 1, ROWS - EDGE_ROWS + 1)
    parts = list(_GO_TO.finditer(output))
    ends = [part.start() for part in parts[1:]] + [len(output)]
    return sum(
        end - part.start() for part, end in zip(parts, ends, strict=True) if int(part[1]) in rows
    )


def keys_to(screen: str) -> list[str]:
    """The keys from the worklist to a screen."""
    return [_CHARACTERS.get(key, key) for key in way_to(screen, "nl")]


def resident(pid: int) -> float:
    """The resident memory of a process, in MB."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(told.stdout) * 1024 / 1e6


def program_seconds(*argv: str) -> float:
    """Seconds that a program takes, its output thrown away."""
    begun = time.perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run(argv, stdout=nowhere, check=True)
    return time.perf_counter() - begun
