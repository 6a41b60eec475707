"""What is no store, and what may not be seen: one sentence each, and nothing is touched."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CAPABILITIES = 0x20080522
BEYOND_RIGHTS = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root into every folder."""


@contextmanager
def closed(folder: Path, rights: int = 0) -> Iterator[None]:
    """Let this process have no more right on a folder or file, also where root runs it."""
    before = mode(folder)
    folder.chmod(rights)
    kept = capabilities()
    if kept is not None:
        set_capabilities([kept[0] & ~BEYOND_RIGHTS, *kept[1:]])
    try:
        yield
    finally:
        if kept is not None:
            set_capabilities(kept)
        folder.chmod(before)


def capabilities() -> list[int] | None:
    """What this thread may do beyond rights; None where it is not root."""
    if os.geteuid():
        return None
    found = (ctypes.c_uint32 * 6)()
    head = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    assert ctypes.CDLL(None).capget(head, found) == 0
    return list(found)


def set_capabilities(wanted: list[int]) -> None:
    head = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    assert ctypes.CDLL(None).capset(head, (ctypes.c_uint32 * 6)(*wanted)) == 0


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(
    "verb", [("due",), ("migrate",), ("demo", "--build-only"), ("demo", "--today", "2026-11-03")]
)
def test_a_folder_is_no_store_and_keeps_its_rights(
    run: Run, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    folder = tmp_path / "dd"
    folder.mkdir()
    folder.chmod(0o755)
    outcome = run(*verb, "--store", folder)
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert "is a folder" in outcome.err
    assert mode(folder) == 0o755


def test_a_file_of_something_else_keeps_its_rights(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("contractnummer;soort\n" * 100)
    file.chmod(0o664)
    for verb in (("due",), ("migrate",), ("demo", "--build-only")):
        outcome = run(*verb, "--store", file)
        assert outcome.code == 1
        assert "is not a case store" in outcome.err
    assert mode(file) == 0o664


VERBS = {
    "due": (),
    "console": (),
    "check": (),
    "migrate": (),
    "demo": ("--build-only",),
    "init": ("--name", "x"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_store_that_may_not_be_seen_gives_one_sentence(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """In a folder without a right, at a name that no file can have, and below a file."""
    monkeypatch.setattr("caseconsole.tui.start.unfit_terminal", lambda: None)
    for place in (path, path.with_name("n" * 5_000), path / "below.db"):
        with closed(path.parent):
            outcome = run(verb, *VERBS[verb], "--store", place)
        assert (outcome.code, outcome.err.count("\n")) == (1, 1)
        assert str(place)[:200] in outcome.err
        assert outcome.err.endswith(".\n")
        assert len(outcome.err) < 1_000
        assert "stopped" not in outcome.err
        if place != path:
            assert run(verb, *VERBS[verb], "--store", place).code == 1


@pytest.mark.parametrize("home", ["closed", "/dev/null"])
def test_a_demo_that_has_nowhere_to_lie_names_the_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / home))
    with closed(folder):
        outcome = run("demo", "--build-only")
    assert outcome.code == 1
    assert outcome.err.startswith(f"{tmp_path / home}/caseconsole/demo.db cannot be made.")


@pytest.mark.parametrize("locked", ["the store", "its folder, a log beside it"])
def test_a_demo_that_may_not_be_written_over_is_not_said_to_be_open(
    run: Run, path: Path, locked: str
) -> None:
    """Nobody has it open: what is missing is a right."""
    if locked == "the store":
        place, rights = path, 0o400
    else:
        place, rights = path.parent, 0o500
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).touch()
    with closed(place, rights):
        outcome = run("demo", "--build-only", "--today", "2026-11-03", "--store", path)
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert str(path) in outcome.err
    assert "still open" not in outcome.err


def test_a_demo_that_cannot_be_built_is_called_as_it_was_asked_for(
    run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "none" / "x.db"
    outcome = run("demo", "--store", place)
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert outcome.err.startswith(f"{place} cannot be made.")


def test_files_that_may_not_be_seen_are_named(run: Run, path: Path, tmp_path: Path) -> None:
    """A file in a folder without a right, the folder itself, and a name that is too long."""
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "in.csv").touch()
    for place, said in (
        (locked / "in.csv", "This file cannot be read."),
        (locked, "This folder cannot be read."),
        (locked / ("n" * 5_000), "This file cannot be read."),
    ):
        with closed(locked):
            outcome = run("import", "--store", path, "--as", "beheer", place)
        assert outcome.code == 1
        assert said in outcome.err


def test_values_of_an_association_that_may_not_be_read_are_named(run: Run, path: Path) -> None:
    folder = path.with_suffix(".policy")
    folder.mkdir()
    with closed(folder):
        outcome = run("day", "--store", path)
    assert outcome.code == 1
    assert "case.policy" in outcome.err
