"""A decision counts for a review from when that began, and for what is asked since it was known."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.review_ending import left, proposal
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import DecisionKind, JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.agreement_changes import CloseRung
from caseconsole.store import journal
from caseconsole.store.write import Writer
from tests.casework.agreed import (
    CASE,
    condition,
    decision,
    judge,
    newest,
    rent,
    rung,
    signed_chance,
    undo,
    withdrawal,
)
from tests.casework.stores import TODAY, session

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
        ("missed review keep missed", False),
        ("missed review keep missed undo", True),
        ("missed review keep missed withdraw", True),
        ("review keep missed withdraw", True),
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
            id_ = review.start(anna, "x", (), cases=[CASE]).id
        elif act == "keep":
            record(decision(anna, DecisionKind.KEEP), session=anna)
        elif act == "undo":
            undo(anna)
        elif act == "withdraw":
            record(withdrawal(anna, TODAY), session=anna)
        elif act == "talk":
            record(rung(anna, Rung.TALK), session=anna)
        elif act == "failed":
            talk = made.ladder[0]
            ends = CloseRung(case=CASE, step=talk.id, seen=1, outcome=Outcome.NOT_CURED)
            record(ends, session=anna)
        else:
            stood = max(made.judgements, key=lambda one: one.id, default=None)
            record(judge(made.conditions[0], TODAY, JudgedAs(act), stood), session=anna)
    found = review.reread(anna, id_, CASE)
    assert (left(found) == []) is settled
    if acts.endswith(("missed", "failed")):
        assert proposal(found, newest(anna)) is DecisionKind.WARN


def read_ledger(here: Session, through: date) -> None:
    """An import reads a ledger file that is known through a day."""
    with here.store.transaction():
        writer = Writer(here.store)
        values = {"complete_through": through.isoformat()}
        writer.insert(
            "ledger_file", sha256=uuid4().hex, name="huur.csv", lines=1, read_at=0, **values
        )
        journal.append(
            here.store, at=0, actor="beheer", kind="import", case=None, change_id=uuid4().hex,
            policy="", payload={"format": "ledger", **values}, images=writer.images,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "settled"),
    [
        ("old review keep new", False),
        ("old review keep", True),
        ("old review new keep", True),
        ("old new review keep new", True),
        ("old review keep new keep", True),
        ("old review keep old", True),
    ],
)
def test_what_the_ledger_shows_after_a_decision_asks_for_another(
    store: Path, acts: str, *, settled: bool
) -> None:
    """A rent that fell due yesterday: until its day was read nobody knew that it was missed."""
    with closing(session(store, today=TODAY + timedelta(days=1))) as here:
        signed_chance(here, conditions=(rent(first_on=TODAY),))
        id_ = 0
        for act in acts.split():
            if act == "review":
                id_ = review.start(here, "x", (), cases=[CASE]).id
            elif act == "keep":
                record(decision(here, DecisionKind.KEEP), session=here)
            else:
                read_ledger(here, TODAY if act == "new" else TODAY - timedelta(days=1))
        found = review.reread(here, id_, CASE)
        assert (left(found) == []) is settled
        if not settled:
            assert proposal(found, newest(here)) is DecisionKind.WARN
