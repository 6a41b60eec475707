"""Later files about people: numbers and parties are what they say, not added."""

from random import Random

import pytest

from caseconsole.domain.people import renting
from caseconsole.store import read
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer
from tests.intake.offices import TODAY, Office

FIRST, SECOND, THIRD = "+31600000001", "+31600000002", "+31600000003"


def phones(office: Office) -> list[str]:
    """The numbers of the tenant of the first lease, in the order in which they are shown."""
    (file,) = read.lease_files(office.session.conn, [1], TODAY)
    return [phone.number for phone in file.parties[0].person.phones]


def bring_phones(office: Office, *numbers: str) -> None:
    """Bring the columns for numbers, as many as are given."""
    columns = ";".join(("telefoon", "telefoon_2")[: len(numbers)])
    report = office.bring(
        f"huurdernummer;voorletters;achternaam;{columns}\nH-1;M.;Yılmaz;{';'.join(numbers)}\n"
    )
    assert not report.problems


def test_the_numbers_of_a_later_file_take_the_place_of_those_before(office: Office) -> None:
    """In the order of the file, whatever stood where."""
    for numbers in [(SECOND, THIRD), (THIRD, SECOND), (FIRST, THIRD), (SECOND, FIRST)]:
        bring_phones(office, *numbers)
        assert phones(office) == list(numbers)
    assert verify(office.session.conn) == []


def test_an_empty_cell_takes_a_number_away(office: Office) -> None:
    """And the search no longer finds the lease by it; a number may come back."""
    found = "SELECT count(*) FROM lease_search WHERE lease_search MATCH '0600000001'"
    bring_phones(office, FIRST, SECOND)
    assert office.one(found) == 1
    bring_phones(office, "", SECOND)
    assert phones(office) == [SECOND]
    assert office.one(found) == 0
    bring_phones(office, "", "")
    assert phones(office) == []
    bring_phones(office, FIRST, "")
    assert phones(office) == [FIRST]
    assert verify(office.session.conn) == []


def test_a_column_that_is_missing_leaves_its_number(office: Office) -> None:
    """The second stays where only the first is brought; a number stands there once."""
    bring_phones(office, FIRST, SECOND)
    bring_phones(office, THIRD)
    assert phones(office) == [THIRD, SECOND]
    office.bring("huurdernummer;voorletters;achternaam\nH-1;M.;Yılmaz\n")
    assert phones(office) == [THIRD, SECOND]
    bring_phones(office, SECOND)
    assert phones(office) == [SECOND]


def test_files_of_one_import_that_name_other_numbers_contradict_each_other(office: Office) -> None:
    """Neither comes in."""
    header = "huurdernummer;voorletters;achternaam;telefoon"
    paths = [
        office.write(f"{number}.csv", f"{header}\nH-1;M.;Yılmaz;{number}\n")
        for number in (SECOND, THIRD)
    ]
    report = office.bring_all(paths)
    assert {problem.message.id for problem in report.problems} == {"import.says_otherwise"}
    assert phones(office) == [FIRST]


def test_numbers_from_before_they_had_a_place_are_replaced_too(office: Office) -> None:
    """Given several in the first place, as a store has that was brought up to date."""
    with office.session.store.transaction():
        rows = [(1, SECOND, "mobile"), (1, THIRD, "mobile")]
        Writer(office.session.store).insert_many("phone", ("person", "number", "kind"), rows)
    assert phones(office) == [FIRST, SECOND, THIRD]
    bring_phones(office, THIRD, FIRST)
    assert phones(office) == [THIRD, FIRST]


@pytest.mark.parametrize("numbers", [(FIRST, SECOND), ("", SECOND), ("", "")])
def test_the_same_numbers_again_change_nothing(office: Office, numbers: tuple[str, str]) -> None:
    """Neither a row nor the journal."""
    bring_phones(office, *numbers)
    before = office.state()
    bring_phones(office, *numbers)
    assert office.state() == before


PARTY_COLUMNS = "contractnummer;huurdernummer;rol;vanaf;tot"
PARTY = "SELECT role, since, until FROM lease_party WHERE person = 1 ORDER BY since, id"


def bring_parties(office: Office, *rows: str, columns: str = PARTY_COLUMNS) -> None:
    """Bring what the first tenant is to the first lease."""
    report = office.bring("\n".join((columns, *(f"HO-1;H-1;{row}" for row in rows))) + "\n")
    assert not report.problems


def renting_names(office: Office) -> list[str]:
    """Those who rent the first lease."""
    (file,) = read.lease_files(office.session.conn, [1], TODAY)
    return [party.person.surname for party in renting(file.parties, TODAY)]


CORRECTED = (
    "medehuurder;01-02-2020;",
    "huurder;01-12-2019;",
    "huurder;01-03-2021;",
    "medehuurder;01-12-2019;31-12-2030",
)


@pytest.mark.parametrize("row", CORRECTED)
def test_a_corrected_day_or_role_of_a_party_changes_the_one_that_is_there(
    office: Office, row: str
) -> None:
    """A person is a party of a lease once at a time."""
    bring_parties(office, row)
    assert office.one("SELECT count(*) FROM lease_party WHERE person = 1") == 1
    assert renting_names(office) == ["Yılmaz"]
    before = office.state()
    bring_parties(office, row)
    assert office.state() == before


def test_a_corrected_day_without_a_last_day_keeps_the_one_that_stands_there(office: Office) -> None:
    """A column that is missing leaves what stood there."""
    bring_parties(office, "huurder;01-02-2020;31-12-2030")
    bring_parties(office, "huurder;01-12-2019", columns=PARTY_COLUMNS.removesuffix(";tot"))
    assert office.rows(PARTY) == [("tenant", "2019-12-01", "2030-12-31")]


def test_who_leaves_and_comes_back_is_a_party_twice(office: Office) -> None:
    """Both times stay, also when only the second is brought again."""
    bring_parties(office, "huurder;01-02-2020;31-12-2021")
    bring_parties(office, "medehuurder;01-06-2024;")
    both = [("tenant", "2020-02-01", "2021-12-31"), ("co_tenant", "2024-06-01", None)]
    assert office.rows(PARTY) == both
    bring_parties(office, "huurder;01-02-2020;31-12-2021", "medehuurder;01-06-2024;")
    assert office.rows(PARTY) == both


def test_who_comes_to_be_something_else_is_told_in_two_rows(office: Office) -> None:
    """The first ends where the second begins, whichever stands first in the file."""
    bring_parties(office, "voormalig medehuurder;01-06-2024;", "huurder;01-02-2020;31-05-2024")
    assert office.rows(PARTY) == [
        ("tenant", "2020-02-01", "2024-05-31"),
        ("former_co_tenant", "2024-06-01", None),
    ]


@pytest.mark.parametrize("columns", [PARTY_COLUMNS, PARTY_COLUMNS.removesuffix(";tot")])
def test_who_becomes_something_else_later_is_what_they_are_until_then(
    office: Office, columns: str
) -> None:
    """The lease keeps its tenant today."""
    row = "voormalig medehuurder;01-12-2026" + ";" * columns.endswith("tot")
    bring_parties(office, row, columns=columns)
    assert office.rows(PARTY) == [
        ("tenant", "2020-02-01", "2026-11-30"),
        ("former_co_tenant", "2026-12-01", None),
    ]
    assert renting_names(office) == ["Yılmaz"]
    before = office.state()
    bring_parties(office, row, columns=columns)
    assert office.state() == before


@pytest.mark.parametrize("last", ["", "31-12-2025"])
def test_a_time_lasts_until_the_next_of_another_role(office: Office, last: str) -> None:
    """Given who was thought to have left in between, when a file says otherwise."""
    bring_parties(office, "huurder;01-02-2020;31-12-2021", "medehuurder;01-06-2024;")
    bring_parties(office, f"huurder;01-02-2020;{last}")
    assert renting_names(office) == ["Yılmaz"]
    assert office.rows(PARTY) == [
        ("tenant", "2020-02-01", "2024-05-31"),
        ("co_tenant", "2024-06-01", None),
    ]
    before = office.state()
    bring_parties(office, f"huurder;01-02-2020;{last}")
    assert office.state() == before
    assert verify(office.session.conn) == []


Party = tuple[str, str, str | None]
"""Role, first and last day."""


def have_parties(office: Office, first: Party, *others: Party) -> None:
    """Have these rows about the first tenant, as older versions left them."""
    columns = ("lease", "person", "role", "since", "until")
    with office.session.store.transaction():
        writer = Writer(office.session.store)
        writer.update("lease_party", 1, None, **dict(zip(columns[2:], first, strict=True)))
        writer.insert_many("lease_party", columns, [(1, 1, *row) for row in others])


@pytest.mark.parametrize("columns", [PARTY_COLUMNS, PARTY_COLUMNS.removesuffix(";tot")])
def test_of_two_parties_from_the_same_day_the_one_of_that_role_is_meant(
    office: Office, columns: str
) -> None:
    """The other never was, though more of it looks alike."""
    have_parties(office, ("co_tenant", "2020-01-01", None), ("tenant", "2020-01-01", "2020-06-01"))
    row = "huurder;01-01-2020" + ";" * columns.endswith("tot")
    bring_parties(office, row, columns=columns)
    until = None if columns.endswith("tot") else "2020-06-01"
    assert office.rows(PARTY) == [
        ("co_tenant", "2020-01-01", "2019-12-31"), ("tenant", "2020-01-01", until),
    ]  # fmt: skip
    before = office.state()
    bring_parties(office, row, columns=columns)
    assert office.state() == before


def test_parties_that_change_places_in_one_file_come_in(office: Office) -> None:
    """Each takes the first day and role that the other had."""
    have_parties(office, ("co_tenant", "2020-01-01", None), ("tenant", "2020-02-01", None))
    bring_parties(office, "huurder;01-01-2020;31-01-2020", "medehuurder;01-02-2020;")
    assert office.rows(PARTY) == [
        ("tenant", "2020-01-01", "2020-01-31"), ("co_tenant", "2020-02-01", None),
    ]  # fmt: skip


SILENT = [
    ("2020-06-01", [("tenant", "2020-06-01", "2020-12-31"), ("tenant", "2021-01-01", None)]),
    ("2019-06-01", [("tenant", "2019-06-01", "2020-12-31"), ("tenant", "2021-01-01", None)]),
    ("2021-06-01", [("tenant", "2020-01-01", "2020-12-31"), ("tenant", "2021-06-01", None)]),
]


@pytest.mark.parametrize(("since", "found"), SILENT)
def test_a_first_day_without_a_last_one_is_about_the_time_it_falls_in(
    office: Office, since: str, found: list[Party]
) -> None:
    """Or the next after it; the other time stays, and nobody stands there twice at a time."""
    have_parties(office, ("tenant", "2020-01-01", "2020-12-31"), ("tenant", "2021-01-01", None))
    bring_parties(office, f"huurder;{since}", columns=PARTY_COLUMNS.removesuffix(";tot"))
    assert office.rows(PARTY) == found


def test_a_role_that_begins_earlier_ends_the_one_before_it_without_a_last_day_too(
    office: Office,
) -> None:
    """The row is about the time of its role."""
    have_parties(office, ("guarantor", "2020-01-01", "2020-12-31"), ("tenant", "2021-01-01", None))
    bring_parties(office, "huurder;01-06-2020", columns=PARTY_COLUMNS.removesuffix(";tot"))
    assert office.rows(PARTY) == [
        ("guarantor", "2020-01-01", "2020-05-31"), ("tenant", "2020-06-01", None),
    ]  # fmt: skip


def test_a_time_that_never_was_comes_back_without_a_last_day_too(office: Office) -> None:
    """Its last day was no day that a file named."""
    have_parties(office, ("tenant", "2020-01-01", None), ("co_tenant", "2024-06-01", "2024-05-31"))
    bring_parties(office, "medehuurder;01-06-2024", columns=PARTY_COLUMNS.removesuffix(";tot"))
    assert office.rows(PARTY) == [
        ("tenant", "2020-01-01", "2024-05-31"), ("co_tenant", "2024-06-01", None),
    ]  # fmt: skip


ROLES = {"huurder": "tenant", "medehuurder": "co_tenant"}
LAST_DAYS = (None, "2019-12-31", "2020-03-15", "2020-05-31")


@pytest.mark.parametrize("seed", range(30))
def test_whatever_stands_there_what_a_file_says_stands_alone_on_its_days(
    office: Office, seed: int
) -> None:
    """Given rows as no version should have left them, and files with and without a last day."""
    chance = Random(seed)
    keys = {(chance.choice([*ROLES.values()]), f"2020-0{chance.randint(1, 6)}-01") for _ in "1234"}
    have_parties(office, *((*key, chance.choice(LAST_DAYS)) for key in sorted(keys)))
    first, second = sorted(chance.sample(range(1, 8), 2))
    said = [(chance.choice([*ROLES]), month) for month in (first, second)]
    rows = [f"{role};01-0{month}-2020" for role, month in said]
    columns = PARTY_COLUMNS.removesuffix(";tot")
    if seed % 2:
        columns, rows = PARTY_COLUMNS, [f"{rows[0]};15-0{first}-2020", f"{rows[1]};"]
    else:
        del rows[0], said[0]
    bring_parties(office, *rows, columns=columns)
    found = [(role, since, until or "9999") for role, since, until in office.rows(PARTY)]
    for role, month in said:
        (mine,) = (one for one in found if one[:2] == (ROLES[role], f"2020-0{month}-01"))
        assert mine[1] <= mine[2]
        others = (one for one in found if one is not mine and one[1] <= one[2])
        assert all(one[2] < mine[1] or mine[2] < one[1] for one in others)
    before = office.state()
    bring_parties(office, *rows, columns=columns)
    assert office.state() == before


def test_two_times_that_meet_in_one_file_are_refused(office: Office) -> None:
    """With the line of the first."""
    report = office.bring(
        f"{PARTY_COLUMNS}\nHO-1;H-1;huurder;01-02-2020;\nHO-1;H-1;medehuurder;01-06-2024;\n"
    )
    assert [(one.line, one.message.id) for one in report.problems] == [(3, "import.span_twice")]
