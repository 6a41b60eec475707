"""What every key costs in bytes, in a real terminal of 120 by 40; exact, so they gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import watch
from tests.terminal.terminal import QUIET, Terminal

LIST_BYTES, PREVIEW_BYTES, PAGE_BYTES, STEP_BYTES = 350, 900, 6_000, 2_500
LEADER = "ingrid"
"""She has no files of her own, so that her list holds them all."""


@pytest.fixture
def console(demo_store: Path) -> Iterator[watch.Watched]:
    with watch.console(demo_store, login=LEADER) as terminal:
        yield terminal


def test_a_cursor_key_writes_two_rows_and_the_preview(console: watch.Watched) -> None:
    for key in ["down"] * 20 + ["up"] * 20:
        output = console.answer(key)[1]
        assert 0 < len(output) <= PREVIEW_BYTES
        assert len(output) - watch.preview_bytes(output) <= LIST_BYTES


def test_a_page_stays_within_its_bytes(console: watch.Watched) -> None:
    for key in ("pagedown", "pageup", "end", "home"):
        assert 0 < len(console.answer(key)[1]) <= PAGE_BYTES


def test_the_next_and_the_previous_file_write_what_differs(console: watch.Watched) -> None:
    console.answer("enter")
    for key in "n" * 25 + "p" * 5:
        assert 0 < len(console.answer(key)[1]) <= STEP_BYTES


def test_typing_a_limit_and_a_search_stays_within_a_page(console: watch.Watched) -> None:
    for key in ("f", *"lang:tr", "enter", "/", *"yil"):
        assert len(console.answer(key)[1]) <= PAGE_BYTES


def test_a_key_sent_at_the_first_paint_moves_the_cursor_and_shows_why(demo_store: Path) -> None:
    """That is what usable means in the figure of the start."""
    argv = watch.console_argv(demo_store, login=LEADER)
    with Terminal(argv, cols=watch.COLS, rows=watch.ROWS) as terminal:
        terminal.wait("^▶")
        terminal.press("down")
        terminal.settle()
        second, why = cursor_row(terminal), preview(terminal)
        terminal.press("up")
        terminal.settle()
        assert cursor_row(terminal) == second - 1
        terminal.press("down")
        terminal.settle()
        assert (cursor_row(terminal), preview(terminal)) == (second, why)


def test_a_held_key_moves_as_often_as_it_was_pressed(console: watch.Watched) -> None:
    """Keys that come faster than they are painted are not lost; the preview comes at the end."""
    output = console.answer(*["down"] * 10)[1]
    assert len(output) <= 10 * LIST_BYTES + PREVIEW_BYTES
    assert watch.preview_bytes(output) > 0
    assert console.settle(QUIET) == 0


def cursor_row(terminal: Terminal) -> int:
    return next(y for y in range(terminal.rows) if terminal.row(y).startswith("▶"))


def preview(terminal: Terminal) -> list[str]:
    first = terminal.rows - watch.EDGE_ROWS - watch.PREVIEW_ROWS
    return [terminal.row(first + y) for y in range(watch.PREVIEW_ROWS)]
