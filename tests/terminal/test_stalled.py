"""Sessions whose terminals stopped reading hold nothing that another one needs."""

from pathlib import Path

from tests.terminal.conftest import Open
from tests.terminal.stalled import STALLED, seconds_to_record, stall
from tests.terminal.terminal import Terminal

STARTED_TOGETHER = 7
SOON = 1.0


def test_a_session_records_at_once_beside_stalled_ones(
    open_console: Open, demo_store: Path
) -> None:
    terminals: list[Terminal] = []
    while len(terminals) < STALLED:
        few = [open_console("--lang", "nl", "--as", "mehmet") for _ in range(STARTED_TOGETHER)]
        for terminal in few:
            terminal.wait("Werklijst")
        terminals += few
    stall(terminals)
    assert seconds_to_record(demo_store, "mehmet") < SOON
    assert all(terminal.process.poll() is None for terminal in terminals)
