"""Agreements that files bring again, with other columns, days or judgements."""

from collections.abc import Iterator
from datetime import date

import pytest

from caseconsole.casework.day import run_day
from caseconsole.domain.calendar import parse_day
from caseconsole.intake.run import import_files
from caseconsole.store.staging import Chunk
from caseconsole.store.staging_records import Records
from caseconsole.store.verify import verify
from tests.intake.agreed import (
    ARRANGEMENT,
    COACHING,
    CONDITIONS,
    HEADER,
    JUDGEMENTS,
    PARTY,
    REASON,
    SHORT,
    agreements,
    bring,
)
from tests.intake.offices import LEDGER, Office, ids


def test_what_was_moved_to_an_earlier_day_can_be_judged_there(office: Office) -> None:
    """And to let somebody off, its day need not have come."""
    bring(office, HEADER, COACHING)
    moved = "B-1;les;10-09-2026;verzet;04-09-2026;;;08-09-2026"
    ahead = "B-1;les;12-11-2026;geldige reden;03-11-2026;;Vakantie;"
    assert bring(office, JUDGEMENTS, moved, ahead) == []
    kept = "B-1;les;10-09-2026;voldaan;08-09-2026;aanwezigheid;;"
    assert bring(office, JUDGEMENTS, kept) == []
    assert bring(office, JUDGEMENTS, kept) == []
    assert bring(office, JUDGEMENTS, "B-1;les;17-09-2026;gemist;;;;") == []
    early = bring(office, JUDGEMENTS, "B-1;les;17-09-2026;voldaan;16-09-2026;;;")
    assert early == [(2, "import.judged_early")]


def test_a_judgement_may_be_as_old_as_the_agreement_that_comes_with_it(office: Office) -> None:
    """Also where its first day was corrected in the same import."""
    bring(office, HEADER, COACHING.replace("01-09-2026;01-09-2027", "01-10-2026;01-09-2027"))
    paths = [
        office.write("a.csv", f"{HEADER}\n{COACHING}"),
        office.write("b.csv", f"{JUDGEMENTS}\nB-1;les;15-10-2026;laten vallen;02-09-2026;;Reis;"),
    ]
    assert ids(import_files(paths, office.session)) == []


@pytest.mark.parametrize(
    "changed",
    [
        COACHING.replace("03-09-2026", "04-09-2026"),
        COACHING.replace("elke week", "elke maand"),
        COACHING.replace("01-09-2027", "09-09-2026"),
        COACHING.replace("01-09-2026;01-09-2027", "11-09-2026;01-09-2027"),
    ],
)
def test_a_row_by_which_a_day_that_was_judged_falls_out_is_refused(
    office: Office, changed: str
) -> None:
    """By another first day, cadence or end; the judgement stays to be seen."""
    bring(office, HEADER, COACHING)
    bring(office, JUDGEMENTS, "B-1;les;10-09-2026;gemist;;aanwezigheid;;")
    before = agreements(office, "HO-2")
    report = office.bring(f"{HEADER}\n{changed}\n")
    assert ids(report) == [(2, "import.judged_falls_out")]
    assert dict(report.problems[0].message.values) == {
        "clause_word": "clause.budget_coaching.session", "day_on": "2026-09-10",
    }  # fmt: skip
    assert (report.updated, agreements(office, "HO-2")) == (0, before)


def test_a_row_by_which_what_was_judged_is_asked_still_is_taken_in(office: Office) -> None:
    """And once the judgement was taken back its day may fall out."""
    bring(office, HEADER, COACHING)
    bring(office, JUDGEMENTS, "B-1;les;01-10-2026;gemist;;aanwezigheid;;")
    assert bring(office, HEADER, COACHING.replace("elke week", "elke vier weken")) == []
    later = COACHING.replace("03-09-2026", "01-10-2026")
    assert bring(office, HEADER, later) == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE judgement SET withdrawn_at = 1")
    assert bring(office, HEADER, later.replace("01-10-2026", "02-10-2026")) == []


def test_a_condition_of_a_file_keeps_the_days_that_were_judged(office: Office) -> None:
    """Unless it is the same row, beside which somebody changed the days at the console."""
    asked = "B-1;1;eigen;Houdt de tuin bij;{};;elke maand;;"
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, asked.format("01-10-2026"))
    assert bring(office, JUDGEMENTS, "B-1;1;01-10-2026;voldaan;;;;") == []
    moved = bring(office, CONDITIONS, asked.format("05-10-2026"))
    assert moved == [(2, "import.judged_falls_out")]
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE condition SET first_on = '2026-09-01' WHERE reference = 'B-1#1'")
    assert bring(office, CONDITIONS, asked.format("01-10-2026")) == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE condition SET first_on = '2026-11-01' WHERE reference = 'B-1#1'")
    assert bring(office, CONDITIONS, asked.format("05-10-2026")) == []


def test_a_fixed_time_that_is_signed_has_its_end_also_where_the_file_has_no_column_for_it(
    office: Office,
) -> None:
    """What is known of form and end stays, and must be enough."""
    signed = "T-1;HO-2;tweede kans;ondertekend;;01-09-2026"
    header, row = f"{SHORT};vorm;clausules", f"{signed};F1;C09"
    assert bring(office, header, row) == [(2, "gate.end")]
    applied = row.replace("ondertekend", "aangevraagd")
    assert bring(office, header, applied) == []
    assert bring(office, SHORT, signed) == [(2, "gate.end")]
    assert bring(office, f"{SHORT};einddatum", f"{signed};") == [(2, "gate.end")]
    assert bring(office, f"{header};einddatum", f"{row};01-09-2027") == []
    later = signed.replace("ondertekend;", "ondertekend;02-09-2026")
    assert bring(office, f"{header};oude_schuld", f"{later};F1;C09;100,00") == []
    made = agreements(office, "HO-2")["T-1"]
    assert made.end_on == date(2027, 9, 1)
    assert {one.until for one in made.conditions} == {date(2027, 9, 1)}
    assert bring(office, f"{SHORT};einddatum", f"{later};") == [(2, "gate.end")]


def test_a_row_that_is_the_same_asks_no_end_and_drafts_nothing_of_what_was_signed_here(
    office: Office,
) -> None:
    """What somebody did at the console stays."""
    header, row = f"{SHORT};vorm;einddatum", "T-1;HO-2;tweede kans;aangevraagd;;01-09-2026;F1;"
    assert bring(office, header, row) == []
    with office.session.store.transaction() as conn:
        conn.execute("UPDATE agreement SET end_on = '2027-09-01'")
        conn.execute(
            "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
            " SELECT id, 'signed', '2026-10-01', '', '', '' FROM agreement"
        )
    assert bring(office, header, row) == []
    made = agreements(office, "HO-2")["T-1"]
    assert (made.end_on, made.conditions) == (date(2027, 9, 1), ())


COVERING = f"{HEADER};ook_voor"
WSNP = "wettelijke schuldsanering (WSNP)"
BOTH = f"{ARRANGEMENT.replace('R-1;HO-1', 'R-2;HO-2')};HO-1"
OWN = BOTH.replace(";HO-1", ";")


def test_a_debt_that_a_row_names_no_longer_is_covered_no_longer(office: Office) -> None:
    """And its lease is looked at again; named anew it is covered anew (R33, R38)."""
    office.bring(LEDGER)
    run_day(office.session)
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    due = (
        "SELECT d.action FROM due d JOIN case_file c ON c.id = d.case_file"
        " JOIN lease l ON l.id = c.lease WHERE l.reference = 'HO-1'"
    )
    own = "S-2;HO-2;schuldhulpverlening;schuldbemiddeling;;02-11-2026;;Bank;;;;;;;;;;"
    asked = [office.rows(due)]
    for row, n in ((f"{own}HO-1", 2), (own, 1), (f"{own}HO-1", 2), (own, 1)):
        assert bring(office, COVERING, row) == []
        assert len(agreements(office, "HO-2")["S-2"].covers) == n
        asked.append(office.rows(due))
        report = office.bring(f"{COVERING}\n{row}\n")
        assert (report.added, report.updated, report.problems) == (0, 0, [])
    assert asked[0] == asked[2] == asked[4] == [("first_call",)]
    assert ("first_call",) not in asked[1] + asked[3]
    assert verify(office.session.conn) == []


def test_the_scheme_covers_every_lease_of_the_tenants_whatever_the_file_names(
    office: Office,
) -> None:
    """R61: but the debt that another agreement is about already; the same file changes nothing."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    scheme = f"S-2;HO-2;schuldhulpverlening;{WSNP};;02-11-2026;;Bank;;;;;;;;;;"
    for header in (HEADER, COVERING):
        row = scheme if header == COVERING else scheme.removesuffix(";")
        assert bring(office, header, row) == []
        assert len(agreements(office, "HO-2")["S-2"].covers) == 2
        report = office.bring(f"{header}\n{row}\n")
        assert (report.added, report.updated, report.problems) == (0, 0, [])
    assert bring(office, COVERING, scheme.replace(WSNP, "gestopt: voldoet niet")) == []
    assert len(agreements(office, "HO-2")["S-2"].covers) == 2
    mediation = scheme.replace("S-2;HO-2", "S-1;HO-1").replace(WSNP, "schuldbemiddeling")
    assert bring(office, COVERING, mediation, scheme.replace("S-2", "S-3")) == []
    assert len(agreements(office, "HO-2")["S-3"].covers) == 1


def test_a_file_without_the_column_leaves_what_is_covered(office: Office) -> None:
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    bring(office, COVERING, BOTH)
    assert bring(office, HEADER, BOTH.removesuffix(";HO-1").replace("50,00", "60,00")) == []
    assert len(agreements(office, "HO-2")["R-2"].covers) == 2


def test_a_debt_that_is_let_go_can_be_in_another_arrangement(office: Office) -> None:
    """In the same file too."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    bring(office, COVERING, BOTH)
    assert bring(office, COVERING, f"{ARRANGEMENT};") == [(2, "import.covered_twice")]
    assert bring(office, COVERING, OWN, f"{ARRANGEMENT};") == []
    assert len(agreements(office, "HO-1")["R-1"].covers) == 1


@pytest.mark.parametrize("stays", [OWN, BOTH.replace("getroffen", "vervallen")])
def test_a_row_that_is_refused_lets_no_debt_go(office: Office, stays: str) -> None:
    """Nor does it where the good rows are kept: the debt is not in a second arrangement."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    bring(office, COVERING, BOTH)
    rows = f"{COVERING};bijhouden_vanaf", f"{stays};ooit", f"{ARRANGEMENT};;"
    report = office.bring("\n".join(rows), keep_good=True)
    assert ids(report) == [(2, "import.day"), (3, "import.covered_twice")]
    assert len(agreements(office, "HO-2")["R-2"].covers) == 2


def test_a_row_that_is_refused_takes_no_debt(office: Office) -> None:
    """One below it can have it."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    rows = f"{COVERING};bijhouden_vanaf", f"{BOTH};ooit", f"{ARRANGEMENT};;"
    report = office.bring("\n".join(rows), keep_good=True)
    assert ids(report) == [(2, "import.day")]
    assert len(agreements(office, "HO-1")["R-1"].covers) == 1


def test_what_a_file_without_the_column_leaves_covered_is_let_go_and_taken_too(
    office: Office,
) -> None:
    """An arrangement that runs again finds its debt in another, and one that ended lets it go."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    bring(office, COVERING, BOTH)
    ended = BOTH.replace("getroffen;;", "vervallen;01-10-2026;").removesuffix(";HO-1")
    assert bring(office, REASON, f"{ended};Na bellen", f"{ARRANGEMENT};") == []
    runs = ended.replace("vervallen;01-10-2026", "getroffen;02-10-2026")
    assert bring(office, HEADER, runs) == [(2, "import.covered_twice")]


def test_what_was_covered_stays_when_a_tenant_leaves_the_other_lease(office: Office) -> None:
    """The file comes again as it was; only what is named for the first time needs a tenant."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    bring(office, COVERING, BOTH)
    bring(office, PARTY, "HO-1;H-2;voormalig medehuurder;01-02-2020")
    assert bring(office, COVERING, BOTH) == []
    assert bring(office, COVERING, OWN) == []
    assert bring(office, COVERING, BOTH) == [(2, "import.covers_other")]


@pytest.mark.parametrize(
    ("header", "row", "stands"),
    [
        (f"{SHORT};reden", "{};Verwezen naar schuldhulp", "Verwezen naar schuldhulp"),
        (f"{SHORT};reden", "{};", "Te laag"),
        (f"{SHORT};contactpersoon", "{};Piet", "Te laag"),
    ],
)
def test_the_reason_of_a_state_that_comes_later_takes_the_place_of_the_one_before(
    office: Office, header: str, row: str, stands: str
) -> None:
    """R37: a refusal says why; who recorded it, and when, stays."""
    refused = "R-1;HO-1;betalingsregeling;geweigerd;20-10-2026;01-09-2026"
    for reason in ("Te kort", "Te laag"):
        assert bring(office, f"{SHORT};reden", f"{refused};{reason}") == []
    with office.session.store.transaction() as conn:
        conn.execute(
            "UPDATE agreement_state SET by = 'anna', paper = 'P', recorded_on = '2026-10-21'"
        )
    assert bring(office, header, row.format(refused)) == []
    found = office.rows("SELECT state, why, by, paper, recorded_on FROM agreement_state")
    assert found == [("refused", stands, "anna", "P", "2026-10-21")]


RENT = "R-1;1;eigen;Betaalt de huur;01-10-2026;;;;"
WRITTEN = (
    "B-1;1;les;Komt om de week;03-09-2026;;elke twee weken;;",
    "B-1;2;doel;Houdt de post bij;01-10-2026;;;;",
)


def test_conditions_that_come_later_take_the_place_of_drafted_ones(office: Office) -> None:
    """As they do in one import; and once."""
    bring(office, HEADER, COACHING)
    assert bring(office, CONDITIONS, *WRITTEN) == []
    found = agreements(office, "HO-2")["B-1"].conditions
    assert [one.text for one in found] == ["Komt om de week", "Houdt de post bij"]
    again = [
        office.write("a.csv", f"{HEADER}\n{COACHING}\n"),
        office.write("b.csv", "\n".join((CONDITIONS, *WRITTEN))),
    ]
    for paths in (again, again[:1], again[1:]):
        report = import_files(paths, office.session)
        assert (report.added, report.updated, report.problems) == (0, 0, [])
    assert bring(office, HEADER, COACHING.replace("Op Orde", "Raad")) == []
    assert agreements(office, "HO-2")["B-1"].conditions == found
    assert verify(office.session.conn) == []


def test_what_is_judged_in_the_same_import_is_of_the_written_condition(office: Office) -> None:
    """By its name, for the drafted one is not there any more."""
    bring(office, HEADER, COACHING)
    paths = [
        office.write("a.csv", "\n".join((CONDITIONS, *WRITTEN))),
        office.write("b.csv", f"{JUDGEMENTS}\nB-1;les;03-09-2026;voldaan;;aanwezigheid;;"),
    ]
    assert ids(import_files(paths, office.session)) == []
    made = agreements(office, "HO-2")["B-1"]
    assert [one.condition for one in made.judgements] == [made.conditions[0].id]


JUDGED = (
    "INSERT INTO judgement (condition, original_on, verdict, on_day, reference, why, by)"
    " SELECT id, '2026-09-10', 'excused', '2026-10-01', '', 'ziek', 'anna' FROM condition"
    " WHERE clause = 'session'"
)
TALKED = (
    "INSERT INTO ladder_step (agreement, rung, condition, on_day, text, by, second)"
    " SELECT agreement, 'talk', id, '2026-10-01', '', 'anna', '' FROM condition"
    " WHERE clause = 'session'"
)


@pytest.mark.parametrize("by", ["judgement", "rung"])
def test_a_drafted_condition_on_which_something_rests_makes_no_room(
    office: Office, by: str
) -> None:
    """The rows of its agreement are refused, and say so; a judgement would be seen nowhere."""
    bring(office, HEADER, COACHING)
    if by == "judgement":
        bring(office, JUDGEMENTS, "B-1;les;03-09-2026;voldaan;;aanwezigheid;;")
    else:
        with office.session.store.transaction() as conn:
            conn.execute(TALKED)
    before = agreements(office, "HO-2")
    report = office.bring("\n".join((CONDITIONS, *WRITTEN)))
    assert ids(report) == [(2, "import.drafted_used"), (3, "import.drafted_used")]
    assert dict(report.problems[0].message.values) == {
        "clause_word": "clause.budget_coaching.session", "text": "B-1",
    }  # fmt: skip
    assert agreements(office, "HO-2") == before


@pytest.mark.parametrize("by", [JUDGED, TALKED], ids=["judgement", "rung"])
def test_what_a_colleague_rests_on_a_drafted_condition_while_files_are_checked_stays_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """The conditions of that agreement are left alone, and their lines told; the rest comes in."""
    bring(office, HEADER, COACHING, ARRANGEMENT)
    before = agreements(office, "HO-2")
    chunks = Records.chunks

    def meanwhile(records: Records) -> Iterator[Chunk]:
        with office.session.store.transaction() as conn:
            conn.execute(by)
        return chunks(records)

    monkeypatch.setattr(Records, "chunks", meanwhile)
    paths = [
        office.write("a.csv", "\n".join((CONDITIONS, *WRITTEN, RENT))),
        office.write("b.csv", f"{JUDGEMENTS}\nB-1;les;17-09-2026;voldaan;;aanwezigheid;;"),
    ]
    report = import_files(paths, office.session)
    assert ids(report) == [
        (2, "import.drafted_used"), (3, "import.drafted_used"), (0, "import.rests_on_refused"),
    ]  # fmt: skip
    assert dict(report.problems[0].message.values) == {
        "clause_word": "clause.budget_coaching.session", "text": "B-1",
    }  # fmt: skip
    made = agreements(office, "HO-2")["B-1"]
    assert made.conditions == before["B-1"].conditions
    clauses = {one.id: one.clause for one in made.conditions}
    resting = made.judgements if by == JUDGED else made.ladder
    assert [clauses[one.condition or 0] for one in resting] == ["session"]
    assert [one.text for one in agreements(office, "HO-1")["R-1"].conditions] == ["Betaalt de huur"]


@pytest.mark.parametrize(
    ("first", "later"), [("01-12-2026", "01-10-2026"), ("01-10-2026", "01-09-2026")]
)
def test_the_day_on_which_an_agreement_was_made_stays_as_it_first_came_in(
    office: Office, first: str, later: str
) -> None:
    """Another first day is a correction; by what bound when it was made it is judged further."""
    assert bring(office, HEADER, ARRANGEMENT.replace("01-09-2026", first)) == []
    made = agreements(office, "HO-1")["R-1"].made_on
    assert bring(office, HEADER, ARRANGEMENT.replace("01-09-2026", later)) == []
    one = agreements(office, "HO-1")["R-1"]
    assert one.start_on == parse_day(later)
    assert one.made_on == made
    assert verify(office.session.conn) == []
