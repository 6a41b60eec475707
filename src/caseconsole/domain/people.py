"""The people of a case file and how they belong to a lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

HOUSE_LANGUAGE = "nl"
"""What everybody here speaks; taken for who has no language in the file. Every script is in it."""


def base(tag: str) -> str:
    """The language of a tag without region or script: pt of pt-BR."""
    return tag.partition("-")[0]


class PartyRole(StrEnum):
    """What a person is to a lease (7:266 BW for the co-tenant)."""

    TENANT = "tenant"
    CO_TENANT = "co_tenant"
    FORMER_CO_TENANT = "former_co_tenant"
    GUARANTOR = "guarantor"


class RepresentativeKind(StrEnum):
    """Who acts for a person; all contact goes to an administrator (R06)."""

    ADMINISTRATOR = "administrator"
    GUARDIAN = "guardian"
    HELPER = "helper"


class MemberKind(StrEnum):
    """Who lives in the home, by birth year and no more."""

    ADULT = "adult"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164; `kind` is mobile, fixed or other."""

    id: int
    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the BRP writes the name; never BSN, origin or health (R81)."""

    id: int
    reference: str
    initials: str
    prefix: str
    surname: str
    birth_date: date | None
    """For checking identity on the phone, nothing else."""
    languages: tuple[str, ...]
    """Language tags (tr, ary, ar, ber, pl, nl …), the preferred one first."""
    call_do_not_write: bool
    safe_contact: str
    """How this person can be reached safely; empty when there is nothing to mind."""
    email: str
    phones: tuple[Phone, ...]
    version: int


@dataclass(frozen=True, slots=True)
class LeaseParty:
    """A person's place on a lease; both days belong to it, `until` None is open."""

    person: Person
    role: PartyRole
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody who lives in the home; both days belong to it."""

    kind: MemberKind
    birth_year: int | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Representative:
    """Who acts for the person `of`; both days belong to it."""

    of: int
    name: str
    kind: RepresentativeKind
    phone: str
    email: str
    language: str
    since: date
    until: date | None


def runs(since: date, until: date | None, today: date) -> bool:
    """Whether a dated row counts today; both days belong to it."""
    return since <= today and (until is None or today <= until)


_RENTING = frozenset({PartyRole.TENANT, PartyRole.CO_TENANT})


def renting(parties: tuple[LeaseParty, ...], today: date) -> tuple[LeaseParty, ...]:
    """Who rents on a day, the tenant before the co-tenants; the newest first once nobody does.

    The first is the one to reach about the lease: in person, or through an administrator (R06).
    """
    tenants = [party for party in parties if party.role in _RENTING]
    here = [party for party in tenants if runs(party.since, party.until, today)]
    found = here or sorted(each(tenants, today), key=lambda party: party.since, reverse=True)
    return tuple(sorted(found, key=lambda party: party.role is not PartyRole.TENANT))


def administrators(
    parties: tuple[LeaseParty, ...], representatives: tuple[Representative, ...], today: date
) -> list[tuple[Representative, LeaseParty]]:
    """The administrators with whom they act for: all contact with that tenant goes there (R06)."""
    return [
        (acting, party)
        for party in (renting(parties, today) if representatives else ())
        for acting in representatives
        if acting.kind is RepresentativeKind.ADMINISTRATOR
        and acting.of == party.person.id
        and runs(acting.since, acting.until, today)
    ]


class Acting(NamedTuple):
    """An administrator, with all tenants for whom the same one acts."""

    one: Representative
    of: tuple[LeaseParty, ...]


class SpokenWith(NamedTuple):
    """With whom all is agreed about a lease: who speaks for themselves, and who acts for others."""

    tenants: tuple[LeaseParty, ...]
    administrators: tuple[Acting, ...]


def spoken_with(
    parties: tuple[LeaseParty, ...], representatives: tuple[Representative, ...], today: date
) -> SpokenWith:
    """The tenants without an administrator, and each administrator once (R06)."""
    known = administrators(parties, representatives, today)
    found: dict[tuple[str, str, str], list[tuple[Representative, LeaseParty]]] = {}
    for one, party in known:
        found.setdefault((one.name, one.phone, one.email), []).append((one, party))
    cared_for = {party.person.id for _, party in known}
    return SpokenWith(
        tuple(one for one in renting(parties, today) if one.person.id not in cared_for),
        tuple(Acting(same[0][0], tuple(party for _, party in same)) for same in found.values()),
    )


def each(parties: Sequence[LeaseParty], today: date) -> tuple[LeaseParty, ...]:
    """Everybody once: as what they are today, or else were last."""
    known = sorted(parties, key=lambda one: (runs(one.since, one.until, today), one.since))
    last = {party.person.id: party for party in known}
    return tuple(party for party in parties if last[party.person.id] is party)


def children(members: tuple[HouseholdMember, ...], today: date) -> int:
    """How many children live in the home; a child counts through the year of turning 18."""
    return sum(
        1
        for member in members
        if runs(member.since, member.until, today)
        and (
            today.year <= member.birth_year + 18
            if member.birth_year is not None
            else member.kind is MemberKind.CHILD
        )
    )


def adults(members: tuple[HouseholdMember, ...], today: date) -> int:
    """How many adults live in the home, the tenants among them."""
    here = sum(1 for member in members if runs(member.since, member.until, today))
    return here - children(members, today)
