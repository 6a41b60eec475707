"""Later rows of agreements whose conditions were drafted."""

import pytest

from caseconsole.domain.agreement import Condition
from caseconsole.store.verify import verify
from tests.intake.agreed import CHANCE, COACHING, HEADER, SHORT, agreements, bring
from tests.intake.offices import Office

PERSON = f"{HEADER};contactpersoon"
SUPPORT = (
    "W-1;HO-2;woonbegeleiding;geaccepteerd;;01-09-2026;01-09-2027;De Brug;;elke week;;;03-09-2026;"
    "Huis op orde;;;"
)
REPORTS = CHANCE.replace("C05 C09", "C06 C09")


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
