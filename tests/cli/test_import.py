"""Reading files in: what is told, and what is told only once."""

import re
import sys
from pathlib import Path

import pytest

from caseconsole.intake.writing import STEP
from tests.casework.stores import session
from tests.cli.conftest import Outcome, Run

HEADER = "contractnummer;soort;bedrag;boekdatum;geheim"


@pytest.fixture
def bring(run: Run, path: Path, tmp_path: Path) -> Run:
    """Imports ledger lines, in the demo store's own lease, as the administrator."""

    def bring(*lines: str, keep: bool = False) -> Outcome:
        file = tmp_path / "boek.csv"
        file.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
        keeping = ["--keep-good"] if keep else []
        return run("--store", path, "--as", "beheer", "import", file, *keeping)

    return bring


def good(path: Path) -> str:
    opened = session(path)
    reference, day = opened.conn.execute(
        "SELECT reference, (SELECT demo_day FROM association) FROM lease ORDER BY id"
    ).fetchone()
    opened.close()
    return f"{reference};betaling;1,00;{day};"


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Stderr is one."""
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)


@pytest.mark.usefixtures("terminal")
def test_many_faults_alike_are_told_as_a_few_and_the_lines_of_the_others(
    bring: Run, path: Path
) -> None:
    unknown = [f"NIET-{n};betaling;1,00;01-10-2026;" for n in range(30)]
    outcome = bring(*unknown[:10], good(path), unknown[10], good(path), *unknown[11:])
    told = [line for line in outcome.err.splitlines() if "Lease “NIET-" in line]
    assert (outcome.code, len(told)) == (1, 5)
    assert "boek.csv: … and 25 more lines with the same fault: 7–11, 13, 15–33\n" in outcome.err
    assert "30 faults" in outcome.err


@pytest.mark.usefixtures("terminal")
def test_lines_too_scattered_to_be_named_are_counted(bring: Run, path: Path) -> None:
    unknown = [f"NIET-{n};betaling;1,00;01-10-2026;" for n in range(30)]
    outcome = bring(*[line for one in unknown for line in (one, good(path))])
    (more,) = (line for line in outcome.err.splitlines() if "25 more lines" in line)
    assert ": 12, 14, " in more
    assert ", 48, 50 and 5 more. " in more


@pytest.mark.usefixtures("terminal")
def test_a_bar_shows_how_far_an_import_is_also_where_every_line_is_wrong(bring: Run) -> None:
    outcome = bring(*["NIET;betaling;1,00;01-10-2026;"] * 2 * STEP)
    assert [found for found in (" 25 %", " 50 %") if found in outcome.err] == [" 25 %", " 50 %"]


def test_a_file_of_faults_has_every_one(bring: Run) -> None:
    """Where nobody sits at a terminal."""
    outcome = bring(*[f"NIET-{n};betaling;1,00;01-10-2026;" for n in range(30)])
    lines = [int(found) for found in re.findall(r"boek.csv, line (\d+)", outcome.err)]
    assert lines == [*range(1, 32)]
    assert "…" not in outcome.err


@pytest.mark.usefixtures("terminal")
def test_the_faults_of_a_file_are_told_in_the_order_of_its_lines(bring: Run, path: Path) -> None:
    other = good(path).replace("1,00", "veel")
    unknown = [f"NIET-{n};betaling;1,00;01-10-2026;" for n in range(8)]
    outcome = bring(unknown[0], other, *unknown[1:6], other, *unknown[6:])
    lines = [int(found) for found in re.findall(r"boek.csv, line (\d+)", outcome.err)]
    assert lines == [1, 2, 3, 4, 5, 6, 7, 9]
    more = next(n for n, line in enumerate(outcome.err.splitlines()) if "3 more lines" in line)
    assert "“NIET-4”" in outcome.err.splitlines()[more - 1]


def test_columns_that_are_not_read_and_a_file_read_before_are_told(bring: Run, path: Path) -> None:
    outcome = bring(good(path))
    assert "The column geheim is not read" in outcome.err
    assert outcome.out.startswith("1 file read: 1 new")
    assert "taken in whole before" in bring(good(path)).err


def test_good_lines_are_kept_when_asked(bring: Run, path: Path) -> None:
    outcome = bring("NIET;betaling;1,00;01-10-2026;", good(path), keep=True)
    assert outcome.code == 0
    assert "1 new" in outcome.out
    assert "1 fault passed over" in outcome.err


@pytest.mark.parametrize("keep", [[], ["--keep-good"]])
def test_a_path_without_a_file_is_told_as_it_was_typed(
    run: Run, path: Path, keep: list[str]
) -> None:
    outcome = run("--store", path, "--as", "beheer", "import", "/nonexist/in.csv", *keep)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("/nonexist/in.csv: ")
    assert "--keep-good" not in outcome.err


def test_import_and_due_say_why_calls_wait(run: Run, tmp_path: Path, path: Path) -> None:
    """Until a ledger was read in; the worklist is empty because of it."""
    opened = session(path)
    opened.conn.set_authorizer(None)
    opened.conn.execute("UPDATE ledger_file SET complete_through = '2020-01-01'")
    opened.close()
    file = tmp_path / "huren.csv"
    file.write_text("contractnummer;vanaf;bedrag\n", encoding="utf-8")
    outcome = run("--store", path, "--as", "beheer", "import", file)
    assert "Payments are known through" in outcome.out
    assert "Payments are known through" in run("--store", path, "due", "--limit", "lang:uk").out
