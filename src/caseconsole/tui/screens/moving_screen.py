"""Moving through a list of cases: a held key runs on and is drawn when it comes to rest."""

from caseconsole.store.rows import DueRow
from caseconsole.tui.screens.case_screen import CaseScreen
from caseconsole.tui.widgets.window_list import WindowList

HASTE = 0.1
"""Seconds between two cursor keys below which the preview waits until the keys come to rest."""
PAGE_EVERY = 0.4
"""Seconds between two pages that are drawn while the key is held: a slow line takes no more."""


class MovingScreen(CaseScreen[None]):
    """A list with a cursor, and a preview of the row under it."""

    list: WindowList[DueRow]

    def __init__(self) -> None:
        super().__init__()
        self._last_move = self._last_page = 0.0

    def draw_preview(self) -> None:
        """Draw what is told of the row under the cursor."""
        raise NotImplementedError

    async def _move(self, to: int, *, page: bool = False) -> None:
        before, now = self.list.cursor, self.console_app.key_time
        hasty = now - self._last_move < HASTE
        later = hasty and page and now - self._last_page < PAGE_EVERY
        await self.list.move_to(to, page=page, later=later)
        if self.list.cursor == before:
            return
        self._last_move = now
        if page and not later:
            self._last_page = now
        if hasty:
            self.console_app.when_calm(self._come_to_rest)
        else:
            self.draw_preview()

    async def _come_to_rest(self) -> None:
        """Draw what a held key ran past."""
        await self.list.move_to(self.list.cursor)
        self.draw_preview()

    async def do_down(self) -> None:
        """One row down."""
        await self._move(self.list.cursor + 1)

    async def do_up(self) -> None:
        """One row up."""
        await self._move(self.list.cursor - 1)

    async def do_page_down(self) -> None:
        """One page down."""
        await self._move(self.list.cursor + self.list.height, page=True)

    async def do_page_up(self) -> None:
        """One page up."""
        await self._move(self.list.cursor - self.list.height, page=True)

    async def do_first(self) -> None:
        """To the first row."""
        await self._move(0)

    async def do_last(self) -> None:
        """To the last row."""
        await self._move(len(self.list.ids) - 1)
