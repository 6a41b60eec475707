"""A rent that was let go while it waited revives no trouble that was over by then (R07, R36, R41).

October was paid, November missed: it was called about thrice, help was offered, and the reason is
structural. On 6 November November was moved to 20 January; in December nobody called.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.changes import JudgeReason, NewReason
from caseconsole.domain.contact import ReasonCode, Whom
from caseconsole.process.misses import trouble_since
from tests.casework import test_day
from tests.casework.agreed import CASE, LEASE, file_of, judge, newest
from tests.casework.signals import led_up
from tests.casework.stores import RENT, TODAY, book, session
from tests.casework.test_moved_rents_missed import JANUARY
from tests.casework.test_moved_rents_trouble import missed, move, told
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import DECEMBER, NOVEMBER, OCTOBER, here

__all__ = ["here"]
SIXTH, TENTH, ELEVENTH = date(2026, 11, 6), date(2026, 12, 10), date(2026, 12, 11)
NEW_DAY = date(2027, 1, 20)


def let_go(store: Path, on: date, verdict: JudgedAs) -> None:
    """On a day a person lets the rent of November go."""
    called(store, on)
    with closing(session(store, today=on)) as then:
        (of,) = newest(then).conditions
        seen = max(newest(then).judgements, key=lambda one: one.id, default=None)
        record(judge(of, NOVEMBER, verdict, seen=seen, why="Kwijtgescholden."), session=then)


@pytest.fixture
def led(here: Session, store: Path) -> Path:
    missed(here)
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    called(store, TODAY)
    structural = NewReason(code=ReasonCode.OTHER_DEBTS, structural=True)
    record(JudgeReason(case=CASE, reason=structural), session=here)
    for change in led_up(CASE):
        record(change, session=here)
    for day in (date(2026, 11, 4), date(2026, 11, 5)):
        called(store, day)
        with closing(session(store, today=day)) as then:
            record(test_day.called(Whom.NO_ANSWER, case=CASE), session=then)
    return store


lets_go = pytest.mark.parametrize(
    ("moved", "gone_on", "verdict", "since"),
    [
        (True, None, None, DECEMBER),
        (True, TENTH, JudgedAs.EXCUSED, DECEMBER),
        (True, TENTH, JudgedAs.WAIVED, DECEMBER),
        (False, SIXTH, JudgedAs.EXCUSED, DECEMBER),
        (False, TENTH, JudgedAs.EXCUSED, OCTOBER),
    ],
    ids=["waits", "excused", "waived", "excused at once", "excused, and never moved"],
)


@lets_go
def test_trouble_goes_on_by_what_was_asked_until_a_rent_was_let_go(
    led: Path, *, moved: bool, gone_on: date | None, verdict: JudgedAs | None, since: date
) -> None:
    """November waited when December was missed; unless nobody had moved it."""
    happened(led, moved=moved, gone_on=gone_on, verdict=verdict)
    found = called(led, ELEVENTH)
    with closing(session(led, today=ELEVENTH)) as then:
        assert trouble_since(file_of(then, today=ELEVENTH), ELEVENTH) == since
    assert ("way_out" in found) is (since == OCTOBER)


@lets_go
def test_nobody_is_told_of_what_nobody_called_about(
    led: Path, *, moved: bool, gone_on: date | None, verdict: JudgedAs | None, since: date
) -> None:
    happened(led, moved=moved, gone_on=gone_on, verdict=verdict)
    refused = told(led, date(2026, 12, 31), date(2026, 12, 14))
    assert refused == ("gate.signal_contact" if since == DECEMBER else None)


def happened(store: Path, *, moved: bool, gone_on: date | None, verdict: JudgedAs | None) -> None:
    """November was moved, let go, or both; December was missed."""
    if moved:
        move(store, SIXTH, NEW_DAY)
    if gone_on and gone_on < DECEMBER and verdict:
        let_go(store, gone_on, verdict)
    called(store, date(2026, 12, 3))
    if gone_on and gone_on > DECEMBER and verdict:
        let_go(store, gone_on, verdict)
