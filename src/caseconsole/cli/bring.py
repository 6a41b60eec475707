"""`caseconsole import`: read files into the store."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseconsole.cli.opening import opened
from caseconsole.cli.output import put_lines
from caseconsole.cli.progress import Bar
from caseconsole.domain.rights import Action
from caseconsole.domain.text import clean_line
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.intake.report import ImportReport, Problem


def bring(chosen: Namespace, voice: Speaker) -> int:
    """Read the files in; a file with a fault changes nothing, and every fault is told."""
    from caseconsole.intake.run import import_files

    with opened(chosen.store, chosen.login, Action.IMPORT) as session, Bar() as bar:
        report = import_files(chosen.paths, session, keep_good=chosen.keep_good, progress=bar)
    _tell(report.notices, voice)
    _tell(report.problems, voice)
    faults = len(report.problems)
    if faults:
        said = voice.say("cli.import.kept" if chosen.keep_good else "cli.import.refused", n=faults)
        sys.stderr.write(f"{said}\n")
    if report.files:
        put_lines([_done(report, voice)])
    return 0 if report.files and (chosen.keep_good or not faults) else 1


def _tell(problems: "Sequence[Problem]", voice: Speaker) -> None:
    for problem in problems:
        sentence = voice.say(
            "cli.import.problem" if problem.line else "cli.import.problem_file",
            file=problem.file,
            line=problem.line,
            problem=voice.say(problem.message),
        )
        sys.stderr.write(f"{clean_line(sentence)}\n")


def _done(report: "ImportReport", voice: Speaker) -> str:
    return voice.say(
        "cli.import.done",
        n=report.files,
        added=report.added,
        updated=report.updated,
        corrected=report.corrected,
        unchanged=report.unchanged,
    )
