"""An arrangement that comes in about the rent since a freeze is as one made here (R39, R60-R63).

The scheme since 15 September, and an arrangement of the rent of October from 10 October on.
"""

from datetime import date

import pytest

from caseconsole.domain.kinds import covers_from
from caseconsole.intake import run
from caseconsole.store.staging import Written
from tests.intake.agreed import HEADER, PARTY, REASON, agreements, bring
from tests.intake.offices import Office

SETTLED = date(2026, 9, 15)
SCHEME = "S-1;HO-1;schuldhulpverlening;{};{};01-09-2026;;Bank;;;;;;;;;"
WSNP = SCHEME.format("wettelijke schuldsanering (WSNP)", "15-09-2026")
MADE = "R-1;HO-1;betalingsregeling;getroffen;;{};;;306,20;elke maand;2;15-10-2026;;;;;612,40"
RENT = "contractnummer;vanaf;bedrag"
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
    ended = f"{SCHEME.format(over, on)};Vonnis van {on}"
    assert bring(office, REASON, ended, f"{OCTOBER};") == []
    assert since(office) == (SETTLED if held else date.min)


def test_the_scheme_in_another_file_counts_as_well(office: Office) -> None:
    """It is about all debts of who rents both (R61)."""
    assert bring(office, PARTY, "HO-2;H-1;huurder;01-02-2020") == []
    assert bring(office, HEADER, OCTOBER.replace("HO-1", "HO-2"), WSNP) == []
    assert since(office, "HO-2") == SETTLED


@pytest.mark.parametrize("again", [OCTOBER, WSNP])
def test_an_import_that_was_cut_off_is_made_good_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    """Whatever that one brings."""

    def cut_off(*_: object) -> Written:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "leave_out", cut_off)
        with pytest.raises(KeyboardInterrupt):
            bring(office, HEADER, WSNP, OCTOBER)
    assert since(office) == date.min
    assert bring(office, HEADER, again) == []
    assert since(office) == SETTLED


def test_another_first_day_is_looked_at_anew(office: Office) -> None:
    """The rent of October was no part of what began before it."""
    assert bring(office, HEADER, WSNP, MADE.format("30-09-2026")) == []
    assert bring(office, HEADER, OCTOBER) == []
    assert since(office) == SETTLED
    assert bring(office, HEADER, MADE.format("30-09-2026")) == []
    assert since(office) == date.min


def test_a_lease_that_is_covered_as_well_later_is_looked_at_too(office: Office) -> None:
    """Its older debt is frozen as that of the first (R61)."""
    header = f"{HEADER};ook_voor"
    assert bring(office, PARTY, "HO-2;H-1;huurder;01-02-2020") == []
    assert bring(office, header, f"{WSNP};", f"{OCTOBER};") == []
    assert bring(office, header, f"{OCTOBER};HO-2") == []
    made = agreements(office, "HO-1")["R-1"]
    assert [covers_from(made, lease) for lease in made.covers] == [SETTLED, SETTLED]
    assert len(made.covers) == 2


@pytest.mark.parametrize(("rent", "held"), [("612,40", True), ("612,39", False), ("", True)])
def test_what_is_more_than_the_rent_since_is_about_the_frozen_debt(
    office: Office, rent: str, held: bool
) -> None:
    """It rests with it (R61); where the rent is not known, nothing shows that it is more."""
    if rent:
        assert bring(office, RENT, f"HO-1;01-01-2026;{rent}") == []
    assert bring(office, HEADER, WSNP, OCTOBER) == []
    assert since(office) == (SETTLED if held else date.min)
