"""The duties of a state that a file brings, where the conditions are not drafted (R61 to R63)."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement_changes import AddCondition, ChangeState, NewCondition
from caseconsole.store.verify import verify
from tests.intake.agreed import CONDITIONS, JUDGEMENTS, agreements, bring
from tests.intake.offices import Office

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
COLUMNS = "regelingnummer;contractnummer;soort;status;status_vanaf;begindatum;bijhouden_vanaf"
HELPED = "D-1;HO-1;schuldhulpverlening;stabilisatie;;01-06-2026;"
NO_DEBTS = "D-1;1;geen nieuwe schulden;Geen nieuwe schulden;01-12-2026;;elke maand;;"
ANSWER = "D-1;2;voorstel beantwoorden;Antwoord;15-11-2026;;;;"
CRISIS = "D-1;HO-1;schuldhulpverlening;crisisinterventie;{};20-10-2026;"


def state(name: str, on: str, since: str = "") -> str:
    """The row of the counselling in a state since a day."""
    return HELPED.replace("stabilisatie;", f"{name};{on}") + since


def both(office: Office, agreed: str, *asked: str) -> None:
    """Import the counselling and what it asks together."""
    files = [
        office.write("a.csv", f"{COLUMNS}\n{agreed}"),
        office.write("b.csv", "\n".join((CONDITIONS, *asked))),
    ]
    assert office.bring_all(files).problems == []


def asked(office: Office) -> dict[str, date]:
    """The first day of what is asked, by clause; each once."""
    found = [(one.clause, one.first_on) for one in agreements(office, "HO-1")["D-1"].conditions]
    assert len(dict(found)) == len(found)
    return dict(found)


NO_DEBTS_ON = {"no_new_debts": date(2026, 12, 1)}
SET = [
    ("schuldregeling", "settlement", "answer", date(2026, 11, 10)),
    ("schuldbemiddeling", "mediation", "discharge", date(2028, 4, 20)),
    ("wettelijke schuldsanering (wsnp)", "wsnp", "statutory_end", date(2028, 4, 20)),
]


@pytest.mark.parametrize(("name", "code", "clause", "due_on"), SET)
@pytest.mark.parametrize("way", ["file", "together", "key"])
def test_a_state_sets_the_same_duty_whoever_says_it(
    office: Office, name: str, code: str, clause: str, due_on: date, way: str
) -> None:
    """Beside conditions of a file, also where those come in with it; once, however often."""
    bring(office, *STAFF)
    first = "schuldregeling" if code == "mediation" else ""
    before = state(first, "10-10-2026") if first else HELPED
    both(office, state(name, "20-10-2026") if way == "together" else before, NO_DEBTS)
    if way == "file":
        assert bring(office, COLUMNS, state(name, "20-10-2026")) == []
    elif way == "key":
        one, session = agreements(office, "HO-1")["D-1"], open_session(office.path, "anna")
        named = {"case": one.case, "agreement": one.id, "seen": one.version}
        record(ChangeState(**named, state=code, on=date(2026, 10, 20)), session=session)
    found = asked(office)
    assert NO_DEBTS_ON.items() <= found.items()
    assert found[clause] == due_on
    assert bring(office, COLUMNS, state(name, "20-10-2026")) == []
    assert bring(office, CONDITIONS, NO_DEBTS.replace("Geen nieuwe", "Geen")) == []
    assert asked(office) == found
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("row", "told", "found"),
    [
        (state("schuldregeling", "20-10-2026"), [], {"answer": date(2026, 11, 10)}),
        (state("plan van aanpak", "20-10-2026"), [], {}),
        (state("gestopt: overig", "20-10-2026"), [], {}),
        (state("schuldregeling", "20-10-2026"), [ANSWER], {"answer": date(2026, 11, 15)}),
        (state("schuldregeling", "20-10-2026", "01-11-2026"), [], {"answer": date(2026, 11, 10)}),
        (state("schuldregeling", "20-10-2026", "11-11-2026"), [], {}),
    ],
)
def test_only_what_a_state_sets_is_asked_beside_the_conditions_of_a_file(
    office: Office, row: str, told: list[str], found: dict[str, date]
) -> None:
    """While it runs, unless the file says that itself, from the day on which asking begins."""
    both(office, f"{row}", NO_DEBTS, *told)
    assert asked(office) == NO_DEBTS_ON | found
    assert verify(office.session.conn) == []


def test_the_duty_of_a_state_stays_where_a_file_says_the_rest_afterwards(office: Office) -> None:
    assert bring(office, COLUMNS, state("schuldregeling", "20-10-2026")) == []
    drafted = asked(office)
    assert {"answer", "running_rent"} <= drafted.keys()
    assert bring(office, CONDITIONS, NO_DEBTS) == []
    assert asked(office) == NO_DEBTS_ON | {"answer": drafted["answer"]}


SETTLED = state("schuldregeling", "20-09-2026")
ANSWERED = "D-1;{};11-10-2026;voldaan;10-10-2026;stuk;Ja;"
TOLD = ANSWER.replace("15-11-2026", "11-10-2026")
BY_STATE, BY_ROW = (ANSWERED.format(named) for named in ("voorstel beantwoorden", "2"))


def answers(office: Office) -> list[tuple[date, bool]]:
    """The day of each answer that is asked, and whether it was judged."""
    made = agreements(office, "HO-1")["D-1"]
    judged = {said.condition for said in made.judgements}
    return [(one.first_on, one.id in judged) for one in made.conditions if one.clause == "answer"]


@pytest.mark.parametrize("drafted", [False, True])
def test_files_judge_what_a_state_set_by_its_clause(office: Office, *, drafted: bool) -> None:
    if drafted:
        assert bring(office, COLUMNS, SETTLED) == []
    else:
        both(office, SETTLED, NO_DEBTS)
    for _ in range(2):
        assert bring(office, JUDGEMENTS, BY_STATE) == []
        assert answers(office) == [(date(2026, 10, 11), True)]
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("settled_first", [True, False])
@pytest.mark.parametrize("judged", [BY_STATE, BY_ROW])
def test_what_a_file_says_takes_the_place_of_what_a_state_set(
    office: Office, judged: str, *, settled_first: bool
) -> None:
    """Whichever came first; under another clause the state asks it itself again."""
    both(office, HELPED, NO_DEBTS)
    told = (COLUMNS, SETTLED), (CONDITIONS, NO_DEBTS, TOLD)
    for rows in told if settled_first else reversed(told):
        assert bring(office, *rows) == []
    assert answers(office) == [(date(2026, 10, 11), False)]
    other = TOLD.replace("voorstel beantwoorden", "incasso aanhouden")
    for row in (other, TOLD, other, TOLD):
        assert bring(office, CONDITIONS, row) == []
        assert answers(office) == [(date(2026, 10, 11), False)]
    assert bring(office, JUDGEMENTS, judged) == []
    assert answers(office) == [(date(2026, 10, 11), True)]
    assert verify(office.session.conn) == []


def test_what_a_file_says_and_judges_takes_the_place_of_what_a_state_set_at_once(
    office: Office,
) -> None:
    both(office, SETTLED, NO_DEBTS)
    files = [
        office.write("b.csv", f"{CONDITIONS}\n{NO_DEBTS}\n{TOLD}"),
        office.write("c.csv", f"{JUDGEMENTS}\n{BY_STATE}"),
    ]
    for _ in range(2):
        assert office.bring_all(files).problems == []
        assert answers(office) == [(date(2026, 10, 11), True)]
    assert verify(office.session.conn) == []


def test_a_row_is_refused_for_what_a_state_set_and_somebody_judged(office: Office) -> None:
    both(office, SETTLED, NO_DEBTS)
    assert bring(office, JUDGEMENTS, BY_STATE) == []
    assert bring(office, CONDITIONS, NO_DEBTS, TOLD) == [(3, "import.stated_used")]
    assert bring(office, CONDITIONS, NO_DEBTS) == []
    assert answers(office) == [(date(2026, 10, 11), True)]


def test_what_a_state_set_beside_conditions_of_a_colleague_makes_room_too(office: Office) -> None:
    """The table drafts nothing for that."""
    bring(office, *STAFF)
    assert bring(office, COLUMNS, HELPED.replace("stabilisatie", "aangeboden")) == []
    one, session = agreements(office, "HO-1")["D-1"], open_session(office.path, "anna")
    named = {"case": one.case, "agreement": one.id, "seen": one.version}
    kept = NewCondition(
        clause="pause", text="Incasso aanhouden", first_on=date(2026, 11, 3),
        duty="association", evidence="declaration", weight="minor",
    )  # fmt: skip
    record(AddCondition(**named, condition=kept), session=session)
    assert bring(office, COLUMNS, SETTLED) == []
    found = asked(office)
    assert found.keys() == {"pause", "answer"}
    assert bring(office, COLUMNS, SETTLED.replace("01-06-2026", "01-05-2026")) == []
    assert asked(office) == found
    assert bring(office, CONDITIONS, TOLD) == []
    assert asked(office) == found
