"""What a caseworker recorded of an agreement that a file brings again with something else."""

from collections.abc import Mapping
from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.casework.undo import undoable
from caseconsole.domain.agreement import Agreement, Evidence, Judge, Weight
from caseconsole.domain.agreement_changes import (
    AddCondition,
    ChangeState,
    EndCondition,
    NewCondition,
    SignAgreement,
)
from caseconsole.domain.changes import Undo
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, HEADER, agreements, bring
from tests.intake.offices import TODAY, Office

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
PERSON = f"{HEADER};contactpersoon;ondertekend_op;ondertekend_door"
HELPED = "D-1;HO-1;schuldhulpverlening;stabilisatie;;01-06-2026;;Kredietbank;;;;;;;;;;;;"
CHANGES = [("Kredietbank", "Stadsbank"), (";;Kredietbank", ";01-06-2029;Kredietbank")]


def goes_on(office: Office, state: str, terms: Mapping[str, object]) -> Session:
    """The session in which a caseworker takes the counselling to a state today."""
    one = helped(office)
    change = ChangeState(
        case=one.case, agreement=one.id, seen=one.version, state=state, on=TODAY, terms={**terms}
    )
    session = open_session(office.path, "anna")
    record(change, session=session)
    return session


def helped(office: Office) -> Agreement:
    """The counselling."""
    return agreements(office, "HO-1")["D-1"]


@pytest.mark.parametrize(
    ("state", "terms", "term", "clause", "due_on"),
    [
        ("settlement", {}, "proposal_on", "answer", date(2026, 11, 24)),
        (
            "settlement", {"proposal_on": "2026-10-01"}, "proposal_on", "answer",
            date(2026, 10, 22),
        ),
        ("wsnp", {}, "admitted_on", "statutory_end", date(2028, 5, 3)),
        ("wsnp", {"admitted_on": "2026-10-15"}, "admitted_on", "statutory_end", date(2028, 4, 15)),
        ("wsnp", {"wsnp_months": 30}, "admitted_on", "statutory_end", date(2029, 5, 3)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("change", CHANGES)
def test_the_day_that_was_given_for_a_state_stays_and_its_duty_is_asked_once(
    office: Office, state: str, terms: dict[str, object], term: str, clause: str, due_on: date,
    change: tuple[str, str],
) -> None:  # fmt: skip
    bring(office, *STAFF)
    assert bring(office, PERSON, HELPED) == []
    goes_on(office, state, terms)
    before = helped(office)
    asked = [one for one in before.conditions if one.clause == clause]
    assert [one.first_on for one in asked] == [due_on]
    assert bring(office, PERSON, HELPED.replace(*change)) == []
    now = helped(office)
    assert (now.partner, now.end_on) != (before.partner, before.end_on)
    assert now.terms[term] == before.terms[term] == terms.get(term, TODAY.isoformat())
    assert now.terms.get("wsnp_months") == before.terms.get("wsnp_months")
    assert [one for one in now.conditions if one.clause == clause] == asked
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("taken_back", [True, False])
def test_the_duty_of_a_state_is_drafted_where_nobody_wrote_it_here(
    office: Office, taken_back: bool
) -> None:
    """Also where the state was taken back."""
    bring(office, *STAFF)
    assert bring(office, PERSON, HELPED) == []
    if taken_back:
        session = goes_on(office, "settlement", {})
        last = undoable(session)
        assert last is not None
        record(Undo(case=last.case, seq=last.seq), session=session)
    proposed = HELPED.replace("stabilisatie;", "schuldregeling;20-10-2026")
    assert bring(office, PERSON, proposed) == []
    now = helped(office)
    asked = [one.first_on for one in now.conditions if one.clause == "answer"]
    assert (now.terms["proposal_on"], asked) == ("2026-10-20", [date(2026, 11, 10)])


SIGNED_HERE = date(2026, 10, 20), "J. Bakker"
SIGNED = f"{CHANCE.replace('C05 C09', 'C01 C09')};;{{}};{{}}"


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (("", ""), ("", ""), SIGNED_HERE),
        (("", ""), ("01-10-2026", ""), (date(2026, 10, 1), "J. Bakker")),
        (("", ""), ("", "M. Bakker"), (date(2026, 10, 20), "M. Bakker")),
        (("01-10-2026", "M."), ("01-10-2026", "M."), (date(2026, 10, 1), "M.")),
        (("01-10-2026", "M."), ("", ""), (None, "")),
    ],
)
def test_a_signature_that_was_recorded_here_stays_where_a_file_says_no_other(
    office: Office,
    before: tuple[str, str],
    after: tuple[str, str],
    stands: tuple[date | None, str],
) -> None:
    """Whatever else its row changes; what a file itself said it can take back."""
    bring(office, *STAFF)
    assert bring(office, PERSON, SIGNED.format(*before)) == []
    one = agreements(office, "HO-2")["T-1"]
    if one.signed_on is None:
        record(
            SignAgreement(
                case=one.case, agreement=one.id, seen=one.version, on=SIGNED_HERE[0],
                signed_by=SIGNED_HERE[1], parties=("landlord", "tenant"),
            ),
            session=open_session(office.path, "anna"),
        )  # fmt: skip
    row = SIGNED.replace(";;{}", ";Jan;{}")
    assert bring(office, PERSON, row.format(*after)) == []
    now = agreements(office, "HO-2")["T-1"]
    assert (now.partner_person, now.signed_on, now.signed_by) == ("Jan", *stands)
    assert verify(office.session.conn) == []


RENT = NewCondition(
    clause="C01", text="Betaalt de huur", rule="FREQ=MONTHLY", first_on=date(2026, 12, 1),
    until=date(2027, 9, 1), evidence=Evidence.LEDGER, weight=Weight.MAJOR, judge=Judge.LEDGER,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "ended", "drafted"),
    [
        ({}, False, False),
        ({"until": None}, False, False),
        ({"until": date(2027, 1, 1)}, False, True),
        ({"rule": ""}, False, True),
        ({"rule": "FREQ=MONTHLY;INTERVAL=3"}, False, True),
        ({}, True, True),
    ],
)
def test_a_clause_is_drafted_where_what_a_colleague_wrote_of_it_asks_something_else(
    office: Office, changed: Mapping[str, object], ended: bool, drafted: bool
) -> None:
    """Or no longer asks it; what asks the same is asked once."""
    bring(office, *STAFF)
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C09")) == []
    session = open_session(office.path, "anna")
    one = agreements(office, "HO-2")["T-1"]
    condition = RENT.model_copy(update=changed)
    record(
        AddCondition(
            case=one.case, agreement=one.id, seen=one.version, why="Zo", condition=condition
        ),
        session=session,
    )
    (added,) = (x for x in agreements(office, "HO-2")["T-1"].conditions if x.clause == "C01")
    if ended:
        record(
            EndCondition(
                case=one.case, condition=added.id, seen=added.version, why="Zo",
                until=date(2026, 12, 15),
            ),
            session=session,
        )  # fmt: skip
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C01 C09")) == []
    rents = [x for x in agreements(office, "HO-2")["T-1"].conditions if x.clause == "C01"]
    assert added.id in {x.id for x in rents}
    assert len(rents) == 1 + drafted
    assert verify(office.session.conn) == []
