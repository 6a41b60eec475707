"""Agreements that files bring again, with other columns, days or judgements."""

from datetime import date

from caseconsole.intake.run import import_files
from tests.intake.agreed import COACHING, HEADER, JUDGEMENTS, SHORT, agreements, bring
from tests.intake.offices import Office, ids


def test_what_was_moved_to_an_earlier_day_can_be_judged_there(office: Office) -> None:
    """And to let somebody off, its day need not have come."""
    bring(office, HEADER, COACHING)
    moved = "B-1;les;10-09-2026;verzet;04-09-2026;;;08-09-2026"
    ahead = "B-1;les;12-11-2026;geldige reden;03-11-2026;;Vakantie;"
    assert bring(office, JUDGEMENTS, moved, ahead) == []
    kept = "B-1;les;10-09-2026;voldaan;08-09-2026;aanwezigheid;;"
    assert bring(office, JUDGEMENTS, kept) == []
    assert bring(office, JUDGEMENTS, kept) == []


def test_a_judgement_may_be_as_old_as_the_agreement_that_comes_with_it(office: Office) -> None:
    """Also where its first day was corrected in the same import."""
    bring(office, HEADER, COACHING.replace("01-09-2026;01-09-2027", "01-10-2026;01-09-2027"))
    paths = [
        office.write("a.csv", f"{HEADER}\n{COACHING}"),
        office.write("b.csv", f"{JUDGEMENTS}\nB-1;les;15-10-2026;laten vallen;02-09-2026;;Reis;"),
    ]
    assert ids(import_files(paths, office.session)) == []


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
