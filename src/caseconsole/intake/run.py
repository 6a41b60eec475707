"""Takes files in: each is checked as a whole, then written in small transactions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

from caseconsole.casework.day import catch_up
from caseconsole.casework.session import Session
from caseconsole.domain.message import message
from caseconsole.domain.rights import RIGHTS, Action, require
from caseconsole.intake import ledger
from caseconsole.intake.formats import LAYOUTS
from caseconsole.intake.layout import FORBIDDEN, Check, Known, Layout, recognise
from caseconsole.intake.report import ImportReport, Problem
from caseconsole.intake.source import Source, open_source, rows, shown_name, shown_path
from caseconsole.intake.wrong import Fault, wrong
from caseconsole.store import journal
from caseconsole.store.sqlite import Store
from caseconsole.store.staging import (
    SEARCHED,
    Chunk,
    Records,
    Staged,
    Written,
    open_staging,
    references,
    touch,
)
from caseconsole.store.staging_ledger import LedgerLines, ledger_file
from caseconsole.store.write import Writer

Progress = Callable[[str, int, int], None]
"""Told a file's name, how far it is and how far it goes: each line is checked, then written."""
Apply = Callable[[Chunk, Writer], Written]

KIND = "import"
"""The kind of an import's journal rows."""
STEP = 5_000
"""After how many lines progress is told while a file is checked."""
BURST_S, PAUSE_S = 0.06, 0.025
"""How long chunks follow one another, and the pause after it.

Who waits for the store looks again after at most 25 ms in the first tenth of a second, and so
finds it free in the pause.
"""
_KINDS = {layout.name: number for number, layout in enumerate(LAYOUTS)}


def import_files(
    paths: Sequence[Path],
    session: Session,
    *,
    keep_good: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in files, or all files of folders; a file with a fault changes nothing.

    Args:
        keep_good: take in the rows that are right of a file that has faults.

    Raises:
        Refused: the actor may not import, or the store cannot be written.
    """
    require(session.actor, Action.IMPORT)
    report = ImportReport()
    found = sorted(_recognised(paths, report), key=lambda one: _KINDS[one[0].name])
    with closing(open_staging(session.store.path)) as store:
        run = _Run(session, store, report, keep_good=keep_good, progress=progress)
        for layout, source in found:
            run.take_in(layout, source)
    report.cases = catch_up(session)
    return report


def _recognised(paths: Sequence[Path], report: ImportReport) -> Iterator[tuple[Layout, Source]]:
    for path in _files(paths, report):
        try:
            source = open_source(path)
            layout = recognise(source.columns, LAYOUTS)
        except Fault as fault:
            shown = shown_name(path) if path.is_file() else shown_path(path)
            report.problems.append(Problem(shown, 0, fault.why))
        else:
            yield layout, source


def _files(paths: Sequence[Path], report: ImportReport) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
        if not found:
            told = message("import.folder_empty")
            report.problems.append(Problem(shown_path(path), 0, told))
        yield from found


class _Run:
    """One import, file by file."""

    def __init__(
        self,
        session: Session,
        store: Store,
        report: ImportReport,
        *,
        keep_good: bool,
        progress: Progress | None,
    ) -> None:
        self._session = session
        self._store = store
        self._report = report
        self._keep_good = keep_good
        self._progress = progress
        self._refused: set[str] = set()
        self._today = session.clock.now().today

    def take_in(self, layout: Layout, source: Source) -> None:
        """Check a file and, when it is right, write what differs."""
        problems = self._header(layout, source)
        if layout.check is None:
            self._ledger(source, problems)
        else:
            self._records(layout, layout.check, source, problems)

    def _header(self, layout: Layout, source: Source) -> list[Problem]:
        """Faults of the file as a whole; columns that are not read are only told."""
        problems = []
        waiting = next((name for name in layout.after if name in self._refused), None)
        if waiting is not None:
            told = message("import.rests_on_refused", kind_word=f"import.kind.{waiting}")
            problems.append(Problem(source.name, 0, told))
        for column in source.columns:
            if column in FORBIDDEN:
                fault = wrong("column_forbidden", column=column).why
                problems.append(Problem(source.name, 1, fault))
            elif column not in layout.columns:
                told = wrong("column_unknown", column=column).why
                self._report.notices.append(Problem(source.name, 1, told))
        return problems

    def _known(self) -> Known:
        conn = self._store.conn
        staff = Action.MANAGE_STAFF in RIGHTS[self._session.actor.role]
        return Known(references(conn, "lease"), references(conn, "person"), staff)

    def _accepted(self, layout: str, problems: list[Problem]) -> bool:
        """Whether a file may be written, and its faults told."""
        self._report.problems.extend(sorted(problems, key=lambda problem: problem.line))
        if problems and not self._keep_good:
            self._refused.add(layout)
            return False
        self._report.files += 1
        return True

    def _records(
        self, layout: Layout, check: Check, source: Source, problems: list[Problem]
    ) -> None:
        absent = layout.absent(source.columns)
        with closing(Records(self._store.conn, layout.tables, absent)) as records:
            count = records.fill(self._checked(layout, check, source, problems))
            if not self._accepted(layout.name, problems):
                return
            self._report.unchanged += count - records.compare()
            self._write(layout, source, records.chunks(), records.apply)

    def _checked(
        self, layout: Layout, check: Check, source: Source, problems: list[Problem]
    ) -> Iterator[Staged]:
        known = self._known()
        blank = dict.fromkeys(layout.optional, "")
        width = len(source.columns)
        try:
            for number, (line, cells) in enumerate(rows(source), 1):
                if number % STEP == 0:
                    self._tell(source, number)
                if not any(cells):
                    continue
                try:
                    if len(cells) != width:
                        raise wrong("row_width", found=len(cells), wanted=width)
                    row = {**blank, **dict(zip(source.columns, cells, strict=True))}
                    staged = list(check(line, row, known))
                except Fault as fault:
                    problems.append(Problem(source.name, line, fault.why))
                else:
                    yield from staged
        except Fault as fault:
            problems.append(Problem(source.name, 0, fault.why))

    def _ledger(self, source: Source, problems: list[Problem]) -> None:
        conn = self._store.conn
        known = ledger_file(conn, source.sha256)
        if known is not None and not known.faults:
            self._report.files += 1
            self._report.unchanged += source.lines
            self._report.notices.append(Problem(source.name, 0, message("import.read_before")))
            return
        with closing(LedgerLines(conn)) as lines:
            reader = ledger.LedgerReader(source, self._known().leases, self._today)
            lines.fill(self._told(source, reader))
            problems += [Problem(source.name, line, why) for line, why in reader.problems]
            problems += _against_others(source, lines)
            if not self._accepted("ledger", problems):
                return
            count = lines.count()
            written = self._write(
                ledger.LAYOUT, source, lines.chunks(),
                lambda chunk, writer: lines.apply(chunk, writer, self._today),
            )  # fmt: skip
            self._report.unchanged += count - written
            newest = lines.newest()
            if newest is not None and not reader.broken_off:
                self._finish(source, newest, len(problems))

    def _told(self, source: Source, reader: ledger.LedgerReader) -> Iterator[ledger.Line]:
        for line in reader.lines():
            if reader.read % STEP == 0:
                self._tell(source, reader.read)
            yield line

    def _tell(self, source: Source, done: int) -> None:
        if self._progress is not None:
            self._progress(source.name, min(done, 2 * source.lines), 2 * source.lines)

    def _write(self, layout: Layout, source: Source, chunks: Iterator[Chunk], apply: Apply) -> int:
        """Write chunk by chunk, each with its journal row.

        Returns:
            How many rows were added, updated or corrected.
        """
        done = source.lines
        changed = 0
        begun = monotonic()
        searched = not SEARCHED.isdisjoint(layout.tables)
        for chunk in chunks:
            with self._store.transaction():
                writer = Writer(self._store)
                written = apply(chunk, writer)
                if written:
                    touch(self._store, written.leases, searched=searched)
                    self._journal(layout, source, chunk, written, writer)
            self._report.added += written.added
            self._report.updated += written.updated
            self._report.corrected += written.corrected
            changed += written.added + written.updated + written.corrected
            done += chunk.rows
            self._tell(source, done)
            if monotonic() - begun > BURST_S:
                sleep(PAUSE_S)
                begun = monotonic()
        self._tell(source, 2 * source.lines)
        return changed

    def _journal(
        self, layout: Layout, source: Source, chunk: Chunk, written: Written, writer: Writer
    ) -> None:
        self._append(
            {
                "format": layout.name,
                "file": source.name,
                "sha256": source.sha256,
                "first_line": chunk.first_line,
                "last_line": chunk.last_line,
                "added": written.added,
                "updated": written.updated,
                "corrected": written.corrected,
                "leases": len(written.leases),
            },
            writer,
        )

    def _finish(self, source: Source, newest: str, faults: int) -> None:
        """Note that a ledger file was read to its end, and how far the ledger is known by it."""
        values: dict[str, object] = {
            "sha256": source.sha256,
            "name": source.name,
            "lines": source.lines,
            "complete_through": newest,
            "read_at": self._session.clock.now().at,
            "faults": faults,
        }
        with self._store.transaction():
            known = ledger_file(self._store.conn, source.sha256)
            writer = Writer(self._store)
            if known is None:
                writer.insert("ledger_file", **values)
            elif known.faults == faults and known.complete_through >= newest:
                return
            else:
                values["complete_through"] = max(newest, known.complete_through)
                writer.update("ledger_file", known.id, None, **values)
            self._append({"format": "ledger", **values}, writer)

    def _append(self, payload: dict[str, object], writer: Writer) -> None:
        journal.append(
            self._store,
            at=self._session.clock.now().at,
            actor=self._session.actor.login,
            kind=KIND,
            case=None,
            change_id=uuid4().hex,
            policy="",
            payload=payload,
            images=writer.images,
            batches=writer.batches,
        )


def _against_others(source: Source, lines: LedgerLines) -> list[Problem]:
    """Faults of lines that only show beside other lines; those lines are left out."""
    faults = [
        (line, wrong("reference_twice", text=reference, first=first))
        for line, reference, first in lines.twice()
    ]
    faults += [
        (line, wrong("other_kind", text=reference, kind_word=f"entry.{kind}"))
        for line, reference, kind in lines.other_kind()
    ]
    faults += [
        (line, wrong("returns_nothing", text=payment))
        for line, _, payment in lines.reversing_nothing()
    ]
    return [Problem(source.name, line, fault.why) for line, fault in faults]
