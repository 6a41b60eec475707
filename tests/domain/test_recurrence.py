import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from caseconsole.domain.message import Refused
from caseconsole.domain.recurrence import LAST_DAY, MOST, days, ends, from_day, recurrence

FAR = date(2031, 12, 31)
_FIRST = st.dates(date(2024, 1, 1), date(2027, 12, 31))
_INTERVALS = st.sampled_from(("", ";INTERVAL=2", ";INTERVAL=3"))
_ENDS = st.sampled_from(("", ";COUNT=1", ";COUNT=7", ";UNTIL=20280229"))
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_POSITIONS = st.sampled_from(("", ";BYSETPOS=1", ";BYSETPOS=-1"))


def _lists(values: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(",".join)


_BY_WEEKDAY = _lists(_WEEKDAYS).map(";BYDAY={}".format)
_BY_NTH = _lists(("1MO", "-1FR", "2TU", "4WE")).map(";BYDAY={}".format)
_BY_DAY = _lists(("1", "15", "29", "30", "31", "-1")).map(";BYMONTHDAY=28,{}".format)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of every frequency, with the parts that it may have."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    match frequency:
        case "DAILY":
            named = draw(st.sampled_from(("", ";BYDAY=MO,FR")))
        case "WEEKLY":
            named = draw(st.just("") | _BY_WEEKDAY)
        case _:
            named = draw(st.just("") | _BY_NTH | _BY_DAY)
    places = draw(_POSITIONS) if named and frequency in {"MONTHLY", "YEARLY"} else ""
    return f"FREQ={frequency}{draw(_INTERVALS)}{named}{places}{draw(_ENDS)}"


@settings(deadline=None, max_examples=60)
@given(rules(), _FIRST)
def test_a_rule_gives_the_days_that_the_library_gives(rule: str, first_on: date) -> None:
    start = datetime.combine(first_on, time())
    known = (moment.date() for moment in rrulestr(rule, dtstart=start))
    expected = tuple(islice(takewhile(lambda day: day <= FAR, known), MOST))
    assert days(rule, first_on, FAR) == expected


@given(rules(), _FIRST, st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_looking_less_far_gives_the_same_days_up_to_there(
    rule: str, first_on: date, last: date
) -> None:
    whole = days(rule, first_on, FAR)
    assert days(rule, first_on, last) == tuple(day for day in whole if day <= last)


def test_without_a_rule_a_duty_falls_on_its_first_day_alone() -> None:
    assert days("", date(2026, 11, 22), FAR) == (date(2026, 11, 22),)
    assert days("", date(2026, 11, 22), date(2026, 11, 21)) == ()


def test_a_month_without_that_day_is_left_out_and_its_last_day_can_be_asked_for() -> None:
    first = date(2026, 10, 31)
    assert [day.month for day in days("FREQ=MONTHLY;COUNT=3", first, FAR)] == [10, 12, 1]
    last = days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", first, FAR)
    assert last == (first, date(2026, 11, 30), date(2026, 12, 31))


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.sampled_from((1, 2, 3, 6, 12)))
def test_from_any_first_day_each_month_that_is_asked_has_one_day(first: date, apart: int) -> None:
    rule = from_day("FREQ=MONTHLY" + (f";INTERVAL={apart}" if apart > 1 else ""), first)
    found = days(f"{rule};COUNT=40", first, LAST_DAY)
    months = [day.year * 12 + day.month for day in found]
    assert found[0] == first
    assert months == [first.year * 12 + first.month + apart * n for n in range(40)]
    last_days = [monthrange(day.year, day.month)[1] for day in found]
    assert [day.day for day in found] == [min(first.day, last) for last in last_days]
    assert from_day(rule, first) == rule


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"],
)
def test_a_rule_that_is_not_by_the_day_of_the_month_begins_on_any_day_as_it_is(rule: str) -> None:
    assert from_day(rule, date(2026, 10, 31)) == rule


def test_an_open_rule_stops_at_the_most() -> None:
    assert len(days("FREQ=DAILY", date(2026, 1, 1), LAST_DAY)) == MOST


@settings(deadline=None)
@given(rules(), _FIRST)
def test_a_rule_without_an_end_goes_on_for_ever(rule: str, first_on: date) -> None:
    endless = re.sub(";(COUNT|UNTIL)=.*", "", rule)
    last = date(2080, 1, 1)
    found = (*days(endless, first_on, last), last)
    assert max(later - earlier for earlier, later in pairwise(found[:MOST])) <= timedelta(12 * 366)


def test_a_rule_with_a_count_or_a_last_day_ends_by_itself() -> None:
    assert all(map(ends, ("", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20270101")))
    assert not ends("FREQ=WEEKLY")


@pytest.mark.parametrize(
    "rule",
    [
        "maandelijks", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=3", "FREQ=", "COUNT=3", "FREQ=MONTHLY;",
        "DTSTART:20260101\nRRULE:FREQ=DAILY", "FREQ=DAILY;DTSTART=20260101", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=99999", "FREQ=DAILY;COUNT=1,2", "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;COUNT=-1", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=MONTHLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;UNTIL=20261301",
        "FREQ=MONTHLY;UNTIL=morgen", "FREQ=MONTHLY;COUNT=3;UNTIL=20270101", "FREQ=WEEKLY;WKST=SU",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=29,31",
        "FREQ=MONTHLY;BYDAY=5MO", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=28;BYSETPOS=2", "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=\u0661", "FREQ=DAILY;" + "X" * 500,
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(Refused) as refused:
        recurrence(rule)
    assert refused.value.why.id == "refused.rule"
