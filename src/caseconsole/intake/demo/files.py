"""Writes the files of the invented association; `db/demo/` holds what this makes for 300 leases."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TextIO

from caseconsole.domain.money import number
from caseconsole.domain.numbers import payment_reference_ok
from caseconsole.intake.demo import agreed, ledger
from caseconsole.intake.demo.faulty import FAULTY, FAULTY_FOLDER
from caseconsole.intake.demo.ledger import KINDS, Let
from caseconsole.intake.demo.move import mover
from caseconsole.intake.demo.people import (
    STREETS,
    TOWN,
    Invented,
    language,
    person,
    phone,
    postcode,
)
from caseconsole.intake.source import DELIMITER

LEASES = 300
"""How many leases the files in `db/demo/` hold."""
MONTHS, FEWER_MONTHS = 13, 7
"""How many months of ledger a lease has; fewer when there are many leases."""
MANY = 3_000

_SEED = 20261103
_STEP = 97
_OFFSET = 11
_OWN_LANGUAGES = (
    "nl", "tr", "nl", "ar", "pl", "ary", "nl", "ti", "tr", "nl", "ber", "nl", "en", "so", "nl",
    "ary", "tr", "pl", "nl", "ar", "nl", "uk", "nl",
)  # fmt: skip
"""The languages of those who are in arrears, in turn, so that each occurs."""
_GARAGE, _GARAGE_OF = 35, 10
"""A garage, let to the tenant of another lease in arrears."""
_ADMINISTERED = frozenset({3, 17, 31, 44, 60, 75, 90})
_ENDED = frozenset({33, 47})
_CO_TENANTS = frozenset(range(2, KINDS, 5))

COLUMNS: dict[str, tuple[str, ...]] = {
    "medewerkers": ("inlognaam", "naam", "talen", "team", "rol", "tot"),
    "huurders": (
        "huurdernummer", "voorletters", "tussenvoegsel", "achternaam", "geboortedatum", "talen",
        "telefoon", "telefoon_2", "e_mail", "bellen_niet_schrijven", "veilig_contact",
    ),
    "vertegenwoordigers": (
        "huurdernummer", "naam", "soort", "telefoon", "e_mail", "taal", "vanaf", "tot",
    ),
    "huurovereenkomsten": (
        "contractnummer", "vorm", "ingangsdatum", "einddatum", "vervaldag", "betalingskenmerk",
        "incasso", "adres", "postcode", "plaats",
    ),
    "partijen": ("contractnummer", "huurdernummer", "rol", "vanaf", "tot"),
    "huishoudens": ("contractnummer", "lid", "soort", "geboortejaar", "vanaf", "tot"),
    "huren": ("contractnummer", "vanaf", "bedrag"),
    "huurboek": ledger.COLUMNS,
    **agreed.COLUMNS,
}  # fmt: skip
COLUMNS["huurders-oud"] = COLUMNS["huurders"]
"""From the system of before: in Windows-1252."""
STAFF = (
    ("beheer", "Applicatiebeheer", "nl", "", "beheerder", ""),
    ("anna", "Anna Brouwer", "nl tr en", "noord", "medewerker", ""),
    ("joris", "Joris Hofman", "nl", "noord", "medewerker", ""),
    ("mehmet", "Mehmet Arslan", "nl tr", "noord", "medewerker", ""),
    ("samira", "Samira Bennani", "nl ar ary", "zuid", "medewerker", ""),
    ("kasia", "Kasia Wójcik", "nl pl en", "zuid", "medewerker", ""),
    ("ingrid", "Ingrid Postma", "nl en", "zuid", "teamleider", ""),
    ("pieter", "Pieter Controle", "nl", "", "controleur", ""),
)
Row = tuple[str, ...]
Write = Callable[[str, Row], object]


@dataclass(frozen=True, slots=True)
class _Place:
    """A lease in its turn: its number in the files and the kind of payer."""

    at: int
    kind: int

    @property
    def lease(self) -> str:
        return f"HO-{10_001 + self.at}"

    @property
    def tenant(self) -> str:
        return f"H-{20_001 + self.at}"

    @property
    def start(self) -> str:
        if self.kind in agreed.STARTS:
            return agreed.start_of(self.kind)
        return f"{1 + self.at % 28:02}-{1 + self.kind % 12:02}-{2004 + self.kind % 20}"


def _places(leases: int) -> Iterator[_Place]:
    for at in range(leases):
        yield _Place(at, (at * _STEP + _OFFSET) % KINDS)


def _other(place: _Place, kind: int) -> _Place:
    """The lease of another kind in the same three hundred."""
    block = place.at - place.at % KINDS
    return _Place(block + (kind - _OFFSET) * pow(_STEP, -1, KINDS) % KINDS, kind)


def lease_of(kind: int) -> str:
    """The reference of the first lease of a kind."""
    return _other(_Place(0, _OFFSET), kind).lease


def make_rows(leases: int, write: Write) -> None:
    """Make all rows of the association, each handed to `write` with the name of its file."""
    random = Random(_SEED)  # noqa: S311 - it must come out the same every time
    for row in STAFF:
        write("medewerkers", row)
    months = MONTHS if leases <= MANY else FEWER_MONTHS
    for place in _places(leases):
        _lease(place, random, write, months)


def _lease(place: _Place, random: Random, write: Write, months: int) -> None:
    garage = place.kind == _GARAGE and _other(place, _GARAGE_OF).at < place.at
    rent = 9_500 if garage else 48_000 + 250 * int(random.random() * 200)
    let = Let(place.lease, place.at + 1, place.kind, rent, rent * 97 // 100)
    write("huurovereenkomsten", _contract(place, garage=garage))
    tenant = _other(place, _GARAGE_OF).tenant if garage else place.tenant
    write("partijen", (place.lease, tenant, "huurder", place.start, ""))
    if not garage:
        _household(place, random, write)
    for since, cents in ((place.start, let.before), ("01-07-2026", let.rent)):
        write("huren", (place.lease, since, number(cents)))
    for row in ledger.lines(let, months):
        write("huurboek", row)
    for name, row in agreed.rows(let):
        write(name, row)


def _contract(place: _Place, *, garage: bool) -> Row:
    street = STREETS[place.at // 30 % len(STREETS)]
    digits = f"{100_000_000_000_000 + place.at:015}"
    check = next(digit for digit in "1234567890" if payment_reference_ok(digit + digits))
    house = f"{1 + place.at % 30 * 2}{' garage' if garage else ''}"
    block = place.at // 300
    return (
        place.lease,
        agreed.FORMS.get(place.kind, "gewoon"),
        place.start,
        "31-07-2026" if place.kind in _ENDED else "",
        str(ledger.due_day(place.kind)),
        check + digits,
        "ja" if ledger.debits(place.kind) else "nee",
        f"{street} {house}" if not block else f"{street} {house}-{block}",
        postcode(place.at // 10),
        TOWN,
    )


def _household(place: _Place, random: Random, write: Write) -> None:
    own = ledger.NEVER.start <= place.kind < ledger.RETURNED.stop
    tag = _OWN_LANGUAGES[place.kind % len(_OWN_LANGUAGES)] if own else language(random)
    first = person(random, tag)
    _tenant(place.tenant, first, random, write, safe=place.kind == 12)
    if place.kind in _ADMINISTERED:
        write("vertegenwoordigers", _administrator(place))
    adults = 1
    if place.kind in _CO_TENANTS:
        second = f"{place.tenant}-2"
        _tenant(second, person(random, tag), random, write, safe=False)
        write("partijen", (place.lease, second, "medehuurder", place.start, ""))
        adults = 2
    children = int(random.random() * 4) if place.kind % 3 == 0 or adults == 2 else 0
    for member in range(adults + children):
        kind = "volwassene" if member < adults else "kind"
        year = (1950 if member < adults else 2008) + int(
            random.random() * (45 if member < adults else 17)
        )
        write("huishoudens", (place.lease, str(member + 1), kind, str(year), place.start, ""))


def _tenant(reference: str, who: Invented, random: Random, write: Write, *, safe: bool) -> None:
    at = int(reference.split("-")[1]) * 2 + reference.count("-")
    born = "-".join(
        (
            f"{1 + int(random.random() * 28):02}",
            f"{1 + int(random.random() * 12):02}",
            f"{1948 + int(random.random() * 55)}",
        )
    )
    second = phone(500_000 + at) if random.random() < 0.2 else ""
    mail = f"bewoner{at}@voorbeeld.example" if random.random() < 0.5 else ""
    call = random.random() < (0.5 if who.language in ("ti", "so", "ber") else 0.08)
    row = (
        reference, who.initials, who.prefix, who.surname, born, who.languages, phone(at), second,
        mail, "ja" if call else "nee", "Niet bellen op het werknummer" if safe else "",
    )  # fmt: skip
    old = at % 5 == 0 and _fits_1252(who.surname)
    write("huurders-oud" if old else "huurders", row)


def _fits_1252(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _administrator(place: _Place) -> Row:
    return (
        place.tenant, "Bewindvoering De Lantaarn", "bewindvoerder", phone(900_000 + place.kind),
        "bewind@voorbeeld.example", "nl", place.start, "",
    )  # fmt: skip


def write_files(folder: Path, leases: int = LEASES, today: date | None = None) -> None:
    """Write the files of the association into a folder, those with faults into one below it.

    Args:
        today: the day to which the rows are moved; None leaves them in their own month.
    """
    with ExitStack() as open_files:
        writes: dict[str, Callable[[Row], object]] = {}
        for name, columns in COLUMNS.items():
            encoding = "cp1252" if name == "huurders-oud" else "utf-8-sig"
            stream = open_files.enter_context(
                (folder / f"{name}.csv").open("w", encoding=encoding, newline="")
            )
            writes[name] = _writer(stream, name, columns, today)
        make_rows(leases, lambda name, row: writes[name](row))
        faulty = folder / FAULTY_FOLDER
        faulty.mkdir(exist_ok=True)
        for name, (columns, *rows) in FAULTY.items():
            stream = open_files.enter_context(
                (faulty / f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            write = _writer(stream, name, columns, today)
            for row in rows:
                write(row)


def _writer(stream: TextIO, name: str, columns: Row, today: date | None) -> Callable[[Row], object]:
    writer = csv.writer(stream, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(columns)
    if today is None:
        return writer.writerow
    move = mover(name, columns, today)

    def write(row: Row) -> None:
        moved = move(row)
        if moved is not None:
            writer.writerow(moved)

    return write
