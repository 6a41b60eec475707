"""Screens that read the store before they show anything: keys wait until they have."""

import asyncio
from typing import TypeVar

from textual import events

from caseconsole.domain.message import Refused
from caseconsole.tui.screens.base import ConsoleScreen

R = TypeVar("R")


class LoadingScreen(ConsoleScreen[R]):
    """A screen that takes its keys in order once `load` is done; refused, it goes with its keys."""

    def __init__(self) -> None:
        super().__init__()
        self._ready = asyncio.Event()
        self.loaded = False
        """Whether there is something to show."""

    async def load(self) -> None:
        """Read what the screen shows.

        Raises:
            Refused: it may not be shown, or cannot be read.
        """
        raise NotImplementedError

    async def on_mount(self) -> None:  # type: ignore[override]  # Textual awaits either
        """Load; the first drawing follows."""
        try:
            await self.load()
            self.loaded = True
        except Refused as refusal:
            self.dismiss(None)
            self.console_app.tell(refusal.why, "bad")
            self.console_app.swallow_burst()
        finally:
            self._ready.set()

    async def take_key(self, event: events.Key) -> None:
        """Take a key when its turn has come."""
        await self._ready.wait()
        if self.loaded:
            await super().take_key(event)
        else:
            self.console_app.swallow(event)

    async def take_paste(self, text: str) -> None:
        """Take pasted text when its turn has come."""
        await self._ready.wait()
        if self.loaded:
            await super().take_paste(text)
