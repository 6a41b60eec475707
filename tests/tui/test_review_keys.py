"""What the keys of a review say and do where they do not judge."""

from pathlib import Path

import pytest
from textual import events

from caseconsole.domain.numbers import case_number
from tests.casework.reviews import second_chances

from .console import console, text_of
from .test_review import begin, press, shown


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two files with a second chance each."""
    return second_chances(tmp_path / "s.db", 2)


async def test_nothing_is_put_off_at_the_end_of_a_file_and_the_next_key_counts(path: Path) -> None:
    """`z` says what Enter and `n` do there; no form was to open, so no key is swallowed."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "G", "z")
        assert "Enter legt het besluit vast, n laat het dossier voor later." in " ".join(
            text_of(app).split()
        )
        at_once = events.Key("n", "n")
        at_once.time = app.key_time + 0.01
        app.post_message(at_once)
        await pilot.pause()
        assert "niet uitgevoerd" not in text_of(app)
        assert shown(app).standing.file.place == 2


async def test_undo_of_a_decision_and_the_end_of_a_file_names_the_one_file(path: Path) -> None:
    """They are two changes of one action in one file."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "m", "m", "enter")
        assert shown(app).standing.file.place == 2
        await press(pilot, "u")
        said = " ".join(text_of(app).split())
        assert f"Ongedaan maken in dossier {case_number(1)}: " in said
        assert "2 dossiers" not in said
        await press(pilot, "u")
        said = " ".join(text_of(app).split())
        assert f"Ongedaan gemaakt in dossier {case_number(1)}: " in said
        assert shown(app).standing.file.place == 1
