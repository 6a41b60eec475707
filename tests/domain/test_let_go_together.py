"""What pays an arrangement over a home and a garage pays no rent that people let go (R36).

Of both the rent of October is arranged in instalments of 100 euro from 28 October; the first is
paid in time and on 27 November all the rest, 480 euro.
"""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import JudgedAs
from tests.domain.agreements import instalments, judgement
from tests.domain.test_together import (
    EACH,
    GARAGE,
    GARAGE_RENT,
    HOME,
    HOME_RENT,
    MADE,
    MET,
    MORE_RENTS,
    asked,
    known,
    pays,
)

RENT = instalments(2, clause="C01", rule="FREQ=MONTHLY", first_on=date(2026, 11, 1), cents=None)
LET_GO_ON, LOOK = date(2026, 10, 20), date(2027, 3, 1)
REST = HOME_RENT + GARAGE_RENT - EACH
LATER_RENTS = {
    HOME: [pays(52, 30, HOME_RENT, 11, named="2026-12")],
    GARAGE: [pays(70 + n, 30, GARAGE_RENT, n - 1, named=f"2026-{n}") for n in (11, 12)],
}
NAMED = [pays(51, 30, HOME_RENT, named="2026-11")]


@pytest.mark.parametrize("account", [HOME, GARAGE])
@pytest.mark.parametrize("verdict", [JudgedAs.WAIVED, JudgedAs.EXCUSED, None])
@pytest.mark.parametrize("too_much", [0, 3000])
def test_what_pays_an_arrangement_pays_no_rent_that_was_let_go(
    account: int, verdict: JudgedAs | None, too_much: int
) -> None:
    """Only what nothing else asks for does, and then on its own account."""
    said = [judgement(1, date(2026, 11, 1), verdict, condition=2, on=LET_GO_ON)] if verdict else []
    plan = instalments(
        cents=EACH, last_cents=8000, rule="FREQ=MONTHLY;COUNT=6", first_on=date(2026, 10, 28)
    )
    made = replace(MADE, conditions=(plan, RENT), judgements=tuple(said))
    lines = {one: [*MORE_RENTS[one], *LATER_RENTS[one]] for one in (HOME, GARAGE)}
    lines[HOME] += [] if verdict else NAMED
    lines[account] += [pays(21, 27, EACH), pays(24, 27, REST + too_much, 11)]
    assert {duty.state for duty in asked(lines, LOOK, made) if duty.on <= LOOK} == {MET}
    paid = known(lines, LOOK, made=made)
    assert paid.open[1] == paid.in_hand[1]
    (november,) = (rent for rent in paid.rents if rent.due_on == date(2026, 11, 1))
    let_go = HOME_RENT - (too_much if account == HOME else 0)
    assert november.open == (let_go if verdict else 0)
