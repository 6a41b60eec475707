"""The demo store: built, kept, built anew, and never in the place of something real."""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.session import open_session
from caseconsole.cli import console
from caseconsole.cli import demo as verb
from caseconsole.files import db_files
from caseconsole.intake.demo import build_demo
from caseconsole.intake.demo.faulty import FAULTY_FOLDER
from caseconsole.store.sqlite import connect
from tests.cli.conftest import Run

DAY = "2026-11-03"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The stores on which the console was opened, instead of opening it."""
    found: list[Path] = []

    def open_console(path: Path, login: str | None, voice: object) -> int:
        found.append(path)
        return 0

    monkeypatch.setattr(console, "open_console", open_console)
    return found


def test_the_demo_is_built_once_and_then_opened_as_it_was_left(
    run: Run, opened: list[Path]
) -> None:
    assert run("demo", "--cases", "20", "--today", DAY).code == 0
    path = verb.own_path()
    assert str(path).startswith(os.environ["XDG_DATA_HOME"])
    built = path.stat().st_ino
    outcome = run("demo")
    assert (outcome.code, outcome.err) == (0, "")
    assert path.stat().st_ino == built
    assert opened == [path, path]
    assert run("demo", "--cases", "20", "--today", "2026-11-04").code == 0
    assert path.stat().st_ino != built


def test_the_same_day_gives_the_same_demo(run: Run, tmp_path: Path) -> None:
    due = []
    for name in ("one.db", "two.db"):
        path = tmp_path / name
        built = run("demo", "--build-only", "--cases", "60", "--today", DAY, "--store", path)
        assert "60 leases" in built.err
        due.append(json.loads(run("due", "--json", "--store", path).out))
    assert due[0] == due[1]
    assert due[0]


def test_a_store_that_is_no_demo_is_never_built_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "real.db"
    run("--store", path, "init", "--name", "Woonstichting Dijk")
    before = path.read_bytes()
    for arguments in (["demo"], ["demo", "--build-only"], ["demo", "--cases", "5"]):
        outcome = run("--store", path, *arguments)
        assert outcome.code == 1
        assert "real.db is not a demo store" in outcome.err
    assert path.read_bytes() == before


def test_files_of_the_demo_can_be_read_in_by_hand(run: Run, tmp_path: Path) -> None:
    """The folders as they are: the faulty one is refused line by line, the other comes in."""
    path = tmp_path / "demo.db"
    run("demo", "--build-only", "--cases", "5", "--today", "2026-12-31", "--store", path)
    bring = ("--store", path, "--as", "beheer", "import")
    folder = Path(str(db_files() / "demo"))
    assert run(*bring, folder).code == 0
    assert " 0 new, 0 updated, 0 corrected" in run(*bring, folder).out

    faulty = folder / FAULTY_FOLDER
    outcome = run(*bring, faulty)
    assert (outcome.code, outcome.out) == (1, "")
    lines = outcome.err.splitlines()
    assert len(lines) > len([*faulty.iterdir()])
    assert all(", line " in line for line in lines[:-1])
    assert "changed nothing" in lines[-1]
    kept = run(*bring, "--keep-good", faulty)
    assert kept.code == 0
    assert "passed over" in kept.err


def test_nothing_to_read_is_a_refusal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    run("demo", "--build-only", "--cases", "5", "--today", DAY, "--store", path)
    for more in ([], ["--keep-good"]):
        outcome = run("--store", path, "--as", "beheer", "import", tmp_path / "no.csv", *more)
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith(f"{tmp_path / 'no.csv'}: ")


@pytest.mark.parametrize("day", ["1990-01-01", "2089-12-31"])
def test_a_demo_can_play_on_the_first_and_the_last_day(run: Run, tmp_path: Path, day: str) -> None:
    path = tmp_path / "demo.db"
    built = run("demo", "--build-only", "--cases", "60", "--today", day, "--store", path)
    assert (built.code, "60 leases" in built.err) == (0, True)
    assert run("due", "--store", path).code == 0


def test_a_demo_of_a_version_that_was_never_released_is_made_anew(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    build = ("demo", "--build-only", "--cases", "5", "--today", DAY, "--store", path)
    assert run(*build).code == 0
    with closing(connect(path)) as conn:
        conn.execute("UPDATE _sqlite_migrations SET name = '0001_store' WHERE id = 1")
    refused = run("due", "--store", path)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "never released" in refused.err
    assert run(*build).code == 0
    assert run("due", "--store", path).code == 0


def test_building_only_leaves_a_demo_that_is_there_as_it_was(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    build = ("demo", "--build-only", "--store", path)
    assert run(*build, "--cases", "5", "--today", DAY).code == 0
    built = path.stat().st_ino
    assert (run(*build).code, path.stat().st_ino) == (0, built)
    assert run(*build, "--cases", "5").code == 0
    assert path.stat().st_ino != built


def test_somebody_whom_the_demo_does_not_know_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    build = ("demo", "--build-only", "--store", path, "--as")
    refused = run(*build, "xyz", "--cases", "5")
    assert (refused.code, refused.out) == (1, "")
    assert "xyz" in refused.err
    assert "anna, beheer, " in refused.err
    assert list(tmp_path.iterdir()) == []
    assert run(*build, "anna", "--cases", "5").code == 0
    built = path.stat().st_ino
    for again in ([], ["--cases", "5"]):
        assert run(*build, "xyz", *again).code == 1
        assert path.stat().st_ino == built


def test_while_a_demo_is_built_another_waits_and_the_first_comes_to_be(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that is broken off leaves nothing behind."""
    path = tmp_path / "demo.db"
    build = ("demo", "--build-only", "--cases", "5", "--today", DAY, "--store", path)
    seen: list[str] = []

    def build_twice(beside: Path, **how: Any) -> None:
        beside.touch()
        seen.append(run(*build).err)
        assert beside.exists()
        beside.unlink()
        build_demo(beside, **how)

    monkeypatch.setattr("caseconsole.intake.demo.build_demo", build_twice)
    assert run(*build).code == 0
    assert [f"A demo store is being built at {path} already" in said for said in seen] == [True]
    assert [file.name for file in tmp_path.iterdir()] == ["demo.db"]

    def break_off(beside: Path, **_: object) -> None:
        beside.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr("caseconsole.intake.demo.build_demo", break_off)
    assert run(*build).code == 130
    assert [file.name for file in tmp_path.iterdir()] == ["demo.db"]


def test_a_demo_that_somebody_has_open_is_not_built_anew(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    build = ("demo", "--build-only", "--cases", "5", "--today", DAY, "--store", path)
    assert run(*build).code == 0
    built = path.stat().st_ino
    with closing(open_session(path, "anna")):
        refused = run(*build)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "still open" in refused.err
        assert path.stat().st_ino == built
        assert run("demo", "--build-only", "--store", path).code == 0
    assert not list(tmp_path.glob("*.new*"))
    assert run(*build).code == 0
    assert path.stat().st_ino != built
