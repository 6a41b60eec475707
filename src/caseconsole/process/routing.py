"""Who is to be reached, and which colleague does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.people import (
    HOUSE_LANGUAGE,
    Person,
    Representative,
    RepresentativeKind,
    base,
    renting,
    runs,
)
from caseconsole.domain.rights import Role
from caseconsole.domain.staff import Caseworker, calls
from caseconsole.process.policy import Policy, Values


@dataclass(frozen=True, slots=True)
class Routing:
    """Who should do what is due."""

    login: str
    """Empty when nobody in particular."""
    interpreter: bool
    """Nobody here speaks the language: an interpreter is the way (R05)."""


def tenant(case: CaseFile, today: date) -> Person | None:
    """Who is to be reached about the lease; None when nobody rents or rented it."""
    found = renting(case.parties, today)
    return found[0].person if found else None


def administrator(case: CaseFile, today: date) -> Representative | None:
    """Who administers the tenant's money by order of the court: all contact goes there (R06)."""
    if not case.representatives:
        return None
    person = tenant(case, today)
    return next(
        (
            acting
            for acting in case.representatives
            if acting.kind is RepresentativeKind.ADMINISTRATOR
            and person is not None
            and acting.of == person.id
            and runs(acting.since, acting.until, today)
        ),
        None,
    )


def languages(case: CaseFile, today: date) -> tuple[str, ...]:
    """The languages of whom is to be reached, the preferred one first."""
    if acting := administrator(case, today):
        return (acting.language or HOUSE_LANGUAGE,)
    person = tenant(case, today)
    return (person and person.languages) or (HOUSE_LANGUAGE,)


def caller(case: CaseFile, staff: tuple[Caseworker, ...], policy: Policy, today: date) -> Routing:
    """Who should call: whom the file was given to, else a colleague who speaks the language (R05).

    Of several the one who called before, then one of the file's team; the key spreads the rest.
    """
    values = policy.at(today)
    owner = case.owner
    if owner and not any(one.login == owner and calls(one, today) for one in staff):
        owner = ""
    if not values.language_routing:
        return Routing(owner, interpreter=False)
    for language in languages(case, today):
        if base(language) == HOUSE_LANGUAGE:
            return Routing(owner, interpreter=False)
        tags = _near(language, values)
        able = [one for one in staff if _speaks(one.languages, tags) and calls(one, today)]
        if able:
            return Routing(owner or _one_of(able, case), interpreter=False)
    return Routing(owner, interpreter=True)


def leader(case: CaseFile, staff: tuple[Caseworker, ...], today: date, but: str = "") -> str:
    """The leader of the file's team, or another one; empty when there is none.

    Args:
        but: the login of who may not do it.
    """
    leaders = [
        one
        for one in staff
        if one.role == Role.TEAM_LEADER and one.login != but and calls(one, today)
    ]
    leaders.sort(key=lambda one: (one.team != case.team, one.login))
    return leaders[0].login if leaders else ""


def understood(language: str, spoken: tuple[str, ...], values: Values) -> bool:
    """Whether who speaks these languages can call somebody of that one without an interpreter."""
    return _speaks((HOUSE_LANGUAGE, *spoken), _near(language, values))


def _speaks(spoken: tuple[str, ...], tags: set[str]) -> bool:
    return not tags.isdisjoint(map(base, spoken))


def _near(language: str, values: Values) -> set[str]:
    """A language and those that do as well."""
    own = base(language)
    return {own, *values.language_also.get(own, ())}


def speaks(one: Caseworker, case: CaseFile, policy: Policy, today: date) -> bool:
    """Whether a colleague can call about a case without an interpreter."""
    values = policy.at(today)
    return any(understood(tag, one.languages, values) for tag in languages(case, today))


def _one_of(able: list[Caseworker], case: CaseFile) -> str:
    logins = sorted(one.login for one in able)
    for known in _called_before(case):
        if known in logins:
            return known
    team = sorted(one.login for one in able if one.team == case.team)
    return (team or logins)[case.lease.id % len(team or logins)]


def _called_before(case: CaseFile) -> Iterator[str]:
    """The colleagues who had contact in this file, the latest first."""
    return (contact.by for contact in reversed(case.contacts))
