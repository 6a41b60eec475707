"""Paints only the cells that changed: a model of what the terminal shows, and a compositor for it.

Over a slow line bytes are time. Textual repaints whole regions; here every line that it wants
painted is compared with what stands there, and only the spans that differ are sent.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip

from caseconsole.tui.text import width

cell = lru_cache(4096)(width)
"""How many cells a character takes."""

Cell = tuple[str, Style | None]
"""A character with its style; the second cell of a wide character has the empty text."""

GAP = 8
"""A run of unchanged cells shorter than this is painted along: moving the cursor costs as much."""
_NO_STYLE = Style()


class Painted:
    """What the terminal shows now, line by line."""

    def __init__(self) -> None:
        self._strips: dict[int, Strip] = {}
        self._cells: dict[int, list[Cell]] = {}

    def forget(self) -> None:
        """Count on nothing: the next paint writes everything."""
        self._strips.clear()
        self._cells.clear()

    def paint(self, y: int, strip: Strip, width: int, colors: ColorSystem) -> str:
        """The terminal sequences that turn line `y` into `strip`."""
        shown = self._strips.get(y)
        if shown is not None and shown == strip:
            return ""
        new = cells(strip, width)
        old = self._cells.get(y)
        self._strips[y] = strip
        self._cells[y] = new
        spans = [(0, width)] if old is None or len(old) != width else differences(old, new)
        return "".join(_write(y, new, start, end, colors) for start, end in spans)


def cells(strip: Strip, width: int) -> list[Cell]:
    """A strip as exactly `width` cells."""
    found: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        look = normal(style)
        for character in text:
            size = 1 if character.isascii() else cell(character)
            if size:
                found.append((character, look))
                found.extend([("", look)] * (size - 1))
            elif found:
                found[-1] = (found[-1][0] + character, look)
    if len(found) > width:
        del found[width:]
    found.extend([(" ", None)] * (width - len(found)))
    return found


def differences(old: list[Cell], new: list[Cell]) -> list[tuple[int, int]]:
    """The spans in which two lines of a length differ: small gaps joined, no character halved."""
    spans: list[tuple[int, int]] = []
    for x, (before, after) in enumerate(zip(old, new, strict=True)):
        if before == after:
            continue
        start, end = x, x + 1
        while start and (new[start][0] == "" or old[start][0] == ""):
            start -= 1
        while end < len(new) and (new[end][0] == "" or old[end][0] == ""):
            end += 1
        if spans and start - spans[-1][1] < GAP:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@lru_cache(1024)
def normal(style: Style | None) -> Style | None:
    """The style without what the terminal does anyway: its own default colours."""
    if style is None or style == _NO_STYLE:
        return None
    color = None if style.color is None or style.color.is_default else style.color
    ground = None if style.bgcolor is None or style.bgcolor.is_default else style.bgcolor
    bare = Style(
        color=color, bgcolor=ground, bold=style.bold or None, dim=style.dim or None,
        italic=style.italic or None, underline=style.underline or None,
        reverse=style.reverse or None, strike=style.strike or None,
    )  # fmt: skip
    return None if bare == _NO_STYLE else bare


def _write(y: int, line: list[Cell], start: int, end: int, colors: ColorSystem) -> str:
    out = [f"\x1b[{y + 1};{start + 1}H"]
    stop = end
    if end == len(line):
        while stop > start and line[stop - 1] == (" ", None):
            stop -= 1
        if end - stop < 4:
            stop = end
    x = start
    while x < stop:
        style = line[x][1]
        run = x
        while run < stop and line[run][1] == style:
            run += 1
        text = "".join(character for character, _ in line[x:run])
        out.append(text if style is None else Strip.render_style(style, text, colors))
        x = run
    if stop < end:
        out.append("\x1b[K")
    return "".join(out)


class PaintUpdate(CompositorUpdate):
    """Whole lines to be shown, written as their changed spans."""

    def __init__(self, painted: Painted, lines: list[tuple[int, Strip]], width: int) -> None:
        self._painted = painted
        self._lines = lines
        self._width = width

    def render_segments(self, console: Console) -> str:
        """The terminal sequences; what they paint counts as painted from here on."""
        colors = console._color_system or ColorSystem.STANDARD  # noqa: SLF001 - as Textual's own updates do
        return "".join(
            self._painted.paint(y, strip, self._width, colors) for y, strip in self._lines
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(self.render_segments(console))


class PaintCompositor(Compositor):
    """Textual's compositor, with updates that are written as changed spans."""

    def __init__(self, painted: Callable[[], Painted]) -> None:
        super().__init__()
        self._painted = painted

    def render_full_update(self, simplify: bool = False) -> PaintUpdate:  # type: ignore[override]
        """Every line of the screen."""
        del simplify
        self._dirty_regions.clear()
        return self._update(range(self.size.height))

    def render_partial_update(self) -> PaintUpdate | None:  # type: ignore[override]
        """The lines that something wants repainted."""
        dirty = self._dirty_regions.copy()
        self._dirty_regions.clear()
        rows = sorted({y for region in dirty for y in region.line_range})
        return self._update(y for y in rows if 0 <= y < self.size.height) if rows else None

    def _update(self, rows: Iterable[int]) -> PaintUpdate:
        wanted = list(rows)
        crop = (
            Region(0, wanted[0], self.size.width, wanted[-1] - wanted[0] + 1)
            if wanted
            else self.size.region
        )
        chops = self._render_chops(crop, set(wanted).__contains__)
        lines = [(y, Strip.join(chops[y].values())) for y in wanted]
        return PaintUpdate(self._painted(), lines, self.size.width)
