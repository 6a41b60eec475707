"""The way of the schema forward."""

import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from caseconsole.domain.message import Refused
from caseconsole.store import migrations
from caseconsole.store.journal import head
from caseconsole.store.migrations import migrate, shipped
from caseconsole.store.sqlite import Error, Store, connect, create_store, open_store, pragma
from caseconsole.store.verify import verify, verify_chain
from tests.store.build import change, lease

RELEASED: dict[str, str] = {}
"""The hash of each migration file that was released; such a file never changes."""


class Script:
    """A migration file that is not in the folder."""

    def __init__(self, name: str, sql: str) -> None:
        self.name = name
        self.sql = sql

    def read_text(self, encoding: str) -> str:
        """The statements."""
        return self.sql


def ship(monkeypatch: pytest.MonkeyPatch, *scripts: Script) -> None:
    """Let the program have more migrations than it has."""
    every = (*shipped(), *scripts)
    monkeypatch.setattr(migrations, "shipped", lambda: every)


def test_a_released_migration_never_changes() -> None:
    found = {s.name: sha256(s.read_bytes()).hexdigest() for s in shipped()}
    assert {name: found[name] for name in RELEASED} == RELEASED


def test_migrations_are_numbered_without_gaps() -> None:
    assert [int(script.name[:4]) for script in shipped()] == list(range(1, len(shipped()) + 1))


def test_a_store_up_to_date_is_left_alone(store: Store, path: Path) -> None:
    before = path.stat().st_mtime_ns
    assert migrate(path) is None
    assert path.stat().st_mtime_ns == before


def test_a_migration_makes_a_backup_first(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    known = len(shipped())
    ship(monkeypatch, Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;"))
    backup = migrate(path)
    assert backup is not None
    assert backup.stat().st_mode & 0o777 == 0o600
    old, new = connect(backup), connect(path)
    assert (pragma(old, "user_version"), pragma(new, "user_version")) == (known, known + 1)
    assert "x" in {row[1] for row in new.execute("PRAGMA table_info(note)")}
    assert old.execute("SELECT name FROM association").fetchone()
    old.close()
    new.close()
    open_store(path).close()


def test_a_migration_that_fails_halfway_changes_nothing(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    known = len(shipped())
    good = Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;")
    ship(monkeypatch, good, Script("9999_y.sql", "CREATE TABLE y (a); CREATE TABLE y (a);"))
    with pytest.raises(Error):
        migrate(path)
    conn = connect(path)
    assert pragma(conn, "user_version") == known
    assert "x" not in {row[1] for row in conn.execute("PRAGMA table_info(note)")}
    conn.close()


def test_an_older_store_is_refused_until_it_is_migrated(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    ship(monkeypatch, Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;"))
    with pytest.raises(Refused, match=r"store\.older"):
        open_store(path)
    migrate(path)
    open_store(path).close()


def test_the_numbers_of_a_person_keep_their_order_when_each_gets_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a later file that has one of the columns leaves the other number."""
    every = shipped()
    monkeypatch.setattr(migrations, "shipped", lambda: every[:4])
    create_store(path, "Dijk", "Europe/Amsterdam", None, 0).close()
    with closing(connect(path)) as conn:
        for person in (1, 2):
            conn.execute(
                "INSERT INTO person VALUES (?, ?, 'A.', '', 'Jansen', NULL, 'nl', 0, '', '', 1)",
                (person, f"H-{person}"),
            )
        conn.executemany(
            "INSERT INTO phone (person, number, kind) VALUES (?, ?, 'mobile')",
            [(1, "+31612345678"), (2, "+31687654321"), (1, "+31201234567")],
        )
    monkeypatch.setattr(migrations, "shipped", lambda: every)
    migrate(path)
    with closing(connect(path)) as conn:
        found = conn.execute("SELECT person, place, number FROM phone ORDER BY 1, 2").fetchall()
    assert found == [(1, 1, "+31612345678"), (1, 2, "+31201234567"), (2, 1, "+31687654321")]


@pytest.mark.parametrize("version", range(1, len(shipped())))
def test_a_store_brought_up_to_date_is_as_its_journal_says(
    path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    """Given a tenant with two numbers, one of whom the migrations give another place."""
    every = shipped()
    monkeypatch.setattr(migrations, "shipped", lambda: every[:version])
    filled = create_store(path, "Dijk", "Europe/Amsterdam", None, 0)
    with change(filled) as writer:
        person = lease(writer)
        writer.insert("phone", person=person, number="+31201234567", kind="fixed")
        lease(writer)
    before = head(filled.conn)
    filled.close()
    monkeypatch.setattr(migrations, "shipped", lambda: every)
    migrate(path, by=lambda _: ("anna", 5))
    with closing(open_store(path)) as store:
        assert verify(store.conn) == []
        assert verify_chain(store.conn, before) == []
        told = store.conn.execute("SELECT actor, at FROM journal WHERE kind = 'migrate'").fetchall()
        assert told == ([("anna", 5)] if version < 5 else [])
        store.conn.execute("UPDATE phone SET place = 3 WHERE id = 2")
        assert len(verify(store.conn)) == 1


def test_a_store_of_other_migrations_is_refused_and_left_as_it_is(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a store of files that were edited since, when it is used, then one sentence says so."""
    store.close()
    first, *rest = shipped()
    edited = Script(first.name, first.read_text(encoding="utf-8") + "-- edited\n")
    before = path.read_bytes()
    for more in ((), (Script("9998_x.sql", "ALTER TABLE note ADD COLUMN x TEXT;"),)):
        monkeypatch.setattr(migrations, "shipped", lambda more=more: (edited, *rest, *more))
        with pytest.raises(Refused, match=r"store\.unreleased"):
            migrate(path)
    monkeypatch.setattr(migrations, "shipped", lambda: (edited, *rest))
    with pytest.raises(Refused, match=r"store\.unreleased"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", None], ids=["no bytes", "no tables"])
def test_an_empty_file_is_not_made_a_store(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "store.db"
    path.touch(0o600)
    if content is None:
        connect(path, new=True).close()
    before = path.read_bytes()
    for use in (open_store, migrate):
        with pytest.raises(Refused, match=r"store\.empty"):
            use(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]


def test_a_newer_store_is_not_migrated(store: Store, path: Path) -> None:
    conn = connect(path)
    conn.execute("PRAGMA user_version=9999")
    conn.close()
    with pytest.raises(Refused, match=r"store\.newer"):
        migrate(path)


def test_processes_that_migrate_together_do_it_once(tmp_path: Path) -> None:
    """Given an empty store, when four processes migrate it at once, then none of them fails."""
    path = tmp_path / "store.db"
    path.touch(0o600)
    code = (
        "import sys; from pathlib import Path\n"
        "from caseconsole.store.migrations import migrate\n"
        "migrate(Path(sys.argv[1]), new=True)"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [process.wait() for process in started] == [0] * 4
    conn = connect(path)
    assert conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == len(shipped())
    conn.close()


def test_what_is_made_is_what_the_files_say(tmp_path: Path) -> None:
    """A store made now lists every table and trigger of the files, and no more."""
    made = create_store(tmp_path / "s.db", "x", "Europe/Amsterdam", None, 1)
    sql = "".join(script.read_text(encoding="utf-8") for script in shipped())
    found = made.conn.execute(
        "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'lease_search_%' AND name NOT LIKE '%sqlite_migrations%'"
        " AND name <> 'sqlite_sequence'"
    ).fetchall()
    assert len(found) == sql.count("CREATE ") - sql.count("DROP ")
    made.close()
