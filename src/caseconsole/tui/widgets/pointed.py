"""A block of drawn lines in which a cursor stands at one of the things they speak of."""

from collections.abc import Sequence

from caseconsole.domain.agreement import Judge, Obligation
from caseconsole.domain.obligations import WAITING
from caseconsole.outgoing.case.rows import Row, Thing
from caseconsole.outgoing.lines import Line
from caseconsole.tui.text import Span
from caseconsole.tui.widgets.lines import Drawn, Lines

POINTER = "▶"


class Pointed(Lines):
    """Shows rows; the cursor moves from thing to thing, and scrolls where there is none."""

    DEFAULT_CSS = "Pointed { height: 1fr; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._at: int | None = None

    @property
    def thing(self) -> Thing | None:
        """What the cursor stands at."""
        return None if self._at is None else self._rows[self._at].of

    def begin(self) -> None:
        """Forget where the cursor stood and scroll to the top."""
        self._rows, self._at = (), None
        self.show([], top=0)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the cursor stays at its thing, or stands at the first that is open."""
        known = None if self.thing is None else identity(self.thing)
        self._rows = rows
        places = self._places()
        same = (n for n in places if known is not None and identity(rows[n].of) == known)
        near = (n for n in places if self._at is not None and n >= self._at)
        self._at = next(same, next(near, places[-1] if known and places else _begin(rows, places)))
        self._draw()

    def move(self, by: int) -> None:
        """Let the cursor go some things on; where there are none, scroll by as many lines."""
        places = self._places()
        if self._at is None or not places:
            self.scroll_lines(by)
            return
        to = places.index(self._at) + by
        if 0 <= to < len(places):
            self._at = places[to]
            self._draw()
        else:
            self.scroll_lines(by)

    def move_lines(self, by: int) -> None:
        """Scroll by lines; the cursor goes along."""
        self.scroll_lines(by)
        places = self._places()
        if self._at is None or not places:
            return
        wanted = self._at + by
        self._at = min(places, key=lambda n: abs(n - wanted))
        self._draw()

    def _places(self) -> list[int]:
        return [number for number, row in enumerate(self._rows) if row.of is not None]

    def _draw(self) -> None:
        self.show([
            pointed(row.line) if number == self._at else row.line
            for number, row in enumerate(self._rows)
        ])  # fmt: skip
        if self._at is not None:
            # A message of two lines lies over the last row.
            self.reveal(min(self._at + 1, len(self._rows) - 1))
            self.reveal(self._at)


def _begin(rows: Sequence[Row], places: Sequence[int]) -> int | None:
    """The first duty that waits for somebody to judge it, else the first thing."""
    waiting = (
        number
        for number in places
        if isinstance(duty := rows[number].of, Obligation)
        and duty.state in WAITING
        and duty.condition.judge is Judge.PERSON
    )
    return next(waiting, places[0] if places else None)


def pointed(line: Line) -> Drawn:
    """A line with the cursor in its first cell, where a section leaves room."""
    if not line:
        return (Span(POINTER, "cursor"),)
    text, tone = line[0]
    rest = text.removeprefix(" ")
    return (
        Span(POINTER, "cursor"),
        Span(rest, f"cursor+{tone}" if rest.strip() else tone),
        *(Span(words, f"cursor+{style}") for words, style in line[1:]),
    )


def identity(thing: Thing | None) -> tuple[object, ...]:
    """What stays the same of a thing when it is read anew."""
    if isinstance(thing, Obligation):
        return (thing.condition.id, thing.original_on)
    return (type(thing), None if thing is None else thing.id)
