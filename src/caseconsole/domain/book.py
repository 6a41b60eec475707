"""The ledger played day by day: debts fall due, payments meet them, returned debits undo that."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter

from caseconsole.domain.booked_over import Moved, book_on, movable
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.lines import as_corrected, as_money, books_off, reverses
from caseconsole.domain.room import Room
from caseconsole.domain.window import (
    SOON,
    Credit,
    Debt,
    Window,
    began_since,
    came_under,
    counts,
    covered,
    debts_of,
    frozen,
    is_new,
    let_go,
    remitted_before,
    rents_let_be,
    reversed_by,
    turned,
)

_CHARGE, _PAYMENT = EntryKind.CHARGE, EntryKind.PAYMENT
_RETURNED, _CORRECTION = EntryKind.RETURNED, EntryKind.CORRECTION

_first = itemgetter(0)
_place = attrgetter("place")


class Book:
    """The ledger played in the order of its days: debts fall due, payments meet them.

    What is paid in a window meets the rents that fell due since its start, then the instalment that
    is due, then rents and instalments that fall due soon, then the oldest; in several, those since
    the newest start first, then those since the one before. A debit that came back since is met as
    those rents are. An arrangement that leaves out older debt has what it covers paid before that.
    What was remitted is met by nothing but what names it or writes it off. Under any agreement
    a payment meets a rent that people let be after all that is asked for (R36).
    """

    __slots__ = (
        "coming", "credits", "debts", "due", "moved", "named", "next_on", "parts", "returns",
        "said", "spare", "waiting", "windows",
    )  # fmt: skip

    def __init__(self, entries: Sequence[LedgerEntry], windows: Iterable[Window] = ()) -> None:
        if _CORRECTION in [entry.kind for entry in entries]:
            entries = as_corrected(entries)
        self.windows = [one for one in windows if one.designates]
        self.said = [one for one in windows if one.said]
        """The times in which people may let a rent be."""
        self.parts: Mapping[Window, Sequence[tuple[Book, Window]]] = {}
        """By arrangement of several leases: the books of all of them, each with its window."""
        self.moved: list[Moved] = []
        """What was booked off any of those on a day and not booked on another yet."""
        self.due: list[Debt] = []
        """What is due and open, by place."""
        self.credits: list[Credit] = []
        self.spare: list[Credit] = []
        """Credits with something left; while any of that is free, nothing due is open but what was
        remitted, or by the end of a day will be booked over from another account."""
        self.returns: list[tuple[date, Credit | None, list[tuple[Debt, int]]]] = []
        """The day of each returned debit, what it undid, and what that opened again."""
        self.next_on: date | None = None
        """The first day on which something that is booked and was not played begins to count."""
        debts: list[LedgerEntry] = []
        moves: list[LedgerEntry] = []
        reversals: list[LedgerEntry] = []
        for entry in entries:
            if entry.cents < 0:
                moves.append(entry)
            elif entry.kind is _CHARGE:
                debts.append(entry)
            elif reverses(entry):
                reversals.append(entry)
            elif entry.cents:
                debts.append(entry)
        self.waiting = debts_of(debts)
        """What is not due yet, the next to fall due last."""
        self.debts = self.waiting.copy()
        self.named = {entry.reverses for entry in reversals}
        self.coming = [(entry.value_on, False, entry) for entry in moves]
        """What is paid and comes back: the day on which it counts, and whether it comes back."""
        if reversals:
            paid_on: dict[int | None, date] = {entry.id: entry.value_on for entry in moves}
            self.coming += (
                (max(one.value_on, paid_on.get(one.reverses, one.value_on)), True, one)
                for one in reversals
            )

    def begin(self, day: date) -> None:
        """Know what is in hand as a day begins, before anything falls due on it."""
        for credit in self.spare:
            credit.begun = credit.kept.copy()
        self.fall_due(day)

    def fall_due(self, day: date) -> None:
        """Take over what falls due through a day; spare credit meets it."""
        waiting, due = self.waiting, self.due
        while waiting and waiting[-1].due_on <= day:
            debt = waiting.pop()
            if not debt.open:
                continue
            if due and due[-1].place > debt.place:
                insort(due, debt, key=_place)
            else:
                due.append(debt)
            if self.spare:
                self.use_spare()

    def pay(self, entry: LedgerEntry) -> None:
        """Let something that is paid meet debts, after all that counts before it."""
        if self.moved:
            entry = book_on(self, as_money(entry), self.moved)
        credit = Credit(entry)
        if not credit.left:
            return
        self.credits.append(credit)
        if entry.designation or entry.kind is not _PAYMENT:
            self.meet(credit, self.named_by(entry))
        if credit.left:
            self._meet_in_turn(credit)
            if credit.left:
                self.spare.append(credit)

    def _meet_in_turn(self, credit: Credit) -> None:
        """Let a credit meet what is due, and under an arrangement what falls due soon."""
        if not self.windows and not self.said:
            self.meet(credit, self.due)
            return
        paid_on, payment = credit.entry.value_on, credit.entry.kind is _PAYMENT
        due, held = self.claimable(paid_on), [one for one in self.windows if one.holds(paid_on)]
        asked_on = rents_let_be(self.debts, self.said, paid_on)
        if not (held or asked_on) or (len(due) < len(self.due) and not payment):
            self.meet(credit, due if payment else self.due)
            return
        due = turned(due, held)
        if not payment:
            self.meet(credit, due)
            return
        gone = let_go(asked_on)
        if gone:
            due.sort(key=gone.__contains__)
        new = [debt for debt in due if is_new(debt, held)]
        self.meet(credit, [one for one in new if asked_on.get(one, paid_on) <= paid_on])
        debts = [debt for debt in due if debt not in gone]
        rooms = [self._room(one, debts, held, paid_on) for one in held if one.asks or one.leases]
        soon = self._rents_soon(paid_on, asked_on)
        asked: list[tuple[date, Debt | Room, int]] = [*soon]
        asked += (part for room in rooms for part in room.lacks(paid_on + SOON))
        for _, by, most in sorted(asked, key=_first):
            if isinstance(by, Room):
                self._pay_off(credit, by, most)
            else:
                self.meet(credit, [by], most)
        for debt in debts if credit.free else ():
            theirs = [room for room in rooms if debt in room.debts]
            met = self.meet(credit, [debt], min((room.cents for room in theirs), default=None))
            for room in theirs:
                room.cents -= met
        for room in rooms if gone else ():
            self._pay_off(credit, room, room.cents)
        self.meet(credit, [debt for debt in due if debt in gone])

    def _rents_soon(
        self, paid_on: date, asked_on: Mapping[Debt, date]
    ) -> Iterator[tuple[date, Debt, int]]:
        """The rents that are asked for soon after a day: their days, themselves, what is open."""
        for debt in reversed(self.waiting):
            if debt.due_on > paid_on + SOON:
                break
            if debt.entry.kind is _CHARGE and debt not in asked_on:
                yield debt.due_on, debt, debt.open
        for debt, day in asked_on.items():
            if paid_on < day <= paid_on + SOON:
                yield day, debt, debt.open

    def _room(
        self, one: Window, due: Iterable[Debt], held: Sequence[Window], paid_on: date
    ) -> Room:
        """What an arrangement has still to get on a day, of all accounts that it binds."""
        debts = self._covered(one, due, held)
        cents, paid = sum(debt.open for debt in debts), self.paid_off(one)
        alike = one.alike()
        for book, its in self.parts.get(alike, ()):
            cents -= book.in_hand(alike)
            paid += book.in_hand(alike)
            if book is not self:
                cents += sum(debt.open for debt in book.payable(its, paid_on))
                paid += book.paid_off(its)
        return Room(one, debts, max(cents, 0), paid)

    def _pay_off(self, credit: Credit, room: Room, most: int) -> None:
        """Let so much of a credit pay what an arrangement covers, or be in hand for it."""
        most = min(most, room.cents)
        met = self.meet(credit, room.debts, most)
        if room.window.leases:
            kept = min(most - met, credit.free)
            credit.keep(room.window, kept)
            met += kept
        room.cents -= met

    def _covered(self, one: Window, due: Iterable[Debt], held: Sequence[Window]) -> list[Debt]:
        return [debt for debt in due if self._pays_off(one, debt) and not frozen(debt, held)]

    def _pays_off(self, one: Window, debt: Debt) -> bool:
        return covered(debt, self.windows, one.covers_from or date.min, [one])

    def paid_off(self, one: Window) -> int:
        """What came in under an arrangement on the debt that it covers, in cents."""
        paid = 0
        for by in reversed(self.credits):
            if by.entry.value_on < one.start:
                break
            if by.spent and counts(by, [one]):
                paid += sum([cents for debt, cents in by.spent if self._pays_off(one, debt)])
        return paid

    def in_hand(self, one: Window) -> int:
        """What came in here and is in hand for the other accounts of an arrangement, in cents."""
        return sum(by.kept.get(one, 0) for by in self.spare)

    def payable(self, one: Window, day: date) -> list[Debt]:
        """What is due and open of what an arrangement covers, not frozen on a day nor let go."""
        self.fall_due(day)
        held = [window for window in self.windows if window.holds(day)]
        gone = self.let_go(day)
        return self._covered(one, (debt for debt in self.claimable(day) if debt not in gone), held)

    def let_go(self, day: date) -> frozenset[Debt]:
        """The rents that people let go by a day (R36)."""
        return let_go(rents_let_be(self.debts, self.said, day))

    def claimable(self, day: date) -> list[Debt]:
        """What is due and open by place, without what is remitted by a day (R63)."""
        before = self.remitted_before(day)
        if before is None:
            return self.due
        return [one for one in self.due if not one.waits(before)]

    def remitted_before(self, day: date) -> date | None:
        """By a day all that fell due before this one is remitted; None when nothing is."""
        return remitted_before(self.windows, day)

    def named_by(self, entry: LedgerEntry) -> list[Debt]:
        """The open debts that a credit names, due or not, by reference or by rent month."""
        debts = [debt for debt in (*self.due, *reversed(self.waiting)) if debt.open]
        names = [entry.designation]
        if entry.kind is not _PAYMENT:
            names += [entry.source_ref, entry.period]
        for name in filter(None, names):
            found = [debt for debt in debts if name in (debt.entry.source_ref, debt.entry.period)]
            if found:
                held = [one for one in self.windows if one.holds(entry.value_on)]
                return turned(found, held) if held else found
        return []

    def meet(self, credit: Credit, debts: Iterable[Debt], most: int | None = None) -> int:
        """Let what is free of a credit, or so much of it, meet debts in their order: how much."""
        free = credit.free
        whole = left = free if most is None else min(most, free)
        settled = False
        for debt in debts:
            if not left:
                break
            if cents := min(debt.open, left):
                debt.open -= cents
                left -= cents
                credit.spent.append((debt, cents))
                settled = settled or not debt.open
        credit.left -= whole - left
        if settled:
            self.due[:] = [debt for debt in self.due if debt.open]
        return whole - left

    def use_spare(self) -> None:
        for credit in self.spare:
            self._meet_in_turn(credit)
        self.spare = [credit for credit in self.spare if credit.left]

    def reverse(self, entry: LedgerEntry, day: date, over: int = 0) -> int:
        """Take a payment back, so that what it paid is open again; any more is a debt.

        What is more than an instalment is a cost, and no part of what came back. So much of it as
        other accounts get is booked over, as far as there is money left or it came from them: how
        much.
        """
        credit, moved = reversed_by(entry, self.credits, self.named), 0
        cents = min(entry.cents, credit.net) if credit is not None else 0
        opened = self.reopen(credit, cents, day) if credit is not None else []
        if (
            entry.kind is _RETURNED
            and credit is not None
            and began_since(self.windows, credit, day)
        ):
            opened = [(self._apart(debt, back, credit, day), back) for debt, back in opened]
        left = entry.cents - cents
        if books_off(entry) and (moved := min(left, over, movable(self))):
            self.moved.append(Moved(self, entry, moved))
            left -= moved
        if left:
            instalment = [came_under(self.windows, credit, debt, day) for debt, _ in opened]
            more = self.own(entry, left)
            if not instalment or not all(instalment):
                more.back = date.min, day
                opened.append((more, more.open))
        if entry.kind is _RETURNED:
            self.returns.append((day, credit, opened))
        self.use_spare()
        return moved

    def over(self, day: date) -> None:
        """Have nothing in hand for an arrangement that is over: the rest is of this account."""
        for credit in self.spare:
            credit.keep_only({one: n for one, n in credit.kept.items() if one.end != day}, day)
        self.windows = [one._replace(leases=()) if one.end == day else one for one in self.windows]
        self.use_spare()

    def own(self, entry: LedgerEntry, cents: int, stands_for: Debt | None = None) -> Debt:
        """A line, or a part of it, as a debt of its own that is due."""
        debt = Debt(entry, cents, stands_for=stands_for)
        self.debts.append(debt)
        insort(self.due, debt, key=_place)
        return debt

    def _apart(self, debt: Debt, cents: int, credit: Credit, day: date) -> Debt:
        """The part of a debt that came back on a day, as a debt of its own."""
        if debt.due_on > day:
            return debt
        part = Debt(debt.entry, cents, stands_for=debt if debt.over else None)
        part.place, part.back = debt.place, (credit.entry.value_on, day)
        debt.owed -= cents
        debt.open -= cents
        if not debt.open:
            self.due.remove(debt)
        if not debt.owed:
            self.debts.remove(debt)
        self.debts.append(part)
        insort(self.due, part, key=_place)
        return part

    def reopen(self, credit: Credit, cents: int, day: date) -> list[tuple[Debt, int]]:
        """Undo `cents` of a credit: its unspent part first, then what it paid last."""
        credit.net -= cents
        unspent = min(credit.left, cents)
        credit.withdraw(unspent - credit.free, day)
        credit.left -= unspent
        cents -= unspent
        self.spare = [spare for spare in self.spare if spare.left]
        opened: list[tuple[Debt, int]] = []
        while cents:
            debt, paid = credit.spent.pop()
            back = min(paid, cents)
            if paid > back:
                credit.spent.append((debt, paid - back))
            cents -= back
            opened.append((debt, back))
            self._open_again(debt, back)
        return opened

    def _open_again(self, debt: Debt, cents: int) -> None:
        known = debt.open > 0 or debt in self.waiting
        debt.open += cents
        if not known:
            insort(self.due, debt, key=_place)
