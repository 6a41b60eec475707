"""What a colleague does in a case file between the check of the files and their writing."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Duty,
    Evidence,
    Judge,
    JudgedAs,
    Weight,
)
from caseconsole.domain.agreement_changes import (
    ChangeState,
    Decide,
    JudgeObligation,
    MakeAgreement,
    NewCondition,
)
from caseconsole.domain.changes import AddNote
from caseconsole.store.staging import Chunk
from caseconsole.store.staging_records import Records
from caseconsole.store.verify import verify
from tests.intake.agreed import ARRANGEMENT, COACHING, HEADER, JUDGEMENTS, agreements, bring
from tests.intake.offices import TODAY, Office, ids

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
OFFERED = COACHING.replace("geaccepteerd;", "aangeboden;")
ACCEPTED = COACHING.replace("geaccepteerd;", "geaccepteerd;15-10-2026")
MISSED = "B-1;les;10-09-2026;gemist;;aanwezigheid;;"
MORE = COACHING.replace("Budget maken", "Budget maken|Sparen")

Left = list[dict[str, Agreement]]
Act = Callable[[Agreement, Session], object]
During = Callable[[Act, Agreement], Left]


def noted(one: Agreement, by: Session) -> None:
    """What is in the way of no file."""
    record(AddNote(case=one.case, text="Gebeld"), session=by)


def judged(one: Agreement, by: Session) -> None:
    """A session that the file says was missed."""
    session = next(each for each in one.conditions if each.clause == "session")
    record(
        JudgeObligation(
            case=one.case, condition=session.id, original_on=date(2026, 9, 10), seen=0,
            verdict=JudgedAs.MET, evidence=session.evidence,
        ),
        session=by,
    )  # fmt: skip


def prolonged(one: Agreement, by: Session) -> None:
    """R76: what the file has ends earlier."""
    record(
        Decide(
            case=one.case, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP,
            why="Gaat goed", end_on=date(2028, 3, 1),
        ),
        session=by,
    )  # fmt: skip


def refused(one: Agreement, by: Session) -> None:
    """What the file has accepted before."""
    record(
        ChangeState(
            case=one.case, agreement=one.id, seen=one.version, state="refused", on=TODAY,
            why="Wil niet",
        ),
        session=by,
    )  # fmt: skip


def made(one: Agreement, by: Session) -> None:
    """Another of the kind that the file brings."""
    record(
        MakeAgreement(
            case=one.case, agreement="budget_coaching", state="accepted", start_on=TODAY,
            partner="Op Orde",
        ),
        session=by,
    )  # fmt: skip


HELP = (
    "W-1;HO-2;woonbegeleiding;geaccepteerd;;01-09-2026;01-09-2027;De Brug;;elke week;;;03-09-2026;"
    "Huis op orde;;;"
)


@pytest.fixture
def during(office: Office, monkeypatch: pytest.MonkeyPatch) -> During:
    """Let anna do something once the files of the next import are checked; how she left it."""

    def plan(act: Act, one: Agreement) -> Left:
        left: Left = []
        chunks = Records.chunks

        def meanwhile(records: Records) -> Iterator[Chunk]:
            monkeypatch.setattr(Records, "chunks", chunks)
            session = open_session(office.path, "anna")
            act(one, session)
            session.close()
            left.append(agreements(office, "HO-2"))
            return chunks(records)

        monkeypatch.setattr(Records, "chunks", meanwhile)
        return left

    return plan


@pytest.mark.parametrize(
    ("before", "act", "header", "row", "told"),
    [
        (COACHING, noted, HEADER, MORE, False),
        (COACHING, noted, JUDGEMENTS, MISSED, False),
        (COACHING, judged, JUDGEMENTS, MISSED, True),
        (COACHING, prolonged, HEADER, MORE, True),
        (OFFERED, refused, HEADER, ACCEPTED, True),
        (HELP, made, HEADER, COACHING, True),
        (COACHING, prolonged, HEADER, ARRANGEMENT, False),
        (COACHING, prolonged, HEADER, ARRANGEMENT + ";HO-2", True),
    ],
)
def test_what_a_colleague_decides_while_files_are_checked_is_not_written_over(
    office: Office,
    during: During,
    before: str,
    act: Act,
    header: str,
    row: str,
    told: bool,
) -> None:
    """The rows about the agreements of that file are left out and told; brought again they are
    checked against what is so now."""
    bring(office, *STAFF)
    office.bring("contractnummer;huurdernummer;rol;vanaf\nHO-2;H-1;medehuurder;01-02-2020\n")
    bring(office, HEADER, before)
    if row.endswith("HO-2"):
        header += ";ook_voor"
    (one,) = agreements(office, "HO-2").values()
    left = during(act, one)
    report = office.bring(f"{header}\n{row}\n")
    assert ids(report) == ([(2, "import.changed_meanwhile")] if told else [])
    assert (report.added + report.updated == 0) is told
    assert (agreements(office, "HO-2") == left[0]) is (told or row == ARRANGEMENT)
    assert "import.changed_meanwhile" not in [told for _, told in bring(office, header, row)]
    assert verify(office.session.conn) == []


def joint(one: Agreement, by: Session, *leases: str) -> None:
    """An arrangement of the debt of these leases."""
    marks = ",".join("?" * len(leases))
    query = f"SELECT id FROM lease WHERE reference IN ({marks}) ORDER BY id"
    asked = NewCondition(
        clause="instalment", text="Termijn", duty=Duty.TENANT, rule="FREQ=MONTHLY;COUNT=3",
        first_on=date(2026, 12, 1), evidence=Evidence.LEDGER, judge=Judge.LEDGER,
        weight=Weight.MINOR, cents=5000,
    )  # fmt: skip
    record(
        MakeAgreement(
            case=one.case, agreement="payment_arrangement", state="agreed", start_on=TODAY,
            terms={"cents": 5000, "first_on": "2026-12-01", "rule": "FREQ=MONTHLY;COUNT=3"},
            covers=tuple(row[0] for row in by.conn.execute(query, leases)), conditions=(asked,),
            ledger_seen=0, why="Kan",
        ),
        session=by,
    )  # fmt: skip


@pytest.mark.parametrize(("leases", "told"), [(("HO-1", "HO-2"), True), (("HO-2",), False)])
def test_a_debt_that_a_colleague_arranges_while_files_are_checked_is_not_arranged_again(
    office: Office, during: During, leases: tuple[str, ...], told: bool
) -> None:
    """Also where that is done in the file of another lease of the tenants."""
    bring(office, *STAFF)
    office.bring("contractnummer;huurdernummer;rol;vanaf\nHO-2;H-1;medehuurder;01-02-2020\n")
    office.bring("contractnummer;vanaf;bedrag\nHO-1;01-01-2026;500,00\nHO-2;01-01-2026;500,00\n")
    bring(office, HEADER, COACHING)
    (one,) = agreements(office, "HO-2").values()
    during(lambda one, by: joint(one, by, *leases), one)
    assert bring(office, HEADER, ARRANGEMENT) == [(2, "import.changed_meanwhile")] * told
    assert bring(office, HEADER, ARRANGEMENT) == [(2, "import.covered_twice")] * told
    covered = office.rows(
        "SELECT l.reference FROM agreement_claim m JOIN lease l ON l.id = m.lease ORDER BY 1"
    )
    assert covered == [("HO-1",), ("HO-2",)]
    assert verify(office.session.conn) == []
