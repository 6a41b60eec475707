"""Takes files in: all are checked as a whole, then written in small transactions."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from caseconsole.casework.day import catch_up
from caseconsole.casework.session import Session
from caseconsole.casework.work import Work
from caseconsole.domain.message import message
from caseconsole.domain.rights import Action, require
from caseconsole.files import found
from caseconsole.intake.alone import alone
from caseconsole.intake.formats import LAYOUTS
from caseconsole.intake.incoming import Incoming
from caseconsole.intake.layout import Layout, Missing, nearest, recognise
from caseconsole.intake.ledger_files import LedgerFiles
from caseconsole.intake.records import checked
from caseconsole.intake.report import ImportReport, Problem
from caseconsole.intake.resting import rest_on_awaited, rest_on_brought
from caseconsole.intake.source import Source, open_source, shown_name, shown_path
from caseconsole.intake.stated_duties import ask_what_states_set
from caseconsole.intake.writing import Progress, Writing
from caseconsole.intake.wrong import Fault
from caseconsole.store.sqlite import Connection
from caseconsole.store.staging import (
    Chunk,
    Written,
    open_staging,
    without_rent,
    without_tenant,
)
from caseconsole.store.staging_begun import awaiting
from caseconsole.store.staging_frozen import arranged, leave_out
from caseconsole.store.write import Writer

_NEED_TENANTS = ("leases", "parties")
"""The kinds of files after which every lease should have a tenant."""
_NEED_RENTS = ("leases", "rents")
"""The kinds of files after which every lease should have a rent."""
_TELL_JUDGED = ("agreements", "judgements")
"""The kinds of files with which what people judged comes in, or would be missed."""


def import_files(
    paths: Sequence[Path],
    session: Session,
    *,
    keep_good: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in files, or all files of folders; a file with a fault changes nothing.

    The order of the files makes no difference: what they bring is checked together and written
    lease by lease, people and parties with their lease, the ledger after them.

    Args:
        keep_good: take in the rows that are right of a file that has faults.

    Raises:
        Refused: the actor may not import, another import is running, or the store cannot be
            written.
    """
    require(session.actor, Action.IMPORT)
    with alone(session.store.path):
        return _import(paths, session, keep_good=keep_good, progress=progress)


def _import(
    paths: Sequence[Path], session: Session, *, keep_good: bool, progress: Progress | None
) -> ImportReport:
    report = ImportReport()
    missing = Missing()
    found = [
        Incoming(number, layout, source)
        for number, (layout, source) in enumerate(_recognised(paths, report, missing))
    ]
    with closing(open_staging(session.store.path)) as store:
        writing = Writing(session, store, found, report, progress)
        files, missing = _take_in_records(found, writing, missing, keep_good=keep_good)
        ledgers = [file for file in files if file.layout.check is None]
        now = session.clock.now()
        LedgerFiles(ledgers, writing, missing, keep_good=keep_good).take_in(now.today, now.at)
    for file in files:
        report.files += not file.refused
        report.problems += file.all_problems()
        report.notices += file.all_notices()
    report.cases = catch_up(session)
    return report


def _take_in_records(
    files: Sequence[Incoming], writing: Writing, missing: Missing, *, keep_good: bool
) -> tuple[Sequence[Incoming], Missing]:
    """Check the files about people, leases and agreements by kind, then write them as one.

    Returns:
        All files with what was found in them, and what those do not bring that are refused.
    """
    session, conn = writing.session, writing.store.conn
    now = session.clock.now()
    today = now.today.isoformat()
    with closing(checked(files, writing, missing, today, keep_good=keep_good)) as checks:
        files, missing, records = checks.files, checks.missing, checks.records
        writing.report.unchanged += checks.repeated + records.compare()

        def apply(chunk: Chunk, writer: Writer) -> Written:
            written = records.apply(chunk, writer, now)
            work = Work(writing.store, writer, session.actor, now, session.policy)
            rest_on_brought(chunk, work, None if missing.unread_judged else checks.unjudged)
            ask_what_states_set(chunk, work)
            return written

        def rest(chunk: Chunk, writer: Writer) -> Written:
            work = Work(writing.store, writer, session.actor, now, session.policy)
            return rest_on_awaited(chunk, work, checks.unjudged)

        writing.write(records.chunks(), apply)
        if not missing.unread_judged and any(file.layout.name in _TELL_JUDGED for file in files):
            for chunk in awaiting(conn):
                writing.write_one(chunk, rest)
        for chunk in arranged(conn):
            writing.write_one(chunk, lambda chunk, writer: leave_out(conn, chunk, writer))
        checks.tell_left_out()
    _remark_lacking(files, conn)
    return files, missing


def _remark_lacking(files: Sequence[Incoming], conn: Connection) -> None:
    """Say once of how many leases the tenant or the rent is not known, and name the first."""
    leases = next((file for file in files if file.layout.name in _NEED_TENANTS), None)
    if leases is not None and (bare := without_tenant(conn)):
        leases.remark(0, message("import.without_tenant", n=len(bare), text=bare[0]))
    rents = next((file for file in files if file.layout.name in _NEED_RENTS), None)
    if rents is not None and (bare := without_rent(conn)):
        rents.remark(0, message("import.without_rent", n=len(bare), text=bare[0]))


def _recognised(
    paths: Sequence[Path], report: ImportReport, missing: Missing
) -> Iterator[tuple[Layout, Source]]:
    for path in _files(paths, report):
        shown = shown_name(path) if found(path) == "file" else shown_path(path)
        columns: tuple[str, ...] = ()
        try:
            source = open_source(path)
            columns = source.columns
            layout = recognise(source.columns, LAYOUTS)
        except Fault as fault:
            report.problems.append(Problem(shown, 0, fault.why))
            missing.unread = missing.unread or shown
            missing.unread_judged |= any(kind.about for kind in nearest(columns, LAYOUTS))
        else:
            yield layout, source


def _files(paths: Sequence[Path], report: ImportReport) -> Iterator[Path]:
    for path in paths:
        if found(path) != "folder":
            yield path
            continue
        try:
            tables = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
        except OSError:
            told = message("import.folder_unreadable")
        else:
            yield from tables
            if tables:
                continue
            told = message("import.folder_empty")
        report.problems.append(Problem(shown_path(path), 0, told))
