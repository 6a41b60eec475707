"""What each kind of file brings into the store, and how its kind is seen."""

from pathlib import Path

import pytest

from caseconsole.domain.message import Refused, message
from caseconsole.domain.rights import Role
from caseconsole.intake.formats import LAYOUTS
from caseconsole.intake.layout import recognise
from caseconsole.intake.run import import_files
from tests.intake.offices import LEASES, LEDGER, PARTIES, PEOPLE, Office, ids


def test_each_kind_is_seen_by_its_columns_in_any_order() -> None:
    """With the needed columns alone, and with all of them."""
    for layout in LAYOUTS:
        assert recognise(tuple(reversed(layout.needed)), LAYOUTS) is layout
        assert recognise((*layout.optional, *layout.needed), LAYOUTS) is layout


def test_people_come_in_with_phones_and_languages(office: Office) -> None:
    """Numbers in E.164, languages in order of preference, Dutch where none is given."""
    assert office.rows("SELECT reference, surname, languages FROM person ORDER BY id") == [
        ("H-1", "Yılmaz", "tr nl"),
        ("H-2", "Bakker", "nl"),
    ]
    assert office.rows("SELECT person, number, kind FROM phone") == [(1, "+31600000001", "mobile")]


def test_a_folder_is_read_in_the_order_in_which_files_rest_on_one_another(
    empty_office: Office, tmp_path: Path
) -> None:
    """Whatever the names of the files."""
    folder = tmp_path / "uitvoer"
    folder.mkdir()
    for name, content in (("a", LEDGER), ("b", PARTIES), ("c", LEASES), ("d", PEOPLE)):
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    (folder / "LEESMIJ.md").write_text("geen bestand", encoding="utf-8")
    report = import_files([folder], empty_office.session)
    assert (report.files, report.problems) == (4, [])
    assert empty_office.one("SELECT count(*) FROM ledger_entry") == 3
    assert empty_office.one("SELECT sum(person) FROM lease_party") == 3


def test_windows_1252_and_a_bom_are_read(office: Office) -> None:
    """The letters are the same whatever the file was saved as."""
    header = "huurdernummer;voorletters;achternaam\n"
    office.bring(header + "H-3;Z.;Pénard–Çelik\n", encoding="cp1252")
    office.bring(header + "H-4;Z.;Đorđević\n", encoding="utf-8-sig")
    names = office.rows("SELECT surname FROM person WHERE id > 2 ORDER BY id")
    assert names == [("Pénard–Çelik",), ("Đorđević",)]


def test_households_rents_and_representatives_come_in(office: Office) -> None:
    """The other kinds, with the words of the store."""
    office.bring(
        "contractnummer;lid;soort;geboortejaar;vanaf;tot\n"
        "HO-1;1;volwassene;1980;01-02-2020;\nHO-1;2;Kind;2015;01-02-2020;31-12-2025\n"
    )
    office.bring("contractnummer;vanaf;bedrag\nHO-1;01-02-2020;1.612,40\n")
    office.bring(
        "huurdernummer;naam;soort;vanaf;telefoon;taal\n"
        "H-1;Bewind De Lantaarn;bewindvoerder;01-02-2020;+31 6 00000009;\n"
    )
    assert office.rows("SELECT lease, kind, birth_year, until FROM household_member") == [
        (1, "adult", 1980, None),
        (1, "child", 2015, "2025-12-31"),
    ]
    assert office.rows("SELECT lease, from_on, cents FROM rent") == [(1, "2020-02-01", 161_240)]
    assert office.rows("SELECT person, kind, phone, language FROM representative") == [
        (1, "administrator", "+31600000009", "nl")
    ]


def test_what_people_search_by_is_indexed_with_the_rows(office: Office) -> None:
    """A tenant is found by a folded name at once."""
    assert office.rows("SELECT rowid FROM lease_search WHERE lease_search MATCH 'yilmaz'") == [(1,)]


def test_unknown_columns_are_told_and_not_read(office: Office) -> None:
    """They hold nothing up."""
    report = office.bring("huurdernummer;voorletters;achternaam;kleur\nH-3;A.;Visser;rood\n")
    assert report.added == 1
    assert [notice.message.id for notice in report.notices] == ["import.column_unknown"]


def test_a_column_with_a_citizen_service_number_is_refused(office: Office) -> None:
    """With keep_good the rest of the rows come in and the number is not read."""
    content = "huurdernummer;voorletters;achternaam;BSN\nH-3;A.;Visser;123456782\n"
    report = office.bring(content)
    assert ids(report) == [(1, "import.column_forbidden")]
    assert report.added == 0
    assert office.bring(content, keep_good=True).added == 1
    assert b"123456782" not in office.path.read_bytes()


def test_only_who_may_import_imports_and_only_an_administrator_brings_colleagues(
    office: Office,
) -> None:
    """A team leader could else make an administrator of herself."""
    content = "inlognaam;naam;talen;team;rol\nanna;Anna;nl;noord;beheerder\n"
    leader = office.session.actor._replace(role=Role.TEAM_LEADER)
    office.session.actor = leader
    assert ids(office.bring(content)) == [(2, "import.staff_rights")]
    office.session.actor = leader._replace(role=Role.CASEWORKER)
    with pytest.raises(Refused):
        office.bring(content)
    assert office.one("SELECT count(*) FROM caseworker") == 1


def test_dangerous_text_is_cleaned_on_the_way_in(office: Office) -> None:
    """Controls and direction marks go, markup stays as the letters it is."""
    hostile = "\x1b]0Ya\x07\u202eBc\x9b31m[@click=app.quit]x[/x]"
    office.bring(f"huurdernummer;voorletters;achternaam\nH-3;A.;{hostile}\n")
    office.bring_ledger(f";HO-1;betaling;1,00;02-11-2026;;{hostile}")
    kept = "]0YaBc31m[@click=app.quit]x[/x]"
    assert office.one("SELECT surname FROM person WHERE reference = 'H-3'") == kept
    assert office.one("SELECT text FROM ledger_entry") == kept


def test_a_column_without_a_name_is_told_by_its_number_when_it_holds_something(
    office: Office,
) -> None:
    """A spreadsheet ends its rows with a separator; that is nothing to tell."""
    columns = "huurdernummer;voorletters;achternaam"
    for content in (f"{columns};\nH-3;A.;B;\n", f"{columns};;\nH-3;A.;B; ;\n"):
        report = office.bring(content)
        assert (report.notices, report.problems) == ([], [])
    report = office.bring(f"{columns};;\nH-3;A.;B;;x\n")
    assert [(one.line, one.message) for one in report.notices] == [
        (1, message("import.column_unnamed", column=5))
    ]
    assert report.problems == []
