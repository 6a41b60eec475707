"""Leases: `huurovereenkomsten.csv`."""

from collections.abc import Iterator

from caseconsole.intake import values
from caseconsole.intake.agreements import FORM_OF
from caseconsole.intake.layout import Known, Layout
from caseconsole.store.staging import Staged

LEASES = {"gewoon": "ordinary", **FORM_OF}
LAST_DUE_DAY = 28


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One lease."""
    reference = values.reference(row, "contractnummer")
    known.once(line, reference)
    start, end = values.span(row, "ingangsdatum", "einddatum")
    yield Staged(
        "lease",
        line,
        (
            reference,
            values.choice(row, "vorm", LEASES) if row["vorm"].strip() else "ordinary",
            start,
            end,
            values.whole(row, "vervaldag", 1, LAST_DUE_DAY) if row["vervaldag"].strip() else 1,
            values.payment_reference(row, "betalingskenmerk"),
            int(values.yes(row, "incasso")),
            values.needed(row, "adres"),
            values.postcode(row, "postcode"),
            values.needed(row, "plaats"),
        ),
    )


LAYOUT = Layout(
    name="leases",
    needed=("contractnummer", "ingangsdatum", "adres", "postcode", "plaats"),
    optional=("vorm", "einddatum", "vervaldag", "betalingskenmerk", "incasso"),
    tables=("lease",),
    fills={
        "vorm": "form",
        "einddatum": "end_on",
        "vervaldag": "due_day",
        "betalingskenmerk": "payment_reference",
        "incasso": "direct_debit",
    },
    check=check,
    brings=("lease", "contractnummer"),
)
