"""What a file must say of a state: why it was refused or ended, and by which paper."""

import pytest

from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import LANGUAGES
from caseconsole.locale import speaker
from tests.intake.agreed import SHORT, agreements, bring
from tests.intake.offices import Office

HEADER = f"{SHORT};reden"
LATER = f"{SHORT};contactpersoon"
DISCHARGED = "S-1;HO-1;schuldhulpverlening;finale kwijting;20-10-2026;01-09-2024"
REFUSED = "R-1;HO-1;betalingsregeling;geweigerd;20-10-2026;01-09-2026"


@pytest.mark.parametrize(
    ("kind", "state", "fault"),
    [
        ("betalingsregeling", "geweigerd", "state_why"),
        ("betalingsregeling", "vervallen", "state_why"),
        ("betalingsregeling", "ingetrokken", "state_why"),
        ("betalingsregeling", "afgerond", ""),
        ("tweede kans", "geweigerd", "state_why"),
        ("tweede kans", "beëindigd", "state_why"),
        ("tweede kans", "wordt niet verlengd", "state_why"),
        ("tweede kans", "aangevraagd", ""),
        ("schuldhulpverlening", "finale kwijting", "state_paper"),
        ("schuldhulpverlening", "geweigerd", ""),
        ("woonbegeleiding", "geweigerd", ""),
    ],
)
def test_a_state_that_needs_a_reason_or_a_paper_does_not_come_in_without(
    office: Office, kind: str, state: str, fault: str
) -> None:
    """R37, R63, R70; what a tenant refused asks for none."""
    row = f"X-1;HO-1;{kind};{state};20-10-2026;01-09-2026"
    faults = [(2, f"import.{fault}")] if fault else []
    assert bring(office, SHORT, row) == faults
    assert bring(office, HEADER, f"{row};  ") == faults
    header = f"{HEADER};clausules"
    assert bring(office, header, f"{row};Vonnis van 19-10-2026;C09") == []


@pytest.mark.parametrize("row", [REFUSED, DISCHARGED])
def test_what_stands_is_kept_though_its_row_says_nothing(office: Office, row: str) -> None:
    """Also where it stands without a reason, and where a row names another day for it."""
    assert bring(office, HEADER, f"{row};Stuk 7") == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE agreement_state SET why = ''")
    assert bring(office, HEADER, f"{row};") == []
    assert bring(office, LATER, f"{row};Piet") == []
    assert bring(office, SHORT, row.replace("20-10-2026", "21-10-2026")) == []
    (one,) = agreements(office, "HO-1").values()
    assert one.partner_person == "Piet"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_names_the_state_and_the_column(office: Office, lang: str) -> None:
    report = office.bring(f"{SHORT}\n{REFUSED}\n{DISCHARGED}\n")
    said = [speaker(lang).say(problem.message) for problem in report.problems]
    assert len(said) == 2
    assert all("reden" in one for one in said)
    assert ("geweigerd" if lang == "nl" else "refused") in said[0]
    assert ("finale kwijting" if lang == "nl" else "final discharge") in said[1]


def test_what_asks_for_a_reason_or_a_paper_is_a_state_of_its_kind() -> None:
    for kind in KINDS.values():
        assert kind.reasoned | kind.proven <= kind.states.keys()
        assert not (kind.reasoned | kind.proven) & kind.by_itself
