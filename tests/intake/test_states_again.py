"""Later files that bring the state of an agreement: it counts, and the lease takes its form."""

from collections.abc import Sequence

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.casework.undo import undoable
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.domain.changes import Undo
from caseconsole.store.verify import verify
from tests.intake.agreed import ARRANGEMENT, CHANCE, COACHING, HEADER, REASON, agreements, bring
from tests.intake.offices import TODAY, Office, ids

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")


@pytest.mark.parametrize(
    ("row", "state", "later"),
    [
        (ARRANGEMENT, "withdrawn", ARRANGEMENT.replace("getroffen;", "ingetrokken;03-11-2026")),
        (COACHING, "ended", COACHING.replace("geaccepteerd;", "gestopt;03-11-2026")),
    ],
)
@pytest.mark.parametrize("taken_back", [True, False])
def test_a_state_that_was_recorded_here_and_taken_back_comes_in_by_a_file(
    office: Office, row: str, state: str, later: str, taken_back: bool
) -> None:
    """It stands once, whoever said it last; the same file again changes nothing."""
    bring(office, *STAFF)
    bring(office, HEADER, row)
    reference, lease = row.split(";")[:2]
    one = agreements(office, lease)[reference]
    session = open_session(office.path, "anna")
    record(
        ChangeState(
            case=one.case,
            agreement=one.id,
            seen=one.version,
            state=state,
            on=TODAY,
            why="Per abuis",
        ),
        session=session,
    )
    if taken_back:
        last = undoable(session)
        assert last is not None
        record(Undo(case=last.case, seq=last.seq), session=session)
    said = f"{later};Per abuis"
    assert bring(office, REASON, said) == []
    now = agreements(office, lease)[reference]
    assert [change.state for change in now.states] == [one.state, state]
    again = office.bring(f"{REASON}\n{said}\n")
    assert (ids(again), again.added, again.updated) == ([], 0, 0)
    assert verify(office.session.conn) == []


LEASED = "contractnummer;ingangsdatum;adres;postcode;plaats;vorm"
LEASE = "HO-2;01-02-2020;Zilvermosstraat 3;7900 SA;Brinkerveen;F4"
SIGNED = CHANCE.replace("C05 C09", "C01 C09")
GRADUATED = SIGNED.replace("ondertekend;", "geslaagd: gewone huur;01-11-2026")


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        ([], "F4"),
        ([SIGNED.replace("ondertekend", "concept")], "F4"),
        ([SIGNED], "F1"),
        ([SIGNED.replace(";F1;", ";F3;")], "F3"),
        ([SIGNED, SIGNED.replace(";F1;", ";F3;")], "F3"),
        ([SIGNED, GRADUATED], "ordinary"),
        ([SIGNED, GRADUATED, GRADUATED.replace("C01 C09", "C01")], "ordinary"),
        ([COACHING], "F4"),
    ],
)
def test_a_lease_has_the_form_that_the_state_of_a_file_gives_it(
    office: Office, rows: Sequence[str], form: str
) -> None:
    """As where the state is recorded here (R76), and once."""
    bring(office, LEASED, LEASE)
    for row in rows:
        assert bring(office, HEADER, row) == []
        before = office.state()
        bring(office, HEADER, row)
        assert office.state() == before
    assert office.one("SELECT form FROM lease WHERE reference = 'HO-2'") == form
    assert office.one("SELECT form FROM lease WHERE reference = 'HO-1'") == "ordinary"
    assert verify(office.session.conn) == []
