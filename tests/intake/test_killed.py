"""An import that is broken off leaves no lease half in, and goes on when it is run again."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.changes import OpenFile
from caseconsole.intake.run import import_files
from caseconsole.store.verify import verify
from tests.casework.writer_process import end, record_until_killed, require_whole, start
from tests.intake.killed_process import import_until_killed
from tests.intake.offices import LEDGER_HEADER, Office

LEASES, LINES = 120, 20
"""Leases and lines of each: five chunks."""
COUNT = "SELECT count(*) FROM ledger_entry"
STAFF = """inlognaam;naam;talen;team;rol
anna;Anna;nl;noord;medewerker
bram;Bram;nl;noord;medewerker
"""


@pytest.fixture
def busy_office(tmp_path: Path) -> Office:
    """An association with many leases and a ledger file in the order of days."""
    office = Office(tmp_path)
    leases = "".join(
        f"HO-{n};01-02-2020;Zilvermosstraat {n};7900 SA;Brinkerveen\n" for n in range(LEASES)
    )
    office.bring(f"contractnummer;ingangsdatum;adres;postcode;plaats\n{leases}")
    lines = "".join(
        f"{'' if n % 3 else f'R{n}'};HO-{lease};betaling;1,00;{n + 1:02}-10-2026;;Huur\n"
        for n in range(LINES)
        for lease in range(LEASES)
    )
    office.write("huurboek.csv", f"{LEDGER_HEADER}\n{lines}")
    return office


@pytest.mark.parametrize("where", ["between", "inside"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_killing_an_import_leaves_no_lease_half_in(
    busy_office: Office, where: str, count: int
) -> None:
    """Every lease has all its lines or none; run again, all have all, once."""
    file = busy_office.folder / "huurboek.csv"
    given = (str(busy_office.path), str(file), where, str(count))
    command = [sys.executable, "-m", "tests.intake.killed_process", *given]
    done = subprocess.run(command, timeout=60, check=False)
    assert done.returncode == -9
    counts = busy_office.rows("SELECT count(*) FROM ledger_entry GROUP BY lease")
    assert {found for (found,) in counts} <= {LINES}
    assert count <= len(counts) * LINES // 500 + 1 < 6
    assert busy_office.rows("SELECT * FROM ledger_file") == []
    report = busy_office.bring(file.read_bytes(), "huurboek.csv")
    assert report.added == (LEASES - len(counts)) * LINES
    assert report.unchanged == len(counts) * LINES
    counts = busy_office.rows("SELECT count(*) FROM ledger_entry GROUP BY lease")
    assert counts == [(LINES,)] * LEASES
    assert verify(busy_office.session.conn) == []
    before = busy_office.state()
    busy_office.bring(file.read_bytes(), "huurboek.csv")
    assert busy_office.state() == before


def test_imports_killed_at_random_while_two_people_work_lose_nothing(busy_office: Office) -> None:
    """No lease is ever half in, no acknowledged change is lost, and at last all lines are there."""
    path, file = busy_office.path, busy_office.folder / "huurboek.csv"
    busy_office.bring(STAFF)
    with closing(open_session(path, "anna")) as anna:
        for lease in range(1, 20):
            record(OpenFile(lease=lease, why="Belt."), session=anna)
    said = {login: busy_office.folder / f"acknowledged-{login}" for login in ("anna", "bram")}
    running = [start(record_until_killed, path, said[login], login) for login in said]
    rnd, counts = Random(7), [0]
    try:
        while counts[-1] < LEASES and len(counts) < 6:
            one = start(import_until_killed, path, file)
            while one.is_alive() and busy_office.one(COUNT) == counts[-1] * LINES:
                sleep(0.001)
            sleep(rnd.uniform(0, 0.04))
            end(one)
            found = busy_office.rows("SELECT count(*) FROM ledger_entry GROUP BY lease")
            assert {lines for (lines,) in found} <= {LINES}
            counts.append(len(found))
        report = busy_office.bring(file.read_bytes(), "huurboek.csv")
    finally:
        for process in running:
            end(process)
    assert counts == sorted(counts)
    assert report.problems == []
    assert busy_office.rows("SELECT count(*) FROM ledger_entry GROUP BY lease") == (
        [(LINES,)] * LEASES
    )
    assert require_whole(busy_office.session.conn, said.values())


def test_a_chunk_holds_whole_leases_and_about_five_hundred_lines(busy_office: Office) -> None:
    """Small enough for colleagues who record a call meanwhile."""
    first = busy_office.one("SELECT max(seq) FROM journal")
    busy_office.bring((busy_office.folder / "huurboek.csv").read_bytes(), "huurboek.csv")
    added = busy_office.rows(
        "SELECT payload ->> '$.added' FROM journal_content"
        f" WHERE seq > {first} AND payload ->> '$.added' IS NOT NULL"
    )
    assert [count for (count,) in added] == [500] * 4 + [400]


@pytest.mark.parametrize("where", ["between", "inside"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_killing_an_import_of_a_folder_shows_no_lease_without_its_tenants(
    tmp_path: Path, where: str, count: int
) -> None:
    """People and parties come with their lease; run again, all is there as if never broken off."""
    office = Office(tmp_path)
    folder = tmp_path / "uitvoer"
    folder.mkdir()
    rows: dict[str, list[str]] = {
        "a_partijen": ["contractnummer;huurdernummer;rol;vanaf"],
        "b_huren": ["contractnummer;vanaf;bedrag"],
        "c_contracten": ["contractnummer;ingangsdatum;adres;postcode;plaats"],
        "d_huurders": ["huurdernummer;voorletters;achternaam"],
        "e_huurboek": [LEDGER_HEADER],
    }
    for n in range(600):
        rows["a_partijen"].append(f"HO-{n};H-{n - n % 2};huurder;01-02-2020")
        rows["b_huren"].append(f"HO-{n};01-02-2020;500,00")
        rows["c_contracten"].append(f"HO-{n};01-02-2020;Lisdoddekade {n};7900 SA;Brinkerveen")
        rows["d_huurders"].append(f"H-{n};A.;Bewoner")
        rows["e_huurboek"].append(f"R{n};HO-{n};betaling;1,00;01-10-2026;;Huur")
    for name, lines in rows.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = (str(office.path), str(folder), where, str(count))
    command = [sys.executable, "-m", "tests.intake.killed_process", *given]
    assert subprocess.run(command, timeout=60, check=False).returncode == -9
    whole = (
        "SELECT count(*) FROM lease l WHERE EXISTS (SELECT 1 FROM rent r WHERE r.lease = l.id)"
        " AND EXISTS (SELECT 1 FROM lease_party p WHERE p.lease = l.id)"
        " AND EXISTS (SELECT 1 FROM lease_search WHERE rowid = l.id)"
    )
    assert office.one(whole) == office.one("SELECT count(*) FROM lease") < 600
    report = import_files([folder], office.session)
    assert (report.problems, office.one(whole)) == ([], 600)
    assert office.one("SELECT count(*) FROM person") == 600
    before = office.state()
    assert import_files([folder], office.session).added == 0
    assert office.state() == before
    assert verify(office.session.conn) == []
