"""Only changed cells are sent, and the terminal then shows what was meant."""

from collections.abc import Sequence

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from caseconsole.outgoing.lines import cells as width
from caseconsole.tui.paint import Painted, cells, differences

WIDTH = 40
STYLES = [None, Style(bold=True), Style(reverse=True), Style(color="red")]
TEXT = st.text(st.sampled_from("ab é€山田│█ "), max_size=20)
LINE = st.lists(st.tuples(TEXT, st.sampled_from(STYLES)), max_size=4)


def strip_of(parts: Sequence[tuple[str, Style | None]]) -> Strip:
    """A line of at most the width."""
    kept, used = [], 0
    for text, style in parts:
        if used + width(text) <= WIDTH:
            kept.append(Segment(text, style))
            used += width(text)
    return Strip(kept, used)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_what_is_sent_makes_the_terminal_show_the_line(
    lines: list[list[tuple[str, Style]]],
) -> None:
    screen = pyte.Screen(WIDTH, 2)
    stream, painted = pyte.Stream(screen), Painted()
    for parts in lines:
        strip = strip_of(parts)
        stream.feed(painted.paint(0, strip, WIDTH, ColorSystem.STANDARD))
        meant = cells(strip, WIDTH)
        shown = [screen.buffer[0][x] for x in range(WIDTH)]
        assert [cell.data for cell in shown] == [character for character, _ in meant]
        assert [cell.reverse for cell in shown] == [bool(s and s.reverse) for _, s in meant]
        assert [cell.bold for cell in shown] == [bool(s and s.bold) for _, s in meant]


def test_the_same_line_costs_nothing() -> None:
    painted, strip = Painted(), Strip([Segment("abc")])
    assert painted.paint(0, strip, WIDTH, ColorSystem.STANDARD)
    assert painted.paint(0, Strip([Segment("a"), Segment("bc")]), WIDTH, ColorSystem.STANDARD) == ""
    painted.forget()
    assert painted.paint(0, strip, WIDTH, ColorSystem.STANDARD)


def test_near_changes_are_sent_as_one() -> None:
    old, new = (
        cells(Strip([Segment("a" * 40)]), 40),
        cells(Strip([Segment("ba" * 5 + "a" * 29 + "b")]), 40),
    )
    assert differences(old, new) == [(0, 9), (39, 40)]
