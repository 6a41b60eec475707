"""What a section of the case file is."""

from collections.abc import Callable
from dataclasses import dataclass

from caseconsole.casework.session import Session
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row
from caseconsole.store.rows import CaseView


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, what it needs beside the view, and how that looks."""

    key: str
    title: str
    """The id of the message that names it."""
    holds: Callable[[CaseView], bool]
    """Whether there is anything in it."""
    load: Callable[[Session, CaseView], object]
    """Reads what the view does not have; runs on the store thread."""
    rows: Callable[[Page, CaseView, object], list[Row]]
    """The section for a page, from the view and what was loaded."""

    @property
    def short(self) -> str:
        """The id of the message that names it where there is little room."""
        return f"section_short.{self.key}"


def nothing(session: Session, view: CaseView) -> object:
    """For a section that needs no more than the view."""
    del session, view
    return None
