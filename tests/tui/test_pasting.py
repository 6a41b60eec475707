"""Pasted text that holds what a terminal takes for keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from caseconsole.tui.pasting import BEGIN, END, PasteParser
from caseconsole.tui.screens.base import PASTE_LIMIT

HOSTILE = "Hello \x1b[31mred \x1b[0m x"


def read(*pieces: str) -> list[str]:
    """What a terminal's input becomes, key by key and paste by paste."""
    parser = PasteParser()
    events = [event for piece in (*pieces, "z", "y") for event in parser.feed(piece)]
    return [
        event.text if isinstance(event, Paste) else f"<{event.key}>"
        for event in events
        if isinstance(event, Key | Paste)
    ]


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
def test_a_paste_with_escapes_arrives_whole_and_in_order(size: int) -> None:
    """However the input is cut; the keys before and behind it stay keys."""
    data = f"a{BEGIN}{HOSTILE}{END}b"
    told = read(*(data[at : at + size] for at in range(0, len(data), size)))
    assert told[:3] == ["<a>", "Hello [31mred [0m x", "<b>"]


@given(st.text(alphabet="\x1b[201~a", max_size=30), st.integers(1, 9))
def test_nothing_in_a_paste_is_a_key(text: str, size: int) -> None:
    """Only an end mark ends it."""
    data = f"{BEGIN}x{text.replace('~', '')}{END}"
    told = read(*(data[at : at + size] for at in range(0, len(data), size)))
    assert told[1:] == ["<z>", "<y>"]
    assert "\x1b" not in told[0]


def test_keys_outside_a_paste_are_read_as_ever() -> None:
    """Arrows and function keys begin with ESC too."""
    assert read("\x1b[A", "\x1bOQ")[:2] == ["<up>", "<f2>"]


def test_of_a_paste_without_end_no_more_is_kept_than_is_taken() -> None:
    """One character more, so that the screen knows that it is cut; the next paste begins anew."""
    parser = PasteParser()
    kept = parser.cleaned(BEGIN) + "".join(parser.cleaned("tekst ") for _ in range(10_000))
    assert len(kept) == len(BEGIN) + PASTE_LIMIT + 1
    assert parser.cleaned(f"{END}{BEGIN}kort") == f"{END}{BEGIN}kort"
