"""What the scheme covers when files come again: all debts, and so it stays (R61)."""

from datetime import date

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement_changes import ChangeState
from caseconsole.store.verify import verify
from tests.intake.agreed import PARTY, SHORT, agreements, bring
from tests.intake.offices import Office

STAFF = "inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker"
GARAGE = "contractnummer;ingangsdatum;adres;postcode;plaats", "HO-3;01-02-2020;Laan 5;7900 SA;B"
OWED = (
    "kenmerk;contractnummer;soort;bedrag;boekdatum;vervaldatum",
    "G;HO-3;huur;80,00;20-01-2025;01-02-2025",
    "Z;HO-2;huur;1,00;03-11-2026;03-11-2026",
)
HEADER = f"{SHORT};instantie;reden;ook_voor"
LAYOUTS = [HEADER, HEADER.removesuffix(";ook_voor")]
ADMITTED = ("wettelijke schuldsanering (wsnp)", "", "")
DISCHARGED = ("finale kwijting", "01-10-2026", "Vonnis 123")
STOPPED = ("gestopt: voldoet niet", "01-10-2026", "Geen opgave")
MEDIATED = ("schuldbemiddeling", "", "")


def row(state: tuple[str, str, str], also: str = "", partner: str = "Kredietbank") -> str:
    """A row of debt counselling on HO-1; the last cell falls out where it has no column."""
    status, since, why = state
    return f"D-1;HO-1;schuldhulpverlening;{status};{since};01-03-2025;{partner};{why};{also}"


def bring_row(office: Office, header: str, said: str) -> None:
    """Import it without a fault."""
    assert bring(office, header, said if header == HEADER else said.rpartition(";")[0]) == []


def covered(office: Office) -> set[str]:
    """The leases that it covers."""
    leases = dict(office.rows("SELECT id, reference FROM lease"))
    return {leases[lease] for lease in agreements(office, "HO-1")["D-1"].covers}


def asked(office: Office) -> list[str]:
    """What is due about the debt of the garage."""
    run_day(office.session)
    return [
        action
        for (action,) in office.rows(
            "SELECT d.action FROM due d JOIN lease l ON l.id = d.lease WHERE l.reference = 'HO-3'"
        )
    ]


@pytest.fixture
def garage(office: Office) -> Office:
    """Of the tenant of HO-1, with a debt from before the scheme."""
    for header, *rows in (STAFF, GARAGE, (PARTY, "HO-3;H-1;huurder;01-02-2020"), OWED):
        assert bring(office, header, *rows) == []
    return office


@pytest.mark.parametrize("header", LAYOUTS, ids=["named", "no column"])
def test_a_discharge_in_a_file_remits_the_debt_of_every_lease(garage: Office, header: str) -> None:
    """Nobody is called about it, then or when the file comes again."""
    assert asked(garage) == ["first_call"]
    for state in (ADMITTED, DISCHARGED, DISCHARGED):
        bring_row(garage, header, row(state))
        assert (covered(garage), asked(garage)) == ({"HO-1", "HO-3"}, [])
    assert verify(garage.session.conn) == []


@pytest.mark.parametrize("partner", ["Kredietbank", "Kredietbank Noord"])
@pytest.mark.parametrize("header", LAYOUTS, ids=["named", "no column"])
def test_a_discharge_that_was_recorded_here_remits_it_whatever_the_file_still_says(
    garage: Office, header: str, partner: str
) -> None:
    """The same row, and one with another change."""
    bring_row(garage, header, row(ADMITTED))
    one = agreements(garage, "HO-1")["D-1"]
    anna = open_session(garage.path, "anna")
    discharge = ChangeState(
        case=one.case,
        agreement=one.id,
        seen=one.version,
        state="discharged",
        on=date(2026, 10, 1),
        paper="Vonnis 123",
    )
    record(discharge, session=anna)
    anna.close()
    bring_row(garage, header, row(ADMITTED, partner=partner))
    assert (covered(garage), asked(garage)) == ({"HO-1", "HO-3"}, [])


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (row(ADMITTED), row(STOPPED), {"HO-1", "HO-3"}),
        (row(ADMITTED, "HO-3"), row(STOPPED), {"HO-1", "HO-3"}),
        (row(MEDIATED, "HO-3"), row(STOPPED), {"HO-1"}),
        (row(MEDIATED, "HO-3"), row(DISCHARGED), {"HO-1"}),
        (row(MEDIATED, "HO-3"), row(DISCHARGED, "HO-3"), {"HO-1", "HO-3"}),
        (row(MEDIATED, "HO-3"), row(ADMITTED), {"HO-1", "HO-3"}),
        (row(MEDIATED), row(ADMITTED), {"HO-1", "HO-3"}),
        (row(MEDIATED), row(DISCHARGED), {"HO-1"}),
    ],
    ids=[
        "the scheme ends", "the scheme that named it ends", "help that named it ends",
        "help that named it is discharged", "and still names it", "help becomes the scheme",
        "help that named nothing does", "help that named nothing is discharged",
    ],
)  # fmt: skip
def test_what_the_scheme_was_about_stays_and_what_a_row_names_no_longer_goes(
    garage: Office, first: str, second: str, left: set[str]
) -> None:
    """Since when the debt was frozen is known by that; the same file changes nothing."""
    bring_row(garage, HEADER, first)
    for _ in range(2):
        bring_row(garage, HEADER, second)
        assert covered(garage) == left
