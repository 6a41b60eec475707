"""The journal: one row a change, chained by hashes, its content salted so that it can be erased."""

import os
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from caseconsole.store import images as image_text
from caseconsole.store.images import Batch, Image, encode, sha256
from caseconsole.store.read.values import document, keys, maybe_day, within
from caseconsole.store.rows import JournalRow
from caseconsole.store.sqlite import Connection, Row, Store

NO_CHAIN = bytes(32)
"""What the first row is chained to."""
SALT_BYTES = 16


def append(
    store: Store,
    *,
    at: int,
    actor: str,
    kind: str,
    case: int | None,
    change_id: str,
    policy: str,
    payload: Mapping[str, object],
    images: Iterable[Image],
    batches: Iterable[Batch] = (),
) -> int:
    """Write down a change, in the transaction that makes it.

    Args:
        at: the wall clock as read, UTC milliseconds; the order is by number, not by clock.
        policy: the hash of the policy that counted; empty when none did.

    Returns:
        Its number: one more than the newest.
    """
    if not store.conn.in_transaction:
        raise RuntimeError("a change is written down in its own transaction")
    last = store.conn.execute("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, chain = (last[0] + 1, last[1]) if last else (1, NO_CHAIN)
    salt = os.urandom(SALT_BYTES)
    asked, rows = encode(dict(payload)), image_text.dump(images, batches)
    content = content_hash(salt, asked, rows)
    facts = (seq, at, actor, kind, case, change_id, policy)
    store.conn.execute(
        "INSERT INTO journal (seq, at, actor, kind, case_file, change_id, policy, content_hash,"
        " chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*facts, content, link(chain, facts, content)),
    )
    store.conn.execute(
        "INSERT INTO journal_content (seq, salt, payload, images) VALUES (?, ?, ?, ?)",
        (seq, salt, asked, rows),
    )
    return int(seq)


def content_hash(salt: bytes, payload: str, images: str) -> bytes:
    """The hash under which the content is chained; the salt keeps it from being guessed."""
    return sha256(b"%b%b\n%b" % (salt, payload.encode(), images.encode()))


def link(before: bytes, facts: Row, content: bytes) -> bytes:
    """The chain at a row: over the chain before it, its facts and the hash of its content."""
    return sha256(before + encode(facts).encode() + content)


def head(conn: Connection) -> tuple[int, bytes]:
    """The newest number and its chain: what an anchor outside the store keeps."""
    last = conn.execute("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(last[0]), bytes(last[1])) if last else (0, NO_CHAIN)


def find(conn: Connection, change_id: str) -> int | None:
    """The number of the change with this id; None when it was never recorded."""
    row = conn.execute("SELECT seq FROM journal WHERE change_id = ?", (change_id,)).fetchone()
    return int(row[0]) if row else None


def entry(conn: Connection, seq: int) -> JournalRow | None:
    """One change by its number."""
    row = conn.execute(f"{_SELECT} WHERE j.seq = ?", (seq,)).fetchone()
    return _entry(row) if row else None


def entries(conn: Connection, case: int, before: int | None, n: int | None) -> list[JournalRow]:
    """The changes of a case, newest first, from below a number; `n` of them at most, if given."""
    rows = conn.execute(
        f"{_SELECT} WHERE j.case_file = ? AND j.seq < ? ORDER BY j.seq DESC LIMIT ?",
        (case, before if before is not None else 1 << 62, n if n is not None else -1),
    ).fetchall()
    return [_entry(row) for row in rows]


def images(conn: Connection, seq: int) -> list[Image]:
    """The row images of a change; none after erasure."""
    row = conn.execute("SELECT images FROM journal_content WHERE seq = ?", (seq,)).fetchone()
    return image_text.load(row[0])[0] if row else []


def begun(conn: Connection, review: int, after: int) -> bool:
    """Whether a review was begun after a change."""
    found = conn.execute(
        "SELECT seq FROM journal WHERE seq > ? AND kind = 'start_review'", (after,)
    ).fetchall()
    return any(
        (image.table, image.id) == ("review", review)
        for (seq,) in found
        for image in images(conn, seq)
    )


def first_of(conn: Connection, case: int, kinds: Collection[str]) -> dict[tuple[str, int], int]:
    """By table and key the first change of these kinds in a case that touched a row.

    What came by an import, or was erased since, is not among them.
    """
    changes = conn.execute(
        "SELECT seq FROM journal WHERE case_file = ?"
        " AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (case, image_text.encode([*kinds])),
    ).fetchall()
    found: dict[tuple[str, int], int] = {}
    for (seq,) in changes:
        for image in images(conn, seq):
            found.setdefault((image.table, image.id), seq)
    return found


def ledger_known(conn: Connection, before: int) -> date | None:
    """The day through which the ledger was known before a change; None where no import tells."""
    newest = conn.execute(
        "SELECT max(k.payload ->> '$.complete_through') FROM journal j"
        " JOIN journal_content k ON k.seq = j.seq WHERE j.kind = 'import' AND j.seq < ?",
        (before,),
    ).fetchone()
    return maybe_day(newest[0])


def imported(conn: Connection, table: str, row: int) -> int:
    """The number of the import that brought a row; 0 where none did."""
    changes = conn.execute(
        "SELECT j.seq FROM journal j JOIN journal_content k ON k.seq = j.seq"
        " WHERE j.kind = 'import' AND instr(k.images, ?) ORDER BY j.seq",
        (f'["{table}",',),
    ).fetchall()
    for (seq,) in changes:
        for one in _batches(conn, seq):
            if one.table == table and row in range(one.first, one.first + one.count):
                return int(seq)
    return 0


def _batches(conn: Connection, seq: int) -> list[Batch]:
    row = conn.execute("SELECT images FROM journal_content WHERE seq = ?", (seq,)).fetchone()
    return image_text.load(row[0])[1] if row else []


def standing_since(
    conn: Connection, seq: int, leases: Collection[int] = (), case: int | None = None
) -> list[JournalRow]:
    """The later changes of the same case that stand, oldest first.

    What was undone does not, nor a judgement that was withdrawn and its withdrawal.

    Args:
        leases: those of whose files the changes count too.
        case: the file, where the change was of several.
    """
    rows = conn.execute(
        f"{_SELECT} WHERE (j.case_file IS"
        "        coalesce(?3, (SELECT case_file FROM journal WHERE seq = ?1))"
        " OR j.case_file IN (SELECT id FROM case_file"
        "                    WHERE lease IN (SELECT value FROM json_each(?2))))"
        " AND j.seq > ?1 AND undone_by IS NULL AND j.kind <> 'undo' ORDER BY j.seq",
        (seq, keys(list(leases)), case),
    ).fetchall()
    found = [_entry(row) for row in rows]
    gone = _withdrawn(conn, found)
    return [row for row in found if row.seq not in gone]


def _withdrawn(conn: Connection, changes: Collection[JournalRow]) -> set[int]:
    """The judgements among changes that others of them withdraw, and those others."""
    by = {row.payload.get("seen"): row.seq for row in changes if row.kind == "withdraw_judgement"}
    gone: set[int] = set()
    for row in changes if by else ():
        for image in images(conn, row.seq) if row.kind == "judge" else ():
            if image.table == "judgement" and image.id in by:
                gone |= {row.seq, by[image.id]}
    return gone


def later(conn: Connection, seq: int) -> JournalRow | None:
    """The first later change, not itself undone, that touched a row which this change touched."""
    touched = {(image.table, image.id) for image in images(conn, seq)}
    for row in standing_since(conn, seq):
        if any((image.table, image.id) in touched for image in images(conn, row.seq)):
            return row
    return None


_SELECT = """
SELECT j.seq, j.at, j.actor, j.kind, j.case_file, c.payload,
       CASE WHEN j.case_file IS NULL THEN
       (SELECT u.seq FROM journal u JOIN journal_content k ON k.seq = u.seq
        WHERE u.case_file IS NULL AND u.seq > j.seq AND u.kind = 'undo'
          AND k.payload ->> '$.seq' = j.seq)
       ELSE
       (SELECT u.seq FROM journal u JOIN journal_content k ON k.seq = u.seq
        WHERE u.case_file = j.case_file AND u.seq > j.seq AND u.kind = 'undo'
          AND k.payload ->> '$.seq' = j.seq)
       END AS undone_by
FROM journal j JOIN journal_content c ON c.seq = j.seq
"""


def _entry(row: Row) -> JournalRow:
    seq, at, actor, kind, case, _, undone_by = within(row)
    payload: dict[str, Any] = document(row[5]) if row[5] else {}
    undoes = payload.get("seq") if kind == "undo" else None
    return JournalRow(seq, at, actor, kind, case, payload, undone_by, undoes)
