"""Fills a store with hostile text: every text column of the schema that does not refuse it.

The columns come from the schema, so a new one is filled by itself. A column that the program reads
as its own word gets that word in `OWN`; the tests then know that it holds nothing from outside.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from caseconsole.domain.agreement import Phase
from caseconsole.domain.kinds import KINDS
from caseconsole.store.sqlite import Connection, connect

from .stores import TODAY

Text = Callable[[str], str]
"""What stands in a text column, by its name `table.column`."""

_DAY = re.compile(
    r"(.*_)?(on|since|until|day|through|date|before)|period|as_of|reply_by|moved_to|asked_from"
)
"""The names of columns that hold a day."""
_ONE_OF = r"\b{column}\b TEXT[^,]* CHECK \({column} IN \('(\w+)'"

OWN: dict[str, str | list[str]] = {
    "agreement.kind": [*KINDS],
    "agreement_state.state": [
        next(state for state, phase in kind.states.items() if phase is Phase.RUNNING)
        for kind in KINDS.values()
    ],
    "appointment.kind": "call_back",
    "appointment.part_of_day": "morning",
    "association.zone": "Europe/Amsterdam",
    "case_file.number": "",
    "caseworker.languages": "nl tr",
    "caseworker.login": "anna",
    "condition.evidence": "statement",
    "condition.rule": "FREQ=MONTHLY;COUNT=3",
    "contact.channel": "phone",
    "contact.direction": "out",
    "contact.language": "nl",
    "contact.part_of_day": "morning",
    "contact.whom": "tenant",
    "decision.kind": "keep",
    "due.action": "call",
    "due.because": "first_call.due",
    "due.claim": "first_call",
    "due.facts": "{}",
    "due.language": "nl",
    "due.rule": "R03",
    "due.source": "source.own_practice",
    "due.whom": "tenant",
    "day_run.held": "",
    "draft.login": "bram",
    "draft.place": "note",
    "journal.kind": "add_note",
    "judgement.evidence": "statement",
    "judgement.verdict": "moved",
    "lease.form": "ordinary",
    "offer.answer": "refused",
    "offer.kind": "budget_coach",
    "offer.language": "nl",
    "person.languages": "nl",
    "phone.kind": "mobile",
    "preference.key": "lang",
    "preference.login": "bram",
    "reason.code": "benefit_changed",
    "referral.kind": "debt_help",
    "representative.language": "nl",
    "review.kind": "",
    "suspension.kind": "hospital",
}
"""Words of the program itself: what a file or a person brings is checked against its own list.

Of several, each row has the next.
"""
JSON: dict[str, Callable[[str], object]] = {
    "agreement.terms": lambda text: {"text": text},
    "due.next": lambda text: [text, {}],
    "draft.body": lambda text: {"text": text},
    "journal_content.payload": lambda text: {"text": text, "said": text, "why": text},
    "journal_content.images": lambda _: [],
}
"""Columns of which the texts within are hostile."""
SPARED = {
    "due.for_login": "rowid % 4 = 2",
    "case_file.owner": "rowid % 4 = 0",
}
"""Columns by which a person's own list is found: hostile in some cases, never both in one."""
_FIND = "lease_search"
"""The index holds words to be found by; they are never read out of it."""


def text_columns(conn: Connection) -> list[str]:
    """Every text column of the store, as `table.column`."""
    return [
        f"{table}.{name}"
        for table in tables(conn)
        for _, name, kind, *_ in conn.execute(f"PRAGMA table_info({table})")
        if kind == "TEXT"
    ]


def tables(conn: Connection) -> list[str]:
    """Every table that the schema makes."""
    rows = conn.execute("PRAGMA table_list").fetchall()
    return sorted(
        name
        for schema, name, *_ in rows
        if schema == "main" and not name.startswith(("sqlite_", "_sqlite_", _FIND))
    )


def fill(path: Path, text: Text, cases: int) -> None:
    """Put text into every free text column of a store, and a row into every empty table."""
    conn = connect(path)
    try:
        conn.execute("BEGIN")
        triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            conn.execute(f"DROP TRIGGER {trigger}")
        for table in tables(conn):
            (held,) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
            if held < cases and table != "association":
                for key in range(1, cases + 1):
                    _add(conn, table, key)
        for column in free_columns(conn):
            _replace(conn, column, text)
        conn.execute("UPDATE referral SET cents = 100, reminded_on = on_day WHERE id % 2")
        conn.execute("UPDATE referral SET answered_on = on_day WHERE id % 2 = 0")
        _end_a_copy_of_each_rung(conn)
        # Whose file it is stands where nobody is to do it.
        conn.execute("UPDATE due SET for_login = '' WHERE case_file % 4 = 0")
        # Reviews that go on are offered, and their files can be stepped through.
        conn.execute("UPDATE review SET closed_on = NULL")
        conn.execute("UPDATE review_file SET done_on = NULL")
        # The day was assessed with this ledger: it is not worked out anew, which would clean it.
        conn.execute("UPDATE day_run SET ledger_through = ?", (TODAY.isoformat(),))
        conn.execute("COMMIT")
    finally:
        conn.close()


def _end_a_copy_of_each_rung(conn: Connection) -> None:
    """Of each rung there is one that is open, and one of which the outcome was told."""
    told = conn.execute("PRAGMA table_info(ladder_step)").fetchall()
    columns = ", ".join(name for _, name, *_ in told if name != "id")
    (newest,) = conn.execute("SELECT max(id) FROM ladder_step").fetchone()
    conn.execute(f"INSERT INTO ladder_step ({columns}) SELECT {columns} FROM ladder_step")
    conn.execute("UPDATE ladder_step SET text = '' WHERE id > ?", (newest,))
    ended = "UPDATE ladder_step SET outcome = 'cured', outcome_on = on_day WHERE id <= ?"
    conn.execute(ended, (newest,))


def free_columns(conn: Connection) -> list[str]:
    """The text columns in which anything may stand."""
    return [column for column in text_columns(conn) if own_word(conn, column) is None]


def own_word(conn: Connection, column: str, key: int = 0) -> str | None:
    """What a column holds that is no free text: a day, one of a few words; None when it is free."""
    table, _, name = column.partition(".")
    if column in OWN:
        own = OWN[column]
        return own if isinstance(own, str) else own[key % len(own)]
    if _DAY.fullmatch(name):
        return TODAY.isoformat()
    (schema,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    found = re.search(_ONE_OF.format(column=name), schema)
    return found[1] if found else None


def _add(conn: Connection, table: str, key: int) -> None:
    """A row of a table, made from what the schema says of its columns; rows that stand, stay."""
    row = dict(_values(conn, table, key))
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    conn.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", [*row.values()])


def _values(conn: Connection, table: str, key: int) -> Iterator[tuple[str, object]]:
    linked = {row[3] for row in conn.execute(f"PRAGMA foreign_key_list({table})")}
    for _, name, kind, needed, _, pk in conn.execute(f"PRAGMA table_info({table})").fetchall():
        if kind == "TEXT":
            own = own_word(conn, f"{table}.{name}", key)
            yield name, f"{name}{key}" if own is None else own
        elif kind == "BLOB":
            yield name, b""
        elif pk or name in {"case_file", "lease", "person", "seq"} or (needed and name in linked):
            yield name, key
        elif needed:
            yield name, 1


def _replace(conn: Connection, column: str, text: Text) -> None:
    table, _, name = column.partition(".")
    given = text(column)
    if column in JSON:
        conn.execute(f"UPDATE {table} SET {name} = ?", (json.dumps(JSON[column](given)),))
        return
    rowless = (
        "WITHOUT ROWID"
        in conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    )
    key = name if rowless else "rowid"
    where = f"WHERE {SPARED[column]}" if column in SPARED else ""
    conn.execute(f"UPDATE {table} SET {name} = ? || {key} {where}", (given,))
