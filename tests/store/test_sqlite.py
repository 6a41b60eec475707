"""Opening a store: settings, refusals, transactions."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from caseconsole.domain.message import Refused
from caseconsole.store import sqlite
from caseconsole.store.place import require_local
from caseconsole.store.sqlite import (
    Store,
    connect,
    create_store,
    held_alone,
    one_state,
    open_store,
    pragma,
)
from caseconsole.store.write import Writer

WITHOUT_PYSQLITE = "import sys; sys.modules['pysqlite3'] = sys.modules['pysqlite3.dbapi2'] = None\n"


def refusal(path: Path, *, write: bool = True) -> str:
    """The id of the refusal to open a store."""
    with pytest.raises(Refused) as refused:
        open_store(path, write=write)
    return refused.value.why.id


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 10_000), ("foreign_keys", 1),
        ("recursive_triggers", 1), ("trusted_schema", 0), ("cell_size_check", 1),
        ("secure_delete", 1), ("mmap_size", 0), ("journal_size_limit", 64 << 20),
    ],
)  # fmt: skip
def test_a_store_is_used_with_safe_settings(
    store: Store, path: Path, name: str, value: object
) -> None:
    conn = connect(path)
    assert (pragma(conn, name) or 0) == value
    conn.close()


def test_a_new_store_and_its_side_files_belong_to_the_owner_only(store: Store, path: Path) -> None:
    with store.transaction():
        Writer(store).update("association", 1, None, name="x")
    files = list(path.parent.iterdir())
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_opening_takes_the_rights_of_others_away(store: Store, path: Path) -> None:
    store.close()
    path.chmod(0o664)
    open_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_in_a_folder_of_a_group_the_group_keeps_what_the_owner_gave_it(
    store: Store, path: Path
) -> None:
    """So colleagues with accounts of their own share a store; others never read it."""
    store.close()
    path.parent.chmod(0o2770)
    for given, kept in ((0o600, 0o600), (0o666, 0o660), (0o640, 0o640)):
        path.chmod(given)
        here = open_store(path)
        with here.transaction():
            Writer(here).update("association", 1, None, name=f"{given}")
        files = [path, *path.parent.glob(f"{path.name}-*")]
        assert len(files) == 3
        assert {file.stat().st_mode & 0o777 for file in files} == {kept}
        here.close()


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.db") == "store.missing"
    assert not (tmp_path / "none.db").exists()


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database at all, " * 100)
    assert refusal(text) == "store.not_a_store"
    other = tmp_path / "other.db"
    other.touch()
    conn = connect(other, new=True)
    conn.execute("CREATE TABLE t (a)")
    conn.close()
    assert refusal(other) == "store.not_a_store"


def test_an_existing_file_is_never_overwritten(store: Store, path: Path) -> None:
    with pytest.raises(Refused, match=r"store\.exists"):
        create_store(path, "x", "Europe/Amsterdam", None, 1)


def test_a_store_that_cannot_be_finished_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite.Error):
        create_store(tmp_path / "s.db", None, "Europe/Amsterdam", None, 1)  # type: ignore[arg-type]
    assert not (tmp_path / "s.db").exists()


def test_a_newer_store_is_read_and_not_written(store: Store, path: Path) -> None:
    conn = connect(path)
    conn.execute("PRAGMA user_version=9999")
    conn.close()
    assert refusal(path) == "store.newer"
    reading = open_store(path, write=False)
    assert reading.conn.execute("SELECT name FROM association").fetchone()
    reading.close()


def test_a_session_notices_that_the_store_was_made_newer(store: Store, path: Path) -> None:
    conn = connect(path)
    conn.execute("PRAGMA user_version=9999")
    conn.close()
    with pytest.raises(Refused, match=r"store\.newer"), store.transaction():
        Writer(store).update("association", 1, None, name="x")


@pytest.mark.parametrize("then", ["nothing", "the same content", "a link to it"])
def test_nothing_is_written_where_the_store_was_replaced_or_removed(
    store: Store, path: Path, then: str
) -> None:
    """It would go into a file that nobody opens any more."""
    beside = path.with_name("beside.db")
    if then == "the same content":
        shutil.copy(path, beside)
        beside.rename(path)
    else:
        path.rename(beside)
    if then == "a link to it":
        path.symlink_to(beside)
        with store.transaction():
            Writer(store).update("association", 1, None, name="x")
        return
    for _ in range(2):
        with pytest.raises(Refused, match=r"store\.replaced"), store.transaction():
            Writer(store).update("association", 1, None, name="x")
    store.require_at_rest()
    assert store.conn.execute("SELECT name FROM association").fetchone()[0] != "x"


def test_a_store_is_held_alone_only_while_nobody_else_has_it_open(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.conn.execute("SELECT 1 FROM association").fetchone()
    with pytest.raises(Refused, match=r"store\.in_use"), held_alone(path):
        pass
    with store.transaction():
        Writer(store).update("association", 1, None, name="x")
    store.close()
    with monkeypatch.context() as patch, held_alone(path):
        patch.setattr(sqlite, "_SETTINGS", ("PRAGMA busy_timeout=0",))
        assert refusal(path) == "store.busy"
    opened = open_store(path)
    assert pragma(opened.conn, "journal_mode") == "wal"
    opened.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_file_system_is_refused_by_name(kind: str) -> None:
    mounts = f"1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 0:5 / /srv/a\\040b rw - {kind} host:/x rw\n"
    require_local(Path("/srv/other/store.db"), mounts)
    with pytest.raises(Refused) as refused:
        require_local(Path("/srv/a b/store.db"), mounts)
    assert refused.value.why.values["kind"] == kind


def test_a_transaction_is_whole_or_nothing(store: Store) -> None:
    with pytest.raises(LookupError), store.transaction():  # noqa: PT012
        writer = Writer(store)
        writer.update("association", 1, None, name="x")
        writer.row("lease", 99)
    assert store.conn.execute("SELECT name FROM association").fetchone()[0] != "x"
    store.require_at_rest()


def test_a_transaction_does_not_nest_and_stops_a_paint(store: Store) -> None:
    with store.transaction():
        with pytest.raises(RuntimeError), store.transaction():
            pass
        with pytest.raises(RuntimeError):
            store.require_at_rest()
    with one_state(store.conn), one_state(store.conn), pytest.raises(RuntimeError):
        store.require_at_rest()
    store.require_at_rest()


def test_reads_together_see_one_state(store: Store, path: Path) -> None:
    other = open_store(path)
    conn = store.conn
    with one_state(conn):
        before = conn.execute("SELECT name FROM association").fetchone()
        with other.transaction():
            Writer(other).update("association", 1, None, name="changed")
        assert conn.execute("SELECT name FROM association").fetchone() == before
    assert store.conn.execute("SELECT name FROM association").fetchone() == ("changed",)
    other.close()


def test_a_full_disk_is_said_and_the_next_write_works(store: Store, path: Path) -> None:
    tight = Store(path, connect(path), version=pragma(store.conn, "user_version"))
    pages = pragma(tight.conn, "page_count")
    tight.conn.execute(f"PRAGMA max_page_count={pages}")
    big = "x" * 100_000
    with pytest.raises(Refused, match=r"store\.full"), tight.transaction():
        Writer(tight).update("association", 1, None, name=big)
    assert tight.conn.execute("SELECT length(name) FROM association").fetchone()[0] < 100
    tight.conn.execute("PRAGMA max_page_count=1000000")
    with tight.transaction():
        Writer(tight).update("association", 1, None, name=big)
    tight.close()


def test_a_store_opened_for_reading_refuses_a_write(store: Store, path: Path) -> None:
    reading = open_store(path, write=False)
    with pytest.raises(Refused, match=r"store\.read_only"), reading.transaction():
        Writer(reading).update("association", 1, None, name="x")
    reading.close()


def run(code: str, *arguments: object) -> str:
    """The output of Python code in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


OPEN = """
from pathlib import Path
from caseconsole.domain.message import Refused
from caseconsole.store import sqlite
from caseconsole.store.sqlite import open_store, pragma
sqlite.FLOOR = (99, 0, 0)
try:
    store = open_store(Path(sys.argv[1]))
except Refused as refused:
    print(refused.why.id)
else:
    print(pragma(store.conn, "journal_mode"), store.notice.id)
"""


@pytest.mark.parametrize("code", ["import sys\n" + OPEN, WITHOUT_PYSQLITE + OPEN])
def test_below_the_floor_the_store_works_without_wal_and_says_so(
    store: Store, path: Path, code: str
) -> None:
    """Given an SQLite with the WAL-reset fault, WAL is never used: switched off, or refused."""
    store.conn.execute("SELECT 1 FROM association").fetchall()
    with one_state(store.conn):
        store.conn.execute("SELECT 1 FROM association").fetchall()
        assert run(code, path) == "store.wal_by_others"
    store.close()
    assert run(code, path) == "delete store.sqlite_below_floor"


def test_the_floor_is_the_version_that_mended_the_fault() -> None:
    assert sqlite.FLOOR == (3, 51, 3)


def test_the_reads_load_neither_sqlite_utils_nor_pydantic() -> None:
    code = (
        "import sys, caseconsole.store.read, caseconsole.store.sqlite\n"
        "print(*[m for m in ('sqlite_utils', 'pydantic', 'textual') if m in sys.modules])"
    )
    assert run(code) == ""


def test_one_library_serves_the_connection_and_sqlite_utils(store: Store) -> None:
    assert store.db.conn is store.conn
    wanted = "pysqlite3" if find_spec("pysqlite3") else "sqlite3"
    assert type(store.conn).__module__.split(".")[0] == wanted
