"""Tenants with their phones and languages: `huurders.csv`."""

from collections.abc import Iterator

from caseconsole.intake import values
from caseconsole.intake.layout import Known, Layout
from caseconsole.intake.wrong import wrong
from caseconsole.store.staging import Staged

PHONES = ("telefoon", "telefoon_2")


def check(line: int, row: dict[str, str], known: Known) -> Iterator[Staged]:
    """One person and the numbers to reach them on."""
    reference = values.reference(row, "huurdernummer")
    known.once(line, reference)
    birth = values.day_or_none(row, "geboortedatum")
    if birth is not None and birth > known.today:
        raise wrong("born_later", born_on=birth)
    phones = [values.phone(row, column) or ("", "") for column in PHONES]
    yield Staged(
        "person",
        line,
        (
            reference,
            values.text(row, "voorletters"),
            values.text(row, "tussenvoegsel"),
            values.needed(row, "achternaam"),
            birth,
            values.languages(row, "talen"),
            int(values.yes(row, "bellen_niet_schrijven")),
            values.text(row, "veilig_contact", values.TEXT_LIMIT),
            values.email(row, "e_mail"),
        ),
    )
    for place, column in enumerate(PHONES):
        if column in known.columns:
            yield Staged("phone", line, (reference, place + 1, *phones[place]))


LAYOUT = Layout(
    name="tenants",
    needed=("huurdernummer", "achternaam", "voorletters"),
    optional=(
        "tussenvoegsel", "geboortedatum", "talen", *PHONES, "e_mail", "bellen_niet_schrijven",
        "veilig_contact",
    ),
    tables=("person", "phone"),
    fills={
        "tussenvoegsel": "prefix",
        "geboortedatum": "birth_date",
        "talen": "languages",
        "e_mail": "email",
        "bellen_niet_schrijven": "call_do_not_write",
        "veilig_contact": "safe_contact",
    },
    check=check,
    brings=("person", "huurdernummer"),
)  # fmt: skip
