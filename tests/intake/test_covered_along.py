"""Agreements that cover the debt of leases which come in with them, portion by portion."""

from collections.abc import Sequence

import pytest

from caseconsole.store import staging
from caseconsole.store.verify import verify
from tests.intake.agreed import PARTY
from tests.intake.offices import Office, ids

COVERS = "regelingnummer;contractnummer;soort;status;begindatum;termijnbedrag;aantal_termijnen;"
COVERS += "eerste_termijn;ook_voor"
PEOPLE = "huurdernummer;voorletters;achternaam"
LEASES = "contractnummer;ingangsdatum;adres;postcode;plaats"


def arranged(number: int, *others: str) -> str:
    """The row of an arrangement in the file of a lease that covers others."""
    named = " ".join(others)
    return (
        f"R-{number};HO-{number};betalingsregeling;getroffen;01-09-2026;50,00;3;15-09-2026;{named}"
    )


WSNP = "S-1;HO-1;schuldhulpverlening;wettelijke schuldsanering (wsnp);01-09-2026;;;;"


@pytest.mark.parametrize(
    ("rows", "covered"),
    [
        ([arranged(1)], {("HO-1", "HO-1")}),
        ([arranged(1, "HO-6")], {("HO-1", "HO-1"), ("HO-1", "HO-6")}),
        ([arranged(6, "HO-1")], {("HO-6", "HO-6"), ("HO-6", "HO-1")}),
        ([arranged(1, "HO-6"), arranged(3, "HO-5")],
         {("HO-1", "HO-1"), ("HO-1", "HO-6"), ("HO-3", "HO-3"), ("HO-3", "HO-5")}),
        ([WSNP], {("HO-1", f"HO-{n}") for n in (1, 3, 5, 6)}),
        ([arranged(1, "HO-5"), WSNP.replace("HO-1", "HO-5")],
         {("HO-1", "HO-1"), ("HO-1", "HO-5")} | {("HO-5", f"HO-{n}") for n in (1, 3, 5, 6)}),
    ],
    ids=["its own", "a later one", "an earlier one", "two", "the scheme", "one that draws others"],
)  # fmt: skip
def test_what_covers_a_lease_that_stands_later_in_the_files_comes_in_with_it(
    empty_office: Office,
    monkeypatch: pytest.MonkeyPatch,
    rows: Sequence[str],
    covered: set[tuple[str, str]],
) -> None:
    """However few rows are written at a time; the same files again change nothing."""
    monkeypatch.setattr(staging, "CHUNK", 2)
    numbers = range(1, 8)
    rented = {n: 1 if n in (3, 5, 6) else n for n in numbers}
    paths = [
        empty_office.write(name, "\n".join(lines) + "\n")
        for name, lines in {
            "p.csv": [PEOPLE, *(f"H-{n};M.;Achter{n}" for n in numbers)],
            "l.csv": [LEASES, *(f"HO-{n};01-02-2020;Straat {n};7900 SA;B" for n in numbers)],
            "t.csv": [PARTY, *(f"HO-{n};H-{p};huurder;01-02-2020" for n, p in rented.items())],
            "a.csv": [COVERS, *rows],
        }.items()
    ]
    assert ids(empty_office.bring_all(paths)) == []
    assert covered == set(
        empty_office.rows(
            "SELECT o.reference, l.reference FROM agreement_claim m"
            " JOIN agreement a ON a.id = m.agreement JOIN case_file f ON f.id = a.case_file"
            " JOIN lease o ON o.id = f.lease JOIN lease l ON l.id = m.lease"
        )
    )
    assert verify(empty_office.session.conn) == []
    before = empty_office.state()
    empty_office.bring_all(paths)
    assert empty_office.state() == before
