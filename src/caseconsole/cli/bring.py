"""`caseconsole import`: read files into the store."""

import sys
from argparse import Namespace

from caseconsole.cli.opening import opened
from caseconsole.cli.progress import Bar
from caseconsole.domain.rights import Action
from caseconsole.domain.text import clean_line
from caseconsole.locale import Speaker


def bring(chosen: Namespace, voice: Speaker) -> int:
    """Read the files in, or tell every faulty line and change nothing."""
    from caseconsole.intake.run import import_files

    with opened(chosen.store, chosen.login, Action.IMPORT) as session, Bar() as bar:
        report = import_files(chosen.paths, session, keep_good=chosen.keep_good, progress=bar)
    for problem in report.problems:
        sentence = voice.say(
            "cli.import.problem" if problem.line else "cli.import.problem_file",
            file=problem.file,
            line=problem.line,
            problem=voice.say(problem.message),
        )
        sys.stderr.write(f"{clean_line(sentence)}\n")
    faults = len(report.problems)
    if faults and not chosen.keep_good:
        sys.stderr.write(f"{voice.say('cli.import.nothing', n=faults)}\n")
        return 1
    if faults:
        sys.stderr.write(f"{voice.say('cli.import.kept', n=faults)}\n")
    done = voice.say(
        "cli.import.done",
        files=report.files,
        added=report.added,
        updated=report.updated,
        corrected=report.corrected,
        unchanged=report.unchanged,
    )
    sys.stdout.write(f"{done}\n")
    return 0
