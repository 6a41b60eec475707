from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.calendar import (
    add_working_days,
    banking_day,
    extend,
    holidays,
    is_banking_day,
    is_holiday,
    is_working_day,
    next_working_day,
    parse_day,
    previous_banking_day,
    previous_working_day,
    statutory_end,
    working_days_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2098, 12, 31))

MOVABLE = {
    2024: ("29-03", "01-04", "27-04", "09-05", "20-05"),
    2025: ("18-04", "21-04", "26-04", "29-05", "09-06"),
    2026: ("03-04", "06-04", "27-04", "14-05", "25-05"),
    2027: ("26-03", "29-03", "27-04", "06-05", "17-05"),
    2028: ("14-04", "17-04", "27-04", "25-05", "05-06"),
    2029: ("30-03", "02-04", "27-04", "10-05", "21-05"),
    2030: ("19-04", "22-04", "27-04", "30-05", "10-06"),
    2031: ("11-04", "14-04", "26-04", "22-05", "02-06"),
}


@pytest.mark.parametrize("year", MOVABLE)
def test_the_holidays_are_those_of_the_table(year: int) -> None:
    names = ("good_friday", "easter_monday", "kings_day", "ascension_day", "whit_monday")
    by_name = {name: day for day, name in holidays(year).items()}
    found = tuple(by_name[f"holiday.{name}"].strftime("%d-%m") for name in names)
    assert found == MOVABLE[year]
    for fixed in (date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)):
        assert is_holiday(fixed)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1990, "04-30"), (1995, "04-29"), (2013, "04-30"), (2014, "04-26"), (2015, "04-27")],
)
def test_the_birthday_of_the_crown_moved_with_the_crown(year: int, day: str) -> None:
    assert is_holiday(date.fromisoformat(f"{year}-{day}"))


def test_every_year_from_1990_to_2099_has_its_holidays() -> None:
    for year in range(1990, 2100):
        days = holidays(year)
        assert {day.year for day in days} == {year}
        assert 10 <= len(days) <= 11
    with pytest.raises(ValueError):
        holidays(2100)


def test_the_first_working_days_of_2026_are_those_of_the_table() -> None:
    firsts = [next_working_day(date(2026, month, 1)).strftime("%d-%m") for month in range(1, 13)]
    assert firsts == [
        "02-01", "02-02", "02-03", "01-04", "01-05", "01-06",
        "01-07", "03-08", "01-09", "01-10", "02-11", "01-12",
    ]  # fmt: skip


def test_no_rent_comes_in_on_the_first_of_may() -> None:
    assert is_working_day(date(2026, 5, 1))
    assert banking_day(date(2026, 5, 1)) == date(2026, 5, 4)
    assert previous_banking_day(date(2026, 5, 2)) == date(2026, 4, 30)
    assert banking_day(date(2026, 11, 1)) == date(2026, 11, 2)
    assert banking_day(date(2026, 12, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize("year", [2010, 2026, 2038, 2099])
def test_banks_rest_on_every_closing_day_of_target(year: int) -> None:
    """1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December."""
    sunday = easter(year)
    fixed = [date(year, 1, 1), date(year, 5, 1), date(year, 12, 25), date(year, 12, 26)]
    closed = [*fixed, sunday - timedelta(days=2), sunday + timedelta(days=1)]
    assert not any(map(is_banking_day, closed))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-04-02", 3, "2026-04-09"),
        ("2026-04-24", 3, "2026-04-30"),
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-12-24", 1, "2026-12-28"),
    ],
)
def test_working_days_are_counted_past_weekends_and_holidays(start: str, n: int, end: str) -> None:
    assert add_working_days(date.fromisoformat(start), n) == date.fromisoformat(end)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError):
        add_working_days(date(2026, 11, 2), -1)


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert extend(day) == found
    assert not any(is_working_day(day + timedelta(n)) for n in range((found - day).days))
    assert previous_working_day(day) < day <= found


@given(DAYS, st.integers(0, 60))
def test_counting_working_days_undoes_adding_them(day: date, n: int) -> None:
    assert working_days_between(day, add_working_days(day, n)) == n
    assert working_days_between(add_working_days(day, n), day) == -n


@pytest.mark.parametrize(
    ("served", "days", "end"),
    [
        ("2026-04-02", 3, "2026-04-08"),
        ("2026-03-06", 3, "2026-03-10"),
        ("2026-03-02", 3, "2026-03-05"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-13", 14, "2026-03-27"),
        ("2026-01-10", 14, "2026-01-26"),
        ("2026-01-01", 93, "2026-04-04"),
    ],
)
def test_a_statutory_term_ends_as_the_terms_act_says(served: str, days: int, end: str) -> None:
    """Three days served on a Friday end on Tuesday; before Easter on the Wednesday after it."""
    assert statutory_end(date.fromisoformat(served), days) == date.fromisoformat(end)


@given(DAYS, st.integers(3, 90))
def test_a_statutory_term_is_never_shortened_and_holds_two_working_days(
    start: date, days: int
) -> None:
    end = statutory_end(start, days)
    assert end >= start + timedelta(days)
    assert is_working_day(end)
    assert working_days_between(start, end) >= 2


def test_a_term_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError):
        statutory_end(date(2026, 11, 2), 0)


@pytest.mark.parametrize("text", ["2026-11-23", "23-11-2026", " 23/11/2026 ", "23.11.2026"])
def test_a_day_is_read_in_both_writings(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["", "23-11", "23-11-26", "2026-02-30", "32-01-2026", "11-23-2026", "9999-01-01", "٢٣-11-2026"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


@given(DAYS)
def test_a_written_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day:02}-{day.month:02}-{day.year}") == day
