"""Files of one run: their order makes no difference, and none comes in half."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.day import run_day
from caseconsole.intake.report import ImportReport
from caseconsole.intake.run import import_files
from caseconsole.store.read.values import UNKNOWN
from tests.intake.agreed import COACHING, CONDITIONS, HEADER, JUDGEMENTS
from tests.intake.offices import LEASES, LEDGER, LEDGER_HEADER, PARTIES, PEOPLE, Office

STORNO = f"{LEDGER_HEADER};storno_van\n"
PAID = f"{STORNO}P1;HO-1;betaling;9,00;01-11-2026;;;\n"
RETURNED = f"{STORNO}S1;HO-1;storno;9,00;03-11-2026;;;P1\n"
BAD_LEDGER_LINE = "X9;HO-1;betaling;?;01-11-2026;;;\n"
BAD_PERSON = "H-8;A.;;nl;\n"


def bring(office: Office, *contents: str, **how: Any) -> ImportReport:
    """Import files together, named by their place."""
    paths = [office.write(f"{n}.csv", content) for n, content in enumerate(contents)]
    return import_files(paths, office.session, **how)


def told(report: ImportReport) -> list[tuple[str, int, str]]:
    """File, line and sentence of the faults."""
    return [(one.file, one.line, one.message.id.partition(".")[2]) for one in report.problems]


@pytest.mark.parametrize("order", [*permutations((PEOPLE, LEASES, PARTIES, LEDGER))])
def test_the_order_of_the_files_makes_no_difference(
    empty_office: Office, order: tuple[str, ...]
) -> None:
    """They are sorted by what they hold, and written lease by lease."""
    assert told(bring(empty_office, *order)) == []
    assert empty_office.rows("SELECT reference FROM person ORDER BY id") == [("H-1",), ("H-2",)]
    assert empty_office.one("SELECT count(*) FROM lease_party") == 2
    assert empty_office.one("SELECT count(*) FROM ledger_entry") == 3
    chunks = empty_office.rows(
        "SELECT json_array_length(payload, '$.files') FROM journal_content"
        " WHERE payload ->> '$.files' IS NOT NULL ORDER BY seq"
    )
    assert chunks == [(3,), (1,)]


@pytest.mark.parametrize("contents", [(PAID, RETURNED), (RETURNED, PAID)])
def test_a_returned_debit_may_stand_in_another_file_than_its_payment(
    office: Office, contents: tuple[str, ...]
) -> None:
    """Whichever is read first."""
    assert told(bring(office, *contents)) == []
    paid = office.one("SELECT id FROM ledger_entry WHERE kind = 'payment'")
    assert office.rows("SELECT reverses FROM ledger_entry WHERE kind = 'returned'") == [(paid,)]


@pytest.mark.parametrize("place", [0, 1])
def test_a_returned_debit_waits_for_the_refused_file_that_has_its_payment(
    office: Office, place: int
) -> None:
    """With the file that is to be repaired, not with a payment that is not known."""
    contents = [RETURNED, PAID + BAD_LEDGER_LINE]
    before = office.state()
    report = bring(office, contents[place], contents[1 - place])
    assert sorted(told(report)) == sorted(
        [(f"{place}.csv", 0, "rests_on_refused"), (f"{1 - place}.csv", 3, "amount")]
    )
    assert report.files == 0
    assert office.state() == before


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (PEOPLE, PEOPLE.replace("Bakker", "Bakkers"), 3),
        (LEASES, LEASES.replace("straat 3", "straat 5"), 3),
        (PARTIES, f"{PARTIES.splitlines()[0]};tot\nHO-1;H-1;huurder;01-02-2020;01-02-2026\n", 2),
        (LEDGER, LEDGER.replace("100,00", "90,00"), 3),
        (LEDGER, LEDGER.replace("02-11-2026", "01-11-2026"), 3),
    ],
)
def test_files_that_contradict_one_another_are_refused_with_both_lines(
    office: Office, first: str, second: str, line: int
) -> None:
    """The name of a file does not decide which of them is right."""
    before = office.state()
    for contents in ((first, second), (second, first)):
        report = bring(office, *contents)
        found = {(one.file, one.message.id) for one in report.problems}
        assert {("0.csv", "import.says_otherwise"), ("1.csv", "import.says_otherwise")} == found
        other = next(
            one for one in report.problems if line in (one.line, one.message.values["first"])
        )
        assert {other.file, other.message.values["file"]} == {"0.csv", "1.csv"}
        assert office.state() == before
    kept = bring(office, first, second, keep_good=True)
    assert {one.message.id for one in kept.problems} == {"import.says_otherwise"}
    before = office.state()
    bring(office, first, second, keep_good=True)
    assert office.state() == before


def test_lines_of_an_agreement_that_contradict_are_told_once_by_its_number(office: Office) -> None:
    """Whatever was drafted of it."""
    first = f"{HEADER};contactpersoon\n{COACHING};Piet\n"
    second = f"{HEADER}\n{COACHING.replace('Op Orde', 'Op Weg')}\n"
    for keep_good in (False, True):
        report = bring(office, first, second, keep_good=keep_good)
        found = [(one.file, one.line, one.message.values["text"]) for one in report.problems]
        assert found == [("0.csv", 2, "B-1"), ("1.csv", 2, "B-1")]
    assert office.one("SELECT count(*) FROM agreement") == 0


@pytest.mark.parametrize("content", [PEOPLE, LEASES, PARTIES, LEDGER])
def test_what_stands_in_two_files_alike_counts_once(office: Office, content: str) -> None:
    """As exports of overlapping months do."""
    again = "\n".join(reversed(content.splitlines()[1:]))
    report = bring(office, content, f"{content.splitlines()[0]}\n{again}\n")
    assert (told(report), report.files) == ([], 2)
    assert office.one("SELECT count(*) FROM person") == 2
    before = office.state()
    assert bring(office, content, f"{content.splitlines()[0]}\n{again}\n").added == 0
    assert office.state() == before


def test_equal_lines_without_a_reference_in_two_files_are_the_same_lines(office: Office) -> None:
    """Two in one month's export and three in the next are three."""
    line = ";HO-1;betaling;5,00;02-11-2026;;Parkeren\n"
    report = bring(office, f"{LEDGER_HEADER}\n{line * 2}", f"{LEDGER_HEADER}\n{line * 3}")
    assert (report.added, report.unchanged) == (3, 2)


@pytest.mark.parametrize(
    ("cell", "id_"), [("32-01-2020", "day"), ('"01"-02-2020', "cell_torn"), ('"01', "cell_torn")]
)
def test_all_that_rests_on_a_refused_file_is_one_problem_with_a_count(
    empty_office: Office, cell: str, id_: str
) -> None:
    """Instead of a thousand unknown references; what is wrong besides is told as ever."""
    bad = LEASES.replace("HO-1;01-02-2020", f"HO-1;{cell}")
    lines = "".join(f"L{n};HO-1;betaling;1,00;01-11-2026;;\n" for n in range(2_000))
    ledger = f"{LEDGER_HEADER}\n{lines}Q1;HO-9;betaling;1,00;01-11-2026;;\n"
    report = bring(empty_office, PEOPLE, bad, PARTIES, ledger)
    assert told(report) == [
        ("1.csv", 2, id_),
        ("2.csv", 0, "rests_on_refused"),
        ("3.csv", 0, "rests_on_refused"),
        ("3.csv", 2002, "lease_unknown"),
    ]
    counts = [one.message.values.get("n") for one in report.problems]
    assert counts == [None, 2, 2000, None]
    kept = bring(empty_office, PEOPLE, bad, PARTIES, ledger, keep_good=True)
    assert [one.message.values.get("n") for one in kept.problems] == [None, 1, 2000, None]


WAITING = {
    "a right condition": (CONDITIONS, "B-1;1;les;Komt.;03-09-2026;;;;", "rests_on_refused"),
    "one of another kind": (CONDITIONS, "B-1;1;bezoek;Komt.;03-09-2026;;;;", "choice"),
    "one on itself": (CONDITIONS, "B-1;1;les;Komt.;03-09-2026;;;;B-1", "rests_elsewhere"),
    "one of a faulty row": (CONDITIONS, "B-2;1;bezoek;Komt.;03-09-2026;;;;", "rests_on_refused"),
    "a right judgement": (JUDGEMENTS, "B-1;les;03-09-2026;voldaan;;;;", "rests_on_refused"),
    "of no condition": (JUDGEMENTS, "B-1;bezoek;03-09-2026;voldaan;;;;", "condition_unknown"),
    "of no day": (JUDGEMENTS, "B-1;les;04-09-2026;voldaan;;;;", "condition_day"),
}  # fmt: skip
"""Rows about an agreement that is right in a file that is not, and what is told of each."""


@pytest.mark.parametrize("row", WAITING)
def test_a_row_that_waits_is_checked_beside_what_is_right_in_the_file_it_waits_for(
    office: Office, row: str
) -> None:
    header, line, id_ = WAITING[row]
    bad = "B-2;HO-1;budgetcoaching;getroffen" + ";" * HEADER.count(";")
    before = office.state()
    report = bring(office, f"{HEADER}\n{COACHING}\n{bad}\n", f"{header}\n{line}\n")
    found = [(at, told) for file, at, told in told(report) if file == "1.csv"]
    assert found == [(0 if id_ == "rests_on_refused" else 2, id_)]
    assert (report.files, office.state()) == (0, before)


def test_rows_rest_on_a_file_that_cannot_be_read(empty_office: Office) -> None:
    """Nobody knows what it would have brought."""
    report = bring(empty_office, PEOPLE, "PK\x03\x04", PARTIES, LEDGER)
    assert told(report) == [
        ("1.csv", 0, "file_is_zip"),
        ("2.csv", 0, "rests_on_refused"),
        ("3.csv", 0, "rests_on_refused"),
    ]


@pytest.mark.parametrize(
    ("people", "parties"),
    [(PEOPLE + BAD_PERSON.replace("H-8", "H-1", 1), PARTIES), (PEOPLE, PARTIES + "HO-2;H-2;?;?\n")],
)
def test_leases_wait_for_a_refused_file_of_their_tenants(
    empty_office: Office, people: str, parties: str
) -> None:
    """No lease is shown without its tenants because another file has a fault."""
    before = empty_office.state()
    if people is not PEOPLE:
        people = people.replace("H-2;J.;Bakker;;", "H-2;J.;;;")
    report = bring(empty_office, people, LEASES, parties, LEDGER)
    assert ("1.csv", 0, "held_back") in told(report)
    assert ("3.csv", 0, "rests_on_refused") in told(report)
    assert empty_office.one("SELECT count(*) FROM lease") == 0
    if people is not PEOPLE:
        assert empty_office.state() == before


def test_leases_without_a_tenant_are_told(empty_office: Office) -> None:
    """How many and one of them, until a file of parties names who rents them."""
    bring(empty_office, PEOPLE)
    report = bring(empty_office, LEASES)
    assert [(one.message.id, one.message.values) for one in report.notices] == [
        ("import.without_tenant", {"n": 2, "text": "HO-1"}),
        ("import.without_rent", {"n": 2, "text": "HO-1"}),
    ]
    assert bring(empty_office, PARTIES).notices == []


def test_without_rents_and_households_neither_is_known_of_what_is_due(office: Office) -> None:
    """Nothing is taken for nought; once they are brought it is known."""
    months = "SELECT DISTINCT months_tenths, adults, children FROM due WHERE case_file = 1"
    bring(office, LEDGER)
    run_day(office.session)
    assert office.rows(months) == [(UNKNOWN, UNKNOWN, UNKNOWN)]
    bring(
        office,
        "contractnummer;vanaf;bedrag\nHO-1;01-02-2020;512,40\n",
        "contractnummer;lid;soort;vanaf\nHO-1;1;volwassene;01-02-2020\n",
    )
    assert office.rows(months) == [(10, 1, 0)]


def test_leases_without_a_rent_are_told(office: Office) -> None:
    """How many and one of them, once, until a file of rents names what each costs."""
    rents = "contractnummer;vanaf;bedrag\nHO-1;01-02-2020;600,00\n"
    report = bring(office, LEASES, rents)
    assert [(one.message.id, one.message.values) for one in report.notices] == [
        ("import.without_rent", {"n": 1, "text": "HO-2"})
    ]
    assert bring(office, f"{rents}HO-2;01-02-2020;500,00\n").notices == []


def test_what_looks_like_a_citizen_service_number_is_told_and_counted(office: Office) -> None:
    """R80: a warning, for the number of a lease may look like one too; phones are left alone."""
    people = "huurdernummer;voorletters;achternaam;veilig_contact;telefoon\n"
    report = bring(
        office,
        f"{people}H-3;A.;Visser;bsn 123456782;06-00000003\n111222333;A.;Visser;123456783;\n",
        f"{LEDGER_HEADER}\nB1;HO-1;betaling;1,00;01-11-2026;;Huur 123456782\n"
        "B2;HO-1;betaling;1,00;01-11-2026;;Huur 123456782\n"
        "123456782;HO-1;betaling;1,00;01-11-2026;;Huur\n"
        "123 456 782;HO-1;betaling;1,00;01-11-2026;;Huur\n"
        "B5;HO-1;betaling;1,00;01-11-2026;;Huur 1234.56.782\n",
    )
    assert (told(report), report.files) == ([], 2)
    assert [
        (one.file, one.line, one.message.values["column"], one.message.values["n"])
        for one in report.notices
    ] == [
        ("0.csv", 2, "veilig_contact", 1),
        ("0.csv", 3, "huurdernummer", 1),
        ("1.csv", 2, "omschrijving", 3),
        ("1.csv", 4, "kenmerk", 2),
    ]


def test_a_folder_with_one_faulty_file_takes_in_the_others(office: Office, tmp_path: Path) -> None:
    """What does not rest on it."""
    report = bring(office, LEDGER, "contractnummer;vanaf;bedrag\nHO-1;01-02-2020;nul\n")
    assert (told(report), report.files, report.added) == ([("1.csv", 2, "amount")], 1, 3)
