"""Section 2: the rent ledger."""

from typing import cast

from caseconsole.casework.session import Session
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.window import Window
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.rows import Row, rows
from caseconsole.store import read
from caseconsole.store.rows import CaseView
from caseconsole.tui.sections.section import Section


def _load(session: Session, view: CaseView) -> object:
    lease = view.file.lease.id
    windows = read.windows(session.conn, [lease]).get(lease, ())
    return read.ledger(session.conn, lease), windows


def _holds(view: CaseView) -> bool:
    standing = view.file.standing
    return bool(standing.balance or standing.paid_on or standing.arrears)


def _lines(page: Page, view: CaseView, more: object) -> list[Row]:
    from caseconsole.outgoing.case.ledger import ledger

    del view
    entries, windows = cast("tuple[list[LedgerEntry], tuple[Window, ...]]", more)
    return rows(ledger(page, entries, windows))


LEDGER = Section("2", "section.ledger", _holds, _load, _lines)
