"""Stores with second chances to review."""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from caseconsole.casework import drafting
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import (
    Agreement,
    Evidence,
    Judge,
    JudgedAs,
    Obligation,
    Rung,
    Weight,
)
from caseconsole.domain.agreement_changes import MakeAgreement, NewCondition, TakeRung
from caseconsole.domain.changes import OpenFile
from caseconsole.domain.obligations import WAITING, obligations
from caseconsole.store import read
from tests.casework.agreed import (
    condition,
    duties,
    file_of,
    judge,
    newest,
    sign,
    signed_chance,
)
from tests.casework.stores import RENT, TODAY, build, session

SESSIONS = 3
"""How many sessions fell due in each file by today and wait for a judgement."""


def conditions() -> tuple[NewCondition, ...]:
    """A weekly session, the running rent as the ledger shows it, and a paper in the new year."""
    return (
        condition(clause="C05", weight=Weight.MAJOR, text="Komt elke week naar de budgetcoach."),
        condition(
            clause="C01",
            text="Betaalt de huur op tijd.",
            rule="FREQ=MONTHLY;COUNT=12",
            first_on=date(2026, 11, 1),
            cents=RENT,
            evidence=Evidence.LEDGER,
            judge=Judge.LEDGER,
            weight=Weight.MAJOR,
        ),
        condition(
            clause="C09",
            text="Levert een inkomensverklaring in.",
            rule="",
            first_on=date(2027, 1, 15),
            evidence=Evidence.PAPER,
        ),
    )


def second_chances(path: Path, files: int = 5, *, talked: bool = True) -> Path:
    """A store of files, each with a second chance; in the second one a talk can have been held."""
    build(path, ["paid"] * files)
    started = session(path)
    run_day(started)
    for case in range(1, files + 1):
        record(OpenFile(lease=case, why="Tweede kans"), session=started)
        signed_chance(started, case, conditions=conditions())
    if talked:
        talk(started, 2)
    started.close()
    return path


FULL_TERMS = {
    "form": "F1", "old_debt_why": "Kwijtgescholden", "counsellor": "Schuldhulp",
    "provider": "De Woonbrug", "coach": "Op Orde", "debt_cents": 50_000,
    "signatories": ["landlord", "tenant"],
}  # fmt: skip
"""What fills in the conditions of a second chance that are drafted."""


def full_chances(
    path: Path,
    files: int = 1,
    beside: Collection[str] = (),
    missed: Collection[str] = (),
    rent: str = "paid",
    before: Collection[str] = (),
) -> Path:
    """A store of files with a second chance for 24 months as it is drafted, all of it judged.

    All agreements are due for review today.

    Args:
        beside: the kinds of agreement that run beside it.
        missed: the clauses of which each duty was missed.
        rent: what the ledger of each looks like; where rent is owed the day opened the file.
        before: the kinds of agreement that were entered before it.
    """
    build(path, [rent] * files)
    started = session(path)
    run_day(started)
    for case in range(1, files + 1):
        if rent == "paid":
            record(OpenFile(lease=case, why="Tweede kans"), session=started)
        for kind in (*before, "second_chance", *beside):
            _draft(started, case, kind)
        for made in file_of(started, case).agreements:
            judge_due(started, case, made, missed)
    with started.store.transaction():
        started.conn.execute("UPDATE agreement SET next_review_on = ?", (TODAY.isoformat(),))
    started.close()
    return path


def _draft(started: Session, case: int, kind: str) -> None:
    start, chance = TODAY - timedelta(days=400), kind == "second_chance"
    end = start + relativedelta(months=24, days=-1) if chance else None
    terms = FULL_TERMS if chance else {}
    view = read.case_view(started.conn, case, TODAY, started.actor.login)
    assert view is not None
    drafted = drafting.conditions(started, view, kind, terms, start, end)
    made = MakeAgreement(
        case=case, agreement=kind, state="drafted" if chance else "accepted", start_on=start,
        end_on=end, conditions=drafted, terms=terms, partner="" if chance else "Partner",
    )  # fmt: skip
    record(made, session=started)
    if chance:
        sign(started, case, start)


def judge_due(started: Session, case: int, made: Agreement, missed: Collection[str] = ()) -> None:
    """Judge all that a person is to judge: missed where the clause is named, else met."""
    file = file_of(started, case)
    for duty in obligations(made, TODAY, TODAY, paid=file.paid, agreements=file.agreements):
        if duty.condition.judge is not Judge.PERSON or duty.state not in WAITING:
            continue
        verdict = JudgedAs.MISSED if duty.condition.clause in missed else JudgedAs.MET
        asked = judge(duty.condition, duty.original_on, verdict)
        record(asked.model_copy(update={"case": case}), session=started)


def talk(started: Session, case: int) -> None:
    """The first rung of the ladder in a file."""
    one = newest(started, case)
    record(
        TakeRung(case=case, agreement=one.id, seen=one.version, rung=Rung.TALK, text="Gesproken."),
        session=started,
    )


def waiting(started: Session, case: int) -> list[Obligation]:
    """The sessions that fell due, oldest first."""
    return [duty for duty in duties(started, case) if duty.condition.clause == "C05"][:SESSIONS]


def judge_all(started: Session, case: int, verdict: JudgedAs = JudgedAs.MET) -> None:
    """Judge every session that fell due."""
    for duty in waiting(started, case):
        asked = judge(duty.condition, duty.original_on, verdict, duty.judgement)
        record(asked.model_copy(update={"case": case}), session=started)


def ended(here: Session) -> list[int]:
    """The files that are done."""
    return [one.case for one in read.review_files(here.conn, 1) if one.done_on]
