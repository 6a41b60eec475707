"""What is asked beside and of an arrangement while a settlement is attempted (R36, R63)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseconsole.domain.agreement import RentMonth
from tests.process.agreements import agreement
from tests.process.files import RENT, due, dues, not_due, nov, spoken
from tests.process.test_frozen_steps import (
    ARRANGED,
    FROZEN,
    LAPSING,
    LATE,
    MORE,
    NEW,
    OLD,
    frozen,
    owing,
)

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


@pytest.mark.parametrize(
    ("days", "helped", "held"),
    [(1, "intake", True), (1, "withdrawn", False), (0, "intake", False), (-1, "intake", False)],
)
def test_while_a_settlement_is_attempted_nobody_calls_about_instalments_of_before(
    days: int, helped: str, held: bool
) -> None:
    """Collection pauses; an arrangement that was made since then is kept to."""
    begun = ARRANGED.start_on + timedelta(days=days)
    one = owing(LAPSING, agreement("debt_counselling", id=9, state=helped, start_on=begun))
    called = replace(one, contacts=(spoken(LATE),))
    assert ("instalment_late" not in dues(one, LATE)) is held
    assert ("arrangement_lapse" not in dues(called, LATE)) is held
    if held:
        told = not_due("instalment_late", one, LATE).missing
        assert (told.id, told.values["since_on"]) == ("arrangement.helped", begun.isoformat())


def test_an_attempt_for_the_debt_of_one_lease_leaves_those_of_another_asked_for() -> None:
    """As where only the debt of one is frozen."""
    both = replace(ARRANGED, covers=(7, 8))
    begun = ARRANGED.start_on + timedelta(days=1)
    attempt = agreement("debt_counselling", id=9, state="intake", start_on=begun)
    assert due("instalment_late", owing(both, attempt), LATE)
    all_of_it = replace(attempt, covers=(7, 8))
    assert (
        not_due("instalment_late", owing(both, all_of_it), LATE).missing.id == "arrangement.helped"
    )
