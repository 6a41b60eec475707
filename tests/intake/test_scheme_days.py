"""How long the statutory debt scheme and a settlement of a file last (R61, R63)."""

from datetime import date

import pytest

from tests.intake.agreed import SHORT, agreements, bring
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
