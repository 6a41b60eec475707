"""A condition of which a later file names another clause takes what nobody said from that one."""

from pathlib import Path
from typing import Any

import pytest

from tests.intake.agreed import CHANCE, HEADER, bring
from tests.intake.offices import Office

PLAIN = "regelingnummer;voorwaarde;wat;tekst;vanaf;bedrag"
TOLD = f"{PLAIN};wie;ritme;bewijs;respijt_dagen;gewicht"
ROW = "T-1;1;{};x;01-10-2026;{}"


def asked(office: Office) -> list[tuple[Any, ...]]:
    """What the condition that the file brought asks."""
    return office.rows(
        "SELECT clause, duty, rule, evidence, grace_days, weight, judge FROM condition"
        " WHERE reference = 'T-1#1' AND withdrawn_at IS NULL"
    )


def brought(office: Office, *parts: tuple[str, str]) -> list[tuple[Any, ...]]:
    """What stands after these files, each a header and a row."""
    assert bring(office, HEADER, CHANCE.replace("C05 C09", "C09")) == []
    for header, row in parts:
        assert bring(office, header, row) == []
    return asked(office)


@pytest.mark.parametrize("after", ["C05", "C09", "C01", "eigen"])
@pytest.mark.parametrize("before", ["eigen", "C05", "C01"])
def test_it_asks_the_same_as_if_it_had_come_at_once(
    office: Office, tmp_path: Path, before: str, after: str
) -> None:
    """Who, how often, by what evidence, with what grace and weight."""
    rows = [ROW.format(clause, "500,00") for clause in (before, after)]
    (tmp_path / "beside").mkdir()
    at_once = brought(Office(tmp_path / "beside", furnished=True), (PLAIN, rows[1]))
    assert brought(office, *((PLAIN, row) for row in rows)) == at_once


@pytest.mark.parametrize("after", ["C05", "C09"])
def test_what_a_row_said_stays_under_another_clause(office: Office, after: str) -> None:
    """Where the later file has no column for it."""
    said = "T-1;1;eigen;x;01-10-2026;;corporatie;elke week;stuk;5;zwaar"
    found = brought(office, (TOLD, said), (PLAIN, ROW.format(after, "")))
    assert [row[1:6] for row in found] == [("association", "FREQ=WEEKLY", "paper", 5, "major")]


def test_a_text_corrected_under_the_same_clause_changes_nothing_else(office: Office) -> None:
    before = brought(office, (PLAIN, ROW.format("C05", "")))
    assert bring(office, PLAIN, ROW.format("C05", "").replace(";x;", ";y;")) == []
    assert asked(office) == before
