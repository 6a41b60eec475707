"""Texts that are longer than a store keeps: no word is lost without a sentence."""

import pytest

from caseconsole.domain.text import CUT_MARK, LINE_LIMIT
from caseconsole.intake.values import NAME_LIMIT
from tests.intake.offices import LEASES, LEDGER_HEADER, Office, ids

AGREED = "regelingnummer;contractnummer;soort;status;begindatum"
COLUMNS: dict[str, tuple[str, int, str]] = {
    "surname": (
        "huurdernummer;voorletters;achternaam\nH-1;M.;{}\n",
        NAME_LIMIT,
        "SELECT surname FROM person WHERE id = 1",
    ),
    "safety": (
        "huurdernummer;voorletters;achternaam;veilig_contact\nH-1;M.;Yılmaz;{}\n",
        LINE_LIMIT,
        "SELECT safe_contact FROM person WHERE id = 1",
    ),
    "address": (
        f"{LEASES.splitlines()[0]}\nHO-1;01-02-2020;{{}};7900 SA;Brinkerveen\n",
        NAME_LIMIT,
        "SELECT address FROM lease WHERE id = 1",
    ),
    "representative": (
        "huurdernummer;naam;soort;vanaf\nH-1;{};bewindvoerder;01-01-2024\n",
        NAME_LIMIT,
        "SELECT name FROM representative",
    ),
    "why": (
        f"{AGREED};reden\nR1;HO-1;woonbegeleiding;geweigerd;01-10-2026;{{}}\n",
        LINE_LIMIT,
        "SELECT why FROM agreement_state",
    ),
    "clause": (
        "regelingnummer;voorwaarde;wat;tekst;vanaf\nR0;1;eigen;{};01-10-2026\n",
        LINE_LIMIT,
        "SELECT text FROM condition ORDER BY id DESC LIMIT 1",
    ),
    "consequence": (
        "regelingnummer;voorwaarde;wat;tekst;vanaf;gevolg\nR0;1;eigen;Zo;01-10-2026;{}\n",
        LINE_LIMIT,
        "SELECT consequence FROM condition ORDER BY id DESC LIMIT 1",
    ),
}
RUNNING = f"{AGREED}\nR0;HO-2;woonbegeleiding;geaccepteerd;01-10-2026\n"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_text_comes_in_whole_or_its_row_is_at_fault(office: Office, column: str) -> None:
    """The sentence says how long it may be."""
    content, limit, kept = COLUMNS[column]
    if column in ("clause", "consequence"):
        assert not office.bring(RUNNING).problems
    before = office.state()
    report = office.bring(content.format("\u200b  " + "x" * (limit + 1)))
    assert ids(report) == [(2, "import.too_long")]
    assert report.problems[0].message.values["limit"] == limit
    assert office.state() == before
    longest = "é" * limit
    assert office.bring(content.format(longest)).problems == []
    assert office.one(kept) == longest


@pytest.mark.parametrize("cell", ["31-12-2026" + "0" * 200, "x" * 5_000])
def test_a_cell_that_is_no_text_has_its_own_sentence_however_long(
    office: Office, cell: str
) -> None:
    """What it should be is what helps."""
    row = f"{cell};HO-1;betaling;1,00;02-11-2026;;"
    assert ids(office.bring(f"{LEDGER_HEADER}\n{row}\n")) == [(2, "import.reference_form")]
    header = "huurdernummer;voorletters;achternaam;geboortedatum"
    assert ids(office.bring(f"{header}\nH-1;M.;Yılmaz;{cell}\n")) == [(2, "import.day")]


def test_ledger_texts_are_cut_and_the_report_says_in_how_many_lines(office: Office) -> None:
    """Once, with the first line; the same line in a later file is known by what was kept."""
    long = "0123456789" * 41
    lines = [
        ";HO-1;betaling;1,00;02-11-2026;;kort",
        f";HO-1;betaling;2,00;02-11-2026;;{long}",
        f";HO-2;betaling;2,00;02-11-2026;;{long}",
        f"C;HO-2;betaling;2,00;02-11-2026;;{long[:400]}",
    ]
    report = office.bring_ledger(*lines)
    (told,) = report.notices
    assert (report.added, told.line, told.message.id) == (4, 3, "import.texts_cut")
    assert told.message.values == {"n": 2, "limit": 400}
    kept = office.one("SELECT text FROM ledger_entry WHERE cents = -200 AND lease = 1")
    assert kept == long[:397] + CUT_MARK
    assert office.bring_ledger(*lines[::-1]).unchanged == 4
