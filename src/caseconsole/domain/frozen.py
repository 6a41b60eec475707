"""Which debt may not be collected: that from before a moratorium, the scheme or a settlement.

The rent that falls due since is owed as ever (R60, R61, R63).
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from types import MappingProxyType

from caseconsole.domain.agreement import Agreement, RentMonth, Suspension, SuspensionKind
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import instalment
from caseconsole.domain.kinds import KINDS, covers_before, covers_from, runs
from caseconsole.domain.paid import remitted_on
from caseconsole.domain.standing_still import standstill

HELPED = "freeze.helped"
"""The id of the word for a settlement that is attempted."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Freeze:
    """What fell due before `since` is left alone."""

    word: str
    """The id of the message that names why."""
    since: date
    until: date | None = None
    """The last day, where it has one."""
    remitted_on: date | None = None
    """The day of the final discharge, where it was remitted since."""


def for_debt(case: CaseFile) -> tuple[Agreement, ...]:
    """The agreements of a file, and those of others that cover its lease."""
    return (*case.agreements, *(held.agreement for held in case.covering))


def moratorium(case: CaseFile, today: date) -> Freeze | None:
    """The moratorium that runs on a day, also in another file; of several the last to end (R60)."""
    return _moratorium(for_debt(case), today)


def _moratorium(agreements: Iterable[Agreement], today: date) -> Freeze | None:
    held = (by_court(agreement) for agreement in agreements if agreement.suspensions)
    found = [spell for rows in held if (spell := standstill(rows, today))]
    if not found:
        return None
    since, last = max(found, key=lambda spell: spell[1].until)
    return Freeze("freeze.moratorium", since, last.until)


def by_court(agreement: Agreement) -> list[Suspension]:
    """The court's moratoria of an agreement; they last whatever it came to (R60)."""
    return [one for one in agreement.suspensions if one.kind is SuspensionKind.MORATORIUM]


def frozen(case: CaseFile, today: date) -> Freeze | None:
    """What freezes the debt of a file; of several that which leaves the least to collect.

    The scheme is about all debts (R61), a settlement about those that it names (R63).
    """
    return _frozen(for_debt(case), case.lease.id, today)


def _frozen(agreements: Sequence[Agreement], lease: int, today: date) -> Freeze | None:
    found = [
        Freeze(f"freeze.{one.state}", since)
        for one in agreements
        if _freezes(lease, one, one.state) and (since := covers_before(one)) <= today
    ]
    if held := _moratorium(agreements, today):
        found.append(held)
    return max(found, key=lambda one: one.since, default=None)


def left_alone(case: CaseFile, today: date) -> Freeze | None:
    """What freezes the debt of a file or remitted it; of several that which leaves the least."""
    return _left_alone(for_debt(case), case.lease.id, today)


def _left_alone(agreements: Sequence[Agreement], lease: int, today: date) -> Freeze | None:
    held = _frozen(agreements, lease, today)
    gone = _remitted(agreements, lease, date.min, today)
    return max((one for one in (held, *gone) if one), key=lambda one: one.since, default=None)


def remitted(case: CaseFile, today: date) -> Freeze | None:
    """What remitted the debt of a file; of several that which leaves the least to collect."""
    gone = _remitted(for_debt(case), case.lease.id, date.min, today)
    return max(gone, key=lambda one: one.since, default=None)


def left_alone_on(agreements: Sequence[Agreement], lease: int, on: date) -> date | None:
    """The day before which fell due what was frozen on a day or remitted by then, as known now.

    Args:
        agreements: all about the debt of the lease.
        lease: the lease.
        on: the day.
    """
    held = _left_alone(agreements, lease, on)
    over = [
        since for one in agreements for since, until in _over(lease, one) if since <= on <= until
    ]
    return max([*over, *([held.since] if held else [])], default=None)


def _freezes(lease: int, one: Agreement, state: str) -> bool:
    kind = KINDS[one.kind]
    return state in kind.settles and (state in kind.shields or lease in one.covers)


def frozen_until(case: CaseFile, due_on: date, today: date) -> date | None:
    """The last day on which what fell due on a day was frozen, where that is over; else None."""
    return max((until for _, until in thawed(case, due_on, today)), default=None)


def thawed(case: CaseFile, due_on: date, today: date) -> tuple[tuple[date, date], ...]:
    """The first and the last day of each time, over now, in which what fell due then was frozen."""
    return tuple(
        sorted(
            (since, until)
            for one in for_debt(case)
            for since, until in _over(case.lease.id, one)
            if due_on < since and until < today
        )
    )


def rested_times(case: CaseFile, one: Agreement, today: date) -> tuple[tuple[date, date], ...]:
    """The first and the last day of each time, over now, in which an arrangement rested.

    Of one for several leases all of the debt was frozen then, by whatever file (`rested_by`).
    """
    if not set(one.covers) - {case.lease.id}:
        return thawed(case, covers_from(one, case.lease.id), today)
    known = (case.paid, *(held.paid for held in case.covering))
    times = next((paid.spells[one.id] for paid in known if one.id in paid.spells), ())
    return tuple((since, until) for since, until in times if since <= today and until < today)


def _over(lease: int, one: Agreement) -> Iterator[tuple[date, date]]:
    """The first and the last day of each time that an agreement froze the debt and had an end."""
    held = by_court(one)
    for still in held:
        if spell := standstill(held, still.since):
            yield spell[0], spell[1].until
    states = [(change.state, change.on) for change in one.states]
    for n, ((state, _), (then, on)) in enumerate(pairwise(states), 1):
        if _freezes(lease, one, state) and not _freezes(lease, one, then):
            since = KINDS[one.kind].covers_before(one.start_on, one.terms, states[:n])
            if since < on:
                yield since, on - _DAY


def helped_since(case: CaseFile, leases: Collection[int] = ()) -> date | None:
    """Since when a settlement of the debt is attempted; None without one, or once it came about.

    Args:
        leases: those whose debt it is about, of whose own files nothing is known here; without any
            that of the file.
    """
    asked = {*leases} or {case.lease.id}
    return min(
        (
            one.start_on
            for one in for_debt(case)
            if KINDS[one.kind].settles
            and runs(one)
            and one.state not in KINDS[one.kind].settles
            and asked <= {*(one.covers or (case.lease.id,))}
        ),
        default=None,
    )


def owed_rents(case: CaseFile, today: date) -> tuple[RentMonth, ...]:
    """The rents of a file that are not remitted by a day, oldest first."""
    gone = remitted(case, today)
    rents = case.paid.rents
    return tuple(rent for rent in rents if rent.due_on >= gone.since) if gone else rents


def new_rents(case: CaseFile, since: date, through: date) -> tuple[RentMonth, ...]:
    """The rents that fell due from one day through another and are open; oldest first."""
    return tuple(rent for rent in case.paid.rents if rent.open and since <= rent.due_on <= through)


def new_returns(case: CaseFile, since: date) -> tuple[tuple[date, int], ...]:
    """What came back after a day of no known payment, and is open, by day in cents."""
    return tuple((on, cents) for on, cents in case.paid.returned if on > since)


def new_debts(
    case: CaseFile, since: date, through: date, least: int = 1, but: Container[date] = ()
) -> tuple[tuple[date, int], ...]:
    """What is new since a day and open: rents through another, and what came back; by day.

    Args:
        case: the file.
        since: the day.
        through: the last day.
        least: how much of a rent must be open, or of all that came back.
        but: the due days of the rents that are left out.
    """
    rents = [rent for rent in new_rents(case, since, through) if rent.due_on not in but]
    back = [one for one in new_returns(case, since) if one[0] <= through]
    worth = back if sum(cents for _, cents in back) >= least else ()
    return tuple(sorted((*((one.due_on, one.open) for one in rents if one.open >= least), *worth)))


def waits_since(case: CaseFile, today: date) -> date | None:
    """The day before which fell due what nobody is asked for: frozen, or being settled (R63)."""
    held, helped = frozen(case, today), helped_since(case)
    days = [held.since] if held else []
    return max([*days, helped] if helped and helped <= today else days, default=None)


def collectable(case: CaseFile, today: date) -> int:
    """What may be collected, in cents: all arrears, or while the rest waits what is new."""
    since = waits_since(case, today)
    if since is None:
        return case.standing.arrears
    return sum(cents for _, cents in new_debts(case, since, today))


def rested_by(case: CaseFile, one: Agreement, today: date) -> Freeze | None:
    """What lets the instalments of an arrangement rest: all of its debt was frozen, or remitted."""
    if not set(one.covers) - {case.lease.id}:
        return touched_by(case, one, today)
    times = case.paid.spells.get(one.id, ())
    now = next((since for since, until in times if since <= today <= until), None)
    if now is None:
        return None
    return touched_by(case, one, today) or Freeze("freeze.elsewhere", now)


def touched_by(case: CaseFile, one: Agreement, today: date) -> Freeze | None:
    """What froze or remitted the debt of this lease that an arrangement is about, where any is."""
    if not _pays_off(one) or case.lease.id in case.paid.clear.get(one.id, ()):
        return None
    return _rested_by(one, for_debt(case), case.lease.id, today)


def _pays_off(one: Agreement) -> bool:
    """Whether an agreement pays off a debt by instalments, which rest with it.

    Guidance has no debt: what it asks rests with none, and what a settlement asks does not either.
    """
    kind = KINDS[one.kind]
    return bool(kind.paid_state) or (not kind.settles and any(map(instalment, one.conditions)))


def _rested_by(
    one: Agreement, agreements: Sequence[Agreement], lease: int, today: date
) -> Freeze | None:
    held = _frozen(agreements, lease, today)
    since = covers_from(one, lease)
    if held and since < held.since:
        return held
    gone = _remitted(agreements, lease, one.start_on, today)
    return next((freeze for freeze in gone if since < freeze.since), None)


def _remitted(
    agreements: Iterable[Agreement], lease: int, made_on: date, today: date
) -> Iterator[Freeze]:
    """What remitted the debt of a lease by a day, and after another (R61, R63)."""
    for one in agreements:
        on = remitted_on(one) if lease in one.covers else None
        if on and made_on < on <= today:
            yield Freeze("freeze.discharged", covers_before(one), remitted_on=on)


def resting(
    made: Sequence[Agreement],
    covering: Mapping[int, Sequence[Agreement]],
    own: int,
    today: date,
    clear: Mapping[int, Mapping[int, date]] = MappingProxyType({}),
) -> Mapping[int, date]:
    """Since when instalments rest on a day, by the agreement of a file that asks them.

    They do where the debt of every lease that it covers is frozen or remitted (`rested_by`), or
    there is none any more. What pays off no debt asks on.

    Args:
        made: the agreements of the file.
        covering: those of other files about the debt of a lease, by lease.
        own: the lease of the file.
        today: the day.
        clear: by agreement the leases of which nothing that it covers is open, and since when.
    """
    about = _by_lease(made, covering, own)
    found = {}
    for one in made:
        if not _pays_off(one):
            continue
        leases = {*(one.covers or (own,))}.difference(clear.get(one.id, ()))
        held = [_rested_by(one, about[lease], lease, today) for lease in leases]
        if held and all(held):
            found[one.id] = max(freeze.since for freeze in held if freeze)
    return found


def spells(
    made: Sequence[Agreement],
    covering: Mapping[int, Sequence[Agreement]],
    own: int,
    clear: Mapping[int, Mapping[int, date]] = MappingProxyType({}),
) -> Mapping[int, tuple[tuple[date, date], ...]]:
    """The first and the last day of each time in which instalments rest, also of those to come.

    Only of what covers other leases than that of the file, by agreement; as in `resting`.
    """
    about = _by_lease(made, covering, own)
    found = {}
    for one in made:
        if not _pays_off(one) or not set(one.covers) - {own}:
            continue
        paid_off = clear.get(one.id, {})
        rest = {lease: _spells(one, about[lease], lease) for lease in one.covers}
        if not any(rest.values()):
            continue
        for lease, since in paid_off.items():
            rest[lease].add((since, date.max))
        if times := reduce(_both, rest.values()):
            found[one.id] = tuple(sorted(times))
    return found


def _by_lease(
    made: Sequence[Agreement], covering: Mapping[int, Sequence[Agreement]], own: int
) -> Mapping[int, Sequence[Agreement]]:
    return {
        lease: (
            *(one for one in made if lease == own or lease in one.covers),
            *covering.get(lease, ()),
        )
        for lease in {own}.union(*(one.covers for one in made))
    }


def _both(one: set[tuple[date, date]], other: set[tuple[date, date]]) -> set[tuple[date, date]]:
    """The times that lie in one of each."""
    shared = {(max(a, b), min(until, end)) for a, until in one for b, end in other}
    return {(since, until) for since, until in shared if since <= until}


def _spells(one: Agreement, agreements: Sequence[Agreement], lease: int) -> set[tuple[date, date]]:
    """When the debt of a lease that an arrangement covers is frozen or remitted (`_rested_by`)."""
    since, found = covers_from(one, lease), set()
    for by in agreements:
        found |= {spell for spell in _over(lease, by) if since < spell[0]}
        settled, gone_on = covers_before(by), remitted_on(by) if lease in by.covers else None
        if _freezes(lease, by, by.state) and since < settled:
            found.add((settled, date.max))
        if gone_on and one.start_on < gone_on and since < settled:
            found.add((gone_on, date.max))
    return found


def left_out(case: CaseFile, one: Agreement, let_be: Container[date], today: date) -> int:
    """What may be collected from before that which an arrangement covers, once it was frozen.

    Without the rents that people let be, of these due days (R36).
    """
    since, waits = covers_from(one, case.lease.id), waits_since(case, today)
    if case.standing.since is None or case.standing.since >= since:
        return 0
    newer = new_debts(case, max(since, waits or since), today)
    rents = new_rents(case, waits or date.min, today)
    less = sum(rent.open for rent in rents if rent.due_on < since and rent.due_on in let_be)
    return max(0, collectable(case, today) - sum(cents for _, cents in newer) - less)
