"""How ledger lines come in, once, and how later files add to them and correct them."""

from caseconsole.store.verify import verify
from tests.intake.offices import LEDGER, LEDGER_HEADER, Office, ids


def test_lines_are_owed_positive_and_known_by_their_reference(office: Office) -> None:
    """The kind gives the sign."""
    report = office.bring(LEDGER)
    assert (report.added, report.problems) == (3, [])
    rows = office.rows(
        "SELECT lease, identity, kind, cents, booked_on, value_on, due_on, period FROM ledger_entry"
        " ORDER BY id"
    )
    assert rows == [
        (1, "A1", "charge", 61_240, "2026-10-20", "2026-10-20", "2026-11-01", "2026-11"),
        (1, "A2", "payment", -10_000, "2026-11-02", "2026-11-02", None, ""),
        (2, "B1", "charge", 50_000, "2026-10-20", "2026-10-20", "2026-11-01", "2026-11"),
    ]


def test_all_kinds_have_their_sign(office: Office) -> None:
    """A correction may go either way."""
    office.bring_ledger(
        "1;HO-1;Huur;10,00;02-11-2026;02-11-2026;",
        "2;HO-1;BETALING;10,00;02-11-2026;;",
        "3;HO-1;storno;10,00;02-11-2026;;",
        "4;HO-1;kosten;10,00;02-11-2026;02-11-2026;",
        "5;HO-1;correctie;-10,00;02-11-2026;;",
        "6;HO-1;correctie;10,00;02-11-2026;;",
        "7;HO-1;afboeking;10,00;02-11-2026;;",
    )
    signs = office.rows("SELECT cents / 1000 FROM ledger_entry ORDER BY identity")
    assert [sign for (sign,) in signs] == [1, -1, 1, 1, -1, 1, -1]


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    """Not even the journal."""
    office.bring(LEDGER)
    before = office.state()
    report = office.bring(LEDGER)
    assert (report.added, report.unchanged) == (0, 3)
    assert [notice.message.id for notice in report.notices] == ["import.read_before"]
    assert office.state() == before


DEARER = LEDGER.replace("612,40", "700,00")
OTHER = f"{LEDGER_HEADER}\nC1;HO-2;betaling;1,00;02-11-2026;;\n"
CHARGED = "SELECT sum(cents) FROM ledger_entry WHERE lease = 1 AND kind <> 'payment'"


def test_a_file_that_comes_again_after_another_is_compared_again(office: Office) -> None:
    """It says how things are now, also when the one before it said otherwise."""
    for content, cents, corrected in (
        (LEDGER, 61_240, 0), (DEARER, 70_000, 1), (LEDGER, 61_240, 1), (DEARER, 70_000, 1),
    ):  # fmt: skip
        assert office.bring(content).corrected == corrected
        assert office.one(CHARGED) == cents
        before = office.state()
        report = office.bring(content)
        assert [notice.message.id for notice in report.notices] == ["import.read_before"]
        assert office.state() == before
    assert verify(office.session.conn) == []


def test_a_file_with_faults_that_comes_again_after_another_counts_as_read_last(
    office: Office,
) -> None:
    """So the other is compared when it comes again after it."""
    faulty = f"{LEDGER}A9;HO-9;betaling;1,00;02-11-2026;;\n"
    for content, cents in ((faulty, 61_240), (DEARER, 70_000), (faulty, 61_240), (DEARER, 70_000)):
        office.bring(content, keep_good=True)
        assert office.one(CHARGED) == cents
        before = office.state()
        office.bring(content, keep_good=True)
        assert office.state() == before


def test_files_that_were_read_one_after_the_other_change_nothing_together(office: Office) -> None:
    """In either order: nothing came in since that could have changed what they left."""
    paths = [office.write("1.csv", LEDGER), office.write("2.csv", DEARER)]
    for path in paths:
        office.bring_all([path])
    before = office.state()
    for order in (paths, paths[::-1]):
        report = office.bring_all(order)
        assert [notice.message.id for notice in report.notices] == ["import.read_before"] * 2
        assert office.state() == before


def test_files_that_come_again_together_after_another_are_compared_with_each_other(
    office: Office,
) -> None:
    """Their order makes no difference: what they say otherwise is refused in both."""
    paths = [office.write("1.csv", LEDGER), office.write("2.csv", DEARER)]
    for path in (paths[0], office.write("3.csv", OTHER), paths[1]):
        office.bring_all([path])
    before = office.state()
    for order in (paths, paths[::-1]):
        assert ids(office.bring_all(order)) == [(2, "import.says_otherwise")] * 2
        assert office.state() == before


def test_a_later_file_adds_what_is_new_and_nothing_vanishes(office: Office) -> None:
    """An overlapping export brings its new lines only."""
    office.bring(LEDGER)
    report = office.bring_ledger(
        "A2;HO-1;betaling;100,00;02-11-2026;;Deel",
        "A3;HO-1;betaling;50,00;03-11-2026;;Rest",
    )
    assert (report.added, report.unchanged, report.corrected) == (1, 1, 0)
    assert office.one("SELECT count(*) FROM ledger_entry") == 4


def test_another_amount_under_a_known_reference_is_corrected_by_the_difference(
    office: Office,
) -> None:
    """Again and back again; the lines that stood stay as they were."""
    office.bring(LEDGER)
    for amount in ("700,00", "650,00", "612,40"):
        line = f"A1;HO-1;huur;{amount};20-10-2026;01-11-2026;Huur 11-2026"
        report = office.bring_ledger(line)
        assert (report.added, report.corrected, report.problems) == (0, 1, [])
    rows = office.rows(
        "SELECT kind, cents, booked_on, due_on, period, source_ref FROM ledger_entry"
        " WHERE lease = 1 AND kind <> 'payment' ORDER BY id"
    )
    assert rows == [
        ("charge", 61_240, "2026-10-20", "2026-11-01", "2026-11", "A1"),
        ("correction", 8_760, "2026-11-03", "2026-11-01", "2026-11", "A1"),
        ("correction", -5_000, "2026-11-03", "2026-11-01", "2026-11", "A1"),
        ("correction", -3_760, "2026-11-03", "2026-11-01", "2026-11", "A1"),
    ]


def test_lines_without_a_reference_are_told_apart_by_their_count(office: Office) -> None:
    """Two equal payments on a day are two; the same two in a later file are known."""
    line = ";HO-1;betaling;5,00;02-11-2026;;Parkeren"
    assert office.bring_ledger(line, line).added == 2
    report = office.bring_ledger(line, line, line)
    assert (report.added, report.unchanged) == (1, 2)
    assert office.one("SELECT count(DISTINCT identity) FROM ledger_entry") == 3


def test_a_reference_stands_once_in_a_file_and_keeps_its_kind(office: Office) -> None:
    """Else the lines would be booked over one another."""
    office.bring(LEDGER)
    report = office.bring_ledger(
        "A1;HO-1;betaling;612,40;02-11-2026;;",
        "Z1;HO-1;betaling;1,00;02-11-2026;;",
        "Z1;HO-1;betaling;2,00;02-11-2026;;",
        "Z1;HO-2;betaling;2,00;02-11-2026;;",
    )
    assert ids(report) == [(2, "import.other_kind"), (4, "import.reference_twice")]


def test_a_file_read_whole_says_how_far_the_ledger_is_known(office: Office) -> None:
    """Through the newest day on which it booked something."""
    office.bring(LEDGER, "november.csv")
    rows = office.rows("SELECT name, lines, complete_through FROM ledger_file")
    assert rows == [("november.csv", 3, "2026-11-02")]


def test_the_journal_names_file_lines_and_counts(office: Office) -> None:
    """One row a chunk and one when the file is done."""
    before = office.one("SELECT max(seq) FROM journal")
    office.bring(LEDGER, "november.csv")
    rows = office.rows(
        "SELECT j.actor, j.kind, c.payload ->> '$.files[0].file',"
        " c.payload ->> '$.files[0].first_line', c.payload ->> '$.files[0].last_line',"
        " c.payload ->> '$.added',"
        " length(coalesce(c.payload ->> '$.files[0].sha256', c.payload ->> '$.sha256'))"
        f" FROM journal j JOIN journal_content c USING (seq) WHERE seq > {before} ORDER BY seq"
    )
    assert rows == [
        ("beheer", "import", "november.csv", 2, 4, 3, 64),
        ("beheer", "import", None, None, None, None, 64),
    ]


def test_leases_whose_ledger_changed_are_looked_at_again(office: Office) -> None:
    """In the transaction that brought the lines."""
    office.bring(LEDGER)
    assert office.rows("SELECT lease, stale FROM standing ORDER BY lease") == [(1, 1), (2, 1)]


def test_the_report_says_of_how_many_payments_a_designation_is_dropped_for_a_month(
    office: Office,
) -> None:
    """Once, with the first line; one that names the same twice, or is refused, drops nothing."""
    report = office.bring(
        "kenmerk;contractnummer;soort;bedrag;boekdatum;vervaldatum;periode;bestemming\n"
        "P1;HO-1;betaling;1,00;02-11-2026;;2026-10;\n"
        "P2;HO-1;betaling;1,00;02-11-2026;;;R-77\n"
        "P3;HO-1;betaling;1,00;02-11-2026;;2026-10;2026-10\n"
        "P4;HO-1;betaling;0,00;02-11-2026;;2026-10;R-77\n"
        "P5;HO-1;betaling;1,00;02-11-2026;;2026-10;R-77\n"
        "P6;HO-1;betaling;1,00;02-11-2026;;2026-10; R-77\n"
        "A1;HO-1;huur;1,00;02-11-2026;02-11-2026;2026-11;R-77\n",
        keep_good=True,
    )
    (told,) = report.notices
    assert (told.line, told.message.id, told.message.values) == (6, "import.named_twice", {"n": 2})
    named = dict(office.rows("SELECT identity, designation FROM ledger_entry"))
    assert named == {
        "P1": "2026-10", "P2": "R-77", "P3": "2026-10", "P5": "2026-10", "P6": "2026-10",
        "A1": "R-77",
    }  # fmt: skip


def test_a_line_is_known_by_its_day_amount_and_text_where_a_file_lacks_its_reference(
    office: Office,
) -> None:
    """So it is not the line that came in with one; what came in without one is known again."""
    without = LEDGER_HEADER.removeprefix("kenmerk;")
    rows = "HO-1;betaling;1,00;02-11-2026;;Deel"
    office.bring_ledger(f"P1;{rows}")
    again = [office.bring(f"{without}\n{rows}\n", f"{n}.csv") for n in range(2)]
    other = office.bring(f"{without}\n{rows}l\n")
    assert [(report.added, report.unchanged) for report in again] == [(1, 0), (0, 1)]
    assert other.added == 1
