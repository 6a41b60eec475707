"""From which day a second chance rests on an agreement that comes in with it."""

from datetime import date

import pytest

from caseconsole.domain.agreement import Condition, Judge, ObligationState
from caseconsole.domain.obligations import obligations
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, COACHING, REASON, agreements, bring
from tests.intake.offices import TODAY, Office

LEASE = f"{CHANCE.replace('C05 C09', 'C05')};"
LATE = f"{COACHING.replace(';;01-09-2026', ';;20-10-2026')};"
OFFERED = LATE.replace("geaccepteerd;;20-10-2026", "aangeboden;05-10-2026;20-10-2026")
PHASE = f"{COACHING.replace('geaccepteerd;', 'geaccepteerd;20-10-2026')};"
EARLIER = f"{COACHING.replace('B-1', 'B-0').replace('geaccepteerd;', 'gestopt;10-10-2026')};Zo"
REFUSED = EARLIER.replace("gestopt", "geweigerd").replace("01-09-2026", "06-10-2026")
OVER = LEASE.replace("ondertekend;", "geslaagd: gewone huur;02-11-2026").replace(
    "01-09-2027", "15-10-2026"
)


def trains(office: Office) -> tuple[Condition, list[date]]:
    """The condition about coaching, and which of its days were missed."""
    one = agreements(office, "HO-2")["T-1"]
    file = read.case_file(office.session.conn, one.case, TODAY)
    asked = obligations(one, TODAY, TODAY, paid=file.paid, agreements=file.agreements)
    (found,) = one.conditions
    return found, [duty.on for duty in asked if duty.state is ObligationState.MISSED]


@pytest.mark.parametrize(
    ("rows", "first_on"),
    [
        ([f"{COACHING};"], date(2026, 10, 1)),
        ([LATE], date(2026, 11, 1)),
        ([OFFERED], date(2026, 11, 1)),
        ([OFFERED.replace("05-10-2026", "01-10-2026")], date(2026, 10, 1)),
        ([PHASE], date(2026, 10, 1)),
        ([LATE, EARLIER], date(2026, 10, 1)),
        ([LATE, REFUSED], date(2026, 11, 1)),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_what_fell_due_before_there_was_such_an_agreement_is_asked_of_nobody(
    office: Office, rows: list[str], first_on: date, backwards: bool
) -> None:
    """Since the first that was offered or began, of whatever came of it."""
    brought = [*rows, LEASE]
    assert bring(office, REASON, *(brought[::-1] if backwards else brought)) == []
    one, missed = trains(office)
    assert (one.judge, one.first_on) == (Judge.AGREEMENT, first_on)
    assert not [day for day in missed if day < first_on]
    assert bring(office, REASON, LEASE.replace("01-09-2027", "01-10-2027")) == []
    assert trains(office)[0].first_on == first_on
    assert verify(office.session.conn) == []


def test_what_ended_before_there_was_such_an_agreement_stays_with_people(office: Office) -> None:
    assert bring(office, REASON, LATE, OVER) == []
    one, _ = trains(office)
    assert (one.judge, one.rests_on, one.first_on) == (Judge.PERSON, None, date(2026, 10, 1))
