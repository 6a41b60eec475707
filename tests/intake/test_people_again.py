"""Later files about people: numbers, parties and representatives are what they say, not added."""

import pytest

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
