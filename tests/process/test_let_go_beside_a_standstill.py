"""What was let go with a loss stays so, whatever is told later to have stood still (R73, R75)."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, LadderStep, Outcome, Rung, StateChange
from caseconsole.domain.obligations import ConditionStatus
from tests.process.agreements import agreement, rung, suspension
from tests.process.files import nov
from tests.process.test_breach_steps import COACHED, TRAINED, TWICE
from tests.process.test_let_go import BEFORE, FAILED, NEXT, OFFERED, how, lost

S = ConditionStatus
ENDED = nov(14)
"""The day on which the condition was let go: two days after the coaching was lost."""
HOSPITAL = suspension(nov(13), nov(19))
"""A week that moves that day past today."""
LATER = replace(BEFORE, states=(
    *BEFORE.states[:-1], replace(BEFORE.states[-1], on=nov(15), recorded_on=nov(16))
))  # fmt: skip
RUNS = replace(COACHED, judgements=TWICE)
SINCE = replace(NEXT, start_on=nov(13), states=(
    StateChange(1, "accepted", nov(13), "", "", "anna"),
))  # fmt: skip
TALK = rung(Rung.TALK, nov(15), Outcome.NOT_CURED, None, TRAINED.id)


@pytest.mark.parametrize(
    ("others", "ladder", "changed", "expected"),
    [
        ((BEFORE,), (), {}, S.WAIVED),
        ((BEFORE,), (), {"ended_suspension": 1}, S.WAIVED),
        ((lost(judgements=()),), (), {}, S.WAIVED),
        ((BEFORE,), (FAILED,), {}, S.BREACHED),
        ((BEFORE,), (TALK,), {}, S.WAIVED),
        ((LATER,), (), {}, S.BREACHED),
        ((LATER,), (), {"ended_suspension": 1}, S.BREACHED),
        ((RUNS,), (), {}, S.BREACHED),
        ((BEFORE, OFFERED), (), {"rests_on": 3, "first_on": nov(21)}, S.WAIVED),
        ((BEFORE, SINCE), (), {"rests_on": 3}, S.AT_RISK),
        ((BEFORE, SINCE), (), {"rests_on": 3, "ended_suspension": 1}, S.MET),
    ],
    ids=[
        "lost", "known when it ended", "nobody judged", "after a talk", "a talk once it was over",
        "lost since", "lost since, known", "runs", "another offered", "another runs",
        "another runs, known",
    ],
)  # fmt: skip
def test_a_standstill_that_is_told_later_moves_no_end_of_what_was_let_go_with_a_loss(
    others: tuple[Agreement, ...], ladder: tuple[LadderStep, ...], changed: dict[str, Any],
    expected: ConditionStatus,
) -> None:  # fmt: skip
    """Nothing of it was left to move; of what goes on the end moves with its days."""
    trained = replace(TRAINED, **{"ended_on": ENDED, **changed})
    made = agreement("second_chance", trained, ladder=ladder, suspensions=(HOSPITAL,))
    assert how(made, *others) is expected
