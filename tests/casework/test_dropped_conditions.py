"""What a person ended before it asked anything is let go: no paper speaks of it, to keep or kept.

R73, R76.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Condition, Evidence, Judge, JudgedAs, Rung, Weight
from caseconsole.domain.obligations import ConditionStatus, statuses
from tests.casework.agreed import (
    CASE,
    FIRST,
    coaching,
    condition,
    file_of,
    judge,
    newest,
    rung,
    sign,
    signed_chance,
    step,
    suspend,
)
from tests.casework.stores import TODAY
from tests.casework.test_papers import draft, graduate, text

KEPT, ENDED = "Laat ons binnen.", "Vraagt toeslag aan."
LATER = "Later toegevoegd"
SHOWN: dict[str, Any] = {"evidence": Evidence.STATEMENT, "reference": "verslag", "why": "gezien"}


def on(day: int) -> date:
    """A day counted from today."""
    return TODAY + timedelta(days=day)


def asking(first: int, **more: Any) -> a.NewCondition:
    """A condition that asks something from a day on, once where no rule is given."""
    values: dict[str, Any] = {"clause": "own", "rule": "", "text": ENDED, "first_on": on(first)}
    return condition(**values | more)


def last(here: Session) -> Condition:
    """The last condition of the newest agreement."""
    return newest(here).conditions[-1]


def end(here: Session, day: int) -> None:
    """The last condition of the newest agreement ends on a day."""
    of = last(here)
    ended = a.EndCondition(
        case=CASE, condition=of.id, seen=of.version, until=on(day), why="Niet nodig."
    )
    record(ended, session=here)


def add(here: Session, one: a.NewCondition) -> None:
    """One condition more in the newest agreement."""
    made = newest(here)
    more = a.AddCondition(case=CASE, agreement=made.id, seen=made.version, condition=one)
    record(more, session=here)


def how(here: Session) -> ConditionStatus:
    """How the last condition of the newest agreement goes."""
    file, made = file_of(here), newest(here)
    found = statuses(made, TODAY, paid=file.paid, agreements=file.agreements)
    return found[made.conditions[-1].id]


def chance(here: Session, second: a.NewCondition, ends: int | None) -> None:
    """A second chance of which one condition was met; the other ends on a day."""
    kept = condition(clause="C10", rule="", text=KEPT)
    first, _ = signed_chance(here, conditions=(kept, second)).conditions
    record(judge(first, FIRST, JudgedAs.MET, **SHOWN), session=here)
    if ends is not None:
        end(here, ends)


WEEKLY = {"rule": "FREQ=WEEKLY"}


@pytest.mark.parametrize(
    ("first", "changed", "ends", "dropped"),
    [
        (30, {}, 0, True),
        (30, {}, None, False),
        (30, {}, 29, True),
        (30, {"rule": "FREQ=WEEKLY;COUNT=8"}, 29, True),
        (30, WEEKLY, 29, True),
        (30, WEEKLY, 30, False),
        (0, WEEKLY, 0, False),
    ],
    ids=["once", "not ended", "ends later", "some times", "weekly", "asked once", "asked today"],
)
def test_a_condition_that_ends_before_it_asks_anything_is_let_go(
    anna: Session, first: int, changed: dict[str, Any], ends: int | None, *, dropped: bool
) -> None:
    """From the day on which that is written down, whether or not its end has come."""
    chance(anna, asking(first, **changed), ends)
    assert (how(anna) is ConditionStatus.WAIVED) is dropped
    assert ("Uw andere afspraken gelden nog wel." in text(anna, "condition_met")) is not dropped
    graduate(anna)
    letter = text(anna, "graduation")
    assert f"- {KEPT}\n" in letter
    assert (f"- {ENDED}\n" in letter) is not dropped


@pytest.mark.parametrize(("ends", "dropped"), [(0, True), (None, False), (7, False)])
def test_what_rests_on_another_agreement_is_let_go_with_its_condition(
    anna: Session, ends: int | None, *, dropped: bool
) -> None:
    record(coaching(), session=anna)
    rests = asking(7, rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=newest(anna).id)
    chance(anna, rests, ends)
    assert (how(anna) is ConditionStatus.WAIVED) is dropped


@pytest.mark.parametrize(
    ("state", "ends", "expected"),
    [
        ("ended", 0, ConditionStatus.WAIVED),
        ("ended", None, ConditionStatus.AT_RISK),
        ("completed", None, ConditionStatus.MET),
    ],
    ids=["let go", "not let go", "completed"],
)
def test_what_was_let_go_with_a_coach_who_stopped_is_written_about_as_kept_by_nobody(
    anna: Session, state: str, ends: int | None, expected: ConditionStatus
) -> None:
    """R76: whatever was missed of it before; it stands in the way of no happy end."""
    record(coaching(), session=anna)
    record(judge(newest(anna).conditions[0], FIRST, JudgedAs.MISSED), session=anna)
    record(step(anna, state, why="Stopt."), session=anna)
    rests = asking(-19, rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=newest(anna).id)
    chance(anna, rests, ends)
    assert how(anna) is expected
    met = expected is ConditionStatus.MET
    assert (f"- {ENDED}\n" in text(anna, "condition_met")) is met
    graduate(anna)
    assert (f"- {ENDED}\n" in text(anna, "graduation")) is (ends is None)


def test_what_was_let_go_with_a_coach_who_stopped_stays_so_beside_a_standstill_told_later(
    anna: Session,
) -> None:
    """Nothing of it was left that could move (R73, R75)."""
    record(coaching(), session=anna)
    for day in (FIRST, FIRST + timedelta(days=7)):
        record(judge(newest(anna).conditions[0], day, JudgedAs.MISSED), session=anna)
    record(step(anna, "ended", why="Stopt."), session=anna)
    rests = asking(
        -19, rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=newest(anna).id,
        weight=Weight.MAJOR,
    )  # fmt: skip
    chance(anna, rests, 0)
    assert how(anna) is ConditionStatus.WAIVED
    record(suspend(newest(anna), on(-2), on(30)), session=anna)
    assert how(anna) is ConditionStatus.WAIVED


@pytest.mark.parametrize(
    ("first", "changed", "ends", "written"),
    [
        (10, {}, 0, False),
        (10, {}, None, True),
        (0, {}, None, True),
        (10, WEEKLY, 0, False),
        (10, WEEKLY, 10, True),
    ],
    ids=["once", "not ended", "today", "weekly", "asked once"],
)
@pytest.mark.parametrize("added", [False, True])
def test_an_annex_asks_nothing_that_was_ended_before_its_first_day(
    anna: Session, first: int, changed: dict[str, Any], ends: int | None, *,
    written: bool, added: bool,
) -> None:  # fmt: skip
    """Nor are signatures asked for what was added then, where nothing of it is left."""
    draft(anna, "F1", "C10")
    if added:
        sign(anna)
    add(anna, asking(first, **changed))
    if not added:
        sign(anna)
    if ends is not None:
        end(anna, ends)
    told = text(anna, "annex")
    assert (ENDED in told) is written
    assert (LATER in told) is (added and written)
    assert told.count("M. Kowalska: ____") == (2 if added and written else 1)


@pytest.mark.parametrize(("ends", "told"), [(None, True), (0, False)])
def test_a_talk_about_all_that_was_agreed_names_nothing_that_was_dropped(
    anna: Session, ends: int | None, *, told: bool
) -> None:
    chance(anna, asking(30), ends)
    record(rung(anna, Rung.TALK, why="toch"), session=anna)
    letter = text(anna, "talk")
    assert f"- {KEPT}\n" in letter
    assert (f"- {ENDED}\n" in letter) is told
