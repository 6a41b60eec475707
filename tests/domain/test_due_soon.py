"""Under an arrangement what falls due in some days is paid before the oldest debt (6:43 BW).

The rent of October is arranged, in instalments of 200 euro from 20 November. That of December is
booked, and who pays names nothing.
"""

from datetime import date, timedelta

import pytest

from caseconsole.domain.agreement import JudgedAs, Suspension, SuspensionKind
from caseconsole.domain.allocation import allocate
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.paid import windows
from caseconsole.domain.window import Window
from tests.domain.agreements import arrangement, instalments, judgement
from tests.domain.ledgers import RENT, charge, cost, payment, returned

START, EACH = date(2026, 10, 15), 20000
FIRST = date(2026, 11, 20)
PLAN = instalments(first_on=FIRST, cents=EACH)
ARRANGED = windows([arrangement(PLAN, start_on=START)], 7)
LATER = windows([arrangement(instalments(first_on=FIRST + timedelta(8), cents=EACH))], 7)
FROZEN = (Window(START, None, settles=True),)
OVER = tuple(one._replace(end=date(2026, 11, 26)) for one in ARRANGED)
OLD, NEXT = charge(1, 10), charge(2, 12)
FIRST_PAID = payment(3, "2026-11-20", EACH)


def left(held: tuple[Window, ...], *paid: LedgerEntry) -> tuple[int, int]:
    """What is open of October and of December in the end."""
    found = allocate([OLD, NEXT, *paid], date(2026, 12, 3), held)
    cents = {item.entry.id: item.cents for item in found.open}
    return cents.get(1, 0), cents.get(2, 0)


RENT_PAID = payment(4, "2026-11-27")
CASES = {
    "an instalment paid, then the rent": (ARRANGED, (FIRST_PAID, RENT_PAID), (RENT - EACH, 0)),
    "no arrangement": ((), (FIRST_PAID, RENT_PAID), (0, RENT - EACH)),
    "an arrangement that was over": (OVER, (FIRST_PAID, RENT_PAID), (0, RENT - EACH)),
    "the instalment is due still": (ARRANGED, (RENT_PAID,), (RENT - EACH, EACH)),
    "no instalment, as the debt is frozen": (FROZEN, (RENT_PAID,), (RENT, 0)),
    "frozen since it was arranged": ((*ARRANGED, *FROZEN), (RENT_PAID,), (RENT, 0)),
    "the instalment came back": (
        ARRANGED, (FIRST_PAID, returned(5, "2026-11-24", EACH, reverses=3), RENT_PAID),
        (RENT - EACH, EACH),
    ),
    "the rent ten days before": (
        ARRANGED, (FIRST_PAID, payment(4, "2026-11-21")), (RENT - EACH, 0),
    ),
    "the rent eleven days before": (
        ARRANGED, (FIRST_PAID, payment(4, "2026-11-20")), (0, RENT - EACH),
    ),
    "more than both": (ARRANGED, (payment(4, "2026-11-27", RENT + EACH + 100),), (
        RENT - EACH - 100, 0,
    )),
    "an instalment that comes before the rent": (LATER, (payment(4, "2026-11-27", EACH),), (
        RENT - EACH, RENT,
    )),
    "named as the old rent": (
        ARRANGED, (FIRST_PAID, payment(4, "2026-11-27", designation="2026-10")), (0, RENT - EACH),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("held", "paid", "open_"), CASES.values(), ids=CASES)
def test_rent_paid_some_days_ahead_is_paid_after_the_instalment_that_is_due(
    held: tuple[Window, ...], paid: tuple[LedgerEntry, ...], open_: tuple[int, int]
) -> None:
    assert left(held, *paid) == open_


def test_a_cost_that_falls_due_soon_is_paid_after_the_oldest_debt() -> None:
    entries = [OLD, cost(2, "2026-11-30", 1000), payment(4, "2026-11-27", RENT)]
    found = allocate(entries, date(2026, 12, 3), FROZEN)
    assert [item.entry.id for item in found.open] == [2]


MOVED = judgement(1, FIRST, JudgedAs.MOVED, date(2026, 12, 10))
WAIVED = judgement(1, FIRST, JudgedAs.WAIVED)
STILL = Suspension(1, date(2026, 11, 10), date(2026, 12, 9), SuspensionKind.HOSPITAL, "", "", 1)


@pytest.mark.parametrize(
    ("more", "ahead"),
    [
        ({}, False),
        ({"judgements": (MOVED,)}, True),
        ({"judgements": (WAIVED,)}, True),
        ({"suspensions": (STILL,)}, True),
        ({"covers": (7, 8)}, False),
        ({"covers": (8, 7)}, False),
    ],
)
def test_an_instalment_that_is_not_asked_yet_takes_nothing_of_the_rent_ahead(
    more: dict[str, object], *, ahead: bool
) -> None:
    """Moved, let go, or put off by what stands still; of several leases it is asked as of one."""
    held = windows([arrangement(PLAN, start_on=START, **more)], 7)
    assert left(held, RENT_PAID) == ((RENT, 0) if ahead else (RENT - EACH, EACH))
