"""`caseconsole review`: what was done in a review, or which reviews there are.

The view of each file that it shows is on record before anything is shown.
"""

from argparse import Namespace

from caseconsole.cli.opening import opened
from caseconsole.cli.output import put
from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker


def review(chosen: Namespace, voice: Speaker) -> int:
    """Show the report of a review; without its number all reviews."""
    from caseconsole.casework.viewing import log_cases
    from caseconsole.outgoing.review import Report, as_json, as_text, list_json, list_text
    from caseconsole.store import read

    with opened(chosen, Action.VIEW_CASE, voice) as session:
        voice.today = session.clock.now().today
        zone = str(session.clock.zone)
        if chosen.id is None:
            found = read.reviews_all(session.conn)
            put(list_json(found) if chosen.json else list_text(found, voice))
            return 0
        one = read.review(session.conn, chosen.id)
        if one is None:
            raise Refused(message("refused.no_such_review", id=chosen.id))
        files = read.review_files(session.conn, one.id)
        log_cases(session, [file.case for file in files])
        report = Report(one, files, read.review_acts(session.conn, one.id))
    put(as_json(report) if chosen.json else as_text(report, voice, zone=zone))
    return 0
