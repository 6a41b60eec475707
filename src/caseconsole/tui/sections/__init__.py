"""The sections of the case file, in the order of their keys."""

from caseconsole.tui.sections.agreements import AGREEMENTS
from caseconsole.tui.sections.contact import CONTACT
from caseconsole.tui.sections.journal import JOURNAL
from caseconsole.tui.sections.ledger import LEDGER
from caseconsole.tui.sections.overview import OVERVIEW
from caseconsole.tui.sections.section import Section

SECTIONS: tuple[Section, ...] = (OVERVIEW, LEDGER, CONTACT, *AGREEMENTS, JOURNAL)

__all__ = ["SECTIONS", "Section"]
