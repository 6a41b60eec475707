"""The console in a real terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

Open = Callable[..., Terminal]


@pytest.fixture
def open_console(demo_store: Path) -> Iterator[Open]:
    """Opens the console on the test's demo store; every terminal is closed at the end."""
    with ExitStack() as ends:

        def start(*arguments: str, **how: object) -> Terminal:
            command = [sys.executable, "-m", "caseconsole", "--store", str(demo_store), *arguments]
            return ends.enter_context(Terminal(command, **how))  # type: ignore[arg-type]

        yield start
