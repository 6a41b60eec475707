"""Each faulty cell has a sentence of its own, that says what to do."""

import pytest

from caseconsole.domain.message import Message
from caseconsole.intake.report import ImportReport
from tests.intake.offices import LEDGER_HEADER, PEOPLE, Office, ids

ROWS = {
    "HO-1;huur;1,00;02-11-2026;": "due_missing",
    "HO-1;betaling;1,00;04-11-2026;": "booked_later",
    "HO-1;betaling;1.00.0;02-11-2026;": "amount",
    "HO-1;correctie;0;02-11-2026;": "amount_zero",
    "HO-1;betaling;1,00;02-11-2026;31-02-2026": "day",
    "HO-1;betaling;1,00;02-11-2026;31-12-1850": "day_far",
    "HO-1;betaling;1,00;02-11-2026;01-01-2100": "day_far",
    ";betaling;1,00;02-11-2026;": "cell_empty",
    "HO-1;betaling;1,00;;": "cell_empty",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_ledger_line_with_a_fault_says_which(office: Office, row: str) -> None:
    """Nothing is guessed."""
    assert ids(office.bring_ledger(f"X1;{row};")) == [(2, f"import.{ROWS[row]}")]


FAR = {
    "betaling;1,00;02-11-2026;02-11-2062;": ["far_from_booking"],
    "betaling;1,00;02-11-2026;02-11-1926;": ["far_from_booking"],
    "huur;1,00;02-11-2026;;01-12-1926": ["far_from_booking"],
    "huur;1,00;02-11-2026;;01-12-2062": ["far_from_booking"],
    "huur;1,00;02-11-2016;;01-12-2026": ["far_from_booking"],
    "correctie;1,00;02-11-2026;;01-12-1926": ["far_from_booking"],
    "huur;1,00;20-12-2025;;01-12-2026": [],
    "huur;1,00;02-11-2026;;01-12-2021": [],
    "huur;1,00;20-10-1998;;01-11-1998": [],
    "betaling;1,00;02-11-2026;02-11-2027;": [],
    "betaling;1,00;02-11-2026;03-11-2027;": ["far_from_booking"],
    "betaling;1,00;02-11-2026;02-11-2021;": [],
    "betaling;1,00;02-11-2026;01-11-2021;": ["far_from_booking"],
    "huur;1,00;02-11-2026;;02-11-2027": [],
    "huur;1,00;02-11-2026;;03-11-2027": ["far_from_booking"],
    "huur;1,00;02-11-2026;;02-11-2021": [],
    "huur;1,00;02-11-2026;;01-11-2021": ["far_from_booking"],
    "huur;1,00;01-07-2023;;01-07-2024": [],
    "huur;1,00;01-07-2023;;02-07-2024": ["far_from_booking"],
    "betaling;1,00;29-02-2024;28-02-2025;": [],
    "betaling;1,00;29-02-2024;01-03-2025;": ["far_from_booking"],
    "betaling;1,00;29-02-2024;01-03-2019;": [],
    "betaling;1,00;29-02-2024;28-02-2019;": ["far_from_booking"],
}


@pytest.mark.parametrize("row", FAR)
def test_a_day_that_lies_far_from_its_booking_is_a_mistyped_year(office: Office, row: str) -> None:
    """A year's rent is booked ahead, and an old ledger has old days."""
    header = "contractnummer;soort;bedrag;boekdatum;valutadatum;vervaldatum"
    told = [(2, f"import.{name}") for name in FAR[row]]
    assert ids(office.bring(f"{header}\nHO-1;{row}\n")) == told


PEOPLE_ROWS = {
    "H-3;A.;B;;+31 20 1": "phone",
    "H-3;A.;B;;+999 1": "phone",
    "H-3;A.;B;;112": "phone",
    "H-3;A.;B;Turks;": "language",
    "H-3;A.;;;": "cell_empty",
    f"{'H' * 65};A.;B;;": "reference_form",
    "#3;A.;B;;": "reference_form",
}


@pytest.mark.parametrize("row", PEOPLE_ROWS)
def test_a_row_about_a_person_with_a_fault_says_which(office: Office, row: str) -> None:
    """Nothing is guessed."""
    header = PEOPLE.splitlines()[0]
    assert ids(office.bring(f"{header}\n{row}\n")) == [(2, f"import.{PEOPLE_ROWS[row]}")]


OTHER_ROWS = {
    "contractnummer;vanaf;bedrag\nHO-1;01-02-2020;0,00\n": "amount_zero",
    "huurdernummer;voorletters;achternaam;geboortedatum\nH-3;A.;B;04-11-2026\n": "born_later",
    "contractnummer;lid;soort;geboortejaar;vanaf\nHO-1;1;kind;2027;01-02-2020\n": "number",
}


@pytest.mark.parametrize("content", OTHER_ROWS)
def test_a_rent_of_nothing_and_a_birth_to_come_are_refused(office: Office, content: str) -> None:
    """They are faults of the system that the file comes from."""
    assert ids(office.bring(content)) == [(2, f"import.{OTHER_ROWS[content]}")]


def test_a_faulty_cell_is_shown_short_and_clean(office: Office) -> None:
    """A sentence repeats it without what could move the terminal."""
    report = office.bring_ledger(f"X1;HO-1;betaling;\x1b[2J{'9' * 900};02-11-2026;;")
    shown = _value(report, "text")
    assert "\x1b" not in shown
    assert len(shown) <= 60


def _value(report: ImportReport, name: str) -> str:
    found: Message = report.problems[0].message
    return str(found.values[name])


def test_empty_lines_are_passed_over(office: Office) -> None:
    """As spreadsheets leave them at the end."""
    report = office.bring(
        f"{LEDGER_HEADER}\n\n;;;;;;\nA1;HO-1;betaling;1,00;02-11-2026;;\n;;;;;;\n"
    )
    assert (report.added, report.problems) == (1, [])
