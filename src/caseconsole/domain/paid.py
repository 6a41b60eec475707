"""What the ledger says of agreements: the running rents, and what was paid on the debts covered."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, chain

from caseconsole.domain.agreement import (
    Agreement,
    Paid,
    Phase,
    RentMonth,
    Suspension,
    SuspensionKind,
)
from caseconsole.domain.book import Book
from caseconsole.domain.came_in import moves, payments
from caseconsole.domain.kinds import KINDS, covered_from, covers_before, covers_from, phase
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.lines import lowers
from caseconsole.domain.obligations import instalments
from caseconsole.domain.said_of_rent import words
from caseconsole.domain.standing_still import standstill
from caseconsole.domain.together import played
from caseconsole.domain.window import (
    Credit,
    Debt,
    Window,
    came_back_beside,
    came_under,
    covered,
    is_returned,
)

_DAY = timedelta(days=1)


def _spans(made: Agreement, lease: int) -> tuple[Window, ...]:
    """When an agreement designates what is paid on the debts it covers of a lease.

    From the day that settled which debts those are another time begins: what fell due meanwhile
    came under it, too (R61, R63). Those that never bound have none. One of which only the end is
    known has bound since its first day.
    """
    kind, known = KINDS[made.kind], [(change.state, change.on) for change in made.states]
    bound = {Phase.RUNNING, Phase.COMPLETED, Phase.ENDED}
    if not any(kind.phase(state) in bound for state, _ in known):
        return ()
    before = covers_before(made)
    # What makes one kept comes in under it, on that day too; what ends one is no payment.
    ends = [(state, on + _DAY if state == kind.paid_state else on) for state, on in known]
    asks = instalments(made)
    held = Window(
        before,
        kind.over(ends),
        remitted_on(made),
        covered_from(made.terms, lease),
        bool(kind.settles),
        asks,
        made.covers if (asks or kind.paid_state) and len(made.covers) > 1 else (),
        said=words(made) if lease in made.covers[:1] else (),
    )
    earlier = Window(made.start_on, before, settles=held.settles)
    return (earlier, held) if made.start_on < before else (held,)


def moratoria(suspensions: Sequence[Suspension]) -> Iterator[Window]:
    """The times in which the running rent is paid first by the moratoria of an agreement (R60).

    The court's moratorium holds by itself, whatever the agreement covers and came to.
    """
    held = [one for one in suspensions if one.kind is SuspensionKind.MORATORIUM]
    for one in held:
        if spell := standstill(held, one.since):
            since, last = spell
            yield Window(since, last.until + _DAY, settles=True)


def windows(agreements: Iterable[Agreement], lease: int) -> tuple[Window, ...]:
    """The windows of agreements of its file, or that cover it."""
    return in_order(
        one
        for made in agreements
        for one in (
            *(_spans(made, lease) if lease in made.covers else _saying(made, lease)),
            *moratoria(made.suspensions),
        )
    )


def _saying(made: Agreement, lease: int) -> Iterator[Window]:
    """When what people said of the rents counts under an agreement of its file that covers none."""
    if said := words(made):
        for one in _spans(made, lease)[-1:]:
            yield Window(one.start, one.end, said=said, designates=False)


def in_order(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Windows by their days, each once."""

    def days(one: Window) -> tuple[object, ...]:
        since = one.covers_from or date.min
        return (
            one.start,
            one.end or date.max,
            one.remitted_on or date.max,
            since,
            one.asks,
            one.said,
            one.designates,
        )

    return tuple(sorted(set(windows), key=days))


def paid(
    entries_by_lease: Mapping[int, Sequence[LedgerEntry]],
    agreements: Sequence[Agreement],
    own_lease: int,
    through: date,
    held: Mapping[int, Sequence[Window]],
) -> Paid:
    """What the ledgers of a case say of its agreements by the end of a day.

    Of a lease for which another file has an agreement, the rents since that began, too; where one
    leaves out older debt, a debit came back beside one, or a rent was moved or let go, all rents.

    Args:
        entries_by_lease: the lines of the case's own lease and of all that are covered.
        agreements: those of the case, whatever their state.
        own_lease: the lease whose running rent counts.
        through: the last value day that counts.
        held: by lease, when the agreements of any file designate what is paid on it.
    """
    binding = [(one, own) for one in agreements if (own := _spans(one, own_lease))]
    begun = [one.start for one in (*(own[0] for _, own in binding), *held.get(own_lease, ()))]
    if not begun:
        return Paid()
    leases = {own_lease}.union(*(one.covers for one, _ in binding))
    books = {
        one: played(entries_by_lease.get(one, ()), through, held.get(one, ())) for one in leases
    }
    covering = [(one, own) for one, own in binding if one.covers]
    return Paid(
        rents=_rents(books[own_lease], _told_from(books[own_lease], agreements, begun), through),
        covered={one.id: payments(_books(one, books), own) for one, own in covering},
        others={
            one.id: payments(others, own)
            for one, own in covering
            if (others := _books(one, books, {own_lease}))
        },
        open={one.id: _left(one, books, own, through) for one, own in covering},
        in_hand=_in_hand(covering, books),
        elsewhere={
            one.id: _left(one, books, own, through, {*one.covers} - {own_lease})
            for one, own in covering
        },
        shown=tuple(one.id for one, own in covering if any(_debts(one, books, own))),
        clear=_all_clear(covering, books, own_lease, through),
        beside=_owed_beside(books[own_lease], through),
        returned=_returned(books[own_lease]),
    )


def _in_hand(
    covering: Iterable[tuple[Agreement, Sequence[Window]]], books: Mapping[int, Book]
) -> dict[int, int]:
    """By agreement of several leases what came in for it and pays no debt of it yet, in cents."""
    return {
        one.id: sum(book.in_hand(held[-1].alike()) for book in _books(one, books))
        for one, held in covering
        if len(one.covers) > 1
    }


def _told_from(book: Book, made: Iterable[Agreement], begun: Iterable[date]) -> date:
    """The day from which the rents of a lease are told, by when its agreements began."""
    apart = any(one.covers_from for one in book.windows) or any(one.back for one in book.debts)
    return date.min if apart or any(map(words, made)) else min(begun)


def _left(
    one: Agreement,
    books: Mapping[int, Book],
    held: Sequence[Window],
    through: date,
    leases: Collection[int] | None = None,
) -> int:
    """What is open of the debts that an agreement covers, in cents, of all leases or some.

    What people let go no instalment pays, but a settlement remits it, too (R36, R63).
    """
    paying = () if KINDS[one.kind].settles else books.values()
    gone = frozenset[Debt]().union(*(book.let_go(through) for book in paying))
    return _open(_debts(one, books, held, leases), through, gone)


def _open(debts: Iterable[Debt], through: date, gone: Collection[Debt]) -> int:
    return sum(debt.open for debt in debts if debt.due_on <= through and debt not in gone)


def _all_clear(
    covering: Iterable[tuple[Agreement, Sequence[Window]]],
    books: Mapping[int, Book],
    own: int,
    through: date,
) -> Mapping[int, Mapping[int, date]]:
    """By agreement the leases of which it covers debt and nothing is open, since when."""
    several = ((one, held) for one, held in covering if set(one.covers) - {own})
    return {one.id: clear for one, held in several if (clear := _clear(one, books, held, through))}


def _clear(
    one: Agreement, books: Mapping[int, Book], held: Sequence[Window], through: date
) -> Mapping[int, date]:
    found = {}
    for lease in one.covers:
        debts = {*_debts(one, books, held, (lease,))}
        if debts and not any(debt.open for debt in debts - books[lease].let_go(through)):
            met = (by.entry.value_on for by in books[lease].credits if _meets(by, debts))
            found[lease] = max(met, default=one.start_on)
    return found


def _meets(credit: Credit, debts: Collection[Debt]) -> bool:
    return any(debt in debts for debt, _ in credit.spent)


def _owed_beside(book: Book, through: date) -> int:
    """What is no rent, and fell due since the arrangement that runs on a day began, in cents."""
    starts = [one.start for one in book.windows if one.holds(through) and not one.settles]
    if not starts:
        return 0
    return sum(
        debt.open
        for debt in book.due
        if debt.entry.kind is not EntryKind.CHARGE and debt.due_on >= min(starts)
    )


def _returned(book: Book) -> tuple[tuple[date, int], ...]:
    return tuple((debt.due_on, debt.open) for debt in book.due if is_returned(debt))


def _debts(
    one: Agreement,
    books: Mapping[int, Book],
    held: Sequence[Window],
    leases: Collection[int] | None = None,
) -> Iterator[Debt]:
    """The debts that an agreement covers, those not due yet among them; of all leases or some."""
    for lease in one.covers if leases is None else leases:
        book, since = books[lease], covers_from(one, lease)
        yield from (debt for debt in book.debts if covered(debt, book.windows, since, held))


def would_cover(
    entries: Sequence[LedgerEntry], held: Sequence[Window], since: date | None, today: date
) -> int:
    """What an arrangement that begins today would cover of the debt of a lease, in cents.

    What came in today is paid under it, so that it is part of that debt; where nothing is open but
    rent that people let go (R36), there is none.

    Args:
        entries: the lines of the lease.
        held: when agreements designate what is paid on it.
        since: the day from which fell due what is covered; None leaves nothing out.
        today: the day.
    """
    own, first = Window(today, None, covers_from=since), since or date.min
    book = played(entries, today, in_order((*held, own)))
    debts = (one for one in book.debts if covered(one, book.windows, first, [own]))
    left = _open(debts, today, book.let_go(today))
    return left and left + sum(cents for _, cents in payments({book: first}, [own]))


def kept(agreement: Agreement, known: Paid) -> bool:
    """Whether nothing is open any more of the debt that a running agreement covers (R39).

    While the ledger shows none of that debt, nothing is known of it.
    """
    return phase(agreement) is Phase.RUNNING and known.paid_off(agreement.id)


def remitted_on(agreement: Agreement) -> date | None:
    """The day on which an agreement remitted what is open, whatever came after it; else None."""
    remits = KINDS[agreement.kind].remits
    return next((change.on for change in agreement.states if change.state in remits), None)


def remitted(agreement: Agreement, known: Paid) -> int:
    """What an agreement remitted and nobody has written off yet, in cents (R63)."""
    return known.open.get(agreement.id, 0) if remitted_on(agreement) else 0


def came_back(agreement: Agreement, known: Paid) -> bool:
    """Whether money that made an agreement kept came back: its debt is open, and less was paid.

    What is charged on that debt afterwards leaves it kept, also where a part was never paid but
    taken back or written off. One that was kept before the ledger showed its debt runs again, too.
    """
    kind, before = KINDS[agreement.kind], agreement.states[-2:-1]
    sums = list(accumulate(cents for _, cents in known.covered.get(agreement.id, ())))
    return (
        agreement.state == kind.paid_state
        and any(kind.phase(change.state) is Phase.RUNNING for change in before)
        and known.open.get(agreement.id, 0) > 0
        and (sums[-1:] < [max(sums, default=0)] or _kept_unseen(agreement, known))
    )


def _kept_unseen(agreement: Agreement, known: Paid) -> bool:
    """Whether what was not paid of the debt that an agreement is for is all open still."""
    debt, by = agreement.terms.get("debt_cents"), agreement.states[-1].by
    paid_off = sum(cents for _, cents in known.covered.get(agreement.id, ()))
    left = known.open.get(agreement.id, 0)
    return not by and isinstance(debt, int) and paid_off < debt <= paid_off + left


def _rents(book: Book, start: date, through: date) -> tuple[RentMonth, ...]:
    """The rents of a lease that fell due in a time, those of one day together."""
    payments: dict[Debt, list[tuple[date, int]]] = {}
    lowered: dict[Debt, int] = {}
    for day, credit, debt, cents in moves(book):
        if lowers(credit.entry):
            lowered[debt] = lowered.get(debt, 0) + cents
        else:
            payments.setdefault(debt, []).append((day, cents))
    last = {
        debt: credit.entry.value_on
        for credit in book.credits
        for debt, _ in credit.spent
        if not lowers(credit.entry)
    }
    back, running = _back(book), [one for one in book.windows if one.holds(through)]
    days: dict[date, list[Debt]] = {}
    for debt in book.debts:
        if debt.entry.kind is EntryKind.CHARGE and start <= debt.due_on <= through:
            days.setdefault(debt.due_on, []).append(debt)
    found = []
    for due_on, debts in sorted(days.items()):
        cents = sum(debt.owed - lowered.get(debt, 0) for debt in debts)
        unpaid = sum(debt.open for debt in debts)
        paid_on = None if unpaid else max(last.get(debt, due_on) for debt in debts)
        returned = [(debt.open, *back[debt]) for debt in debts if debt in back]
        back_on = max((day for _, day, _ in returned), default=None)
        came = [(min(left, part), part) for left, day, part in returned if day == back_on]
        still, whole = sum(left for left, _ in came), sum(part for _, part in came)
        beside = sum(debt.open for debt in debts if _beside(debt, running))
        own = tuple(sorted(chain(*(payments.get(debt, ()) for debt in debts))))
        since = max(_arranged_on(debt, running) for debt in debts)
        found.append(
            RentMonth(due_on, cents, unpaid, paid_on, own, back_on, still, whole, beside, since)
        )
    return tuple(found)


def _arranged_on(debt: Debt, running: Sequence[Window]) -> date:
    by = (
        one
        for one in running
        if one.asks
        and not one.settles
        and covered(debt, running, one.covers_from or date.min, [one])
    )
    return min((one.start for one in by), default=date.max)


def _beside(debt: Debt, running: Iterable[Window]) -> bool:
    return any(came_back_beside(one, debt) for one in running)


def _back(book: Book) -> Mapping[Debt, tuple[date, int]]:
    """By debt that is open: the newest day on which a debit of it came back, and how much.

    An instalment that came back is late, and no rent.
    """
    found: dict[Debt, tuple[date, int]] = {}
    for day, by, opened in book.returns:
        for debt, cents in opened:
            if debt.open and not came_under(book.windows, by, debt, day):
                on, before = found.get(debt, (day, 0))
                found[debt] = day, cents + (before if on == day else 0)
    return found


def _books(
    one: Agreement, books: Mapping[int, Book], but: Collection[int] = ()
) -> dict[Book, date]:
    """The books of what an agreement covers, but for some leases, and from when each does."""
    return {books[lease]: covers_from(one, lease) for lease in one.covers if lease not in but}
