"""What keeps the console shut: nothing leaves the terminal, and an orderly end on every signal."""

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""C0, C1, bidi, zero width and other characters that steer a terminal or hide."""

_SAFE = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff]*")


def harmless(text: str) -> str:
    """The text without control characters."""
    return text if _SAFE.fullmatch(text) else CONTROLS.sub("", text)


WATCHDOG_SECONDS = 3.0
"""How long an orderly end may take before the process ends itself."""


class ControlFilter(LineFilter):
    """Takes control characters out of every drawn line: the last gate before the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without control characters."""
        del background
        if not any(CONTROLS.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(CONTROLS.sub("", text), style)
            for text, style, control in segments
            if not control
        ]


class EndBySignal:
    """Ends the app in order on SIGHUP and SIGTERM, and at the latest after `WATCHDOG_SECONDS`.

    Asyncio's own handlers do not run while a terminal has stopped reading, so these are plain ones.
    """

    def __init__(self, rescue: Callable[[], None], leave: Callable[[int], None]) -> None:
        self._rescue = rescue
        """Saves what was typed, from any thread."""
        self._leave = leave
        self.exit_code = 0
        """128 and the signal's number, once one came."""

    def install(self) -> None:
        """Take the signals."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._handle)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self.exit_code:
            return
        self.exit_code = 128 + number
        threading.Thread(target=self._rescue, daemon=True).start()
        threading.Thread(target=self._watch, daemon=True).start()
        self._leave(self.exit_code)

    def _watch(self) -> None:
        time.sleep(WATCHDOG_SECONDS)
        os._exit(self.exit_code)


class ShutApp(App[int], inherit_bindings=False):
    """Textual's app without its ways out of the terminal."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing is opened on the server."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """The console does not give the terminal to another program.

        Raises:
            PermissionError: always.
        """
        raise PermissionError("the console is never suspended")
        yield

    def action_suspend_process(self) -> None:
        """The process is not stopped from within."""

    def copy_to_clipboard(self, text: str) -> None:
        """What is copied stays inside: the terminal's clipboard is not written."""
        self._clipboard = text

    def deliver_text(self, *args: Any, **kwargs: Any) -> NoReturn:
        """No file leaves by the terminal.

        Raises:
            PermissionError: always.
        """
        del args, kwargs
        raise PermissionError("the console delivers no files")

    deliver_binary = deliver_text
    deliver_screenshot = deliver_text
    save_screenshot = deliver_text
    action_screenshot = deliver_text
