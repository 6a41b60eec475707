"""The log to which an incident number leads."""

import logging
import stat
from pathlib import Path

import pytest

from caseconsole.tui.incidents import IncidentLog, outline


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


def test_a_log_beside_a_store_that_a_group_shares_is_shared(tmp_path: Path) -> None:
    """Whoever has the next incident adds a line to the same file."""
    store = tmp_path / "huis.db"
    store.touch()
    store.chmod(0o660)
    handler = IncidentLog(store)
    handler.emit(logging.makeLogRecord({"msg": "incident"}))
    handler.close()
    assert stat.S_IMODE((tmp_path / "huis.log").stat().st_mode) == 0o660


def test_the_outline_of_an_error_has_places_and_no_values() -> None:
    with pytest.raises(ValueError, match="geheim") as caught:
        int("geheim")
    assert outline(caught.value).startswith("ValueError < test_incidents.py:")
    assert "geheim" not in outline(caught.value)
