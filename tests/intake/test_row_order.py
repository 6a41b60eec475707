"""In what order agreements stand in their files makes no difference to whether they have room."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

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
    assert ids(office.bring_all(_written(office, rows, apart=apart))) == []
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


UNSUMMED = f"{ARRANGEMENT.replace('R-1', 'R-2')}999,00;;"
THIRD = NEW.replace("R-2", "R-3")
UNKNOWN = OLD.replace("R-1;HO-1", "R-9;HO-77")


@pytest.mark.parametrize("rows", [*permutations([UNSUMMED, OVER, THIRD])])
@pytest.mark.parametrize("apart", [False, True])
def test_a_row_that_is_wrong_is_told_at_its_line_and_costs_no_other(
    office: Office, rows: tuple[str, ...], apart: bool
) -> None:
    """What it would have taken is for the next."""
    assert bring(office, COVERING, OLD) == []
    report = office.bring_all(_written(office, rows, apart=apart), keep_good=True)
    where = rows.index(UNSUMMED)
    told = [(f"{where if apart else 0}.csv", 2 if apart else where + 2, "import.instalments_debt")]
    assert [(one.file, one.line, one.message.id) for one in report.problems] == told
    assert _states(office) == {"R-1": "lapsed", "R-3": "agreed"}


APART = [NEW], [OVER], [OVER.replace("20-10", "21-10")]
REFUSED = {
    "a file that is refused": (([NEW], [OVER, UNKNOWN]), False),
    "rows that contradict each other": (APART, False),
    "such rows where the good ones are kept": (APART, True),
}


@pytest.mark.parametrize(("parts", "keep"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_row_that_does_not_come_in_itself_makes_no_room(
    office: Office, parts: tuple[list[str], ...], keep: bool, backwards: bool
) -> None:
    """One arrangement runs on a lease, and covers its debt."""
    assert bring(office, COVERING, OLD) == []
    order = parts[::-1] if backwards else parts
    paths = [
        office.write(f"{number}.csv", "\n".join((COVERING, *part)))
        for number, part in enumerate(order)
    ]
    report = office.bring_all(paths, keep_good=keep)
    taken = [one.file for one in report.problems if one.message.id == "import.agreement_stands"]
    assert taken == [f"{order.index([NEW])}.csv"]
    assert _states(office) == {"R-1": "agreed"}


def test_where_the_good_rows_are_kept_a_row_that_ends_the_other_makes_room(office: Office) -> None:
    """Also where its file has another that is wrong."""
    assert bring(office, COVERING, OLD) == []
    paths = [
        office.write("0.csv", f"{COVERING}\n{NEW}"),
        office.write("1.csv", f"{COVERING}\n{OVER}\n{UNKNOWN}"),
    ]
    assert ids(office.bring_all(paths, keep_good=True)) == [(3, "import.lease_unknown")]
    assert _states(office) == {"R-1": "lapsed", "R-2": "agreed"}


def test_of_what_falls_itself_the_place_is_for_the_next(office: Office) -> None:
    """It is refused for the debt of one lease, and so holds that of the other from nobody."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    assert bring(office, COVERING, OLD) == []
    both, own = BOTH, OWN.replace("R-2", "R-3")
    found = office.bring(f"{COVERING}\n{both}\n{own}", keep_good=True)
    assert ids(found) == [(2, "import.covered_twice")]
    assert _states(office) == {"R-1": "agreed", "R-3": "agreed"}


@pytest.mark.parametrize("backwards", [False, True])
def test_two_arrangements_can_take_over_what_the_other_lets_go(
    office: Office, backwards: bool
) -> None:
    """At once, as neither can be first."""
    bring(office, PARTY, "HO-1;H-2;medehuurder;01-02-2020")
    assert bring(office, COVERING, BOTH) == []
    ends, takes = OVER.replace("R-1;HO-1", "R-2;HO-2"), f"{OLD}HO-2"
    assert bring(office, COVERING, *((takes, ends) if backwards else (ends, takes))) == []
    assert len(agreements(office, "HO-1")["R-1"].covers) == 2
    assert verify(office.session.conn) == []


@pytest.mark.parametrize("rows", [*permutations([ANOTHER, STOPPED, CHANCE])])
@pytest.mark.parametrize("apart", [False, True])
def test_a_second_chance_rests_on_what_stands_wherever_that_is_said(
    office: Office, rows: tuple[str, ...], apart: bool
) -> None:
    """And not on what stops."""
    assert bring(office, COVERING, COACHED) == []
    rows = tuple(f"{row};;" if row is CHANCE else row for row in rows)
    assert ids(office.bring_all(_written(office, rows, apart=apart))) == []
    made = agreements(office, "HO-2")
    resting = {one.rests_on for one in made["T-1"].conditions} - {None}
    assert resting == {made["B-2"].id}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_second_chance_does_not_come_in_without_what_it_rests_on(
    office: Office, backwards: bool
) -> None:
    """What it would rest on has no room; with what stood before it does come in."""
    assert bring(office, COVERING, COACHED) == []
    rows = (ANOTHER, f"{CHANCE};;")[:: -1 if backwards else 1]
    found = office.bring("\n".join((COVERING, *rows)), keep_good=True)
    where = 3 if backwards else 2
    assert ids(found) == [(0, "import.rests_on_refused"), (where, "import.agreement_stands")]
    assert [*agreements(office, "HO-2")] == ["B-1"]
    assert bring(office, COVERING, f"{CHANCE};;") == []


def _written(office: Office, rows: Sequence[str], *, apart: bool) -> list[Path]:
    """The rows in one file, or each in its own."""
    parts = [[row] for row in rows] if apart else [rows]
    return [
        office.write(f"{number}.csv", "\n".join((COVERING, *part)))
        for number, part in enumerate(parts)
    ]


def _states(office: Office) -> dict[str, str]:
    """The newest state of each agreement."""
    return dict(
        office.rows(
            "SELECT a.reference, s.state FROM agreement a"
            " JOIN agreement_state s ON s.agreement = a.id ORDER BY s.id"
        )
    )
