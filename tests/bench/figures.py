"""Figures with their targets, and the table of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

TOLERANCE = 1.5
"""How far beyond its figure a timing may be before it gates: machines are noisy."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, beside what it may be at most."""

    name: str
    target: float
    measured: float
    unit: str
    exact: bool = False
    """Whether it is the same on every machine, so that nothing beyond the target is accepted."""

    @property
    def ratio(self) -> float:
        """The measured part of the target; 0 when nothing is allowed and nothing was found."""
        if self.target:
            return self.measured / self.target
        return float("inf") if self.measured else 0.0

    @property
    def holds(self) -> bool:
        """Whether it is within its target."""
        return self.measured <= self.target

    @property
    def passes_gate(self) -> bool:
        """Whether it is within what a gate accepts."""
        return self.holds or (not self.exact and self.ratio <= TOLERANCE)


def interleaved(runs: int, measures: Sequence[Callable[[], float]]) -> list[float]:
    """The median of each measure; all are taken in turn, so that a busy moment meets them all."""
    taken = [[measure() for measure in measures] for _ in range(runs)]
    return [median(values) for values in zip(*taken, strict=True)]


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines, one each."""
    rows = [
        (
            figure.name,
            f"{figure.target:g} {figure.unit}",
            f"{figure.measured:.4g} {figure.unit}",
            f"{figure.ratio:.2f}",
            "pass" if figure.holds else "within gate" if figure.passes_gate else "MISSES",
        )
        for figure in figures
    ]
    head = ("figure", "at most", "measured", "ratio", "")
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return "\n".join(_line(row, widths) for row in (head, *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *values = (
        cell.ljust(width) if at in {0, 4} else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((name, *values)).rstrip()
