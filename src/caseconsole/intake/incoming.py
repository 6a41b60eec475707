"""The files of one import while they are checked: what is wrong in each, and what it waits for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from caseconsole.domain.message import Message, message
from caseconsole.intake.layout import FORBIDDEN, Layout
from caseconsole.intake.report import Problem
from caseconsole.intake.source import Source, rows
from caseconsole.intake.wrong import Fault, Rests, wrong


@dataclass
class Incoming:
    """One file on its way in."""

    number: int
    layout: Layout
    source: Source
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    refused: bool = False
    """Whether nothing of it comes in."""
    own: Mapping[int, Message] = field(default_factory=dict)
    """What is known to be wrong with its rows, by line: told of rows that wait, too."""
    _resting: Counter[str] = field(default_factory=Counter)
    _citizens: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, column in enumerate(self.source.columns):
            if column in FORBIDDEN:
                self.tell(1, wrong("column_forbidden", column=column).why)
            elif not column:
                if self._filled(place):
                    self.remark(1, wrong("column_unnamed", column=place + 1).why)
            elif column not in self.layout.columns:
                self.remark(1, wrong("column_unknown", column=column).why)

    def _filled(self, place: int) -> bool:
        """Whether a column holds anything; a fault in the file is told when it is taken in."""
        with suppress(Fault):
            return any(cells[place].strip() for _, cells in rows(self.source) if cells[place:])
        return False

    def again(self) -> "Incoming":
        """The same file before it was checked, but for what is known to be wrong with its rows."""
        own = {one.line: one.message for one in self.problems}
        return Incoming(self.number, self.layout, self.source, own=own)

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.source.name

    @property
    def faulty(self) -> bool:
        """Whether a row or the whole of it is wrong, or rests on what is refused."""
        return bool(self.problems or self._resting)

    def tell(self, line: int, why: Message) -> None:
        """Note what is wrong on a line; 0 is the file as a whole."""
        self.problems.append(Problem(self.name, line, why))

    def tell_fault(self, line: int, fault: Fault) -> None:
        """Note a fault; rows with which nothing is wrong but that they wait are counted only."""
        if isinstance(fault, Rests) and line not in self.own:
            self.rest_on(fault.file)
        else:
            self.tell(line, self.own.get(line, fault.why))

    def rest_on(self, file: str) -> None:
        """Count a row that names what stands in a refused file only."""
        self._resting[file] += 1

    def remark(self, line: int, told: Message) -> None:
        """Note what a person should know although nothing is wrong."""
        self.notices.append(Problem(self.name, line, told))

    def suspect(self, line: int, columns: Iterable[str]) -> None:
        """Note cells that hold what looks like a citizen service number (R80)."""
        for column in columns:
            first, count = self._citizens.get(column, (line, 0))
            self._citizens[column] = first, count + 1

    def all_problems(self) -> list[Problem]:
        """What is wrong, by line; one for all rows that rest on the same refused file."""
        resting = [
            Problem(self.name, 0, message("import.rests_on_refused", file=file, n=rows))
            for file, rows in self._resting.items()
        ]
        return resting + sorted(self.problems, key=lambda problem: problem.line)

    def all_notices(self) -> list[Problem]:
        """What a person should know, cells that look like a citizen service number among it."""
        return self.notices + [
            Problem(self.name, first, message("import.citizen_number", column=column, n=count))
            for column, (first, count) in self._citizens.items()
        ]
