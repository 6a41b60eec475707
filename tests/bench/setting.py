"""What a run of the bench works on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.figures import Figure
from tests.bench.stores import Stores


@dataclass(frozen=True, slots=True)
class Setting:
    """The stores, and how often a timing is taken."""

    stores: Stores
    runs: int


Group = Callable[[Setting], Iterator[Figure]]
"""Figures that are measured together."""
