"""Lines of a section, each with what it stands for: that is what can be acted on."""

from collections.abc import Sequence
from typing import NamedTuple

from caseconsole.domain.agreement import (
    Agreement,
    LadderStep,
    Obligation,
    Suspension,
)
from caseconsole.domain.referred import Referral
from caseconsole.outgoing.lines import Line

Thing = Agreement | Obligation | Suspension | LadderStep | Referral


class Row(NamedTuple):
    """A line, and the thing that a caseworker points at with it; None is only read."""

    line: Line
    of: Thing | None = None


def rows(lines: Sequence[Line], of: Thing | None = None) -> list[Row]:
    """Lines of which the first stands for a thing."""
    return [Row(line, None if number else of) for number, line in enumerate(lines)]


def lines(rows: Sequence[Row]) -> list[Line]:
    """The lines alone, as a page prints them."""
    return [row.line for row in rows]
