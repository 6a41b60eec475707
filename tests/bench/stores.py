"""The stores of the bench: made once by the ordinary means and kept; work is done on copies."""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from caseconsole.casework.init import init
from caseconsole.casework.session import open_session
from caseconsole.domain.kinds import runs
from caseconsole.domain.obligations import obligations
from caseconsole.intake.demo.build import ADMINISTRATOR
from caseconsole.intake.demo.files import write_files
from caseconsole.intake.run import import_files
from caseconsole.process.agreements.bound import AHEAD
from caseconsole.store import read
from caseconsole.store.sqlite import open_store
from tests.bench.morning import work_and_pay

DEMO_DAY = date(2026, 11, 3)
SMALL = 1_000
"""How many cases the store has with which the large one is compared."""
CASES, AGREEMENTS, OBLIGATIONS = 100_000, 5_000, 100_000
"""The figures hold with so many running agreements and obligations in so many cases."""
JOURNAL_ROWS = 1_000_000
LEDGER_LINES = 1_000_000
LEDGER = "huurboek.csv"
LOGIN = "anna"
_DB = Path(__file__).parents[2] / "db"


@dataclass(frozen=True)
class Stores:
    """A folder of stores and files."""

    folder: Path
    cases: int

    @cached_property
    def large(self) -> Path:
        """The demo store of all cases, with its share of agreements in view of the day."""
        path = self._demo(self.cases)
        require_share(path, self.cases)
        return path

    @cached_property
    def small(self) -> Path:
        """A demo store of `SMALL` cases."""
        return self._demo(SMALL)

    @cached_property
    def long_journal(self) -> Path:
        """The large store with `JOURNAL_ROWS` more journal rows, spread over its cases."""
        path = self.folder / f"journal-{self.cases}.db"
        if not path.exists():
            beside = Path(shutil.copy(self.large, path.with_suffix(".new")))
            _lengthen_journal(beside)
            beside.rename(path)
        return path

    @cached_property
    def fresh(self) -> Path:
        """The large store of which nothing was worked out yet."""
        path = self.folder / f"fresh-{self.cases}.db"
        if not path.exists():
            beside = Path(shutil.copy(self.large, path.with_suffix(".new")))
            with closing(open_store(beside)) as store, store.transaction():
                for table in ("day_run", "standing", "due"):
                    store.conn.execute(f"DELETE FROM {table}")
            beside.rename(path)
        return path

    @cached_property
    def morning(self) -> Path:
        """The large store a day later: people have called, and the bank was read.

        Made anew each time: a day that another version of the program assessed is assessed again.
        """
        path = self.copy(self.large, "morning")
        work_and_pay(path, LOGIN, ADMINISTRATOR)
        return path

    @cached_property
    def files(self) -> Path:
        """The files of the large store, the ledger cut to `LEDGER_LINES`."""
        folder = self.folder / f"files-{self.cases}"
        if not folder.exists():
            beside = folder.with_suffix(".new")
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            write_files(beside, self.cases, DEMO_DAY)
            whole = beside / "whole.csv"
            (beside / LEDGER).rename(whole)
            with whole.open("rb") as source, (beside / LEDGER).open("wb") as cut:
                cut.writelines(islice(source, LEDGER_LINES + 1))
            whole.unlink()
            beside.rename(folder)
        return folder

    @cached_property
    def without_ledger(self) -> Path:
        """A store with the leases and people of the files, before any ledger was read."""
        path = self.folder / f"leases-{self.cases}.db"
        if not path.exists():
            beside = path.with_suffix(".new")
            remove(beside)
            init(beside, "Woonstichting Waterrijk", demo_day=DEMO_DAY, login=ADMINISTRATOR)
            with closing(open_session(beside, ADMINISTRATOR)) as session:
                found = sorted(file for file in self.files.iterdir() if file.name != LEDGER)
                import_files(found, session, keep_good=True)
            beside.rename(path)
        return path

    def copy(self, store: Path, name: str) -> Path:
        """A copy to be written to, on the disk, so that nobody waits for it later."""
        path = self.folder / f"work-{name}.db"
        remove(path)
        shutil.copy(store, path)
        with path.open("rb+") as copied:
            os.fsync(copied.fileno())
        return path

    def _demo(self, cases: int) -> Path:
        path = self.folder / f"demo-{cases}.db"
        if not path.exists():
            subprocess.run(
                [
                    sys.executable, "-m", "caseconsole", "demo", "--cases", str(cases), "--today",
                    DEMO_DAY.isoformat(), "--build-only", "--store", str(path),
                ],
                check=True,
            )  # fmt: skip
        return path


def stores(folder: Path | None, cases: int) -> Stores:
    """The stores in a folder, apart for other migrations or another policy.

    Args:
        folder: None is a new one, which stays.
    """
    chosen = folder or Path(mkdtemp(prefix="caseconsole-bench-"))
    rest_on = [*_DB.glob("migrations/*.sql"), *_DB.glob("policy/**/*.toml")]
    made = b"".join(path.read_bytes() for path in sorted(rest_on))
    own = chosen / hashlib.sha256(made).hexdigest()[:8]
    own.mkdir(parents=True, exist_ok=True)
    return Stores(own, cases)


def require_share(path: Path, cases: int) -> None:
    """Count what runs in a store, and what it asks in view of the day: no less than its share."""
    agreements, asked = in_view(path)
    assert agreements * CASES >= AGREEMENTS * cases, f"{agreements} agreements run"
    assert asked * CASES >= OBLIGATIONS * cases, f"{asked} obligations are in view"


def in_view(path: Path) -> tuple[int, int]:
    """How many agreements run in a store, and how many obligations of them the day looks at."""
    agreements = asked = 0
    with closing(open_store(path, write=False)) as store:
        found = store.conn.execute("SELECT DISTINCT case_file FROM agreement ORDER BY case_file")
        cases = [row[0] for row in found.fetchall()]
        for file in read.case_files(store.conn, cases, DEMO_DAY):
            for one in filter(runs, file.agreements):
                agreements += 1
                asked += len(obligations(one, DEMO_DAY, DEMO_DAY + AHEAD, paid=file.paid))
    return agreements, asked


def remove(path: Path) -> None:
    """Remove a store with what lies beside it."""
    for tail in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _lengthen_journal(path: Path) -> None:
    """Add journal rows; what they hold is not looked at by what the bench measures."""
    store = open_store(path)
    with store.transaction():
        head = store.conn.execute("SELECT max(seq) FROM journal").fetchone()[0]
        cases = [row[0] for row in store.conn.execute("SELECT id FROM case_file").fetchall()]
        added = range(head + 1, head + JOURNAL_ROWS + 1)
        store.conn.executemany(
            "INSERT INTO journal (seq, at, actor, kind, case_file, change_id, policy, content_hash,"
            " chain) VALUES (?, 0, 'anna', 'note', ?, ?, '', x'00', x'00')",
            ((seq, cases[seq % len(cases)], f"bench-{seq}") for seq in added),
        )
        store.conn.executemany(
            "INSERT INTO journal_content (seq, salt, payload, images)"
            " VALUES (?, x'00', '{\"text\": \"Gebeld.\"}', '[]')",
            ((seq,) for seq in added),
        )
    store.close()
