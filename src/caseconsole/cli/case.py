"""The verbs about one case file; the view is on record before anything of it is shown."""

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
    from caseconsole.casework.viewing import changes
    from caseconsole.casework.why import follows
    from caseconsole.outgoing.case_text import Shown, case_json, case_text
    from caseconsole.store import read

    with opened(chosen, Action.VIEW_CASE, voice) as session:
        assess_first(session, voice)
        view = _view(session, chosen.case)
        voice.today = session.clock.now().today
        lease = view.file.lease.id
        ledger = read.ledger(session.conn, lease)
        windows = read.windows(session.conn, [lease]).get(lease, ())
        journal = changes(session, view.file.id or 0)
        shown = Shown(view, ledger, journal, follows(session, view), windows)
    if chosen.json:
        put(case_json(shown, voice))
    else:
        put(case_text(shown, voice, zone=str(session.clock.zone)))
    return 0


def why(chosen: Namespace, voice: Speaker) -> int:
    """Show every step of the case file: due and why, or the nearest fact that is missing."""
    from caseconsole.casework.why import verdicts
    from caseconsole.outgoing.verdicts import as_json, as_text

    with opened(chosen, Action.VIEW_CASE, voice) as session:
        view = _view(session, chosen.case)
        voice.today = session.clock.now().today
        found = verdicts(session, view.file.id or 0)
    if chosen.json:
        put(as_json(found, voice))
    else:
        put_lines(as_text(found, voice, view.dues))
    return 0


def conditions(chosen: Namespace, voice: Speaker) -> int:
    """Show every condition of the case file, and with `--proof` what a judge would ask of it."""
    from caseconsole.casework.proof import proofs
    from caseconsole.outgoing.conditions import as_json, as_text, held

    with opened(chosen, Action.VIEW_CASE, voice) as session:
        assess_first(session, voice)
        file = _view(session, chosen.case).file
        voice.today = session.clock.now().today
        found = [
            held(file, made, voice.today, proofs(session, file, made) if chosen.proof else ())
            for made in file.agreements
            if made.conditions
        ]
    if chosen.json:
        put(as_json(found, voice))
    else:
        put(as_text(found, voice, zone=str(session.clock.zone)))
    return 0


def text(chosen: Namespace, voice: Speaker) -> int:
    """Show the text of a confirmation, annex, card or graduation."""
    from caseconsole.casework.papers import sheet
    from caseconsole.locale import speaker
    from caseconsole.outgoing.papers import paper

    with opened(chosen, Action.VIEW_CASE, voice) as session:
        assess_first(session, voice)
        file = _view(session, chosen.case).file
        found = sheet(session, file, chosen.which, voice.lang)
        today = session.clock.now().today
        put(paper(found, file, speaker(found.lang, today), today))
    return 0


def _view(session: "Session", number: str) -> "CaseView":
    """The case file of this number, once the view is on record."""
    from caseconsole.casework.viewing import leave_case, open_case
    from caseconsole.store import read

    view = open_case(session, read.case_by_number(session.conn, number))
    leave_case(session)
    return view
