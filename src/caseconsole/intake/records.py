"""Checks the files about people, leases and agreements kind by kind, and settles which come in."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain

from caseconsole.domain.message import message
from caseconsole.domain.rights import RIGHTS, Action
from caseconsole.domain.text import bsn_like
from caseconsole.intake.beside import Beside
from caseconsole.intake.conditions import drafted_used
from caseconsole.intake.formats import LAYOUTS
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.layout import Check, Known, Layout, Missing
from caseconsole.intake.room import Room
from caseconsole.intake.source import Source, rows
from caseconsole.intake.writing import STEP, Writing
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.store.staging import Staged, references, without_administrator
from caseconsole.store.staging_agreed import Agreed
from caseconsole.store.staging_records import Records

_NUMBERS = frozenset(
    {"contractnummer", "huurdernummer", "telefoon", "telefoon_2", "betalingskenmerk",
     "regelingnummer", "voorwaarde", "rust_op", "ook_voor"}
)  # fmt: skip
"""Columns of numbers, which may look like a citizen service number; unless a file defines them."""


class RecordFiles:
    """The files about people and leases of one import."""

    def __init__(
        self,
        files: Sequence[Incoming],
        writing: Writing,
        missing: Missing,
        today: str,
        *,
        keep_good: bool,
    ) -> None:
        """Nothing is read yet; see `checked`."""
        self.files = files
        self.missing = missing
        self._session = writing.session
        self._conn = writing.store.conn
        self._today = today
        self._keep_good = keep_good
        self._read = writing.tell
        self.repeated = 0
        """Rows that stand in two files alike."""
        self.unjudged: set[str] = set()
        """The conditions, by reference, of which a judgement does not come in."""
        self.records = Records(self._conn)
        """The rows that come in."""

    def check(self) -> None:
        """Check them kind by kind."""
        for layout in LAYOUTS:
            of_kind = [file for file in self.files if file.layout is layout]
            if of_kind and layout.check is not None:
                self._check(layout.check, of_kind)

    def close(self) -> None:
        """Let go of the rows."""
        self.records.close()

    def _check(self, check: Check, files: Sequence[Incoming]) -> None:
        """Check the files of one kind; of those that come in the rows are put aside."""
        layout = files[0].layout
        leases, people = (
            {*references(self._conn, table), *self.records.references(table)}
            for table in ("lease", "person")
        )
        agreed = Agreed(self._conn)
        told = self._told(layout)
        room = Room(agreed) if "agreement" in layout.tables else None
        knowns: dict[int, Known] = {}
        for file in files:
            knowns[file.number] = known = Known(
                leases,
                people,
                self.missing,
                self._today,
                Action.MANAGE_STAFF in RIGHTS[self._session.actor.role],
                self._session.policy,
                self._session.actor.login,
                agreed,
                layout.columns.intersection(file.source.columns),
                told,
            )
            self._put_aside(file, self._rows(file, check, known))
        beside = Beside(room, knowns, Agreed(self._conn)) if room is not None else None
        self._contradictions(files)
        self._administrator(files)
        self._leave_fallen(beside, files)
        if not self._keep_good:
            while faulty := [file for file in files if file.faulty and not file.refused]:
                self._refuse(faulty)
                self._leave_fallen(beside, files)
            if refused := [file for file in files if file.refused]:
                self._hold_back(refused[0], files)
        if beside is not None:
            staged = beside.comes_to(Agreed(self._conn))
            for file in files:
                self._put_aside(file, staged[file.number])
        self.repeated += self.records.keep_once(layout.tables, [*knowns])

    def _put_aside(self, file: Incoming, staged: Iterable[Staged]) -> None:
        absent = file.layout.absent(file.source.columns)
        self.records.fill(file.number, absent, staged)

    def tell_left_out(self) -> None:
        """Tell what was left out, because a colleague was first."""
        for line in {(one.file, one.line): one for one in self.records.overtaken}.values():
            told = wrong("changed_meanwhile", text=line.lease).why
            self.files[line.file].tell(line.line, told)
        policy = self._session.policy.at(date.fromisoformat(self._today))
        for one in self.records.used:
            file = self.files[one.file]
            why = drafted_used(one.agreement, one.kind, one.clause, policy).why
            file.tell(one.line, why)
            for judging in one.judging:
                self.files[judging].rest_on(file.name)

    def _told(self, layout: Layout) -> frozenset[str]:
        """What the files of another kind say more of, by reference."""
        name, column = layout.told_by
        telling = (file.source for file in self.files if file.layout.name == name)
        return frozenset(chain.from_iterable(_column(source, column) for source in telling))

    def _rows(self, file: Incoming, check: Check, known: Known) -> Iterator[Staged]:
        columns = file.source.columns
        blank = dict.fromkeys(file.layout.optional, "")
        texts = self._texts(file)

        def torn(line: int, cells: list[str]) -> None:
            file.tell_fault(line, wrong("cell_torn"))
            self._note_row(file, dict(zip(columns, cells, strict=False)), known)

        try:
            for number, (line, cells) in enumerate(rows(file.source, torn), 1):
                if number % STEP == 0:
                    self._read(file, number)
                if not any(cells):
                    continue
                row = {**blank, **dict(zip(columns, cells, strict=False))}
                try:
                    if len(cells) != len(columns):
                        raise wrong("row_width", found=len(cells), wanted=len(columns))
                    staged = list(check(line, file.layout.whole(row, known), known))
                except Fault as fault:
                    file.tell_fault(line, fault)
                    self._note_row(file, row, known)
                    continue
                if bsn_like(";".join(cells)):
                    found = [name for name in texts if bsn_like(row[name])]
                    file.suspect(line, found)
                yield from staged
        except Fault as fault:
            file.tell(0, fault.why)
            self.missing.unread = self.missing.unread or file.name
            self.missing.unread_judged |= file.layout.about is not None

    def _note_row(self, file: Incoming, row: dict[str, str], known: Known) -> None:
        if file.layout.brings is not None:
            owner, column = file.layout.brings
            self.missing.note(owner, [row.get(column, "").strip()], file.name)
        if file.layout.about is not None:
            self.unjudged.update(file.layout.about(row, known))

    @staticmethod
    def _texts(file: Incoming) -> list[str]:
        own = file.layout.brings[1] if file.layout.brings else ""
        return [
            name
            for name in file.source.columns
            if name in file.layout.columns and (name == own or name not in _NUMBERS)
        ]

    def _contradictions(self, files: Sequence[Incoming]) -> None:
        """Leave out lines that contradict others; each pair is told once, by what it is about."""
        by_number = {file.number: file for file in files}
        tables = files[0].layout.tables
        named: dict[tuple[int, int, int, int], str] = {}
        for number, line, key, other, first in self.records.contradictions(tables, [*by_number]):
            named.setdefault((number, line, other, first), key)
        for (number, line, other, first), key in named.items():
            file = by_number[number]
            told = wrong("says_otherwise", text=key, file=by_number[other].name, first=first).why
            file.tell(line, told)
            if file.layout.brings is not None:
                self.missing.note(file.layout.brings[0], [key], file.name)
            self._leave_out(file, line)

    def _administrator(self, files: Sequence[Incoming]) -> None:
        """Leave out the rows by which nobody would be left to bring in files and colleagues."""
        by_number = {file.number: file for file in files}
        for number, line, login in without_administrator(self._conn, self._today):
            if number in by_number:
                by_number[number].tell(line, wrong("last_administrator", text=login).why)
                self._leave_out(by_number[number], line)

    def _leave_fallen(self, beside: Beside | None, files: Sequence[Incoming]) -> None:
        """Leave out agreements that have no room, and those that rest on what does not come in.

        What is left out gives up what it took and let go, so the others are asked again.
        """
        by_number = {file.number: file for file in files}
        while beside is not None and (fallen := beside.fallen(Agreed(self._conn))):
            for one in fallen:
                file = by_number[one.file]
                file.tell_fault(one.line, one.fault)
                self.missing.note("agreement", [one.reference], file.name)
                self._leave_out(file, one.line)

    def _refuse(self, files: Sequence[Incoming]) -> None:
        for file in files:
            file.refused = True
            if file.layout.brings is not None:
                owner = file.layout.brings[0]
                brought = self.records.references(owner, file.number)
                self.missing.note(owner, brought, file.name)
            self._leave_out(file)

    def _leave_out(self, file: Incoming, line: int | None = None) -> None:
        """Forget the rows of a file, or of one of its lines, and note of what they judge."""
        self.unjudged |= self.records.judged(file.number, line)
        self.records.leave_out(file.layout.tables, file.number, line)

    def _hold_back(self, refused: Incoming, alike: Sequence[Incoming]) -> None:
        """Leave out files that make no sense without the refused one, and what rests on them."""
        waiting = [
            file
            for file in self.files
            if file.layout.name in refused.layout.holds_back and not file.refused
        ]
        if waiting:
            waiting += [file for file in alike if not file.refused]
        for file in waiting:
            file.tell(0, message(f"import.{refused.layout.held_back}", file=refused.name))
        self._refuse(waiting)


def checked(
    files: Sequence[Incoming], writing: Writing, missing: Missing, today: str, *, keep_good: bool
) -> RecordFiles:
    """Check the files about people, leases and agreements, each row beside all that are right.

    Where a file with faults is refused as a whole, they are checked again without it: what is
    wrong with rows that wait for it is known by then.

    Args:
        files: all of the import.
        missing: what is not known of files that could not be read.
        today: as ISO text.
        keep_good: let the rows come in that are right of a file that has faults.
    """
    found = RecordFiles(files, writing, replace(missing, named={}), today, keep_good=True)
    found.check()
    if keep_good or not any(file.faulty for file in files):
        return found
    again = [file.again() for file in files]
    found = RecordFiles(again, writing, missing, today, keep_good=False)
    found.check()
    return found


def _column(source: Source, column: str) -> set[str]:
    """What stands in a column, on torn lines too; a fault is told when the file is taken in."""
    place = source.columns.index(column)
    found: set[str] = set()

    def note(_: int, cells: list[str]) -> None:
        found.update(cell.strip() for cell in cells[place : place + 1])

    with suppress(Fault):
        for line, cells in rows(source, note):
            note(line, cells)
    return found
