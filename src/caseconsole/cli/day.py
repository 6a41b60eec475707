"""`caseconsole day`: assess every lease."""

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.cli.opening import opened
from caseconsole.cli.output import put_lines
from caseconsole.cli.progress import Bar
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.casework.session import Session


def day(chosen: Namespace, voice: Speaker) -> int:
    """Assess today and record it; another day is only shown."""
    from caseconsole.casework.day import run_day

    action = Action.RUN_DAY if chosen.on is None else Action.VIEW_WORKLIST
    with opened(chosen, action, voice) as session:
        today = session.clock.now().today
        voice.today = today
        if chosen.on is not None and chosen.on != today:
            return _another(session, voice, chosen.on)
        what = voice.say("cli.day.progress")
        with Bar() as bar:
            report = run_day(session, progress=lambda done, total: bar(what, done, total))
    sentence = voice.say(
        "cli.day.already" if report.already else "cli.day.done",
        day_on=today.isoformat(),
        leases=voice.say("cli.day.leases", n=report.leases),
        due=voice.say("cli.day.due", n=report.due),
        opened=report.opened,
        settled=report.settled,
    )
    put_lines([sentence, voice.say(report.held)] if report.held else [sentence])
    return 0


def _another(session: "Session", voice: Speaker, on: date) -> int:
    from caseconsole.casework.day import assess_on, assumed_after
    from caseconsole.outgoing.worklist import as_text

    rows = assess_on(session, on)
    said = [voice.say("cli.day.would", n=len(rows), day_on=on.isoformat())]
    if through := assumed_after(session, on):
        said.append(voice.say("cli.day.assumed", through_on=through.isoformat()))
    put_lines([*as_text(rows, voice), *said])
    return 0
