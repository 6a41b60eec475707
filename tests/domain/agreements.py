"""Agreements, conditions and judgements for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.moving import dates

START = date(2026, 7, 1)
_CONDITION = Condition(
    1, 1, "session", Duty.TENANT, "komt naar de training", "FREQ=WEEKLY;COUNT=6", START, None, 0, 0,
    Evidence.ATTENDANCE, 2, Weight.MINOR, "", Judge.PERSON, None, False, 1,
)  # fmt: skip
_AGREEMENT = Agreement(
    1, 1, "budget_coaching", "", START, START, None, "Tactus", "", {}, (), None, "", None,
    (StateChange(1, "accepted", START, "", "", "anna"),),
)  # fmt: skip


def condition(id: int = 1, **fields: Any) -> Condition:  # noqa: A002
    """Six weekly sessions from START, judged by a person, with two days of grace."""
    return replace(_CONDITION, id=id, **fields)


def instalments(id: int = 1, **fields: Any) -> Condition:  # noqa: A002
    """Three instalments of 100 euro from START, monthly."""
    plan: Mapping[str, Any] = {
        "clause": "instalment", "rule": "FREQ=MONTHLY;COUNT=3", "cents": 10000,
        "evidence": Evidence.LEDGER, "judge": Judge.LEDGER, "weight": Weight.MAJOR, "grace_days": 0,
    }  # fmt: skip
    return condition(id, **{**plan, **fields})


def agreement(*conditions: Condition, **fields: Any) -> Agreement:
    """A running agreement of START with these conditions."""
    return replace(_AGREEMENT, conditions=conditions, **fields)


def in_state(made: Agreement, state: str, on: date) -> Agreement:
    """The same agreement with one state more."""
    states = (*made.states, StateChange(len(made.states) + 1, state, on, "", "", "anna"))
    return replace(made, states=states)


def arrangement(*conditions: Condition, **fields: Any) -> Agreement:
    """A running payment arrangement over lease 7."""
    states = (StateChange(1, "agreed", fields.get("start_on", START), "", "", "anna"),)
    plan: Mapping[str, Any] = {"kind": "payment_arrangement", "covers": (7,), "states": states}
    return agreement(*conditions, **{**plan, **fields})


def judgement(
    id: int,  # noqa: A002
    original_on: date,
    verdict: JudgedAs,
    moved_to: date | None = None,
    **fields: Any,
) -> Judgement:
    """What anna judged of an obligation of condition 1 on its day."""
    on = fields.pop("on", original_on)
    made = Judgement(id, 1, original_on, verdict, moved_to, on, None, "", "", "anna", 1)
    return replace(made, **fields)


def suspension(id: int, since: date, until: date) -> Suspension:  # noqa: A002
    """A time in which an agreement stands still."""
    return Suspension(id, since, until, SuspensionKind.HOSPITAL, "", "anna", 1)


def days_of(
    one: Condition, still: Sequence[Suspension], said: Sequence[Judgement], until: date
) -> tuple[tuple[date, date], ...]:
    """The days of a condition that lasts as long as it says itself."""
    return dates(one, still, said, until, last=one.until)
