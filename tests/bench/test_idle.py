"""A screen at which nobody types writes nothing; `tests.tui.test_at_rest` finds later timers."""

from pathlib import Path

from caseconsole.tui.screens import SCREENS
from tests.bench.console import idle_bytes

SECONDS = 3.0


def test_no_screen_writes_a_byte_unasked(tmp_path: Path) -> None:
    assert idle_bytes(tmp_path, SECONDS) == dict.fromkeys(SCREENS, 0)
