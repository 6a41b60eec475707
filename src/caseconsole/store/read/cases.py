"""Case files read many at a time: a handful of queries for each chunk, whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from caseconsole.domain.agreement import Agreement, Paid
from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.contact import (
    Appointment,
    Contact,
    Episode,
    Offer,
    Pause,
    Promise,
    Reason,
    Snooze,
)
from caseconsole.domain.kinds import KINDS, STANDS, phase
from caseconsole.domain.ledger import Standing
from caseconsole.domain.message import Refused, message
from caseconsole.domain.numbers import case_number, parse_case_number
from caseconsole.domain.paid import remitted_on
from caseconsole.domain.people import HouseholdMember, LeaseParty, Phone, Representative
from caseconsole.domain.referred import Referral
from caseconsole.domain.text import cut
from caseconsole.store.read import rows as make
from caseconsole.store.read.agreements import Elsewhere, agreements, elsewhere, referrals
from caseconsole.store.read.grouping import grouped, owned
from caseconsole.store.read.paid import paid
from caseconsole.store.read.payments import promise_payments
from caseconsole.store.read.values import keys, maybe_day, texts
from caseconsole.store.sqlite import Connection, Row

CHUNK = 500
"""How many leases are read together."""

_HEAD = f"""
SELECT c.id, c.number, c.owner, coalesce(w.team, ''), c.opened_on, c.closed_on, c.version,
       {make.LEASE}, {make.STANDING}
FROM json_each(?) k CROSS JOIN lease l ON l.id = k.value
LEFT JOIN case_file c ON c.lease = l.id
LEFT JOIN standing s ON s.lease = l.id
LEFT JOIN caseworker w ON w.login = c.owner
ORDER BY k.key
"""
_CLOSED_AT, _LEASE_AT, _STANDING_AT = 5, 7, 20


def case_file(conn: Connection, case: int, today: date) -> CaseFile:
    """One case file.

    Raises:
        Refused: there is no such case.
    """
    for found in case_files(conn, [case], today):
        return found
    raise Refused(message("refused.case_unknown"))


def case_files(conn: Connection, cases: Iterable[int], today: date) -> Iterator[CaseFile]:
    """Case files in the order of their keys given; keys that are no case are left out."""
    for chunk in _chunks(cases):
        leases = conn.execute(
            "SELECT c.lease FROM json_each(?) k CROSS JOIN case_file c ON c.id = k.value"
            " ORDER BY k.key",
            (keys(chunk),),
        ).fetchall()
        yield from _files(conn, [row[0] for row in leases], today, {}, every=True)


def lease_files(
    conn: Connection,
    leases: Iterable[int],
    today: date,
    standings: Mapping[int, Standing] | None = None,
) -> Iterator[CaseFile]:
    """What is known of leases, whether or not they have a case file.

    What the ledger says of agreements is left out where all of them are over and nothing turns on
    it any more.

    Args:
        standings: to be used instead of the kept ones, for another day than the store's.
    """
    for chunk in _chunks(leases):
        yield from _files(conn, chunk, today, standings or {}, every=False)


def number_of(conn: Connection, case: int) -> str:
    """The number of a case; empty when there is no such case."""
    row = conn.execute("SELECT number FROM case_file WHERE id = ?", (case,)).fetchone()
    return str(row[0]) if row else ""


def withdrawn_claims(conn: Connection, agreement: int) -> dict[int, int]:
    """The leases that an agreement covered until that was taken back, each with its row."""
    rows = conn.execute(
        "SELECT lease, id FROM agreement_claim WHERE agreement = ? AND withdrawn_at NOT NULL",
        (agreement,),
    )
    return dict(rows.fetchall())


def case_by_number(conn: Connection, text: str) -> int:
    """The key of the case with this number, written with or without the dash.

    Raises:
        Refused: it is no case number, or nobody's.
    """
    try:
        number = case_number(parse_case_number(text))
    except ValueError:
        raise Refused(message("refused.no_case_number", number=cut(text, limit=40))) from None
    row = conn.execute("SELECT id FROM case_file WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise Refused(message("refused.no_such_case", number=number))
    return int(row[0])


@dataclass(slots=True)
class _Facts:
    """All that hangs on the leases of a chunk, by lease, or by case file."""

    parties: dict[int, list[LeaseParty]]
    members: dict[int, list[HouseholdMember]]
    representatives: dict[int, list[Representative]]
    episodes: dict[int, list[Episode]] = field(default_factory=dict)
    contacts: dict[int, list[Contact]] = field(default_factory=dict)
    reasons: dict[int, list[Reason]] = field(default_factory=dict)
    promises: dict[int, list[Promise]] = field(default_factory=dict)
    payments: dict[int, tuple[tuple[date, int], ...]] = field(default_factory=dict)
    appointments: dict[int, list[Appointment]] = field(default_factory=dict)
    pauses: dict[int, list[Pause]] = field(default_factory=dict)
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    snoozes: dict[int, list[Snooze]] = field(default_factory=dict)
    agreements: dict[int, tuple[Agreement, ...]] = field(default_factory=dict)
    referrals: dict[int, list[Referral]] = field(default_factory=dict)
    paid: dict[int, Paid] = field(default_factory=dict)
    elsewhere: dict[int, list[Elsewhere]] = field(default_factory=lambda: defaultdict(list))


_Agreed = Mapping[int, Sequence[Agreement]]


def _files(
    conn: Connection,
    leases: Sequence[int],
    today: date,
    standings: Mapping[int, Standing],
    *,
    every: bool,
) -> list[CaseFile]:
    """The files of a chunk.

    Args:
        every: whether also what turns on nothing any more is read of the ledger.
    """
    heads = texts(conn, _HEAD, (keys(list(leases)),))
    cases = {row[_LEASE_AT]: row[0] for row in heads if row[0]}
    stands = {
        (key := row[_LEASE_AT]): standings.get(key) or make.standing(row[_STANDING_AT:], key, today)
        for row in heads
    }
    facts = _facts(conn, stands, cases, today)
    if facts.agreements:
        own = {case: lease for lease, case in cases.items()}
        own |= {one.case: one.own for found in facts.elsewhere.values() for one in found}
        covered: _Agreed = {
            cases[key]: [one for _, one in _agreed_elsewhere(key, facts)]
            for key in cases.keys() & facts.elsewhere.keys()
        }
        agreed: _Agreed = facts.agreements
        if not every:
            settled = {row[0]: row[_LEASE_AT] for row in heads if _is_settled(row, facts, stands)}
            agreed, covered = _where_it_turns(agreed, covered, settled)
        facts.paid = paid(conn, agreed, own, today, covered)
    return [_file(row, facts, stands) for row in heads]


def _is_settled(row: Row, facts: _Facts, stands: Mapping[int, Standing]) -> bool:
    """Whether a file is closed, nothing is open, and nothing is waited for that would open it."""
    case, closed_on = row[0], row[_CLOSED_AT]
    return (
        closed_on is not None
        and stands[row[_LEASE_AT]].arrears <= 0
        and all(one.kept is not None for one in facts.appointments.get(case, ()))
        and all(one.answered_on is not None for one in facts.referrals.get(case, ()))
    )


def _where_it_turns(
    agreed: _Agreed, covered: _Agreed, settled: Mapping[int, int]
) -> tuple[_Agreed, _Agreed]:
    """Of what was agreed here and elsewhere, that about which the ledger still decides.

    Args:
        agreed: the agreements by case.
        covered: what other files agreed for the own lease of a case.
        settled: the own lease of each case that is closed and where nothing is open.
    """
    told = {
        case: made
        for case, made in agreed.items()
        if any(_turns_on_ledger(one, settled.get(case)) for one in made)
    }
    held = {
        case: made
        for case, made in covered.items()
        if case in told or any(map(_turns_on_ledger, made))
    }
    return told, held


def _turns_on_ledger(agreement: Agreement, settled: int | None = None) -> bool:
    """Whether what the ledger says still decides about it.

    A debit that made it kept may return, and what it remitted may not be written off yet. Where
    nothing is open of all that it covers, nothing came back.

    Args:
        settled: the lease of its file, where that is closed and nothing is open.
    """
    if phase(agreement) in STANDS or remitted_on(agreement) is not None:
        return True
    return agreement.state == KINDS[agreement.kind].paid_state and agreement.covers != (settled,)


def _facts(
    conn: Connection, standings: Mapping[int, Standing], cases: Mapping[int, int], today: date
) -> _Facts:
    bound = keys(list(standings))
    facts = _Facts(
        parties=_parties(conn, bound, today),
        members=grouped(conn, _MEMBERS, bound, make.member),
        representatives=grouped(conn, _REPRESENTATIVES, bound, make.representative),
        contacts=_contacts(conn, bound),
    )
    covering = elsewhere(conn, bound)
    for one in covering:
        facts.elsewhere[one.lease].append(one)
    agreed = {*cases.values(), *(one.case for one in covering)}
    if agreed:
        facts.agreements = agreements(conn, keys(sorted(agreed)))
    if not cases:
        return facts
    bound = keys(list(cases.values()))
    facts.episodes = grouped(conn, _EPISODES, bound, make.episode)
    facts.reasons = owned(conn, "reason", "on_day, code, structural, by", bound, make.reason)
    facts.promises = owned(conn, "promise", "made_on, due_on, cents, by", bound, make.promise)
    facts.appointments = owned(
        conn, "appointment", "made_on, kind, on_day, part_of_day, kept, text, by, version, outcome",
        bound, make.appointment,
    )  # fmt: skip
    facts.pauses = owned(conn, "pause", "since, until, why, by, version", bound, make.pause)
    facts.offers = owned(
        conn, "offer", "on_day, kind, language, answer, why, by, version", bound, make.offer
    )
    facts.snoozes = owned(conn, "snooze", "claim, until, why, by, made_on", bound, make.snooze)
    facts.referrals = referrals(conn, bound)
    begun = {
        case: facts.episodes[case][-1].since if case in facts.episodes else standings[lease].since
        for lease, case in cases.items()
    }
    facts.payments = promise_payments(conn, cases, facts.promises, begun, today)
    return facts


def _file(row: Row, facts: _Facts, standings: Mapping[int, Standing]) -> CaseFile:
    case, number, owner, team, opened_on, closed_on, version = row[:_LEASE_AT]
    lease = make.lease(row[_LEASE_AT:_STANDING_AT])
    key = lease.id
    own = case or 0
    episodes = facts.episodes.get(own)
    return CaseFile(
        id=case,
        number=number or "",
        owner=owner or "",
        team=team,
        opened_on=maybe_day(opened_on),
        closed_on=maybe_day(closed_on),
        version=version or 0,
        lease=lease,
        standing=standings[key],
        episode=episodes[-1] if episodes else None,
        parties=tuple(facts.parties.get(key, ())),
        members=tuple(facts.members.get(key, ())),
        representatives=tuple(facts.representatives.get(key, ())),
        contacts=tuple(facts.contacts.get(key, ())),
        reasons=tuple(facts.reasons.get(own, ())),
        promises=tuple(facts.promises.get(own, ())),
        promise_payments=facts.payments.get(own, ()),
        appointments=tuple(facts.appointments.get(own, ())),
        pauses=tuple(facts.pauses.get(own, ())),
        offers=tuple(facts.offers.get(own, ())),
        snoozes=tuple(facts.snoozes.get(own, ())),
        agreements=facts.agreements.get(own, ()),
        referrals=tuple(facts.referrals.get(own, ())),
        paid=facts.paid.get(own, _NOTHING_PAID),
        covering=_covering(key, facts) if key in facts.elsewhere else (),
    )


_NOTHING_PAID = Paid()


def _covering(lease: int, facts: _Facts) -> tuple[Covering, ...]:
    return tuple(
        Covering(found.number, one, facts.paid.get(found.case, _NOTHING_PAID))
        for found, one in _agreed_elsewhere(lease, facts)
    )


def _agreed_elsewhere(lease: int, facts: _Facts) -> list[tuple[Elsewhere, Agreement]]:
    return [
        (found, one)
        for found in facts.elsewhere[lease]
        for one in facts.agreements[found.case]
        if one.id == found.agreement
    ]


_MEMBERS = """
SELECT m.lease, m.kind, m.birth_year, m.since, m.until
FROM json_each(?) k CROSS JOIN household_member m ON m.lease = k.value
ORDER BY m.birth_year IS NULL, m.birth_year, m.id
"""
_REPRESENTATIVES = """
SELECT y.lease, r.person, r.name, r.kind, r.phone, r.email, r.language, r.since, r.until
FROM json_each(?) k CROSS JOIN lease_party y ON y.lease = k.value
CROSS JOIN representative r ON r.person = y.person
GROUP BY y.lease, r.id ORDER BY r.id
"""
_EPISODES = """
SELECT e.case_file, e.id, e.since
FROM json_each(?) k CROSS JOIN arrears_episode e ON e.case_file = k.value
WHERE e.settled_on IS NULL AND e.withdrawn_at IS NULL
ORDER BY e.since, e.id
"""
_PARTIES = f"""
SELECT y.lease, y.role, y.since, y.until, p.version, {make.PERSON}
FROM json_each(?) k CROSS JOIN lease_party y ON y.lease = k.value
CROSS JOIN person p ON p.id = y.person
WHERE y.until IS NULL OR y.until >= y.since
ORDER BY y.role <> 'tenant', y.since, y.id
"""
_PHONES = """
SELECT h.person, h.id, h.number, h.kind
FROM json_each(?) k CROSS JOIN phone h ON h.person = k.value
WHERE (h.until IS NULL OR h.until >= ?) AND h.number <> ''
ORDER BY h.place, h.id
"""
# A contact on another file of the same tenant counts here too: nobody is called twice a day.
_CONTACTS = f"""
WITH family (lease, other) AS (
    SELECT k.value, k.value FROM json_each(?) k
    UNION
    SELECT a.lease, b.lease
    FROM json_each(?) k CROSS JOIN lease_party a ON a.lease = k.value
    CROSS JOIN lease_party b ON b.person = a.person
    WHERE a.role IN ('tenant', 'co_tenant') AND b.role IN ('tenant', 'co_tenant')
)
SELECT f.lease, {", ".join(f"t.{name.strip()}" for name in make.CONTACT.split(","))}
FROM family f CROSS JOIN case_file c ON c.lease = f.other
CROSS JOIN contact t ON t.case_file = c.id
WHERE t.withdrawn_at IS NULL
ORDER BY t.at, t.id
"""


def _parties(conn: Connection, bound: str, today: date) -> dict[int, list[LeaseParty]]:
    rows = texts(conn, _PARTIES, (bound,))
    phones: dict[int, dict[str, Phone]] = defaultdict(dict)
    people = keys(list({row[5] for row in rows}))
    for person, *columns in texts(conn, _PHONES, (people, today.isoformat())):
        phone = Phone(*columns)
        phones[person].setdefault(phone.number, phone)
    found: dict[int, list[LeaseParty]] = defaultdict(list)
    for row in rows:
        lease, role, since, until, version = row[:5]
        person = make.person(row[5:], tuple(phones[row[5]].values()), version)
        found[lease].append(make.party(person, role, since, until))
    return found


def _contacts(conn: Connection, bound: str) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in texts(conn, _CONTACTS, (bound, bound)):
        found[row[0]].append(make.contact(row[1:]))
    return found


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
