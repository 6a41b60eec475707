"""The language of a second chance that comes in is that of its conditions and its papers."""

import pytest

from caseconsole.casework.papers import sheet
from caseconsole.casework.session import open_session
from caseconsole.locale import speaker
from caseconsole.outgoing.papers import paper
from caseconsole.store import read
from tests.intake.agreed import CHANCE, HEADER, agreements, bring
from tests.intake.offices import TODAY, Office

SAYS = {
    "nl": ("Bijlage met voorwaarden", "De huurder gedraagt zich"),
    "en": ("Annex with conditions", "The tenant behaves"),
}


def annex(office: Office, console: str) -> str:
    """The annex of the second chance, asked for in a language of the console."""
    office.bring("inlognaam;naam;talen;team;rol\nanna;Anna;nl;noord;medewerker\n")
    anna, case = open_session(office.path, "anna"), agreements(office, "HO-2")["T-1"].case
    file = read.case_file(anna.conn, case, TODAY)
    found = sheet(anna, file, "annex", console)
    anna.close()
    return paper(found, file, speaker(found.lang, TODAY), TODAY)


@pytest.mark.parametrize(
    ("header", "cell", "written"),
    [
        (HEADER, "", "nl"),
        (f"{HEADER};taal", ";", "nl"),
        (f"{HEADER};taal", ";nl", "nl"),
        (f"{HEADER};taal", ";EN", "en"),
    ],
    ids=["no column", "empty", "Dutch", "English"],
)
@pytest.mark.parametrize("console", ["nl", "en"])
def test_the_papers_of_a_second_chance_are_in_its_own_language_whoever_reads_them(
    office: Office, header: str, cell: str, written: str, console: str
) -> None:
    """Never in that of the console round conditions in another."""
    chance = CHANCE.replace("C05 C09", "C09")
    assert bring(office, header, chance + cell) == []
    told = annex(office, console)
    for lang, (frame, sentence) in SAYS.items():
        assert (frame in told, sentence in told) == (lang == written, lang == written)


def test_a_language_in_which_no_paper_stands_is_refused(office: Office) -> None:
    assert bring(office, f"{HEADER};taal", f"{CHANCE};tr") == [(2, "import.choice")]
