"""Days and months as a caller says them."""

from datetime import date

import pytest

from caseconsole.tui.said import said_months


def months(*said: str) -> list[date]:
    """The first days of months such as 2026-10."""
    return [date.fromisoformat(f"{one}-01") for one in said]


@pytest.mark.parametrize(
    ("given", "tag", "words"),
    [
        (["2026-10"], "nl", "oktober 2026"),
        (["2026-09", "2026-10"], "nl", "september en oktober 2026"),
        (["2026-08", "2026-09", "2026-10"], "nl", "augustus tot en met oktober 2026"),
        (["2026-08", "2026-10"], "nl", "augustus en oktober 2026"),
        (["2026-05", "2026-08", "2026-10"], "nl", "mei, augustus en oktober 2026"),
        (["2025-12", "2026-01"], "en", "December 2025 and January 2026"),
        (
            ["2025-12", "2026-01", "2026-02", "2026-05"],
            "en",
            "December 2025 through February and May 2026",
        ),
        (["2026-09", "2026-10"], "tr", "9-2026, 10-2026"),
        (["2026-08", "2026-09", "2026-10"], "ar", "8-2026 – 10-2026"),
    ],
)
def test_months_are_said_as_what_they_span(given: list[str], tag: str, words: str) -> None:
    """Every open month is told, none that was paid."""
    assert said_months(months(*given), tag) == words
