"""Section 1: what counts at a glance."""

from typing import cast

from caseconsole.casework import why
from caseconsole.casework.session import Session
from caseconsole.domain.verdict import NotDue
from caseconsole.outgoing.case.overview import overview
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import Line
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section


def _load(session: Session, view: CaseView) -> object:
    """What follows, when nothing is due in a file that is open."""
    if view.dues or view.file.id is None:
        return None
    return why.follows(session, view.file.id)


def _lines(page: Page, view: CaseView, more: object) -> list[Line]:
    return overview(page, view, cast("NotDue | None", more))


OVERVIEW = Section("1", "section.overview", lambda view: bool(view.dues), _load, _lines)
