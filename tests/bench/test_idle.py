"""A screen at which nobody types writes nothing; `tests.tui.test_at_rest` finds later timers."""

from pathlib import Path

from caseconsole.tui.screens import SCREENS
from tests.bench.console import IDLE_SECONDS, idle_bytes


def test_no_screen_writes_a_byte_unasked(tmp_path: Path) -> None:
    assert idle_bytes(tmp_path, IDLE_SECONDS) == dict.fromkeys(SCREENS, 0)
