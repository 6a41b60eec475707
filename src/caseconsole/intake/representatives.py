"""Who acts for a tenant: `vertegenwoordigers.csv`."""

from collections.abc import Iterator

from caseconsole.domain.people import RepresentativeKind
from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.store.staging import Staged

HELPER = RepresentativeKind.HELPER.value
KINDS = {
    "bewindvoerder": RepresentativeKind.ADMINISTRATOR.value,
    "curator": RepresentativeKind.GUARDIAN.value,
    "helper": HELPER,
}


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One representative of one person."""
    person = values.reference(row, "huurdernummer")
    name = values.needed(row, "naam")
    kind = values.choice(row, "soort", KINDS)
    since, until = values.span(row, "vanaf", "tot")
    phone, email = values.phone(row, "telefoon"), values.email(row, "e_mail")
    language = values.languages(row, "taal").split()[0]
    known.need_person(person)
    known.once_at_a_time(line, since, until, kind, person, name if kind == HELPER else "")
    yield Staged(
        "representative",
        line,
        (
            person,
            kind,
            name,
            since,
            phone[0] if phone else "",
            email,
            language,
            until,
        ),
    )


LAYOUT = Layout(
    name="representatives",
    needed=("huurdernummer", "naam", "soort", "vanaf"),
    optional=("telefoon", "e_mail", "taal", "tot"),
    tables=("representative",),
    fills={"telefoon": "phone", "e_mail": "email", "taal": "language", "tot": "until"},
    check=check,
)
