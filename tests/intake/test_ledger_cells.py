"""What stands in the cells of a ledger line: blank, invisible, or written another way."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseconsole.domain.text import clean_line
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.layout import Missing
from caseconsole.intake.ledger import KINDS, LAYOUT, LedgerReader, Line
from caseconsole.intake.source import open_source
from tests.intake.offices import LEASES, PARTIES, PEOPLE, TODAY, Office, ids

HEADER = (
    "kenmerk;contractnummer;soort;bedrag;boekdatum;valutadatum;vervaldatum;periode;omschrijving;"
    "storno_van"
)
UNSEEN: dict[str, str] = {
    "a space as value day": "Z1;HO-1;betaling;5,00;02-11-2026; ;;;x;",
    "a space as due day": "Z1;HO-1;betaling;5,00;02-11-2026;; ;;x;",
    "a space as what is returned": "Z1;HO-1;betaling;5,00;02-11-2026;;;;x; ",
    "no-break spaces": "Z1;HO-1;betaling;5,00;02-11-2026;\u00a0;\u00a0;\u00a0;x;\u00a0",
    "an invisible character in the lease": "Z1;HO-1\u200b;betaling;5,00;02-11-2026;;;;x;",
    "an invisible character in the reference": "Z\u200b1;HO-1;betaling;5,00;02-11-2026;;;;x;",
}


@pytest.mark.parametrize("case", UNSEEN)
def test_what_nobody_sees_makes_no_line_another(office: Office, case: str) -> None:
    """It comes in as the line without it does."""
    assert office.bring(f"{HEADER}\n{UNSEEN[case]}\n").problems == []
    plain = "Z1;HO-1;betaling;5,00;02-11-2026;;;;x;"
    report = office.bring(f"{HEADER}\n{plain}\n")
    assert (report.added, report.corrected, report.unchanged) == (0, 0, 1)


def test_a_reference_of_invisible_characters_alone_is_none(office: Office) -> None:
    """And a line of blank cells alone is none either."""
    row = "\u200b;HO-1;betaling;5,00;02-11-2026;;;;x;"
    report = office.bring(f"{HEADER}\n{row}\n ; ;;;\u200b;;;;;\n")
    assert (report.added, report.problems) == (1, [])
    assert office.one("SELECT source_ref FROM ledger_entry") == ""


def test_a_number_is_the_same_however_its_letters_are_put_together(office: Office) -> None:
    """One system writes é as one character, another as two."""
    for content in (PEOPLE, LEASES, PARTIES):
        office.bring(content.replace("HO-1", "HO-é"))
    row = "é;HO-é;betaling;5,00;02-11-2026;;;;x;\nS;HO-é;storno;5,00;02-11-2026;;;;x;é"
    apart = unicodedata.normalize("NFD", row)
    assert apart != row
    assert office.bring(f"{HEADER}\n{apart}\n").problems == []
    report = office.bring(f"{HEADER}\n{row}\n")
    assert (report.added, report.corrected, report.unchanged) == (0, 0, 2)


def test_an_invisible_character_in_a_kind_or_an_amount_is_not_told_as_a_fault(
    office: Office,
) -> None:
    """What is wrong beside it is."""
    rows = "Z1;HO-1;huur\u200b;5,00\u200b;02-11-2026;;02-11-2026;;x;\nZ2;HO-1\u200b;x;5,00;;;;;;"
    assert ids(office.bring(f"{HEADER}\n{rows}\n", keep_good=True)) == [(3, "import.choice")]


ODD = (
    "",
    " ",
    "\u200b",
    "\u00a0",
    "\t",
    "\x1b",
    "x",
    "#1",
    "é",
    "e\u0301",
    "9" * 70,
    '"',
    "123456782",
)
CELLS: dict[str, tuple[str, ...]] = {
    "contractnummer": ("HO-1", "HO-1", "HO-é", "HO-e\u0301"),
    "soort": tuple(KINDS),
    "bedrag": ("5,00", "5,00", "-5,00", "0,00", "1.204,00", "99999999999", "5,0\u200b0"),
    "boekdatum": ("02-11-2026", "2026-11-02", "04-11-2026", "31-02-2026"),
    "valutadatum": ("", "02-11-2026"),
    "vervaldatum": ("", "02-11-2026"),
    "periode": ("", "2026-11", "13-2026"),
    "kenmerk": ("", "Z1"),
    "omschrijving": ("", "Huur"),
    "bestemming": ("", "2026-11"),
    "storno_van": ("", "", "Z1"),
}


@st.composite
def cells(draw: st.DrawFn) -> list[str]:
    """A line that is right for the most part; some of its cells hold anything."""
    row = []
    for name in (*LAYOUT.needed, *LAYOUT.optional):
        cell = draw(st.sampled_from(CELLS[name]))
        row.append(cell if draw(st.integers(0, 9)) else draw(st.sampled_from(ODD)) + cell)
    at = draw(st.integers(0, 2 * len(row)))
    if at < len(row):
        row[at] = draw(
            st.sampled_from(ODD) | st.text("\t\x1b\u200b 0-,#aé\u0301\u2028", max_size=6)
        )
    return row


def told(folder: Path, rows: list[list[str]]) -> tuple[list[Line], list[tuple[int, str]]]:
    """The lines that a reader gives, and what it says of the others."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[*LAYOUT.needed, *LAYOUT.optional], *rows])
    path = folder / "huurboek.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    file = Incoming(1, LAYOUT, open_source(path))
    found = list(LedgerReader(file, {"HO-1": 1, "HO-é": 2}, Missing(), TODAY, print).lines())
    return found, [(one.line, one.message.id) for one in file.problems]


@given(rows=st.lists(cells(), min_size=1, max_size=8))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_comes_in_or_has_a_sentence_and_the_same_made_harmless(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    """So the short way and the long one never disagree."""
    lines, faults = told(tmp_path, rows)
    harmless = [[clean_line(cell.strip()).strip() for cell in row] for row in rows]
    assert sorted([line[1] for line in lines] + [at for at, _ in faults]) == [
        at for at, row in enumerate(harmless, 2) if any(row)
    ]
    assert told(tmp_path, harmless) == (lines, faults)
    assert all(line[6] <= TODAY.isoformat() for line in lines)
