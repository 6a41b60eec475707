"""An arrangement that is kept by what comes in on that very day (R22, R39).

The rents of 1 October and of 1 November are open; what is arranged is the rent of November, in two
halves, as in `test_new_rent_arranged`. The first half comes in on its day.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework import turning
from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Agreement
from tests.casework.agreed import LEASE, arrangement, file_of, newest
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_frozen_debts import ONCE, freeze, pay_december
from tests.casework.test_new_rent_arranged import anna, called

__all__ = ["anna"]

LAST = date(2026, 12, 20)
"""The day of the last half."""


@pytest.fixture
def half(anna: Session, store: Path) -> Path:
    """The last half is still to come."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    return store


def on(store: Path, day: date, kind: str = "", valued: date | None = None) -> list[str]:
    """The states of the arrangement after a day on which half a rent is booked."""
    with closing(session(store, today=day)) as here:
        here.conn.execute("UPDATE ledger_file SET complete_through = ?", (day.isoformat(),))
        sign = -1 if kind == "payment" else 1
        if kind:
            book(here, LEASE, kind, sign * RENT // 2, (valued or day).isoformat())
        run_day(here)
        return [change.state for change in newest(here).states]


def test_what_comes_in_on_the_day_that_it_is_kept_stays_with_it(half: Path) -> None:
    """What it leaves out is open as before, and is called about by its own day and amount."""
    assert on(half, LAST, "payment") == ["agreed", "kept"]
    told = called(half, date(2026, 12, 21))["first_call"]
    assert told.because.values["open_cents"] == RENT
    with closing(session(half, today=LAST)) as here:
        file = file_of(here, today=LAST)
        assert file.paid.open[newest(here).id] == 0
        assert [rent.due_on for rent in file.paid.rents if rent.open] == [date(2026, 10, 1)]


def test_paid_again_after_it_came_back_it_is_kept_on_that_day(half: Path) -> None:
    """The day goes on for the whole association."""
    assert on(half, date(2026, 12, 19), "payment", date(2026, 12, 18)) == ["agreed", "kept"]
    back = ["agreed", "kept", "agreed"]
    assert on(half, date(2026, 12, 23), "returned", date(2026, 12, 22)) == back
    for day in (28, 29):
        kind = "payment" if day == 28 else ""
        assert on(half, date(2026, 12, day), kind) == [*back, "kept"]


def test_an_agreement_takes_one_state_at_a_time_whatever_the_ledger_says_of_it(
    half: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file stops the day of the association."""

    def always(agreement: Agreement, _: object) -> bool:
        return agreement.state == "kept"

    monkeypatch.setattr(turning, "came_back", always)
    assert on(half, date(2026, 12, 18), "payment") == ["agreed", "kept"]


@pytest.mark.parametrize("how", ["moratorium", "mediation"])
def test_a_cost_since_a_freeze_is_no_part_of_what_was_arranged(store: Path, how: str) -> None:
    """Nothing but rent could be: once that is paid it is kept (R60, R63)."""
    with closing(session(store)) as here:
        freeze(here, how)
        book(here, LEASE, "cost", 40_00, "2026-10-25")
        record(arrangement(here, conditions=(ONCE,), why="Graag."), session=here)
        pay(here, LEASE, RENT, "2026-11-03")
        file = file_of(here)
        assert file.paid.open[newest(here).id] == 0
        assert newest(here).state == "kept"
        assert file.standing.arrears == RENT + 40_00
