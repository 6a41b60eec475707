"""What a file says after a standstill that is known: its days are as it says them."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import SuspensionKind
from caseconsole.domain.agreement_changes import Suspend
from caseconsole.domain.obligations import obligations
from caseconsole.store import read
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, CONDITIONS, HEADER, agreements, bring
from tests.intake.offices import TODAY, Office

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
SIGNS = "T-1;1;C06;Tekent;10-12-2026;;;;"
BEHAVES = "T-1;2;C09;Gedraagt zich;15-10-2026;;elke maand;;"
UNTIL = date(2026, 12, 2)


def stands_still(office: Office) -> None:
    """Anna lets the second chance stand still for thirty days from today on."""
    one, session = agreements(office, "HO-2")["T-1"], open_session(office.path, "anna")
    change = Suspend(
        case=one.case, agreement=one.id, seen=one.version, since=TODAY, until=UNTIL,
        reason_kind=SuspensionKind.HOSPITAL, why="Ziekenhuis",
    )  # fmt: skip
    record(change, session=session)
    session.close()


def asked(office: Office, clause: str) -> list[date]:
    """The days of a clause until the new year and a month after it."""
    one = agreements(office, "HO-2")["T-1"]
    file = read.case_file(office.session.conn, one.case, TODAY)
    until = date(2027, 1, 31)
    found = obligations(one, TODAY, until, paid=file.paid, agreements=file.agreements)
    return [duty.on for duty in found if duty.condition.clause == clause]


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        ([BEHAVES], [SIGNS], date(2026, 12, 10)),
        ([BEHAVES, SIGNS], [SIGNS], date(2027, 1, 9)),
        ([BEHAVES, SIGNS], [SIGNS.replace("Tekent", "Ondertekent")], date(2027, 1, 9)),
        ([BEHAVES, SIGNS], [SIGNS.replace("10-12", "11-12")], date(2026, 12, 11)),
        ([BEHAVES], [SIGNS.replace("10-12", "20-11")], date(2026, 12, 3)),
    ],
)
def test_a_day_that_a_file_says_beside_a_standstill_is_asked_as_it_says(
    office: Office, before: list[str], after: list[str], falls: date
) -> None:
    """What it said before moves, and nothing falls while it stands still."""
    bring(office, *STAFF)
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C09')}"),
        office.write("b.csv", "\n".join((CONDITIONS, *before))),
    ]
    assert office.bring_all(files).problems == []
    stands_still(office)
    assert bring(office, CONDITIONS, *after) == []
    assert asked(office, "C06") == [falls]
    assert asked(office, "C09")[:2] == [date(2026, 10, 15), date(2026, 12, 15)]
    assert bring(office, CONDITIONS, after[0].replace(";;;;", ";01-06-2027;;;")) == []
    assert asked(office, "C06") == [falls]
    assert verify(office.session.conn) == []


def test_what_is_drafted_beside_a_standstill_counts_from_the_first_day(office: Office) -> None:
    bring(office, *STAFF)
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C09")) == []
    stands_still(office)
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C09 C10")) == []
    still = [one.last_suspension for one in agreements(office, "HO-2")["T-1"].conditions]
    assert still == [None, None]
