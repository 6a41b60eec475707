"""Stores with second chances to review."""

from datetime import date
from pathlib import Path

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Evidence, Judge, Obligation, Rung, Verdict, Weight
from caseconsole.domain.agreement_changes import NewCondition, TakeRung
from caseconsole.domain.changes import OpenFile
from caseconsole.store import read
from tests.casework.agreed import condition, duties, judge, newest, signed_chance
from tests.casework.stores import RENT, build, session

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


def second_chances(path: Path, files: int = 5) -> Path:
    """A store of files, each with a second chance; in the second one a talk was held."""
    build(path, ["paid"] * files)
    started = session(path)
    run_day(started)
    for case in range(1, files + 1):
        record(OpenFile(lease=case, why="Tweede kans"), session=started)
        signed_chance(started, case, conditions=conditions())
    talk(started, 2)
    started.close()
    return path


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


def judge_all(started: Session, case: int, verdict: Verdict = Verdict.MET) -> None:
    """Judge every session that fell due."""
    for duty in waiting(started, case):
        asked = judge(duty.condition, duty.original_on, verdict, duty.judgement)
        record(asked.model_copy(update={"case": case}), session=started)


def ended(here: Session) -> list[int]:
    """The files that are done."""
    return [one.case for one in read.review_files(here.conn, 1) if one.done_on]
