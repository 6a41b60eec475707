"""What is written down after a standstill that was known is moved by it no more."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Agreement, Evidence, JudgedAs, SuspensionKind
from caseconsole.domain.moving import until_of
from tests.casework.agreed import (
    CASE,
    arrangement,
    coaching,
    condition,
    duties,
    instalment,
    judge,
    newest,
    refusal,
    step,
    suspend,
    undo,
)
from tests.casework.stores import TODAY
from tests.casework.test_counselling import WAY, helped

BEGUN = TODAY - timedelta(days=90)
STOOD = TODAY - timedelta(days=60), TODAY - timedelta(days=31)


def stood_still(here: Session, **more: Any) -> Agreement:
    """Weekly coaching since three months, that stood still for thirty days."""
    weekly = condition(rule="FREQ=WEEKLY", first_on=BEGUN, **more)
    record(coaching(start_on=BEGUN, conditions=(weekly,)), session=here)
    record(suspend(newest(here), *STOOD), session=here)
    return newest(here)


def test_what_is_added_is_asked_on_the_day_that_was_written(anna: Session) -> None:
    one = stood_still(anna)
    on = TODAY + timedelta(days=7)
    paper = condition(clause="paper", rule="", first_on=on)
    change = a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=paper)
    record(change, session=anna)
    weekly, added = newest(anna).conditions
    assert (weekly.last_suspension, added.last_suspension) == (0, one.suspensions[-1].id)
    assert [duty.on for duty in duties(anna) if duty.condition.id == added.id] == [on]


PAPER = condition(
    clause="paper", rule="", first_on=TODAY + timedelta(days=1), evidence=Evidence.PAPER
)
"""A paper of tomorrow."""


@pytest.mark.parametrize(
    ("stands", "moved_to", "falls"),
    [
        ([], 21, 21),
        ([(1, 20)], 21, 21),
        ([(-2, 20)], 25, 25),
        ([(-2, 9), (10, 20)], 25, 25),
        ([(7, 16)], 20, 20),
        ([(5, 24)], 20, 25),
    ],
)
@pytest.mark.parametrize("paid", [False, True])
def test_a_day_to_which_a_person_moves_beside_a_standstill_is_asked_as_it_was_written(
    anna: Session, stands: list[tuple[int, int]], moved_to: int, falls: int, *, paid: bool
) -> None:
    """What is told later moves it, also what prolongs that; undone, it is as it was."""
    weeks = instalment(first_on=TODAY + timedelta(days=1), rule="FREQ=MONTHLY;COUNT=2")
    made = arrangement(anna, conditions=(weeks,)) if paid else coaching(conditions=(PAPER,))
    record(made, session=anna)
    for since, until in stands:
        first = max(TODAY + timedelta(days=since), newest(anna).start_on)
        record(suspend(newest(anna), first, TODAY + timedelta(days=until)), session=anna)
    (of,) = newest(anna).conditions
    to = TODAY + timedelta(days=moved_to)
    record(judge(of, of.first_on, JudgedAs.MOVED, moved_to=to, why="opname"), session=anna)
    assert duties(anna)[0].on == TODAY + timedelta(days=falls)
    told = TODAY + timedelta(days=30), TODAY + timedelta(days=34)
    record(suspend(newest(anna), *told), session=anna)
    assert duties(anna)[0].on == TODAY + timedelta(days=falls)
    before = TODAY + timedelta(days=falls), told[0] - timedelta(days=1)
    record(suspend(newest(anna), *before), session=anna)
    assert duties(anna)[0].on == told[1] + timedelta(days=1)
    undo(anna)
    assert duties(anna)[0].on == TODAY + timedelta(days=falls)


def add_paper(here: Session) -> None:
    """A paper of twenty days from now is added."""
    one, on = newest(here), TODAY + timedelta(days=20)
    paper = condition(clause="paper", rule="", first_on=on, evidence=Evidence.PAPER)
    record(
        a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=paper), session=here
    )


def move_paper(here: Session) -> None:
    """A paper of this agreement is moved to twenty days from now."""
    of = newest(here).conditions[-1]
    to = TODAY + timedelta(days=20)
    record(judge(of, of.first_on, JudgedAs.MOVED, moved_to=to, why="opname"), session=here)


def never_was(here: Session) -> None:
    """The newest standstill ends before it began."""
    still = newest(here).suspensions[-1]
    until = still.since - timedelta(days=1)
    change = a.Resume(case=CASE, suspension=still.id, seen=still.version, until=until)
    record(change, session=here)


def still(here: Session, since: int, until: int) -> None:
    """The agreement stands still on days counted from today."""
    days = TODAY + timedelta(days=since), TODAY + timedelta(days=until)
    record(suspend(newest(here), *days), session=here)


@pytest.mark.parametrize(
    ("since", "until", "falls"),
    [(-9, 10, 20), (-15, 10, 20), (-10, 5, 20), (-9, 15, 25), (-9, 21, 31), (11, 15, 25)],
)
@pytest.mark.parametrize("put", [add_paper, move_paper])
def test_what_was_written_beside_a_standstill_stays_when_that_is_corrected(
    anna: Session, put: Callable[[Session], None], since: int, until: int, falls: int
) -> None:
    """The days that nobody knew of then move it; what was not written beside it moves by all."""
    weekly = condition(rule="FREQ=WEEKLY", first_on=TODAY + timedelta(days=30))
    record(coaching(conditions=(weekly, PAPER)), session=anna)
    still(anna, -10, 10)
    put(anna)
    never_was(anna)
    before = newest(anna)
    still(anna, since, until)
    paper, lessons = newest(anna).conditions[-1].id, newest(anna).conditions[0].id
    first = {duty.condition.id: duty.on for duty in reversed(duties(anna))}
    assert first[paper] == TODAY + timedelta(days=falls)
    assert first[lessons] == TODAY + timedelta(days=30 + until - since + 1)
    undo(anna)
    assert newest(anna).suspensions == before.suspensions == ()
    undo(anna)
    assert [one.until for one in newest(anna).suspensions] == [TODAY + timedelta(days=10)]


def test_a_standstill_that_was_withdrawn_before_something_was_written_moves_it_when_it_is_told_anew(
    anna: Session,
) -> None:
    record(coaching(), session=anna)
    still(anna, -10, 10)
    never_was(anna)
    add_paper(anna)
    still(anna, -9, 10)
    (paper,) = (duty for duty in duties(anna) if duty.condition.clause == "paper")
    assert paper.on == TODAY + timedelta(days=40)


def test_a_standstill_of_another_kind_corrects_none(anna: Session) -> None:
    """A moratorium is no hospital stay that never was: it moves by all its days."""
    record(coaching(conditions=(PAPER,)), session=anna)
    still(anna, 5, 24)
    add_paper(anna)
    never_was(anna)
    since, until = TODAY + timedelta(days=10), TODAY + timedelta(days=40)
    court = suspend(newest(anna), since, until, reason_kind=SuspensionKind.MORATORIUM)
    record(court, session=anna)
    (one,) = newest(anna).suspensions
    assert (one.kind, one.since, one.until) == (SuspensionKind.MORATORIUM, since, until)
    added = max(newest(anna).conditions, key=lambda of: of.id)
    (paper,) = (duty for duty in duties(anna) if duty.condition.id == added.id)
    assert paper.on == added.first_on + timedelta(days=31)


def test_a_standstill_that_was_taken_back_and_told_anew_is_one(anna: Session) -> None:
    record(coaching(), session=anna)
    still(anna, -10, 10)
    undo(anna)
    still(anna, -9, 20)
    (one,) = newest(anna).suspensions
    assert (one.since, one.until) == (TODAY - timedelta(days=9), TODAY + timedelta(days=20))


def end(here: Session, day: int) -> a.EndCondition:
    """The first condition of the newest agreement ends on a day counted from today."""
    (of, *_) = newest(here).conditions
    return a.EndCondition(
        case=CASE, condition=of.id, seen=of.version, until=TODAY + timedelta(days=day), why="Klaar."
    )


def asked_on(here: Session) -> list[int]:
    """The days on which something is asked, counted from today."""
    return [(duty.on - TODAY).days for duty in duties(here)]


@pytest.mark.parametrize("day", [8, 30, 60, 90])
def test_an_end_makes_no_condition_longer_where_a_duty_was_moved_past_it(
    anna: Session, day: int
) -> None:
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=8)
    weekly = condition(rule="FREQ=WEEKLY", first_on=first, until=last)
    record(coaching(conditions=(weekly,)), session=anna)
    (of,) = newest(anna).conditions
    to = TODAY + timedelta(days=60)
    record(judge(of, last, JudgedAs.MOVED, moved_to=to, why="opname"), session=anna)
    assert refusal(end(anna, day), anna) == "refused.condition_ended"
    record(end(anna, 7), session=anna)
    assert asked_on(anna) == [1]


@pytest.mark.parametrize(
    ("session", "verdict", "moved_to", "falls"),
    [
        (43, None, None, [1, 8]),
        (43, JudgedAs.MOVED, 3, [1, 3, 8]),
        (43, JudgedAs.MOVED, 10, [1, 8, 10]),
        (43, JudgedAs.MOVED, 11, [1, 8]),
        (15, JudgedAs.MOVED, 25, [1, 8]),
        (8, JudgedAs.MOVED, 12, [1, 12]),
        (43, JudgedAs.EXCUSED, None, [1, 8]),
    ],
)
def test_after_the_day_of_an_end_nothing_is_asked_but_what_was_moved_before_it_stays(
    anna: Session, session: int, verdict: JudgedAs | None, moved_to: int | None, falls: list[int]
) -> None:
    weekly = condition(rule="FREQ=WEEKLY", first_on=TODAY + timedelta(days=1))
    record(coaching(conditions=(weekly,)), session=anna)
    (of,) = newest(anna).conditions
    on = TODAY + timedelta(days=session)
    if verdict:
        to = TODAY + timedelta(days=moved_to) if moved_to else None
        record(judge(of, on, verdict, why="inhaalles", moved_to=to), session=anna)
    record(end(anna, 10), session=anna)
    assert sorted(asked_on(anna)) == falls
    one = newest(anna)
    assert until_of(one.conditions[0], one) == TODAY + timedelta(days=max(10, *falls))
    still(anna, 2, 4)
    ahead = [day if day < 2 else day + 3 for day in falls if moved_to != day]
    assert set(ahead) <= set(asked_on(anna)) <= {*ahead, moved_to, (moved_to or 0) + 3}


def test_what_was_moved_before_an_end_stays_when_it_is_moved_again(anna: Session) -> None:
    weekly = condition(rule="FREQ=WEEKLY", first_on=TODAY + timedelta(days=1))
    record(coaching(conditions=(weekly,)), session=anna)
    (of,) = newest(anna).conditions
    on = TODAY + timedelta(days=43)
    for to, ends in ((3, True), (20, False)):
        said = newest(anna).judgements
        to_day = TODAY + timedelta(days=to)
        seen = said[-1] if said else None
        record(judge(of, on, JudgedAs.MOVED, seen, moved_to=to_day, why="Zo."), session=anna)
        if ends:
            record(end(anna, 10), session=anna)
    assert asked_on(anna) == [1, 8, 20]


def test_what_was_not_judged_falls_no_more_where_a_standstill_is_told_before_the_end(
    anna: Session,
) -> None:
    weekly = condition(rule="FREQ=WEEKLY", first_on=TODAY - timedelta(days=20))
    record(coaching(conditions=(weekly,)), session=anna)
    (of,) = newest(anna).conditions
    for day, verdict in ((-20, JudgedAs.MET), (-6, JudgedAs.MISSED)):
        by = Evidence.ATTENDANCE if verdict is JudgedAs.MET else None
        record(judge(of, TODAY + timedelta(days=day), verdict, evidence=by), session=anna)
    still(anna, -21, 5)
    record(end(anna, 6), session=anna)
    assert asked_on(anna) == [-20, -6]
    one = newest(anna)
    ends = until_of(one.conditions[0], one)
    assert ends is not None
    assert ends <= TODAY + timedelta(days=6)


def test_a_term_that_a_phase_sets_is_counted_once(anna: Session) -> None:
    """R60, R63: eighteen months from the settlement, though a moratorium went before it."""
    helped(anna, *WAY[:3], start_on=BEGUN)
    record(suspend(newest(anna), *STOOD, reason_kind=SuspensionKind.MORATORIUM), session=anna)
    record(step(anna, "mediation"), session=anna)
    (discharge,) = (duty for duty in duties(anna, until=date(2029, 1, 1))
                    if duty.condition.clause == "discharge")  # fmt: skip
    assert discharge.on == discharge.original_on == date(2028, 5, 3)


@pytest.mark.parametrize("ends", [None, TODAY - timedelta(days=7)])
def test_a_condition_ends_on_the_day_that_was_written(anna: Session, ends: date | None) -> None:
    """One that lasts longer by a standstill ends before that, and not on a day after it."""
    last = TODAY + timedelta(days=8)
    (of,) = stood_still(anna, until=ends).conditions
    end = a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=last, why="Klaar.")
    if ends:
        over = end.model_copy(update={"until": ends + timedelta(days=30)})
        assert refusal(over, anna) == "refused.condition_ended"
    record(end, session=anna)
    one = newest(anna)
    assert until_of(one.conditions[0], one) == last
    assert last - timedelta(days=7) < max(duty.on for duty in duties(anna)) <= last
    undo(anna)
    (back,) = newest(anna).conditions
    assert (back.until, back.ended_on, back.ended_suspension) == (ends, None, None)
