"""Money that comes in some days before the next rent keeps no arrangement (6:43 BW, R36, R39).

The rents of 1 October and of 1 November are open. Today they are arranged in two instalments, of
20 November and of 20 December. The first is paid on its day, and that much again on 27 November.
The rent of December is booked on its day, or never.
"""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import ObligationState
from caseconsole.domain.obligations import obligations
from tests.casework.agreed import LEASE, arrangement, file_of, instalment, newest, signed_chance
from tests.casework.agreed import rent as monthly_rent
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_paid_together import (
    GARAGE,
    HOME,
    RENTS,
    arrange,
    case_of,
    come,
    due,
    paid,
)

FIRST, PAID_ON, RENT_ON = date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 1)
AFTER = date(2026, 12, 2)
MONTHLY = "FREQ=MONTHLY;COUNT=2"


def arranged(here: Session, rule: str = MONTHLY) -> None:
    """Both rents are arranged, and the first instalment was paid."""
    plan = instalment(rule=rule, first_on=FIRST, cents=RENT)
    record(arrangement(here, conditions=(plan,), why="Graag."), session=here)
    pay(here, LEASE, RENT, FIRST.isoformat())


def on(store: Path, day: date, through: date | None = None) -> list[str]:
    """The states of the arrangement once a day was run, by a ledger through that day or another."""
    with closing(session(store, today=day)) as here:
        known = (through or day).isoformat()
        here.conn.execute("UPDATE ledger_file SET complete_through = ?", (known,))
        run_day(here)
        return [change.state for change in newest(here).states]


KEPT, RUNS = ["agreed", "kept"], ["agreed"]
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "some days before the rent": ({}, RUNS),
    "on the day of the rent": ({"day": RENT_ON, "paid_on": RENT_ON}, RUNS),
    "eleven days before": ({"paid_on": FIRST}, KEPT),
    "the rent was booked long before": ({"booked": (RENT,)}, RUNS),
    "so it was, and enough is in for it": ({"booked": (RENT,), "cents": 2 * RENT}, KEPT),
    "so it was in two halves": ({"booked": (RENT // 2,) * 2, "cents": 2 * RENT}, KEPT),
    "service costs alone were, and are paid": ({"booked": (4200,), "cents": RENT + 4200}, RUNS),
    "enough for the rent, too": ({"cents": 2 * RENT}, KEPT),
    "the day of the rent is past": ({"day": AFTER}, KEPT),
    "past, but not in the ledger": ({"day": AFTER, "through": RENT_ON.replace(month=11)}, RUNS),
    "an instalment due before the rent": ({"rule": "FREQ=WEEKLY;COUNT=2"}, KEPT),
    "another day of the month": ({"lease": "due_day = 15"}, KEPT),
    "the lease ends before that": ({"lease": "end_on = '2026-11-30'"}, KEPT),
    "the lease ends on that day": ({"lease": "end_on = '2026-12-01'"}, RUNS),
    "no rent is known": ({"lease": "rent"}, KEPT),
}


@pytest.mark.parametrize(("how", "states"), CASES.values(), ids=CASES)
def test_an_arrangement_is_not_kept_by_what_the_next_rent_is_paid_with(
    anna: Session, store: Path, how: dict[str, Any], states: list[str]
) -> None:
    """Whether that rent is booked yet makes no difference."""
    asked = {"day": PAID_ON, "paid_on": PAID_ON, "cents": RENT, "through": None, **how}
    arranged(anna, how.get("rule", MONTHLY))
    if set_ := how.get("lease"):
        changed = "UPDATE rent SET cents = 0" if set_ == "rent" else f"UPDATE lease SET {set_}"
        anna.conn.execute(changed)
    for cents in how.get("booked", ()):
        book(anna, LEASE, "charge", cents, RENT_ON.isoformat())
    with closing(session(store, today=asked["day"])) as here:
        here.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-26'")
        pay(here, LEASE, asked["cents"], asked["paid_on"].isoformat())
    assert on(store, asked["day"], asked["through"]) == states


def test_meanwhile_the_arrangement_tells_what_is_open_after_the_next_rent(
    anna: Session, store: Path
) -> None:
    arranged(anna)
    made = newest(anna).id
    for day in (PAID_ON, AFTER):
        with closing(session(store, today=day)) as here:
            if day == PAID_ON:
                pay(here, LEASE, RENT, day.isoformat())
            else:
                book(here, LEASE, "charge", RENT, RENT_ON.isoformat())
            known = file_of(here, today=day).paid
            assert (known.open[made], known.covered[made]) == (RENT, ((FIRST, RENT),))
            assert known.waits == ((made,) if day == PAID_ON else ())
        assert on(store, day) == RUNS


def test_where_no_rent_was_booked_the_day_after_finds_it_kept_without_any_import_of_its_lease(
    anna: Session, store: Path
) -> None:
    arranged(anna)
    with closing(session(store, today=PAID_ON)) as here:
        pay(here, LEASE, RENT, PAID_ON.isoformat())
    assert [on(store, PAID_ON.replace(day=day)) for day in (27, 30)] == [RUNS, RUNS]
    assert on(store, RENT_ON) == RUNS
    assert on(store, AFTER) == KEPT


@pytest.mark.parametrize(
    ("rents", "due_day", "over"), [((), 1, ""), (RENTS, 1, ""), ((), 15, "arrangement_over")]
)
def test_what_is_in_for_several_leases_is_not_all_in_by_money_of_the_next_rent(
    anna: Session,
    store: Path,
    rents: tuple[tuple[int, str, int, str], ...],
    due_day: int,
    over: str,
) -> None:
    """It is asked to be booked over once no rent of either lease is to be paid with it first."""
    arrange(anna)
    with closing(session(store, "anna", PAID_ON)) as later:
        later.conn.execute("UPDATE lease SET due_day = ?", (due_day,))
        come(later, [*rents, paid(HOME, 2 * RENT, "2026-11-23")])
        assert (due(later, HOME), due(later, GARAGE)) == (over, "")


@pytest.mark.parametrize("rents", [(), RENTS])
@pytest.mark.parametrize("holder", [HOME, GARAGE])
def test_an_arranged_rent_stays_open_before_the_next_one_in_whatever_file_that_is_arranged(
    anna: Session, store: Path, holder: int, rents: tuple[tuple[int, str, int, str], ...]
) -> None:
    """That rent breaches the second chance of the home before it is paid with the instalments."""
    case = case_of(anna, HOME)
    chance = signed_chance(anna, case, conditions=(monthly_rent(),))
    plan = instalment(rule=MONTHLY, first_on=date(2026, 11, 12), cents=RENT)
    covers = (holder, HOME + GARAGE - holder)
    record(
        arrangement(anna, case_of(anna, holder), covers=covers, conditions=(plan,)), session=anna
    )
    with closing(session(store, "anna", PAID_ON)) as later:
        come(later, [*rents, paid(GARAGE, RENT, "2026-11-12"), paid(HOME, RENT, "2026-11-26")])
        file = file_of(later, case, PAID_ON)
        (first, *_) = obligations(
            chance, PAID_ON, PAID_ON, paid=file.paid, agreements=file.agreements
        )
        assert [rent.open for rent in file.paid.rents] == [RENT]
        assert first.state is ObligationState.MISSED
        assert "breach_rung" in due(later, HOME)
