"""The people who work in case files."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Caseworker:
    """A colleague; `languages` are tags that all count alike, whatever their order."""

    login: str
    name: str
    languages: tuple[str, ...]
    team: str
    role: str
    until: date | None
