"""Later rows of agreements whose conditions were drafted, or were agreed here."""

from datetime import date

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import Condition, Duty, Evidence, Judge, Weight
from caseconsole.domain.agreement_changes import ChangeState, NewCondition
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, COACHING, HEADER, SHORT, agreements, bring
from tests.intake.offices import TODAY, Office

PERSON = f"{HEADER};contactpersoon"
SUPPORT = (
    "W-1;HO-2;woonbegeleiding;geaccepteerd;;01-09-2026;01-09-2027;De Brug;;elke week;;;03-09-2026;"
    "Huis op orde;;;"
)
REPORTS = CHANCE.replace("C05 C09", "C06 C09")
STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
OFFERED = COACHING.replace("geaccepteerd;", "aangeboden;")
ACCEPTED = COACHING.replace("geaccepteerd;", "geaccepteerd;03-11-2026")


def over(row: str, state: str = "afgerond") -> str:
    """A row of what is over since the first of November."""
    return row.replace("geaccepteerd;", f"{state};01-11-2026")


def graduated(row: str) -> str:
    """The happy end of a second chance."""
    return row.replace("ondertekend;", "geslaagd: gewone huur;02-11-2026")


def asked(office: Office, reference: str) -> tuple[Condition, ...]:
    """What an agreement in the file of the second lease asks."""
    return agreements(office, "HO-2")[reference].conditions


@pytest.mark.parametrize(
    ("helped", "chance", "header", "later", "form"),
    [
        (COACHING, CHANCE, HEADER, graduated(CHANCE), "ordinary"),
        (COACHING, CHANCE, SHORT, graduated(CHANCE), "ordinary"),
        (COACHING, CHANCE, PERSON, f"{CHANCE};Piet", "F1"),
        (COACHING, CHANCE, HEADER, CHANCE.replace("01-09-2027", "01-10-2027"), "F1"),
        (SUPPORT, REPORTS, HEADER, graduated(REPORTS), "ordinary"),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_a_second_chance_goes_on_when_what_it_rests_on_is_over(
    office: Office, helped: str, chance: str, header: str, later: str, form: str, together: bool
) -> None:
    """Its conditions rest on the same, which judges them further; it can graduate."""
    bring(office, HEADER, helped, chance)
    before = asked(office, "T-1")
    if together and header == HEADER:
        assert bring(office, header, over(helped), later) == []
    else:
        assert bring(office, HEADER, over(helped)) == []
        row = ";".join(later.split(";")[:6]) if header == SHORT else later
        assert bring(office, header, row) == []
    now = asked(office, "T-1")
    assert [(one.id, one.rests_on, one.text) for one in now] == [
        (one.id, one.rests_on, one.text) for one in before
    ]
    assert office.one("SELECT form FROM lease WHERE reference = 'HO-2'") == form
    assert verify(office.session.conn) == []


@pytest.mark.parametrize(
    ("state", "rests_on"), [("afgerond", "B-1"), ("gestopt", "B-2"), ("geweigerd", "B-2")]
)
def test_a_condition_that_is_drafted_anew_rests_on_another_only_where_the_first_was_lost(
    office: Office, state: str, rests_on: str
) -> None:
    """What was completed was done."""
    bring(office, HEADER, COACHING, CHANCE)
    bring(office, HEADER, over(COACHING, state), COACHING.replace("B-1;", "B-2;"))
    assert bring(office, HEADER, CHANCE.replace("01-09-2027", "01-10-2027")) == []
    resting = asked(office, "T-1")[0].rests_on
    assert resting == agreements(office, "HO-2")[rests_on].id


SESSION = NewCondition(
    clause="session", text="Les", duty=Duty.TENANT, rule="FREQ=WEEKLY", first_on=date(2026, 11, 5),
    evidence=Evidence.ATTENDANCE, judge=Judge.PERSON, weight=Weight.MINOR,
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "agreed", "header", "row", "drafted"),
    [
        (OFFERED, (SESSION,), HEADER, ACCEPTED, False),
        (OFFERED, (SESSION,), PERSON, f"{ACCEPTED};Piet", False),
        (OFFERED, (SESSION,), HEADER, ACCEPTED.replace("elke week", "elke maand"), False),
        (OFFERED, (), HEADER, ACCEPTED, True),
    ],
)
def test_what_was_agreed_here_is_not_drafted_beside_it(
    office: Office,
    before: str,
    agreed: tuple[NewCondition, ...],
    header: str,
    row: str,
    drafted: bool,
) -> None:
    """Where nothing was agreed here, what the row says is drafted."""
    bring(office, *STAFF)
    bring(office, HEADER, before)
    one = agreements(office, "HO-2")["B-1"]
    session = open_session(office.path, "anna")
    record(
        ChangeState(
            case=one.case, agreement=one.id, seen=one.version, state="accepted", on=TODAY,
            why="Wil", conditions=agreed,
        ),
        session=session,
    )  # fmt: skip
    session.close()
    here = asked(office, "B-1")
    assert bring(office, header, row) == []
    now = asked(office, "B-1")
    assert (now != here) is drafted
    assert len([one for one in now if one.clause == "session"]) == 1
    assert verify(office.session.conn) == []


LUMP = "regelingnummer;contractnummer;soort;status;begindatum;bedrag_ineens;datum_ineens"
ONCE = "R-1;HO-1;betalingsregeling;getroffen;01-09-2026;200,00;01-06-2027"
EACH = "regelingnummer;contractnummer;soort;status;begindatum;termijnbedrag;ritme;eerste_termijn"
MONTHLY = "R-1;HO-1;betalingsregeling;getroffen;01-09-2026;50,00;elke maand;15-10-2026"
TIMES = f"{EACH};aantal_termijnen"


@pytest.mark.parametrize(
    ("before", "header", "row", "told"),
    [
        (None, EACH, MONTHLY, True),
        ((LUMP, ONCE), EACH, MONTHLY, True),
        ((LUMP, ONCE), TIMES, f"{MONTHLY};3", False),
        ((TIMES, f"{MONTHLY};3"), EACH, MONTHLY.replace("50,00", "60,00"), False),
    ],
)
def test_instalments_that_come_in_first_say_how_many_they_are(
    office: Office, before: tuple[str, str] | None, header: str, row: str, told: bool
) -> None:
    """Where they came before, their number stays."""
    if before:
        assert bring(office, *before) == []
    assert bring(office, header, row) == [(2, "import.cell_empty")] * told
    if not told:
        asked = agreements(office, "HO-1")["R-1"].conditions
        rules = [one.rule for one in asked if one.clause == "instalment"]
        assert [rule.partition("COUNT=")[2] for rule in rules] == ["3"]


def test_instalments_that_are_emptied_leave_no_rule(office: Office) -> None:
    """What is paid at once stays."""
    both = f"{TIMES};bedrag_ineens;datum_ineens"
    at_once = "200,00;01-06-2027"
    assert bring(office, both, f"{MONTHLY};3;{at_once}") == []
    row = f"R-1;HO-1;betalingsregeling;getroffen;01-09-2026;;;;;{at_once}"
    assert bring(office, both, row) == []
    one = agreements(office, "HO-1")["R-1"]
    assert {"cents", "rule", "first_on"}.isdisjoint(one.terms)
    clauses = {each.clause for each in one.conditions}
    assert "lump_sum" in clauses
    assert "instalment" not in clauses
