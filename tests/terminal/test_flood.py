"""Input without end: a wrapper that repeats a key, a paste that is never closed, no terminal."""

import os
import resource
import time
from collections.abc import Callable

import pytest

from tests.terminal.conftest import Open
from tests.terminal.terminal import KEYS, Terminal

SECONDS = 1.0
"""How long a flood lasts: what grows without bound grows by 20 MB a second."""
MEMORY = 1 << 30
"""What the process may have at most, so that a fault ends it and not the machine."""
GROWTH = 8 << 20


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    with open(f"/proc/{pid}/statm") as memory:
        return int(memory.read().split()[1]) * resource.getpagesize()


def flood(terminal: Terminal, data: bytes) -> int:
    """Write the same again and again for a while, as fast as it is read; how much was."""
    os.set_blocking(terminal.fd, False)
    sent, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            sent += os.write(terminal.fd, data)
        except BlockingIOError:
            terminal.pump(0.002)
        terminal.pump(0)
    os.set_blocking(terminal.fd, True)
    return sent


@pytest.fixture
def started(open_console: Open) -> Callable[..., Terminal]:
    """Opens a console that may not take much memory."""

    def start(**how: object) -> Terminal:
        terminal = open_console("--lang", "nl", "--as", "mehmet", **how)
        terminal.wait("Werklijst")
        terminal.settle()
        resource.prlimit(terminal.process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        return terminal

    return start


@pytest.mark.parametrize(
    "data",
    [b"\x04" * 1_000, KEYS["down"].encode() * 500, b"x" * 1_000, b"\xff" * 1_000, b"\x1b[I" * 500],
    ids=["end of input", "arrow", "letter", "no UTF-8", "focus"],
)
def test_an_input_without_end_takes_no_memory(
    data: bytes, started: Callable[..., Terminal]
) -> None:
    """What the console cannot handle yet stays unread; once it stops, keys are answered again."""
    terminal = started()
    before = resident(terminal.process.pid)
    assert flood(terminal, data) > 4_500
    assert resident(terminal.process.pid) - before < GROWTH
    begin = time.monotonic()
    terminal.settle()
    assert time.monotonic() - begin < 6
    terminal.press("q")
    assert terminal.exit_code() == 0


def test_a_paste_without_end_takes_no_memory(started: Callable[..., Terminal]) -> None:
    """What a change takes is loaded by then: one was recorded."""
    terminal = started()
    terminal.press("o")
    terminal.settle()
    terminal.press("x", "f2")
    terminal.wait("Vastgelegd")
    terminal.settle()
    terminal.press("o")
    terminal.settle()
    before = resident(terminal.process.pid)
    terminal.type("\x1b[200~")
    assert flood(terminal, b"nog meer tekst " * 200) > 500_000
    assert resident(terminal.process.pid) - before < GROWTH
    terminal.type("\x1b[201~")
    terminal.wait("20000")


def test_a_flood_ends_with_the_signal_that_ends_the_session(
    started: Callable[..., Terminal],
) -> None:
    """Nothing waits for room once the console closes."""
    terminal = started()
    flood(terminal, b"\x04" * 1_000)
    terminal.process.terminate()
    begin = time.monotonic()
    assert terminal.exit_code() == 128 + 15
    assert time.monotonic() - begin < 4.5


def test_a_terminal_that_has_gone_ends_the_session_without_a_signal(
    started: Callable[..., Terminal],
) -> None:
    """Under a wrapper that keeps the terminal to itself no SIGHUP comes."""
    terminal = started(controlling=False)
    terminal.hang_up()
    begin = time.monotonic()
    assert terminal.exit_code() == 128 + 1
    assert time.monotonic() - begin < 5
