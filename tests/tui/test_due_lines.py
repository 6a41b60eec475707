"""A row of the worklist."""

from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.session import open_session
from caseconsole.domain.message import message
from caseconsole.locale import Speaker, speaker
from caseconsole.outgoing.due import because
from caseconsole.store import read
from caseconsole.store.rows import DueRow
from caseconsole.tui.text import width
from caseconsole.tui.widgets.due_lines import due_line, why_lines
from tests.outgoing.views import TODAY, due


def test_arrears_in_the_millions_are_told_to_their_end() -> None:
    drawn = due_line(
        due()._replace(arrears=299_999_997), speaker("nl"), 80, TODAY, here=False, marked=False
    )
    assert " 3.000.000 " in "".join(span.text for span in drawn)


@pytest.mark.parametrize(("days", "said"), [(0, "nu"), (5, "-5 d"), (99, "-99 d"), (999, "-999d")])
def test_since_when_is_told_whole(days: int, said: str) -> None:
    row = due()._replace(since=TODAY - timedelta(days=days))
    drawn = due_line(row, speaker("nl"), 80, TODAY, here=False, marked=False)
    text = "".join(span.text for span in drawn)
    assert text.split("Bellen")[0].strip() == said


WHY_80X24 = 4
"""The lines that why has on the least terminal."""


def why(row: DueRow, voice: Speaker, height: int = WHY_80X24) -> list[str]:
    """Why, as it stands at 80 cells."""
    return ["".join(span.text for span in drawn) for drawn in why_lines(row, voice, 80, height)]


def test_no_word_of_why_is_lost_at_80x24(demo_store: Path, speaker: Speaker) -> None:
    """The facts, the language of the interpreter and the administrator stand there whole."""
    session = open_session(demo_store, "ingrid")
    rows = read.worklist_rows(session.conn, [row[0] for row in session.conn.execute(
        "SELECT id FROM due")])  # fmt: skip
    session.close()
    assert len(rows) > 50
    for row in rows:
        lines = why(row, speaker)
        text = " ".join(" ".join(lines).split())
        assert because(row, speaker) in text
        next_ = speaker.say(row.next)
        assert text.endswith((next_, "…"))
        assert len(lines) <= WHY_80X24
        assert max(map(width, lines)) <= 80


@pytest.mark.parametrize("height", range(1, 8))
@pytest.mark.parametrize("words", [1, 30, 40, 60])
def test_what_follows_gives_way_to_the_facts_and_an_ellipsis_shows_it(
    words: int, height: int
) -> None:
    """Each height against facts of one line, some, and more than there is room for."""
    named = [f"feit{n}" for n in range(words)]
    row = due()._replace(because=message("screen.as_is", text=" ".join(named)))
    whole, shown = why(row, speaker("nl"), 99), why(row, speaker("nl"), height)
    assert len(shown) == min(height, len(whole))
    assert shown[:-1] == whole[: len(shown) - 1]
    if len(whole) > height:
        assert shown[-1].endswith("…")
        assert shown[-1].rstrip("… ") in whole[height - 1]
    else:
        assert shown == whole
