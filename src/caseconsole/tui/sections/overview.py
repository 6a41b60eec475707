"""Section 1: what counts at a glance."""

from typing import cast

from caseconsole.casework.why import follows
from caseconsole.domain.verdict import NotDue
from caseconsole.outgoing.case.overview import overview
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section


def _lines(page: Page, view: CaseView, more: object) -> list[Row]:
    return rows(overview(page, view, cast("NotDue | None", more)))


OVERVIEW = Section("1", "section.overview", lambda view: bool(view.dues), follows, _lines)
