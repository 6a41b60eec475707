"""The ledger files of one import: checked together, so that their order makes no difference."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date

from caseconsole.domain.message import message
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.layout import Missing
from caseconsole.intake.ledger import LedgerReader
from caseconsole.intake.writing import Writing
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.store.staging import references
from caseconsole.store.staging_ledger import KNOWN_BY, Found, LedgerLines, last_read, ledger_file
from caseconsole.store.write import Writer


class LedgerFiles:
    """Those whose lines are to be compared with the store."""

    def __init__(
        self,
        files: Sequence[Incoming],
        writing: Writing,
        missing: Missing,
        *,
        keep_good: bool,
    ) -> None:
        self._writing = writing
        self._missing = missing
        self._keep_good = keep_good
        self._overtaken = False
        """Whether a file that was read before comes again after another: what it says counts."""
        self._files = {file.number: file for file in self._to_read(files)}
        self._broken_off: set[int] = set()
        self._unread: set[str] | None = set()
        """What stands in refused lines; None when it is not known whole."""

    def _to_read(self, files: Sequence[Incoming]) -> list[Incoming]:
        """All of them, or those that are new: when the store is as the others left it.

        What came in since may have corrected what they say. One of them is not read alone, for
        what they say together must not hang on their order.
        """
        conn = self._writing.store.conn
        known = {file.number: ledger_file(conn, file.source.sha256) for file in files}
        before = [one for one in known.values() if one is not None]
        if not before:
            return list(files)
        self._overtaken = last_read(conn, before) > min(one.read_at for one in before)
        if self._overtaken or any(one.faults for one in before):
            return list(files)
        for file in files:
            if known[file.number] is not None:
                self._writing.report.unchanged += file.source.lines
                file.remark(0, message("import.read_before"))
        return [file for file in files if known[file.number] is None]

    def take_in(self, today: date, read_at: int) -> None:
        """Check the files and write what is new or otherwise in those that come in.

        Args:
            read_at: this moment, in UTC milliseconds.
        """
        if not self._files:
            return
        read_at = max(read_at, last_read(self._writing.store.conn) + 1)
        with closing(LedgerLines(self._writing.store.conn)) as lines:
            known = references(self._writing.store.conn, "lease")
            for file in self._files.values():
                reader = LedgerReader(file, known, self._missing, today, self._writing.tell)
                absent = file.layout.columns.difference(file.source.columns)
                lines.fill(file.number, absent, reader.lines())
                if reader.broken_off:
                    self._broken_off.add(file.number)
                self._leave_unread(reader)
            lines.order()
            self._settle(lines)
            newest = lines.newest()
            repeated = lines.keep_once() if len(self._files) > 1 else 0
            count = lines.count()
            written = self._writing.write(
                lines.chunks(), lambda chunk, writer: lines.apply(chunk, writer, today)
            )
            self._writing.report.unchanged += repeated + count - written
            self._remark(lines.stays)
        for number, day in newest.items():
            if number not in self._broken_off:
                self._finish(self._files[number], day, read_at)

    def _leave_unread(self, reader: LedgerReader) -> None:
        if reader.broken_off or reader.refused is None:
            self._unread = None
        elif self._unread is not None:
            self._unread |= reader.refused

    def _settle(self, lines: LedgerLines) -> None:
        """Find the faults that only show beside other lines, and refuse the files that have any."""
        self._against(lines, lines.twice(), lambda one: wrong(
            "reference_twice", text=one.reference, first=one.other))  # fmt: skip
        if len(self._files) > 1:
            self._against(lines, lines.contradictions(), lambda one: wrong(
                "says_otherwise", text=one.reference, first=one.other,
                file=self._files[one.other_file].name))  # fmt: skip
        self._otherwise(lines)
        self._against(lines, lines.other_kind(), lambda one: wrong(
            "other_kind", text=one.reference, kind_word=f"entry.{one.other}"))  # fmt: skip
        self._reversals(lines, self._surely_wrong)
        self._refuse(lines)
        self._reversals(lines, lambda _one: True)
        self._refuse(lines)

    def _otherwise(self, lines: LedgerLines) -> None:
        """Leave out lines of which they or what is booked tell too little to know them again."""
        found = lines.told_otherwise()
        for number, file in self._files.items():
            if of_file := [one.line for one in found if one.file == number]:
                lacking = [name for name in KNOWN_BY if name not in file.source.columns]
                told = message(
                    "import.told_shorter" if lacking else "import.told_longer",
                    n=len(of_file), columns=", ".join(lacking or KNOWN_BY),
                )  # fmt: skip
                file.tell(of_file[0], told)
        lines.leave_out(found)

    def _reversals(self, lines: LedgerLines, among: Callable[[Found], bool]) -> None:
        self._against(lines, filter(among, lines.reversing_nothing()), lambda one: wrong(
            "returns_nothing", text=one.other))  # fmt: skip
        self._against(lines, filter(among, lines.reversing_too_much()), lambda one: wrong(
            "returns_too_much", text=one.other))  # fmt: skip

    def _surely_wrong(self, one: Found) -> bool:
        """Whether a returned debit of a faulty file stays wrong when its other lines are mended."""
        known = self._unread is not None and one.other not in self._unread
        return known and self._files[one.file].faulty

    def _against(
        self, lines: LedgerLines, found: Iterable[Found], fault: Callable[[Found], Fault]
    ) -> None:
        once = {one.row: one for one in found}
        for one in once.values():
            self._files[one.file].tell(one.line, fault(one).why)
            if self._unread is not None:
                self._unread.add(one.reference)
        lines.leave_out(once.values())

    def _refuse(self, lines: LedgerLines) -> None:
        """Leave out faulty files, and what rests on them, until nothing more falls."""
        while not self._keep_good:
            faulty = [file for file in self._files.values() if file.faulty and not file.refused]
            if not faulty:
                return
            for file in faulty:
                resting = lines.resting_on(file.number)
                for one in resting:
                    self._files[one.file].rest_on(file.name)
                lines.leave_out(resting)
                lines.leave_out_file(file.number)
                file.refused = True

    def _remark(self, stays: Sequence[tuple[int, int]]) -> None:
        for number, file in self._files.items():
            lines = [line for of_file, line in stays if of_file == number]
            if lines:
                file.remark(min(lines), message("import.stays_as_booked", n=len(lines)))

    def _finish(self, file: Incoming, newest: str, read_at: int) -> None:
        """Note that a ledger file was read to its end, and how far the ledger is known by it."""
        faults = len(file.all_problems())
        values: dict[str, object] = {
            "sha256": file.source.sha256,
            "name": file.name,
            "lines": file.source.lines,
            "complete_through": newest,
            "read_at": read_at,
            "faults": faults,
        }
        with self._writing.store.transaction():
            known = ledger_file(self._writing.store.conn, file.source.sha256)
            writer = Writer(self._writing.store)
            if known is None:
                writer.insert("ledger_file", **values)
            elif (
                known.faults == faults and known.complete_through >= newest and not self._overtaken
            ):
                return
            else:
                values["complete_through"] = max(newest, known.complete_through)
                writer.update("ledger_file", known.id, None, **values)
            self._writing.append({"format": "ledger", **values}, writer)
