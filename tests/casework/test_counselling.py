"""Debt counselling from application to final discharge: what is recorded, and what is due then."""

import json
from datetime import date
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
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
