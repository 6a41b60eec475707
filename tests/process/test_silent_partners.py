"""Guidance of which nothing is known yet: a partner can be silent from the beginning (P08)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Duty, Evidence, StateChange, Verdict
from caseconsole.domain.casefile import CaseFile
from tests.process.agreements import BEGUN, agreement, condition, judged, suspension
from tests.process.files import case, due, not_due, paid_up

FIRST = date(2026, 9, 8)
HAND_OVER = condition("hand_over", FIRST, id=3, duty=Duty.ASSOCIATION, evidence=Evidence.MINUTES)
SESSION = condition("session", date(2027, 1, 4), id=3)
QUARTER = date(2026, 12, 1)
GOAL = condition("goal", QUARTER, "FREQ=MONTHLY", evidence=Evidence.REPORT)
REPORT = condition("report", QUARTER, id=2, duty=Duty.PARTNER, evidence=Evidence.REPORT)
QUIET = agreement("budget_coaching", REPORT, GOAL)
"""Coaching of which no session has its day yet: it runs since 1 September."""


def quiet(made: Agreement) -> CaseFile:
    """A file in which nothing but this agreement asks for anything."""
    return case(standing=paid_up(), episode=None, agreements=(made,))


@pytest.mark.parametrize(
    ("made", "task"),
    [
        (QUIET, date(2026, 9, 15)),
        (replace(QUIET, kind="housing_support"), date(2026, 9, 15)),
        (replace(QUIET, conditions=()), date(2026, 9, 15)),
        (replace(QUIET, made_on=FIRST), date(2026, 9, 22)),
        (replace(QUIET, start_on=FIRST), date(2026, 9, 22)),
        (replace(QUIET, suspensions=(suspension(date(2026, 9, 3), FIRST),)),
         date(2026, 9, 22)),
        (replace(QUIET, conditions=(REPORT, HAND_OVER),
                 judgements=(judged(FIRST, Verdict.MET, of=3),)), date(2026, 9, 22)),
    ],
)  # fmt: skip
def test_a_partner_of_whom_nothing_is_known_is_silent_from_the_beginning(
    made: Agreement, task: date
) -> None:
    """No day of a visit, session or hand-over: two weeks, and four, are too long (P08)."""
    later = not_due("partner_silent", quiet(made), task - timedelta(days=1))
    assert later.missing.id == "partner_silent.later"
    asked = due("partner_silent", quiet(made), task)
    assert (asked.since, asked.leader, asked.because.id) == (task, False, "partner_silent.due")
    told = due("partner_silent", quiet(made), task + timedelta(days=14))
    assert (told.since, told.leader) == (task + timedelta(days=14), True)


@pytest.mark.parametrize(
    "changed",
    [
        {"partner": ""},
        {
            "kind": "debt_counselling",
            "states": (StateChange(1, "application", BEGUN, "", "", "anna"),),
        },
        {"conditions": (REPORT, SESSION)},
        {"conditions": (REPORT, replace(SESSION, evidence=Evidence.VISIT))},
        {"conditions": (REPORT, HAND_OVER)},
        {"judgements": (judged(QUARTER, Verdict.MET, of=2, on=date(2026, 9, 10)),)},
    ],
)
def test_one_changed_fact_leaves_a_partner_time(changed: dict[str, Any]) -> None:
    """Nobody to ask, terms of its own, a first meeting that has its day, or a word of theirs."""
    one = quiet(replace(QUIET, **changed))
    assert not_due("partner_silent", one, date(2026, 9, 29)).missing.id == "partner_silent.none"
