"""Later files about people: numbers, parties and representatives are what they say, not added."""

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


def test_one_time_in_the_place_of_two_ends_the_other(office: Office) -> None:
    """Given who was thought to have left in between, when a file says otherwise."""
    bring_parties(office, "huurder;01-02-2020;31-12-2021", "medehuurder;01-06-2024;")
    bring_parties(office, "huurder;01-02-2020;")
    assert renting_names(office) == ["Yılmaz"]
    assert office.rows(PARTY) == [
        ("tenant", "2020-02-01", None),
        ("co_tenant", "2024-06-01", "2024-05-31"),
    ]
    before = office.state()
    bring_parties(office, "huurder;01-02-2020;")
    assert office.state() == before
    assert verify(office.session.conn) == []


def test_two_times_that_meet_in_one_file_are_refused(office: Office) -> None:
    """With the line of the first."""
    report = office.bring(
        f"{PARTY_COLUMNS}\nHO-1;H-1;huurder;01-02-2020;\nHO-1;H-1;medehuurder;01-06-2024;\n"
    )
    assert [(one.line, one.message.id) for one in report.problems] == [(3, "import.span_twice")]


ACTING = "SELECT name, kind, since, until FROM representative ORDER BY id"
ACTING_COLUMNS = "huurdernummer;naam;soort;vanaf;tot"


def test_another_spelling_or_day_of_an_administrator_changes_the_one_there_is(
    office: Office,
) -> None:
    """A tenant has one at a time."""
    for name, since in [("Bewind BV", "01-01-2024"), ("Bewind B.V.", "01-01-2024"),
                        ("Bewind B.V.", "01-12-2023"), ("Budget BV", "01-06-2025")]:  # fmt: skip
        office.bring(f"{ACTING_COLUMNS}\nH-1;{name};bewindvoerder;{since};\n")
        day = "-".join(reversed(since.split("-")))
        assert office.rows(ACTING) == [(name, "administrator", day, None)]


def test_helpers_stand_beside_each_other(office: Office) -> None:
    """Each by name; a day that is corrected changes the one it is about."""
    header = f"{ACTING_COLUMNS}\nH-1;Ali;helper;01-01-2024;\n"
    office.bring(f"{header}H-1;Bea;helper;01-01-2024;\nH-1;Bewind BV;bewindvoerder;01-01-2024;\n")
    office.bring(f"{ACTING_COLUMNS}\nH-1;Bea;helper;01-02-2024;\n")
    assert [(row[0], row[2]) for row in office.rows(ACTING)] == [
        ("Ali", "2024-01-01"), ("Bea", "2024-02-01"), ("Bewind BV", "2024-01-01"),
    ]  # fmt: skip


def test_who_acts_for_somebody_is_shown_once(office: Office) -> None:
    """Also where the tenant stands on the lease in two times."""
    office.bring(f"{ACTING_COLUMNS}\nH-1;Bewind BV;bewindvoerder;01-01-2024;\n")
    bring_parties(office, "huurder;01-02-2020;31-12-2021", "medehuurder;01-06-2024;")
    (file,) = read.lease_files(office.session.conn, [1], TODAY)
    assert [one.name for one in file.representatives] == ["Bewind BV"]
