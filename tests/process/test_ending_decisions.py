"""What can be decided about an end, and what settles it: one changed fact each (R72, R76)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, DecisionKind, JudgedAs
from caseconsole.domain.message import message
from tests.process.agreements import agreement, decision, judged
from tests.process.files import due, file, not_due, nov
from tests.process.test_ending_steps import CHANCE, CLOSES, END, LOOKED_AT, chance

MISSED: dict[str, Any] = {"judgements": (judged(nov(2), JudgedAs.MISSED),)}
PASSED = date(2027, 1, 29)


@pytest.mark.parametrize("action", ["window_closes", "conditions_end"])
@pytest.mark.parametrize("kept_on", [PASSED, date(2027, 2, 10)])
def test_to_go_on_is_all_that_is_left_once_the_window_has_closed(
    action: str, kept_on: date
) -> None:
    """That decision settles what is asked of the end, until the law does the rest (R72)."""
    asked = due("window_closes", chance(**MISSED), kept_on).next
    assert asked == message("next.becomes_indefinite", end_on=END.isoformat())
    kept = chance(**MISSED, decisions=(decision(DecisionKind.KEEP, kept_on),))
    for today in (kept_on, END):
        assert not_due(action, kept, today).missing.id == "agreement.concluded"


@pytest.mark.parametrize(
    "decided",
    [
        decision(DecisionKind.KEEP, CLOSES),
        decision(DecisionKind.WARN, PASSED),
        decision(DecisionKind.ADJUST, PASSED),
    ],
)
def test_other_decisions_do_not_say_that_it_goes_on(decided: Any) -> None:
    """One of before the window closed, and one about something else."""
    assert due("window_closes", chance(**MISSED, decisions=(decided,)), PASSED)


def test_who_met_all_still_graduates_once_it_was_decided_to_go_on() -> None:
    """The happy end is a decision and no lapse (R76)."""
    kept = chance(decisions=(decision(DecisionKind.KEEP, PASSED),))
    assert due("graduation_due", kept, PASSED)


@pytest.mark.parametrize(
    ("made", "today", "left"),
    [
        (agreement("housing_support", end_on=END), LOOKED_AT, "next.decide_end"),
        (agreement("budget_coaching", end_on=END), LOOKED_AT, "next.decide_end"),
        (agreement("debt_counselling", end_on=END), LOOKED_AT, "next.decide_end"),
        (replace(CHANCE, **MISSED, terms={"form": "F3"}), LOOKED_AT, "next.conclude_or_end"),
        (replace(CHANCE, **MISSED), LOOKED_AT, "next.notify_or_graduate"),
        (replace(CHANCE, **MISSED), PASSED, "next.becomes_indefinite"),
    ],
)
def test_the_end_asks_for_what_can_be_decided(made: Agreement, today: date, left: str) -> None:
    """Guidance is prolonged; a lease ends as it was signed, or in its window."""
    assert due("conditions_end", file(made), today).next.id == left
