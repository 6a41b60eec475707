"""Every table has a kind, and db/README.md says which."""

import re

from caseconsole.files import db_files
from caseconsole.store import tables
from caseconsole.store.sqlite import Store

KINDS = {
    "record": tables.RECORD,
    "journal": tables.JOURNAL,
    "derived": tables.DERIVED,
    "session": tables.SESSION,
}
MACHINERY = re.compile(r"lease_search_\w+|_sqlite_migrations|sqlite_\w+")


def test_every_table_of_the_store_has_exactly_one_kind(store: Store) -> None:
    rows = store.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = sorted(row[0] for row in rows if not MACHINERY.fullmatch(row[0]))
    assert found == sorted(name for kind in KINDS.values() for name in kind)


def test_the_readme_lists_every_table_with_its_kind() -> None:
    text = (db_files() / "README.md").read_text(encoding="utf-8")
    listed = set(
        re.findall(r"^\| (\w+) \| (record|journal|derived|session) \|", text, re.MULTILINE)
    )
    assert listed == {(name, kind) for kind, names in KINDS.items() for name in names}


def test_record_rows_have_a_key_and_can_be_checked_for_staleness(store: Store) -> None:
    for table in tables.RECORD - tables.BY_HASH:
        columns = [row[1] for row in store.conn.execute(f"PRAGMA table_info({table})").fetchall()]
        assert columns[0] == "id", table
        assert "version" in columns or table in tables.APPEND_ONLY, table


def test_every_table_is_strict(store: Store) -> None:
    rows = store.conn.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    ).fetchall()
    loose = {row[0] for row in rows if not MACHINERY.fullmatch(row[0])}
    assert loose <= {"sqlite_schema"}
