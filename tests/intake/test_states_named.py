"""The day and the reason of a state that a later file brings."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.store.verify import verify
from tests.intake.agreed import COACHING, HEADER, REASON, agreements, bring
from tests.intake.offices import TODAY, Office, ids

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
HERS = "Huurder wil eerst met zijn dochter praten"


def state_row(state: str, on: str = "", why: str = "", start: str = "01-09-2026") -> str:
    """A row of the coaching in a state."""
    said = COACHING.replace("geaccepteerd;;01-09-2026", f"{state};{on};{start}")
    return f"{said};{why}"


def record_state(office: Office, state: str, why: str) -> None:
    """Let anna record it today."""
    one = agreements(office, "HO-2")["B-1"]
    session = open_session(office.path, "anna")
    record(
        ChangeState(
            case=one.case, agreement=one.id, seen=one.version, state=state, on=TODAY, why=why
        ),
        session=session,
    )
    session.close()


@pytest.mark.parametrize(
    ("here", "rows", "why", "by"),
    [
        (HERS, ["Geen interesse"], HERS, "anna"),
        (HERS, ["Geen interesse", "Wil niet"], HERS, "anna"),
        (HERS, [""], HERS, "anna"),
        ("", ["Geen interesse"], "Geen interesse", "beheer"),
        ("", ["Geen interesse", "Wil niet"], "Wil niet", "beheer"),
        ("", ["", "Wil niet"], "Wil niet", "beheer"),
    ],
)
def test_the_reason_that_a_colleague_gave_stays(
    office: Office, here: str, rows: list[str], why: str, by: str
) -> None:
    """R37: that of a file is explained further by a file."""
    bring(office, *STAFF)
    bring(office, REASON, state_row("aangeboden"))
    if here:
        record_state(office, "refused", here)
    for reason in rows:
        assert bring(office, REASON, state_row("geweigerd", "03-11-2026", reason)) == []
    found = office.rows("SELECT why, by FROM agreement_state WHERE state = 'refused'")
    assert found == [(why, by)]
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize(
    ("start", "on", "since"),
    [
        ("01-12-2026", "", TODAY),
        ("01-12-2026", "02-11-2026", date(2026, 11, 2)),
        ("01-09-2026", "", date(2026, 9, 1)),
    ],
)
def test_a_state_that_is_said_again_on_another_day_has_the_day_it_had(
    office: Office, start: str, on: str, since: date, changed: bool
) -> None:
    """Also where another cell of the row changed."""
    row = state_row("geaccepteerd", on, start=start)
    row = row.replace("01-09-2027", "01-12-2027").replace("03-09-2026", "03-12-2026")
    assert bring(office, REASON, row) == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE association SET demo_day = '2026-11-05'")
    office.session.close()
    office.session = open_session(office.path, "beheer")
    report = office.bring(f"{REASON}\n{row.replace('Op Orde', 'Op Weg') if changed else row}\n")
    assert (ids(report), report.added, report.updated > 0) == ([], 0, changed)
    states = agreements(office, "HO-2")["B-1"].states
    assert [(one.state, one.on) for one in states] == [("accepted", since)]


UNDATED = HEADER.replace("status_vanaf;", "")


@pytest.mark.parametrize(
    ("first", "here", "later", "told", "states"),
    [
        ("geaccepteerd;03-09-2026", "", "afgerond", True, ["accepted"]),
        ("geaccepteerd;", "", "afgerond", False, ["accepted", "completed"]),
        ("geaccepteerd;03-09-2026", "", "geaccepteerd", False, ["accepted"]),
        ("geaccepteerd;", "completed", "geaccepteerd", False, ["accepted", "completed"]),
        ("geaccepteerd;", "completed", "afgerond", False, ["accepted", "completed"]),
        ("geaccepteerd;", "completed", "gestopt", True, ["accepted", "completed"]),
    ],
)
@pytest.mark.parametrize("column", [False, True])
def test_another_state_without_a_day_is_told_where_one_of_later_stands(
    office: Office, first: str, here: str, later: str, told: bool, states: list[str], column: bool
) -> None:
    """A status is not dropped without a word; one that says nothing new is none."""
    bring(office, *STAFF)
    bring(office, HEADER, COACHING.replace("geaccepteerd;", first))
    if here:
        record_state(office, here, "Klaar")
    row = COACHING.replace("geaccepteerd;", f"{later};").replace("Op Orde", "Op Weg")
    header = HEADER if column else UNDATED
    if not column:
        row = row.replace(";;", ";", 1)
    assert bring(office, header, row) == [(2, "import.state_since")] * told
    assert [one.state for one in agreements(office, "HO-2")["B-1"].states] == states


def test_a_state_is_known_from_the_day_on_which_its_file_came(office: Office) -> None:
    """Its own day is earlier."""
    assert bring(office, REASON, state_row("geweigerd", "01-11-2026", "Klaar")) == []
    (state,) = agreements(office, "HO-2")["B-1"].states
    assert (state.on, state.recorded_on) == (date(2026, 11, 1), TODAY)
