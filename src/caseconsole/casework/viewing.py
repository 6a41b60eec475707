"""Looking: who saw what is written down before it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseconsole.casework.recorded import details
from caseconsole.casework.session import Session
from caseconsole.casework.shown import shown_through
from caseconsole.domain.casefile import as_shown
from caseconsole.domain.rights import Action
from caseconsole.store import journal, read
from caseconsole.store import session as own
from caseconsole.store.rows import CaseView, JournalRow, Other, SearchHit

RECENT = 50
"""How many changes of a case are looked back over for those of others."""


@dataclass(frozen=True, slots=True)
class News:
    """A file that was on screen already, as it is now."""

    view: CaseView
    others: tuple[Other, ...]
    """What others changed in it since it was seen, oldest first."""
    ledger: bool
    """Whether its ledger changed."""
    day: date | None
    """The day that it is, where it was seen on another."""


def open_case(session: Session, case: int) -> CaseView:
    """A case file to be shown; the view is committed first, and others see who has it open.

    Raises:
        Refused: the actor may not see it, there is no such file, or the view cannot be kept.
    """
    session.require(Action.VIEW_CASE)
    now, login = session.clock.now(), session.actor.login
    view = look(session, case)
    with session.store.transaction():
        own.log_view(session.store, now.at, login, "case", case, "")
        own.enter(session.store, login, session.id, case, now.at)
    return view


def look(session: Session, case: int) -> CaseView:
    """A file by what the ledger shows, so that all that shows it says the same (P06).

    Raises:
        Refused: there is no such file.
    """
    today = session.clock.now().today
    view = read.case_view(session.conn, case, today, session.actor.login)
    if not view.file.agreements:
        return view
    through = shown_through(session)
    return view if through is None else view._replace(file=as_shown(view.file, through))


def reread(session: Session, case: int, seen: CaseView) -> News:
    """A file that is on screen, read anew; that it is seen was written down already.

    Raises:
        Refused: there is no such file any more.
    """
    view = look(session, case)
    came = view.file.lease.ledger_version != seen.file.lease.ledger_version
    day = view.day if view.day != seen.day else None
    return News(view, by_others(session, case, seen.newest), came, day)


def news(session: Session, case: int, seen: CaseView) -> News | None:
    """A file that is on screen, read anew when something was recorded, came in or began since."""
    lease, today = seen.file.lease, session.clock.now().today
    marks = (*read.file_marks(session.conn, case, lease.id), today)
    if marks == (seen.newest, lease.ledger_version, seen.day):
        return None
    return reread(session, case, seen)


def by_others(
    session: Session, case: int, seen: int, before: int | None = None
) -> tuple[Other, ...]:
    """What others changed in a case after one journal number and below another, oldest first."""
    login = session.actor.login
    rows = journal.entries(session.conn, case, before, RECENT)
    theirs = [row for row in reversed(rows) if row.seq > seen and row.actor != login]
    if not theirs:
        return ()
    file = read.case_file(session.conn, case, session.clock.now().today)
    return tuple(Other(row.actor, row.kind, row.at, details(row, file)) for row in theirs)


def log_view(session: Session, what: str, case: int | None, detail: str = "") -> None:
    """Commit who is about to see what.

    Raises:
        Refused: it cannot be kept.
    """
    with session.store.transaction():
        own.log_view(session.store, session.clock.now().at, session.actor.login, what, case, detail)


def log_cases(session: Session, cases: Iterable[int]) -> None:
    """Commit that somebody is about to see what stands in these files, a view of each.

    Raises:
        Refused: it cannot be kept.
    """
    at, login = session.clock.now().at, session.actor.login
    with session.store.transaction():
        for case in cases:
            own.log_view(session.store, at, login, "case", case, "")


def leave_case(session: Session) -> None:
    """No file is open in this session any more."""
    with session.store.transaction():
        own.leave(session.store, session.actor.login, session.id)


def search(session: Session, text: str, today: date | None = None) -> list[SearchHit]:
    """Leases by name, reference, address or number; the question is kept in the view log.

    Raises:
        Refused: the actor may not search, or the view cannot be kept.
    """
    session.require(Action.SEARCH)
    log_view(session, "search", None, text)
    return read.search(session.conn, text, today or session.clock.now().today)


def changes(session: Session, case: int) -> list[JournalRow]:
    """All changes of a case, newest first.

    Raises:
        Refused: the actor may not see the journal.
    """
    session.require(Action.VIEW_JOURNAL)
    return journal.entries(session.conn, case, None, None)
