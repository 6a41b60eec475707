"""No arrangement lapses in a moratorium, and a call of it counts for nothing (R35, R60)."""

from datetime import date
from pathlib import Path

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, Whom
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    instalment,
    known_through,
    refusal,
    step,
)
from tests.casework.stores import RENT, book, session
from tests.casework.test_frozen_debts import BETWEEN, RUNNING, helped, still


def call(here: Session) -> None:
    """Nobody answers."""
    tried = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(tried, session=here)


def test_an_arrangement_lapses_on_no_day_of_a_moratorium(anna: Session, store: Path) -> None:
    """R60: though what was missed is rent that ran on, and was called about meanwhile."""
    far = instalment(first_on=date(2027, 3, 1))
    record(arrangement(anna, conditions=(far, RUNNING), why="Graag."), session=anna)
    still(anna, date(2026, 11, 10), date(2027, 1, 10))
    for day in ("2026-12-01", "2027-01-01"):
        book(anna, LEASE, "charge", RENT, day)
    called_on = date(2027, 1, 5)
    during = session(store, today=called_on)
    call(during)
    during.close()
    later = session(store, today=date(2027, 1, 12))
    known_through(later, date(2027, 1, 11))
    change = step(later, "lapsed", called_on, why="Twee keer gemist.")
    assert refusal(change, later) == "refused.lapse_moratorium"
    record(step(later, "lapsed", date(2027, 1, 11), why="Twee keer gemist."), session=later)
    later.close()


def test_an_arrangement_lapses_by_no_call_of_a_moratorium(anna: Session, store: Path) -> None:
    """R35, R60: nothing could be asked of its instalments by then."""
    helped(anna, "intake")
    still(anna, date(2026, 11, 10), date(2026, 12, 31))
    record(arrangement(anna, conditions=(instalment(first_on=BETWEEN),), why="Zo."), session=anna)
    during = session(store, today=date(2026, 12, 23))
    call(during)
    during.close()
    later = session(store, today=date(2027, 1, 4))
    known_through(later, date(2027, 1, 3))
    lapse = step(later, "lapsed", date(2027, 1, 4), why="Twee keer gemist.")
    assert refusal(lapse, later) == "gate.called"
    call(later)
    before = step(later, "lapsed", date(2026, 12, 23), why="Twee keer gemist.")
    assert refusal(before, later) == "refused.lapse_day"
    record(lapse, session=later)
    later.close()
