"""Reads the terminal no faster than the console handles, and notices when it has gone."""

import asyncio
import os
import select
import signal
from codecs import getincrementaldecoder
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from caseconsole.tui.pasting import PasteParser

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.app import App

    from caseconsole.tui.app import CaseConsole

MOST_WAITING = 256
"""How many messages wait for the app at most; a person types far fewer while something is read."""
AHEAD = 64
"""How many messages may be on their way to that queue: waiting for each would slow typing."""
LOOK_AGAIN = 0.02
"""Seconds after which a full queue is looked at again."""
TICK = 0.1
"""Seconds between two looks whether an Esc was the key or the begin of another one."""
AT_ONCE = 256
"""How many bytes one read takes: what is read is handled, even when it came in a flood."""


class PatientDriver(LinuxDriver):
    """Leaves unread what the app has no room for, so that an endless input takes no memory."""

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._handed: deque[Future[bool]] = deque()
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        # A hang-up sends SIGCONT too; Textual would start application mode a second time.
        signal.signal(signal.SIGCONT, signal.SIG_IGN)

    def run_input_thread(self) -> None:
        """Read until the console ends; a fault of the program ends it."""
        try:
            self._read_on()
        except Exception as error:  # noqa: BLE001 - this thread has nobody else to tell
            app = cast("CaseConsole", self._app)
            app.call_later(app.stop_with_incident, error)

    def _read_on(self) -> None:
        """Hand over what is typed; a terminal that has gone ends the console as SIGHUP does."""
        parser = PasteParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], TICK)[0]:
                data = self._read()
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                for event in parser.feed(decode(data)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _read(self) -> bytes:
        """What came; nothing when the terminal has gone."""
        try:
            return os.read(self.fileno, AT_ONCE)
        except OSError:
            return b""

    def send_message(self, message: Message) -> None:
        """Hand a message to the app when its turn has come; at the end of the console, drop it."""
        while self._app.message_queue_size >= MOST_WAITING:
            if self.exit_event.wait(LOOK_AGAIN):
                return
        posted = asyncio.run_coroutine_threadsafe(
            self._app._post_message(message),  # noqa: SLF001 - as the driver itself does
            loop=self._loop,
        )
        self._handed.append(posted)
        if len(self._handed) > AHEAD:
            self._wait_for(self._handed.popleft())

    def _wait_for(self, posted: "Future[bool]") -> None:
        """Wait until a message stands in the queue of the app."""
        while not self.exit_event.is_set():
            try:
                posted.result(LOOK_AGAIN)
            except TimeoutError:
                continue
            return
