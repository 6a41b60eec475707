"""A screen at which nobody types writes nothing."""

from collections.abc import Callable
from pathlib import Path

from caseconsole.tui.screens import SCREENS
from tests.bench.console import idle_bytes

SECONDS = 3.0


def test_no_screen_writes_a_byte_unasked(demo_copies: Callable[[int], list[Path]]) -> None:
    assert idle_bytes(demo_copies(len(SCREENS)), SECONDS) == dict.fromkeys(SCREENS, 0)
