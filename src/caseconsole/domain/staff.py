"""The people who work in case files."""

from datetime import date
from typing import NamedTuple

from caseconsole.domain.rights import RIGHTS, Action, Role

_CALLERS = frozenset(role for role in Role if Action.CONTACT in RIGHTS[role])


class Caseworker(NamedTuple):
    """A colleague; `languages` are tags that all count alike, whatever their order."""

    login: str
    name: str
    languages: tuple[str, ...]
    team: str
    role: str
    until: date | None


def calls(one: Caseworker, today: date) -> bool:
    """Whether a colleague is here and makes calls."""
    return one.role in _CALLERS and (one.until is None or today <= one.until)
