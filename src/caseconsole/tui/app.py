"""The console's one application class: everything that could leave the terminal is shut here."""

import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from rich.segment import Segment, Segments
from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from caseconsole.domain.message import Message, Refused, message, type_of_value
from caseconsole.locale import Speaker, speaker
from caseconsole.tui.paint import Painted
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.shutter import ControlFilter, EndBySignal

if TYPE_CHECKING:
    from caseconsole.casework.record import Receipt
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change
    from caseconsole.tui.store_thread import StoreThread

logger = logging.getLogger("caseconsole")


class CaseConsole(App[int], inherit_bindings=False):
    """The console of one caseworker on one store."""

    CSS_PATH = Path(__file__).with_name("console.tcss")
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""

    def __init__(self, store: "StoreThread", lang: str = "nl") -> None:
        super().__init__()
        self.store_thread = store
        self.painted = Painted()
        """What the terminal shows."""
        self.speaker: Speaker = speaker(lang, store.session.clock.now().today)
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self.ending = EndBySignal(self.rescue, self.leave_soon)
        self._line_filters: Sequence[LineFilter] = (ControlFilter(),)
        self._recorded_until = 0.0
        self._dropped = 0

    @property
    def session(self) -> "Session":
        """Who works on which store; its connection belongs to the store thread alone."""
        return self.store_thread.session

    def get_default_screen(self) -> Screen[Any]:
        """The worklist."""
        from caseconsole.tui.screens.worklist import WorklistScreen

        return WorklistScreen()

    def corner(self) -> str:
        """Who and which day, for the right of the header; a demo store says that it is one."""
        day = self.speaker.day(self.session.clock.now().today)
        words = f"{self.session.actor.login}  {day}"
        return (
            f"{self.speaker.say('screen.demo')}  {words}" if self.session.clock.demo_day else words
        )

    # Keys: handled here, one after the other, by the screen that is on top when a key's turn comes.

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pastes to the screen on top, in order; drop those typed during a recording."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            screen = self.screen
            if event.time <= self._recorded_until:
                self._dropped += 1
                self.tell(message("screen.keys_dropped", n=self._dropped), "warn")
            elif isinstance(screen, ConsoleScreen):
                self._dropped = 0
                if isinstance(event, events.Key):
                    await screen.take_key(event)
                else:
                    await screen.take_paste(event.text)
        elif not isinstance(event, events.MouseEvent):
            await super().on_event(event)

    def tell(self, sentence: Message | str, tone: str = "", /, **values: type_of_value) -> None:
        """Say something in the status line of the screen on top."""
        if isinstance(self.screen, ConsoleScreen):
            self.screen.tell(sentence, tone, **values)

    async def change(self, change: "Change", seen: int | None = None) -> "Receipt | None":
        """Record a change and say what was recorded, or why not; None when it was refused."""
        from caseconsole.casework.record import record

        def work(session: "Session") -> "Receipt":
            return record(change, session=session, seen=seen)

        try:
            receipt = await self.store_thread.call(work)
        except Refused as refusal:
            self.tell(refusal.why, "bad")
            return None
        finally:
            self._recorded_until = time.monotonic()
        self.tell(receipt.message, "good")
        return receipt

    async def do_dutch(self) -> None:
        """Speak Dutch."""
        self.speak("nl")

    async def do_english(self) -> None:
        """Speak English."""
        self.speak("en")

    def speak(self, lang: str) -> None:
        """Speak another language at once: every screen draws anew from what it holds."""
        self.speaker = speaker(lang, self.session.clock.now().today)
        for screen in self.screen_stack:
            if isinstance(screen, ConsoleScreen):
                screen.draw()

    async def do_repaint(self) -> None:
        """Write the whole screen again."""
        self.painted.forget()
        self.screen.refresh(repaint=True, layout=True)

    async def do_quit(self) -> None:
        """Leave the console."""
        self.leave()

    def leave(self) -> None:
        """Leave the console, with drafts kept."""
        self.rescue()
        self.exit(0)

    def leave_soon(self, code: int) -> None:
        """Leave from a signal handler."""
        self.call_later(self.exit, code, code)

    def rescue(self) -> None:
        """Keep what is being typed as drafts; from any thread."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def on_load(self) -> None:
        """Take the signals: the driver exists now and has set its own handlers."""
        if not self.is_headless:
            self.ending.install()

    def on_resize(self, event: events.Resize) -> None:
        """Count on nothing that the terminal showed before it changed size."""
        del event
        self.painted.forget()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and, last, the one that stops control characters."""
        return [*super().get_line_filters(), *self._line_filters]

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

    def deliver_text(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401 - Textual's own signature is wide
        """No file leaves by the terminal.

        Raises:
            PermissionError: always.
        """
        raise PermissionError("the console delivers no files")

    deliver_binary = deliver_text
    deliver_screenshot = deliver_text
    save_screenshot = deliver_text
    action_screenshot = deliver_text

    def _fatal_error(self) -> None:
        """Show one calm sentence with a number; the log has the kind of error and where, no values."""
        self._stop_with_incident(sys.exc_info()[1])

    def panic(self, *renderables: Any) -> None:  # noqa: ANN401
        """The same for errors that Textual would draw itself."""
        del renderables
        self._stop_with_incident(sys.exc_info()[1] or self._exception)

    def _stop_with_incident(self, error: BaseException | None) -> None:
        self._return_code = 1
        number = secrets.token_hex(3)
        logger.error("incident %s: %s", number, outline(error))
        sentence = self.speaker.say("screen.incident", number=number)
        self._exit_renderables = [Segments([Segment(sentence + "\n")])]
        self._close_messages_no_wait()


def outline(error: BaseException | None) -> str:
    """The kind of an error and the functions it came through, without any value."""
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__ + "".join(
        f" < {Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in reversed(frames)
    )
