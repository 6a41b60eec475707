"""Agreements to judge: each runs since 1 September 2026 unless told."""

from dataclasses import replace
from datetime import date
from typing import Any

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Decision,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Rung,
    StateChange,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.referred import Referral

BEGUN = date(2026, 9, 1)
RUNNING = {
    "payment_arrangement": "agreed",
    "debt_counselling": "application",
    "housing_support": "accepted",
    "budget_coaching": "accepted",
    "second_chance": "signed",
}


def agreement(kind: str, *conditions: Condition, **changed: Any) -> Agreement:
    """A running agreement of the kind, number 1."""
    state = changed.pop("state", None) or RUNNING[kind]
    base = Agreement(
        id=1,
        case=1,
        kind=kind,
        reference="",
        made_on=BEGUN,
        start_on=BEGUN,
        end_on=None,
        partner="Stadsbank",
        partner_person="",
        terms={},
        covers=(7,),
        signed_on=BEGUN,
        signed_by="",
        next_review_on=None,
        states=(),
        conditions=conditions,
    )
    made = replace(base, **changed)
    since = changed.get("states") or (StateChange(1, state, made.start_on, "", "", "anna"),)
    return replace(made, states=since)


def condition(clause: str, first_on: date, rule: str = "", **changed: Any) -> Condition:
    """A tenant's minor duty that a person judges by attendance, number 1 of agreement 1."""
    base = Condition(
        id=1,
        agreement=1,
        clause=clause,
        duty=Duty.TENANT,
        text=clause,
        rule=rule,
        first_on=first_on,
        until=None,
        cents=0,
        last_cents=0,
        evidence=Evidence.ATTENDANCE,
        grace_days=0,
        weight=Weight.MINOR,
        consequence="",
        judge=Judge.PERSON,
        rests_on=None,
        fixed=False,
        version=1,
    )
    return replace(base, **changed)


def judged(
    original_on: date,
    verdict: JudgedAs,
    *,
    of: int = 1,
    on: date | None = None,
    key: int = 1,
    moved_to: date | None = None,
) -> Judgement:
    """A judgement of one obligation, on its day unless told."""
    return Judgement(
        key, of, original_on, verdict, moved_to, on or original_on, Evidence.ATTENDANCE, "", "",
        "anna", 1,
    )  # fmt: skip


def rung(
    which: Rung,
    on: date,
    outcome: Outcome | None = None,
    cure_until: date | None = None,
    condition: int | None = None,
) -> LadderStep:
    """A rung that was taken."""
    return LadderStep(
        on.toordinal(), which, condition, on, cure_until, "tekst", outcome,
        on if outcome else None, "anna", "", 1,
    )  # fmt: skip


def suspension(since: date, until: date) -> Suspension:
    """A time in which an agreement stands still."""
    return Suspension(1, since, until, SuspensionKind.HOSPITAL, "reden", "anna", 1)


def decision(kind: DecisionKind, on: date) -> Decision:
    """What was decided on a day."""
    return Decision(1, kind, on, "", None, "anna", "")


def referral(on: date, reply_by: date, answered_on: date | None = None) -> Referral:
    """Something sent to the credit bank."""
    return Referral(
        1, on, "credit_bank", "Stadsbank", "", False, reply_by, answered_on, "", "anna", 1
    )
