"""A condition that a person ended names the day of that in the annex and in JSON."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.locale import speaker
from caseconsole.outgoing.conditions import as_json, held
from caseconsole.outgoing.papers import EVALUATION, paper
from tests.outgoing import agreed, views
from tests.outgoing.sheets import sheet
from tests.process.agreements import condition, suspension

FIRST, STOOD = date(2026, 9, 7), (date(2026, 10, 1), date(2026, 10, 30))
ENDED = date(2026, 12, 9)
"""After four sessions of September, thirty days and six sessions more."""


@pytest.mark.parametrize(
    ("changed", "told", "until"),
    [
        ({}, "elke week, tot en met wo 9 dec 2026.", "2026-12-09"),
        ({"rule": "FREQ=WEEKLY;COUNT=20"}, "elke week, 10 keer, tot en met wo 9 dec 2026.",
         "2026-12-09"),
        ({"until": date(2027, 1, 4)}, "elke week, tot en met wo 9 dec 2026.", "2026-12-09"),
        ({"ended_on": None}, "elke week.", None),
        ({"ended_on": None, "until": date(2027, 1, 4)}, "elke week, tot en met ma 4 jan 2027.",
         "2027-01-04"),
        ({"ended_suspension": 0}, "elke week, tot en met vr 8 jan 2027.", "2027-01-08"),
    ],
)  # fmt: skip
def test_a_condition_that_was_ended_names_the_day_of_that(
    changed: dict[str, Any], told: str, until: str | None
) -> None:
    """Not the original day that falls on it by what stood still before."""
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    one = condition("C05", FIRST, "FREQ=WEEKLY", ended_on=ENDED, ended_suspension=1)
    weekly = replace(one, **changed)
    (chance,) = [made for made in view.file.agreements if made.kind == "second_chance"]
    made = replace(
        chance, start_on=FIRST, end_on=None, conditions=(weekly,),
        suspensions=(suspension(*STOOD),),
        judgements=(), ladder=(),
    )  # fmt: skip
    written = replace(sheet("annex", "nl", view), agreement=made, cadences={weekly.id: "elke week"})
    assert told in paper(written, view.file, voice, views.TODAY)
    (fact,) = json.loads(as_json([held(view.file, made, views.TODAY)], voice))
    assert fact["until"] == until


@pytest.mark.parametrize(
    ("ended", "talks"), [(None, 3), (date(2026, 12, 6), 2), (date(2026, 12, 7), 3)]
)
def test_an_annex_lists_the_talks_that_fall_by_the_day_on_which_they_were_ended(
    ended: date | None, talks: int
) -> None:
    view, voice = agreed.view(), speaker("nl", views.TODAY)
    talk = condition(
        EVALUATION, FIRST, "FREQ=MONTHLY;COUNT=3", ended_on=ended, ended_suspension=ended and 1
    )
    (chance,) = [made for made in view.file.agreements if made.kind == "second_chance"]
    made = replace(
        chance, start_on=FIRST, end_on=None, conditions=(talk,),
        suspensions=(suspension(*STOOD),),
        judgements=(), ladder=(),
    )  # fmt: skip
    text = paper(replace(sheet("annex", "nl", view), agreement=made), view.file, voice, views.TODAY)
    listed = [line for line in text.splitlines() if line.startswith("- ")]
    assert len([line for line in listed if "2026" in line]) == talks
