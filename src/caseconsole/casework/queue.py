"""The queue: the files of a list in the order shown, frozen while somebody steps through them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.message import Message, message
from caseconsole.store import journal, read
from caseconsole.store.rows import JournalRow
from caseconsole.store.sqlite import Connection

LOOK_AHEAD = 20
"""How many files are looked at in one read."""


@dataclass(frozen=True, slots=True)
class Look:
    """Looks at cases as they stand now."""

    conn: Connection
    today: date

    def due(self, cases: Sequence[int]) -> set[int]:
        """Which of these still ask for something."""
        return read.due_cases(self.conn, cases)

    def newest(self, case: int) -> JournalRow | None:
        """The newest change of a case."""
        return next(iter(journal.entries(self.conn, case, None, 1)), None)


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that was passed over because it solved itself."""

    case: int
    why: Message


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step led."""

    case: int | None
    """The file to show; None when there is none further on."""
    passed: tuple[Passed, ...] = ()
    since: Message | None = None
    """Who changed the file since the queue was frozen, and when."""


class Queue:
    """Steps through cases: nobody twice and nobody missed, whatever others do meanwhile."""

    def __init__(self, ids: Sequence[int], cases: Sequence[int], *, newest: int, me: str) -> None:
        """Freeze an order.

        Args:
            ids: the due rows as listed; kept for the list to return to.
            cases: their cases; one that comes again is left out, and 0, whose row is gone.
            newest: the newest journal number when the list was read.
            me: the login of the one who steps; own changes are no news.
        """
        self.cases, self.ids = array("q"), array("q")
        # A byte for each case: a set of the thousands of a long list would cost a session memory.
        taken = bytearray(max(cases, default=0) + 1)
        for id_, case in zip(ids, cases, strict=True):
            if case and not taken[case]:
                taken[case] = True
                self.cases.append(case)
                self.ids.append(id_)
        self.newest = newest
        self._me = me
        self.position = -1
        """The place of the file that is shown, from 0; -1 before the first step."""

    @property
    def case(self) -> int | None:
        """The file that is shown."""
        return self.cases[self.position] if 0 <= self.position < len(self.cases) else None

    @property
    def progress(self) -> tuple[int, int]:
        """The place of the file that is shown, from 1, and how many there are."""
        return self.position + 1, len(self.cases)

    def go(self, case: int) -> bool:
        """Stand on a file of the queue, as picked from the list; False when it is not in it."""
        try:
            self.position = self.cases.index(case)
        except ValueError:
            return False
        return True

    def replace(self, id_: int, other: int) -> None:
        """Let another due row stand for a case whose row it replaced in the list."""
        if id_ in self.ids:
            self.ids[self.ids.index(id_)] = other

    def next(self, look: Look) -> Step:
        """Step to the next file that still asks for something, past those that do not."""
        passed: list[Passed] = []
        place = self.position + 1
        while place < len(self.cases):
            ahead = self.cases[place : place + LOOK_AHEAD]
            due = look.due(ahead)
            for offset, case in enumerate(ahead):
                if case in due:
                    self.position = place + offset
                    return Step(case, tuple(passed), self._since(case, look))
                passed.append(Passed(case, self._solved(case, look)))
            place += len(ahead)
        return Step(None, tuple(passed))

    def previous(self, look: Look) -> Step:
        """Step back to the file before, as it was walked past, solved or not."""
        if self.position <= 0:
            return Step(None)
        self.position -= 1
        case = self.cases[self.position]
        return Step(case, (), self._since(case, look))

    def _since(self, case: int, look: Look) -> Message | None:
        """What somebody else did in a file since the queue was frozen."""
        row = look.newest(case)
        if row is None or row.seq <= self.newest or row.actor == self._me:
            return None
        return message("queue.since", actor=row.actor, what_word=f"change.{row.kind}")

    def _solved(self, case: int, look: Look) -> Message:
        """Why a file asks for nothing any more."""
        file = read.case_file(look.conn, case, look.today)
        if file.standing.arrears <= 0:
            return message("queue.paid", number=file.number)
        row = look.newest(case)
        if row is None or row.seq <= self.newest:
            return message("queue.no_longer_due", number=file.number)
        what = f"change.{row.kind}"
        if row.actor == self._me:
            return message("queue.done_by_me", number=file.number, what_word=what)
        return message("queue.done_by", number=file.number, actor=row.actor, what_word=what)
