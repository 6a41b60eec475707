"""A store to call from, and what a call recorded."""

import json
from pathlib import Path

from caseconsole.store.sqlite import Connection, open_store
from tests.tui.play import Play
from tests.tui.stores import due_store


def call_store(path: Path) -> Path:
    """A store with a few cases that are due for a call."""
    due_store(path, 6)
    opened = open_store(path)
    with opened.transaction():
        opened.conn.execute("UPDATE due SET action = 'first_call', claim = 'call'")
    opened.close()
    return path


def owe_october(conn: Connection, lease: int) -> None:
    """Let the rent of October be open too."""
    conn.execute(
        "INSERT INTO ledger_entry (lease, identity, kind, cents, booked_on, value_on, due_on,"
        " period, text, designation, source_ref) VALUES (?, ?, 'charge', 61240, '2026-10-01',"
        " '2026-10-01', '2026-10-01', '2026-10', 'Huur', '', '')",
        (lease, f"old{lease}"),
    )
    conn.execute("UPDATE standing SET balance = 122480, arrears = 122480 WHERE lease = ?", (lease,))


def recorded(play: Play) -> dict[str, object]:
    """What the newest change asked for."""
    rows = play.rows("SELECT payload FROM journal_content ORDER BY seq DESC LIMIT 1")
    found: dict[str, object] = json.loads(rows[0][0])
    return found


def administer(play: Play, kind: str = "administrator", name: str = "Bureau Balans") -> None:
    """Give every tenant an administrator, or somebody else who acts for them."""
    for (key,) in play.rows("SELECT id FROM person"):
        play.do(
            "INSERT INTO representative (person, name, kind, phone, email, language, since)"
            f" VALUES ({key}, '{name}', '{kind}', '+31881234567', '', 'nl',"
            " '2020-01-01')"
        )
