"""A real pseudo-terminal as a person sees it: what the screen shows, what every key costs."""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

OFF = b"\x1b[?1049l"
"""Leaves the alternate screen."""
QUIET = 0.25
"""Seconds without output after which a screen counts as settled."""
PATIENCE = 20.0
"""Seconds after which a test stops waiting; far beyond what anything takes on a busy machine."""

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
    "backspace": "\x7f", "delete": "\x1b[3~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f5": "\x1b[15~", "f8": "\x1b[19~", "ctrl+l": "\x0c", "ctrl+z": "\x1a",
    "ctrl+c": "\x03", "ctrl+p": "\x10", "ctrl+q": "\x11",
}  # fmt: skip

_QUERY = re.compile(rb"\x1b\[(?:(?P<status>[56])n|(?P<attributes>0?c)|\?(?P<mode>\d+)\$p)")
# pyte would draw these: strings for the terminal, private sequences, kitty's key protocol.
_UNKNOWN = re.compile(
    r"\x1b[PX^_].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)|\x1b\[[<>=][0-?]*[ -/]*[@-~]"
    r"|\x1b\[[0-?]*[ -/]+[@-~]|\x1b\[\?[0-9;]*u",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[PX^_\]](?:(?!\x1b\\|\x07).)*)?\Z", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """A slow line between the program and the person."""

    bytes_a_second: int
    seconds_there: float


class Terminal:
    """A program in a pseudo-terminal; to be used as a context, which ends the program."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        link: Link | None = None,
        controlling: bool = True,
    ) -> None:
        self.cols, self.rows = cols, rows
        self.received = 0
        self.raw = bytearray()
        """All that the program wrote."""
        self._link = link
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._asked = 0
        self.fd, child = os.openpty()
        self._set_size(child)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            argv,
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment() | dict(env or {}),
            start_new_session=True,
            preexec_fn=_take_terminal if controlling else None,  # noqa: PLW1509 - one system call, no threads yet
        )
        os.close(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def row(self, number: int) -> str:
        """One line of the screen; -1 is the last."""
        return str(self._screen.display[number]).rstrip()

    def find(self, pattern: str) -> re.Match[str] | None:
        """Where a pattern stands on the screen."""
        return re.search(pattern, self.text, re.MULTILINE)

    def press(self, *keys: str) -> None:
        """Press keys by name or character, without waiting."""
        self._write("".join(KEYS.get(key, key) for key in keys))

    def type(self, text: str) -> None:
        """Type text, character by character as one write."""
        self._write(text)

    def paste(self, text: str) -> None:
        """Paste between brackets, reading on meanwhile as terminals do."""
        data = f"\x1b[200~{text}\x1b[201~".encode()
        while data:
            _, writable, _ = select.select([], [self.fd], [], 0.01)
            if writable:
                data = data[os.write(self.fd, data[:1024]) :]
            self.pump(0)

    def _write(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def pump(self, seconds: float) -> bool:
        """Read what comes within `seconds`, one piece; whether something came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536 if self._link is None else 160)
        except OSError:
            return False
        if not data:
            return False
        if self._link is not None:
            time.sleep(len(data) / self._link.bytes_a_second)
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        self.received += len(data)
        self.raw += data
        for query in _QUERY.finditer(self.raw, self._asked):
            self._asked = query.end()
            self._answer(query)
        self._draw(data)

    def _draw(self, data: bytes) -> None:
        text = self._held + self._decoder.decode(data)
        tail = _UNFINISHED.search(text)
        self._held = tail[0] if tail else ""
        self._stream.feed(_UNKNOWN.sub("", text[: len(text) - len(self._held)]))

    def _answer(self, query: re.Match[bytes]) -> None:
        if query["mode"]:
            known = 2 if query["mode"] == b"2026" else 0
            self._write(f"\x1b[?{query['mode'].decode()};{known}$y")
        elif query["attributes"]:
            self._write("\x1b[?62;22c")
        else:
            self._write("\x1b[1;1R" if query["status"] == b"6" else "\x1b[0n")

    def wait(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Read until a pattern stands on the screen.

        Raises:
            AssertionError: it never came; with the screen as it is.
        """
        end = time.monotonic() + timeout
        while True:
            found = self.find(pattern)
            if found:
                return found
            if time.monotonic() > end or (not self.pump(0.05) and self.process.poll() is not None):
                raise AssertionError(f"{pattern!r} did not come\n{self.text}")

    def wait_without(self, pattern: str) -> None:
        """Read until a pattern has gone from the screen."""
        self.wait_until(lambda: not self.find(pattern))

    def wait_until(self, holds: Callable[[], bool], timeout: float = PATIENCE) -> None:
        """Read until something holds of the screen.

        Raises:
            AssertionError: it never did; with the screen as it is.
        """
        end = time.monotonic() + timeout
        while not holds():
            self.pump(0.05)
            assert time.monotonic() < end, f"it did not come\n{self.text}"

    def settle(self, quiet: float = QUIET) -> int:
        """Read until nothing comes for a while; how many bytes came."""
        before = self.received
        while self.pump(quiet):
            pass
        return self.received - before

    def cost(self, *keys: str, quiet: float = QUIET) -> int:
        """Bytes that come after pressing keys, until it is quiet."""
        self.press(*keys)
        return self.settle(quiet)

    def hold(self, *keys: str, presses: int, a_second: float) -> float:
        """Press keys in turn as a held key does; seconds from the last until the screen rests.

        The way back over a slow line is part of it.
        """
        begun, pressed = time.perf_counter(), 0
        while pressed < presses:
            if time.perf_counter() >= begun + pressed / a_second:
                self.press(keys[pressed % len(keys)])
                pressed += 1
            self.pump(0.002)
        released = last = time.perf_counter()
        while self.pump(QUIET):
            last = time.perf_counter()
        return last - released + (self._link.seconds_there if self._link else 0)

    def is_sane(self) -> bool:
        """Whether the screen is the ordinary one, the line is cooked and the mouse is quiet."""
        modes = termios.tcgetattr(self.fd)[3]
        return (
            self.raw.rfind(OFF) > self.raw.rfind(b"\x1b[?1049h")
            and bool(modes & termios.ECHO)
            and bool(modes & termios.ICANON)
            and b"\x1b[?1000h" not in self.raw
        )

    def cpu_seconds(self) -> float:
        """How long the program has been working."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resize(self, cols: int, rows: int) -> None:
        """Give the terminal another size; the person's screen has at least one cell."""
        self.cols, self.rows = cols, rows
        self._screen.resize(max(rows, 1), max(cols, 1))
        self._set_size(self.fd)

    def _set_size(self, fd: int) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.cols, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal, as when a connection is lost."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Read on until the program has ended, and give its exit code.

        Raises:
            AssertionError: it goes on.
        """
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running\n{self.text}"
            if self.fd >= 0:
                self.pump(0.05)
            else:
                select.select([], [], [], 0.02)
        while self.fd >= 0 and self.pump(0.02):
            pass
        return self.process.returncode


def _take_terminal() -> None:
    """In the child: make the pseudo-terminal the controlling one."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def environment() -> dict[str, str]:
    """An ordinary terminal, with nothing of the developer's own in it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def pump_together(terminals: Sequence[Terminal]) -> bool:
    """Read what has come from any of them; whether something had."""
    return sum(terminal.pump(0) for terminal in terminals) > 0


def settle_together(terminals: Sequence[Terminal], quiet: float = QUIET) -> None:
    """Read until nothing comes from any of them for a while."""
    rest = time.monotonic() + quiet
    while time.monotonic() < rest:
        if pump_together(terminals):
            rest = time.monotonic() + quiet
        else:
            time.sleep(0.01)
