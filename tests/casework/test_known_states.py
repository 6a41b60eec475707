"""From when a state of an agreement is known here, which can be later than it came about."""

from datetime import timedelta

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.losses import lost_since
from tests.casework.agreed import coaching, newest, step
from tests.casework.stores import TODAY

BEGUN, ENDED = TODAY - timedelta(days=9), TODAY - timedelta(days=2)


def test_a_state_is_known_from_the_day_on_which_it_is_recorded(anna: Session) -> None:
    record(coaching(start_on=BEGUN, conditions=()), session=anna)
    record(step(anna, "ended", ENDED, why="Kwam niet meer."), session=anna)
    one = newest(anna)
    assert [(state.on, state.recorded_on) for state in one.states] == [
        (BEGUN, TODAY),
        (ENDED, TODAY),
    ]
    assert (one.state_on, lost_since(one)) == (ENDED, TODAY)
