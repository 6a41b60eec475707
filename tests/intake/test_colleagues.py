"""Colleagues that come and go: an administrator stays, and the work goes to who is there."""

from datetime import timedelta

import pytest

from caseconsole.casework.day import needs_day, run_day
from caseconsole.store import read
from tests.casework.stores import start
from tests.intake.offices import LEDGER, PEOPLE, TODAY, Office, ids

COLUMNS = "inlognaam;naam;talen;team;rol;tot"
ROUTED = "SELECT for_login, interpreter FROM due WHERE case_file = 1 AND lead = 1"


def staff(office: Office) -> list[tuple[str, str]]:
    return office.rows("SELECT login, role FROM caseworker ORDER BY id")


@pytest.mark.parametrize("row", ["beheer;Ik;nl;;medewerker;", "beheer;Ik;nl;;beheerder;02-11-2026",
                                 "beheer;Ik;nl;;beheerder;31-12-2027"])  # fmt: skip
def test_the_last_administrator_does_not_go(office: Office, row: str) -> None:
    """Nobody could bring in another one; with the good rows kept, the others come in."""
    content = f"{COLUMNS}\nanna;Anna;nl;noord;medewerker;\n{row}\n"
    assert ids(office.bring(content)) == [(3, "import.last_administrator")]
    assert staff(office) == [("beheer", "administrator")]
    assert ids(office.bring(content, keep_good=True)) == [(3, "import.last_administrator")]
    assert staff(office) == [("beheer", "administrator"), ("anna", "caseworker")]


def test_an_administrator_goes_once_there_is_another(office: Office) -> None:
    """Also in the same file, and also when it is who brings it."""
    office.bring(LEDGER)
    run_day(office.session)
    content = f"{COLUMNS}\nbeheer;Ik;nl;;controleur;\nanna;Anna;nl;noord;beheerder;\n"
    assert ids(office.bring(content)) == []
    assert staff(office) == [("beheer", "auditor"), ("anna", "administrator")]


def test_the_work_goes_to_who_speaks_the_language_from_the_import_on(office: Office) -> None:
    """R05: a colleague who comes or goes is news for every file, once the day has been run."""
    office.bring(PEOPLE.replace("tr nl", "tr"))
    office.bring(LEDGER)
    run_day(office.session)
    assert office.rows(ROUTED) == [("", 1)]
    hana = f"{COLUMNS}\nhana;Hana;nl tr;noord;medewerker;"
    assert office.bring(f"{hana}\n").cases > 0
    assert office.rows(ROUTED) == [("hana", 0)]
    assert office.bring(f"{hana}\n").cases == 0
    office.bring(f"{hana}02-11-2026\n")
    assert office.rows(ROUTED) == [("", 1)]


def test_an_import_that_breaks_off_after_colleagues_leaves_the_day_to_be_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next session works the day out."""
    office.bring(LEDGER)
    run_day(office.session)
    monkeypatch.setattr("caseconsole.intake.run.catch_up", lambda session: 0)
    assert not needs_day(office.session)
    office.bring(f"{COLUMNS}\nhana;Hana;nl tr;noord;medewerker;\n")
    assert needs_day(office.session)
    assert read.day_run(office.session.conn, TODAY) is not None
    run_day(office.session)
    assert not needs_day(office.session)


@pytest.mark.parametrize("ran", [True, False])
def test_an_import_with_the_clock_set_back_is_told_and_followed_when_the_day_comes(
    office: Office, *, ran: bool
) -> None:
    """Whether or not the day by the clock was run; what is due on the later one stays."""
    office.bring(PEOPLE.replace("tr nl", "tr"))
    office.bring(LEDGER)
    here, behind = office.session, start(office.session.store, "beheer", TODAY - timedelta(days=1))
    if ran:
        run_day(behind)
    run_day(here)
    due = office.rows("SELECT * FROM due")
    office.session = behind
    report = office.bring(f"{COLUMNS}\nhana;Hana;nl tr;noord;medewerker;\n")
    assert (report.added, report.cases, report.problems) == (1, 0, [])
    assert office.rows("SELECT * FROM due") == due
    assert needs_day(here)
    run_day(here)
    assert not needs_day(here)
    assert office.rows(ROUTED) == [("hana", 0)]


def test_people_brought_with_the_clock_set_back_are_followed_when_the_day_comes(
    office: Office,
) -> None:
    """A file is not judged by a day before the one by which the others are."""
    office.bring(LEDGER)
    here = office.session
    run_day(here)
    assert office.rows(ROUTED) == [("", 0)]
    office.session = start(here.store, "beheer", TODAY - timedelta(days=1))
    assert office.bring(PEOPLE.replace("tr nl", "tr")).cases == 0
    assert office.rows(ROUTED) == [("", 0)]
    assert needs_day(here)
    run_day(here)
    assert office.rows(ROUTED) == [("", 1)]
