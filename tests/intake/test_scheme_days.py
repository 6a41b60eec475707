"""How long the statutory debt scheme of a file lasts (R61)."""

from datetime import date

import pytest

from tests.intake.agreed import SHORT, agreements, bring
from tests.intake.offices import Office

SCHEME = "D-1;HO-1;schuldhulpverlening;wettelijke schuldsanering (WSNP)"


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
def test_it_lasts_as_long_as_the_law_of_its_admission_has_it(
    office: Office, since: str, began: str, ends_on: date
) -> None:
    """Whenever the counselling began."""
    assert bring(office, SHORT, f"{SCHEME};{since};{began}") == []
    asked = agreements(office, "HO-1")["D-1"].conditions
    assert [one.first_on for one in asked if one.clause == "statutory_end"] == [ends_on]
