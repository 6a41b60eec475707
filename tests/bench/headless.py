"""The verbs without a screen: version, list, day, import."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from math import inf
from pathlib import Path
from statistics import quantiles

from caseconsole.casework.session import open_session
from caseconsole.store.sqlite import Row, open_store
from tests.bench import watch
from tests.bench.figures import Figure, interleaved
from tests.bench.setting import Setting
from tests.bench.stores import LEDGER, LOGIN, remove

PYTHON = (sys.executable, "-c", "pass")
COLLEAGUE = (sys.executable, "-m", "tests.bench.colleague")
AGGREGATE = "SELECT lease, sum(cents), min(due_on) FROM ledger_entry GROUP BY lease"


def verb(*arguments: str) -> tuple[str, ...]:
    """The command line of a verb."""
    return (str(Path(sys.executable).with_name("caseconsole")), *arguments)


def verbs(setting: Setting) -> Iterator[Figure]:
    """What a verb costs to start, against an interpreter that does nothing."""
    large = str(setting.stores.large)
    list_ = verb("due", "--store", large, "--as", LOGIN)
    bare, version, due, limited, every = interleaved(
        setting.runs * 3,
        [
            lambda: watch.program_seconds(*PYTHON),
            lambda: watch.program_seconds(*verb("--version")),
            lambda: watch.program_seconds(*list_),
            lambda: watch.program_seconds(*list_, "--limit", "lang:tr arrears>6m"),
            lambda: watch.program_seconds(*list_, "--all"),
        ],
    )
    yield Figure("--version / python -c pass", 3, version / bare, "x")
    yield Figure("due / python -c pass", 6, due / bare, "x")
    yield Figure("due within a limit / python -c pass", 6, limited / bare, "x")
    yield Figure("due --all, thousands of rows / python -c pass", inf, every / bare, "x")


def day(setting: Setting) -> Iterator[Figure]:
    """The run of a working morning and that over a store of which nothing is known, and one more.

    Of a morning only those files are looked at in which something may have come to differ.
    """
    stores = setting.stores
    aggregate, morning, first = interleaved(
        setting.runs,
        [
            lambda: _aggregate(stores.large),
            lambda: _day(stores.copy(stores.morning, "day")),
            lambda: _day(stores.copy(stores.fresh, "day")),
        ],
    )
    yield Figure("day, a working morning / SQL aggregate", 4, morning / aggregate, "x")
    yield Figure("day, nothing known before / SQL aggregate", 4, first / aggregate, "x")
    path = stores.copy(stores.morning, "day")
    _day(path)
    yield Figure("rows written by a second run", 0, rows_of_second_run(path), "rows", exact=True)


def _day(path: Path) -> float:
    return watch.program_seconds(*verb("day", "--store", str(path), "--as", LOGIN))


def _aggregate(path: Path) -> float:
    with closing(open_store(path, write=False)) as store:
        begun = time.perf_counter()
        store.conn.execute(AGGREGATE).fetchall()
        return time.perf_counter() - begun


def rows_of_second_run(path: Path) -> int:
    """How many rows a run of the day writes into a store in which it has been run."""
    from caseconsole.casework.day import run_day

    with closing(open_session(path, LOGIN)) as session:
        before = session.conn.total_changes
        run_day(session)
        return session.conn.total_changes - before


def bring(setting: Setting) -> Iterator[Figure]:
    """A ledger of a million lines, read in while a colleague records notes."""
    stores = setting.stores
    waits: list[float] = []

    def imported() -> float:
        path = stores.copy(stores.without_ledger, "import")
        with subprocess.Popen([*COLLEAGUE, str(path)], stdin=-1, stdout=-1, text=True) as colleague:
            assert colleague.stdout is not None
            colleague.stdout.readline()
            seconds = watch.program_seconds(
                *verb("import", "--store", str(path), "--as", "beheer", str(stores.files / LEDGER))
            )
            waits.extend(map(float, colleague.communicate("")[0].split()))
        return seconds

    imported()
    ddl, rows = _ledger(stores.folder / "work-import.db")
    beside = stores.folder / "work-plain.db"
    plain, ours = interleaved(setting.runs, [lambda: _plain_insert(beside, ddl, rows), imported])
    yield Figure(f"import of {len(rows):,} lines / executemany", 4, ours / plain, "x")
    p99 = quantiles(waits, n=100)[98] * 1000
    yield Figure(f"p99 of {len(waits)} commits meanwhile", 100, p99, "ms")


def _ledger(path: Path) -> tuple[list[str], list[Row]]:
    """The statements that make the ledger of a store, and its rows."""
    with closing(open_store(path, write=False)) as store:
        made = store.conn.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'ledger_entry'"
            " AND type IN ('table', 'index')"
        ).fetchall()
        rows = store.conn.execute("SELECT * FROM ledger_entry").fetchall()
    return [row[0] for row in made], rows


def _plain_insert(path: Path, ddl: list[str], rows: list[Row]) -> float:
    """Seconds that a plain `executemany` of these rows takes, into the same table alone."""
    from caseconsole.store.sqlite import sqlite  # type: ignore[attr-defined]

    remove(path)
    with closing(sqlite.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        for statement in ddl:
            conn.execute(statement)
        marks = ", ".join("?" * len(rows[0]))
        begun = time.perf_counter()
        with conn:
            conn.executemany(f"INSERT INTO ledger_entry VALUES ({marks})", rows)
        return time.perf_counter() - begun
