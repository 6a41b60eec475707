"""Running agreements, their conditions and what was judged of them, from spreadsheets."""

from datetime import date

import pytest

from caseconsole.casework.day import run_day
from caseconsole.domain.agreement import Judge, JudgedAs, Paid
from caseconsole.domain.obligations import obligations
from caseconsole.domain.recurrence import days
from caseconsole.intake.run import import_files
from tests.intake.agreed import (
    ARRANGEMENT,
    CHANCE,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    PARTY,
    REASON,
    agreements,
    bring,
)
from tests.intake.offices import Office, ids


def test_an_arrangement_opens_the_file_and_its_table_drafts_its_duties(office: Office) -> None:
    """Instalments from the amount and cadence; they cover the own lease."""
    assert bring(office, HEADER, ARRANGEMENT) == []
    one = agreements(office, "HO-1")["R-1"]
    assert (one.kind, one.state, one.start_on) == (
        "payment_arrangement", "agreed", date(2026, 9, 1))  # fmt: skip
    assert len(one.covers) == 1
    by_clause = {condition.clause: condition for condition in one.conditions}
    assert set(by_clause) == {"instalment", "running_rent", "confirm"}
    assert by_clause["instalment"].rule == "FREQ=MONTHLY;COUNT=12"
    assert by_clause["instalment"].cents == 5_000


def test_what_the_policy_drafts_and_judges_names_it_and_nothing_else_does(office: Office) -> None:
    """Each effective policy is kept once, under its hash."""
    named = "SELECT DISTINCT policy FROM journal WHERE kind = 'import'"
    assert not office.bring_ledger("A1;HO-1;betaling;100,00;02-11-2026;;Deel").problems
    assert office.rows(named) == [("",)]
    assert bring(office, HEADER, ARRANGEMENT, COACHING) == []
    since = office.one("SELECT max(seq) FROM journal")
    later = f"{named} AND seq > {since}"
    own = office.session.policy
    assert office.rows(f"{named} AND policy <> ''") == [(own.sha256,)]
    assert bring(office, JUDGEMENTS, "B-1;les;10-09-2026;gemist;;;;") == []
    assert office.rows(later) == [(own.sha256,)]
    assert office.rows("SELECT * FROM policy") == [(own.sha256, own.content)]


def test_what_is_asked_each_month_from_the_last_day_of_a_month_is_asked_in_every_month(
    office: Office,
) -> None:
    """Of an arrangement, of sessions that are asked from later on and of a condition of a file."""
    arrangement = ARRANGEMENT.replace("15-09-2026", "31-08-2026")
    coaching = COACHING.replace("elke week", "elke maand").replace("03-09-2026", "31-08-2026")
    assert bring(office, HEADER, arrangement, coaching, CHANCE) == []
    asked = "T-1;1;eigen;Houdt de tuin bij;31-08-2026;;elk kwartaal;;"
    assert bring(office, CONDITIONS, asked) == []
    on = {
        (key, condition.clause): days(condition.rule, condition.first_on, date(2026, 11, 30))
        for key, one in (agreements(office, "HO-1") | agreements(office, "HO-2")).items()
        for condition in one.conditions
    }
    every_month = [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)]
    assert [*on["R-1", "instalment"]] == every_month
    assert [*on["B-1", "session"]] == every_month
    assert [*on["T-1", "own"]] == [date(2026, 8, 31), date(2026, 11, 30)]
    assert bring(office, JUDGEMENTS, "B-1;les;30-09-2026;voldaan;;aanwezigheid;;") == []


@pytest.mark.parametrize(
    ("often", "last", "lump", "debt", "fault"),
    [
        ("elke maand", "", "", "600,00", False),
        ("elke maand", "40,00", "", "590,00", False),
        ("elke maand", "40,00", "100,00", "690,00", False),
        ("één keer", "", "", "50,00", False),
        ("elke maand", "40,00", "", "600,00", True),
        ("één keer", "", "", "600,00", True),
    ],
)
def test_instalments_come_to_the_old_debt_that_is_named(
    office: Office, often: str, last: str, lump: str, debt: str, fault: bool
) -> None:
    """With the last one and a lump sum; a schedule sums to its debt (R34)."""
    header = f"{HEADER};laatste_termijn;bedrag_ineens;datum_ineens"
    row = f"{ARRANGEMENT.replace('elke maand', often)}{debt};{last};{lump};{lump and '10-09-2026'}"
    assert bring(office, header, row) == ([(2, "import.instalments_debt")] if fault else [])


def test_debt_counselling_covers_the_debt_of_its_own_lease(office: Office) -> None:
    """So that nobody is called about it meanwhile (R38, R60, R63); coaching leaves it alone."""
    counselling = "S-1;HO-1;schuldhulpverlening;schuldbemiddeling;;01-09-2026;;Bank;;;;;;;;;"
    assert bring(office, HEADER, counselling, COACHING) == []
    assert len(agreements(office, "HO-1")["S-1"].covers) == 1
    assert agreements(office, "HO-2")["B-1"].covers == ()


def test_a_phase_of_counselling_brings_its_term_along(office: Office) -> None:
    """The end of a settlement, counted from the day it was reached (R63); none is asked for."""
    row = "S-1;HO-1;schuldhulpverlening;schuldbemiddeling;01-10-2026;01-09-2026;;Bank;;;;;;;;;"
    assert bring(office, HEADER, row) == []
    made = agreements(office, "HO-1")["S-1"]
    assert made.terms["settled_on"] == "2026-10-01"
    ends = [one.first_on for one in made.conditions if one.clause == "discharge"]
    assert ends == [date(2028, 4, 1)]


def test_the_same_files_again_change_nothing_also_after_work_at_the_console(office: Office) -> None:
    """What a colleague changed meanwhile stays, and so does the journal."""
    files = [office.write(f"{n}.csv", content) for n, content in enumerate((
        f"{HEADER}\n{ARRANGEMENT}\n{COACHING}",
        f"{CONDITIONS}\nR-1;1;termijn;Elke maand 50;15-09-2026;;elke maand;50,00;",
        f"{JUDGEMENTS}\nB-1;les;10-09-2026;gemist;;;;",
    ))]  # fmt: skip
    assert ids(import_files(files, office.session)) == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE agreement SET partner = 'Anders' WHERE reference = 'B-1'")
        conn.execute("UPDATE condition SET until = '2026-10-01' WHERE reference = 'R-1#1'")
    before = office.rows("SELECT * FROM agreement"), office.rows("SELECT * FROM condition")
    journal = office.one("SELECT count(*) FROM journal")
    report = import_files(files, office.session)
    assert (report.added, report.updated, report.problems) == (0, 0, [])
    assert (
        office.rows("SELECT * FROM agreement"),
        office.rows("SELECT * FROM condition"),
    ) == before
    assert office.one("SELECT count(*) FROM journal") == journal


@pytest.mark.parametrize(
    ("state", "form", "kept"),
    [
        ("signed", "gewoon", "F1"),
        ("graduated", "F1", "ordinary"),
        ("indefinite", "F1", "ordinary"),
        ("ended", "gewoon", "F1"),
        ("drafted", "F2", "F2"),
    ],
)
def test_a_later_file_of_leases_does_not_set_back_the_form_that_was_decided(
    office: Office, state: str, form: str, kept: str
) -> None:
    """R76: a second chance says what the lease is; without one the file does."""
    assert bring(office, HEADER, COACHING, CHANCE) == []
    with office.session.store.transaction() as conn:
        if state == "drafted":
            conn.execute("UPDATE agreement_state SET state = 'drafted' WHERE state = 'signed'")
        elif state != "signed":
            conn.execute(
                "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
                " SELECT id, ?, '2026-11-03', '', '', '' FROM agreement"
                    " WHERE kind = 'second_chance'", (state,),
            )  # fmt: skip
    header = "contractnummer;vorm;ingangsdatum;adres;postcode;plaats"
    row = f"HO-2;{form};01-02-2020;Zilvermosstraat 2;7900 SA;Brinkerveen"
    office.bring(f"{header}\n{row}\n")
    assert office.one("SELECT form FROM lease WHERE reference = 'HO-2'") == kept
    report = office.bring(f"{header}\n{row}\n")
    assert (report.added, report.updated) == (0, 0)


def test_a_later_file_updates_and_keeps_the_history_of_states(office: Office) -> None:
    """And nothing goes because a file lacks it."""
    bring(office, HEADER, ARRANGEMENT, COACHING)
    later = ARRANGEMENT.replace("getroffen;;", "vervallen;20-10-2026;").replace("50,00", "60,00")
    assert bring(office, REASON, f"{later};Na bellen") == []
    one = agreements(office, "HO-1")["R-1"]
    assert [change.state for change in one.states] == ["agreed", "lapsed"]
    assert {condition.cents for condition in one.conditions} == {0, 6_000}
    assert len(one.conditions) == 3
    assert agreements(office, "HO-2")["B-1"].state == "accepted"


def test_a_column_that_is_missing_leaves_what_stood_there(office: Office) -> None:
    """Of the terms too."""
    bring(office, HEADER, ARRANGEMENT, COACHING)
    short = "regelingnummer;contractnummer;soort;status;status_vanaf;begindatum"
    row = "B-1;HO-2;budgetcoaching;afgerond;01-11-2026;01-09-2026"
    assert bring(office, short, row) == []
    one = agreements(office, "HO-2")["B-1"]
    assert (one.state, one.partner) == ("completed", "Op Orde")
    assert one.terms["goals"] == ["Post openen", "Budget maken"]


def test_a_second_chance_rests_on_what_runs_in_the_same_file(office: Office) -> None:
    """Its clauses come from the library."""
    assert bring(office, HEADER, COACHING, CHANCE) == []
    found = agreements(office, "HO-2")
    resting, good = found["T-1"].conditions
    assert (resting.clause, resting.judge, resting.rests_on) == (
        "C05", Judge.AGREEMENT, found["B-1"].id)  # fmt: skip
    assert "Op Orde" in resting.text
    assert good.judge is Judge.PERSON
    assert found["T-1"].terms["form"] == "F1"


def test_conditions_of_a_file_take_the_place_of_drafted_ones(office: Office) -> None:
    """In whatever order the files come."""
    conditions = f"""{CONDITIONS}
T-1;1;C05;Volgt budgettraining;01-10-2026;;elke maand;;B-1
T-1;2;eigen;Houdt de tuin bij;01-10-2026;01-03-2027;elk kwartaal;;
"""
    chance = f"{HEADER}\n{CHANCE}\n{COACHING}"
    paths = [office.write("a.csv", conditions), office.write("b.csv", chance)]
    assert ids(import_files(paths, office.session)) == []
    texts = [one.text for one in agreements(office, "HO-2")["T-1"].conditions]
    assert texts == ["Volgt budgettraining", "Houdt de tuin bij"]


@pytest.mark.parametrize("torn", ['B-1;1;les;"Komt', '"B-1;1;les;Komt', 'B-1;1;les;"Komt" nu'])
def test_a_torn_line_says_that_a_file_has_the_conditions_of_its_agreement(
    office: Office, torn: str
) -> None:
    """No table drafts them then; they come in once the line is mended."""
    line = f"{torn};03-09-2026;;elke week;;"
    paths = [
        office.write("a.csv", f"{HEADER}\n{COACHING}"),
        office.write("b.csv", f"{CONDITIONS}\n{line}"),
    ]
    assert ids(import_files(paths, office.session, keep_good=True)) == [(2, "import.cell_torn")]
    assert agreements(office, "HO-2")["B-1"].conditions == ()
    assert bring(office, CONDITIONS, line.replace('"', "")) == []
    assert [one.clause for one in agreements(office, "HO-2")["B-1"].conditions] == ["session"]


def test_judgements_come_in_and_what_was_judged_here_stands(office: Office) -> None:
    """A moved session has both days."""
    bring(office, HEADER, COACHING)
    rows = (
        "B-1;les;03-09-2026;voldaan;;aanwezigheid;;",
        "B-1;les;10-09-2026;gemist;11-09-2026;aanwezigheid;;",
        "B-1;les;17-09-2026;verzet;;;;18-09-2026",
    )
    assert bring(office, JUDGEMENTS, *rows) == []
    one = agreements(office, "HO-2")["B-1"]
    assert [j.verdict for j in one.judgements] == [JudgedAs.MET, JudgedAs.MISSED, JudgedAs.MOVED]
    assert one.judgements[1].on == date(2026, 9, 11)
    judged = one.judgements[1]
    with office.session.store.transaction() as conn:
        conn.execute(
            "INSERT INTO judgement (condition, original_on, verdict, on_day, reference, why, by)"
            " VALUES (?, '2026-09-10', 'excused', '2026-10-01', '', 'ziek', 'anna')",
            (judged.condition,),
        )
    changed = rows[1].replace("gemist", "deels")
    assert bring(office, JUDGEMENTS, changed) == []
    newest = [j for j in agreements(office, "HO-2")["B-1"].judgements if j.condition]
    assert newest[-1].verdict is JudgedAs.EXCUSED
    assert JudgedAs.PARTLY not in {j.verdict for j in newest}


def test_what_fell_due_before_a_day_is_not_asked_of_anybody(office: Office) -> None:
    """But the ledger shows what was paid."""
    header = HEADER + ";bijhouden_vanaf"
    assert bring(office, header, COACHING + ";02-11-2026", ARRANGEMENT + ";02-11-2026") == []
    coaching = agreements(office, "HO-2")["B-1"]
    sessions = next(one for one in coaching.conditions if one.clause == "session")
    assert (sessions.first_on, sessions.asked_from) == (date(2026, 9, 3), date(2026, 11, 2))
    asked = obligations(coaching, date(2026, 11, 3), date(2027, 9, 1), paid=Paid())
    assert min(duty.on for duty in asked if duty.condition == sessions) == date(2026, 11, 5)
    assert bring(office, JUDGEMENTS, "B-1;les;03-09-2026;voldaan;;;;") == [
        (2, "import.condition_day")
    ]
    clauses = {one.clause for one in agreements(office, "HO-1")["R-1"].conditions}
    assert clauses == {"instalment", "running_rent"}


FAULTS = {
    "lease_unknown": (HEADER, ARRANGEMENT.replace("HO-1", "HO-9")),
    "choice": (HEADER, ARRANGEMENT.replace("betalingsregeling", "afspraak")),
    "state_later": (HEADER, ARRANGEMENT.replace("getroffen;;", "getroffen;01-12-2026;")),
    "signed_later": (f"{HEADER};ondertekend_op", f"{ARRANGEMENT};04-11-2026"),
    "covers_other": (f"{HEADER};ook_voor", f"{ARRANGEMENT};HO-2"),
    "reference_mark": (HEADER, ARRANGEMENT.replace("R-1", "R#1")),
    "cell_empty": (HEADER, ARRANGEMENT.replace("15-09-2026", "")),
    "number": (HEADER, ARRANGEMENT.replace(";12;", ";999;")),
    "amount_negative": (HEADER, ARRANGEMENT.replace("50,00", "-50,00")),
    "instalments_debt": (HEADER, f"{ARRANGEMENT}550,00"),
    "instalment_missing": (HEADER, ARRANGEMENT.replace("50,00", "")),
    "span": (HEADER, COACHING.replace("01-09-2027", "01-08-2026")),
    "agreement_elsewhere": (HEADER, ARRANGEMENT.replace("R-1", "B-0")),
    "agreement_stands": (HEADER, COACHING.replace("B-1", "B-2")),
    "condition_unknown": (JUDGEMENTS, "B-0;stuk;03-09-2026;voldaan;;;;"),
    "condition_day": (JUDGEMENTS, "B-0;les;04-09-2026;voldaan;;;;"),
    "condition_several": (JUDGEMENTS, "B-0;doel;01-12-2026;voldaan;;;;"),
    "judged_later": (JUDGEMENTS, "B-0;les;03-09-2026;voldaan;01-12-2026;;;"),
    "judged_ahead": (JUDGEMENTS, "B-0;les;12-11-2026;gemist;;;;"),
    "met_ahead": (JUDGEMENTS, "B-0;les;12-11-2026;voldaan;;;;"),
    "judged_early": (JUDGEMENTS, "B-0;les;10-09-2026;voldaan;09-09-2026;;;"),
    "judged_before": (JUDGEMENTS, "B-0;les;10-09-2026;geldige reden;31-08-2026;;Ziek;"),
    "moved_past": (JUDGEMENTS, "B-0;les;10-09-2026;verzet;;;;10-09-2026"),
    "moved_far": (JUDGEMENTS, "B-0;les;10-09-2026;verzet;;;;12-09-2027"),
    "moved_day": (JUDGEMENTS, "B-0;les;03-09-2026;verzet;;;;"),
    "agreement_unknown": (JUDGEMENTS, "B-9;les;03-09-2026;voldaan;;;;"),
    "rests_elsewhere": (CONDITIONS, "B-0;1;les;Komt;03-09-2026;;;;B-0"),
    "clause_field": (HEADER, CHANCE.replace("HO-2", "HO-1")),
    "row_twice": (JUDGEMENTS, "B-0;les;03-09-2026;voldaan;;;;\nB-0;les;03-09-2026;gemist;;;;"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_a_sentence_and_changes_nothing(office: Office, fault: str) -> None:
    """By file, line and what to do."""
    bring(office, HEADER, COACHING.replace("B-1", "B-0"))
    before = office.rows("SELECT * FROM agreement"), office.rows("SELECT * FROM judgement")
    header, rows = FAULTS[fault]
    found = bring(office, header, *rows.split("\n"))
    assert [id_ for _, id_ in found] == [f"import.{fault}"]
    assert (
        office.rows("SELECT * FROM agreement"),
        office.rows("SELECT * FROM judgement"),
    ) == before


def test_what_the_association_owes_by_a_day_can_be_met_before_it(office: Office) -> None:
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, "B-1;1;warme overdracht;Stelt voor;12-11-2026;;;;")
    early = "B-1;1;12-11-2026;{};02-11-2026;verslag;;"
    assert bring(office, JUDGEMENTS, early.format("gemist")) == [(2, "import.judged_ahead")]
    assert bring(office, JUDGEMENTS, early.format("voldaan")) == []


def test_what_the_ledger_judges_is_not_judged_by_a_file(office: Office) -> None:
    """Except to let somebody off."""
    bring(office, HEADER, ARRANGEMENT)
    row = "R-1;termijn;15-09-2026;{};;;{};"
    assert bring(office, JUDGEMENTS, row.format("gemist", "")) == [(2, "import.judged_elsewhere")]
    assert bring(office, JUDGEMENTS, row.format("geldige reden", "")) == [(2, "import.cell_empty")]
    assert bring(office, JUDGEMENTS, row.format("geldige reden", "Ziek")) == []


@pytest.mark.parametrize(
    ("end", "fault"), [("", "gate.end"), ("01-09-2028", "gate.longest"), ("31-08-2028", "")]
)
def test_a_fixed_time_that_is_signed_has_its_end_within_the_law(
    office: Office, end: str, fault: str
) -> None:
    """R70, R71; the window to notify hangs on it (R72)."""
    row = CHANCE.replace("01-09-2027", end).replace("C05 C09", "C09")
    assert bring(office, HEADER, row) == ([(2, fault)] if fault else [])
    refused = row.replace("ondertekend", "geweigerd").replace("T-1", "T-2")
    assert bring(office, REASON, f"{refused};Schuld elders") == []


def test_the_debt_of_a_lease_is_in_one_running_arrangement(office: Office) -> None:
    """Whichever file it is in; one that ended leaves room for the next."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    header = HEADER + ";ook_voor"
    both = ARRANGEMENT.replace("R-1;HO-1", "R-2;HO-2") + ";HO-1"
    assert bring(office, header, ARRANGEMENT + ";", both) == [(3, "import.covered_twice")]
    assert bring(office, header, ARRANGEMENT + ";") == []
    assert bring(office, header, both) == [(2, "import.covered_twice")]
    over = ARRANGEMENT.replace("getroffen;;", "vervallen;20-10-2026;") + ";;Na bellen"
    assert bring(office, f"{header};reden", over, f"{both};") == []
    assert len(agreements(office, "HO-2")["R-2"].covers) == 2


def test_agreements_wait_for_their_conditions(office: Office) -> None:
    """And judgements for both."""
    paths = [
        office.write("afspraken.csv", f"{HEADER}\n{CHANCE}"),
        office.write("voorwaarden.csv", f"{CONDITIONS}\nT-1;1;C99;Tekst;01-10-2026;;;;"),
        office.write("oordelen.csv", f"{JUDGEMENTS}\nT-1;1;01-10-2026;voldaan;;;;"),
    ]
    found = ids(import_files(paths, office.session))
    assert found == [
        (0, "import.held_back_conditions"),
        (2, "import.choice"),
        (0, "import.rests_on_refused"),
    ]
    assert office.one("SELECT count(*) FROM agreement") == 0


def test_a_second_file_of_conditions_waits_with_the_agreements(office: Office) -> None:
    """What it says belongs to agreements that do not come in."""
    paths = [
        office.write("afspraken.csv", f"{HEADER}\n{CHANCE}"),
        office.write("voorwaarden-1.csv", f"{CONDITIONS}\nT-1;1;C99;Tekst;01-10-2026;;;;"),
        office.write("voorwaarden-2.csv", f"{CONDITIONS}\nT-1;2;C09;Tekst;01-10-2026;;;;"),
    ]
    found = ids(import_files(paths, office.session))
    waits = (0, "import.held_back_conditions")
    assert sorted(found) == [waits, waits, (2, "import.choice")]
    assert office.one("SELECT count(*) FROM agreement") == 0
    assert office.one("SELECT count(*) FROM condition") == 0


def test_the_lease_of_an_agreement_is_assessed_anew(office: Office) -> None:
    """Its file shows what is due under it the same day."""
    run_day(office.session)
    assert bring(office, HEADER, COACHING) == []
    assert "judge_due" in {row[0] for row in office.rows("SELECT action FROM due")}
