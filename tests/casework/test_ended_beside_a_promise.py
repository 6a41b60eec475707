"""An arrangement ends before a promise is kept or broken for a reason only (R35, P01)."""

from datetime import timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Refused
from tests.casework.agreed import CASE, arrangement, instalment, newest, step
from tests.casework.stores import TODAY

LATER = TODAY + timedelta(days=30)


@pytest.mark.parametrize("state", ["lapsed", "withdrawn"])
def test_an_arrangement_ends_beside_a_promise_for_a_reason_only(anna: Session, state: str) -> None:
    """P01: what was promised on the call is named where none is given."""
    first = TODAY - timedelta(days=20)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", first_on=first, cents=30_620)
    record(arrangement(anna, start_on=first, conditions=(weekly,)), session=anna)
    word = c.NewPromise(due_on=LATER, cents=61_240)
    call = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.TENANT, promise=word)
    record(call, session=anna)
    with pytest.raises(Refused) as refused:
        record(step(anna, state), session=anna)
    assert refused.value.why.id == "refused.ends_promised"
    assert refused.value.why.values == {"promise_cents": 61_240, "due_on": LATER.isoformat()}
    record(step(anna, state, why="Zegt zelf dat het niet lukt."), session=anna)
    assert newest(anna).state == state
