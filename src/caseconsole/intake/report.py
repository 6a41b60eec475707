"""What an import did, and what was wrong in the files."""

from dataclasses import dataclass, field

from caseconsole.domain.message import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file, or one remark about it."""

    file: str
    """The file's name without its folder; the path as given where there is no such file."""
    line: int
    """The line of the file, counted from 1; 0 when the file as a whole is meant."""
    message: Message


@dataclass
class ImportReport:
    """The outcome of an import over all its files."""

    files: int = 0
    """How many files were taken in, those that changed nothing among them."""
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    corrected: int = 0
    """Ledger lines whose amount changed: a correction of the difference was booked."""
    cases: int = 0
    """How many case files were assessed again."""
    problems: list[Problem] = field(default_factory=list)
    """Faults: a file that has one changes nothing, or without its faulty rows when asked so."""
    notices: list[Problem] = field(default_factory=list)
    """What a person should know although nothing is wrong, such as columns that are not read."""
