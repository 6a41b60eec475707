"""What looks like a citizen service number is asked about before it is recorded (R80, R81)."""

from pathlib import Path

import pytest

from tests.tui.play import playing
from tests.tui.stores import due_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due."""
    return due_store(tmp_path / "store.db", 6)


async def test_what_looks_like_a_bsn_is_asked_about_once(store: Path) -> None:
    """R80: a warning, for it may be a payment reference."""
    async with playing(store) as play:
        before = play.count("note")
        await play.press("enter", "o")
        await play.type("Nummer 111222333")
        await play.press("f2")
        assert "lijkt een BSN" in play.text()
        assert play.count("note") == before
        await play.press("f2")
        assert play.count("note") == before + 1
