"""Of what the ledger judges a trifle may lack (R08)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, ObligationState, Paid, RentMonth
from caseconsole.domain.obligations import obligations
from tests.domain.agreements import START, arrangement, instalments

S = ObligationState
PLAN = arrangement(instalments())
"""100 euro on 1 July, 1 August (a Saturday) and 1 September."""


def states(made: Agreement, today: str, paid: Paid) -> list[ObligationState]:
    day = date.fromisoformat(today)
    return [one.state for one in obligations(made, day, date(2026, 10, 1), paid=paid)]


def covered(*payments: tuple[str, int]) -> Paid:
    return Paid(covered={1: tuple((date.fromisoformat(day), cents) for day, cents in payments)})


@pytest.mark.parametrize(
    ("least", "payments", "expected"),
    [
        (500, [("2026-07-01", 9501)], [S.MET, S.AHEAD]),
        (500, [("2026-07-01", 9500)], [S.PARTLY, S.AHEAD]),
        (500, [("2026-07-02", 9501)], [S.LATE, S.AHEAD]),
        (500, [("2026-07-01", 9501), ("2026-07-30", 1)], [S.MET, S.AHEAD]),
        (500, [("2026-07-01", 9501), ("2026-08-01", 9502)], [S.MET, S.PARTLY]),
        (500, [("2026-07-01", 9999), ("2026-08-01", 9999)], [S.MET, S.MET]),
        (500, [], [S.MISSED, S.AHEAD]),
        (20000, [], [S.MISSED, S.AHEAD]),
        (0, [("2026-07-01", 9999)], [S.PARTLY, S.AHEAD]),
        (1, [("2026-07-01", 9999)], [S.PARTLY, S.AHEAD]),
    ],
)
def test_of_what_was_paid_a_trifle_may_lack(
    least: int, payments: list[tuple[str, int]], expected: list[ObligationState]
) -> None:
    """R08: what is worth no call is no miss; it adds up, and nothing at all is not enough."""
    made = replace(PLAN, terms={"min_case_cents": least})
    today = "2026-08-04" if payments[1:] and payments[1][1] > 1 else "2026-07-31"
    assert states(made, today, covered(*payments))[:2] == expected


@pytest.mark.parametrize(
    ("open_cents", "state"), [(499, S.MET), (500, S.PARTLY), (60000, S.MISSED)]
)
def test_of_a_rent_a_trifle_may_lack(open_cents: int, state: ObligationState) -> None:
    """R08, as of an instalment."""
    month = RentMonth(START, 60000, open_cents, None)
    rent = instalments(clause="running_rent", rule="FREQ=MONTHLY", cents=0)
    made = arrangement(rent, terms={"min_case_cents": 500})
    assert states(made, "2026-07-02", Paid(rents=(month,)))[0] is state
