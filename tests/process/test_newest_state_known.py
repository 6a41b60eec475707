"""Of what came in only the newest state is known: before it, it ran since its first day (R73)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    JudgedAs,
    Judgement,
    ObligationState,
    StateChange,
)
from caseconsole.domain.obligations import ConditionStatus, obligations, statuses
from caseconsole.domain.verdict import Due
from tests.process.agreements import agreement, condition, judged
from tests.process.files import file, nov, verdicts
from tests.process.test_breach_steps import TRAINED

TODAY = nov(20)
S = ConditionStatus
SIGNED, BEGUN, OVER, SINCE = (date(2026, month, 1) for month in (2, 4, 9, 10))
SESSION = condition("session", date(2026, 4, 8), "FREQ=WEEKLY", id=7, agreement=3)
MISSED = (
    judged(date(2026, 8, 19), JudgedAs.MISSED, of=7),
    judged(date(2026, 8, 26), JudgedAs.MISSED, of=7, key=2),
)
ENDED = replace(TRAINED, rests_on=3, first_on=date(2026, 3, 1), until=OVER)


def states(*told: tuple[str, date]) -> tuple[StateChange, ...]:
    """The states of an agreement, oldest first."""
    return tuple(
        StateChange(at, state, on, "", "", "anna") for at, (state, on) in enumerate(told, 1)
    )


STOPPED = agreement(
    "budget_coaching", id=2, states=states(("accepted", SIGNED), ("ended", date(2026, 3, 20)))
)


def coached(*told: tuple[str, date], since: date = BEGUN, judgements: Any = ()) -> Agreement:
    """The coaching on which the condition rests."""
    return agreement(
        "budget_coaching", SESSION, id=3, start_on=since, states=states(*told),
        judgements=judgements,
    )  # fmt: skip


def found(*others: Agreement) -> tuple[ConditionStatus, str]:
    """How a condition goes that is over, and which step is due about it."""
    made = agreement("second_chance", ENDED, signed_on=SIGNED, start_on=SIGNED)
    one = file(made, *others)
    how = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)[ENDED.id]
    asked = verdicts(one, TODAY)
    due = [name for name in ("resting_at_risk", "breach_rung") if isinstance(asked[name], Due)]
    return how, " ".join(due)


@pytest.mark.parametrize(
    ("told", "since", "expected"),
    [
        ((("completed", SINCE),), BEGUN, (S.MET, "")),
        ((("accepted", SINCE),), BEGUN, (S.MET, "")),
        ((("accepted", BEGUN), ("completed", SINCE)), BEGUN, (S.MET, "")),
        ((("completed", SINCE),), SINCE, (S.AT_RISK, "resting_at_risk")),
        ((("offered", SINCE),), BEGUN, (S.AT_RISK, "resting_at_risk")),
        ((("offered", BEGUN), ("completed", SINCE)), BEGUN, (S.AT_RISK, "resting_at_risk")),
        ((("refused", SINCE),), BEGUN, (S.AT_RISK, "resting_at_risk")),
    ],
    ids=[
        "completed", "runs", "all known", "begun since", "offered", "answered since", "refused",
    ],
)  # fmt: skip
def test_what_ran_by_the_end_of_a_condition_took_over_what_was_lost_before(
    told: tuple[tuple[str, date], ...], since: date, expected: tuple[ConditionStatus, str]
) -> None:
    """Sessions that nobody judged would wait, so that this coaching holds none."""
    new = replace(coached(*told, since=since), conditions=())
    assert found(STOPPED, new) == expected


@pytest.mark.parametrize(
    ("told", "judgements", "expected"),
    [
        ((("ended", SINCE),), MISSED, (S.BREACHED, "breach_rung")),
        ((("accepted", SINCE),), MISSED, (S.BREACHED, "breach_rung")),
        ((("accepted", BEGUN),), MISSED, (S.BREACHED, "breach_rung")),
        ((("ended", SINCE),), MISSED[:1], (S.AT_RISK, "")),
        ((("accepted", SINCE),), MISSED[:1], (S.AT_RISK, "")),
    ],
    ids=["stopped since", "accepted since", "all known", "stopped, once", "accepted, once"],
)
def test_what_was_missed_before_the_newest_state_is_held_against_a_condition_that_is_over(
    told: tuple[tuple[str, date], ...], judgements: tuple[Judgement, ...],
    expected: tuple[ConditionStatus, str],
) -> None:  # fmt: skip
    """As where all its states are known."""
    assert found(coached(*told, judgements=judgements)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((("accepted", SINCE),), ObligationState.MET),
        ((("completed", SINCE),), ObligationState.MET),
        ((("offered", BEGUN), ("accepted", SINCE)), ObligationState.MISSED),
        ((("offered", SINCE),), ObligationState.MISSED),
    ],
    ids=["runs", "completed", "offered first", "offered"],
)
def test_what_was_to_be_taken_up_by_a_day_was_where_it_ran_by_then(
    told: tuple[tuple[str, date], ...], expected: ObligationState
) -> None:
    """Also where it is known by a later state alone."""
    once = replace(ENDED, rule="", first_on=date(2026, 5, 1), until=None)
    made = agreement("second_chance", once, signed_on=SIGNED, start_on=SIGNED)
    one = file(made, coached(*told))
    (duty,) = obligations(made, TODAY, TODAY, paid=one.paid, agreements=one.agreements)
    assert duty.state is expected
