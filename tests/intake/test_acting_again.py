"""Later files about who acts for a tenant: they are what the files say, not added."""

import pytest

from caseconsole.domain.people import runs
from caseconsole.store import read
from caseconsole.store.verify import verify
from caseconsole.store.write import Writer
from tests.intake.offices import TODAY, Office

ACTING = "SELECT name, kind, since, until FROM representative ORDER BY id"
ACTING_COLUMNS = "huurdernummer;naam;soort;vanaf;tot"


def test_another_spelling_or_day_of_an_administrator_changes_the_one_there_is(
    office: Office,
) -> None:
    """A tenant has one at a time."""
    for name, since in [("Bewind BV", "01-01-2024"), ("Bewind B.V.", "01-01-2024"),
                        ("Bewind B.V.", "01-06-2025"), ("Bewind B.V.", "01-12-2023")]:  # fmt: skip
        office.bring(f"{ACTING_COLUMNS}\nH-1;{name};bewindvoerder;{since};\n")
        day = "-".join(reversed(since.split("-")))
        assert office.rows(ACTING) == [(name, "administrator", day, None)]


@pytest.mark.parametrize("columns", [ACTING_COLUMNS, ACTING_COLUMNS.removesuffix(";tot")])
def test_a_successor_from_a_later_day_leaves_who_acts_until_then(
    office: Office, columns: str
) -> None:
    """R06: all contact goes to the one of today; a later day of the successor moves the change."""
    for name, since in [("Bewind BV", "01-01-2024"), ("Nieuw BV", "01-12-2026"),
                        ("Nieuw BV", "01-01-2027")]:  # fmt: skip
        row = f"H-1;{name};bewindvoerder;{since}" + ";" * columns.endswith("tot")
        office.bring(f"{columns}\n{row}\n")
        before = office.state()
        office.bring(f"{columns}\n{row}\n")
        assert office.state() == before
    assert office.rows(ACTING) == [
        ("Bewind BV", "administrator", "2024-01-01", "2026-11-30"),
        ("Nieuw BV", "administrator", "2027-01-01", None),
    ]
    (file,) = read.lease_files(office.session.conn, [1], TODAY)
    acting = [one for one in file.representatives if runs(one.since, one.until, TODAY)]
    assert [one.name for one in acting] == ["Bewind BV"]
    assert verify(office.session.conn) == []


SUCCEEDED = [
    ("Bewind BV", "01-11-2026", [("Bewind BV", "2026-11-01", "2026-12-31")]),
    ("Bewind BV", "01-10-2026", [("Bewind BV", "2026-10-01", "2026-12-31")]),
    (
        "Oud BV",
        "01-01-2025",
        [("Oud BV", "2025-01-01", "2026-10-31"), ("Bewind BV", "2026-11-01", "2026-12-31")],
    ),
]


@pytest.mark.parametrize("columns", [ACTING_COLUMNS, ACTING_COLUMNS.removesuffix(";tot")])
@pytest.mark.parametrize(("name", "since", "before"), SUCCEEDED)
def test_who_is_brought_again_or_came_before_leaves_the_successor(
    office: Office, columns: str, name: str, since: str, before: list[tuple[str, str, str]]
) -> None:
    """R06: what is missing in a later file stays; no one is undone by the file of another."""
    end = ";" * columns.endswith("tot")
    for row in ("Bewind BV;bewindvoerder;01-11-2026", "Nieuw BV;bewindvoerder;01-01-2027"):
        office.bring(f"{columns}\nH-1;{row}{end}\n")
    for _ in "12":
        report = office.bring(f"{columns}\nH-1;{name};bewindvoerder;{since}{end}\n")
        assert not report.problems
        acting = office.rows("SELECT name, since, until FROM representative ORDER BY since")
        assert acting == [*before, ("Nieuw BV", "2027-01-01", None)]
    assert (report.added, report.updated) == (0, 0)
    assert verify(office.session.conn) == []


def test_of_two_administrators_from_the_same_day_the_one_of_that_name_is_meant(
    office: Office,
) -> None:
    """Given both, as an older version left them; the other never was, though it has the number."""
    columns = ("person", "kind", "name", "since", "phone", "email", "language")
    rows = [
        (1, "administrator", name, "2020-01-01", phone, "", "nl")
        for name, phone in [("Bew. Jansen", "+31612345671"), ("Bew. Janssen", "")]
    ]
    with office.session.store.transaction():
        Writer(office.session.store).insert_many("representative", columns, rows)
    content = (
        "huurdernummer;naam;soort;vanaf;telefoon\n"
        "H-1;Bew. Janssen;bewindvoerder;01-01-2020;0612345671\n"
    )
    report = office.bring(content)
    assert not report.problems
    assert office.rows(ACTING) == [
        ("Bew. Jansen", "administrator", "2020-01-01", "2019-12-31"),
        ("Bew. Janssen", "administrator", "2020-01-01", None),
    ]
    before = office.state()
    office.bring(content)
    assert office.state() == before


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
    rows = ["HO-1;H-1;huurder;01-02-2020;31-12-2021", "HO-1;H-1;medehuurder;01-06-2024;"]
    office.bring("\n".join(("contractnummer;huurdernummer;rol;vanaf;tot", *rows)) + "\n")
    (file,) = read.lease_files(office.session.conn, [1], TODAY)
    assert [one.name for one in file.representatives] == ["Bewind BV"]
