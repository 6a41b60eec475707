"""What a condition rests on is completed while that goes wrong: a reason is asked (R73, R76)."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Judge
from caseconsole.domain.obligations import ConditionStatus, statuses
from tests.casework.agreed import (
    CASE,
    coaching,
    condition,
    file_of,
    newest,
    refusal,
    signed_chance,
    step,
)
from tests.casework.stores import TODAY, session

ANSWERED = TODAY + timedelta(days=14)
"""The day on which the second coaching is accepted."""


def offered_after_a_loss(anna: Session, until: date | None) -> None:
    """A coaching on which a condition rests is lost, and another one is offered."""
    record(coaching(), session=anna)
    lost = newest(anna)
    rests = condition(
        clause="C05", judge=Judge.AGREEMENT, rests_on=lost.id, rule="FREQ=MONTHLY", until=until
    )
    signed_chance(anna, conditions=(rests,))
    stopped = a.ChangeState(
        case=CASE, agreement=lost.id, seen=lost.version, state="ended", on=TODAY, why="Stopt."
    )
    record(stopped, session=anna)
    lessons = condition(first_on=TODAY + timedelta(days=3))
    record(coaching(state="offered", start_on=TODAY, conditions=(lessons,)), session=anna)


@pytest.mark.parametrize("over", [True, False], ids=["over", "goes on"])
def test_a_reason_is_asked_only_where_the_condition_is_met_by_it(
    store: Path, *, over: bool
) -> None:
    """One that was over before the answer goes by what was lost, whatever becomes of this."""
    with closing(session(store, "anna", TODAY)) as anna:
        offered_after_a_loss(anna, ANSWERED - timedelta(days=1) if over else None)
    with closing(session(store, "anna", ANSWERED)) as anna:
        record(step(anna, "accepted", on=ANSWERED), session=anna)
        file, coached = file_of(anna, today=ANSWERED), newest(anna)
        (made,) = [one for one in file.agreements if one.kind == "second_chance"]
        assert made.conditions[0].rests_on == coached.id
        (how,) = statuses(made, ANSWERED, paid=file.paid, agreements=file.agreements).values()
        assert how is ConditionStatus.AT_RISK
        done = step(anna, "completed", on=ANSWERED)
        if over:
            record(done, session=anna)
        else:
            assert refusal(done, anna) == "refused.complete_why"
