"""Section J: the journal of the file."""

from typing import cast

from caseconsole.casework.session import Session
from caseconsole.casework.viewing import changes
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.store.rows import CaseView, JournalRow
from caseconsole.tui.sections.section import Section


def _load(session: Session, view: CaseView) -> object:
    return [] if view.file.id is None else changes(session, view.file.id)


def _lines(page: Page, view: CaseView, more: object) -> list[Row]:
    from caseconsole.outgoing.case.journal import journal

    return rows(journal(page, cast("list[JournalRow]", more), view.file))


JOURNAL = Section("J", "section.journal", lambda view: view.newest > 0, _load, _lines)
