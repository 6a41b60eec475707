"""Ledger lines for tests, by hand and by hypothesis."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from caseconsole.domain.ledger import EntryKind, LedgerEntry

RENT = 61240
TODAY = date(2026, 11, 22)


def line(
    id: int,  # noqa: A002 - the field's own name
    kind: EntryKind,
    cents: int,
    on: date,
    *,
    due_on: date | None = None,
    period: str = "",
    designation: str = "",
    source_ref: str = "",
    reverses: int | None = None,
) -> LedgerEntry:
    return LedgerEntry(
        id, kind, cents, on, on, due_on, period, "", designation, source_ref, reverses
    )


def charge(id: int, month: int, cents: int = RENT) -> LedgerEntry:  # noqa: A002
    """The rent of a month of 2026, due on its first day."""
    due_on = date(2026, month, 1)
    return line(id, EntryKind.CHARGE, cents, due_on, due_on=due_on, period=f"2026-{month:02}")


def payment(
    id: int,  # noqa: A002
    on: str,
    cents: int = RENT,
    designation: str = "",
    source_ref: str = "",
) -> LedgerEntry:
    day = date.fromisoformat(on)
    return line(id, EntryKind.PAYMENT, -cents, day, designation=designation, source_ref=source_ref)


def returned(
    id: int,  # noqa: A002
    on: str,
    cents: int = RENT,
    reverses: int | None = None,
    period: str = "",
) -> LedgerEntry:
    day = date.fromisoformat(on)
    return line(id, EntryKind.RETURNED, cents, day, reverses=reverses, period=period)


def cost(id: int, on: str, cents: int, period: str = "") -> LedgerEntry:  # noqa: A002
    day = date.fromisoformat(on)
    return line(id, EntryKind.COST, cents, day, due_on=day, period=period)


_START = date(2026, 6, 1)
_DAYS = st.integers(0, 200).map(lambda n: _START + timedelta(n))
_AMOUNTS = st.sampled_from((5000, 10000, 30000, RENT)) | st.integers(1, 150_000)
_MONTHS = st.integers(6, 12)
_PERIODS = st.sampled_from(("", "2026-07", "2026-08", "2026-11", "2026-12", "unknown"))


@st.composite
def _lines(draw: st.DrawFn, kinds: tuple[EntryKind, ...]) -> LedgerEntry:
    kind = draw(st.sampled_from(kinds))
    day, cents, period = draw(_DAYS), draw(_AMOUNTS), draw(_PERIODS)
    if kind is EntryKind.CHARGE:
        return charge(0, draw(_MONTHS), cents)
    if kind is EntryKind.COST:
        return line(0, kind, cents, day, due_on=day, period=period)
    if kind is EntryKind.RETURNED:
        return line(0, kind, cents, day, period=period)
    if kind is EntryKind.CORRECTION:
        signed = cents * draw(st.sampled_from((1, -1)))
        return line(0, kind, signed, day, due_on=draw(st.sampled_from((None, day))), period=period)
    return line(0, kind, -cents, day, designation=period)


@st.composite
def ledgers(
    draw: st.DrawFn, kinds: tuple[EntryKind, ...] = tuple(EntryKind), most: int = 14
) -> list[LedgerEntry]:
    """Ledgers of some months; returned debits and corrections often name a payment."""
    entries: list[LedgerEntry] = []
    for number, entry in enumerate(draw(st.lists(_lines(kinds), max_size=most)), start=1):
        reference, reverses = f"B{number}", None
        payments = [known.id for known in entries if known.kind is EntryKind.PAYMENT]
        if entry.kind is EntryKind.RETURNED and payments:
            reverses = draw(st.sampled_from((None, *payments)))
        if entry.kind is EntryKind.CORRECTION:
            first = (known.source_ref for known in entries[:1])
            reference = draw(st.sampled_from((reference, "not booked", *first)))
        entries.append(
            replace(
                entry, id=number, text=f"line {number}", source_ref=reference, reverses=reverses
            )
        )
    return entries
