"""Agreements that a caseworker prolonged, and that a file brings again (R76)."""

from datetime import date
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import DecisionKind
from caseconsole.domain.agreement_changes import Decide
from caseconsole.intake.run import import_files
from tests.intake.agreed import COACHING, CONDITIONS, HEADER, agreements, bring
from tests.intake.offices import Office, ids

STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")
LATER = date(2028, 3, 1)


def prolonged(office: Office) -> None:
    """Anna lets the coaching go on for half a year."""
    one = agreements(office, "HO-2")["B-1"]
    session = open_session(office.path, "anna")
    more: dict[str, Any] = {
        "decision": DecisionKind.KEEP,
        "why": "Nog een half jaar.",
        "end_on": LATER,
    }
    record(Decide(case=one.case, agreement=one.id, seen=one.version, **more), session=session)
    session.close()


@pytest.mark.parametrize(
    ("end_on", "lasts_to"),
    [("01-09-2027", LATER), ("01-03-2027", LATER), ("01-09-2028", date(2028, 9, 1)), ("", None)],
)
def test_a_row_with_an_earlier_end_leaves_what_a_caseworker_prolonged(
    office: Office, end_on: str, lasts_to: date | None
) -> None:
    """With all that lasts to it; a later end, or none, is news (R76)."""
    bring(office, HEADER, COACHING)
    bring(office, *STAFF)
    prolonged(office)
    changed = COACHING.replace("Budget maken", "Budget maken|Sparen")
    assert bring(office, HEADER, changed.replace("01-09-2027", end_on)) == []
    one = agreements(office, "HO-2")["B-1"]
    assert (one.end_on, len([of for of in one.conditions if of.clause == "goal"])) == (lasts_to, 3)
    assert {of.until for of in one.conditions if of.rule} == {lasts_to}


@pytest.mark.parametrize("beside", [(), (f"{HEADER}\n{COACHING}",)])
def test_a_condition_of_a_file_lasts_as_long_as_what_was_prolonged(
    office: Office, beside: tuple[str, ...]
) -> None:
    """One that ends before it keeps its own day."""
    short = "B-1;2;les;Kort;03-09-2026;01-12-2026;elke week;;"
    long = "B-1;1;les;Lang;03-09-2026;01-09-2027;elke week;;"
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, long, short)
    bring(office, *STAFF)
    prolonged(office)
    rows = [row.replace("les;", "les;Steeds ") for row in (long, short)]
    paths = [office.write("v.csv", "\n".join((CONDITIONS, *rows)))]
    paths += [office.write("a.csv", of) for of in beside]
    assert ids(import_files(paths, office.session)) == []
    one = agreements(office, "HO-2")["B-1"]
    found = {of.text: of.until for of in one.conditions}
    assert found == {"Steeds Lang": LATER, "Steeds Kort": date(2026, 12, 1)}
    assert one.end_on == LATER


@pytest.mark.parametrize("beside", [(), ("voorwaarden",)])
def test_a_later_end_in_a_file_leaves_no_way_back_to_one_before_what_was_decided(
    office: Office, beside: tuple[str, ...]
) -> None:
    """Neither of the agreement nor of what lasted to its end (R76)."""
    long = "B-1;1;les;Lang;03-09-2026;01-09-2027;elke week;;"
    bring(office, HEADER, COACHING)
    bring(office, CONDITIONS, long)
    bring(office, *STAFF)
    prolonged(office)
    longer = COACHING.replace("01-09-2027", "01-09-2028")
    changed = "\n".join((CONDITIONS, long.replace("les;", "les;Steeds ")))
    paths = [office.write("v.csv", changed) for _ in beside]
    assert ids(import_files([*paths, office.write("a.csv", f"{HEADER}\n{longer}")],
                            office.session)) == []  # fmt: skip
    one = agreements(office, "HO-2")["B-1"]
    assert (one.end_on, [of.until for of in one.conditions]) == (date(2028, 9, 1), [LATER])
    assert bring(office, HEADER, COACHING) == []
    one = agreements(office, "HO-2")["B-1"]
    assert (one.end_on, [of.until for of in one.conditions]) == (LATER, [LATER])
