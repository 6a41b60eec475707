"""What is judged in a review stands on the screen, however much there is to tell."""

from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.domain.agreement import JudgedAs, Weight
from caseconsole.domain.changes import OpenFile
from tests.casework.agreed import condition, duties, judge, signed_chance
from tests.casework.stores import TODAY, build, session

from .console import console, text_of
from .test_review import begin, press

LEFT = 2
"""How many days wait for a judgement."""
TEXT = "Volgt budgettraining bij Op Orde en levert de opdrachten van de vorige keer in. "
REASONS = {
    "nothing": ("", ""),
    "a reason": ("Ziek, en dat is aangetoond.", ""),
    "a reason and what shows it": ("Ziek, en dat is aangetoond.", "presentielijst week 40"),
    "longer ones": ("Gebeld, geen gehoor. " * 3, "presentielijst van Op Orde, blad 2"),
}
"""Why each day before was judged as it was, and what shows it."""


def judged(path: Path, why: str, reference: str, verdict: JudgedAs) -> None:
    """A store of one file, in which the sessions of five weeks were judged and those of two not."""
    build(path, ["paid"])
    here = session(path)
    record(OpenFile(lease=1, why="Tweede kans"), session=here)
    week = condition(
        clause="C05", weight=Weight.MAJOR, first_on=TODAY - timedelta(days=42),
        rule="FREQ=WEEKLY;COUNT=20", text=TEXT,
    )  # fmt: skip
    signed_chance(here, 1, conditions=(week,), start_on=TODAY - timedelta(days=60))
    due = [duty for duty in duties(here, 1) if duty.on <= TODAY]
    for duty in due[:-LEFT]:
        asked = judge(duty.condition, duty.original_on, verdict, why=why, reference=reference)
        record(asked.model_copy(update={"case": 1}), session=here)
    here.close()


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "nl"), ((80, 24), "en"), ((120, 40), "nl")])
@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        *((JudgedAs.EXCUSED, told) for told in REASONS if told != "nothing"),
        *((JudgedAs.MISSED, told) for told in REASONS),
    ],
)
async def test_the_day_that_is_judged_is_on_the_screen_whatever_is_told_of_those_before_it(
    tmp_path: Path, verdict: JudgedAs, told: str, size: tuple[int, int], lang: str
) -> None:
    judged(tmp_path / "s.db", *REASONS[told], verdict)
    async with console(tmp_path / "s.db", size, lang) as (app, pilot):
        await begin(pilot)
        for left in reversed(range(LEFT)):
            (marked,) = [line for line in text_of(app).splitlines() if line.startswith("▶")]
            assert app.speaker.day(TODAY - timedelta(days=7 * left), TODAY) in marked
            await press(pilot, "m")
