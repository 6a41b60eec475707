"""A block of drawn lines."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from caseconsole.tui.palette import style
from caseconsole.tui.shutter import harmless
from caseconsole.tui.text import cut, width

Drawn = Sequence[tuple[str, str]]
"""Texts and styles: a line of `tui.text` or of `outgoing.lines`."""
_PLAIN = Style.null()
"""For the room after a line: Textual's filters want every segment to have a style."""


def strip_of(line: Drawn, cells: int) -> Strip:
    """A line as a strip of at most `cells` cells."""
    segments, left = [], cells
    for text, name in line:
        shown = cut(harmless(text), left)
        if shown:
            segments.append(Segment(shown, style(name)))
            left -= width(shown)
        if left <= 0:
            break
    return Strip(segments, cells - left)


class DrawnWidget(Widget, can_focus=False):
    """A widget that draws whole lines itself: without borders, and without keeping any."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, through the same filters as every other widget's."""
        filters, ground = self.get_line_filters(), self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y).adjust_cell_length(self.size.width, _PLAIN)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, ground)
            strips.append(strip.crop(crop.x, crop.right))
        return strips


class Lines(DrawnWidget):
    """Shows lines, cut at its width; scrolls by `scroll_lines`, without a scrollbar."""

    DEFAULT_CSS = "Lines { height: 1fr; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Drawn, ...] = ()
        self._top = 0

    @property
    def lines(self) -> tuple[Drawn, ...]:
        """All lines, those scrolled out of sight too."""
        return self._lines

    @property
    def top(self) -> int:
        """The first line in sight."""
        return self._top

    @property
    def bottom_top(self) -> int:
        """The furthest that scrolling goes."""
        return max(0, len(self._lines) - max(self.size.height, 1))

    def show(self, lines: Sequence[Drawn], *, top: int | None = None) -> None:
        """Show these lines from `top` on (as scrolled, when None)."""
        before = self._seen()
        self._lines = tuple(lines)
        self._top = min(self._top if top is None else max(top, 0), self.bottom_top)
        self._repaint(before)

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines, as far as there are any."""
        before = self._seen()
        self._top = max(0, min(self._top + by, self.bottom_top))
        self._repaint(before)

    def reveal(self, line: int) -> None:
        """Scroll as little as brings a line into sight, half a page when it lay at the edge."""
        height = self.size.height
        if not height:
            return
        if line < self._top or line >= self._top + height:
            self.scroll_lines(line - self._top - height // 2)

    def render_line(self, y: int) -> Strip:
        """The line at a row of the widget."""
        index = self._top + y
        return (
            strip_of(self._lines[index], self.size.width) if index < len(self._lines) else Strip([])
        )

    def _seen(self) -> tuple[Drawn, ...]:
        return self._lines[self._top : self._top + max(self.size.height, 1)]

    def _repaint(self, before: tuple[Drawn, ...]) -> None:
        after = self._seen()
        rows = [
            y for y in range(max(len(before), len(after))) if before[y : y + 1] != after[y : y + 1]
        ]
        if rows:
            self.refresh(*(Region(0, y, max(self.size.width, 1), 1) for y in rows))
