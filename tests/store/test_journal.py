"""The journal: append-only, chained, erasable, and the checksum of the record."""

import time
from collections.abc import Callable
from hashlib import sha256
from statistics import median

import pytest

from caseconsole.store import journal
from caseconsole.store.sqlite import Connection, Store, connect, open_store
from caseconsole.store.verify import verify, verify_chain
from caseconsole.store.write import Writer
from tests.bench.figures import TOLERANCE
from tests.store.build import case, change, due_case, lease, line


def found(store: Store, anchor: tuple[int, bytes] | None = None) -> set[tuple[str, object]]:
    """The problems of the journal by kind and number."""
    return {(p.id, p.values["seq"]) for p in verify_chain(store.conn, anchor)}


def changed_rows(store: Store) -> set[tuple[object, object]]:
    """The tables and rows that the journal disagrees with; `1-3` for one of three rows."""
    values = [problem.values for problem in verify(store.conn)]
    return {
        (v.get("table"), v["row"] if "row" in v else f"{v.get('first')}-{v.get('last')}")
        for v in values
    }


def imported(store: Store) -> int:
    """A lease with 250 lines of the ledger that came in one import.

    Returns:
        The key of its second rent, which came with them.
    """
    with change(store) as writer:
        first = lease(writer)
        writer.insert_many(
            "ledger_entry",
            ("lease", "identity", "kind", "cents", "booked_on", "value_on", "period", "text",
             "designation", "source_ref"),
            [(first, f"i{n}", "payment", -n, "2026-01-01", "2026-01-01", "", "", "", "")
             for n in range(1, 251)],
        )  # fmt: skip
        (rent,) = writer.insert_many(
            "rent", ("lease", "from_on", "cents"), [(first, "2021-01-01", 5)]
        )
    return rent


@pytest.fixture
def full(store: Store) -> Store:
    """A store with nine changes, the first of them its making."""
    for _ in range(8):
        with change(store) as writer:
            key = lease(writer)
            line(writer, key, "charge", 61240, "2026-11-01")
            writer.update("lease", key, 1, town="Zeist")
    return store


def attack(store: Store, *statements: str) -> None:
    """Change the file as somebody who owns it can, past the triggers."""
    conn = connect(store.path)
    for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {row[0]}")
    for statement in statements:
        conn.execute(statement)
    conn.close()


def recompute(store: Store, start: int) -> None:
    """Make the chain fit again from a row on, as a careful forger does."""
    conn = connect(store.path)
    before: bytes = conn.execute(
        "SELECT chain FROM journal WHERE seq = ?", (start - 1,)
    ).fetchone()[0]
    for *facts, content in conn.execute(
        "SELECT seq, at, actor, kind, case_file, change_id, policy, content_hash FROM journal"
        " WHERE seq >= ? ORDER BY seq",
        (start,),
    ).fetchall():
        before = journal.link(before, tuple(facts), content)
        conn.execute("UPDATE journal SET chain = ? WHERE seq = ?", (before, facts[0]))
    conn.close()


def test_a_whole_journal_and_record_verify(full: Store) -> None:
    assert verify(full.conn) == []
    assert found(full, journal.head(full.conn)) == set()


def test_an_edited_row_is_found(full: Store) -> None:
    attack(full, "UPDATE journal SET actor = 'bram' WHERE seq = 4")
    assert found(full) == {("verify.chain", 4)}


def test_an_edited_content_is_found(full: Store) -> None:
    attack(full, "UPDATE journal_content SET payload = '{}' WHERE seq = 4")
    assert found(full) == {("verify.content", 4)}


def test_a_row_deleted_in_the_middle_is_found(full: Store) -> None:
    attack(full, "DELETE FROM journal_content WHERE seq = 4", "DELETE FROM journal WHERE seq = 4")
    assert found(full) == {("verify.gap", 4), ("verify.chain", 5)}


def test_a_cut_tail_is_found_by_an_anchor_only(full: Store) -> None:
    anchor = journal.head(full.conn)
    attack(full, "DELETE FROM journal_content WHERE seq > 7", "DELETE FROM journal WHERE seq > 7")
    assert found(full) == set()
    assert found(full, anchor) == {("verify.anchor", 9)}


def test_a_recomputed_chain_is_found_by_an_anchor_only(full: Store) -> None:
    anchor = journal.head(full.conn)
    attack(full, "UPDATE journal SET actor = 'bram' WHERE seq = 4")
    recompute(full, 4)
    assert found(full) == set()
    assert found(full, anchor) == {("verify.anchor", 9)}


def test_rewritten_content_and_hashes_are_found_by_an_anchor_only(full: Store) -> None:
    anchor = journal.head(full.conn)
    salt = bytes(16)
    content = journal.content_hash(salt, "{}", "[]").hex()
    attack(
        full,
        f"UPDATE journal_content SET salt = x'{salt.hex()}', payload = '{{}}', images = '[]'"
        " WHERE seq = 4",
        f"UPDATE journal SET content_hash = x'{content}' WHERE seq = 4",
    )
    recompute(full, 4)
    assert found(full) == set()
    assert found(full, anchor) == {("verify.anchor", 9)}


def test_a_forged_tail_after_the_anchor_is_not_found(full: Store) -> None:
    """What a chain cannot tell: rows that were never true but are newer than the anchor."""
    anchor = journal.head(full.conn)
    with change(full, actor="nobody") as writer:
        writer.update("association", 1, None, name="forged")
    assert found(full, anchor) == set()


def test_changed_added_and_lost_rows_of_the_record_are_found(full: Store) -> None:
    conn = connect(full.path)
    person = "INSERT INTO phone (person, number, kind) VALUES (1, '+31699999999', 'mobile')"
    conn.execute("UPDATE lease SET address = 'Elders 1' WHERE id = 2")
    added = conn.execute(person).lastrowid
    conn.execute("DELETE FROM rent WHERE id = 3")
    conn.close()
    attack(full, "UPDATE ledger_entry SET cents = 1 WHERE id = 5")
    assert changed_rows(full) == {
        ("lease", 2), ("phone", added), ("rent", 3), ("ledger_entry", 5),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE ledger_entry SET cents = 0 WHERE id = 150", ("ledger_entry", "101-200")),
        ("UPDATE ledger_entry SET cents = 0 WHERE id = 250", ("ledger_entry", "201-250")),
        ("DELETE FROM ledger_entry WHERE id = 150", ("ledger_entry", 150)),
        ("DELETE FROM ledger_entry WHERE id = 250", ("ledger_entry", 250)),
        ("UPDATE ledger_entry SET reverses = 1 WHERE id = 150", ("ledger_entry", 150)),
        ("UPDATE rent SET cents = 6 WHERE id = 2", ("rent", 2)),
        ("UPDATE rent SET version = 2 WHERE id = 2", ("rent", 2)),
    ],
)
def test_every_damaged_value_of_an_imported_batch_is_found(
    store: Store, damage: str, named: tuple[str, object]
) -> None:
    """The row is named, or the lines among which it is; what an import left out counts too."""
    assert imported(store) == 2
    assert verify(store.conn) == []
    attack(store, damage)
    assert changed_rows(store) == {named}


def bare(writer: Writer) -> None:
    """Nothing is written."""


def moved(writer: Writer) -> None:
    """A row that the journal knows is changed."""
    writer.update("lease", 1, None, town="Ede")


def many(writer: Writer) -> None:
    """Rows that come in together."""
    writer.insert_many("rent", ("lease", "from_on", "cents"),
                       [(1, f"2021-01-{n:02}", n) for n in range(1, 29)])  # fmt: skip
    writer.insert_many(
        "ledger_entry",
        ("lease", "identity", "kind", "cents", "booked_on", "value_on", "period", "text",
         "designation", "source_ref"),
        [(1, f"m{n}", "payment", -n, "2026-01-01", "2026-01-01", "", "", "", "")
         for n in range(1, 251)],
    )  # fmt: skip


@pytest.mark.parametrize("write", [bare, moved, lease, many], ids=lambda write: write.__name__)
@pytest.mark.parametrize("table", ["lease", "rent", "ledger_entry"])
@pytest.mark.parametrize("damage", ["", "UPDATE lease SET address = 'Elders 1' WHERE id = 2"])
def test_what_colleagues_write_meanwhile_is_no_damage_and_hides_none(
    full: Store, write: Callable[[Writer], object], table: str, damage: str
) -> None:
    """Whichever table is about to be read when they do."""
    attack(full, *filter(None, [damage]))
    other = open_store(full.path)
    waiting = [write]

    def meanwhile(statement: str) -> None:
        if waiting and f"FROM {table} WHERE" in statement:
            waiting.pop()
            with change(other) as writer:
                write(writer)

    full.conn.set_trace_callback(meanwhile)
    assert changed_rows(full) == ({("lease", 2)} if damage else set())
    assert waiting == []
    full.conn.set_trace_callback(None)
    assert changed_rows(full) == ({("lease", 2)} if damage else set())
    other.close()


def test_a_policy_row_is_its_own_proof(full: Store) -> None:
    with change(full) as writer:
        writer.keep_policy("0" * 64, "not of this hash")
    assert changed_rows(full) == {("policy", "0" * 64)}


def test_erased_content_leaves_the_chain_whole(full: Store) -> None:
    conn = connect(full.path)
    conn.execute(
        "UPDATE journal_content SET salt = NULL, payload = NULL, images = NULL WHERE seq = 4"
    )
    conn.close()
    assert found(full) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_content SET payload = '{}' WHERE seq = 4",
        "UPDATE journal_content SET salt = NULL WHERE seq = 4",
        "DELETE FROM journal_content",
        "UPDATE journal SET at = 0",
        "DELETE FROM journal",
        "REPLACE INTO journal SELECT * FROM journal WHERE seq = 4",
        "REPLACE INTO journal_content SELECT * FROM journal_content WHERE seq = 4",
        (
            "INSERT INTO journal SELECT 99, at, actor, kind, case_file, 'x', policy, content_hash,"
            " chain FROM journal WHERE seq = 4"
        ),
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_triggers_stop_the_same_on_an_unguarded_connection(
    full: Store, statement: str, recursive: str
) -> None:
    conn = connect(full.path)
    conn.execute(f"PRAGMA recursive_triggers={recursive}")
    with pytest.raises(Exception, match="append-only"):
        conn.execute(statement)
    conn.close()
    assert verify(full.conn) == []


def test_a_change_is_found_by_its_id_and_recorded_once(full: Store) -> None:
    row = journal.entry(full.conn, 5)
    assert row is not None
    change_id = full.conn.execute("SELECT change_id FROM journal WHERE seq = 5").fetchone()[0]
    assert journal.find(full.conn, change_id) == 5
    assert journal.find(full.conn, "never") is None
    with pytest.raises(Exception, match="UNIQUE"), full.transaction():
        append(full, change_id=change_id)


def append(store: Store, *, change_id: str, kind: str = "note", **payload: object) -> int:
    """A journal row about case 1."""
    return journal.append(
        store, at=1, actor="anna", kind=kind, case=1, change_id=change_id, policy="",
        payload=payload, images=[],
    )  # fmt: skip


def test_undos_are_told_on_both_rows(store: Store) -> None:
    key = due_case(store)
    with store.transaction():
        first = append(store, change_id="first001")
        second = append(store, change_id="second01")
        undo = append(store, change_id="undo0001", kind="undo", seq=second)
    rows = journal.entries(store.conn, key, None, 10)
    assert [(row.seq, row.undone_by, row.undoes) for row in rows] == [
        (undo, None, second), (second, undo, None), (first, None, None),
    ]  # fmt: skip


def test_the_later_change_of_a_touched_row_is_named(store: Store) -> None:
    with change(store) as writer:
        key = case(writer, lease(writer))
    with change(store, case=key) as writer:
        writer.update("case_file", key, 1, owner="bram")
    mine = journal.head(store.conn)[0]
    assert journal.later(store.conn, mine) is None
    with change(store, case=key, actor="bram") as writer:
        writer.insert("note", case_file=key, at=1, text="x", by="bram")
    assert journal.later(store.conn, mine) is None
    with change(store, case=key, actor="bram") as writer:
        writer.update("case_file", key, 2, owner="carla")
    later = journal.later(store.conn, mine)
    assert later is not None
    assert later.actor == "bram"


def test_the_first_change_of_a_row_is_told_of_the_kinds_that_are_asked_for(store: Store) -> None:
    with change(store) as writer:
        key, other = (case(writer, lease(writer)) for _ in range(2))
    with change(store, case=key) as writer:
        writer.update("case_file", key, 1, owner="bram")
    mine = journal.head(store.conn)[0]
    with change(store, case=key) as writer:
        writer.update("case_file", key, 2, owner="carla")
        note = writer.insert("note", case_file=key, at=1, text="x", by="bram")
    row = journal.entry(store.conn, mine)
    assert row is not None
    told = {("case_file", key): mine, ("note", note): mine + 1}
    assert journal.first_of(store.conn, key, [row.kind]) == told
    assert journal.first_of(store.conn, key, ["another"]) == {}
    assert journal.first_of(store.conn, other, [row.kind]) == {}


def bare_walk(conn: Connection) -> None:
    """Read every row with its content and hash it twice: the least that a proof can cost."""
    before = b""
    for seq, payload, images in conn.execute(
        "SELECT j.seq, c.payload, c.images FROM journal j"
        " LEFT JOIN journal_content c ON c.seq = j.seq ORDER BY j.seq"
    ):
        content = sha256(payload.encode() + images.encode()).digest()
        before = sha256(before + seq.to_bytes(8) + content).digest()


def cpu_of(work: Callable[[Connection], object], conn: Connection) -> float:
    """Processor seconds, which a busy machine does not lengthen much."""
    start = time.process_time()
    work(conn)
    return time.process_time() - start


def test_the_chain_verifies_within_three_times_a_bare_walk_over_its_rows(store: Store) -> None:
    with store.transaction():
        for number in range(20_000):
            append(store, change_id=f"many{number:06d}", text="Belt terug na de middag", promise=1)
    rounds = [(cpu_of(verify_chain, store.conn), cpu_of(bare_walk, store.conn)) for _ in range(7)]
    assert verify_chain(store.conn) == []
    assert median(proof / bare for proof, bare in rounds) < 3 * TOLERANCE
