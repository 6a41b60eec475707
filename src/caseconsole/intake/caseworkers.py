"""Caseworkers: `medewerkers.csv`."""

from collections.abc import Iterator

from caseconsole.domain.rights import Role
from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.intake.wrong import wrong
from caseconsole.store.staging import Staged

ROLES = {
    "medewerker": Role.CASEWORKER.value,
    "teamleider": Role.TEAM_LEADER.value,
    "controleur": Role.AUDITOR.value,
    "beheerder": Role.ADMINISTRATOR.value,
}


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One colleague; only who may manage staff brings colleagues in."""
    if not known.staff:
        raise wrong("staff_rights")
    login = values.reference(row, "inlognaam")
    known.once(line, login)
    until = values.day_or_none(row, "tot")
    yield Staged(
        "caseworker",
        line,
        (
            login,
            values.needed(row, "naam"),
            values.languages(row, "talen"),
            values.text(row, "team"),
            values.choice(row, "rol", ROLES),
            until,
        ),
    )


LAYOUT = Layout(
    name="caseworkers",
    needed=("inlognaam", "naam", "talen", "team", "rol"),
    optional=("tot",),
    tables=("caseworker",),
    fills={"tot": "until"},
    check=check,
)
