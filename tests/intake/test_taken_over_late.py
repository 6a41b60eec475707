"""What is taken over beside files and rows that cannot be read, and what waits for those."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import Judge
from caseconsole.domain.agreement_changes import AddCondition, NewCondition
from caseconsole.store.verify import verify
from tests.intake.agreed import (
    CHANCE,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    PARTY,
    REASON,
    agreements,
    bring,
)
from tests.intake.offices import Office, ids
from tests.intake.test_taken_over import SECOND, STAFF, STOPPED, WEEKLY, trains

MISSED = "T-1;1;10-09-2026;gemist;;;Weg;"
EXCUSED = "T-1;C05;01-10-2026;geldige reden;02-10-2026;;Ziek;"
UNREAD = {
    "of no kind": "a;b;c\n1;2;3",
    "empty": "",
    "a wrong row": f"{JUDGEMENTS}\nT-1;C9;01-12-2026;voldaan;;;;",
    "a right row beside a wrong one": f"{JUDGEMENTS}\n{EXCUSED}\nT-9;1;15-09-2026;gemst;;;x;",
}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD)
def test_what_rested_on_a_lost_agreement_is_taken_over_whatever_cannot_be_read(
    office: Office, text: str
) -> None:
    """Nobody judged that; what was excused of it comes in afterwards."""
    assert bring(office, HEADER, COACHING, CHANCE) == []
    files = [
        office.write("a.csv", f"{REASON}\n{STOPPED}\n{SECOND}"),
        office.write("x.csv", text),
    ]
    assert office.bring_all(files).problems != []
    assert trains(office)[1] == "B-2"
    assert bring(office, JUDGEMENTS, EXCUSED) == []
    assert trains(office)[1] == "B-2"
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("text", [UNREAD["of no kind"], f"{JUDGEMENTS}\n{MISSED.replace('s', '')}"])
@pytest.mark.parametrize(
    ("header", "rows", "judge"),
    [
        (HEADER, [COACHING], Judge.AGREEMENT),
        (HEADER, [CHANCE.replace("C05 C09", "C05")], Judge.AGREEMENT),
        (JUDGEMENTS, [], Judge.AGREEMENT),
        (JUDGEMENTS, [MISSED], Judge.PERSON),
        (JUDGEMENTS, [MISSED.replace("gemist", "gemst")], Judge.PERSON),
        (REASON, [STOPPED], Judge.PERSON),
        (CONDITIONS, [f"{WEEKLY}B-1"], Judge.AGREEMENT),
        (PARTY, [], Judge.PERSON),
    ],
)
def test_what_stayed_with_people_is_taken_over_by_the_next_import_that_tells_what_they_judged(
    office: Office, text: str, header: str, rows: list[str], judge: Judge
) -> None:
    """As it would have been at once, once."""
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C05')}"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}"),
    ]
    assert office.bring_all(files).problems == []
    files = [office.write("c.csv", f"{HEADER}\n{COACHING}"), office.write("x.csv", text)]
    for _ in range(2):
        assert office.bring_all(files).problems != []
        assert trains(office)[0].judge is Judge.PERSON
    bring(office, header, *rows)
    one, rests_on = trains(office)
    assert (one.judge, rests_on) == (judge, "B-1" if judge is Judge.AGREEMENT else "")
    if judge is Judge.AGREEMENT and header != CONDITIONS:
        assert one.first_on == date(2026, 11, 5)
    assert verify(office.session.conn) == []
    written = office.state()["journal"]
    bring(office, header, *rows)
    assert office.state()["journal"] == written


def test_what_a_colleague_wrote_waits_for_no_file(office: Office) -> None:
    """None can judge that."""
    bring(office, *STAFF)
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C09")) == []
    made = agreements(office, "HO-2")["T-1"]
    asked = NewCondition(
        clause="C05", text="Volgt budgettraining", first_on=date(2026, 11, 5), duty="tenant",
        evidence="statement", weight="minor",
    )  # fmt: skip
    change = AddCondition(
        case=made.case, agreement=made.id, seen=made.version, condition=asked, why="Zo"
    )
    record(change, session=open_session(office.path, "anna"))
    files = [office.write("c.csv", f"{HEADER}\n{COACHING}"), office.write("x.csv", "a;b\n1;2")]
    assert len(ids(office.bring_all(files))) == 1
    (one,) = (x for x in agreements(office, "HO-2")["T-1"].conditions if x.clause == "C05")
    assert one.judge is Judge.AGREEMENT


def test_what_a_file_lets_people_judge_meanwhile_stays_theirs(office: Office) -> None:
    files = [
        office.write("a.csv", f"{HEADER}\n{CHANCE.replace('C05 C09', 'C05')}"),
        office.write("b.csv", f"{CONDITIONS}\n{WEEKLY}"),
    ]
    assert office.bring_all(files).problems == []
    files = [office.write("c.csv", f"{HEADER}\n{COACHING}"), office.write("x.csv", "a;b\n1;2")]
    assert len(ids(office.bring_all(files))) == 1
    assert bring(office, CONDITIONS, WEEKLY.replace("T-1;1", "T-1;2")) == []
    assert bring(office, HEADER, COACHING) == []
    held = office.rows("SELECT reference, judge FROM condition WHERE clause = 'C05' ORDER BY id")
    assert [judge for _, judge in held] == ["agreement", "person"]
