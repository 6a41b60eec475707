"""How SQLite reads: what happens at a key walks no table that grows with the association."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from caseconsole.casework import drafts, viewing
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable_together
from caseconsole.domain.changes import AddNote, Undo
from caseconsole.domain.limit import FIELDS, parse_limit
from caseconsole.store import journal, read
from tests.casework.stores import SHAPES, TODAY, build, session
from tests.store.build import plan

ACCEPTED = (
    ("INDEX due_order", "", "the list in due order, until the window is full"),
    ("INDEX due_lease", "", "one row of each file on the list: a limit asks it of every one"),
    ("SCAN d", "d.snoozed_until IS NOT NULL", "all claims of the list: few ask what was put off"),
    ("SCAN g", "FROM agreement g", "the agreements: many times fewer than leases"),
    ("VIRTUAL TABLE", "", "keys bound as one value, or the index of words"),
    ("SCAN main.lease_search_config", "", "settings of the index of words, once a session"),
    ("SCAN f", "WITH family", "the leases of the tenants of one lease"),
    ("SCAN k", "WITH RECURSIVE bound", "the leases that agreements bind, one step further"),
    ("SCAN bound", "WITH RECURSIVE bound", "the leases that agreements bind to those asked for"),
    ("SCAN presence", "", "who has which file open: a row a session"),
    ("SCAN caseworker", "", "the colleagues"),
    ("SCAN sqlite_master", "", "the names of the schema"),
    ("SCAN day_run", "ORDER BY day DESC LIMIT 1", "the newest by key"),
    ("SCAN journal", "ORDER BY seq DESC LIMIT 1", "the newest by key"),
    ("SCAN g", "WHERE l.id IN (SELECT value FROM json_each(", "sums of the leases asked for"),
    ("SCAN debt", "WITH debt", "debts of the leases asked for"),
    ("SCAN (", "WITH debt", "debts of the leases asked for"),
    ("SCAN back", "WITH debt", "debts of the leases asked for"),
    ("SCAN u", "WITH debt", "debts of the leases asked for"),
    ("SCAN f", "WITH debt", "debts of the leases asked for"),
)
"""The walks that may be: the step, what its statement says, and what bounds it."""
VALUES = {
    "lang": "tr", "arrears": "500", "children": "2", "owner": "me", "team": "noord", "name": "jans"
}  # fmt: skip
_STATEMENTS = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")


@pytest.fixture(scope="module")
def anna(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """At a store of which the day was run."""
    with closing(session(build(tmp_path_factory.mktemp("plans") / "case.db", SHAPES))) as started:
        run_day(started)
        yield started


def walks(at: Session, do: Callable[[], object]) -> list[tuple[str, str]]:
    """The walks through whole tables that are not accepted, each with its statement."""
    statements: list[str] = []
    at.conn.set_trace_callback(statements.append)
    try:
        do()
    finally:
        at.conn.set_trace_callback(None)
    assert statements
    return [
        (step, statement)
        for statement in statements
        if statement.lstrip().upper().startswith(_STATEMENTS) and "FROM pragma" not in statement
        for step in plan(at.store, statement, ())
        if step.startswith("SCAN") and not _accepted(step, statement)
    ]


def _accepted(step: str, statement: str) -> bool:
    return any(
        said in statement and (f"{walk} " in f"{step} " or (walk.endswith("(") and walk in step))
        for walk, said, _ in ACCEPTED
    )


def first_case(at: Session) -> int:
    return read.first_rows(at.conn, (), "anna", TODAY, 1)[0].case


def asked(name: str) -> str:
    """A limit that asks a field."""
    field = FIELDS[name]
    if field.flag is not None:
        return name
    return f"{name}:{next(iter(field.offered(dutch=False)), None) or VALUES[name]}"


@pytest.mark.parametrize("turned", ["", "-"], ids=["is", "is not"])
@pytest.mark.parametrize("name", ["", *FIELDS])
def test_a_limit_walks_nothing_but_the_list(name: str, turned: str, anna: Session) -> None:
    limit = parse_limit(f"{turned}{asked(name)}") if name else ()
    conn, who = anna.conn, "anna"

    def shown() -> None:
        read.count_due(conn, limit, me=who, today=TODAY, marked=(1,))
        ids = read.worklist_ids(conn, limit, me=who, today=TODAY, marked=(1,))
        read.first_rows(conn, limit, who, TODAY, 50, (1,))
        read.worklist_lines(conn, limit, me=who, today=TODAY, most=200)
        read.worklist_rows(conn, ids)

    assert walks(anna, shown) == []


@pytest.mark.parametrize("limit", ["", "owner:me", "team:me", "team:noord", "-owner:me team:me"])
def test_whose_list_it_is_is_read_from_the_due_order_alone(limit: str, anna: Session) -> None:
    """No row of the list is fetched and nothing is sorted: the first key waits for it."""
    statements: list[str] = []
    anna.conn.set_trace_callback(statements.append)
    read.worklist_ids(anna.conn, parse_limit(limit), me="anna", today=TODAY)
    anna.conn.set_trace_callback(None)
    steps = [step for one in statements for step in plan(anna.store, one, ())]
    assert "SCAN d USING COVERING INDEX due_order" in steps
    assert not any("ORDER BY" in step for step in steps)


READS: dict[str, Callable[[Session, int], object]] = {
    "file": lambda at, case: read.case_view(at.conn, case, TODAY, "anna"),
    "files": lambda at, case: list(read.case_files(at.conn, [case], TODAY)),
    "journal": lambda at, case: journal.entries(at.conn, case, None, 50),
    "ledger": lambda at, case: read.ledger(at.conn, case),
    "search": lambda at, case: read.search(at.conn, "jans", TODAY),
    "news": lambda at, case: (read.newest_seq(at.conn), read.status_of_cases(at.conn, [case])),
    "drafts": lambda at, case: drafts.offered(at),
    "presence": lambda at, case: read.present(at.conn, case),
    "open": viewing.open_case,
    "leave": lambda at, case: viewing.leave_case(at),
    "keep a draft": lambda at, case: drafts.keep(at, "note", case, {"text": "Belt"}, {}),
    "drop a draft": lambda at, case: drafts.drop(at, "note", case),
}


@pytest.mark.parametrize("what", READS)
def test_a_file_is_shown_and_left_by_keys(what: str, anna: Session) -> None:
    case = first_case(anna)
    assert walks(anna, lambda: READS[what](anna, case)) == []


def test_a_change_is_recorded_and_undone_by_keys(anna: Session) -> None:
    case, made = first_case(anna), []

    def note() -> None:
        made.append(record(AddNote(case=case, text="Belt morgen terug."), session=anna).seq)

    assert walks(anna, note) == []
    assert walks(anna, lambda: undoable_together(anna, [made])) == []
    assert walks(anna, lambda: record(Undo(case=case, seq=made[0]), session=anna)) == []


def test_a_walk_is_found(anna: Session) -> None:
    def walk(sql: str) -> list[tuple[str, str]]:
        return walks(anna, lambda: anna.conn.execute(sql).fetchall())

    assert walk("SELECT * FROM lease WHERE town = 'Utrecht'") != []
    assert walk("SELECT * FROM lease WHERE id = 1") == []
