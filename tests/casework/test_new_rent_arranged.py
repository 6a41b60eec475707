"""An arrangement about the rent since a freeze, once that freeze is over (R22, R36, R38, R39).

The rents of 1 October and of 1 November are open. Counselling is asked for since 15 September, and
a moratorium from 20 October ends on 1 December. Today the rent of November is arranged in two
instalments, of 20 November and of 20 December.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.why import verdicts
from caseconsole.domain.agreement import ObligationState, SuspensionKind
from caseconsole.domain.contact import Promise
from caseconsole.domain.given_way import gave_way
from caseconsole.domain.obligations import obligations
from caseconsole.domain.verdict import Due
from tests.casework.agreed import CASE, LEASE, arrangement, file_of, instalment, newest, suspend
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_frozen_debts import BETWEEN, RUNNING, helped, pay_december

OVER = date(2026, 12, 2)
"""The first day after the moratorium."""
HALVES = instalment(rule="FREQ=MONTHLY;COUNT=2", cents=RENT // 2, first_on=date(2026, 11, 20))


def under_moratorium(here: Session) -> None:
    """Counselling since 15 September, and a moratorium through 1 December."""
    helped(here, "intake", since=date(2026, 9, 15))
    still = suspend(newest(here), BETWEEN, date(2026, 12, 1), reason_kind=SuspensionKind.MORATORIUM)
    record(still, session=here)


@pytest.fixture
def anna(store: Path) -> Iterator[Session]:
    """The rent of November is arranged."""
    with closing(session(store)) as here:
        under_moratorium(here)
        record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
        yield here


def called(store: Path, on: date) -> dict[str, Due]:
    """What is due on a day up to which the ledger is known."""
    with closing(session(store, today=on)) as here:
        here.conn.execute("UPDATE ledger_file SET complete_through = ?", (on.isoformat(),))
        run_day(here)
        found = verdicts(here, CASE)
    return {one.action: one for one in found if isinstance(one, Due)}


def test_its_instalments_are_met_by_what_is_paid_on_their_days(anna: Session) -> None:
    """First the rent since, then the instalment, then the oldest debt, as its terms say (R22)."""
    made = newest(anna)
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    pay(anna, LEASE, RENT // 2, "2026-12-20")
    file = file_of(anna, today=date(2026, 12, 23))
    (now,) = (one for one in file.agreements if one.id == made.id)
    duties = obligations(now, date(2026, 12, 23), date(2026, 12, 23), paid=file.paid)
    assert {duty.state for duty in duties} == {ObligationState.MET}
    assert file.paid.open[made.id] == 0
    assert [one.due_on for one in file.paid.rents if one.open] == [date(2026, 10, 1)]


OCTOBER = (OVER, {"due_on": "2026-10-01", "open_cents": RENT})
"""Since when it is called about, and what is told."""


def test_what_it_leaves_out_is_called_about_from_the_day_after_the_freeze(
    anna: Session, store: Path
) -> None:
    """By its own day and amount: the rent that is arranged waits for its instalments (R35, R38)."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    assert "first_call" not in called(store, date(2026, 12, 1))
    told = called(store, OVER)["first_call"]
    known = {name: told.because.values[name] for name in OCTOBER[1]}
    assert (told.since, known) == OCTOBER


def test_rent_that_is_missed_since_it_began_is_called_about_first(
    anna: Session, store: Path
) -> None:
    """R36."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    book(anna, LEASE, "charge", RENT, "2026-12-01")
    found = called(store, OVER)
    assert found["running_rent_late"].because.values["due_on"] == "2026-12-01"
    assert "first_call" not in found


def test_once_it_is_kept_the_call_is_about_what_it_left_out(anna: Session, store: Path) -> None:
    """It was not about that: its end is no reason for the call (R38, R39)."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    pay(anna, LEASE, RENT // 2, "2026-12-20")
    told = called(store, date(2026, 12, 23))["first_call"]
    assert (told.since, told.because.id) == (OVER, "first_call.due")
    assert told.because.values["open_cents"] == RENT


@pytest.mark.parametrize(
    ("said_on", "holds"), [(date(2026, 10, 1), True), (BETWEEN, False), (date(2026, 11, 3), False)]
)
def test_a_promise_from_before_what_is_arranged_is_about_what_that_leaves_out(
    anna: Session, said_on: date, holds: bool
) -> None:
    """A later one gives way to the arrangement (R38)."""
    promise = Promise(1, said_on, date(2026, 12, 10), RENT, "anna")
    assert gave_way(file_of(anna, today=OVER), promise, OVER) is not holds
