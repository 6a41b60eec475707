"""Debt counselling from application to final discharge: what is recorded, and what is due then."""

import json
from datetime import date
from typing import Any

import pytest

from caseconsole.casework.drafting import brought
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Duty
from caseconsole.store.verify import verify
from tests.casework.agreed import CASE, DEBT, LEASE, file_of, newest, refusal, step, undo
from tests.casework.stores import RENT, TODAY, book

WAY = ("intake", "plan", "settlement", "mediation")


def counselling(start_on: date = TODAY, **more: Any) -> a.MakeAgreement:
    """An application for the debt of the lease, which names nothing else."""
    values: dict[str, Any] = {
        "agreement": "debt_counselling", "state": "application", "start_on": start_on,
        "partner": "Stadsbank", "covers": (LEASE,),
    }  # fmt: skip
    return a.MakeAgreement(case=CASE, **values | more)


def helped(here: Session, *states: str, start_on: date = TODAY) -> None:
    """Counselling that went through these states today."""
    record(counselling(start_on), session=here)
    for state in states:
        record(step(here, state), session=here)


def discharged(here: Session, start_on: date = TODAY) -> None:
    """Counselling that ended with a final discharge today."""
    helped(here, *WAY, start_on=start_on)
    record(step(here, "discharged", paper="SK-26-114"), session=here)


def due(here: Session) -> dict[str, tuple[int, dict[str, Any]]]:
    """The arrears and the facts of what is due in the file, by action."""
    rows = here.conn.execute(
        "SELECT action, arrears, facts FROM due WHERE case_file = ?", (CASE,)
    ).fetchall()
    return {action: (arrears, json.loads(because)) for action, arrears, because in rows}


def test_a_final_discharge_names_its_paper(anna: Session) -> None:
    helped(anna, *WAY)
    assert refusal(step(anna, "discharged"), anna) == "refused.discharge_paper"
    record(step(anna, "discharged", paper="SK-26-114"), session=anna)
    assert newest(anna).states[-1].paper == "SK-26-114"


def test_what_was_remitted_is_written_off_and_never_called_about(anna: Session) -> None:
    """R63: until the ledger shows it the file stays open, then nothing is due and it closes."""
    discharged(anna)
    assert list(due(anna)) == ["association_duty"]
    file = file_of(anna)
    assert (file.standing.arrears, file.standing.balance, file.closed_on) == (0, DEBT, None)
    book(anna, LEASE, "write_off", 1 - DEBT)
    assert list(due(anna)) == ["association_duty"]
    book(anna, LEASE, "write_off", -1)
    assert due(anna) == {}
    file = file_of(anna)
    assert (file.episode, file.closed_on, file.paid.open) == (None, TODAY, {newest(anna).id: 0})
    assert verify(anna.conn) == []


def test_rent_missed_since_the_start_is_called_about_for_itself(anna: Session) -> None:
    discharged(anna, date(2026, 10, 20))
    found = due(anna)
    assert set(found) == {"association_duty", "first_call"}
    arrears, because = found["first_call"]
    assert (arrears, because["open_cents"]) == (RENT, RENT)
    assert found["association_duty"][1]["open_cents"] == RENT
    book(anna, LEASE, "write_off", -RENT)
    assert set(due(anna)) == {"first_call"}
    assert file_of(anna).standing.arrears == RENT


def test_a_discharge_that_is_taken_back_leaves_the_debt_as_it_was(anna: Session) -> None:
    discharged(anna)
    undo(anna)
    assert file_of(anna).standing.arrears == DEBT
    assert "association_duty" not in due(anna)


@pytest.mark.parametrize("state", ["withdrawn", "not_compliant"])
def test_counselling_that_ends_otherwise_remits_nothing(anna: Session, state: str) -> None:
    helped(anna, *WAY, state)
    assert file_of(anna).standing.arrears == DEBT
    assert "first_call" in due(anna)


SETTING = [
    (("intake", "plan"), "settlement", "answer", "proposal_on", date(2026, 11, 24)),
    (WAY[:3], "mediation", "discharge", "settled_on", date(2028, 5, 3)),
    (WAY[:3], "credit", "discharge", "settled_on", date(2028, 5, 3)),
    (WAY[:3], "wsnp", "statutory_end", "admitted_on", date(2028, 5, 3)),
]


@pytest.mark.parametrize(("before", "state", "clause", "term", "on"), SETTING)
def test_a_phase_sets_its_term_whoever_filled_in_nothing(
    anna: Session, before: tuple[str, ...], state: str, clause: str, term: str, on: date
) -> None:
    """The answer within 21 days (R62), the end after 18 months (R61, R63), from the day itself."""
    helped(anna, *before, state)
    made = newest(anna)
    assert made.terms[term] == TODAY.isoformat()
    (duty,) = (one for one in made.conditions if one.clause == clause)
    assert (duty.duty, duty.first_on) == (Duty.ASSOCIATION, on)
    undo(anna)
    assert term not in newest(anna).terms
    assert clause not in {one.clause for one in newest(anna).conditions}


def test_a_term_that_was_filled_in_counts_from_its_own_day(anna: Session) -> None:
    """Written once, whether the duty came along with the change or not."""
    helped(anna, "intake", "plan")
    terms = {"proposal_on": "2026-10-30"}
    drawn = brought(anna, open_case(anna, CASE), newest(anna), "settlement", terms, TODAY)
    record(step(anna, "settlement", terms=terms, conditions=drawn), session=anna)
    answers = [one.first_on for one in newest(anna).conditions if one.clause == "answer"]
    assert answers == [date(2026, 11, 20)]
    undo(anna)
    record(step(anna, "settlement", terms=terms), session=anna)
    answers = [one.first_on for one in newest(anna).conditions if one.clause == "answer"]
    assert answers == [date(2026, 11, 20)]
