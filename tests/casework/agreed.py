"""Changes about agreements that hold, to be varied."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
    Evidence,
    Judge,
    JudgedAs,
    Judgement,
    Obligation,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import obligations
from caseconsole.store import read
from tests.casework.stores import RENT, TODAY, record_tables

CASE, LEASE = 2, 3
"""The file in which agreements are made: two rents are open there."""
START = TODAY - timedelta(days=21)
FIRST = START + timedelta(days=2)
DEBT = 2 * RENT
RENT_DAY = TODAY.replace(day=1)


def condition(**more: Any) -> a.NewCondition:
    """A weekly session that a person judges by attendance."""
    values: dict[str, Any] = {
        "clause": "session", "text": "Komt elke week.", "rule": "FREQ=WEEKLY;COUNT=8",
        "first_on": FIRST, "evidence": Evidence.ATTENDANCE, "weight": Weight.MINOR,
    }  # fmt: skip
    return a.NewCondition(**values | more)


def rent(first_on: date = RENT_DAY) -> a.NewCondition:
    """The rent of each month, that the ledger judges."""
    return condition(
        clause="C01", rule="FREQ=MONTHLY", first_on=first_on, weight=Weight.MAJOR,
        evidence=Evidence.LEDGER, judge=Judge.LEDGER,
    )  # fmt: skip


def instalment(**more: Any) -> a.NewCondition:
    """Two equal instalments, today and in a month, that the ledger judges."""
    values: dict[str, Any] = {
        "clause": "instalment", "rule": "FREQ=MONTHLY;COUNT=2", "first_on": TODAY, "cents": RENT,
        "evidence": Evidence.LEDGER, "judge": Judge.LEDGER, "weight": Weight.MAJOR,
    }  # fmt: skip
    return condition(**values | more)


def arrangement(session: Session, case: int = CASE, **more: Any) -> a.MakeAgreement:
    """An arrangement of today for all that is open, as it is seen now."""
    lease = read.case_file(session.conn, case, TODAY).lease
    values: dict[str, Any] = {
        "agreement": "payment_arrangement", "state": "agreed", "start_on": TODAY,
        "covers": (lease.id,), "conditions": (instalment(),),
    }  # fmt: skip
    values |= more
    seen = read.ledger_version(session.conn, {lease.id, *values["covers"]})
    return a.MakeAgreement(case=case, **{"ledger_seen": seen} | values)


def coaching(case: int = CASE, **more: Any) -> a.MakeAgreement:
    """Budget coaching that runs for three weeks, with a session a week."""
    values: dict[str, Any] = {
        "agreement": "budget_coaching", "state": "accepted", "start_on": START,
        "partner": "Op Orde", "conditions": (condition(),),
    }  # fmt: skip
    return a.MakeAgreement(case=case, **values | more)


def second_chance(case: int = CASE, **more: Any) -> a.MakeAgreement:
    """A temporary second-chance lease as a draft, with one condition that a person judges."""
    values: dict[str, Any] = {
        "agreement": "second_chance", "state": "drafted", "start_on": START,
        "end_on": START + timedelta(days=365),
        "terms": {"form": "F1", "signatories": ["landlord", "tenant"], "old_debt_why": "betaald"},
        "conditions": (condition(clause="C05", weight=Weight.MAJOR),),
        "why": "De begeleider evalueert.",
    }  # fmt: skip
    return a.MakeAgreement(case=case, **values | more)


def sign(session: Session, case: int = CASE, on: date = TODAY) -> None:
    """The newest agreement of a file was signed, today unless it is said."""
    one = newest(session, case)
    record(
        a.SignAgreement(
            case=case, agreement=one.id, seen=one.version, on=on, signed_by="Huurder",
            paper="SC-1", parties=("landlord", "tenant", "provider"),
        ),
        session=session,
    )  # fmt: skip


def signed_chance(session: Session, case: int = CASE, **more: Any) -> Agreement:
    """A second-chance lease that binds since its first day; it was signed on paper then."""
    change = second_chance(case, **more)
    record(change, session=session)
    sign(session, case, on=change.start_on)
    return newest(session, case)


def file_of(session: Session, case: int = CASE, today: date = TODAY) -> CaseFile:
    """The file as it is."""
    return read.case_file(session.conn, case, today)


def newest(session: Session, case: int = CASE) -> Agreement:
    """The agreement that was made last."""
    return max(file_of(session, case).agreements, key=lambda one: one.id)


def duties(
    session: Session, case: int = CASE, until: date = date(2028, 1, 1)
) -> tuple[Obligation, ...]:
    """The obligations of the newest agreement."""
    file = file_of(session, case)
    one = newest(session, case)
    return obligations(one, TODAY, until, paid=file.paid, agreements=file.agreements)


def judge(
    of: Condition, on: date, verdict: JudgedAs, seen: Judgement | None = None, **more: Any
) -> a.JudgeObligation:
    """A judgement."""
    return a.JudgeObligation(
        case=CASE, condition=of.id, original_on=on, seen=seen.id if seen else 0, verdict=verdict,
        **more,
    )  # fmt: skip


def withdraw(of: int, on: date, seen: int = 0, case: int = CASE) -> a.WithdrawJudgement:
    """A judgement is taken back."""
    return a.WithdrawJudgement(case=case, condition=of, original_on=on, seen=seen, why="Vergist.")


def withdrawal(here: Session, on: date = FIRST, **more: Any) -> a.WithdrawJudgement:
    """The judgement of the first condition of the newest agreement, as it is seen now."""
    made = newest(here)
    seen = max((one.id for one in made.judgements if one.original_on == on), default=0)
    return withdraw(made.conditions[0].id, on, seen).model_copy(update=more)


def suspend(one: Agreement, since: date, until: date, **more: Any) -> a.Suspend:
    """A suspension for a stay in hospital."""
    values: dict[str, Any] = {"reason_kind": SuspensionKind.HOSPITAL, "why": "opname"}
    return a.Suspend(
        case=CASE, agreement=one.id, seen=one.version, since=since, until=until, **values | more
    )


def rung(session: Session, step: Rung, **more: Any) -> a.TakeRung:
    """A rung in the newest agreement as it is seen now."""
    one = newest(session)
    return a.TakeRung(
        case=CASE, agreement=one.id, seen=one.version, rung=step, text="Kom naar de les.", **more
    )


def furnish(session: Session) -> None:
    """An arrangement, coaching, a second chance that rests on it with two rungs, and a referral."""
    record(arrangement(session), session=session)
    record(coaching(), session=session)
    rests = condition(
        clause="C05", judge=Judge.AGREEMENT, rests_on=newest(session).id, rule="FREQ=MONTHLY"
    )
    visits = signed_chance(session, conditions=(condition(clause="C10"), rests)).conditions[0]
    record(judge(visits, FIRST, JudgedAs.MISSED), session=session)
    record(rung(session, Rung.TALK), session=session)
    record(rung(session, Rung.YELLOW_CARD), session=session)
    first = TODAY + timedelta(days=30)
    record(suspend(newest(session), first, first + timedelta(days=9)), session=session)
    referral = a.Refer(case=CASE, referral="coach", partner="Op Orde", reply_by=TODAY)
    record(referral, session=session)


def known_through(here: Session, day: date) -> None:
    """The newest ledger is complete through a day."""
    here.conn.execute("UPDATE ledger_file SET complete_through = ?", (day.isoformat(),))


def refusal(change: c.Change, here: Session) -> str:
    """Why a change is refused; a refusal changes nothing."""
    before = record_tables(here)
    with pytest.raises(Refused) as refused:
        record(change, session=here)
    assert record_tables(here) == before
    return refused.value.why.id


def undo(here: Session) -> None:
    """Take back the newest change."""
    found = undoable(here)
    assert found is not None
    record(c.Undo(case=found.case, seq=found.seq), session=here)


def step(here: Session, state: str, on: date = TODAY, **more: Any) -> a.ChangeState:
    """The newest agreement to another state, as it is seen now."""
    one = newest(here)
    return a.ChangeState(case=CASE, agreement=one.id, seen=one.version, state=state, on=on, **more)


def decision(here: Session, kind: DecisionKind, **more: Any) -> a.Decide:
    """A decision about the newest agreement as it is seen now."""
    one = newest(here)
    return a.Decide(case=CASE, agreement=one.id, seen=one.version, decision=kind, **more)
