"""Making a store and keeping it sound."""

import stat
from contextlib import closing
from pathlib import Path

import pytest

from caseconsole.store import migrations
from caseconsole.store.migrations import shipped
from caseconsole.store.sqlite import connect
from tests.casework.stores import session
from tests.cli.conftest import Run
from tests.store.test_migrations import Script


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


def test_a_store_that_no_longer_says_whose_it_is_is_told_to_be_damaged(
    run: Run, path: Path
) -> None:
    with closing(connect(path)) as conn:
        conn.execute("DELETE FROM association")
    for verb in ("check", "due", "migrate"):
        outcome = run("--store", path, verb)
        assert (outcome.code, outcome.err.count("\n")) == (1, 1)
        assert "is damaged" in outcome.err


def test_only_who_may_maintain_a_store_brings_it_up_to_date(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a store of an earlier version, when an auditor asks, then not even a backup is made."""
    path = tmp_path / "new.db"
    run("--store", path, "init", "--name", "Dijk")
    every = (*shipped(), Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;"))
    monkeypatch.setattr(migrations, "shipped", lambda: every)
    for role, code in (("auditor", 1), ("administrator", 0)):
        with closing(connect(path)) as conn:
            conn.execute("UPDATE caseworker SET role = ?", (role,))
        outcome = run("--store", path, "migrate")
        assert outcome.code == code
        assert bool(list(tmp_path.glob("*.backup"))) is not bool(code)
    assert "new.db" in outcome.out


def test_what_is_derived_is_worked_out_again_when_a_store_is_brought_up_to_date(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version may do so otherwise: here it knew of no names and of no arrears."""
    path = tmp_path / "demo.db"
    run("--store", path, "demo", "--cases", "20", "--build-only", "--today", "2026-11-03")
    with closing(connect(path)) as conn:
        table = "SELECT lease, arrears, missed_on FROM standing ORDER BY lease"
        words = "SELECT count(*) FROM lease_search WHERE lease_search MATCH 'a*'"
        known = conn.execute(table).fetchall(), conn.execute(words).fetchall()
        conn.execute("UPDATE standing SET missed_on = NULL, arrears = 1")
        conn.execute("DELETE FROM lease_search")
    every = (*shipped(), Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;"))
    monkeypatch.setattr(migrations, "shipped", lambda: every)
    assert run("--store", path, "--as", "beheer", "migrate").code == 0
    with closing(connect(path)) as conn:
        assert (conn.execute(table).fetchall(), conn.execute(words).fetchall()) == known
