"""A condition that a person ended is asked to the day chosen, whatever else changes its end."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import DecisionKind
from caseconsole.domain.moving import end_of, named_until, until_of
from tests.casework.agreed import (
    CASE,
    coaching,
    condition,
    decision,
    duties,
    newest,
    refusal,
    suspend,
    undo,
)
from tests.casework.stores import TODAY


def on(day: int) -> date:
    """A day counted from today."""
    return TODAY + timedelta(days=day)


def weekly(first: int, **more: Any) -> a.NewCondition:
    """A session a week, without an end."""
    return condition(rule="FREQ=WEEKLY", first_on=on(first), **more)


def still(here: Session, since: int, until: int) -> None:
    """The newest agreement stands still."""
    record(suspend(newest(here), on(since), on(until)), session=here)


def resume(here: Session, until: int) -> None:
    """What stands still ends on another day."""
    one = newest(here).suspensions[-1]
    change = a.Resume(case=CASE, suspension=one.id, seen=one.version, until=on(until))
    record(change, session=here)


def end(here: Session, day: int) -> a.EndCondition:
    """The condition of the newest agreement ends on a day."""
    (of,) = newest(here).conditions
    return a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=on(day), why="Klaar.")


def asked(here: Session) -> list[int]:
    """The days on which something is asked, counted from today."""
    return [(duty.on - TODAY).days for duty in duties(here)]


def ends(here: Session) -> int | None:
    """The last day of the condition, counted from today."""
    one = newest(here)
    last = until_of(one.conditions[0], one)
    return (last - TODAY).days if last else None


@pytest.mark.parametrize(("cut", "last"), [(None, 38), (10, 36), (0, 40), (-11, 36)])
def test_a_condition_that_was_ended_beside_a_standstill_goes_on_to_that_day_when_that_is_cut_short(
    anna: Session, cut: int | None, last: int
) -> None:
    record(coaching(start_on=on(-60), conditions=(weekly(-13),)), session=anna)
    still(anna, -10, 19)
    record(end(anna, 40), session=anna)
    if cut is not None:
        resume(anna, cut)
    assert (max(asked(anna)), ends(anna)) == (last, 40)


@pytest.mark.parametrize(
    ("since", "until", "more"),
    [(25, 29, 5), (41, 45, 0), (38, 45, 8), (-20, -16, 5)],
)
def test_a_standstill_that_is_told_after_an_end_moves_that_as_the_duties_before_it(
    anna: Session, since: int, until: int, more: int
) -> None:
    """One that begins after it leaves it; taken back, it is as it was."""
    record(coaching(start_on=on(-60), conditions=(weekly(-13),)), session=anna)
    still(anna, -10, 19)
    record(end(anna, 40), session=anna)
    before = len(asked(anna))
    still(anna, since, until)
    assert (ends(anna), len(asked(anna))) == (40 + more, before)
    undo(anna)
    assert (ends(anna), len(asked(anna))) == (40, before)


@pytest.mark.parametrize("day", [19, 5, 0])
def test_nothing_is_asked_after_the_day_of_an_end_in_a_standstill(anna: Session, day: int) -> None:
    record(coaching(start_on=on(-60), conditions=(weekly(-13),)), session=anna)
    still(anna, -10, 19)
    record(end(anna, day), session=anna)
    assert (asked(anna), ends(anna)) == ([-13], day)


def test_an_end_beside_a_standstill_stays_when_that_is_corrected(anna: Session) -> None:
    record(coaching(start_on=on(-60), conditions=(weekly(-13),)), session=anna)
    still(anna, -10, 19)
    record(end(anna, 40), session=anna)
    resume(anna, -11)
    still(anna, -9, 19)
    assert ends(anna) == 40


@pytest.mark.parametrize(
    ("changed", "stood", "last"),
    [
        ({}, (0, 29), 15),
        ({}, None, 15),
        ({"fixed": False}, (0, 29), None),
        ({"until": None}, (0, 29), 15),
    ],
)
def test_what_keeps_its_days_and_is_ended_on_the_agreed_last_day_is_asked_no_longer(
    anna: Session, changed: dict[str, Any], stood: tuple[int, int] | None, last: int | None
) -> None:
    one = weekly(1, **{"fixed": True, "until": on(20)} | changed)
    record(coaching(end_on=on(20), conditions=(one,)), session=anna)
    if stood:
        still(anna, *stood)
    change = end(anna, 20)
    if stood is None:
        assert refusal(change, anna) == "refused.condition_ended"
        return
    record(change, session=anna)
    assert max(asked(anna), default=None) == last
    assert ends(anna) == 20


@pytest.mark.parametrize("until", [None, 30])
@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.parametrize("stood", [False, True])
def test_what_was_ended_is_not_asked_again_where_its_agreement_is_prolonged(
    anna: Session, until: int | None, *, fixed: bool, stood: bool
) -> None:
    one = weekly(1, fixed=fixed, until=on(until) if until else None)
    record(coaching(end_on=on(30), conditions=(one,)), session=anna)
    if stood:
        still(anna, 3, 9)
    day = 30 if until is None or (stood and not fixed) else 29
    record(end(anna, day), session=anna)
    before = asked(anna)
    record(decision(anna, DecisionKind.KEEP, end_on=on(60)), session=anna)
    made = newest(anna)
    assert (end_of(made), asked(anna), ends(anna)) == (on(60), before, day)
    assert named_until(made.conditions[0], made) == on(day)


def test_a_condition_is_ended_sooner_again_and_not_later(anna: Session) -> None:
    record(coaching(start_on=on(-60), conditions=(weekly(-13),)), session=anna)
    still(anna, -10, 19)
    record(end(anna, 40), session=anna)
    assert refusal(end(anna, 40), anna) == "refused.condition_ended"
    record(end(anna, 30), session=anna)
    assert (max(asked(anna)), ends(anna)) == (24, 30)
