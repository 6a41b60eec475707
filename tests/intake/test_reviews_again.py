"""The next review of an agreement that a file brings (R73)."""

from datetime import date
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import open_session
from caseconsole.domain.agreement import DecisionKind
from caseconsole.domain.agreement_changes import Decide
from tests.intake.agreed import CHANCE as LEASED
from tests.intake.agreed import COACHING, HEADER, agreements, bring
from tests.intake.offices import TODAY, Office

CHANCE = LEASED.replace("C05 ", "")
REVIEWED = f"{HEADER};ondertekend_op;volgende_beoordeling"
STAFF = ("inlognaam;naam;talen;team;rol", "anna;Anna;nl;noord;medewerker")


def next_on(office: Office, reference: str = "T-1") -> date | None:
    return agreements(office, "HO-2")[reference].next_review_on


@pytest.mark.parametrize(
    ("row", "reference", "expected"),
    [
        (f"{CHANCE};01-09-2026;15-12-2026", "T-1", date(2026, 12, 15)),
        (f"{CHANCE};15-10-2026;", "T-1", date(2026, 11, 16)),
        (f"{CHANCE};01-09-2026;", "T-1", date(2026, 12, 1)),
        (f"{CHANCE};;", "T-1", date(2026, 12, 1)),
        (f"{CHANCE.replace('01-09-2026;01-09-2027', '01-02-2026;01-09-2027')};01-02-2026;", "T-1",
         date(2027, 2, 3)),
        (f"{CHANCE.replace('ondertekend', 'aangevraagd')};;", "T-1", None),
        (f"{COACHING};;", "B-1", None),
    ],
)  # fmt: skip
def test_a_second_chance_that_runs_is_reviewed(
    office: Office, row: str, reference: str, expected: date | None
) -> None:
    """One and three months after its signature, then every three months; else as the file says."""
    assert bring(office, REVIEWED, row) == []
    assert date(2026, 11, 3) == TODAY
    assert next_on(office, reference) == expected


def decided(office: Office, day: date) -> None:
    """Anna keeps the lease and names the next review."""
    one = agreements(office, "HO-2")["T-1"]
    session = open_session(office.path, "anna")
    asked: dict[str, Any] = {"decision": DecisionKind.KEEP, "next_review_on": day}
    record(Decide(case=one.case, agreement=one.id, seen=one.version, **asked), session=session)
    session.close()


@pytest.mark.parametrize(
    ("again", "expected"),
    [("15-11-2026", date(2027, 2, 1)), ("", date(2027, 2, 1)), ("01-03-2027", date(2027, 3, 1))],
)
def test_a_later_review_that_a_caseworker_decided_on_stays(
    office: Office, again: str, expected: date
) -> None:
    """A file that still names the one before says nothing new; a later one is news."""
    bring(office, REVIEWED, f"{CHANCE};01-09-2026;15-11-2026")
    bring(office, *STAFF)
    decided(office, date(2027, 2, 1))
    assert bring(office, REVIEWED, f"{CHANCE.replace('C09', 'C09 C11')};01-09-2026;{again}") == []
    assert next_on(office) == expected


@pytest.mark.parametrize(("again", "expected"), [("01-11-2026", date(2026, 11, 1)), ("", None)])
def test_one_that_a_file_named_before_is_taken_from_the_next(
    office: Office, again: str, expected: date | None
) -> None:
    """Nothing vanishes because a file lacks it."""
    bring(office, REVIEWED, f"{CHANCE};01-09-2026;15-12-2026")
    assert bring(office, REVIEWED, f"{CHANCE.replace('C09', 'C09 C11')};01-09-2026;{again}") == []
    assert next_on(office) == (expected or date(2026, 12, 15))
