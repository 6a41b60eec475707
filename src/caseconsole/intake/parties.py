"""Who stands on a lease: `partijen.csv`."""

from collections.abc import Iterator

from caseconsole.domain.people import PartyRole
from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.store.staging import Staged

ROLES = {
    "huurder": PartyRole.TENANT.value,
    "medehuurder": PartyRole.CO_TENANT.value,
    "voormalig medehuurder": PartyRole.FORMER_CO_TENANT.value,
    "borg": PartyRole.GUARANTOR.value,
}


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One person's place on one lease."""
    lease = values.reference(row, "contractnummer")
    person = values.reference(row, "huurdernummer")
    role = values.choice(row, "rol", ROLES)
    since, until = values.span(row, "vanaf", "tot")
    known.need_lease(lease)
    known.need_person(person)
    known.once_at_a_time(line, since, until, lease, person)
    yield Staged(
        "lease_party",
        line,
        (lease, person, role, since, until),
    )


LAYOUT = Layout(
    name="parties",
    needed=("contractnummer", "huurdernummer", "rol", "vanaf"),
    optional=("tot",),
    tables=("lease_party",),
    fills={"tot": "until"},
    check=check,
    holds_back=("leases",),
)
