"""Looking: who saw what is written down before it is shown."""

from datetime import date

from caseconsole.casework.session import Session
from caseconsole.domain.rights import Action
from caseconsole.store import read
from caseconsole.store import session as own
from caseconsole.store.rows import CaseView, JournalRow, SearchHit

PAGE = 100
"""How many journal rows are read at a time."""


def open_case(session: Session, case: int) -> CaseView:
    """A case file to be shown; the view is committed first, and others see who has it open.

    Raises:
        Refused: the actor may not see it, there is no such file, or the view cannot be kept.
    """
    session.require(Action.VIEW_CASE)
    now, login = session.clock.now(), session.actor.login
    view = read.case_view(session.conn, case, now.today, login)
    with session.store.transaction():
        own.log_view(session.store, now.at, login, "case", case, "")
        own.enter(session.store, login, session.id, case, now.at)
    return view


def log_view(session: Session, what: str, case: int | None, detail: str = "") -> None:
    """Commit who is about to see what.

    Raises:
        Refused: it cannot be kept.
    """
    with session.store.transaction():
        own.log_view(session.store, session.clock.now().at, session.actor.login, what, case, detail)


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


def journal_page(session: Session, case: int, before: int | None = None) -> list[JournalRow]:
    """The changes of a case, newest first, from below a number.

    Raises:
        Refused: the actor may not see the journal.
    """
    session.require(Action.VIEW_JOURNAL)
    return read.journal_rows(session.conn, case, before, PAGE)
