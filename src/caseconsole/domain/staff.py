"""The people who work in case files."""

from datetime import date
from typing import NamedTuple


class Caseworker(NamedTuple):
    """A colleague; `languages` are tags that all count alike, whatever their order."""

    login: str
    name: str
    languages: tuple[str, ...]
    team: str
    role: str
    until: date | None
