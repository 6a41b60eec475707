"""A list over windowed SQL: all ids in order, rows only for what is in sight and near it."""

from array import array
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from textual.geometry import Region
from textual.strip import Strip

from caseconsole.tui.text import EMPTY, Line
from caseconsole.tui.widgets.lines import DrawnWidget, strip_of

WINDOW = 100
"""How many rows one read takes."""
KEPT = 8 * WINDOW
"""How many rows stay in memory."""


class Row(Protocol):
    """What the list knows of a row."""

    @property
    def id(self) -> int:
        """The key by which the row was asked for."""
        ...


T = TypeVar("T", bound=Row)


class WindowList(DrawnWidget, Generic[T]):
    """Rows in a fixed order with a cursor; moving the cursor repaints two lines."""

    DEFAULT_CSS = "WindowList { height: 1fr; width: 1fr; }"

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Awaitable[Sequence[T]]],
        draw: Callable[[T | None, bool, int], Line],
    ) -> None:
        """`fetch` reads rows by id; `draw` makes a line of a row, None when it is gone."""
        super().__init__(id="list")
        self._fetch = fetch
        self._draw_row = draw
        self.ids: array[int] = array("q")
        self.cursor = 0
        self.top = 0
        self._rows: dict[int, T] = {}
        self._behind = False
        """Whether the rows in sight are others than those drawn."""

    @property
    def current(self) -> T | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    def row(self, index: int) -> T | None:
        """A row that is in memory."""
        return self._rows.get(self.ids[index]) if 0 <= index < len(self.ids) else None

    def fill(self, ids: Sequence[int], rows: Iterable[T] = (), *, keep: bool = True) -> None:
        """Show other ids, with rows already read; `keep` holds on to the row under the cursor."""
        held = self.ids[self.cursor] if keep and self.cursor < len(self.ids) else None
        offset = self.cursor - self.top
        self.ids = ids if isinstance(ids, array) else array("q", ids)
        self.learn(rows)
        self.cursor = self._index(held) if keep else 0
        self.top = max(0, min(self.cursor - offset, self.furthest)) if keep else 0

    def learn(self, rows: Iterable[T]) -> None:
        """Keep rows in memory."""
        for row in rows:
            self._rows[row.id] = row

    def held(self) -> list[T]:
        """The rows in memory."""
        return list(self._rows.values())

    def replace(self, id_: int, row: T) -> None:
        """Let a row stand where another one stood, or anew where it stands."""
        if id_ != row.id and row.id not in self.ids:
            self._rows.pop(id_, None)
            self.ids = array("q", (row.id if one == id_ else one for one in self.ids))
        self.learn([row])

    def drop(self) -> None:
        """Keep no row in memory: those in sight are read anew."""
        self._rows.clear()

    def _index(self, id_: int | None) -> int:
        try:
            return self.ids.index(id_) if id_ is not None else 0
        except ValueError:
            return max(0, min(self.cursor, len(self.ids) - 1))

    @property
    def height(self) -> int:
        """How many rows are in sight."""
        return max(self.size.height, 1)

    @property
    def furthest(self) -> int:
        """The top of the last page."""
        return max(0, len(self.ids) - self.height)

    async def move_to(self, index: int, *, page: bool = False, later: bool = False) -> None:
        """Put the cursor on a row; at an edge the list jumps half a page, with `page` a whole.

        Args:
            later: whether other rows in sight are left to a later `show`.
        """
        before, top = self.cursor, self.top
        self.cursor = max(0, min(index, len(self.ids) - 1))
        if page:
            self.top = max(0, min(self.top + self.cursor - before, self.furthest))
        if not self.top <= self.cursor < self.top + self.height:
            half = self.height // 2
            up = self.cursor < self.top
            wanted = self.cursor - (self.height - 1 - half if up else half)
            self.top = max(0, min(wanted, self.furthest))
        self._behind |= top != self.top
        if self._behind and not later:
            await self.show()
        elif before != self.cursor and not self._behind:
            await self._read_window()
            self._refresh_rows((before, self.cursor))

    async def show(self) -> None:
        """Draw all rows in sight, read where needed."""
        self.top = max(0, min(self.top, self.furthest))
        self._behind = False
        await self._read_window()
        self.refresh()

    def redraw_cursor(self) -> None:
        """Draw the row under the cursor again."""
        self._refresh_rows((self.cursor,))

    def _refresh_rows(self, indexes: Iterable[int]) -> None:
        width = max(self.size.width, 1)
        seen = [index - self.top for index in indexes if 0 <= index - self.top < self.height]
        if seen:
            self.refresh(*(Region(0, y, width, 1) for y in seen))

    async def _read_window(self) -> None:
        seen = self.ids[self.top : self.top + self.height]
        if all(id_ in self._rows for id_ in seen):
            return
        start = max(0, self.top - max(WINDOW - self.height, 0) // 2)
        wanted = self.ids[start : start + max(WINDOW, self.height)]
        if len(self._rows) > KEPT:
            self._rows.clear()
        missing = [id_ for id_ in wanted if id_ not in self._rows]
        self.learn(await self._fetch(missing))

    def render_line(self, y: int) -> Strip:
        """The row at a line of the widget."""
        index = self.top + y
        if index >= len(self.ids):
            return strip_of(EMPTY, 0)
        cells = self.size.width
        return strip_of(self._draw_row(self.row(index), index == self.cursor, cells), cells)
