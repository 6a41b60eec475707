"""When arrears begin and end (R03, R07, R08)."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import Paid, StateChange
from caseconsole.process.episodes import latest_miss, opens, settled, unopened
from caseconsole.process.situation import DayFacts
from tests.process.agreements import agreement
from tests.process.files import (
    MONDAY_2,
    TUESDAY_3,
    case,
    contact,
    nov,
    paid_up,
    policy,
    promise,
    standing,
)

NEW = nov(30)
"""A ledger that is up to date."""


def begins(today: date = TUESDAY_3, through: date | None = NEW, **changed: Any) -> bool:
    """Whether an episode opens for a lease without one."""
    file = case(**{"id": None, "episode": None} | changed)
    return opens(file, policy(), today, DayFacts(through))


def test_an_episode_opens_on_day_one() -> None:
    """Whatever holds the call itself."""
    assert begins()
    assert begins(nov(20))
    assert begins(promises=(promise(nov(10)),))
    assert begins(contacts=(contact(TUESDAY_3),))


@pytest.mark.parametrize(
    "changed",
    [
        {"today": MONDAY_2},
        {"through": None},
        {"through": nov(1)},
        {"standing": paid_up()},
        {"standing": standing(arrears=499)},
        {"standing": standing(missed_on=None)},
        {"episode": case().episode},
    ],
)
def test_one_changed_fact_opens_nothing(changed: dict[str, Any]) -> None:
    """Too early, an old ledger, nothing or little open, or open already."""
    assert not begins(**changed)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"today": MONDAY_2}, "first_call.later"),
        ({"through": None}, "held.no_ledger"),
        ({"through": nov(1)}, "held.ledger_too_old"),
        ({"standing": paid_up()}, "held.no_arrears"),
        ({"standing": standing(arrears=499)}, "held.too_little"),
        ({"standing": standing(missed_on=None)}, "first_call.nothing_missed"),
    ],
)
def test_why_nothing_opens_is_the_nearest_missing_fact(
    changed: dict[str, Any], why: str | None
) -> None:
    """None exactly when an episode opens."""
    given = {"today": TUESDAY_3, "through": NEW, **changed}
    today, facts = given.pop("today"), DayFacts(given.pop("through"))
    found = unopened(case(id=None, episode=None, **given), policy(), today, facts)
    assert (found and found.id) == why
    assert (found is None) == begins(**changed)


def test_the_latest_miss_is_the_last_that_opens_an_episode() -> None:
    """On every day of a year, weekends and holidays included: up to it all open, after it none."""
    for number in range(365):
        today = date(2026, 1, 1) + timedelta(days=number)
        latest = latest_miss(policy(), today, DayFacts(today))
        assert latest is not None
        for back in range(12):
            missed_on = today - timedelta(days=back)
            opened = begins(today, today, standing=standing(missed_on=missed_on))
            assert opened == (missed_on <= latest), (today, missed_on)
    assert latest_miss(policy(), TUESDAY_3, DayFacts(None)) is None
    assert latest_miss(policy(), TUESDAY_3, DayFacts(nov(1))) is None


def test_paid_in_full_settles_the_same_day() -> None:
    """R07; a rest below the least amount does not."""
    assert settled(case(standing=paid_up()), TUESDAY_3)
    assert not settled(case(standing=standing(arrears=1)), TUESDAY_3)
    assert not settled(case(), TUESDAY_3)
    assert not settled(case(standing=paid_up(), episode=None), TUESDAY_3)
    assert not settled(case(standing=paid_up()), date(2026, 10, 31))


def test_what_was_remitted_keeps_the_arrears_until_it_is_written_off() -> None:
    """R63."""
    gone = (StateChange(1, "discharged", MONDAY_2, "", "SK-1", "anna"),)
    made = (agreement("debt_counselling", states=gone),)
    for left in (0, 100):
        file = case(standing=paid_up(), agreements=made, paid=Paid(open={1: left}))
        assert settled(file, TUESDAY_3) is not bool(left)
