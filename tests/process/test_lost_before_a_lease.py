"""What was lost before a condition asked anything counts for nothing of it (R73, R75, P15)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Outcome, Rung, StateChange
from caseconsole.domain.missed import missed
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.weighing import weighs
from tests.process.agreements import agreement, rung
from tests.process.files import file, nov, verdicts
from tests.process.test_breach_steps import TRAINED, TWICE
from tests.process.test_let_go import AGREED, OFFERED, REFUSED, lost

TODAY = nov(20)
S = ConditionStatus
SIGNED = date(2026, 10, 1)
TALK = rung(Rung.TALK, nov(19), Outcome.NOT_CURED, None, TRAINED.id)
ONCE = replace(TRAINED, rests_on=3, rule="", first_on=nov(17), until=nov(18))
AHEAD = replace(ONCE, first_on=nov(25))


def stopped(on: date, corrected: date | None = None, **changed: Any) -> Agreement:
    """A coaching that stopped on a day, which was corrected later."""
    days = [on] if corrected is None else [on, corrected]
    begun = StateChange(1, "accepted", date(2026, 1, 5), "", "", "anna")
    ends = (StateChange(2 + at, "ended", day, "", "", "anna") for at, day in enumerate(days))
    return lost(judgements=(), states=(begun, *ends), **changed)


def found(
    *others: Agreement, condition: Any = ONCE, ladder: Any = ()
) -> tuple[ConditionStatus, bool, bool]:
    """How the condition goes, whether a talk about a loss is due, and whether it weighs."""
    made = agreement("second_chance", condition, signed_on=SIGNED, start_on=SIGNED, ladder=ladder)
    one = file(made, *others)
    how = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)[TRAINED.id]
    talk = isinstance(verdicts(one, TODAY)["resting_at_risk"], Due)
    return how, talk, weighs(one, made, TRAINED.id, TODAY)


@pytest.mark.parametrize("answer", [OFFERED, AGREED, REFUSED], ids=["offer", "accepted", "refused"])
@pytest.mark.parametrize(
    ("condition", "before"),
    [
        (ONCE, stopped(date(2026, 3, 2))),
        (ONCE, stopped(SIGNED - timedelta(days=1))),
        (ONCE, stopped(nov(2), corrected=date(2026, 3, 2))),
        (AHEAD, stopped(date(2026, 3, 2))),
        (replace(ONCE, until=None, ended_on=nov(18)), stopped(date(2026, 3, 2))),
        (replace(ONCE, added_on=nov(12)), stopped(nov(11))),
        (replace(ONCE, asked_from=nov(12)), stopped(nov(11))),
    ],
    ids=[
        "months before", "the day before", "by a correction", "nothing fell due", "ended",
        "before it was added", "before it came in",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ladder", [(), (TALK,)], ids=["no rung", "a talk"])
def test_a_loss_from_before_a_condition_changes_nothing_of_it(
    condition: Any, before: Agreement, answer: Agreement, ladder: Any
) -> None:
    """It goes as where no agreement was there before: nothing is due, and nothing weighs."""
    how = found(before, answer, condition=condition, ladder=ladder)
    assert how == found(answer, condition=condition, ladder=ladder)


@pytest.mark.parametrize("answer", [OFFERED, AGREED], ids=["offer", "accepted"])
@pytest.mark.parametrize(
    ("condition", "before"),
    [
        (ONCE, stopped(SIGNED)),
        (ONCE, stopped(nov(12))),
        (ONCE, stopped(SIGNED, corrected=nov(12))),
        (replace(ONCE, added_on=nov(12)), stopped(nov(12))),
    ],
    ids=["its first day", "since", "by a correction", "the day on which it was added"],
)
def test_a_loss_since_a_condition_asks_is_talked_about(
    condition: Any, before: Agreement, answer: Agreement
) -> None:
    """What was offered, or came about after its last day, answers it for nobody."""
    assert found(before, answer, condition=condition) == (S.AT_RISK, True, False)
    assert found(before, answer, condition=condition, ladder=(TALK,)) == (S.AT_RISK, False, True)


def test_what_was_lost_before_a_condition_hides_no_loss_of_its_own_time() -> None:
    """Whichever of both was entered last."""
    rests = replace(TRAINED, rests_on=4, first_on=date(2026, 10, 21))
    own = lost(judgements=TWICE)
    offered = replace(OFFERED, id=4, conditions=())
    made = agreement("second_chance", rests, signed_on=SIGNED, start_on=SIGNED)
    alone = found(own, offered, condition=rests)
    assert alone[0] is S.BREACHED
    earlier = stopped(date(2026, 3, 2), id=3, conditions=())
    assert found(own, earlier, offered, condition=rests) == alone
    days = [duty.on for duty in missed(file(made, own, offered), made, made.conditions, TODAY)]
    both = file(made, own, earlier, offered)
    assert days == [duty.on for duty in missed(both, made, made.conditions, TODAY)]
