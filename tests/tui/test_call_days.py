"""The days of a call card that the store refuses."""

from pathlib import Path

import pytest

from tests.tui.calls import call_store
from tests.tui.play import playing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    return call_store(tmp_path / "store.db")


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        (("p", "tab", *"1-1-2029", "tab", "z"), "promise_day"),
        (("p", "tab", *"1-1-2029", "tab", *"Hallo"), "promise_day"),
        (("z", *"1-1-2031", "tab", *"Hallo"), "back"),
        (("p", "z", *"1-1-2031"), "back"),
    ],
)
async def test_a_day_that_the_store_refuses_is_typed_over(
    store: Path, keys: tuple[str, ...], field: str
) -> None:
    """The cursor goes to it from wherever it stood, and nothing lands in what was said."""
    async with playing(store) as play:
        await play.press("enter", "c", "t", "enter", *keys)
        before = play.count("contact")
        await play.press("f2")
        assert "te ver weg" in " ".join(play.text().split())
        assert play.count("contact") == before
        await play.press(*"5-11-2026", "f2")
        assert play.count("contact") == before + 1
        table = "promise WHERE due_on" if field == "promise_day" else "appointment WHERE on_day"
        assert play.rows(f"SELECT count(*) FROM {table} = '2026-11-05'") == [(1,)]
        assert "2026" not in str(play.rows("SELECT said FROM contact ORDER BY id DESC LIMIT 1"))
