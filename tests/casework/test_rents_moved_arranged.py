"""A rent that is arranged before it is missed rests with the arrangement, also a moved one (R38).

November was moved to 25 January; from 9 December four instalments pay it.
"""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseconsole.casework.arranging import desk
from caseconsole.casework.proof import proofs
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.obligations import obligations
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    file_of,
    instalment,
    rent,
    signed_chance,
    step,
)
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_new_rent_arranged import called
from tests.casework.test_rents_let_be import NOVEMBER, OCTOBER, here, say, stands

__all__ = ["here"]
MADE_ON, MOVED_TO, AFTER = date(2026, 12, 9), date(2027, 1, 25), date(2027, 1, 26)
FOUR = instalment(first_on=date(2026, 12, 20), cents=RENT // 4, rule="FREQ=MONTHLY;COUNT=4")


def chance(here: Session, moved_to: date = MOVED_TO) -> None:
    """The rent of November is open, those of December and of January are paid."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, RENT)
    say(here, {"verdict": JudgedAs.MOVED, "moved_to": moved_to}, NOVEMBER)
    for day in ("2026-12-01", "2027-01-01"):
        book(here, LEASE, "charge", RENT, day)
    pay(here, LEASE, RENT, "2026-12-01")


def arrange(store: Path, made_on: date = MADE_ON) -> None:
    first_on = max(FOUR.first_on, made_on + timedelta(days=10))
    with closing(session(store, today=made_on)) as then:
        assert desk(then, open_case(then, CASE)).debt(others=False) == RENT
        four = FOUR.model_copy(update={"first_on": first_on})
        record(arrangement(then, conditions=(four,), start_on=made_on, why="x"), session=then)


def kept_up(here: Session) -> None:
    for cents, on in ((RENT // 4, "2026-12-18"), (RENT, "2026-12-30"), (RENT // 4, "2027-01-18")):
        pay(here, LEASE, cents, on)


def november(here: Session, on: date) -> str:
    return stood(here, NOVEMBER, on)


def stood(here: Session, rent_on: date, on: date) -> str:
    """Where a rent stands under the second chance."""
    file = file_of(here, today=on)
    made = next(one for one in file.agreements if one.kind == "second_chance")
    duties = obligations(made, on, on, paid=file.paid, agreements=file.agreements)
    return next(str(duty.state) for duty in duties if duty.original_on == rent_on)


def test_a_moved_rent_that_is_arranged_before_its_new_day_breaches_nothing(
    here: Session, store: Path
) -> None:
    chance(here)
    arrange(store)
    kept_up(here)
    for on in (MOVED_TO, AFTER):
        assert stands(store, on) == ({}, 0, ())
        assert "breach_rung" not in called(store, on)
    assert november(here, AFTER) == "rests"


def test_a_moved_rent_that_is_not_arranged_is_missed_on_its_new_day(
    here: Session, store: Path
) -> None:
    """The base case."""
    chance(here)
    pay(here, LEASE, RENT, "2026-12-30")
    assert "breach_rung" in called(store, AFTER)
    assert november(here, AFTER) == "missed"


def test_a_rent_that_was_missed_on_its_new_day_before_it_was_arranged_stays_missed(
    here: Session, store: Path
) -> None:
    chance(here, date(2026, 12, 7))
    arrange(store)
    kept_up(here)
    assert november(here, AFTER) == "partly"


@pytest.mark.parametrize("over_on", [date(2027, 1, 11), AFTER])
def test_a_moved_rent_is_asked_again_when_its_arrangement_is_over_unpaid(
    here: Session, store: Path, over_on: date
) -> None:
    chance(here)
    arrange(store)
    kept_up(here)
    with closing(session(store, today=over_on)) as then:
        record(step(then, "withdrawn", over_on, why="Gaat niet door."), session=then)
    assert november(here, AFTER) == "partly"
    assert stands(store, AFTER)[1:] == (RENT // 2, (NOVEMBER,))


def test_a_moved_rent_is_met_late_once_its_arrangement_is_paid(here: Session, store: Path) -> None:
    chance(here)
    arrange(store)
    kept_up(here)
    pay(here, LEASE, RENT // 2, "2027-01-27")
    assert november(here, date(2027, 1, 28)) == "late"


def test_the_proof_counts_a_moved_rent_that_is_arranged_as_no_miss(
    here: Session, store: Path
) -> None:
    chance(here)
    arrange(store)
    kept_up(here)
    with closing(session(store, today=AFTER)) as then:
        file = open_case(then, CASE).file
        made = next(one for one in file.agreements if one.kind == "second_chance")
        asked = {ask.message.id for proof in proofs(then, file, made) for ask in proof.asks}
    assert not asked & {"proof.missed", "proof.frozen"}


@pytest.mark.parametrize("day", [1, 2])
def test_the_desk_tells_of_moved_rent_only_where_that_is_part_of_its_debt(
    here: Session, store: Path, day: int
) -> None:
    """The rent of December is; it falls due on the first, and is debt from the day after."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    book(here, LEASE, "charge", RENT, "2026-12-01")
    say(here, {"verdict": JudgedAs.MOVED, "moved_to": MOVED_TO})
    with closing(session(store, today=date(2026, 12, day))) as then:
        known = desk(then, open_case(then, CASE))
    assert (known.debt(others=False), len(known.moved)) == ((1 + day) * RENT, day - 1)


JANUARY, IN_TIME = date(2027, 1, 1), date(2027, 1, 4)


@pytest.mark.parametrize(
    ("made_on", "state", "rung"),
    [
        (date(2027, 1, 2), "rests", False),
        (IN_TIME, "rests", False),
        (date(2027, 1, 5), "missed", True),
    ],
)
def test_a_rent_of_a_holiday_that_is_arranged_while_it_may_come_in_breaches_nothing(
    here: Session, store: Path, made_on: date, state: str, *, rung: bool
) -> None:
    """It may through the first banking day after it (R02)."""
    signed_chance(here, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    pay(here, LEASE, 2 * RENT)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, RENT, "2026-12-01")
    book(here, LEASE, "charge", RENT, JANUARY.isoformat())
    called(store, made_on)
    arrange(store, made_on)
    after = date(2027, 1, 6)
    assert ("breach_rung" in called(store, after)) is rung
    assert stood(here, JANUARY, after) == state


@pytest.mark.parametrize(
    ("made_on", "state"),
    [
        (date(2027, 1, 22), "rests"),
        (date(2027, 1, 24), "rests"),
        (MOVED_TO, "rests"),
        (AFTER, "missed"),
    ],
)
def test_a_rent_that_was_moved_to_a_saturday_may_be_arranged_through_monday(
    here: Session, store: Path, made_on: date, state: str
) -> None:
    chance(here, date(2027, 1, 23))
    pay(here, LEASE, RENT, "2026-12-30")
    called(store, made_on)
    arrange(store, made_on)
    assert november(here, date(2027, 1, 27)) == state
