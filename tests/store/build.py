"""Rows for a test: leases with a tenant, lines, case files, due claims."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count

from caseconsole.domain.message import message
from caseconsole.store import cases, derived, journal
from caseconsole.store.rows import DueEntry
from caseconsole.store.sqlite import Store
from caseconsole.store.write import Writer

TODAY = date(2026, 11, 3)
_numbers = count(1)


@contextmanager
def change(store: Store, *, case: int | None = None, actor: str = "anna") -> Iterator[Writer]:
    """One journaled change."""
    with store.transaction():
        writer = Writer(store)
        yield writer
        number = next(_numbers)
        journal.append(
            store, at=number, actor=actor, kind="note", case=case, change_id=f"change-{number}",
            policy="", payload={"n": number}, images=writer.images, batches=writer.batches,
        )  # fmt: skip


def lease(
    writer: Writer, *, surname: str = "Jansen", languages: str = "nl", person: int | None = None
) -> int:
    """A lease with one tenant, a phone and a rent.

    Returns:
        Its key; the tenant's key is the same unless `person` is given.
    """
    number = next(_numbers)
    key = writer.insert(
        "lease", reference=f"L{number}", form="ordinary", start_on="2020-01-01", due_day=1,
        payment_reference="", direct_debit=False, address=f"Kade {number}", postcode="",
        town="Utrecht",
    )  # fmt: skip
    if person is None:
        person = writer.insert(
            "person", reference=f"P{number}", initials="M.", prefix="", surname=surname,
            birth_date="1980-02-03", languages=languages, call_do_not_write=False,
            safe_contact="", email="",
        )  # fmt: skip
        writer.insert("phone", person=person, number=f"+3161234{person:04d}", kind="mobile")
    writer.insert("rent", lease=key, from_on="2020-01-01", cents=61240)
    writer.insert("lease_party", lease=key, person=person, role="tenant", since="2020-01-01")
    derived.refresh_search(writer.store, [key])
    return key


def line(
    writer: Writer,
    lease_key: int,
    kind: str,
    cents: int,
    on: str,
    *,
    due_on: str | None = None,
    **more: str | int | None,
) -> int:
    """A line of the ledger."""
    values: dict[str, str | int | None] = {
        "identity": f"i{next(_numbers)}", "booked_on": on, "value_on": on, "due_on": due_on,
        "period": "", "text": "", "designation": "", "source_ref": "", "reverses": None,
    }  # fmt: skip
    return writer.insert("ledger_entry", lease=lease_key, kind=kind, cents=cents, **values | more)


def case(writer: Writer, lease_key: int, owner: str = "anna") -> int:
    """The open case file of a lease."""
    return cases.open_case(writer, lease_key, TODAY, owner)


def agreement(
    writer: Writer,
    case_key: int,
    kind: str = "payment_arrangement",
    *,
    states: Sequence[tuple[str, str]] = (("agreed", "2026-10-01"),),
    covers: Sequence[int] = (),
    **more: str | int | None,
) -> int:
    """An agreement that began on 1 October, with its states and the leases it covers."""
    values: dict[str, str | int | None] = {
        "reference": "", "made_on": "2026-10-01", "start_on": "2026-10-01", "end_on": None,
        "partner": "", "partner_person": "", "terms": "{}", "signed_on": None, "signed_by": "",
        "next_review_on": None, "by": "anna",
    }  # fmt: skip
    key = writer.insert("agreement", case_file=case_key, kind=kind, **values | more)
    for state, on in states:
        writer.insert(
            "agreement_state", agreement=key, state=state, on_day=on, why="", paper="", by="anna"
        )
    for covered in covers:
        writer.insert("agreement_claim", agreement=key, lease=covered)
    return key


def condition(writer: Writer, agreement_key: int, **more: str | int | None) -> int:
    """A condition: 100 euros on the first of each month from November, judged by the ledger."""
    values: dict[str, str | int | None] = {
        "clause": "instalment", "duty": "tenant", "text": "", "rule": "FREQ=MONTHLY;COUNT=3",
        "first_on": "2026-11-01", "until": None, "cents": 10_000, "last_cents": 0,
        "evidence": "ledger", "grace_days": 0, "weight": "major", "consequence": "",
        "judge": "ledger", "rests_on": None, "fixed": 0,
    }  # fmt: skip
    return writer.insert("condition", agreement=agreement_key, **values | more)


def judgement(writer: Writer, condition_key: int, verdict: str, original_on: str) -> int:
    """A judgement of today."""
    return writer.insert(
        "judgement", condition=condition_key, original_on=original_on, verdict=verdict,
        moved_to=None, on_day=TODAY, evidence=None, reference="", why="", review=None, by="anna",
    )  # fmt: skip


def due(case_key: int, lease_key: int, **more: object) -> DueEntry:
    """A due claim."""
    values: dict[str, object] = {
        "case": case_key, "lease": lease_key, "claim": "call", "action": "first_call", "rank": 10,
        "since": TODAY, "until": None, "rule": "R03", "source": "source.own_practice",
        "because": message("first_call.due", open_cents=61240), "next": message("next.retry"),
        "snoozed_until": None, "for_login": "", "team": "noord", "interpreter": False,
        "whom": "tenant", "tenant": "M. Jansen", "language": "nl",
        "call_do_not_write": False, "arrears": 61240, "months_tenths": 10, "adults": 1,
        "children": 0, "called_on": None,
    }  # fmt: skip
    return DueEntry(**values | more)  # type: ignore[arg-type]


def due_case(store: Store, *, surname: str = "Jansen", owner: str = "anna", **more: object) -> int:
    """A case file with one due claim."""
    with change(store) as writer:
        key = lease(writer, surname=surname)
        opened = case(writer, key, owner)
        derived.replace_dues(store, {opened: [due(opened, key, **more)]})
    return opened


def plan(store: Store, sql: str, bound: Sequence[object]) -> list[str]:
    """How SQLite would run a statement."""
    return [row[3] for row in store.conn.execute(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()]
