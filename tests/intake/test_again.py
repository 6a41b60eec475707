"""Later files of people and leases: they change what differs, and nothing else."""

import pytest

from caseconsole.casework.day import run_day
from caseconsole.store.verify import verify
from tests.intake.offices import LEASES, LEDGER, PARTIES, PEOPLE, Office


@pytest.mark.parametrize("content", [PEOPLE, LEASES, PARTIES])
def test_the_same_file_twice_changes_nothing(office: Office, content: str) -> None:
    """Neither a row nor a version nor the journal."""
    before = office.state()
    report = office.bring(content)
    assert (report.added, report.updated, report.problems) == (0, 0, [])
    assert report.unchanged >= 2
    assert office.state() == before


def test_a_later_file_updates_and_raises_the_version(office: Office) -> None:
    """The journal keeps what stood there before."""
    header = PEOPLE.splitlines()[0]
    report = office.bring(f"{header}\nH-2;J.;Bakker-Smit;nl;06-00000002\n")
    assert (report.added, report.updated) == (1, 1)
    assert office.rows("SELECT surname, version FROM person ORDER BY id") == [
        ("Yılmaz", 1),
        ("Bakker-Smit", 2),
    ]
    images = office.one("SELECT images FROM journal_content ORDER BY seq DESC LIMIT 1")
    assert '"Bakker"' in images


def test_nothing_vanishes_because_a_file_lacks_it(office: Office) -> None:
    """Rows that are not in it stay, and so do columns that are not in it."""
    office.bring("huurdernummer;voorletters;achternaam\nH-1;M.;Yıldız\n")
    assert office.rows("SELECT surname, languages FROM person ORDER BY id") == [
        ("Yıldız", "tr nl"),
        ("Bakker", "nl"),
    ]
    assert office.one("SELECT count(*) FROM phone") == 1


def test_an_empty_cell_takes_away_what_stood_there(office: Office) -> None:
    """Unlike a column that is missing."""
    header = f"{LEASES.splitlines()[0]};einddatum"
    row = "HO-1;01-02-2020;Zilvermosstraat 1;7900 SA;Brinkerveen"
    office.bring(f"{header}\n{row};31-12-2026\n")
    assert office.one("SELECT end_on FROM lease WHERE id = 1") == "2026-12-31"
    office.bring(f"{header}\n{row};\n")
    assert office.rows("SELECT end_on, version FROM lease WHERE id = 1") == [(None, 3)]


def test_a_change_of_name_is_found_and_shown_at_once(office: Office) -> None:
    """The search and the due rows follow in the same import."""
    office.bring(LEDGER)
    run_day(office.session)
    assert office.rows("SELECT DISTINCT tenant FROM due WHERE case_file = 1") == [("M. Yılmaz",)]
    report = office.bring("huurdernummer;voorletters;achternaam\nH-1;M.;Öztürk\n")
    assert report.cases == 1
    assert office.rows("SELECT rowid FROM lease_search WHERE lease_search MATCH 'ozturk'") == [(1,)]
    assert office.rows("SELECT DISTINCT tenant FROM due WHERE case_file = 1") == [("M. Öztürk",)]


def test_a_payment_that_comes_in_settles_the_case_the_same_day(office: Office) -> None:
    """R07: paid in full closes the episode when the ledger is read."""
    office.bring(LEDGER)
    run_day(office.session)
    assert office.one("SELECT count(*) FROM due WHERE case_file = 2") == 1
    office.bring_ledger("B2;HO-2;betaling;500,00;03-11-2026;;Huur")
    assert office.rows("SELECT * FROM due WHERE case_file = 2") == []
    assert office.one("SELECT settled_on FROM arrears_episode WHERE case_file = 2") == "2026-11-03"


def test_the_store_is_sound_after_every_kind_of_import(office: Office) -> None:
    """Chain, contents and rows agree."""
    office.bring(LEDGER)
    office.bring(PEOPLE.replace("Bakker", "Bakkers"))
    office.bring_ledger("A1;HO-1;huur;700,00;20-10-2026;01-11-2026;Huur")
    run_day(office.session)
    assert verify(office.session.conn) == []
