"""Rents and use fees by date: `huren.csv`."""

from collections.abc import Iterator

from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.intake.wrong import wrong
from caseconsole.store.staging import Staged


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """The monthly rent of one lease from a day on."""
    lease = values.reference(row, "contractnummer")
    since = values.day(row, "vanaf")
    cents = values.cents(row["bedrag"], "bedrag")
    if cents < 0:
        raise wrong("amount_negative", column="bedrag", text=row["bedrag"])
    if cents == 0:
        raise wrong("amount_zero", column="bedrag")
    known.need_lease(lease)
    known.once(line, since, lease)
    yield Staged("rent", line, (lease, since, cents))


LAYOUT = Layout(
    name="rents",
    needed=("contractnummer", "vanaf", "bedrag"),
    optional=(),
    tables=("rent",),
    fills={},
    check=check,
)
