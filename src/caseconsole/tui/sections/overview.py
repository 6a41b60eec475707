"""Section 1: what counts at a glance."""

from caseconsole.outgoing.case.overview import overview
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section, nothing


def _lines(page: Page, view: CaseView, more: object) -> list[Line]:
    del more
    return overview(page, view)


OVERVIEW = Section("1", "section.overview", lambda view: bool(view.dues), nothing, _lines)
