"""A held key over 16 kB/s and 150 ms: what is shown keeps up with the finger."""

import pytest

from tests.bench.figures import TOLERANCE
from tests.terminal.conftest import Open
from tests.terminal.terminal import Link

SLOW = Link(bytes_a_second=16_000, seconds_there=0.15)


@pytest.mark.parametrize(
    ("way", "keys"),
    [((), ("down", "down", "up")), ((), ("pagedown", "pageup")), (("enter",), ("n", "n", "p"))],
    ids=["arrow", "page", "file"],
)
def test_a_held_key_settles_within_a_second(
    way: tuple[str, ...], keys: tuple[str, ...], open_console: Open
) -> None:
    """Two seconds are held here; `tests.bench` holds an arrow key for three on a large store.

    As a timing it gates beyond its tolerance only.
    """
    terminal = open_console("--lang", "nl", "--as", "mehmet", link=SLOW)
    terminal.wait("▶")
    terminal.settle(0.6)
    terminal.press(*way)
    terminal.settle(0.6)
    assert terminal.hold(*keys, presses=60, a_second=30) < TOLERANCE
