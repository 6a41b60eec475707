"""`caseconsole init`, `migrate`, `check` and `rebuild`: making a store and keeping it sound."""

import sys
from argparse import Namespace

from caseconsole.cli.opening import opened, tell_notice
from caseconsole.cli.output import put_lines
from caseconsole.cli.progress import Bar
from caseconsole.domain.rights import Action
from caseconsole.locale import Speaker


def init(chosen: Namespace, voice: Speaker) -> int:
    """Make a new store."""
    from caseconsole.casework.init import init as make
    from caseconsole.casework.upkeep import notice

    make(chosen.store, chosen.name, zone=chosen.zone)
    tell_notice(notice(), voice)
    put_lines([voice.say("cli.init.done", path=str(chosen.store), name=chosen.name)])
    return 0


def migrate(chosen: Namespace, voice: Speaker) -> int:
    """Bring the store up to this version of the program."""
    from caseconsole.casework.upkeep import bring_up_to_date, notice

    with Bar() as bar:
        what = voice.say("cli.day.progress")
        backup = bring_up_to_date(
            chosen.store, chosen.login, lambda done, total: bar(what, done, total)
        )
    tell_notice(notice(), voice)
    if backup is not None:
        put_lines([voice.say("cli.migrate.backup", path=str(backup))])
    put_lines([voice.say("cli.migrate.done", path=str(chosen.store))])
    return 0


def check(chosen: Namespace, voice: Speaker) -> int:
    """Verify the journal and that the rows are what it says."""
    from caseconsole.casework.upkeep import faults

    with opened(chosen, Action.MAINTAIN, voice) as session:
        found = faults(session)
    if not found:
        put_lines([voice.say("cli.check.good")])
        return 0
    put_lines(voice.say(fault) for fault in found)
    sys.stderr.write(f"{voice.say('cli.check.bad', n=len(found))}\n")
    return 1


def rebuild(chosen: Namespace, voice: Speaker) -> int:
    """Work out again all that is derived, and assess the day."""
    from caseconsole.casework.upkeep import rebuild as again

    with opened(chosen, Action.MAINTAIN, voice) as session, Bar() as bar:
        what = voice.say("cli.day.progress")
        again(session, progress=lambda done, total: bar(what, done, total))
    put_lines([voice.say("cli.rebuild.done")])
    return 0
