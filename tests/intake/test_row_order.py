"""In what order agreements stand in their files makes no difference to whether they have room."""

from itertools import permutations

import pytest

from caseconsole.store.verify import verify
from tests.intake.agreed import ARRANGEMENT, CHANCE, COACHING, HEADER, PARTY, agreements, bring
from tests.intake.offices import Office, ids

COVERING = f"{HEADER};reden;ook_voor"
OLD = f"{ARRANGEMENT};Niet betaald;"
OVER = OLD.replace("getroffen;", "vervallen;20-10-2026")
NEW = OLD.replace("R-1", "R-2")
COACHED = f"{COACHING};;"
STOPPED = COACHED.replace("geaccepteerd;", "gestopt;20-10-2026")
ANOTHER = COACHED.replace("B-1", "B-2")
BOTH = f"{ARRANGEMENT.replace('R-1;HO-1', 'R-2;HO-2')};;HO-1"
OWN = BOTH.removesuffix("HO-1")
CASES = {
    "an arrangement that ended": ([OLD], [OVER, NEW]),
    "coaching that stopped": ([COACHED], [STOPPED, ANOTHER]),
    "a debt that was let go": ([BOTH], [OWN, OLD]),
    "one after another": (
        [OLD], [OVER, NEW.replace("getroffen;", "vervallen;21-10-2026"), NEW.replace("R-2", "R-3")],
    ),
}  # fmt: skip
ORDERS = [
    (before, [*order], apart)
    for before, rows in CASES.values()
    for order in permutations(rows)
    for apart in (False, True)
]


@pytest.mark.parametrize(("before", "rows", "apart"), ORDERS)
def test_what_another_row_ends_makes_room_wherever_it_stands(
    office: Office, before: list[str], rows: list[str], apart: bool
) -> None:
    """Also where that is in another file of the same import."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    assert bring(office, COVERING, *before) == []
    parts = [[row] for row in rows] if apart else [rows]
    paths = [
        office.write(f"{number}.csv", "\n".join((COVERING, *part)))
        for number, part in enumerate(parts)
    ]
    assert ids(office.bring_all(paths)) == []
    known = {row[0] for row in office.rows("SELECT reference FROM agreement")}
    assert known == {row.split(";")[0] for row in (*before, *rows)}
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_row_that_ends_the_other_and_is_wrong_makes_no_room(office: Office, first: bool) -> None:
    """Each has its own sentence."""
    assert bring(office, COVERING, OLD) == []
    wrong = OVER.replace("20-10-2026", "ooit")
    found = bring(office, COVERING, *((wrong, NEW) if first else (NEW, wrong)))
    faults = ["import.day", "import.agreement_stands"]
    assert found == [*enumerate(faults if first else faults[::-1], 2)]


def test_of_two_that_take_the_same_place_the_first_has_it(office: Office) -> None:
    """Whatever made room for them."""
    assert bring(office, COVERING, OLD) == []
    third = NEW.replace("R-2", "R-3")
    assert bring(office, COVERING, NEW, third, OVER) == [(3, "import.agreement_stands")]


def test_a_second_chance_rests_on_what_stands_above_it_once_that_has_room(office: Office) -> None:
    """And not on what stopped."""
    assert bring(office, COVERING, COACHED) == []
    assert bring(office, COVERING, ANOTHER, STOPPED, f"{CHANCE};;") == []
    made = agreements(office, "HO-2")
    resting = {one.rests_on for one in made["T-1"].conditions} - {None}
    assert resting == {made["B-2"].id}
