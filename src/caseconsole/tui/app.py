"""The console's one application class."""

import gc
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.segment import Segment, Segments
from textual import events
from textual.filter import LineFilter
from textual.screen import Screen

from caseconsole.domain.message import Message, Refused, message, type_of_value
from caseconsole.locale import Speaker, speaker
from caseconsole.store import read
from caseconsole.store.rows import CaseView, DueRow
from caseconsole.tui import news
from caseconsole.tui.day_thread import DayThread
from caseconsole.tui.paint import Painted
from caseconsole.tui.screens.base import ConsoleScreen
from caseconsole.tui.shutter import ControlFilter, EndBySignal, ShutApp
from caseconsole.tui.text import EMPTY, Line, wrap
from caseconsole.tui.views import View, views

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.timer import Timer

    from caseconsole.casework.record import Receipt
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Change
    from caseconsole.tui.store_thread import R, StoreThread

CALM = 0.12
"""Seconds without a key after which what was put off is painted."""
BURST = 0.5
"""Seconds between two keys within which the second belongs to the first."""
GARBAGE = (500, 5, 2)
"""How many new objects the collector lets lie, by age: with those of a start steps cost memory."""

logger = logging.getLogger("caseconsole")


class CaseConsole(ShutApp, inherit_bindings=False):
    """The console of one caseworker on one store."""

    CSS_PATH = Path(__file__).with_name("console.tcss")
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""

    def __init__(
        self,
        store: "StoreThread",
        lang: str = "nl",
        view: View | None = None,
        rows: Sequence[DueRow] = (),
        driver: "type[Driver] | None" = None,
    ) -> None:
        """`rows` are the first of the view to begin with, read before the first paint."""
        super().__init__(driver_class=driver)
        self.store_thread = store
        self._begin = view or views(self.session.actor)[0]
        self._rows = rows
        self.painted = Painted()
        """What the terminal shows."""
        self.speaker: Speaker = speaker(lang, self.today)
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self.day = DayThread(self)
        self.ending = EndBySignal(self.rescue, self.leave_soon)
        self._line_filters: Sequence[LineFilter] = (ControlFilter(),)
        self._recorded_until = 0.0
        self._burst_until = 0.0
        self._escapes = 1
        """How many Escapes would leave what did not open."""
        self._dropped = 0
        self.key_time = 0.0
        """When the key that is being handled was typed."""
        self.told: tuple[float, Line] = (-1.0, EMPTY)
        """What was last said, and the time of the key it answered."""
        self.batches: list[tuple[int, ...]] = []
        """The journal numbers of each action that was of several cases."""
        self.kept_numbers: set[str] = set()
        """What looked like a BSN when it was typed, and was asked about."""
        self.recorded = 0
        """The journal number of what was recorded here last."""
        self.undo_asked: int | None = None
        """The journal number that the last `u` named; a second one takes it back."""
        self._calm: Timer | None = None

    @property
    def session(self) -> "Session":
        """Who works on which store; its connection belongs to the store thread alone."""
        return self.store_thread.session

    def get_default_screen(self) -> Screen[Any]:
        """The worklist."""
        from caseconsole.tui.screens.worklist import WorklistScreen

        return WorklistScreen(self._rows, *self._begin)

    @property
    def today(self) -> date:
        """The association's date; a demo store's own day."""
        return self.session.clock.now().today

    def corner(self) -> str:
        """Who and which day, for the right of the header; a demo store says that it is one."""
        demo = f"{self.speaker.say('screen.demo')}  " if self.session.clock.demo_day else ""
        return f"{demo}{self.session.actor.login}  {self.speaker.day(self.today)}"

    # Keys: handled here, one after the other, by the screen that is on top when a key's turn comes.

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pastes to the screen on top; drop those that came too soon."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            screen = self.screen
            blind = isinstance(screen, ConsoleScreen) and event.time <= screen.blind_until
            if blind or event.time <= self._recorded_until or event.time < self._burst_until:
                if event.time < self._burst_until:
                    self.swallow(event)
                elif isinstance(screen, ConsoleScreen) and screen.opens(event):
                    self.swallow_burst()
                self._dropped += 1
                self.tell(message("screen.keys_dropped", n=self._dropped), "warn")
            elif isinstance(screen, ConsoleScreen):
                self._dropped = 0
                self.key_time = event.time
                self.day.look(event.time)
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
        try:
            return await self.attempt(change, seen)
        except Refused as refusal:
            self.tell(refusal.why, "bad")
            return None

    async def attempt(
        self, change: "Change", seen: int | None = None, *, whole: CaseView | None = None
    ) -> "Receipt | None":
        """Record a change, resting on a `whole` file or not; None when something is asked first.

        Raises:
            Refused: it was not recorded.
        """
        if self._asks_first([change]):
            return None
        receipt = await self._record(change, seen, whole=whole)
        self.tell(news.done(self, receipt), "good")
        return receipt

    async def change_in_turn(self, changes: "Sequence[Change]", whole: CaseView) -> bool:
        """Record changes one after the other once all of them can be; `u` takes all back.

        Args:
            whole: the file as it was seen, on all of which they rest.

        Raises:
            Refused: one could not be, or others or its ledger changed that file.
        """
        if self._asks_first(changes):
            return False
        done: list[Receipt] = []
        try:
            if len(changes) > 1:
                await self.rehearse(changes, whole)
            for change in changes:
                done.append(await self._record(change, whole.newest, whole=None if done else whole))
        finally:
            self.batches.append(tuple(receipt.seq for receipt in done))
        if done:
            self.tell(news.done(self, *done), "good")
        return bool(done)

    async def rehearse(self, changes: "Sequence[Change]", whole: CaseView | None = None) -> None:
        """Find out whether changes could be recorded; nothing is.

        Raises:
            Refused: they could not.
        """
        from caseconsole.casework.record import rehearse

        await self._at_store(lambda session: rehearse(changes, session=session, whole=whole))

    async def change_all(
        self, changes: "Sequence[Change]", seen: Sequence[int | None]
    ) -> "list[Receipt]":
        """Record the same for several cases; what is refused is said, the others are recorded.

        Args:
            seen: the newest journal number of each file when it was read, if it was.

        Raises:
            Refused: none was.
        """
        if len(changes) == 1:
            receipt = await self.attempt(changes[0], seen[0])
            return [] if receipt is None else [receipt]
        if self._asks_first(changes):
            return []
        receipts: list[Receipt] = []
        refused: Refused | None = None
        for change, newest in zip(changes, seen, strict=True):
            try:
                receipts.append(await self._record(change, newest))
            except Refused as refusal:
                refused = refusal
        if refused and not receipts:
            raise refused
        self.batches.append(tuple(receipt.seq for receipt in receipts))
        self.tell(news.done_in_all(self, receipts, refused), "bad" if refused else "good")
        return receipts

    def _asks_first(self, changes: "Sequence[Change]") -> bool:
        """Whether a text looks like it holds a BSN; the same asked again is recorded (R80)."""
        from caseconsole.casework.cautions import numbers

        found = {number for change in changes for number in numbers(change)}
        if found <= self.kept_numbers:
            return False
        self.kept_numbers |= found
        self.tell("screen.bsn", "warn", number=min(found))
        return True

    async def _record(
        self, change: "Change", seen: int | None, *, whole: CaseView | None = None
    ) -> "Receipt":
        from caseconsole.casework.record import record

        try:
            receipt = await self._at_store(
                lambda session: record(change, session=session, seen=seen, whole=whole)
            )
        finally:
            self._recorded_until = time.monotonic()
        self.recorded = receipt.seq
        return receipt

    async def _at_store(self, do: "Callable[[Session], R]") -> "R":
        """What a call gives; that others or the ledger came between is said with what is new."""
        from caseconsole.casework.record import Meanwhile
        from caseconsole.casework.stale import Changed

        try:
            return await self.store_thread.call(do)
        except Meanwhile as late:
            what = news.what_came(self, late.news)
            raise Changed(message("screen.meanwhile", what=what), ()) from None

    def named(self, details: Sequence[Message]) -> str:
        """What was recorded, in words."""
        return " · ".join(map(self.speaker.say, details))

    def swallow_burst(self) -> None:
        """Let keys meant for what did not open, also those that wait, do nothing elsewhere."""
        self._burst_until = time.monotonic() + BURST
        self._escapes = 1

    def swallow(self, event: events.Event) -> None:
        """Count a key as meant for what did not open; what follows its last Escape is meant here.

        What was typed can have opened a field in it: the first Escape only leaves that.
        """
        escape = isinstance(event, events.Key) and event.key == "escape"
        self._escapes = self._escapes - 1 if escape else 2
        self._burst_until = max(self._burst_until, event.time + BURST) if self._escapes else 0.0

    def when_calm(self, do: Callable[[], Awaitable[None] | None]) -> None:
        """Do something once no key was typed for a moment."""
        if self._calm is not None:
            self._calm.stop()
        self._calm = self.set_timer(CALM, do)

    async def after_first_paint(self) -> None:
        """Let the day be worked out if nobody has, and offer what was not recorded."""
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()
        if self.store_thread.session.store.notice is not None:
            self.tell(self.store_thread.session.store.notice, "warn")
        if await self.store_thread.read(read.drafts, self.session.actor.login):
            from caseconsole.tui.screens.drafts import offer_drafts

            await offer_drafts(self)
        await self.day.begin()

    async def do_dutch(self) -> None:
        """Speak Dutch."""
        self.speak("nl")

    async def do_english(self) -> None:
        """Speak English."""
        self.speak("en")

    def speak(self, lang: str) -> None:
        """Speak another language at once: every screen draws anew from what it holds."""
        self.speaker = speaker(lang, self.today)
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
            if (keep := getattr(screen, "keep_draft", None)) is not None:
                keep()

    def on_load(self) -> None:
        """Take the signals that end a session."""
        if not self.is_headless:
            self.ending.install()

    def on_resize(self, event: events.Resize) -> None:
        """Count on nothing that the terminal showed before it changed size."""
        del event
        self.painted.forget()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and, last, the one that stops control characters."""
        return [*super().get_line_filters(), *self._line_filters]

    def _fatal_error(self) -> None:
        """Show one calm sentence with a number; the log has the kind and the place, no values."""
        self.stop_with_incident(sys.exc_info()[1])

    def panic(self, *renderables: Any) -> None:
        """The same for errors that Textual would draw itself."""
        del renderables
        self.stop_with_incident(sys.exc_info()[1] or self._exception)

    def stop_with_incident(self, error: BaseException | None) -> None:
        """End with a number on the terminal, under which the log has the kind and the place."""
        from secrets import token_hex

        from caseconsole.tui.incidents import outline

        self._return_code = 1
        number = token_hex(3)
        logger.error("incident %s: %s", number, outline(error))
        sentence = self.speaker.say("screen.incident", number=number)
        rows = wrap(sentence, max(self.error_console.width, 1))
        self._exit_renderables = [Segments([Segment("\n".join([*rows, ""]))])]
        self._close_messages_no_wait()
