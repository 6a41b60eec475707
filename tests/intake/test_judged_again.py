"""What a file judged and a colleague took back."""

from collections.abc import Iterator

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session, open_session
from caseconsole.domain.agreement import Agreement, JudgedAs, Rung
from caseconsole.domain.agreement_changes import TakeRung, WithdrawJudgement
from caseconsole.domain.message import Refused
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, COACHING, CONDITIONS, HEADER, JUDGEMENTS, agreements, bring
from tests.intake.offices import Office
from tests.intake.test_dropped import ended

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
MISSED = "B-1;les;10-09-2026;gemist;;aanwezigheid;;"
MET = MISSED.replace("gemist", "voldaan")
EXCUSED = "B-1;les;05-11-2026;geldige reden;03-11-2026;;Ziek;"


@pytest.fixture
def anna(office: Office) -> Iterator[Session]:
    """A colleague at an association with coaching that came in a file."""
    bring(office, *STAFF)
    assert bring(office, HEADER, COACHING) == []
    session = open_session(office.path, "anna")
    yield session
    session.close()


def coaching(office: Office) -> Agreement:
    """The coaching as it is."""
    return agreements(office, "HO-2")["B-1"]


def take_back(office: Office, by: Session, reference: str = "B-1") -> None:
    """A colleague takes back what the file judged."""
    one = agreements(office, "HO-2")[reference]
    said = one.judgements[-1]
    asked = WithdrawJudgement(
        case=one.case, condition=said.condition, original_on=said.original_on, seen=said.id,
        why="Verkeerde les.",
    )  # fmt: skip
    record(asked, session=by)


def talk(office: Office, by: Session) -> None:
    """A colleague takes the first rung of the ladder (R75)."""
    one = agreements(office, "HO-2")["T-1"]
    record(
        TakeRung(case=one.case, agreement=one.id, seen=one.version, rung=Rung.TALK, text="Kom."),
        session=by,
    )  # fmt: skip


@pytest.mark.parametrize(("row", "stands"), [(MISSED, []), (MET, [JudgedAs.MET])])
def test_a_judgement_that_was_taken_back_comes_back_only_by_a_row_that_says_something_else(
    office: Office, anna: Session, row: str, stands: list[JudgedAs]
) -> None:
    """The same delivery every week does not judge over a colleague."""
    assert bring(office, JUDGEMENTS, MISSED) == []
    take_back(office, anna)
    assert coaching(office).judgements == ()
    assert bring(office, JUDGEMENTS, row) == []
    assert [one.verdict for one in coaching(office).judgements] == stands
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("row", "stands"),
    [(EXCUSED, []), (EXCUSED.replace("Ziek", "Op reis"), [JudgedAs.EXCUSED])],
)
def test_what_was_taken_back_of_a_condition_that_ended_since_comes_back_no_other_way(
    office: Office, anna: Session, row: str, stands: list[JudgedAs]
) -> None:
    """Its day was judged before the end; another day is asked of nobody any more."""
    assert bring(office, JUDGEMENTS, EXCUSED) == []
    ended(office, "B-1", "session")
    take_back(office, anna)
    assert bring(office, JUDGEMENTS, row) == []
    assert [one.verdict for one in coaching(office).judgements] == stands
    other = row.replace("05-11-2026", "12-11-2026")
    assert bring(office, JUDGEMENTS, other) == [(2, "import.condition_day")]


@pytest.mark.parametrize("before", [True, False])
def test_what_was_recorded_since_a_file_judged_rests_on_it(
    office: Office, anna: Session, *, before: bool
) -> None:
    """What was recorded before does not."""
    assert bring(office, HEADER, CHANCE) == []
    asked = "T-1;1;eigen;Houdt de tuin bij;10-09-2026;;elk kwartaal;;"
    assert bring(office, CONDITIONS, asked) == []
    if before:
        talk(office, anna)
    assert bring(office, JUDGEMENTS, "T-1;1;10-09-2026;gemist;;aanwezigheid;;") == []
    if before:
        take_back(office, anna, "T-1")
        assert agreements(office, "HO-2")["T-1"].judgements == ()
        return
    talk(office, anna)
    with pytest.raises(Refused) as refused:
        take_back(office, anna, "T-1")
    assert refused.value.why.values["later_word"] == "change.rung"
