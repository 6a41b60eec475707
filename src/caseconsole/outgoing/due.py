"""Why something is due, in one text: the same in the list, in a file and as plain text."""

from caseconsole.locale import Speaker
from caseconsole.store.rows import DueLine, DueRow

UNKNOWN = "–"
"""Stands for what is not known, or for nobody."""


def because(row: DueRow | DueLine, voice: Speaker) -> str:
    """The facts, and how it must be done: by an interpreter (R05), to the administrator (R06)."""
    return " ".join([voice.say(row.because), *ways(row, voice)])


def ways(row: DueRow | DueLine, voice: Speaker) -> list[str]:
    """Until when it was put off, whom to call, and by whom."""
    said = []
    if row.snoozed_until is not None:
        said.append(voice.say("list.until", until_on=row.snoozed_until.isoformat()))
    if row.whom == "administrator":
        said.append(voice.say("list.to_administrator"))
    if row.interpreter:
        said.append(voice.say("list.by_interpreter", language=voice.language(row.language)))
    return said


def home(row: DueRow | DueLine) -> str:
    """The household: adults, and children where there are; a dash when it is not known."""
    if row.adults is None or row.children is None:
        return UNKNOWN
    return counted(row.adults, row.children)


def counted(adults: int, children: int) -> str:
    """So many adults, and so many children where there are."""
    return f"{adults}+{children}" if children else str(adults)


def doer(row: DueRow | DueLine) -> str:
    """Who should do it, else whose file it is; a dash where it is nobody's."""
    return row.for_login or row.owner or UNKNOWN


def months(row: DueRow | DueLine, voice: Speaker) -> str:
    """The arrears in months of rent; a dash when no rent is known."""
    return UNKNOWN if row.months_tenths is None else voice.tenths(row.months_tenths)
