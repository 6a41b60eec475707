"""One tenant stands for a lease, whichever list names it: the one to reach about the lease."""

from itertools import product

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.names import formal
from caseconsole.process.routing import tenant
from caseconsole.store import read
from tests.casework.agreed import CASE, arrangement, file_of
from tests.casework.stores import TODAY

ROLES = ("tenant", "co_tenant", "guarantor")
SPANS = (
    ("2020-01-01", None),
    ("2024-01-01", None),
    ("2020-01-01", "2026-11-01"),
    ("2024-01-01", "2026-11-02"),
    ("2027-01-01", None),
    ("2024-01-01", "2023-12-31"),
)
STANDS = tuple((role, *span) for role, span in product(ROLES, SPANS))
_TAKES_PART = "UPDATE lease_party SET role = ?, since = ?, until = ? WHERE person = ?"


def test_agreements_name_the_tenant_to_reach_about_the_lease(anna: Session) -> None:
    """Of two people, whatever they are on the lease, from when and until when."""
    record(arrangement(anna), session=anna)
    lease = file_of(anna).lease.id
    (first,) = (party.person.id for party in file_of(anna).parties)
    second = first + 1
    anna.conn.execute("UPDATE lease_party SET lease = ? WHERE person = ?", (lease, second))
    for one, other in product(STANDS, STANDS):
        anna.conn.execute(_TAKES_PART, (*one, first))
        anna.conn.execute(_TAKES_PART, (*other, second))
        reached = tenant(file_of(anna), TODAY)
        name = formal(reached.initials, reached.prefix, reached.surname) if reached else ""
        (held,) = read.agreed_cases(anna.conn, (), me="anna", today=TODAY)
        assert held.case == CASE
        assert (one, other, held.tenant) == (one, other, name)
