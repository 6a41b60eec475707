"""An arrangement that comes in about the rent since a freeze is as one made here (R39, R60-R63).

The scheme since 15 September, and an arrangement of the rent of October from 10 October on.
"""

from datetime import date

import pytest

from caseconsole.domain.kinds import covers_from
from tests.intake.agreed import HEADER, PARTY, agreements, bring
from tests.intake.offices import Office

SETTLED = date(2026, 9, 15)
SCHEME = "S-1;HO-1;schuldhulpverlening;{};{};01-09-2026;;Bank;;;;;;;;;"
WSNP = SCHEME.format("wettelijke schuldsanering (WSNP)", "15-09-2026")
MADE = "R-1;HO-1;betalingsregeling;getroffen;;{};;;306,20;elke maand;2;15-10-2026;;;;;612,40"
OCTOBER = MADE.format("10-10-2026")


def since(office: Office, lease: str = "HO-1") -> date:
    """From when the debt of the arrangement is."""
    made = agreements(office, lease)["R-1"]
    return covers_from(made, made.covers[0])


@pytest.mark.parametrize("rows", [(WSNP, OCTOBER), (OCTOBER, WSNP)])
@pytest.mark.parametrize("apart", [False, True])
def test_it_is_about_the_rent_since_the_freeze(
    office: Office, rows: tuple[str, ...], apart: bool
) -> None:
    """However the rows of a file stand; what is known of the freeze only later changes nothing."""
    for part in [[row] for row in rows] if apart else [rows]:
        assert bring(office, HEADER, *part) == []
    assert since(office) == (date.min if apart and rows[0] == OCTOBER else SETTLED)
    assert bring(office, HEADER, OCTOBER.replace("612,40", "")) == []
    assert since(office) == (date.min if apart and rows[0] == OCTOBER else SETTLED)


@pytest.mark.parametrize(
    ("scheme", "start"),
    [
        (SCHEME.format("intake", "01-09-2026"), "10-10-2026"),
        (SCHEME.format("wettelijke schuldsanering (WSNP)", "12-10-2026"), "10-10-2026"),
        (WSNP, "14-09-2026"),
        (WSNP, "30-09-2026"),
        (WSNP, "01-10-2026"),
    ],
)
def test_one_changed_fact_leaves_nothing_out(office: Office, scheme: str, start: str) -> None:
    """Nothing frozen by then, or no rent since: it is about the frozen debt and rests with it."""
    assert bring(office, HEADER, scheme, MADE.format(start)) == []
    assert since(office) == date.min


@pytest.mark.parametrize(
    ("over", "on", "held"),
    [
        ("gestopt: voldoet niet", "10-10-2026", False),
        ("gestopt: voldoet niet", "11-10-2026", True),
        ("finale kwijting", "10-10-2026", True),
    ],
)
def test_a_freeze_counts_through_the_day_before_its_end_and_a_discharge_from_its_day(
    office: Office, over: str, on: str, held: bool
) -> None:
    """What was remitted stays so (R63)."""
    assert bring(office, HEADER, WSNP) == []
    assert bring(office, HEADER, SCHEME.format(over, on), OCTOBER) == []
    assert since(office) == (SETTLED if held else date.min)


def test_the_scheme_in_another_file_counts_as_well(office: Office) -> None:
    """It is about all debts of who rents both (R61)."""
    assert bring(office, PARTY, "HO-2;H-1;huurder;01-02-2020") == []
    assert bring(office, HEADER, OCTOBER.replace("HO-1", "HO-2"), WSNP) == []
    assert since(office, "HO-2") == SETTLED
