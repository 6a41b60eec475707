"""Later files that bring the state of an agreement."""

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.casework.undo import undoable
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.domain.changes import Undo
from caseconsole.store.verify import verify
from tests.intake.agreed import ARRANGEMENT, COACHING, HEADER, agreements, bring
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
    assert bring(office, HEADER, later) == []
    now = agreements(office, lease)[reference]
    assert [change.state for change in now.states] == [one.state, state]
    again = office.bring(f"{HEADER}\n{later}\n")
    assert (ids(again), again.added, again.updated) == ([], 0, 0)
    assert verify(office.session.conn) == []
