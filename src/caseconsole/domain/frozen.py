"""Which debt may not be collected: that from before a moratorium, the scheme or a settlement.

The rent that falls due since is owed as ever (R60, R61, R63).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from caseconsole.domain.agreement import Agreement, RentMonth, Suspension, SuspensionKind
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.kinds import KINDS, covers_before, covers_from, runs
from caseconsole.domain.moving import standstill

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Freeze:
    """What fell due before `since` is left alone."""

    word: str
    """The id of the message that names why."""
    since: date
    until: date | None = None
    """The last day, where it has one."""


def for_debt(case: CaseFile) -> tuple[Agreement, ...]:
    """The agreements of a file, and those of others that cover its lease."""
    return (*case.agreements, *(held.agreement for held in case.covering))


def moratorium(case: CaseFile, today: date) -> Freeze | None:
    """The moratorium that runs on a day, also in another file; of several the last to end (R60)."""
    return _moratorium(for_debt(case), today)


def _moratorium(agreements: Iterable[Agreement], today: date) -> Freeze | None:
    held = (_moratoria(agreement) for agreement in agreements)
    found = [spell for rows in held if (spell := standstill(rows, today))]
    if not found:
        return None
    since, last = max(found, key=lambda spell: spell[1].until)
    return Freeze("freeze.moratorium", since, last.until)


def _moratoria(agreement: Agreement) -> list[Suspension]:
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


def _freezes(lease: int, one: Agreement, state: str) -> bool:
    kind = KINDS[one.kind]
    return state in kind.settles and (state in kind.shields or lease in one.covers)


def frozen_until(case: CaseFile, due_on: date, today: date) -> date | None:
    """The last day on which what fell due on a day was frozen, where that is over; else None."""
    over = (
        until
        for one in for_debt(case)
        for since, until in _over(case.lease.id, one)
        if due_on < since and until < today
    )
    return max(over, default=None)


def _over(lease: int, one: Agreement) -> Iterator[tuple[date, date]]:
    """The first and the last day of each time that an agreement froze the debt and had an end."""
    held = _moratoria(one)
    for still in held:
        if spell := standstill(held, still.since):
            yield spell[0], spell[1].until
    states = [(change.state, change.on) for change in one.states]
    for n, ((state, _), (then, on)) in enumerate(pairwise(states), 1):
        if _freezes(lease, one, state) and not _freezes(lease, one, then):
            since = KINDS[one.kind].covers_before(one.start_on, one.terms, states[:n])
            if since < on:
                yield since, on - _DAY


def helped_since(case: CaseFile) -> date | None:
    """Since when a settlement of the debt is attempted; None without one, or once it came about."""
    return min(
        (
            one.start_on
            for one in for_debt(case)
            if KINDS[one.kind].settles
            and runs(one)
            and one.state not in KINDS[one.kind].settles
            and case.lease.id in (one.covers or (case.lease.id,))
        ),
        default=None,
    )


def new_rents(case: CaseFile, since: date, through: date) -> tuple[RentMonth, ...]:
    """The rents that fell due from one day through another and are open; oldest first."""
    return tuple(rent for rent in case.paid.rents if rent.open and since <= rent.due_on <= through)


def waits_since(case: CaseFile, today: date) -> date | None:
    """The day before which fell due what nobody is asked for: frozen, or being settled (R63)."""
    if held := frozen(case, today):
        return held.since
    since = helped_since(case)
    return since if since and since <= today else None


def collectable(case: CaseFile, today: date) -> int:
    """What may be collected, in cents: all arrears, or while the rest waits the new rent."""
    since = waits_since(case, today)
    if since is None:
        return case.standing.arrears
    return sum(rent.open for rent in new_rents(case, since, today))


def rests(case: CaseFile, one: Agreement, held: Freeze | None) -> bool:
    """Whether an arrangement is about debt that was frozen since it was made."""
    return held is not None and covers_from(one, case.lease.id) < held.since


def resting(
    made: Sequence[Agreement], covering: Sequence[Agreement], lease: int, today: date
) -> Mapping[int, date]:
    """Since when instalments rest on a day, by the agreement of a file that asks them (`rests`).

    What a settlement of the debt itself asks does not.

    Args:
        made: the agreements of the file.
        covering: those of other files that cover its lease.
        lease: its lease.
    """
    held = _frozen((*made, *covering), lease, today)
    if held is None:
        return {}
    return {
        one.id: held.since
        for one in made
        if not KINDS[one.kind].settles and covers_from(one, lease) < held.since
    }


def left_out(case: CaseFile, one: Agreement, today: date) -> int:
    """What may be collected from before that which an arrangement covers, once it was frozen."""
    since = covers_from(one, case.lease.id)
    if case.standing.since is None or case.standing.since >= since:
        return 0
    if waits := waits_since(case, today):
        return sum(rent.open for rent in new_rents(case, waits, since - _DAY))
    newer = sum(rent.open for rent in new_rents(case, since, today))
    return max(0, case.standing.arrears - newer)
