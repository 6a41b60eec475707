"""Running rent beside an arrangement while a settlement of the debt is attempted (R36, R63)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import RentMonth
from tests.process.files import RENT, dues, nov
from tests.process.test_frozen_steps import ARRANGED, FROZEN, MORE, NEW, OLD, frozen, owing

HELPED = frozen("moratorium", suspensions=(), covers=(7,))
"""Counselling that still attempts a settlement."""
DECEMBER = RentMonth(nov(31), RENT, RENT, None)


@pytest.mark.parametrize("returned", [False, True])
@pytest.mark.parametrize(
    ("begun", "rents", "called"),
    [
        (None, (OLD, NEW), True),
        (FROZEN, (OLD, NEW), True),
        (nov(4), (OLD, NEW), False),
        (nov(4), (OLD, NEW, DECEMBER), True),
        (nov(40), (OLD, NEW), True),
    ],
)
def test_running_rent_from_before_a_settlement_is_attempted_waits(
    begun: date | None, rents: tuple[RentMonth, ...], called: bool, returned: bool
) -> None:
    """R63: beside an arrangement, too; also a debit of it that came back meanwhile."""
    made = replace(ARRANGED, made_on=FROZEN, start_on=FROZEN, conditions=())
    helped = (replace(HELPED, start_on=begun, made_on=begun),) if begun else ()
    owed = replace(MORE, missed_on=rents[-1].due_on)
    if returned:
        rents = (*rents[:-1], replace(rents[-1], back_on=nov(32), back=RENT))
        owed = replace(owed, returned_on=nov(32))
    one = owing(made, *helped, rents=rents, standing=owed)
    assert ("running_rent_late" in dues(one, nov(34))) is called
    assert "first_call" not in dues(one, nov(34)) or called
