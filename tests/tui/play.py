"""Plays the console without a terminal: keys in, drawn lines and rows out."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from caseconsole.casework.session import Session, open_session
from caseconsole.tui.app import CaseConsole
from caseconsole.tui.store_thread import StoreThread
from tests.casework.stores import pay

from .console import seen


class Play:
    """One console being played."""

    def __init__(self, app: CaseConsole, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other without waiting between them."""
        await self.pilot.press(*keys)
        await self.rest()

    async def look_and_press(self, *keys: str) -> None:
        """Press keys as somebody does who looks: what comes before a screen is not carried out."""
        for key in keys:
            await self.press(key)

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "\n": "enter"}
        await self.press(*(names.get(character, character) for character in text))

    async def paid(self, cents: int, on: str = "2026-11-03") -> None:
        """Money comes in on the lease that is shown, by an import of another process."""
        lease = self.app.screen.view.file.lease.id  # type: ignore[attr-defined]
        wait = self.app.store_thread.wait
        await asyncio.to_thread(wait, lambda here: pay(here, lease, cents, on))

    async def rest(self) -> None:
        """Wait until the console has nothing left to do."""
        for _ in range(3):
            if self.app.is_running:
                await asyncio.to_thread(self.app.store_thread.wait, lambda _session: None)
            await self.pilot.pause()
        if self.app.is_running:
            await seen(self.pilot)

    def lines(self) -> list[str]:
        """The screen as it is drawn."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the store holds."""

        def ask(session: Session) -> list[tuple[Any, ...]]:
            return session.store.conn.execute(sql).fetchall()

        return self.app.store_thread.wait(ask)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    def do(self, sql: str) -> None:
        """Change the store behind the console's back."""

        def change(session: Session) -> None:
            with session.store.transaction():
                session.store.conn.execute(sql)

        self.app.store_thread.wait(change)


@asynccontextmanager
async def playing(
    store: Path, *, lang: str = "nl", size: tuple[int, int] = (80, 24), login: str = "anna"
) -> AsyncIterator[Play]:
    """A console on a store."""
    thread = await asyncio.to_thread(StoreThread, lambda: open_session(store, login))
    try:
        app = CaseConsole(thread, lang)
        begun = asyncio.Event()
        app.after_first_paint = _then(app.after_first_paint, begun)  # type: ignore[method-assign]
        async with app.run_test(size=size) as pilot:
            play = Play(app, pilot)
            await asyncio.wait_for(begun.wait(), 60)
            await play.rest()
            yield play
    finally:
        thread.close()


_Begin = Callable[[], Coroutine[Any, Any, None]]


def _then(do: _Begin, done: asyncio.Event) -> _Begin:
    async def doing() -> None:
        try:
            await do()
        finally:
            done.set()

    return doing


def recorded(play: Play, kind: str) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT kind, payload FROM journal_content JOIN journal USING (seq)"
                     " ORDER BY seq DESC LIMIT 1")  # fmt: skip
    assert rows[0][0] == kind
    found: dict[str, object] = json.loads(rows[0][1])
    return found


def pointed(play: Play) -> str:
    """The line at which the cursor stands."""
    return next(line for line in play.lines()[7:] if line.startswith("▶"))
