"""Booked lines that come back otherwise, and returned debits: what is booked beside them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.domain.allocation import months, standing
from caseconsole.store.read import lease_files
from caseconsole.store.read.ledger import ledger
from caseconsole.store.verify import verify
from tests.intake.offices import TODAY, Office, ids

HEADER = (
    "kenmerk;contractnummer;soort;bedrag;boekdatum;valutadatum;vervaldatum;periode;omschrijving;"
    "bestemming;storno_van\n"
)
BASE = {
    "A9": "HO-1;huur;500,00;20-09-2026;01-10-2026;01-10-2026;2026-10;Huur 10-2026;;",
    "A1": "HO-1;huur;612,40;20-10-2026;01-11-2026;01-11-2026;2026-11;Huur 11-2026;;",
    "P1": "HO-1;betaling;612,40;02-11-2026;02-11-2026;;;Overboeking;;",
    "P2": "HO-1;betaling;100,00;12-10-2026;12-10-2026;;2026-10;Overboeking;;",
    "K1": "HO-1;kosten;40,00;05-10-2026;05-10-2026;12-10-2026;;Sleutel;;",
    "W1": "HO-1;afboeking;4,50;09-10-2026;09-10-2026;;;Verschil;;",
    "P3": "HO-1;betaling;9,00;20-10-2026;20-10-2026;;;Incasso;;",
    "S1": "HO-1;storno;9,00;03-11-2026;03-11-2026;;;Storno;;P3",
}
MOVES = {
    "a payment counts earlier": ("P1", "02-11-2026;02-11-2026", "02-11-2026;12-10-2026"),
    "a payment counts later": ("P2", "12-10-2026;12-10-2026", "12-10-2026;03-11-2026"),
    "a payment names another month": ("P1", ";;;Overboeking", ";;2026-11;Overboeking"),
    "a payment names none any more": ("P2", "2026-10", ""),
    "a rent falls due later": ("A1", "01-11-2026;01-11-2026", "03-11-2026;03-11-2026"),
    "a rent falls due before one that was due first": ("A1", "01-11-2026;01-11-2026;2026-11",
                                                       "01-09-2026;01-09-2026;2026-09"),
    "a rent is of another month": ("A9", "2026-10", "2026-09"),
    "a cost falls due later": ("K1", "12-10-2026;;Sleutel", "01-11-2026;;Sleutel"),
    "a write-off counts later": ("W1", "09-10-2026;09-10-2026", "09-10-2026;01-11-2026"),
    "a returned debit counts earlier": ("S1", "03-11-2026;03-11-2026", "03-11-2026;02-11-2026"),
    "a payment counts earlier and is more": ("P1", "612,40;02-11-2026;02-11-2026",
                                             "700,00;02-11-2026;12-10-2026"),
    "a rent is more": ("A1", "612,40", "900,00"),
    "a rent is less": ("A9", "500,00", "50,00"),
    "a cost is more": ("K1", "40,00", "400,00"),
    "a cost is less": ("K1", "40,00", "4,00"),
    "a payment is more": ("P1", "612,40", "700,00"),
    "a payment is less": ("P1", "612,40", "6,12"),
    "a write-off is more": ("W1", "4,50", "6,00"),
    "a returned debit is of another payment": ("S1", "P3", "P1"),
    "a returned debit is of another payment and is less": (
        "S1", "9,00;03-11-2026;03-11-2026;;;Storno;;P3", "5,00;03-11-2026;03-11-2026;;;Storno;;P1",
    ),
    "a returned debit is less": ("S1", "9,00", "5,00"),
}  # fmt: skip


def written(lines: dict[str, str]) -> str:
    """A ledger file."""
    return HEADER + "".join(f"{reference};{line}\n" for reference, line in lines.items())


def stands(office: Office) -> list[object]:
    """Where the lease stands on each of some days, by month too, whatever the lines are called."""
    entries = ledger(office.session.conn, 1)
    found: list[object] = []
    for back in range(45, -30, -3):
        day = TODAY - timedelta(days=back)
        on = standing(1, entries, 61_240, day)
        found.append(replace(on, paid_on=None, paid_cents=0) if back > 0 else on)
        found.append([month for month in months(entries, day) if month.charged or month.open])
    return found


@pytest.mark.parametrize("move", MOVES)
def test_a_changed_line_counts_as_if_it_had_been_booked_so_at_once(
    tmp_path: Path, move: str
) -> None:
    """And changed back as if nothing had happened; the lines that stood stay as they were."""
    reference, old, new = MOVES[move]
    moved = {**BASE, reference: BASE[reference].replace(old, new)}
    assert moved != BASE
    offices = []
    for name in ("eerst", "later"):
        (tmp_path / name).mkdir()
        offices.append(Office(tmp_path / name, furnished=True))
    fresh, later = offices
    fresh.bring(written(moved))
    later.bring(written(BASE))
    first = later.rows("SELECT * FROM ledger_entry ORDER BY id")
    report = later.bring(written(moved))
    assert (report.added, report.corrected, report.problems, report.notices) == (0, 1, [], [])
    assert stands(later) == stands(fresh)
    assert later.rows("SELECT * FROM ledger_entry ORDER BY id")[: len(first)] == first
    again = later.bring(written(moved) + "\n")
    assert (again.added, again.corrected) == (0, 0)
    report = later.bring(written({**BASE, "Z9": BASE["W1"].replace("4,50", "0,01")}))
    assert (report.added, report.corrected) == (1, 1)
    fresh.bring(written({**BASE, "Z9": BASE["W1"].replace("4,50", "0,01")}))
    assert stands(later) == stands(fresh)
    run_day(later.session)
    columns = (
        "balance, arrears, since, missed_on, missed_cents, months_tenths, paid_on, paid_cents,"
        " returned_on"
    )
    (file,) = lease_files(later.session.conn, [1], TODAY)
    on = standing(1, ledger(later.session.conn, 1), 0, TODAY)
    for name in columns.split(", "):
        assert getattr(file.standing, name) == getattr(on, name), name
    assert verify(later.session.conn) == []


def test_one_line_may_change_many_times(office: Office) -> None:
    """Amount, day and both, again and again: what counts is always what came last."""
    line = BASE["P1"]
    versions = [
        line,
        line.replace("612,40", "600,00"),
        line.replace("612,40;02-11-2026;02-11", "600,00;02-11-2026;01-11"),
        line.replace("612,40;02-11-2026;02-11", "500,00;02-11-2026;30-10"),
        line.replace("02-11-2026;02-11", "02-11-2026;30-10"),
        f"{line}\n",
    ]
    office.bring(written({"P1": versions[0]}))
    for before, after in pairwise(versions):
        report = office.bring(written({"P1": after}))
        assert (report.added, report.corrected) == (0, before != after)
        entries = ledger(office.session.conn, 1)
        paid = standing(1, entries, 0, TODAY)
        cells = after.split(";")
        assert f"{paid.paid_on:%d-%m-%Y}" == cells[4]
        assert -paid.balance == int(cells[2].replace(",", ""))


CHANGED = {
    "another text": ("P1", "Overboeking", "Overboeking huur"),
    "a returned payment on another day": ("R1", "02-11-2026;02-11-2026", "02-11-2026;01-11-2026"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_is_not_taken_over_is_said(office: Office, change: str) -> None:
    """It stays as it was booked, and the report counts such lines."""
    lines = {
        **BASE,
        "R1": "HO-1;betaling;9,00;02-11-2026;02-11-2026;;;Incasso;;",
        "S1": "HO-1;storno;9,00;03-11-2026;03-11-2026;;;Storno;;R1",
    }
    office.bring(written(lines))
    before = office.state()
    reference, old, new = CHANGED[change]
    report = office.bring(written({**lines, reference: lines[reference].replace(old, new)}))
    told = [(one.line, one.message.id, one.message.values["n"]) for one in report.notices]
    assert told == [(list(lines).index(reference) + 2, "import.stays_as_booked", 1)]
    assert (report.corrected, report.unchanged) == (0, len(lines))
    assert office.state()["ledger_entry"] == before["ledger_entry"]


def test_a_line_without_a_reference_is_told_when_its_due_day_changes(office: Office) -> None:
    """Nothing tells such lines apart but what they hold."""
    office.bring(written({"": BASE["A1"]}))
    report = office.bring(
        written({"": BASE["A1"].replace("2026;01-11-2026;2026", "2026;02-11-2026;2026")})
    )
    assert [one.message.id for one in report.notices] == ["import.stays_as_booked"]


PAYMENT = "HO-1;betaling;9,00;01-11-2026;01-11-2026;;;Incasso;;"
RETURN = "HO-1;storno;9,00;03-11-2026;03-11-2026;;;Storno;;P1"


def test_a_returned_debit_names_the_payment_it_reverses(office: Office) -> None:
    """In the same file or an earlier one; a payment of another lease is none."""
    office.bring(written({"S1": RETURN.replace("9,00", "4,00"), "P1": PAYMENT}))
    office.bring(written({"S2": RETURN.replace("9,00", "5,00")}))
    reverses = office.rows("SELECT reverses FROM ledger_entry WHERE kind = 'returned'")
    paid = office.one("SELECT id FROM ledger_entry WHERE kind = 'payment'")
    assert reverses == [(paid,), (paid,)]
    report = office.bring(written({"S3": RETURN.replace("HO-1", "HO-2")}))
    assert ids(report) == [(2, "import.returns_nothing")]


BAD = "HO-1;huur;zes;20-10-2026;20-10-2026;01-11-2026;2026-11;Huur;;"


def test_a_return_of_nothing_is_told_beside_the_other_faults(office: Office) -> None:
    """All that is wrong with a file is told at once."""
    lines = {"A1": BAD, "P1": PAYMENT, "S1": RETURN.replace("P1", "P9"), "S2": RETURN, "S3": RETURN}
    report = office.bring(written(lines))
    assert sorted(ids(report)) == [
        (2, "import.amount"), (4, "import.returns_nothing"), (6, "import.returns_too_much"),
    ]  # fmt: skip


UNREAD: dict[str, dict[str, str]] = {
    "a faulty amount": {"P1": PAYMENT.replace("9,00", "negen")},
    "a cell too many": {"P1": f"{PAYMENT};x"},
}


@pytest.mark.parametrize("payment", UNREAD)
def test_a_return_of_a_faulty_payment_waits_until_that_is_mended(
    office: Office, payment: str
) -> None:
    """The payment is there, so only its own fault is told."""
    report = office.bring(written({**UNREAD[payment], "S1": RETURN}))
    assert [line for line, _ in ids(report)] == [2]


TOO_MUCH: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "more than was paid": ({}, {"P1": PAYMENT, "S1": RETURN.replace("9,00", "9,01")}),
    "twice in a file": ({}, {"P1": PAYMENT, "S1": RETURN, "S2": RETURN}),
    "again in a later file": ({"P1": PAYMENT, "S1": RETURN}, {"S2": RETURN}),
    "again beside the first": ({"P1": PAYMENT, "S1": RETURN}, {"S1": RETURN, "S2": RETURN}),
    "again after it was named later": (
        {"P1": PAYMENT, "S1": RETURN.replace("P1", "")},
        {"S1": RETURN, "S2": RETURN.replace("03-11-2026;03", "03-11-2026;04")},
    ),
    "after the payment was corrected to less": (
        {"P1": PAYMENT},
        {"P1": PAYMENT.replace("9,00", "8,00"), "S1": RETURN},
    ),
    "by lowering the payment after it came back": (
        {"P1": PAYMENT, "S1": RETURN},
        {"P1": PAYMENT.replace("9,00", "8,99")},
    ),
    "by lowering the payment beside its return": (
        {"P1": PAYMENT, "S1": RETURN},
        {"P1": PAYMENT.replace("9,00", "8,99"), "S1": RETURN},
    ),
}  # fmt: skip
CORRECTED_RETURN: dict[str, tuple[dict[str, str], list[tuple[int, str]]]] = {
    "the payment may be as low as what came back": ({"P1": PAYMENT.replace("9,00", "4,00")}, []),
    "and no lower": (
        {"P1": PAYMENT.replace("9,00", "3,99")}, [(2, "import.returns_too_much")],
    ),
    "unless less came back": (
        {"P1": PAYMENT.replace("9,00", "3,99"), "S1": RETURN.replace("9,00", "3,99")}, [],
    ),
    "the rest may come back": ({"S2": RETURN.replace("9,00", "5,00")}, []),
    "and no more than that": (
        {"S2": RETURN.replace("9,00", "5,01")}, [(2, "import.returns_too_much")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CORRECTED_RETURN)
def test_what_came_back_of_a_payment_counts_as_corrected(office: Office, case: str) -> None:
    """A return of the whole that turned out to be one of four euros."""
    lines, told = CORRECTED_RETURN[case]
    office.bring(written({"P1": PAYMENT, "S1": RETURN}))
    office.bring(written({"S1": RETURN.replace("9,00", "4,00")}))
    assert ids(office.bring(written(lines))) == told
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("case", TOO_MUCH)
def test_no_more_of_a_payment_comes_back_than_was_paid(office: Office, case: str) -> None:
    """A second return of the same payment is a fault of the bookkeeping, not a debt."""
    earlier, lines = TOO_MUCH[case]
    assert office.bring(written(earlier)).problems == []
    before = office.state()
    assert [id_ for _, id_ in ids(office.bring(written(lines)))] == ["import.returns_too_much"]
    assert office.state() == before


def test_a_returned_debit_that_names_its_payment_later_is_linked(office: Office) -> None:
    """The payment that it takes back is then the one it names, not one that is merely alike."""
    lines = {
        "P1": PAYMENT,
        "P2": PAYMENT.replace("01-11-2026;01-11", "02-11-2026;02-11"),
        "S1": RETURN.replace("P1", ""),
    }
    office.bring(written(lines))
    assert standing(1, ledger(office.session.conn, 1), 0, TODAY).paid_on == date(2026, 11, 1)
    report = office.bring(written({**lines, "S1": RETURN}))
    assert (report.added, report.corrected, report.problems) == (0, 1, [])
    entries = ledger(office.session.conn, 1)
    paid = {one.source_ref: one.id for one in entries}["P1"]
    assert [one.reverses for one in entries if one.kind == "returned"] == [paid]
    assert standing(1, entries, 0, TODAY).paid_on == date(2026, 11, 2)
    assert sum(one.cents for one in entries) == -900
    before = office.state()
    office.bring(written({**lines, "S1": RETURN}) + "\n")
    assert office.state()["ledger_entry"] == before["ledger_entry"]
    assert verify(office.session.conn) == []


def test_it_is_linked_to_a_payment_that_comes_in_with_its_name(office: Office) -> None:
    """In the same file that names it."""
    office.bring(written({"S1": RETURN.replace("P1", "")}))
    office.bring(written({"S1": RETURN, "P1": PAYMENT}))
    entries = ledger(office.session.conn, 1)
    paid = {str(one.kind): one.id for one in entries}["payment"]
    assert [one.reverses for one in entries if one.kind == "returned"] == [paid]


def test_a_payment_moved_before_it_comes_back_is_the_one_that_comes_back(office: Office) -> None:
    """The line that was booked anew, not the one that was taken back."""
    office.bring(written({"P1": PAYMENT}))
    office.bring(written({"P1": PAYMENT.replace("01-11-2026;01-11", "01-11-2026;31-10")}))
    office.bring(written({"S1": RETURN}))
    found = standing(1, ledger(office.session.conn, 1), 0, TODAY)
    assert (found.balance, found.paid_cents, found.arrears) == (0, 0, 0)


@pytest.mark.parametrize("names", [("P1", "P2"), ("", "P1", "P2"), ("P1", "P2", "P1"), ("P1", "")])
def test_a_returned_debit_is_of_the_payment_that_it_named_last(
    office: Office, names: tuple[str, ...]
) -> None:
    """Named late, anew or back again; and once, also where a payment was moved meanwhile."""
    lines = {"P1": PAYMENT, "P2": PAYMENT.replace("01-11-2026;01-11", "02-11-2026;02-11")}
    for name in names:
        office.bring(written({**lines, "S1": RETURN.replace("P1", name)}))
        before = office.state()["ledger_entry"]
        office.bring(written({**lines, "S1": RETURN.replace("P1", name)}) + "\n")
        assert office.state()["ledger_entry"] == before
    last = [name for name in names if name][-1]
    paid_on = {"P1": date(2026, 11, 2), "P2": date(2026, 11, 1)}[last]
    found = standing(1, ledger(office.session.conn, 1), 0, TODAY)
    assert (found.balance, found.paid_on) == (-900, paid_on)
    assert verify(office.session.conn) == []


def test_a_returned_debit_stays_of_a_payment_that_was_moved(office: Office) -> None:
    """The line that was booked anew has another key, and is the same payment."""
    moved = {"P1": PAYMENT.replace("01-11-2026;01-11", "01-11-2026;31-10"), "S1": RETURN}
    office.bring(written({"P1": PAYMENT}))
    office.bring(written({"P1": moved["P1"]}))
    assert office.bring(written(moved)).added == 1
    assert office.bring(written(moved) + "\n").corrected == 0
