"""What lies far ahead can be moved too: how far is counted from its own day."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from tests.casework.agreed import coaching, condition, duties, judge, newest, refusal, suspend
from tests.casework.stores import TODAY, session

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


@pytest.mark.parametrize("looked", [TODAY, TODAY + timedelta(days=40)], ids=["ahead", "past"])
def test_a_paper_for_a_day_that_was_chosen_moves_nothing(
    anna: Session, store: Path, looked: date
) -> None:
    """Also where the agreement stood still since, and once the chosen day is past."""
    record(coaching(conditions=(condition(rule="", first_on=AHEAD),)), session=anna)
    to, of = TODAY + timedelta(days=20), newest(anna).conditions[0]
    record(judge(of, AHEAD, JudgedAs.MOVED, moved_to=to), session=anna)
    record(suspend(newest(anna), to, to + timedelta(days=34)), session=anna)
    (stands,) = duties(anna, until=date(2030, 1, 1))
    with closing(session(store, today=looked)) as later:
        shown = judge(of, AHEAD, JudgedAs.MOVED, stands.judgement, moved_to=to, reference="Mail")
        record(shown, session=later)
        (kept,) = duties(later, until=date(2030, 1, 1))
    assert kept.on == stands.on == to + timedelta(days=35)
    assert kept.judgement is not None
    assert kept.judgement.reference == "Mail"
