"""No more is asked for of late instalments than is open of their debt (R35).

Two rents are open, and arranged in three instalments. Two of them are missed.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, Whom
from tests.casework.agreed import CASE, DEBT, LEASE, arrangement, instalment
from tests.casework.stores import RENT, book, session
from tests.casework.test_asked_beside_an_arrangement import asks
from tests.casework.test_frozen_debts import RUNNING, pay_december
from tests.casework.test_new_rent_arranged import called

EACH = 40827
LOOKED_AT, DECIDED = date(2026, 12, 22), date(2026, 12, 23)
LOWERED = {
    "not lowered": (None, 0, "", 2 * EACH),
    "lowered by what is to come": ("write_off", DEBT - 2 * EACH, "2026-11-10", 2 * EACH),
    "written off": ("write_off", RENT + 20000, "2026-11-10", RENT - 20000),
    "rent lowered": ("charge", RENT + 20000, "2026-11-10", RENT - 20000),
    "paid before it began": ("payment", RENT + 20000, "2026-11-02", RENT - 20000),
}


@pytest.mark.parametrize(("kind", "less", "on", "asked"), LOWERED.values(), ids=LOWERED)
def test_card_call_and_lapse_name_what_is_late_and_still_owed(
    anna: Session, store: Path, kind: str | None, less: int, on: str, asked: int
) -> None:
    plan = instalment(first_on=date(2026, 11, 20), cents=EACH, rule="FREQ=MONTHLY;COUNT=3")
    record(arrangement(anna, conditions=(plan, RUNNING), why="Graag."), session=anna)
    if kind:
        book(anna, LEASE, kind, -less, on)
    pay_december(anna)
    late = called(store, LOOKED_AT)["instalment_late"]
    assert late.because.values["open_cents"] == asked
    assert asks(store, LOOKED_AT) == (asked, ())
    tried = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    with closing(session(store, today=LOOKED_AT)) as here:
        record(tried, session=here)
    lapse = called(store, DECIDED)["arrangement_lapse"]
    assert lapse.because.values["open_cents"] == asked
