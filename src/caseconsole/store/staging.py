"""Checked rows of files on their way in, in a private temporary database of their connection.

That database lives in memory, or in a file that SQLite unlinks at once: nothing stays behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from caseconsole.store.holding import sharing
from caseconsole.store.images import Value
from caseconsole.store.migrations import shipped
from caseconsole.store.search_index import refresh_search
from caseconsole.store.sqlite import Connection, Store, connect
from caseconsole.store.standings import mark_stale

CHUNK = 500
"""About how many rows one transaction writes; a group of rows is never split."""
REFERENCES = ("lease", "person")
"""Columns that a file gives by reference and the store by key; the table has the same name."""
OWN_LEASE = "case_file"
"""The column of what stands in a case file: a file names the lease instead."""
BROUGHT = "brought"
"""The column with the digest of the row of a file; a row that is the same changes nothing."""
_JUDGED_HERE = """EXISTS (SELECT 1 FROM main.judgement j JOIN main.condition c ON c.id = j.condition
    WHERE c.reference = s.condition AND c.reference <> '' AND j.original_on = s.original_on
    AND j.brought = '' AND j.withdrawn_at IS NULL)"""


@dataclass(frozen=True, slots=True)
class Target:
    """A record table as a file fills it: what names a row, and what stands in it."""

    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    beside: tuple[str, ...] = ()
    """What a row is put aside with that its table has no column for."""
    compared: tuple[str, ...] | None = None
    """The values by which a row differs from the one in the store; None is all."""
    once: tuple[str, ...] = ()
    """The values that a row has from when it first came in, and keeps."""
    among: str = ""
    """Which rows of the table a file can be about; empty is all."""
    unless: str = ""
    """Which rows of a file change nothing."""
    dated: str = ""
    """What tells rows of the same keys and first day apart, where the days of rows must meet for
    them to be the same; empty where rows have no days."""
    standing: bool = False
    """Whether a file is never about a row of the store that was taken back."""
    goes: bool = False
    """Whether files can say that a row of the store is not so any more."""
    comes_back: bool = False
    """Whether a row that says something else comes back where a colleague took it back."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys and values, as the table has them."""
        return (*self.keys, *self.values)

    @property
    def given(self) -> tuple[str, ...]:
        """What a row is put aside with, in the order in which it is given."""
        return (*self.columns, *self.beside)

    @property
    def named_by(self) -> str:
        """The column with the reference of what a row belongs to."""
        return OWN_LEASE if OWN_LEASE in self.given else self.keys[0]

    @property
    def owner(self) -> str:
        """The table of what a row belongs to: a lease, a person, or itself."""
        if self.named_by == OWN_LEASE:
            return "lease"
        return self.named_by if self.named_by in REFERENCES else self.table


TARGETS = {
    target.table: target
    for target in (
        Target("caseworker", ("login",), ("name", "languages", "team", "role", "until")),
        Target(
            "person",
            ("reference",),
            (
                "initials", "prefix", "surname", "birth_date", "languages", "call_do_not_write",
                "safe_contact", "email",
            ),
        ),
        Target(
            "phone",
            ("person", "place"),
            ("number", "kind"),
            unless="(s.number = '' AND t.id IS NULL)",
        ),
        Target(
            "lease",
            ("reference",),
            (
                "form", "start_on", "end_on", "due_day", "payment_reference", "direct_debit",
                "address", "postcode", "town",
            ),
        ),
        Target("rent", ("lease", "from_on"), ("cents",)),
        Target("lease_party", ("lease", "person"), ("role", "since", "until"), dated="role"),
        Target(
            "household_member",
            ("lease", "reference"),
            ("kind", "birth_year", "since", "until"),
        ),
        Target(
            "representative",
            ("person", "kind"),
            ("name", "since", "phone", "email", "language", "until"),
            among="(t.kind <> 'helper' OR t.name = s.name)",
            dated="name",
        ),
        Target(
            "agreement",
            ("reference",),
            (
                "case_file", "kind", "made_on", "start_on", "end_on", "partner", "partner_person",
                "terms", "signed_on", "signed_by", "next_review_on", "by", BROUGHT,
            ),
            compared=(BROUGHT,),
            once=("made_on",),
            among="t.reference <> ''",
        ),
        Target("agreement_claim", ("agreement", "lease"), (), beside=(OWN_LEASE,), goes=True),
        Target(
            "agreement_state",
            ("agreement", "state", "on_day"),
            ("why", "paper", "by", "recorded_on"),
            beside=(OWN_LEASE,),
            compared=("why",),
            standing=True,
            once=("paper", "by", "recorded_on"),
        ),
        Target(
            "condition",
            ("reference",),
            (
                "agreement", "clause", "duty", "text", "rule", "first_on", "until", "cents",
                "last_cents", "evidence", "grace_days", "weight", "consequence", "judge",
                "rests_on", "fixed", "asked_from", "last_suspension", "ended_on", BROUGHT,
            ),
            beside=(OWN_LEASE,),
            compared=(BROUGHT,),
            among="t.reference <> ''",
            goes=True,
        ),
        Target(
            "judgement",
            ("condition", "original_on"),
            (
                "verdict", "moved_to", "on_day", "evidence", "reference", "why", "by", BROUGHT,
            ),
            beside=(OWN_LEASE,),
            compared=(BROUGHT,),
            among="t.brought <> ''",
            unless=_JUDGED_HERE,
            comes_back=True,
        ),
    )
}  # fmt: skip

SEARCHED = frozenset({"person", "phone", "lease", "lease_party"})
"""The tables that hold what people search by."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A checked row: its table, its line, and its values in the order of the target's columns."""

    table: str
    line: int
    values: Sequence[Value]
    gone: bool = False
    """Whether the file says that the row of the store is not so any more."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Groups that are written in one transaction, and where in the files they stand."""

    low: int
    high: int
    rows: int
    spans: Mapping[int, tuple[int, int]]
    """By number of the file its first and last line."""


@dataclass(slots=True)
class Written:
    """What a chunk changed in the record."""

    added: int = 0
    updated: int = 0
    corrected: int = 0
    leases: tuple[int, ...] = ()
    """The leases that look different now."""
    searched: bool = False
    """Whether something came in that people search by."""

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.corrected)


def changed(table: str) -> str:
    """Rows put aside `s` of a table that the store lacks or has otherwise, each with its `d`."""
    return f"FROM temp.diff_{table} d JOIN temp.stage_{table} s ON s.rowid = d.row"


def open_staging(path: Path) -> Store:
    """The store over a connection that may hold temporary tables; an import keeps it to itself.

    Raises:
        Refused: the store cannot be opened.
    """
    return Store(path, connect(path), version=len(shipped()))


def references(conn: Connection, table: str) -> dict[str, int]:
    """The key of every lease or person by its reference."""
    return dict(conn.execute(f"SELECT reference, id FROM {table}"))


def without_tenant(conn: Connection) -> list[str]:
    """The references of leases on which no tenant stands."""
    rows = conn.execute(
        "SELECT l.reference FROM lease l WHERE NOT EXISTS (SELECT 1 FROM lease_party p"
        " WHERE p.lease = l.id AND p.role = 'tenant') ORDER BY l.id"
    )
    return [row[0] for row in rows]


def without_rent(conn: Connection) -> list[str]:
    """The references of leases of which no rent is known."""
    rows = conn.execute(
        "SELECT l.reference FROM lease l WHERE NOT EXISTS"
        " (SELECT 1 FROM rent r WHERE r.lease = l.id) ORDER BY l.id"
    )
    return [row[0] for row in rows]


def without_administrator(conn: Connection, today: str) -> list[tuple[int, int, str]]:
    """Rows put aside by which the last administrator goes who has no last day.

    Returns:
        Of each the file, the line and the login; nothing when an administrator remains.
    """
    return conn.execute(_WITHOUT_ADMINISTRATOR, (today,)).fetchall()


_WITHOUT_ADMINISTRATOR = """
WITH staff (file, line, login, stays) AS (
    SELECT _file, _line, login, role = 'administrator' AND until IS NULL FROM temp.stage_caseworker
    UNION ALL SELECT NULL, NULL, login, role = 'administrator' AND until IS NULL
    FROM main.caseworker WHERE login NOT IN (SELECT login FROM temp.stage_caseworker)
)
SELECT s.file, s.line, s.login FROM staff s JOIN main.caseworker t ON t.login = s.login
WHERE t.role = 'administrator' AND (t.until IS NULL OR t.until >= ?)
AND s.file NOT NULL AND NOT EXISTS (SELECT 1 FROM staff WHERE stays)
"""


def touch(store: Store, leases: Sequence[int], *, searched: bool) -> None:
    """Have leases looked at again that an import changed, in its transaction.

    Args:
        searched: something came in that people search by.
    """
    mark_stale(store.conn, [*leases, *sharing(store.conn, leases)] if searched else leases)
    if searched:
        refresh_search(store, leases)


def portions(parts: Iterable[tuple[int, int | None, int, int, int]]) -> Iterator[Chunk]:
    """Chunks of whole groups.

    Args:
        parts: group, file if a row of one, how many rows, first and last line; ordered by group.
    """
    low = high = rows = 0
    spans: dict[int, tuple[int, int]] = {}
    for group, found in groupby(parts, key=itemgetter(0)):
        whole = list(found)
        count = sum(part[2] for part in whole)
        if rows and rows + count > CHUNK:
            yield Chunk(low, high, rows, spans)
            rows, spans = 0, {}
        if not rows:
            low = group
        high = group
        rows += count
        for _, file, _, first, last in whole:
            if file is None:
                continue
            begun, ended = spans.get(file, (first, last))
            spans[file] = min(begun, first), max(ended, last)
    if rows:
        yield Chunk(low, high, rows, spans)
