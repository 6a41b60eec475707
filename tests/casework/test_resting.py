"""Conditions of a second chance that rest on another agreement (R73)."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.casework import drafting
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Condition, Judge, JudgedAs, ObligationState
from caseconsole.domain.obligations import ConditionStatus, obligations, resting, statuses
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    FIRST,
    START,
    coaching,
    condition,
    duties,
    file_of,
    judge,
    newest,
    signed_chance,
    step,
    suspend,
    undo,
)
from tests.casework.stores import TODAY

LATER = TODAY + timedelta(days=30)
WEEKS = [START + timedelta(days=2 + 7 * n) for n in range(8)]
"""The days of the condition of the base case."""


@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_a_condition_rests_on_the_agreement_about_which_it_is_once_that_is_made(
    anna: Session, state: str
) -> None:
    """From the next day on; it is taken back with what brought it."""
    signed_chance(anna)
    record(coaching(state=state), session=anna)
    chance, coached = file_of(anna).agreements
    (trains,) = chance.conditions
    assert (trains.judge, trains.rests_on) == (Judge.AGREEMENT, coached.id)
    assert trains.first_on == min(day for day in WEEKS if day >= TODAY)
    undo(anna)
    (chance,) = file_of(anna).agreements
    assert (chance.conditions[0].judge, chance.conditions[0].first_on) == (Judge.PERSON, WEEKS[0])


@pytest.mark.parametrize("rule", ["", "FREQ=MONTHLY"])
@pytest.mark.parametrize(
    ("since", "until", "on"),
    [
        (-60, -31, 10),
        (-60, -41, 0),
        (-20, 9, 10),
        (-19, 10, None),
    ],
)
def test_what_moved_to_a_day_to_come_rests_from_that_day(
    anna: Session, rule: str, since: int, until: int, on: int | None
) -> None:
    """Where the only day has passed already it stays with people."""
    first_on = TODAY - timedelta(days=20)
    trains = condition(clause="C05", rule=rule, first_on=first_on)
    lease = signed_chance(anna, start_on=TODAY - timedelta(days=90), conditions=(trains,))
    still = suspend(lease, TODAY + timedelta(days=since), TODAY + timedelta(days=until))
    record(still, session=anna)
    before = [one.on for one in duties(anna) if one.on >= TODAY]
    record(coaching(conditions=(condition(first_on=LATER),)), session=anna)
    file = file_of(anna)
    (chance,) = (one for one in file.agreements if one.kind == "second_chance")
    asked = obligations(chance, TODAY, date(2028, 1, 1), paid=file.paid, agreements=file.agreements)
    assert [one.on for one in asked if one.on >= TODAY] == before
    assert (chance.conditions[0].judge is Judge.AGREEMENT) is bool(before)
    if on is not None:
        assert before[0] == TODAY + timedelta(days=on)


@pytest.mark.parametrize(
    ("start_on", "state_on"),
    [(START, START), (TODAY, TODAY), (TODAY + timedelta(days=5), TODAY)],
)
def test_what_ran_before_it_was_written_down_was_there_for_what_rests_on_it(
    anna: Session, start_on: date, state_on: date
) -> None:
    """Nothing is missed of what fell due since then."""
    record(coaching(start_on=start_on), session=anna)
    coached = newest(anna)
    assert [(one.state, one.on) for one in coached.states] == [("accepted", state_on)]
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id)
    signed_chance(anna, conditions=(rests,))
    missed = [one.on for one in duties(anna, until=TODAY) if one.state is ObligationState.MISSED]
    assert missed == [day for day in WEEKS if day < min(state_on, TODAY)]


@pytest.mark.parametrize("state", ["offered", "refused", "no_answer"])
def test_what_does_not_run_was_said_today(anna: Session, state: str) -> None:
    record(coaching(state=state, why="-", conditions=()), session=anna)
    assert newest(anna).state_on == TODAY


def test_a_draft_rests_on_what_is_only_offered_yet(anna: Session) -> None:
    """Whether it is accepted is what the condition is about."""
    record(coaching(state="offered"), session=anna)
    view = read.case_view(anna.conn, CASE, TODAY, "anna")
    terms = {"form": "F1", "clauses": ["C05"], "coach": "Op Orde"}
    (trains,) = drafting.conditions(anna, view, "second_chance", terms, TODAY, LATER)
    assert (trains.judge, trains.rests_on) == (Judge.AGREEMENT, newest(anna).id)


@pytest.mark.parametrize(
    ("first", "later", "first_on"),
    [
        ({"start_on": START}, {}, START),
        ({"start_on": TODAY}, {}, TODAY),
        ({"state": "offered"}, {}, TODAY),
        ({"state": "refused", "why": "Wil niet."}, {"start_on": START}, START),
    ],
)
def test_a_draft_asks_nothing_of_before_there_was_such_an_agreement(
    anna: Session, first: dict[str, Any], later: dict[str, Any], first_on: date
) -> None:
    """What could not be met is not missed."""
    record(coaching(**first), session=anna)
    if later:
        record(coaching(**later), session=anna)
    view = read.case_view(anna.conn, CASE, TODAY, "anna")
    terms = {"form": "F1", "clauses": ["C05"], "coach": "Op Orde"}
    began = TODAY - relativedelta(months=3, days=5)
    (trains,) = drafting.conditions(anna, view, "second_chance", terms, began, LATER)
    months = [began + relativedelta(months=n) for n in range(1, 7)]
    assert (trains.judge, trains.first_on) == (
        Judge.AGREEMENT, min(day for day in months if day >= first_on),
    )  # fmt: skip


def test_an_offer_that_was_refused_gives_way_to_the_next(anna: Session) -> None:
    """What fell due meanwhile stays missed."""
    record(coaching(state="offered"), session=anna)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=newest(anna).id)
    refused = newest(anna)
    signed_chance(anna, conditions=(rests,))
    record(coaching(state="refused", why="Wil niet."), session=anna)
    assert file_of(anna).agreements[1].conditions[0].rests_on == refused.id
    gone = file_of(anna).agreements[0]
    record(
        a.ChangeState(case=CASE, agreement=gone.id, seen=gone.version, state="refused", on=TODAY),
        session=anna,
    )
    record(coaching(), session=anna)
    (trains,) = file_of(anna).agreements[1].conditions
    assert (trains.rests_on, trains.first_on) == (newest(anna).id, WEEKS[0])


def test_an_agreement_that_ended_gives_way_to_the_next_and_is_not_forgotten(anna: Session) -> None:
    """What the new coach reports counts, and what was missed under the first stays in the file."""
    record(coaching(), session=anna)
    first = newest(anna)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=first.id, first_on=WEEKS[0])
    signed_chance(anna, conditions=(rests,))
    session_ = first.conditions[0]
    record(judge(session_, session_.first_on, JudgedAs.MISSED), session=anna)
    gone = next(one for one in file_of(anna).agreements if one.id == first.id)
    ended = a.ChangeState(
        case=CASE, agreement=gone.id, seen=gone.version, state="ended", on=TODAY, why="Stopt."
    )
    record(ended, session=anna)
    record(coaching(conditions=(condition(first_on=LATER),)), session=anna)
    made = file_of(anna).agreements
    chance = next(one for one in made if one.kind == "second_chance")
    (trains,) = chance.conditions
    assert trains.rests_on == newest(anna).id != first.id
    how = statuses(chance, TODAY, paid=file_of(anna).paid, agreements=made)
    assert how == {trains.id: ConditionStatus.ON_TRACK}
    kept = resting(chance, chance.conditions, TODAY, paid=file_of(anna).paid, agreements=made)
    assert session_.id in {duty.condition.id for duty in kept if duty.judgement}


@pytest.mark.parametrize(
    ("made", "clause", "judged"),
    [
        ({"agreement": "housing_support"}, "C05", False),
        ({"state": "refused", "why": "Wil niet."}, "C05", False),
        ({}, "C09", False),
        ({}, "C05", True),
    ],
)
def test_a_condition_stays_with_people_otherwise(
    anna: Session, made: dict[str, Any], clause: str, judged: bool
) -> None:
    """Another kind, a refusal, another clause, or what somebody judged already."""
    one = signed_chance(anna, conditions=(condition(clause=clause),))
    if judged:
        record(judge(one.conditions[0], WEEKS[0], JudgedAs.MISSED), session=anna)
    record(coaching(**made), session=anna)
    (own,) = file_of(anna).agreements[0].conditions
    assert (own.judge, own.rests_on, own.first_on) == (Judge.PERSON, None, WEEKS[0])


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("application", "intake", False),
        ("crisis", "intake", False),
        ("offered", "application", True),
    ],
)
def test_what_people_judge_rests_on_counselling_that_begins_and_not_on_its_next_phase(
    anna: Session, before: str, after: str, taken: bool
) -> None:
    """What fell due under it is still theirs to judge."""
    helped = coaching(agreement="debt_counselling", state=before, conditions=())
    record(helped, session=anna)
    one = newest(anna)
    signed_chance(anna, conditions=(condition(clause="C03"),))
    goes_on = a.ChangeState(case=CASE, agreement=one.id, seen=one.version, state=after, on=TODAY)
    record(goes_on, session=anna)
    chance = next(made for made in file_of(anna).agreements if made.kind == "second_chance")
    (works_along,) = chance.conditions
    first_on = min(day for day in WEEKS if day >= TODAY) if taken else WEEKS[0]
    assert (works_along.rests_on, works_along.first_on) == (one.id if taken else None, first_on)


@pytest.mark.parametrize("state", ["offered", "accepted", "refused"])
@pytest.mark.parametrize(
    ("until", "ended_on", "taken"),
    [
        (None, None, True),
        (None, 0, False),
        (None, 1, True),
        (-1, None, False),
        (0, None, False),
        (1, None, True),
    ],
    ids=["goes on", "let go", "ends tomorrow", "was over", "last day", "one day more"],
)
def test_what_is_over_is_taken_over_by_no_agreement_of_its_kind(
    anna: Session, until: int | None, ended_on: int | None, state: str, *, taken: bool
) -> None:
    """It goes as it went, so that no lease graduates over a breach (R73, R75, R76)."""
    record(coaching(), session=anna)
    for day in (FIRST, FIRST + timedelta(days=7)):
        record(judge(newest(anna).conditions[0], day, JudgedAs.MISSED), session=anna)
    record(step(anna, "ended", why="Stopt."), session=anna)
    first = newest(anna)
    rests = condition(
        clause="C05", judge=Judge.AGREEMENT, rests_on=first.id, rule="FREQ=MONTHLY",
        until=None if until is None else TODAY + timedelta(days=until),
    )  # fmt: skip
    (of,) = signed_chance(anna, conditions=(rests,)).conditions
    if ended_on is not None:
        last = TODAY + timedelta(days=ended_on)
        ends = a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=last, why="-")
        record(ends, session=anna)
    _, before = _chance(anna)
    record(coaching(state=state, why="-", start_on=TODAY, conditions=()), session=anna)
    now, how = _chance(anna)
    taken = taken and state != "refused"
    assert (now.rests_on != first.id) is taken
    assert taken or how is before


def _chance(here: Session) -> tuple[Condition, ConditionStatus]:
    file = file_of(here)
    one = next(made for made in file.agreements if made.kind == "second_chance")
    (only,) = statuses(one, TODAY, paid=file.paid, agreements=file.agreements).values()
    return one.conditions[0], only
