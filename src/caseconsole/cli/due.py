"""`caseconsole due`: the worklist as text or JSON."""

from argparse import Namespace

from caseconsole.cli.opening import asked_limit, assess_first, opened
from caseconsole.cli.output import put, put_lines
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker
from caseconsole.outgoing.worklist import as_json, as_text
from caseconsole.store import read

SHOWN = 200
"""How many case files the text shows unless all are asked for: nobody reads thousands."""


def due(chosen: Namespace, voice: Speaker) -> int:
    """Show what is due within the limit, in the order of the worklist."""
    with opened(chosen, Action.VIEW_WORKLIST, voice) as session:
        limit = asked_limit(session, chosen.limit, voice)
        assess_first(session, voice)
        voice.today = session.clock.now().today
        me, today = session.actor.login, voice.today
        if chosen.json:
            ids = read.worklist_ids(session.conn, limit, me=me, today=today)
            put(as_json(read.worklist_rows(session.conn, ids), voice))
            return 0
        most = None if chosen.all else SHOWN
        rows = read.worklist_lines(session.conn, limit, me=me, today=today, most=most)
        number = len(rows)
        if number == most:
            number = read.count_due(session.conn, limit, me=me, today=today)
        run = read.day_run(session.conn, voice.today)
    put_lines(as_text(rows, voice, limited=bool(limit), number=number))
    if not rows and run is not None and run.held is not None:
        put_lines([voice.say(run.held)])
    return 0
