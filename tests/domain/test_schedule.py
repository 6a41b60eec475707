from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.message import Refused
from caseconsole.domain.recurrence import LAST_DAY, days
from caseconsole.domain.schedule import (
    Cadence,
    MonthBeside,
    Schedule,
    affordability,
    after_pay_day,
    beside_rent,
    forecast,
    schedule,
    usual_pay_day,
)
from tests.domain.ledgers import RENT, TODAY

FIRST = date(2026, 11, 25)
RENTS = [(date(2025, 1, 1), RENT)]


def monthly(cents: int, first_on: date = FIRST, **fields: Any) -> Schedule:
    return schedule(cents, first_on=first_on, cadence=Cadence.MONTHLY, **fields)


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, Schedule]:
    """A debt and a schedule of it, from an amount or an end."""
    cents = draw(st.integers(1, 500_000))
    first_on = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    lump = draw(st.none() | st.tuples(st.dates(first_on, date(2028, 6, 1)), st.integers(1, cents)))
    how = draw(
        st.one_of(
            st.fixed_dictionaries({"instalment": st.integers(1_000, 100_000)}),
            st.fixed_dictionaries({"end_on": st.dates(first_on, date(2030, 1, 1))}),
        )
    )
    cadence = draw(st.sampled_from(Cadence))
    return cents, schedule(cents, first_on=first_on, cadence=cadence, lump=lump, **how)


@given(plans())
def test_a_schedule_always_sums_to_the_debt(plan: tuple[int, Schedule]) -> None:
    cents, made = plan
    assert sum(row for _, row in made.rows) == cents
    assert all(row > 0 for _, row in made.rows)
    assert list(made.rows) == sorted(made.rows)
    assert made.end_on == made.rows[-1][0]


@given(plans())
def test_the_rule_gives_the_days_and_the_amounts_of_the_rows(plan: tuple[int, Schedule]) -> None:
    _, made = plan
    rows = list(made.rows)
    if made.lump:
        rows.remove(made.lump)
    on = days(made.rule, made.first_on, LAST_DAY)[: made.count]
    assert [day for day, _ in rows] == list(on)
    expected = [made.cents] * made.count
    if made.last_cents:
        expected[-1] = made.last_cents
    assert [cents for _, cents in rows] == expected
    assert made.last_cents <= made.cents


def test_an_amount_gives_the_end_and_the_last_instalment_takes_the_remainder() -> None:
    made = monthly(100_000, instalment=30_000)
    assert [cents for _, cents in made.rows] == [30_000, 30_000, 30_000, 10_000]
    assert (made.cents, made.last_cents, made.end_on) == (30_000, 10_000, date(2027, 2, 25))
    assert made.rule == "FREQ=MONTHLY;COUNT=4"


def test_an_end_gives_the_amount_in_whole_euros() -> None:
    made = schedule(100_000, first_on=FIRST, cadence=Cadence.MONTHLY, end_on=date(2027, 1, 31))
    assert [cents for _, cents in made.rows] == [33_400, 33_400, 33_200]


def test_a_lump_sum_leaves_the_rest_in_instalments() -> None:
    made = schedule(
        100_000, first_on=FIRST, cadence=Cadence.FOUR_WEEKLY, end_on=FIRST + timedelta(weeks=4),
        lump=(date(2026, 12, 1), 60_000),
    )  # fmt: skip
    assert [cents for _, cents in made.rows] == [20_000, 60_000, 20_000]
    assert made.rows[2][0] - made.rows[0][0] == timedelta(weeks=4)
    assert (made.count, made.rule) == (2, "FREQ=WEEKLY;INTERVAL=4;COUNT=2")
    end_on = FIRST + timedelta(weeks=2)
    whole = schedule(500, first_on=FIRST, cadence=Cadence.WEEKLY, end_on=end_on, lump=(FIRST, 500))
    assert (whole.rows, whole.cents, whole.count, whole.rule) == (((FIRST, 500),), 0, 0, "")


def test_the_last_day_of_a_month_stays_the_last_day() -> None:
    made = monthly(50_000, date(2026, 12, 31), instalment=10_000)
    assert [day.day for day, _ in made.rows] == [31, 31, 28, 31, 30]
    made = monthly(30_000, date(2027, 1, 29), instalment=10_000)
    assert [day.day for day, _ in made.rows] == [29, 28, 29]


def test_one_instalment_pays_a_debt_that_is_smaller() -> None:
    made = monthly(4_321, instalment=10_000)
    assert (made.rows, made.rule, made.last_cents) == (((FIRST, 4_321),), "", 0)
    assert made.monthly_cents == 4_321


@pytest.mark.parametrize(
    ("cadence", "cents"),
    [(Cadence.WEEKLY, 43_334), (Cadence.FOUR_WEEKLY, 10_834), (Cadence.MONTHLY, 10_000)],
)
def test_what_a_schedule_asks_in_a_month_follows_the_cadence(cadence: Cadence, cents: int) -> None:
    made = schedule(100_000, first_on=FIRST, cadence=cadence, instalment=10_000)
    assert made.monthly_cents == cents


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"end_on": FIRST, "lump": (FIRST, 100_001)}, "refused.schedule_lump"),
        ({"end_on": FIRST - timedelta(1)}, "refused.schedule_end"),
        ({"instalment": 100}, "refused.schedule_long"),
    ],
)
def test_a_schedule_that_cannot_be_made_says_why(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as refused:
        monthly(100_000, **fields)
    assert refused.value.why.id == why


@pytest.mark.parametrize("fields", [{}, {"end_on": FIRST, "instalment": 1}])
def test_a_schedule_follows_from_either_an_amount_or_an_end(
    fields: dict[str, Any],
) -> None:
    with pytest.raises(ValueError):
        monthly(100, **fields)


def test_a_household_can_miss_what_is_above_the_protected_earnings() -> None:
    table = {"single": 170_000, "couple": 220_000}
    known = affordability(190_000, "single", table, 5)
    assert (known.room, known.protected) == (20_000, 170_000)
    assert known.holds(20_000)
    assert not known.holds(20_001)
    assert affordability(190_000, "couple", table, 5).room == 9_500


def test_a_schedule_is_shown_beside_the_rent_of_each_month() -> None:
    made = schedule(
        20_000, first_on=FIRST, cadence=Cadence.MONTHLY, instalment=10_000,
        lump=(date(2027, 2, 1), 5_000),
    )  # fmt: skip
    rents = [*RENTS, (date(2027, 1, 1), 70_000)]
    assert beside_rent(made, rents, since=date(2026, 11, 1)) == (
        MonthBeside(date(2026, 11, 1), RENT, 10_000),
        MonthBeside(date(2026, 12, 1), RENT, 5_000),
        MonthBeside(date(2027, 1, 1), 70_000, 0),
        MonthBeside(date(2027, 2, 1), 70_000, 5_000),
    )
    assert beside_rent(made, rents, since=date(2026, 11, 1))[0].together == RENT + 10_000


def test_rent_that_is_in_the_debt_already_is_not_asked_twice() -> None:
    """What falls due from the first day of the arrangement on is running rent."""
    made = monthly(20_000, instalment=10_000)
    for since, due_day, running in (
        (date(2026, 11, 2), 1, 0),
        (date(2026, 11, 2), 28, RENT),
        (date(2026, 11, 1), 1, RENT),
    ):
        first, second = beside_rent(made, RENTS, since=since, due_day=due_day)
        assert (first.rent, second.rent) == (running, RENT)


def paid(*months: int, cents: int = RENT + 10_000) -> list[tuple[date, int]]:
    return [(date(2026, month, 25), cents) for month in months]


def test_payments_that_held_rent_and_instalment_each_month_would_have_held_the_schedule() -> None:
    found = forecast(paid(*range(2, 12)), monthly(50_000, instalment=10_000), RENTS, TODAY)
    assert (found.broken_on, found.why.id) == (None, "forecast.kept")
    assert found.why.values["months"] == 9


def test_the_first_month_that_falls_short_is_named() -> None:
    found = forecast(paid(1, 2, 4, 5), monthly(50_000, instalment=10_000), RENTS, TODAY)
    assert found.broken_on == date(2026, 3, 1)
    assert found.why.values["short_cents"] == RENT + 10_000
    assert found.why.values["month_word"] == "month.3"


def test_one_month_short_is_told_as_the_only_one() -> None:
    """What was short is the debt that is arranged; it does not break the months after it."""
    found = forecast(paid(1, 2, 4, 5, 6, 7, 8, 9, 10), monthly(50_000, instalment=10_000), RENTS,
                     TODAY)  # fmt: skip
    assert (found.broken_on, found.why.id) == (date(2026, 3, 1), "forecast.broken_once")
    assert found.why.values["short_cents"] == RENT + 10_000


def test_several_months_short_are_counted() -> None:
    found = forecast(
        paid(1, 2, 4, 6, 7, 8, 9, 10), monthly(50_000, instalment=10_000), RENTS, TODAY
    )
    assert (found.broken_on, found.why.values["times"]) == (date(2026, 3, 1), 2)
    few = [(day, cents - 4_000) for day, cents in paid(*range(1, 11))]
    every = forecast(few, monthly(50_000, instalment=10_000), RENTS, TODAY)
    assert (every.why.values["times"], every.why.values["short_cents"]) == (10, 4_000)


def test_what_is_left_of_a_month_counts_in_the_next() -> None:
    rich = [(date(2026, 5, 2), 2 * RENT + 20_000), *paid(7, 8, 9, 10)]
    assert forecast(rich, monthly(50_000, instalment=10_000), RENTS, TODAY).broken_on is None


def test_months_without_any_payment_count_where_they_are_known() -> None:
    made = monthly(50_000, instalment=10_000)
    since = date(2020, 1, 1)
    assert forecast([], made, RENTS, TODAY, since=since).broken_on == date(2025, 11, 1)


def test_with_less_than_three_whole_months_nothing_is_foretold() -> None:
    made = monthly(50_000, instalment=10_000)
    for payments in ([], paid(9, 10, 11)):
        found = forecast(payments, made, RENTS, TODAY)
        assert (found.broken_on, found.why.id) == (None, "forecast.too_little")


def test_the_usual_pay_day_is_the_one_by_which_most_payments_are_in() -> None:
    days = [(8, 25), (9, 24), (10, 26), (11, 25), (11, 3)]
    assert usual_pay_day([(date(2026, month, day), 1) for month, day in days]) == 26
    turn = [(1, 31), (3, 1), (3, 31), (5, 1), (5, 15)]
    assert usual_pay_day([(date(2026, month, day), 1) for month, day in turn]) == 1
    spread = [25, 25, *[26] * 5, *[27] * 5]
    assert usual_pay_day([(date(2026, n + 1, day), 1) for n, day in enumerate(spread)]) == 27
    assert usual_pay_day(paid(10, 11)) is None


@pytest.mark.parametrize(
    ("pay_day", "today", "first"),
    [
        (25, "2026-11-22", "2026-11-25"),
        (22, "2026-11-22", "2026-12-22"),
        (31, "2026-11-22", "2026-11-30"),
        (31, "2026-11-30", "2026-12-31"),
    ],
)
def test_the_first_date_after_pay_day(pay_day: int, today: str, first: str) -> None:
    assert after_pay_day(pay_day, date.fromisoformat(today)) == date.fromisoformat(first)
