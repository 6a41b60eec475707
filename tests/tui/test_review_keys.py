"""What the keys of a review say and do where they do not judge."""

import asyncio
from pathlib import Path

import pytest
from textual import events

from caseconsole.domain.numbers import case_number
from tests.casework.reviews import second_chances
from tests.casework.stores import TODAY

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


@pytest.mark.parametrize("key", ["m", "x", "e", "W", "M"])
async def test_nothing_is_judged_at_the_end_of_a_file(path: Path, key: str) -> None:
    """It is said which keys count there; there are no sections to go to."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "G", key)
        said = " ".join(text_of(app).split())
        assert "Hier valt niets te beoordelen. Besluit met een cijfer of met Enter" in said
        assert "deel 4 tot 8" not in said
        assert shown(app).item is None


async def test_a_file_is_not_ended_in_part_when_its_reason_is_asked_about(path: Path) -> None:
    """A reason that looks like it holds a BSN is asked about before anything is decided."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "z", "m", "m", "enter", "enter", *"bsn 111222333", "enter")
        assert "111222333 lijkt" in " ".join(text_of(app).split())
        decided = "SELECT count(*) FROM decision"
        assert await app.store_thread.call(
            lambda here: here.conn.execute(decided).fetchone()[0] == 0
        )
        await press(pilot, "enter", *"bsn 111222333", "enter")
        assert shown(app).standing.file.place == 2


async def test_a_file_of_which_the_conditions_are_to_be_adjusted_stays_until_enter(
    path: Path,
) -> None:
    """The decision stands; the conditions are changed in the file, and Enter ends it."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "m", "m", "3", "f2")
        assert (shown(app).standing.file.place, shown(app).item) == (1, None)
        assert "Besloten op di 3 nov: aanpassen (anna)" in text_of(app)
        said = " ".join(text_of(app).split())
        assert "Pas nu de voorwaarden aan, met :voorwaarde" in said
        await press(pilot, "colon", *"voorwaarde", "enter", *"Belt elke week", "tab", *"+7", "f2")
        assert shown(app).standing.file.place == 1
        texts = [one.text for one in shown(app).standing.view.file.agreements[-1].conditions]
        assert "Belt elke week" in texts
        await press(pilot, "up", "colon", *"voorwaarde-eindigt", "enter", "tab", *"Toch niet", "f2")
        made = shown(app).standing.view.file.agreements[-1]
        assert [one.text for one in made.conditions if one.ended_on == TODAY] == ["Belt elke week"]
        await press(pilot, "G", "enter")
        assert shown(app).standing.file.place == 2


async def test_a_condition_ends_where_one_is_shown(path: Path) -> None:
    """At the end of the file it is said how to get to one."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "G", "colon", *"voorwaarde-eindigt", "enter")
        assert "Ga eerst met ↑ of ↓ naar een punt met een voorwaarde." in text_of(app)


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


async def test_a_key_typed_before_the_first_file_was_painted_decides_nothing(path: Path) -> None:
    """Enter twice on the set begins the review, and does not end its first file with it."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "m", "m", "q", "R")
        for _ in range(3):
            app.post_message(events.Key("enter", None))
        for _ in range(10):
            await asyncio.to_thread(app.store_thread.wait, lambda _session: None)
            await pilot.pause()
        assert shown(app).standing.file.place == 1
        assert shown(app).item is None
        assert "niet uitgevoerd" in text_of(app)
        await press(pilot, "enter")
        assert shown(app).standing.file.place == 2


async def test_the_last_file_says_what_was_recorded_and_that_all_are_done(path: Path) -> None:
    """What the last key of a review recorded is told over the list, as it is in the next file."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "m", "m", "enter")
        receipt = shown(app).told
        assert case_number(1) in receipt
        await press(pilot, "m", "m", "m", "enter")
        said = " ".join(text_of(app).split())
        assert receipt.replace(case_number(1), case_number(2)) in said
        assert "Alle dossiers van deze doorloop zijn klaar." in said


async def test_a_miss_that_nothing_shows_gets_its_reference_where_its_end_says(path: Path) -> None:
    """`o` is about what is shown: at the end of a file about the file, at a day about that day."""
    async with console(path) as (app, pilot):
        await begin(pilot)
        await press(pilot, "m", "m", "x")
        said = " ".join(text_of(app).split())
        assert "geen verwijzing (do 29 okt). Zet die erbij: ga naar die dag en druk op o." in said
        while (one := shown(app).item) is None or one.duty is None or one.duty.judgement is None:
            await press(pilot, "up")
        await press(pilot, "o", *["tab"] * 3, *"presentielijst week 45", "f2", "G")
        said = " ".join(text_of(app).split())
        assert "2 voldaan, 1 gemist" in said
        assert "geen verwijzing" not in said
