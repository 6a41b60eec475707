"""Section 2: the rent ledger."""

from typing import cast

from caseconsole.casework.session import Session
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.outgoing.case.ledger import ledger
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.store import read
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section


def _load(session: Session, view: CaseView) -> object:
    return read.ledger(session.conn, view.file.lease.id)


def _holds(view: CaseView) -> bool:
    standing = view.file.standing
    return bool(standing.balance or standing.paid_on or standing.arrears)


def _lines(page: Page, view: CaseView, more: object) -> list[Row]:
    del view
    return rows(ledger(page, cast("list[LedgerEntry]", more)))


LEDGER = Section("2", "section.ledger", _holds, _load, _lines)
