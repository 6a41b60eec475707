"""What the app's connection refuses, whatever the code above it asks."""

import pytest

from caseconsole.store.session import log_view
from caseconsole.store.sqlite import Error, Store
from tests.store.build import change, lease, line

ATTACKS = {
    "update": "UPDATE journal SET actor = 'x'",
    "update of content": "UPDATE journal_content SET payload = NULL, salt = NULL, images = NULL",
    "delete": "DELETE FROM journal",
    "replace": "REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    "upsert": "INSERT INTO journal SELECT * FROM journal WHERE seq = 1 "
    "ON CONFLICT DO UPDATE SET actor = 'x'",
    "drop": "DROP TRIGGER journal_no_update",
    "alter": "ALTER TABLE journal RENAME TO other",
    "writable schema": "PRAGMA writable_schema=ON",
    "attach": "ATTACH ':memory:' AS other",
    "trigger": "CREATE TEMP TRIGGER t BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END",
    "recursion off": "PRAGMA recursive_triggers=OFF",
    "keys off": "PRAGMA foreign_keys=OFF",
    "catalogue": "DELETE FROM sqlite_master",
    "catalogue update": "UPDATE sqlite_master SET sql = ''",
    "catalogue update by its other name": "UPDATE sqlite_schema SET sql = ''",
    "catalogue of temporary tables": "UPDATE sqlite_temp_master SET sql = ''",
    "catalogue insert": "INSERT INTO sqlite_master SELECT * FROM sqlite_master",
    "ledger update": "UPDATE ledger_entry SET cents = 0",
    "ledger delete": "DELETE FROM ledger_entry",
    "lease delete": "DELETE FROM lease",
    "views forgotten": "DELETE FROM view_log",
    "extension": "SELECT load_extension('x')",
}


def contents(store: Store) -> list[object]:
    """The catalogue, the journal and the rows that an attack aims at."""
    tables = ("sqlite_master", "journal", "journal_content", "lease", "ledger_entry", "view_log")
    return [store.conn.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


@pytest.mark.parametrize("sql", ATTACKS.values(), ids=ATTACKS.keys())
def test_the_session_connection_refuses(store: Store, sql: str) -> None:
    with change(store) as writer:
        line(writer, lease(writer), "charge", 61240, "2026-11-01")
    log_view(store, 1, "anna", "case", None, "")
    before = contents(store)
    with pytest.raises(Error):
        store.conn.execute(sql)
    assert contents(store) == before


def test_transform_of_sqlite_utils_is_refused(store: Store) -> None:
    with pytest.raises(Error):
        store.db.table("journal").transform(drop={"actor"})


def test_replace_and_upsert_of_sqlite_utils_are_refused(store: Store) -> None:
    row = next(iter(store.db.table("journal").rows))
    with pytest.raises(Error):
        store.db.table("journal").insert(row | {"actor": "x"}, pk="seq", replace=True)
    with pytest.raises(Error):
        store.db.table("journal").upsert(row | {"actor": "x"}, pk="seq")
    assert next(iter(store.db.table("journal").rows)) == row
