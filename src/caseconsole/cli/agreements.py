"""`caseconsole agreements`: the agreements of all files, or of those within a limit."""

from argparse import Namespace
from dataclasses import replace

from caseconsole.cli.opening import asked_limit, assess_first, opened
from caseconsole.cli.output import put, put_lines, room
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker


def agreements(chosen: Namespace, voice: Speaker) -> int:
    """Show each agreement with how its duties stand, those that are not over first."""
    from caseconsole.casework.shown import shown_through
    from caseconsole.outgoing.agreements import agreed_row, as_json, as_text, in_order
    from caseconsole.store import read

    with opened(chosen, Action.VIEW_WORKLIST, voice) as session:
        limit = asked_limit(session, chosen.limit, voice)
        assess_first(session, voice)
        today = session.clock.now().today
        voice.today = today
        cases = read.agreed_cases(session.conn, limit, me=session.actor.login, today=today)
        through = shown_through(session)
        rows = in_order(
            agreed_row(held.number, held.tenant, one, today, replace(paid, through=through), made)
            for held, made, paid in read.agreed_of(session.conn, cases, today)
            for one in made
            if read.asked_for(limit, one, today)
        )
    if chosen.json:
        put(as_json(rows))
    else:
        put_lines(as_text(rows, voice, limited=bool(limit), room=room(), through=through))
    return 0
