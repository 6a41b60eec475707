"""Small real stores for tests of the use cases: leases by the shape of their ledger."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from caseconsole.access.actor import actor
from caseconsole.casework.clock import Clock
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.changes import Change
from caseconsole.domain.message import Refused
from caseconsole.store import journal
from caseconsole.store.sqlite import Store, create_store, open_store
from caseconsole.store.write import Writer
from tests.copied import copied

TODAY = date(2026, 11, 3)
"""A Tuesday: the rent of Sunday the 1st should be in on Monday, so today is the first call."""
RENT = 61_240
SHAPES = ("paid", "missed", "twice", "small", "returned", "administered", "shared")
"""What a ledger can look like."""
STAFF = (
    ("anna", "Anna de Boer", "nl tr", "noord", "caseworker"),
    ("bram", "Bram Visser", "nl pl", "zuid", "caseworker"),
    ("tess", "Tess Smit", "nl", "noord", "team_leader"),
    ("axel", "Axel Bos", "nl", "", "auditor"),
    ("beheer", "Ben Heer", "nl", "", "administrator"),
    ("weg", "Wim Eg", "nl", "noord", "caseworker"),
)
SURNAMES = ("Yılmaz", "de Vries", "El Amrani", "Kowalska", "Jansen")
LANGUAGES = ("tr", "nl", "ar", "pl", "")

FACTS = {
    "due": """SELECT case_file, claim, action, rank, since, until, because, facts, rule, source,
        next, lead, snoozed_until, for_login, team, interpreter, whom, tenant, language,
        call_do_not_write, arrears, months_tenths, adults, children, called_on
        FROM due ORDER BY case_file, claim""",
    "standing": """SELECT lease, balance, arrears, since, missed_on, missed_cents, months_tenths,
        rent, next_due_on, paid_on, paid_cents, returned_on FROM standing ORDER BY lease""",
    "episode": "SELECT case_file, since, settled_on FROM arrears_episode ORDER BY id",
    "file": "SELECT lease, opened_on, closed_on, owner FROM case_file ORDER BY id",
}
"""What a day leaves, but for keys and for when it was worked out."""


def build(path: Path, shapes: Sequence[str]) -> Path:
    """A store with one lease for each shape; key of lease and person is its place from 1."""
    return _build(path, tuple(shapes))


@copied
def _build(path: Path, shapes: tuple[str, ...]) -> Path:
    store = create_store(path, "Woonstichting Waterrijk", "Europe/Amsterdam", TODAY, 0)
    with store.transaction():
        writer = Writer(store)
        for login, name, languages, team, role in STAFF:
            until = "2026-10-01" if login == "weg" else None
            writer.insert(
                "caseworker", login=login, name=name, languages=languages, team=team, role=role,
                until=until,
            )  # fmt: skip
        for key, shape in enumerate(shapes, 1):
            _lease(writer, key, shape)
        writer.insert(
            "ledger_file", sha256="0", name="huur.csv", lines=1, complete_through="2026-11-02",
            read_at=0,
        )  # fmt: skip
        journal.append(
            store, at=0, actor="beheer", kind="import", case=None, change_id="import-0", policy="",
            payload={}, images=writer.images, batches=writer.batches,
        )  # fmt: skip
    store.close()
    return path


def some_shapes(rnd: Random) -> list[str]:
    """Shapes by chance: some in arrears, and some without a file."""
    shapes = ["missed", "twice", "paid", "paid", *rnd.choices(SHAPES, k=rnd.randint(1, 5))]
    return rnd.sample(shapes, len(shapes))


def session(path: Path, login: str = "anna", today: date = TODAY) -> Session:
    """A session of a colleague."""
    return start(open_store(path), login, today)


def start(store: Store, login: str, today: date = TODAY) -> Session:
    """A session of a colleague on an open store."""
    time = Clock(ZoneInfo("Europe/Amsterdam"), today)
    return Session(store, actor(store.conn, login, today), time)


def record_tables(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the record, to be compared."""
    from caseconsole.store.tables import RECORD

    return {
        table: session.conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in sorted(RECORD)
    }


def standing_facts(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What counts in the record: withdrawn rows and version numbers left out."""
    kept = {}
    for table in record_tables(session):
        columns = [row[1] for row in session.conn.execute(f"PRAGMA table_info({table})").fetchall()]
        where = "WHERE withdrawn_at IS NULL" if "withdrawn_at" in columns else ""
        named = ", ".join(name for name in columns if name != "version")
        kept[table] = session.conn.execute(
            f"SELECT {named} FROM {table} {where} ORDER BY 1"
        ).fetchall()
    kept.pop("policy")
    return kept


def facts(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What the day left, but for keys and for when it was worked out."""
    return {name: session.conn.execute(sql).fetchall() for name, sql in FACTS.items()}


def newest(session: Session) -> int:
    """The newest journal number."""
    return journal.head(session.conn)[0]


def attempt(here: Session, change: Change) -> str:
    """Record a change; why it was refused, or nothing.

    A success is one journal row, with its kind and actor, and a changed record; a refusal is
    neither.
    """
    before, head = record_tables(here), journal.head(here.conn)[0]
    try:
        record(change, session=here)
    except Refused as refusal:
        assert (record_tables(here), journal.head(here.conn)[0]) == (before, head)
        return refusal.why.id
    assert journal.head(here.conn)[0] == head + 1
    assert record_tables(here) != before
    row = journal.entry(here.conn, head + 1)
    assert row is not None
    assert (row.kind, row.actor) == (change.kind, here.actor.login)
    return ""


def _lease(writer: Writer, key: int, shape: str) -> None:
    shared = shape == "shared" and key > 1
    person = writer.next_id("person") - 1 if shared else _person(writer, key)
    lease = writer.insert(
        "lease", id=key, reference=f"L{key}", form="ordinary", start_on="2020-01-01", end_on=None,
        due_day=1, payment_reference="", direct_debit=0, address=f"Dijkpad {key}", postcode="",
        town="Waterrijk",
    )  # fmt: skip
    writer.insert("rent", lease=lease, from_on="2020-01-01", cents=RENT)
    writer.insert(
        "lease_party", lease=lease, person=person, role="tenant", since="2020-01-01", until=None
    )
    writer.insert(
        "household_member", lease=lease, reference="1", kind="adult", birth_year=1980,
        since="2020-01-01", until=None,
    )  # fmt: skip
    if shape == "administered":
        writer.insert(
            "representative", person=person, name="Bewind BV", kind="administrator",
            phone="+31201234567", email="", language="nl", since="2021-01-01", until=None,
        )  # fmt: skip
    for line in _lines(shape):
        add_line(writer, lease, *line)


def _person(writer: Writer, key: int) -> int:
    return writer.insert(
        "person", id=key, reference=f"P{key}", initials="M.", prefix="",
        surname=SURNAMES[key % len(SURNAMES)], birth_date="1980-01-01",
        languages=LANGUAGES[key % len(LANGUAGES)], call_do_not_write=0, safe_contact="", email="",
    )  # fmt: skip


def _lines(shape: str) -> list[tuple[str, int, str]]:
    """Kind, cents and day of each line since September."""
    charges = [("charge", RENT, f"2026-{month:02}-01") for month in (9, 10, 11)]
    paid = [("payment", -RENT, f"2026-{month:02}-02") for month in (9, 10, 11)]
    match shape:
        case "paid":
            return charges + paid
        case "twice":
            return charges + paid[:1]
        case "small":
            return [*charges, *paid[:2], ("payment", -RENT + 300, "2026-11-02")]
        case "returned":
            return [
                *charges,
                *paid[:2],
                ("payment", -RENT, "2026-10-30"),
                ("returned", RENT, "2026-11-02"),
            ]
        case _:
            return charges + paid[:2]


def add_line(
    writer: Writer, lease: int, kind: str, cents: int, on: str, designation: str = ""
) -> None:
    """Book a line."""
    count = writer.conn.execute("SELECT count(*) FROM ledger_entry").fetchone()[0]
    charge = kind == "charge"
    writer.insert(
        "ledger_entry", lease=lease, identity=f"i{count}", kind=kind, cents=cents, booked_on=on,
        value_on=on, due_on=on if charge else None, period=on[:7] if charge else "", text="",
        designation=designation, source_ref="", reverses=None,
    )  # fmt: skip


def pay(session: Session, lease: int, cents: int = RENT, on: str = "2026-11-03") -> None:
    """Let money come in by an import, and bring the files up to date."""
    book(session, lease, "payment", -cents, on)


def book(session: Session, lease: int, kind: str, cents: int, on: str = "2026-11-03") -> None:
    """Book a line by an import, and bring the files up to date."""
    from caseconsole.casework.reassess import reassess_stale
    from caseconsole.store import derived

    store = session.store
    with store.transaction():
        writer = Writer(store)
        add_line(writer, lease, kind, cents, on)
        derived.mark_stale(store.conn, [lease])
        journal.append(
            store, at=0, actor="beheer", kind="import", case=None,
            change_id=f"import-{journal.head(store.conn)[0]}", policy="", payload={},
            images=writer.images, batches=writer.batches,
        )  # fmt: skip
    reassess_stale(session)
