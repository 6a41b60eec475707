"""A decision counts for a review from when that began, and for what is asked since it was known."""

import pytest

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.review_ending import left, proposal
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, Outcome, Rung, Verdict, Weight
from caseconsole.domain.agreement_changes import CloseRung
from tests.casework.agreed import (
    CASE,
    condition,
    decision,
    judge,
    newest,
    rung,
    signed_chance,
    undo,
)
from tests.casework.stores import TODAY

VISIT = condition(clause="C10", weight=Weight.MAJOR, rule="FREQ=WEEKLY;COUNT=40", first_on=TODAY)


@pytest.mark.parametrize(
    ("acts", "settled"),
    [
        ("review keep", True),
        ("keep review", False),
        ("keep review keep", True),
        ("review keep missed", False),
        ("review missed keep", True),
        ("review keep missed undo", True),
        ("review keep met", True),
        ("review keep missed keep", True),
        ("keep missed review", False),
        ("missed talk review keep failed", False),
        ("missed talk review failed keep", True),
    ],
)
def test_of_one_day_a_decision_counts_after_the_review_began_and_what_it_is_about_was_known(
    anna: Session, acts: str, *, settled: bool
) -> None:
    signed_chance(anna, conditions=(VISIT,))
    id_ = 0
    for act in acts.split():
        made = newest(anna)
        if act == "review":
            id_ = review.start(anna, "x", (), cases=[CASE])
        elif act == "keep":
            record(decision(anna, DecisionKind.KEEP), session=anna)
        elif act == "undo":
            undo(anna)
        elif act == "talk":
            record(rung(anna, Rung.TALK), session=anna)
        elif act == "failed":
            talk = made.ladder[0]
            ends = CloseRung(case=CASE, step=talk.id, seen=1, outcome=Outcome.NOT_CURED)
            record(ends, session=anna)
        else:
            record(judge(made.conditions[0], TODAY, Verdict(act)), session=anna)
    found = review.reread(anna, id_, CASE)
    assert (left(found) == []) is settled
    if acts.endswith(("missed", "failed")):
        assert proposal(found, newest(anna)) is DecisionKind.WARN
