"""All kinds of files, in the order in which they rest on one another."""

from caseconsole.intake import (
    agreements,
    caseworkers,
    conditions,
    households,
    judgements,
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
    agreements.LAYOUT,
    conditions.LAYOUT,
    judgements.LAYOUT,
    ledger.LAYOUT,
)
