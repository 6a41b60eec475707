"""Rent that a person moved to another day or let go is asked for nowhere, and only that (R36).

The rents of 1 October and of 1 November are open; that of December falls due and is not paid.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.calling import guide
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.casework.why import verdicts
from caseconsole.domain.agreement import JudgedAs
from caseconsole.domain.changes import NewPromise
from caseconsole.domain.contact import Whom
from caseconsole.domain.verdict import NotDue
from tests.casework import test_day
from tests.casework.agreed import (
    CASE,
    LEASE,
    arrangement,
    file_of,
    instalment,
    judge,
    newest,
    rent,
    signed_chance,
)
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.test_frozen_debts import RUNNING
from tests.casework.test_new_rent_arranged import OVER, anna, called

__all__ = ["anna"]

OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))
HALVES = instalment(first_on=date(2026, 12, 20), cents=RENT // 2, rule="FREQ=MONTHLY;COUNT=4")
ONCE = instalment(first_on=date(2026, 12, 10), cents=2 * RENT, rule="")
SAID: Mapping[str, dict[str, Any]] = {
    "moved": {"verdict": JudgedAs.MOVED, "moved_to": date(2027, 1, 5)},
    "excused": {"verdict": JudgedAs.EXCUSED},
    "waived": {"verdict": JudgedAs.WAIVED},
}
let_be = pytest.mark.parametrize("said", SAID.values(), ids=SAID)


@pytest.fixture
def here(store: Path) -> Iterator[Session]:
    with closing(session(store)) as opened:
        yield opened


def say(here: Session, said: Mapping[str, Any], day: date = DECEMBER) -> None:
    """What a person says of the rent of a month, by the newest agreement that asks it."""
    (of,) = (of for of in newest(here).conditions if of.clause in {"running_rent", "C01"})
    record(judge(of, day, why="Loon komt later.", **said), session=here)


def talked(store: Path, on: date, **more: Any) -> None:
    """The tenant was spoken with on a day."""
    with closing(session(store, today=on)) as then:
        record(test_day.called(Whom.TENANT, case=CASE, **more), session=then)


def stands(store: Path, on: date) -> tuple[dict[str, str | int | None], int, tuple[date, ...]]:
    """What is due about money on a day, with the cents that it tells, and what the card asks."""
    found = {
        action: one.because.values.get("open_cents", one.because.values.get("arrears_cents"))
        for action, one in called(store, on).items()
        if action not in {"review_due", "breach_rung"}
    }
    with closing(session(store, today=on)) as then:
        card = guide(then, open_case(then, CASE))
    return found, card.cents, card.missed


@let_be
def test_it_is_not_asked_for_once_nothing_of_an_arrangement_is_to_come(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """The instalment was missed and called about: the arranged debt is asked for, and no more."""
    record(arrangement(here, conditions=(ONCE, RUNNING), why="Graag."), session=here)
    say(here, said)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    assert stands(store, date(2026, 12, 14)) == ({"instalment_late": 2 * RENT}, 2 * RENT, ())
    talked(store, date(2026, 12, 14))
    asked = 2 * RENT, (OCTOBER, NOVEMBER)
    over = {"arrangement_over": 2 * RENT}
    assert stands(store, date(2026, 12, 15)) == (over, *asked)
    late = {"follow_up": 2 * RENT, **over}
    assert stands(store, date(2026, 12, 23)) == (late, *asked)


@let_be
def test_it_holds_no_call_about_what_an_arrangement_leaves_out(
    anna: Session, store: Path, said: dict[str, Any]
) -> None:
    """As where that rent is paid: October is called about when its freeze is over."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    say(anna, said)
    book(anna, LEASE, "charge", RENT, "2026-12-01")
    assert stands(store, OVER) == ({"first_call": RENT}, RENT, (OCTOBER,))


@pytest.mark.parametrize("said", [None, *SAID.values()], ids=["asked for", *SAID])
def test_rent_that_an_arrangement_leaves_out_is_let_be_as_any_is(
    anna: Session, store: Path, said: dict[str, Any] | None
) -> None:
    """The freeze of October is over, and a second chance asks that rent."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    signed_chance(anna, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    asked = {"first_call": RENT}, RENT, (OCTOBER,)
    if said:
        assert stands(store, OVER) == asked
        with closing(session(store, today=OVER)) as then:
            say(then, said, OCTOBER)
    on = date(2026, 12, 3)
    assert stands(store, on) == (({}, 0, ()) if said else asked)


def test_rent_that_an_arrangement_leaves_out_is_asked_for_from_the_day_to_which_it_was_moved(
    anna: Session, store: Path
) -> None:
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    signed_chance(anna, conditions=(rent(OCTOBER),), start_on=date(2026, 9, 1))
    say(anna, {"verdict": JudgedAs.MOVED, "moved_to": date(2026, 12, 15)}, OCTOBER)
    for on in (OVER, date(2026, 12, 15)):
        assert stands(store, on) == ({}, 0, ())
    assert stands(store, date(2026, 12, 16)) == ({"first_call": RENT}, RENT, (OCTOBER,))


def test_rent_that_is_not_let_be_goes_before_what_an_arrangement_leaves_out(
    anna: Session, store: Path
) -> None:
    """The base case."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    book(anna, LEASE, "charge", RENT, "2026-12-01")
    found, *_ = stands(store, OVER)
    assert found == {"running_rent_late": RENT}


@let_be
@pytest.mark.parametrize("arranged", [False, True], ids=["alone", "beside an arrangement"])
def test_a_second_chance_lets_rent_be_as_an_arrangement_does(
    here: Session, store: Path, said: dict[str, Any], *, arranged: bool
) -> None:
    """The call is no other than the ladder's own answer; a moved rent waits for its day."""
    if arranged:
        record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    else:
        pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    call = "running_rent_late" if arranged else "first_call"
    assert stands(store, date(2026, 12, 3)) == ({call: RENT}, RENT, (DECEMBER,))
    say(here, said)
    for on in (date(2026, 12, 3), date(2026, 12, 9)):
        assert stands(store, on) == ({}, 0, ())


@pytest.mark.parametrize("arranged", [False, True], ids=["a second chance", "an arrangement"])
def test_what_was_moved_is_called_about_when_its_new_day_is_over(
    here: Session, store: Path, *, arranged: bool
) -> None:
    """The talk in which it was moved was no talk about the miss."""
    if arranged:
        late = instalment(first_on=date(2027, 1, 20))
        record(arrangement(here, conditions=(late, RUNNING), why="Graag."), session=here)
    else:
        pay(here, LEASE, 2 * RENT)
        signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    say(here, {"verdict": JudgedAs.MOVED, "moved_to": date(2026, 12, 28)})
    talked(store, date(2026, 12, 9))
    assert stands(store, date(2026, 12, 28)) == ({}, 0, ())
    call = "running_rent_late" if arranged else "first_call"
    assert stands(store, date(2026, 12, 29)) == ({call: RENT}, RENT, (DECEMBER,))


@let_be
def test_what_else_falls_due_in_its_month_is_asked_for(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """A settlement of service costs is no part of the rent of which a person spoke."""
    late = instalment(first_on=date(2027, 1, 20))
    record(arrangement(here, conditions=(late, RUNNING), why="Graag."), session=here)
    say(here, said)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    book(here, LEASE, "charge", 350_00, "2026-12-10")
    found = stands(store, date(2026, 12, 14))
    assert found == ({"running_rent_late": 350_00}, 350_00, (DECEMBER,))


@let_be
def test_the_steps_say_that_it_is_let_be(here: Session, store: Path, said: dict[str, Any]) -> None:
    """It is neither paid nor too little."""
    pay(here, LEASE, 2 * RENT)
    signed_chance(here, conditions=(rent(DECEMBER),), start_on=TODAY)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    say(here, said)
    on = date(2026, 12, 3)
    called(store, on)
    with closing(session(store, today=on)) as then:
        found = next(one for one in verdicts(then, CASE) if one.action == "first_call")
    assert isinstance(found, NotDue)
    assert found.missing.id == "held.let_be"


PROMISED, BROKEN, SPOKE = date(2026, 12, 10), date(2026, 12, 15), date(2026, 12, 9)


def promised(here: Session, store: Path, cents: int, on: date = date(2026, 12, 3)) -> None:
    """Beside an arrangement the tenant promises money by 10 December."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    talked(store, on, promise=NewPromise(cents=cents, due_on=PROMISED))


def judged_on(store: Path, on: date, said: Mapping[str, Any]) -> None:
    with closing(session(store, today=on)) as then:
        say(then, said)


@let_be
def test_a_promise_of_rent_gives_way_where_that_is_let_be_since(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """What came after it is the last word about that rent."""
    promised(here, store, RENT)
    talked(store, SPOKE)
    judged_on(store, SPOKE, said)
    for on in (date(2026, 12, 11), BROKEN):
        assert stands(store, on) == ({}, 0, ())


def test_a_promise_of_rent_that_is_not_let_be_is_called_about(here: Session, store: Path) -> None:
    """The base case."""
    promised(here, store, RENT)
    talked(store, SPOKE)
    assert stands(store, BROKEN) == ({"promise_broken": RENT}, RENT, (DECEMBER,))


@let_be
@pytest.mark.parametrize(
    ("cents", "spoken_on", "said_on", "left"),
    [
        (RENT + 100_00, date(2026, 12, 3), SPOKE, 100_00),
        (100_00, date(2026, 12, 3), date(2026, 12, 2), 100_00),
    ],
    ids=["more was promised", "let be before the promise"],
)
def test_what_was_promised_beside_rent_that_is_let_be_counts(
    here: Session,
    store: Path,
    said: dict[str, Any],
    cents: int,
    spoken_on: date,
    said_on: date,
    left: int,
) -> None:
    """It was never about that rent."""
    promised(here, store, cents, spoken_on)
    judged_on(store, said_on, said)
    found, *_ = stands(store, BROKEN)
    assert found == {"promise_broken": left}


EIGHTEENTH, FIRST, TWENTIETH = date(2026, 12, 18), date(2027, 1, 1), date(2027, 1, 20)
LAST_WEEK = date(2026, 12, 28)


def paid_as_agreed(here: Session, said: Mapping[str, Any] | None) -> None:
    """Who pays each instalment, a rent that was moved, and each next rent on its day."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    if said:
        say(here, said)
    for day in (DECEMBER, FIRST):
        book(here, LEASE, "charge", RENT, day.isoformat())
    on = LAST_WEEK if said and said["verdict"] is JudgedAs.MOVED else DECEMBER
    paid = [(EIGHTEENTH, RENT // 2), (FIRST, RENT), (TWENTIETH, RENT // 2)]
    if said is None or said["verdict"] is JudgedAs.MOVED:
        paid.append((on, RENT))
    for day, cents in sorted(paid):
        pay(here, LEASE, cents, day.isoformat())


@pytest.mark.parametrize(
    "said",
    [None, {"verdict": JudgedAs.MOVED, "moved_to": LAST_WEEK}, SAID["excused"], SAID["waived"]],
    ids=["paid", "moved", "excused", "waived"],
)
def test_what_is_paid_meets_what_is_asked_before_a_rent_that_is_let_be(
    here: Session, store: Path, said: dict[str, Any] | None
) -> None:
    """Instalments and rents are paid on their days, so that nothing of them is late."""
    paid_as_agreed(here, said)
    for on in (date(2026, 12, 22), date(2027, 1, 6), date(2027, 1, 25)):
        assert stands(store, on) == ({}, 0, ())
    still = said is not None and said["verdict"] is not JudgedAs.MOVED
    rents = file_of(here, today=date(2027, 1, 25)).paid.rents
    assert (DECEMBER in {rent.due_on for rent in rents if rent.open}) is still


@let_be
def test_who_does_not_pay_an_instalment_is_called_also_beside_a_rent_that_is_let_be(
    here: Session, store: Path, said: dict[str, Any]
) -> None:
    """The base of it: nothing came in by 20 December."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    say(here, said)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    found, *_ = stands(store, date(2026, 12, 22))
    assert found == {"instalment_late": RENT // 2}


def test_what_else_is_paid_goes_to_all_other_debt_before_a_rent_that_was_let_go(
    here: Session,
) -> None:
    """It may not come after all; a rent that was moved does, before older debt as any rent."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, 2 * RENT, EIGHTEENTH.isoformat())
    for said, left in ((SAID["waived"], {DECEMBER}), (SAID["moved"], {NOVEMBER})):
        (of,) = (of for of in newest(here).conditions if of.clause == RUNNING.clause)
        seen = max(newest(here).judgements, key=lambda one: one.id, default=None)
        record(judge(of, DECEMBER, seen=seen, why="Loon komt later.", **said), session=here)
        rents = file_of(here, today=EIGHTEENTH).paid.rents
        assert {rent.due_on for rent in rents if rent.open} == left


@pytest.mark.parametrize("said", [None, *SAID.values()], ids=["late", *SAID])
def test_what_was_paid_of_a_rent_before_it_was_let_be_stays_with_it(
    here: Session, store: Path, said: dict[str, Any] | None
) -> None:
    """It was paid late, and pays no instalment; who pays those on their days is never called."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, RENT, "2026-12-15")
    if said:
        judged_on(store, date(2026, 12, 17), said)
    found, *_ = stands(store, date(2026, 12, 22))
    assert found == {"instalment_late": RENT // 2}
    book(here, LEASE, "charge", RENT, FIRST.isoformat())
    for day, cents in ((EIGHTEENTH, RENT // 2), (FIRST, RENT), (TWENTIETH, RENT // 2)):
        pay(here, LEASE, cents, day.isoformat())
    assert stands(store, date(2027, 1, 22)) == ({}, 0, ())
    assert [*file_of(here, today=date(2027, 1, 22)).paid.open.values()] == [RENT]


def test_of_a_rent_that_was_paid_in_part_the_rest_is_let_go(here: Session, store: Path) -> None:
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    pay(here, LEASE, 500_00, "2026-12-01")
    judged_on(store, date(2026, 12, 4), SAID["waived"])
    asked = {"instalment_late": RENT // 2}, RENT // 2, ()
    assert stands(store, date(2026, 12, 22)) == asked
    rents = file_of(here, today=date(2026, 12, 22)).paid.rents
    assert {rent.open for rent in rents if rent.due_on == DECEMBER} == {RENT - 500_00}


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "not moved"])
def test_what_was_paid_while_a_rent_was_moved_stays_where_it_was_once_that_is_let_go(
    here: Session, store: Path, *, moved: bool
) -> None:
    """It paid the instalment that was asked for; else it paid that rent."""
    record(arrangement(here, conditions=(HALVES, RUNNING), why="Graag."), session=here)
    book(here, LEASE, "charge", RENT, "2026-12-01")
    if moved:
        judged_on(store, date(2026, 12, 2), SAID["moved"])
    pay(here, LEASE, RENT // 2, EIGHTEENTH.isoformat())
    with closing(session(store, today=date(2026, 12, 21))) as then:
        (of,) = (of for of in newest(then).conditions if of.clause == RUNNING.clause)
        seen = max(newest(then).judgements, key=lambda one: one.id, default=None)
        record(judge(of, DECEMBER, seen=seen, why="Ziek.", **SAID["waived"]), session=then)
    found, *_ = stands(store, date(2026, 12, 22))
    assert found == ({} if moved else {"instalment_late": RENT // 2})
