"""A morning's work by keyboard, in both languages and both sizes, and in every terminal."""

from pathlib import Path

import pytest

from caseconsole.locale import Speaker, speaker
from tests.terminal.conftest import Open
from tests.terminal.morning import work

SIZES = [(80, 24), (120, 40)]
TERMS = [
    "vt100", "linux", "xterm", "screen", "screen-256color", "tmux-256color", "putty",
    "nobody-knows-this",
]  # fmt: skip
"""Terminals beside the ordinary `xterm-256color`."""


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_a_morning_by_keyboard(
    cols: int, rows: int, speaker: Speaker, open_console: Open, demo_store: Path
) -> None:
    terminal = open_console("--lang", speaker.lang, cols=cols, rows=rows)
    work(terminal, speaker, demo_store)
    assert terminal.is_sane()


@pytest.mark.parametrize("env", [{"TERM": term} for term in TERMS] + [{"NO_COLOR": "1"}], ids=str)
def test_so_it_goes_in_every_terminal(
    env: dict[str, str], open_console: Open, demo_store: Path
) -> None:
    terminal = open_console("--lang", "nl", env=env)
    work(terminal, speaker("nl"), demo_store)
    assert terminal.is_sane()
