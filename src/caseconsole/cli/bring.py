"""`caseconsole import`: read files into the store."""

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from caseconsole.cli.opening import opened
from caseconsole.cli.output import put_lines
from caseconsole.cli.progress import Bar
from caseconsole.domain.rights import Action
from caseconsole.domain.text import clean_line
from caseconsole.locale import Speaker

if TYPE_CHECKING:
    from caseconsole.intake.report import ImportReport, Problem

ALIKE = 5
"""How many faults of one kind in one file are told one by one on a terminal."""
SPANS = 20
"""How many runs of lines are named of the others."""

Alike = tuple[str, str]
"""A file and a kind of fault."""


def bring(chosen: Namespace, voice: Speaker) -> int:
    """Read the files in; a file with a fault changes nothing, unless the good lines are kept."""
    from caseconsole.casework.day import held_calls
    from caseconsole.intake.run import import_files

    with opened(chosen, Action.IMPORT, voice) as session, Bar() as bar:
        report = import_files(chosen.paths, session, keep_good=chosen.keep_good, progress=bar)
        voice.today = session.clock.now().today
        held = held_calls(session)
    for sentence in (*_told(report.notices, voice), *_told(report.problems, voice)):
        sys.stderr.write(f"{clean_line(sentence)}\n")
    faults = sum(problem.line > 0 for problem in report.problems)
    if faults:
        said = voice.say("cli.import.kept" if chosen.keep_good else "cli.import.refused", n=faults)
        sys.stderr.write(f"{said}\n")
    if report.files:
        put_lines([_done(report, voice), *([voice.say(held)] if held else [])])
    return 0 if report.files and (chosen.keep_good or not report.problems) else 1


def _told(problems: "Sequence[Problem]", voice: Speaker) -> Iterator[str]:
    """A sentence for each problem, in their order.

    On a terminal of many alike in one file the first few, and of the others the lines.
    """
    more = _more(problems) if sys.stderr.isatty() else {}
    told: Counter[Alike] = Counter()
    for problem in problems:
        kind = problem.file, problem.message.id
        told[kind] += 1
        if kind in more and problem.line and told[kind] > ALIKE:
            continue
        yield voice.say(
            "cli.import.problem" if problem.line else "cli.import.problem_file",
            file=problem.file,
            line=problem.line,
            problem=voice.say(problem.message),
        )
        if kind in more and told[kind] == ALIKE:
            yield _and_more(problem.file, more[kind], voice)


def _more(problems: "Sequence[Problem]") -> dict[Alike, list[int]]:
    """Of the problems of which there are many alike in one file the lines after the first few."""
    lines: dict[Alike, list[int]] = {}
    for problem in problems:
        if problem.line:
            lines.setdefault((problem.file, problem.message.id), []).append(problem.line)
    return {kind: found[ALIKE:] for kind, found in lines.items() if len(found) > ALIKE}


def _and_more(file: str, lines: Sequence[int], voice: Speaker) -> str:
    spans: list[tuple[int, int]] = []
    left = 0
    for line in lines:
        if spans and line <= spans[-1][1] + 1 and not left:
            spans[-1] = spans[-1][0], line
        elif len(spans) < SPANS:
            spans.append((line, line))
        else:
            left += 1
    shown = ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in spans)
    return " ".join([
        voice.say("cli.import.more", file=file, n=len(lines), lines=shown),
        *([voice.say("cli.import.more_left", n=left)] if left else []),
    ])  # fmt: skip


def _done(report: "ImportReport", voice: Speaker) -> str:
    return voice.say(
        "cli.import.done",
        n=report.files,
        added=report.added,
        updated=report.updated,
        corrected=report.corrected,
        unchanged=report.unchanged,
    )
