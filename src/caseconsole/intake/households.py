"""Who lives in a home, by birth year and no more: `huishoudens.csv`."""

from collections.abc import Iterator

from caseconsole.domain.people import MemberKind
from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.store.staging import Staged

KINDS = {"volwassene": MemberKind.ADULT.value, "kind": MemberKind.CHILD.value}
FIRST_YEAR = 1900


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One member of one household."""
    lease = values.reference(row, "contractnummer")
    member = values.reference(row, "lid")
    since, until = values.span(row, "vanaf", "tot")
    kind = values.choice(row, "soort", KINDS)
    born = (
        values.whole(row, "geboortejaar", FIRST_YEAR, int(known.today[:4]))
        if row["geboortejaar"].strip()
        else None
    )
    known.need_lease(lease)
    known.once(line, lease, member)
    yield Staged(
        "household_member",
        line,
        (
            lease,
            member,
            kind,
            born,
            since,
            until,
        ),
    )


LAYOUT = Layout(
    name="households",
    needed=("contractnummer", "lid", "soort", "vanaf"),
    optional=("geboortejaar", "tot"),
    tables=("household_member",),
    fills={"geboortejaar": "birth_year", "tot": "until"},
    check=check,
)
