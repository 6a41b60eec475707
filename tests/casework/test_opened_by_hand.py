"""A file that was opened by hand, for a tenant without arrears who phones."""

from datetime import timedelta
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.why import no_file
from caseconsole.domain import changes as c
from caseconsole.domain.contact import (
    AppointmentKind,
    OfferAnswer,
    OfferKind,
)
from caseconsole.store import read
from tests.casework.stores import TODAY, build, pay, session

PAID = 1
"""A lease without arrears."""
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def case(anna: Session) -> int:
    """Its file."""
    return record(c.OpenFile(lease=PAID, why="Baan kwijt, belt zelf."), session=anna).case or 0


def closed(here: Session, case: int) -> bool:
    """Whether it is closed."""
    return read.case_file(here.conn, case, TODAY).closed_on is not None


def test_neither_the_day_nor_its_next_nor_a_payment_closes_it(anna: Session, case: int) -> None:
    run_day(anna)
    assert not closed(anna, case)
    pay(anna, PAID, 100)
    assert not closed(anna, case)
    tomorrow = session(anna.store.path, today=TOMORROW)
    run_day(tomorrow)
    assert not closed(tomorrow, case)
    tomorrow.close()


def test_all_of_a_call_can_be_recorded_in_it_and_it_comes_up_when_agreed(
    anna: Session, case: int
) -> None:
    offer = c.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.ACCEPTED, why="")
    record(c.MakeOffer(case=case, offer=offer, language="nl"), session=anna)
    record(c.AddNote(case=case, text="WW aangevraagd."), session=anna)
    back = c.NewAppointment(kind=AppointmentKind.CALL_BACK, on=TOMORROW)
    record(c.MakeAppointment(case=case, appointment=back), session=anna)
    assert read.case_dues(anna.conn, case) == []
    tomorrow = session(anna.store.path, today=TOMORROW)
    run_day(tomorrow)
    assert [row.action for row in read.case_dues(tomorrow.conn, case)] == ["call_back"]
    tomorrow.close()


def test_a_lease_whose_call_is_due_has_no_file_because_the_day_was_not_run(tmp_path: Path) -> None:
    fresh = session(build(tmp_path / "s.db", ["missed"]))
    run_day(fresh)
    with fresh.store.transaction() as conn:
        conn.execute("DELETE FROM due")
        conn.execute("UPDATE arrears_episode SET settled_on = '2026-11-02'")
    assert no_file(fresh, 1).id == "search.no_day"
    fresh.close()
