"""What lies far ahead can be moved too: how far is counted from its own day."""

from datetime import date, timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from tests.casework.agreed import coaching, condition, duties, judge, newest, refusal
from tests.casework.stores import TODAY

AHEAD = TODAY + timedelta(days=500)
BEHIND = TODAY - timedelta(days=5)


@pytest.mark.parametrize(
    ("on", "moved_to", "why"),
    [
        (AHEAD, AHEAD + timedelta(days=366), ""),
        (AHEAD, AHEAD + timedelta(days=367), "refused.too_far"),
        (AHEAD, TODAY + timedelta(days=1), ""),
        (AHEAD, TODAY, "refused.moved_past"),
        (BEHIND, TODAY + timedelta(days=366), ""),
        (BEHIND, TODAY + timedelta(days=367), "refused.too_far"),
    ],
)
def test_a_duty_is_moved_by_a_year_at_most_from_today_or_from_its_own_day(
    anna: Session, on: date, moved_to: date, why: str
) -> None:
    record(coaching(conditions=(condition(rule="", first_on=on),)), session=anna)
    moved = judge(newest(anna).conditions[0], on, JudgedAs.MOVED, moved_to=moved_to)
    if why:
        assert refusal(moved, anna) == why
        return
    record(moved, session=anna)
    (duty,) = duties(anna, until=date(2030, 1, 1))
    assert duty.on == moved_to
