"""The log to which an incident number leads."""

import logging
import stat
from pathlib import Path

from caseconsole.tui.incidents import IncidentLog


def test_an_incident_leaves_a_line_that_only_the_owner_reads(tmp_path: Path) -> None:
    """No file before the first incident; lines are added, never replaced."""
    log = tmp_path / "huis.log"
    for number in ("a1b2c3", "d4e5f6"):
        handler = IncidentLog(tmp_path / "huis.db")
        assert log.exists() == (number != "a1b2c3")
        handler.emit(logging.makeLogRecord({"msg": "incident %s", "args": (number,)}))
        handler.close()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert [line[-15:] for line in log.read_text(encoding="utf-8").splitlines()] == [
        "incident a1b2c3",
        "incident d4e5f6",
    ]
