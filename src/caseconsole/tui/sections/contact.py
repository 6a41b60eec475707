"""Section 3: contacts and what was agreed in them."""

from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section, nothing


def _lines(page: Page, view: CaseView, more: object) -> list[Row]:
    from caseconsole.outgoing.case.contact import contact

    del more
    return rows(contact(page, view))


CONTACT = Section("3", "section.contact", lambda view: bool(view.file.contacts), nothing, _lines)
