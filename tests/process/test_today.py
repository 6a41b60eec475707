"""Today notes how long what was asked of it holds."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.process.today import FOREVER, Today, holds_now, plain
from tests.process.files import nov

NEAR = st.integers(-3, 3).map(lambda n: nov(10 + n))
QUESTIONS: dict[str, Callable[[date, date], object]] = {
    "<": lambda today, other: today < other,
    "<=": lambda today, other: today <= other,
    ">": lambda today, other: today > other,
    ">=": lambda today, other: today >= other,
    "==": lambda today, other: today == other,
    "!=": lambda today, other: today != other,
    "from the right": lambda today, other: (other < today, other <= today, other == today),
    "max": lambda today, other: max(today, other) == other,
    "in": lambda today, other: today in {other, nov(1)},
    "year": lambda today, other: today.year,
    "minus": lambda today, other: other - today,
    "plus": lambda today, other: today + timedelta(days=1) < other,
    "weekday": lambda today, other: today.weekday(),
    "text": lambda today, other: f"{today}",
}


@pytest.mark.parametrize("question", QUESTIONS)
@given(day=NEAR, other=NEAR | st.just(FOREVER))
def test_an_answer_is_that_of_the_day_and_holds_as_long_as_is_noted(
    question: str, day: date, other: date
) -> None:
    ask = QUESTIONS[question]
    today = Today.of(day)
    found = ask(today, other)
    assert found == ask(day, other)
    later = day
    while later < min(today.holds_before(), nov(40)):
        assert ask(later, other) == found
        later += timedelta(days=1)


@pytest.mark.parametrize(
    ("question", "other", "until"),
    [
        ("<", nov(12), nov(12)),
        ("<=", nov(12), nov(13)),
        (">", nov(12), nov(13)),
        (">=", nov(12), nov(12)),
        ("==", nov(12), nov(12)),
        ("==", nov(10), nov(11)),
        ("<=", FOREVER, FOREVER),
        ("<", nov(9), FOREVER),
        (">=", nov(9), FOREVER),
        ("==", nov(9), FOREVER),
        ("year", nov(9), date(2027, 1, 1)),
    ],
)
def test_a_comparison_holds_until_it_turns(question: str, other: date, until: date) -> None:
    today = Today.of(nov(10))
    QUESTIONS[question](today, other)
    assert today.holds_before() == until


@pytest.mark.parametrize("name", sorted(set(dir(date)) - set(dir(object)) - {"min", "max"}))
def test_nothing_can_be_had_of_the_day_unnoted(name: str) -> None:
    """Whatever a rule does with the day, it is looked at again."""
    if name.startswith("__"):
        assert name in {"__add__", "__radd__", "__sub__", "__rsub__"}
        assert getattr(Today, name) is not getattr(date, name)
        return
    today = Today.of(nov(10))
    getattr(today, name)
    assert today.holds_before() <= date(2027, 1, 1)


def test_each_file_is_asked_anew() -> None:
    today = Today.of(nov(10))
    assert (today < nov(12), today.holds_before()) == (True, nov(12))
    today.ask_anew()
    assert today.holds_before() == FOREVER


def test_what_may_differ_within_the_day_holds_for_no_day() -> None:
    today = Today.of(nov(10))
    holds_now(today)
    assert today.holds_before() == nov(10)
    holds_now(nov(10))


def test_the_plain_day_notes_nothing() -> None:
    today = Today.of(nov(10))
    assert type(plain(today)) is date
    assert (plain(today) + timedelta(days=1), today.holds_before()) == (nov(11), FOREVER)
