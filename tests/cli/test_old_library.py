"""Below SQLite 3.51.3: the program works, without WAL, and says so."""

import subprocess
import sys
from pathlib import Path

from caseconsole.files import db_files
from tests.store.test_sqlite import WITHOUT_PYSQLITE

MORNING = """
from pathlib import Path
from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.cli import main
from caseconsole.domain.changes import AddNote
from caseconsole.store import read, sqlite
from tests.store.test_guard import ATTACKS

sqlite.FLOOR = (99, 0, 0)
path, files = sys.argv[1:]


def run(*words):
    sys.stderr.write(f"> {words[0]}\\n")
    assert main(["--lang", "en", "--store", path, *words]) == 0, words


run("demo", "--build-only", "--cases", "5", "--today", "2026-12-31")
run("due", "--limit", "owner:me")
session = open_session(Path(path), "anna")
case = session.conn.execute("SELECT min(id) FROM case_file").fetchone()[0]
record(AddNote(case=case, text="Belt morgen terug."), session=session)
for sql in ATTACKS.values():
    try:
        session.conn.execute(sql)
    except sqlite.Error:
        continue
    raise AssertionError(sql)
number = read.case_file(session.conn, case, session.clock.now().today).number
session.close()
run("show", number)
run("day", "--on", "2027-01-04")
run("import", "--as", "beheer", files)
run("check", "--as", "beheer")
"""


def test_a_morning_goes_its_way_guarded_and_each_verb_says_once_what_is_slower(
    tmp_path: Path,
) -> None:
    arguments = [str(path) for path in (tmp_path / "demo.db", db_files() / "demo")]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYSQLITE + MORNING, *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    verbs = done.stderr.split("> ")[1:]
    assert [verb.count("is older than 3.51.3") for verb in verbs] == [1] * 6
