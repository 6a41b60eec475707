"""All kinds of files, in the order in which they rest on one another."""

from caseconsole.intake import (
    caseworkers,
    households,
    leases,
    ledger,
    parties,
    rents,
    representatives,
    tenants,
)

LAYOUTS = (
    caseworkers.LAYOUT,
    tenants.LAYOUT,
    representatives.LAYOUT,
    leases.LAYOUT,
    parties.LAYOUT,
    households.LAYOUT,
    rents.LAYOUT,
    ledger.LAYOUT,
)
