"""`caseconsole show` and `why`: one case file; the view is on record before it is shown."""

from argparse import Namespace
from typing import TYPE_CHECKING

from caseconsole.cli.opening import assess_first, opened
from caseconsole.cli.output import put, put_lines
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.store.rows import CaseView


def show(chosen: Namespace, voice: Speaker) -> int:
    """Show the whole case file."""
    from caseconsole.casework.viewing import journal_page
    from caseconsole.casework.why import follows
    from caseconsole.outgoing.case_text import Shown, case_json, case_text
    from caseconsole.store import read

    with opened(chosen.store, chosen.login, Action.VIEW_CASE) as session:
        assess_first(session, voice)
        view = _view(session, chosen.case)
        voice.today = session.clock.now().today
        ledger = read.ledger(session.conn, view.file.lease.id)
        journal = journal_page(session, view.file.id or 0)
        shown = Shown(view, ledger, journal, follows(session, view))
    if chosen.json:
        put(case_json(shown, voice))
    else:
        put(case_text(shown, voice, zone=str(session.clock.zone)))
    return 0


def why(chosen: Namespace, voice: Speaker) -> int:
    """Show every step of the case file: due and why, or the nearest fact that is missing."""
    from caseconsole.casework.why import verdicts
    from caseconsole.outgoing.verdicts import as_json, as_text

    with opened(chosen.store, chosen.login, Action.VIEW_CASE) as session:
        view = _view(session, chosen.case)
        voice.today = session.clock.now().today
        found = verdicts(session, view.file.id or 0)
    if chosen.json:
        put(as_json(found, voice))
    else:
        put_lines(as_text(found, voice))
    return 0


def _view(session: "Session", number: str) -> "CaseView":
    """The case file of this number, once the view is on record."""
    from caseconsole.casework.viewing import leave_case, open_case
    from caseconsole.store import read

    view = open_case(session, read.case_by_number(session.conn, number))
    leave_case(session)
    return view
