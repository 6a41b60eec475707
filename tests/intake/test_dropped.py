"""What a later row of an agreement asks no longer, and what somebody here ended before it."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement_changes import EndCondition
from caseconsole.domain.moving import until_of
from caseconsole.store.verify import verify
from tests.intake.agreed import (
    ARRANGEMENT,
    CHANCE,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    agreements,
    bring,
)
from tests.intake.offices import TODAY, Office, ids

LUMP = f"{HEADER};bedrag_ineens;datum_ineens"
BOTH = CHANCE.replace("C05 C09", "C01 C09")
DROPPED = [
    (LUMP, f"{ARRANGEMENT};200,00;01-06-2027", f"{ARRANGEMENT};;", "lump_sum"),
    (HEADER, BOTH, BOTH.replace("C01 C09", "C01"), "C09"),
    (HEADER, COACHING, COACHING.replace("03-09-2026", ""), "session"),
    (HEADER, COACHING, COACHING.replace("Post openen|Budget maken", ""), "goal"),
]


@pytest.mark.parametrize(("header", "first", "second", "clause"), DROPPED)
def test_what_a_row_drops_is_asked_no_longer(
    office: Office, header: str, first: str, second: str, clause: str
) -> None:
    """And named anew it is asked anew."""
    reference, lease, *_ = first.split(";")
    bring(office, header, first)
    before = agreements(office, lease)[reference].conditions
    assert clause in {one.clause for one in before}
    for _ in range(2):
        assert bring(office, header, second) == []
        left = agreements(office, lease)[reference].conditions
        assert [one.id for one in left] == [one.id for one in before if one.clause != clause]
        assert verify(office.session.conn) == []
    assert bring(office, header, first) == []
    asked = agreements(office, lease)[reference].conditions
    assert [one.id for one in asked] == [one.id for one in before]


def test_a_row_that_drops_what_was_judged_is_refused(office: Office) -> None:
    bring(office, HEADER, COACHING)
    bring(office, JUDGEMENTS, "B-1;les;10-09-2026;gemist;;aanwezigheid;;")
    before = agreements(office, "HO-2")
    assert bring(office, HEADER, COACHING.replace("03-09-2026", "")) == [(2, "import.drafted_goes")]
    assert agreements(office, "HO-2") == before


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        ("Budget maken", [(2, "import.drafted_goes")]),
        ("Budget maken|Post openen", []),
        ("Sparen|Post openen", []),
    ],
)
def test_a_judgement_stays_with_its_goal_wherever_that_stands(
    office: Office, goals: str, told: list[tuple[int, str]]
) -> None:
    early = COACHING.replace("01-09-2026;01-09-2027", "01-03-2026;01-09-2027")
    bring(office, HEADER, early)
    goal = next(one for one in agreements(office, "HO-2")["B-1"].conditions if "Post" in one.text)
    with office.session.store.transaction() as conn:
        conn.execute(
            "INSERT INTO judgement (condition, original_on, verdict, on_day, reference, why, by)"
            f" VALUES ({goal.id}, '2026-06-01', 'missed', '2026-06-02', '', 'Dicht', 'anna')"
        )
    assert bring(office, HEADER, early.replace("Post openen|Budget maken", goals)) == told
    found = agreements(office, "HO-2")["B-1"]
    texts = {one.id: one.text for one in found.conditions}
    assert [texts[one.condition] for one in found.judgements] == ["Doel: Post openen."]


def ended(office: Office, reference: str, clause: str) -> None:
    """Anna ends a condition today."""
    bring(office, "inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
    made = agreements(office, "HO-2")[reference]
    (one,) = (one for one in made.conditions if one.clause == clause)
    session = open_session(office.path, "anna")
    change = EndCondition(
        case=made.case, condition=one.id, seen=one.version, until=TODAY, why="Nagekomen"
    )
    record(change, session=session)
    session.close()


@pytest.mark.parametrize("end_on", ["01-09-2027", "01-06-2027"])
def test_what_somebody_ended_stays_ended_when_another_cell_changes(
    office: Office, end_on: str
) -> None:
    """Also where the agreement gets another end; the rest ends with it."""
    header = f"{HEADER};contactpersoon"
    bring(office, header, f"{COACHING};Jan")
    ended(office, "B-1", "session")
    row = COACHING.replace("01-09-2027", end_on)
    assert bring(office, header, f"{row};Piet") == []
    found = agreements(office, "HO-2")["B-1"]
    last = {until_of(one, found) for one in found.conditions if one.clause == "session"}
    others = {
        until_of(one, found) for one in found.conditions if one.clause != "session" and one.rule
    }
    assert (last, others) == ({TODAY}, {found.end_on})


@pytest.mark.parametrize(
    ("tot", "stands"), [("01-06-2027", TODAY), ("01-07-2027", date(2027, 7, 1))]
)
def test_a_condition_of_a_file_that_somebody_ended_stays_so_while_the_file_names_the_same_day(
    office: Office, tot: str, stands: date
) -> None:
    row = "B-1;1;eigen;{};01-10-2026;{};elke maand;;"
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, row.format("Tuin", "01-06-2027"))
    ended(office, "B-1", "own")
    assert ids(office.bring(f"{CONDITIONS}\n{row.format('De tuin', tot)}\n")) == []
    made = agreements(office, "HO-2")["B-1"]
    (found,) = made.conditions
    assert (found.text, until_of(found, made)) == ("De tuin", stands)


@pytest.mark.parametrize(
    ("day", "told"), [("01-11-2026", []), ("01-12-2026", [(2, "import.condition_day")])]
)
def test_a_file_judges_nothing_past_the_day_on_which_somebody_ended_a_condition(
    office: Office, day: str, told: list[tuple[int, str]]
) -> None:
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, "B-1;1;eigen;Tuin;01-10-2026;01-06-2027;elke maand;;")
    ended(office, "B-1", "own")
    row = f"B-1;1;{day};laten vallen;;;Reis;"
    assert ids(office.bring(f"{JUDGEMENTS}\n{row}\n")) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("05-11-2026", []),
        ("29-10-2026", []),
        ("12-11-2026", [(2, "import.condition_day")]),
        ("06-11-2026", [(2, "import.condition_day")]),
    ],
)
def test_what_was_judged_before_its_condition_was_ended_comes_in_again(
    office: Office, day: str, told: list[tuple[int, str]]
) -> None:
    """The row changed, and its day was judged; what was not is asked of nobody any more."""
    row = "B-1;les;{};geldige reden;03-11-2026;;{};"
    bring(office, HEADER, COACHING)
    for judged in ("29-10-2026", "05-11-2026"):
        assert bring(office, JUDGEMENTS, row.format(judged, "Ziek")) == []
    ended(office, "B-1", "session")
    assert bring(office, JUDGEMENTS, row.format(day, "Op reis")) == told
    said = {one.why for one in agreements(office, "HO-2")["B-1"].judgements}
    assert said == ({"Ziek"} if told else {"Ziek", "Op reis"})
