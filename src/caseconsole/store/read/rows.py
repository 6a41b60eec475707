"""Rows of a case file as values of the domain; each function takes the columns of its SELECT."""

from datetime import date

from caseconsole.domain.casefile import Lease
from caseconsole.domain.contact import (
    Appointment,
    AppointmentKind,
    Channel,
    Contact,
    Direction,
    Episode,
    Offer,
    OfferAnswer,
    OfferKind,
    Pause,
    Promise,
    Reason,
    ReasonCode,
    Snooze,
    Whom,
)
from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing
from caseconsole.domain.moment import PartOfDay
from caseconsole.domain.people import (
    HouseholdMember,
    LeaseParty,
    MemberKind,
    PartyRole,
    Person,
    Phone,
    Representative,
    RepresentativeKind,
)
from caseconsole.store.read.values import REVERSES, day, maybe_day, tags
from caseconsole.store.sqlite import Row

LEASE = """l.id, l.reference, l.form, l.start_on, l.end_on, l.due_day, l.payment_reference,
    l.direct_debit, l.address, l.postcode, l.town, l.version,
    (SELECT coalesce(max(e.id), 0) FROM ledger_entry e WHERE e.lease = l.id)"""
STANDING = """s.lease, s.as_of, s.balance, s.arrears, s.since, s.missed_on, s.missed_cents,
    s.months_tenths, s.rent, s.next_due_on, s.paid_on, s.paid_cents, s.returned_on"""
PERSON = """p.id, p.reference, p.initials, p.prefix, p.surname, p.birth_date, p.languages,
    p.call_do_not_write, p.safe_contact, p.email"""
ENTRY = f"""e.id, e.kind, e.cents, e.booked_on, e.value_on, e.due_on, e.period, e.text,
    e.designation, e.source_ref, {REVERSES}"""

# A look-up costs a tenth of calling the enum, and a day reads some hundred thousand of them.
_ENTRY_KINDS = {kind.value: kind for kind in EntryKind}
_ROLES = {role.value: role for role in PartyRole}
_MEMBER_KINDS = {kind.value: kind for kind in MemberKind}
_CHANNELS = {channel.value: channel for channel in Channel}
_DIRECTIONS = {direction.value: direction for direction in Direction}
_WHOM = {whom.value: whom for whom in Whom}
_PARTS = {part.value: part for part in PartOfDay}


def lease(row: Row) -> Lease:
    """From LEASE."""
    (
        id_, reference, form, start_on, end_on, due_day, payment_reference, direct_debit,
        address, postcode, town, version, ledger_version,
    ) = row  # fmt: skip
    return Lease(
        id_, reference, form, day(start_on), maybe_day(end_on), due_day, payment_reference,
        bool(direct_debit), address, postcode, town, version, ledger_version,
    )  # fmt: skip


def standing(row: Row, lease_id: int, today: date) -> Standing:
    """From STANDING; a lease that was never looked at stands at nothing."""
    (
        found, as_of, balance, arrears, since, missed_on, missed_cents, months_tenths, rent,
        next_due_on, paid_on, paid_cents, returned_on,
    ) = row  # fmt: skip
    if not as_of:
        return Standing(lease_id, today, 0, 0, None, None, 0, None, 0, None, None, 0, None)
    return Standing(
        found, day(as_of), balance, arrears, maybe_day(since), maybe_day(missed_on), missed_cents,
        months_tenths if rent else None, rent, maybe_day(next_due_on), maybe_day(paid_on),
        paid_cents, maybe_day(returned_on),
    )  # fmt: skip


def person(row: Row, phones: tuple[Phone, ...], version: int) -> Person:
    """From PERSON."""
    (
        id_, reference, initials, prefix, surname, birth_date, languages, call_do_not_write,
        safe_contact, email,
    ) = row  # fmt: skip
    return Person(
        id_, reference, initials, prefix, surname, maybe_day(birth_date), tags(languages),
        bool(call_do_not_write), safe_contact, email, phones, version,
    )  # fmt: skip


def party(of: Person, role: str, since: str, until: str | None) -> LeaseParty:
    """A person's place on a lease."""
    return LeaseParty(of, _ROLES[role], day(since), maybe_day(until))


def member(row: Row) -> HouseholdMember:
    """From kind, birth_year, since, until."""
    kind, birth_year, since, until = row
    return HouseholdMember(_MEMBER_KINDS[kind], birth_year, day(since), maybe_day(until))


def representative(row: Row) -> Representative:
    """From person, name, kind, phone, email, language, since, until."""
    of, name, kind, phone, email, language, since, until = row
    return Representative(
        of, name, RepresentativeKind(kind), phone, email, language, day(since), maybe_day(until)
    )


def entry(row: Row) -> LedgerEntry:
    """From ENTRY."""
    (
        id_, kind, cents, booked_on, value_on, due_on, period, text, designation, source_ref,
        reverses,
    ) = row  # fmt: skip
    return LedgerEntry(
        id_, _ENTRY_KINDS[kind], cents, day(booked_on), day(value_on), maybe_day(due_on), period,
        text, designation, source_ref, reverses,
    )  # fmt: skip


CONTACT = """id, at, on_day, channel, direction, whom, reached, part_of_day, language,
    identity_checked, said, by"""


def contact(row: Row) -> Contact:
    """From CONTACT."""
    id_, at, on, channel, direction, whom, reached, part, language, checked, said, by = row
    return Contact(
        id_, at, day(on), _CHANNELS[channel], _DIRECTIONS[direction], _WHOM[whom], bool(reached),
        _PARTS[part], language, bool(checked), said, by,
    )  # fmt: skip


def reason(row: Row) -> Reason:
    """From id, on_day, code, structural, by."""
    id_, on, code, structural, by = row
    return Reason(id_, day(on), ReasonCode(code), bool(structural), by)


def promise(row: Row) -> Promise:
    """From id, made_on, due_on, cents, by."""
    id_, made_on, due_on, cents, by = row
    return Promise(id_, day(made_on), day(due_on), cents, by)


def appointment(row: Row) -> Appointment:
    """From id, made_on, kind, on_day, part_of_day, kept, text, by, version, outcome."""
    id_, made_on, kind, on, part, kept, text, by, version, outcome = row
    return Appointment(
        id_, day(made_on), AppointmentKind(kind), day(on), PartOfDay(part) if part else None,
        None if kept is None else bool(kept), text, by, version, outcome,
    )  # fmt: skip


def pause(row: Row) -> Pause:
    """From id, since, until, why, by, version."""
    id_, since, until, why, by, version = row
    return Pause(id_, day(since), day(until), why, by, version)


def offer(row: Row) -> Offer:
    """From id, on_day, kind, language, answer, why, by, version."""
    id_, on, kind, language, answer, why, by, version = row
    return Offer(id_, day(on), OfferKind(kind), language, OfferAnswer(answer), why, by, version)


def snooze(row: Row) -> Snooze:
    """From id, claim, until, why, by, made_on."""
    id_, claim, until, why, by, made_on = row
    return Snooze(id_, claim, day(until), why, by, maybe_day(made_on))


def episode(row: Row) -> Episode:
    """From id, since."""
    id_, since = row
    return Episode(id_, day(since))
