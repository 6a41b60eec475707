"""What the ladder form proposes to be about (R75)."""

from datetime import timedelta

import pytest

from caseconsole.casework.climbing import rung_about
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs, Weight
from tests.casework.agreed import condition, file_of, judge, newest, signed_chance
from tests.casework.stores import TODAY


@pytest.mark.parametrize(
    ("missed", "pointed", "about"),
    [
        ((0,), 1, 0),
        ((0,), 0, 0),
        ((0, 1), 0, 0),
        ((0, 1), 1, 1),
        ((0,), None, 0),
        ((), 1, 1),
        ((), None, None),
    ],
)
def test_what_is_pointed_at_is_proposed_unless_only_something_else_was_breached(
    missed: tuple[int, ...], pointed: int | None, about: int | None, anna: Session
) -> None:
    """The cursor came there by itself; with nothing breached a talk is about what it says."""
    asked = tuple(
        condition(text=text, weight=Weight.MAJOR, rule="", first_on=TODAY - timedelta(days=7))
        for text in ("Komt naar de les.", "Is een goede buur.")
    )
    keys = [one.id for one in signed_chance(anna, conditions=asked).conditions]
    for place in missed:
        broken = newest(anna).conditions[place]
        record(judge(broken, broken.first_on, JudgedAs.MISSED), session=anna)
    chosen = keys[pointed] if pointed is not None else None
    found = rung_about(anna, file_of(anna), newest(anna), chosen)
    assert found == (keys[about] if about is not None else None)
