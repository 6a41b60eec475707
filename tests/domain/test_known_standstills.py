"""A condition that is written down after a standstill is moved by that no more."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.moving import falls, last_day, until_of
from tests.domain.agreements import agreement, condition, judgement, suspension

on = date.fromisoformat
OVER = suspension(1, on("2026-09-04"), on("2026-10-03"))
PAPER = condition(rule="", first_on=on("2026-11-10"), last_suspension=1)
FAR = date(2027, 12, 1)


@pytest.mark.parametrize(
    ("changed", "since", "until", "falls_on"),
    [
        ({}, "2026-09-04", "2026-10-03", "2026-11-10"),
        ({}, "2026-10-11", "2026-11-09", "2026-11-10"),
        ({}, "2026-10-12", "2026-11-10", "2026-11-11"),
        ({}, "2026-11-01", "2026-11-30", "2026-12-01"),
        ({}, "2026-11-10", "2026-11-19", "2026-11-20"),
        ({}, "2026-11-11", "2026-11-20", "2026-11-10"),
        ({"last_suspension": 0}, "2026-09-04", "2026-10-03", "2026-12-10"),
        ({"last_suspension": None}, "2026-09-04", "2026-10-03", "2026-12-10"),
        ({"last_suspension": 7}, "2026-09-04", "2026-10-03", "2026-11-10"),
        ({"fixed": True}, "2026-11-01", "2026-11-30", "2026-11-10"),
    ],
)
def test_a_day_that_was_chosen_beside_a_standstill_moves_only_where_it_lies_in_that(
    changed: dict[str, Any], since: str, until: str, falls_on: str
) -> None:
    """One of which nobody knew then moves it, whenever it began."""
    one = replace(PAPER, **changed)
    made = agreement(one, suspensions=(suspension(1, on(since), on(until)),))
    assert [day for _, day in falls(one, made, FAR)] == [on(falls_on)]


def test_what_is_told_after_it_moves_it_beside_what_was_known() -> None:
    told = suspension(2, on("2026-11-05"), on("2026-11-09"))
    made = agreement(PAPER, suspensions=(OVER, told))
    assert [day for _, day in falls(PAPER, made, FAR)] == [on("2026-11-15")]


def test_what_was_known_to_come_moves_what_recurs_in_it() -> None:
    weekly = replace(PAPER, rule="FREQ=WEEKLY;COUNT=3")
    made = agreement(weekly, suspensions=(suspension(1, on("2026-11-14"), on("2026-11-20")),))
    days = [day for _, day in falls(weekly, made, FAR)]
    assert days == [on("2026-11-10"), on("2026-11-24"), on("2026-12-01")]


@pytest.mark.parametrize("form", ["F1", "F3"])
def test_lessons_that_were_added_after_a_standstill_fall_on_their_days(form: str) -> None:
    """Also where the end stays (R72)."""
    lessons = replace(PAPER, rule="FREQ=WEEKLY;COUNT=3", first_on=on("2026-11-23"))
    lease: dict[str, Any] = {
        "kind": "second_chance", "terms": {"form": form}, "end_on": on("2026-12-13"),
    }  # fmt: skip
    made = agreement(lessons, suspensions=(OVER,), **lease)
    days = [day for _, day in falls(lessons, made, FAR)]
    assert days == [on("2026-11-23"), on("2026-11-30"), on("2026-12-07")]


MOVED = judgement(
    1, on("2026-11-10"), JudgedAs.MOVED, on("2026-11-24"), on=on("2026-11-03"), last_suspension=1
)


@pytest.mark.parametrize(
    ("changed", "since", "until", "falls_on"),
    [
        ({}, "2026-11-04", "2026-11-23", "2026-11-24"),
        ({}, "2026-11-01", "2026-11-23", "2026-11-24"),
        ({}, "2026-11-12", "2026-11-20", "2026-11-24"),
        ({}, "2026-11-04", "2026-11-24", "2026-11-25"),
        ({}, "2026-11-20", "2026-11-29", "2026-11-30"),
        ({}, "2026-11-24", "2026-11-29", "2026-11-30"),
        ({}, "2026-11-25", "2026-11-29", "2026-11-24"),
        ({"last_suspension": 0}, "2026-11-04", "2026-11-23", "2026-12-14"),
        ({"last_suspension": 0}, "2026-11-01", "2026-11-23", "2026-11-24"),
        ({"last_suspension": None}, "2026-11-04", "2026-11-23", "2026-12-14"),
        ({"moved_to": on("2026-11-05")}, "2026-11-04", "2026-11-23", "2026-11-24"),
        ({"moved_to": on("2026-11-04"), "on": on("2026-11-01")}, "2026-11-08", "2026-11-23",
         "2026-11-04"),
    ],
)  # fmt: skip
def test_a_day_to_which_a_person_moved_beside_a_standstill_moves_only_where_it_lies_in_that(
    changed: dict[str, Any], since: str, until: str, falls_on: str
) -> None:
    """One of which nobody knew then moves it where it began after that was said."""
    paper = replace(PAPER, last_suspension=0)
    still, moved = suspension(1, on(since), on(until)), replace(MOVED, **changed)
    made = agreement(paper, suspensions=(still,), judgements=(moved,))
    assert [day for _, day in falls(paper, made, FAR)] == [on(falls_on)]


def test_a_standstill_that_is_prolonged_after_a_day_was_set_moves_that_by_the_days_more() -> None:
    first, more = (suspension(1, on("2026-11-01"), on("2026-11-12")),
                   suspension(2, on("2026-11-13"), on("2026-11-20")))  # fmt: skip
    for known, falls_on in ((2, "2026-11-24"), (1, "2026-12-02")):
        moved = replace(MOVED, last_suspension=known)
        made = agreement(PAPER, suspensions=(first, more), judgements=(moved,))
        assert [day for _, day in falls(PAPER, made, FAR)] == [on(falls_on)]


WEEKLY = condition(rule="FREQ=WEEKLY", first_on=on("2026-08-11"))


@pytest.mark.parametrize(
    ("changed", "ends_on", "original"),
    [
        ({}, "2026-11-11", "2026-10-12"),
        ({}, "2026-10-04", "2026-09-04"),
        ({}, "2026-10-03", "2026-09-03"),
        ({}, "2026-09-04", "2026-09-03"),
        ({}, "2026-09-03", "2026-09-03"),
        ({"fixed": True}, "2026-11-11", "2026-11-11"),
        ({"last_suspension": 1, "first_on": on("2026-10-20")}, "2026-11-11", "2026-11-11"),
    ],
)
def test_the_day_on_which_a_condition_ends_is_that_of_an_original_day_before_what_stood_still(
    changed: dict[str, Any], ends_on: str, original: str
) -> None:
    one = replace(WEEKLY, **changed)
    ended = replace(one, ended_on=on(ends_on), ended_suspension=1)
    made = agreement(ended, suspensions=(OVER,))
    last, asked = last_day(ended, made), falls(ended, made, FAR)
    assert last is not None
    assert on(original) - timedelta(days=7) < last <= on(original)
    assert asked[-1][0] == last
    assert until_of(ended, made) == on(ends_on)
    assert all(day <= on(ends_on) for _, day in asked)


def test_what_was_judged_by_the_day_on_which_it_ends_stays() -> None:
    """Though somebody says later that it stood still on the day of that."""
    missed = judgement(1, on("2026-09-08"), JudgedAs.MISSED)
    made = agreement(WEEKLY, suspensions=(OVER,), judgements=(missed,))
    ended = replace(WEEKLY, ended_on=on("2026-09-20"), ended_suspension=1)
    made = replace(made, conditions=(ended,))
    days = [day for day, _ in falls(ended, made, FAR)]
    assert days == [on(f"2026-{day}") for day in ("08-11", "08-18", "08-25", "09-01", "09-08")]
    assert [effective for _, effective in falls(ended, made, FAR)] == days
    ends = until_of(ended, made)
    assert ends is not None
    assert ends <= on("2026-09-20")
