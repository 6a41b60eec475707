"""Guidance and counselling go on for longer than was agreed at first (R76)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, Evidence, Judge, JudgedAs, Weight
from caseconsole.domain.agreement_changes import Resume
from caseconsole.domain.moving import end_of
from caseconsole.store import journal, read
from tests.casework.agreed import (
    CASE,
    START,
    arrangement,
    coaching,
    condition,
    decision,
    duties,
    file_of,
    judge,
    newest,
    refusal,
    signed_chance,
    suspend,
    undo,
)
from tests.casework.stores import TODAY, session

END = TODAY + timedelta(days=20)
LATER = END + timedelta(days=200)
VISIT = condition(rule="FREQ=WEEKLY", until=END)
REPORT = condition(clause="report", rule="FREQ=MONTHLY", until=END, evidence=Evidence.REPORT)
FIXED = condition(clause="rent", rule="FREQ=MONTHLY", until=END, fixed=True)
SHORT = condition(clause="goal", rule="FREQ=WEEKLY", until=END - timedelta(days=7))


def guided(here: Session, **more: Any) -> None:
    """Coaching that ends in twenty days."""
    given: dict[str, Any] = {"end_on": END, "conditions": (VISIT, REPORT, FIXED, SHORT)}
    record(coaching(**given | more), session=here)


def prolonged(here: Session, **more: Any) -> Any:
    """The decision to go on until later."""
    values: dict[str, Any] = {"why": "Nog een half jaar.", "end_on": LATER} | more
    return decision(here, values.pop("kind", DecisionKind.KEEP), **values)


def asked(here: Session) -> set[str]:
    """The steps that are due."""
    run_day(here)
    today = here.clock.now().today
    return {due.action for due in read.case_view(here.conn, CASE, today, "anna").dues}


@pytest.mark.parametrize("kind", [DecisionKind.KEEP, DecisionKind.WARN, DecisionKind.ADJUST])
@pytest.mark.parametrize("what", ["budget_coaching", "housing_support"])
def test_what_lasts_to_the_end_lasts_to_the_later_one(
    anna: Session, what: str, kind: DecisionKind
) -> None:
    """And the question of the end comes again before that; taken back, all is as it was."""
    guided(anna, agreement=what)
    assert "conditions_end" in asked(anna)
    record(prolonged(anna, kind=kind), session=anna)
    one = newest(anna)
    assert (one.end_on, [of.until for of in one.conditions]) == (
        LATER, [LATER, LATER, LATER, SHORT.until],
    )  # fmt: skip
    assert max(duty.on for duty in duties(anna)) > LATER - timedelta(days=7)
    assert "conditions_end" not in asked(anna)
    undo(anna)
    one = newest(anna)
    assert (one.end_on, one.conditions[0].until, one.decisions) == (END, END, ())
    assert "conditions_end" in asked(anna)


def test_the_journal_says_who_prolonged_it_when_and_why(anna: Session) -> None:
    guided(anna)
    done = record(prolonged(anna), session=anna)
    (decided,) = newest(anna).decisions
    assert (decided.by, decided.on, decided.why) == ("anna", TODAY, "Nog een half jaar.")
    row = journal.entry(anna.conn, anna.recorded[-1])
    assert row is not None
    assert (row.payload["end_on"], row.payload["why"]) == (LATER.isoformat(), decided.why)
    assert [said.id for said in done.details] == ["recorded.outcome", "recorded.prolonged"]


@pytest.mark.parametrize(
    ("made", "changed", "why"),
    [
        ({}, {"end_on": END}, "refused.prolong_later"),
        ({}, {"end_on": END - timedelta(days=1)}, "refused.prolong_later"),
        ({"end_on": TODAY - timedelta(days=3), "conditions": ()}, {"end_on": TODAY},
         "refused.prolong_later"),
        ({}, {"end_on": START + timedelta(days=3661)}, "refused.agreement_end"),
        ({}, {"kind": DecisionKind.END}, "refused.prolong_over"),
        ({}, {"kind": DecisionKind.GRADUATE}, "refused.prolong_over"),
        ({"end_on": None, "conditions": ()}, {}, "refused.prolong_open"),
        ({"state": "offered"}, {}, "refused.agreement_stands_still"),
    ],
)  # fmt: skip
def test_one_changed_fact_prolongs_nothing(
    anna: Session, made: dict[str, Any], changed: dict[str, Any], why: str
) -> None:
    """No later day, too far ahead, over, without end, or not begun."""
    guided(anna, **made)
    assert refusal(prolonged(anna, **changed), anna) == why


def test_what_was_signed_or_is_paid_off_is_not_prolonged(anna: Session) -> None:
    """The law, a signature or the instalments set its end (R34, R71)."""
    signed_chance(anna, end_on=END)
    assert refusal(prolonged(anna), anna) == "refused.prolong_kind"
    record(arrangement(anna, end_on=TODAY + relativedelta(months=1)), session=anna)
    assert refusal(prolonged(anna), anna) == "refused.prolong_kind"


@pytest.mark.parametrize(
    ("since", "until", "ends_on"),
    [
        (TODAY, TODAY + timedelta(days=9), LATER),
        (TODAY + timedelta(days=10), TODAY + timedelta(days=19), LATER),
        (LATER, LATER + timedelta(days=4), LATER + timedelta(days=5)),
    ],
)
def test_what_stood_still_does_not_move_the_day_that_was_chosen(
    anna: Session, since: date, until: date, ends_on: date
) -> None:
    """Only where it stands still on that day it ends after that."""
    guided(anna)
    record(suspend(newest(anna), since, until), session=anna)
    record(prolonged(anna), session=anna)
    assert end_of(newest(anna)) == ends_on


@pytest.mark.parametrize("since", [TODAY - timedelta(days=5), TODAY, TODAY + timedelta(days=5)])
def test_what_is_written_down_after_that_moves_it(anna: Session, since: date) -> None:
    """Whenever it began: who decided did not know of it."""
    guided(anna)
    record(suspend(newest(anna), START, START + timedelta(days=2)), session=anna)
    record(prolonged(anna), session=anna)
    record(suspend(newest(anna), since, since + timedelta(days=9)), session=anna)
    assert end_of(newest(anna)) == LATER + timedelta(days=10)
    undo(anna)
    assert end_of(newest(anna)) == LATER


@pytest.mark.parametrize("through", [-1, 2, 5])
def test_the_chosen_day_stays_where_it_goes_on_earlier_than_was_thought(
    anna: Session, through: int
) -> None:
    """What was decided is a day, and the file shows that one."""
    guided(anna)
    record(suspend(newest(anna), TODAY, TODAY + timedelta(days=9)), session=anna)
    record(prolonged(anna), session=anna)
    one = newest(anna)
    (stands,) = one.suspensions
    goes_on = Resume(
        case=CASE, suspension=stands.id, seen=stands.version, until=TODAY + timedelta(days=through)
    )
    record(goes_on, session=anna)
    one = newest(anna)
    assert (one.end_on, end_of(one), one.decisions[-1].end_on) == (LATER, LATER, LATER)
    assert max(duty.on for duty in duties(anna)) <= LATER


@pytest.mark.parametrize("days", [21, 59, 60, 61])
def test_who_prolongs_it_for_a_short_time_has_decided_about_that_end(
    anna: Session, store: Path, days: int
) -> None:
    """It is asked about again on its last day; one that lies farther on some time before (R76)."""
    guided(anna)
    end_on = TODAY + timedelta(days=days)
    record(prolonged(anna, end_on=end_on), session=anna)
    assert "conditions_end" not in asked(anna)
    eve = end_on - timedelta(days=1)
    assert ("conditions_end" in asked(session(store, today=eve))) is (days > 60)
    assert "conditions_end" in asked(session(store, today=end_on))


def test_what_rests_on_it_rests_on_it_for_longer(anna: Session) -> None:
    """Nothing is missed of a second chance for which guidance goes on."""
    guided(anna)
    rests = condition(
        clause="C05", judge=Judge.AGREEMENT, rests_on=newest(anna).id, weight=Weight.MAJOR
    )
    coached = newest(anna)
    signed_chance(anna, conditions=(rests,))
    (first, *_) = coached.conditions
    record(judge(first, first.first_on, JudgedAs.MET), session=anna)
    now = next(one for one in file_of(anna).agreements if one.id == coached.id)
    change = prolonged(anna).model_copy(update={"agreement": now.id, "seen": now.version})
    record(change, session=anna)
    assert {one.state.value for one in duties(anna, until=TODAY)} == {"met"}
