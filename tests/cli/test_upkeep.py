"""Making a store and keeping it sound."""

import stat
from pathlib import Path

from tests.casework.stores import session
from tests.cli.conftest import Run


def test_a_new_store_is_its_owners_alone_and_never_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert run("--store", path, "init", "--name", "Woonstichting Dijk").code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("--store", path, "init", "--name", "Woonstichting Dijk").code == 1
    assert run("--store", path, "check").code == 0
    assert run("--store", path, "migrate").code == 0


def test_an_unknown_zone_is_refused(run: Run, tmp_path: Path) -> None:
    outcome = run("--store", tmp_path / "new.db", "init", "--name", "D", "--zone", "Mars/Olympus")
    assert outcome.code == 1
    assert "Mars/Olympus" in outcome.err


def test_only_a_demo_store_can_be_played_by_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    run("--store", path, "init", "--name", "Dijk")
    assert run("--store", path, "--as", "anna", "due").code == 1


def test_what_is_derived_can_be_rebuilt(run: Run, path: Path) -> None:
    before = run("--store", path, "due", "--json").out
    assert run("--store", path, "--as", "beheer", "rebuild").code == 0
    assert run("--store", path, "due", "--json").out == before


def test_a_row_changed_behind_the_journal_is_found(run: Run, path: Path) -> None:
    assert run("--store", path, "--as", "beheer", "check").code == 0
    opened = session(path)
    opened.conn.set_authorizer(None)
    opened.conn.execute("UPDATE person SET surname = 'Anders' WHERE id = 1")
    opened.close()
    outcome = run("--store", path, "--as", "beheer", "check")
    assert outcome.code == 1
    assert "person" in outcome.out
    assert "Anders" not in outcome.out
