"""What a run of the day did, apart from that by which it is done: the rules are loaded later."""

from dataclasses import dataclass


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    opened: int = 0
    settled: int = 0
    cases: int = 0
    """How many files were looked at."""
