"""Sections 4 to 8: what was agreed, one section for each kind of agreement."""

from collections.abc import Callable

from caseconsole.domain.kinds import KINDS
from caseconsole.outgoing.case.agreed import AGREED, elsewhere
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section, nothing


def _holds(key: str) -> Callable[[CaseView], bool]:
    return lambda view: (
        any(KINDS[made.kind].section == key for made in view.file.agreements)
        or bool(elsewhere(view, key))
    )


def _rows(key: str) -> Callable[[Page, CaseView, object], list[Row]]:
    def lines(page: Page, view: CaseView, _more: object) -> list[Row]:
        from caseconsole.outgoing.case.agreements import agreements

        return agreements(page, view, key)

    return lines


AGREEMENTS = tuple(Section(key, title, _holds(key), nothing, _rows(key)) for key, title in AGREED)
