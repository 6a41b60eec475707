"""What the ledger says of the agreements of many case files at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from caseconsole.domain.agreement import Agreement, Judge, Paid, SuspensionKind
from caseconsole.domain.frozen import resting, spells
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.paid import paid as paid_of
from caseconsole.domain.paid import windows as windows_of
from caseconsole.domain.rent_first import all_in, coming_rent, rent_first
from caseconsole.domain.together import bound, expecting, with_coming
from caseconsole.domain.window import Window
from caseconsole.store.read.agreements import agreements, windows
from caseconsole.store.read.association import complete_through
from caseconsole.store.read.ledger import ledgers, rents
from caseconsole.store.read.values import keys, maybe_day, texts
from caseconsole.store.sqlite import Connection

_DAY = timedelta(days=1)
_ABOUT = """
SELECT t.lease, a.case_file, FALSE FROM json_each(?1) k
CROSS JOIN agreement_claim t ON t.lease = k.value CROSS JOIN agreement a ON a.id = t.agreement
WHERE t.withdrawn_at IS NULL AND a.withdrawn_at IS NULL
UNION
SELECT f.lease, f.id, TRUE FROM json_each(?1) k CROSS JOIN case_file f ON f.lease = k.value
"""
_TERMS = """
SELECT l.id, l.due_day, l.end_on FROM json_each(?) k CROSS JOIN lease l ON l.id = k.value
"""


def paid(
    conn: Connection,
    agreed: Mapping[int, Sequence[Agreement]],
    own: Mapping[int, int],
    today: date,
    covered: Mapping[int, Sequence[Agreement]],
) -> dict[int, Paid]:
    """What the ledger says of agreements by the end of a day, by case.

    Args:
        agreed: the agreements by case.
        own: the own lease of each case.
        covered: what other files agreed for the own lease of a case.
    """
    asked = {case: made for case, made in agreed.items() if any(map(_by_ledger, made))}
    asked |= {case: agreed.get(case, ()) for case in covered}
    told = {case: (*made, *covered.get(case, ())) for case, made in asked.items()}
    needed = {case: {own[case]}.union(*(one.covers for one in its)) for case, its in told.items()}
    if not needed:
        return {}
    lines = ledgers(conn, sorted(set().union(*needed.values())))
    # Only where another file may have a say: a look-up more for each chunk, not for each file.
    shared = [case for case in asked if case in covered or needed[case] > {own[case]}]
    held = {own[case]: windows_of(made, own[case]) for case, made in asked.items()}
    if shared:
        held |= windows(conn, sorted(set().union(*(needed[case] for case in shared))))
    found = {case: paid_of(lines, made, own[case], today, held) for case, made in asked.items()}
    # What another file arranged for a lease tells of the rents of that, too.
    whole = found | {case: paid_of(lines, told[case], own[case], today, held) for case in covered}
    waiting = {case: its for case, its in told.items() if all_in(whole[case], its)}
    for case, ahead in _ahead(conn, waiting, own, today, lines, held).items():
        waits = all_in(whole[case], told[case]) - all_in(ahead, told[case])
        found[case] = rent_first(found[case], ahead, waits)
    further = {case: _further(made, own[case]) for case, made in asked.items()}
    known = about(conn, set().union(*further.values()))
    for case, made in asked.items():
        covering: dict[int, Sequence[Agreement]] = {own[case]: covered.get(case, ())}
        for lease in further[case]:
            covering[lease] = [one for one in known.get(lease, ()) if one.case != case]
        clear = found[case].clear
        times = spells(made, covering, own[case], clear) if further[case] else {}
        rests = resting(made, covering, own[case], today, clear)
        if rests or times:
            found[case] = replace(found[case], rests=rests, spells=times)
    return found


def _ahead(
    conn: Connection,
    told: Mapping[int, Sequence[Agreement]],
    own: Mapping[int, int],
    today: date,
    lines: Mapping[int, Sequence[LedgerEntry]],
    held: Mapping[int, tuple[Window, ...]],
) -> dict[int, Paid]:
    """What the ledger says, by case, with the next rents that are not booked yet.

    Of every lease whose account is played with one of theirs: what else is asked for makes no
    difference to what is said of a case.
    """
    if not told:
        return {}
    leases = {own[case] for case in told}.union(
        *(one.covers for its in told.values() for one in its)
    )
    known = {lease: lines.get(lease, ()) for lease in leases}
    with_them = bound(one for lease in leases for one in held.get(lease, ()))
    known |= {lease: account.entries for lease, account in with_them.items()}
    coming = _coming(conn, known, today)
    if not coming:
        return {}
    booked = {lease: with_coming(its, coming, lease) for lease, its in known.items()}
    expected = expecting(held, coming)
    return {case: paid_of(booked, its, own[case], today, expected) for case, its in told.items()}


def _coming(
    conn: Connection, known: Mapping[int, Sequence[LedgerEntry]], today: date
) -> dict[int, LedgerEntry]:
    """By lease the next rent that is not booked yet."""
    past = min(today - _DAY, complete_through(conn) or today)
    return {
        lease: rent
        for lease, due_day, ends in texts(conn, _TERMS, (keys(sorted(known)),))
        if (rent := coming_rent(known[lease], rents(conn, lease), due_day, maybe_day(ends), past))
    }


def _further(made: Sequence[Agreement], own: int) -> set[int]:
    """All leases whose debt the arrangements of a file cover, and its own; none if only that."""
    arranged = (one for one in made if not KINDS[one.kind].settles)
    found = {own}.union(*(one.covers for one in arranged))
    return found if found > {own} else set()


def about(conn: Connection, leases: set[int]) -> dict[int, list[Agreement]]:
    """What is agreed in any file about the debt of leases: in their own, and what covers them."""
    if not leases:
        return {}
    known = conn.execute(_ABOUT, (keys(sorted(leases)),)).fetchall()
    agreed = agreements(conn, keys(sorted({row[1] for row in known})))
    own = {(lease, case): False for lease, case, _ in known}
    own |= {(lease, case): True for lease, case, here in known if here}
    found: dict[int, list[Agreement]] = defaultdict(list)
    for (lease, case), here in own.items():
        found[lease] += (one for one in agreed.get(case, ()) if here or lease in one.covers)
    return found


def _by_ledger(made: Agreement) -> bool:
    """Whether anything of an agreement is judged by the ledger, or it freezes older debt."""
    return (
        bool(made.covers)
        or any(one.judge is Judge.LEDGER for one in made.conditions)
        or made.state in KINDS[made.kind].settles
        or any(one.kind is SuspensionKind.MORATORIUM for one in made.suspensions)
    )
