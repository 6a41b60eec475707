"""How long the statutory debt scheme and a settlement of a file last (R61, R63)."""

from datetime import date

import pytest

from caseconsole.store.verify import verify
from tests.intake.agreed import CONDITIONS, SHORT, agreements, bring
from tests.intake.offices import Office

SCHEME = "D-1;HO-1;schuldhulpverlening;wettelijke schuldsanering (WSNP)"
SETTLED = "D-1;HO-1;schuldhulpverlening;schuldbemiddeling"


@pytest.mark.parametrize(("stands", "clause"), [(SCHEME, "statutory_end"), (SETTLED, "discharge")])
@pytest.mark.parametrize(
    ("since", "began", "ends_on"),
    [
        ("01-09-2025", "15-08-2023", date(2027, 3, 1)),
        ("01-09-2025", "15-03-2023", date(2027, 3, 1)),
        ("01-09-2025", "01-09-2025", date(2027, 3, 1)),
        ("30-06-2023", "15-03-2023", date(2026, 6, 30)),
        ("01-07-2023", "15-03-2023", date(2025, 1, 1)),
    ],
)
def test_it_lasts_as_long_as_was_the_rule_when_it_began(
    office: Office, stands: str, clause: str, since: str, began: str, ends_on: date
) -> None:
    """Whenever the counselling began."""
    assert bring(office, SHORT, f"{stands};{since};{began}") == []
    asked = agreements(office, "HO-1")["D-1"].conditions
    assert [one.first_on for one in asked if one.clause == clause] == [ends_on]


WITH_END = f"{SHORT};einddatum"
NO_DEBTS = "D-1;1;geen nieuwe schulden;Geen nieuwe schulden;01-12-2026;;elke maand;;"


@pytest.mark.parametrize(
    ("stands", "clause", "due_on"),
    [
        (SCHEME, "statutory_end", date(2028, 4, 1)),
        (SETTLED, "discharge", date(2028, 4, 1)),
        (SCHEME.replace("wettelijke schuldsanering (WSNP)", "schuldregeling"), "answer",
         date(2026, 10, 22)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "15-10-2026", "01-12-2026", "01-06-2028"])
@pytest.mark.parametrize("written", [False, True])
def test_the_term_of_a_state_lasts_as_long_whenever_the_counselling_was_meant_to_end(
    office: Office, stands: str, clause: str, due_on: date, end: str, *, written: bool
) -> None:
    """Drafted or beside conditions of a file; also once the end is another, or none."""
    rows = [office.write("a.csv", f"{WITH_END}\n{stands};01-10-2026;01-06-2026;{end}")]
    if written:
        rows.append(office.write("b.csv", f"{CONDITIONS}\n{NO_DEBTS}"))
    assert office.bring_all(rows).problems == []
    for later in (end, "01-09-2028", ""):
        assert bring(office, WITH_END, f"{stands};01-10-2026;01-06-2026;{later}") == []
        asked = agreements(office, "HO-1")["D-1"].conditions
        assert [one.first_on for one in asked if one.clause == clause] == [due_on]
    assert verify(office.session.conn) == []
