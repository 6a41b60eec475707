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
    assert states(RENT_ASKED, "2026-07-02", Paid(rents=(month,)))[0] is state


RENT_ASKED = arrangement(
    instalments(clause="running_rent", rule="FREQ=MONTHLY", cents=0),
    terms={"min_case_cents": 500},
)


@pytest.mark.parametrize(
    ("payments", "state", "met_on"),
    [
        ([("2026-07-01", 60000)], S.MET, "2026-07-01"),
        ([("2026-07-01", 59501)], S.MET, "2026-07-01"),
        ([("2026-07-01", 59501), ("2026-07-18", 499)], S.MET, "2026-07-01"),
        ([("2026-06-20", 30000), ("2026-07-01", 29501), ("2026-07-18", 499)], S.MET, "2026-07-01"),
        ([("2026-07-01", 59500), ("2026-07-18", 500)], S.LATE, "2026-07-18"),
        ([("2026-07-01", 59500), ("2026-07-18", 1)], S.LATE, "2026-07-18"),
        ([("2026-07-01", 59500)], S.PARTLY, None),
    ],
)
def test_a_rent_is_met_on_the_day_on_which_enough_of_it_was_paid(
    payments: list[tuple[str, int]], state: ObligationState, met_on: str | None
) -> None:
    """R08: a trifle that comes in after all does not make it late."""
    known = tuple((date.fromisoformat(day), cents) for day, cents in payments)
    unpaid = 60000 - sum(cents for _, cents in known)
    month = RentMonth(START, 60000, unpaid, None if unpaid else known[-1][0], known)
    day = date(2026, 7, 20)
    found = obligations(RENT_ASKED, day, day, paid=Paid(rents=(month,)))[0]
    assert found.state is state
    assert found.met_on == (date.fromisoformat(met_on) if met_on else None)


@pytest.mark.parametrize(
    ("payments", "undone"),
    [
        ([("2026-07-01", 100_00), ("2026-07-20", -100_00)], ["2026-07-20", None]),
        ([("2026-07-01", 95_01), ("2026-07-20", -1)], ["2026-07-20", None]),
        ([("2026-07-01", 100_00), ("2026-07-20", -4_99)], [None, None]),
        ([("2026-07-01", 60_00), ("2026-07-20", -60_00)], [None, None]),
        ([("2026-07-01", 200_00), ("2026-08-04", -100_00)], [None, "2026-08-04"]),
        ([("2026-07-01", 100_00), ("2026-07-20", -100_00), ("2026-07-24", 100_00)], [None, None]),
        ([("2026-07-01", 100_00), ("2026-08-06", -100_00)], [None, None]),
    ],
    ids=[
        "back", "enough lacks since", "a trifle came back", "never enough", "the second",
        "paid again", "tomorrow",
    ],
)  # fmt: skip
def test_an_instalment_tells_the_day_on_which_enough_of_it_came_back(
    payments: list[tuple[str, int]], undone: list[str | None]
) -> None:
    """It was met until then, and is missed anew."""
    made = replace(PLAN, terms={"min_case_cents": 500})
    today = date(2026, 8, 5)
    found = obligations(made, today, today, paid=covered(*payments))
    assert [one.undone_on and one.undone_on.isoformat() for one in found] == undone
