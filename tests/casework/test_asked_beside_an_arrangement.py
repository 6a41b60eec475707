"""What a caller asks for while an arrangement runs: not what its instalments pay (R35, R36, R38).

The rents of 1 October and of 1 November are open. In `anna` that of November is arranged, in two
halves of 20 November and of 20 December, as in `test_new_rent_arranged`.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.calling import guide
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.agreement import JudgedAs, SuspensionKind
from caseconsole.process.policy_scripts import ARRANGED, CallMoment
from tests.casework.agreed import CASE, LEASE, arrangement, instalment, judge, newest, step, suspend
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_frozen_debts import RUNNING, helped, pay_december
from tests.casework.test_new_rent_arranged import OVER, anna, called

__all__ = ["anna"]

OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))


@pytest.fixture
def all_of_it(store: Path) -> Iterator[Session]:
    """Both rents are arranged from 20 December on."""
    with closing(session(store)) as here:
        terms = instalment(first_on=date(2026, 12, 20))
        record(arrangement(here, conditions=(terms,)), session=here)
        yield here


def asks(store: Path, on: date) -> tuple[int, tuple[date, ...]]:
    """How much is asked for on a day, and of which months."""
    called(store, on)
    with closing(session(store, today=on)) as here:
        card = guide(here, open_case(here, CASE))
    assert card.arranged
    return card.cents, card.missed


def test_the_card_asks_for_what_the_call_is_about(anna: Session, store: Path) -> None:
    """The list says the rent of October, and so does the card."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    assert called(store, OVER)["first_call"].because.values["open_cents"] == RENT
    assert asks(store, OVER) == (RENT, (OCTOBER,))


def test_what_an_arrangement_leaves_out_waits_while_it_is_frozen(
    anna: Session, store: Path
) -> None:
    """Counselling is still asked for since 15 September, the moratorium has not ended."""
    pay(anna, LEASE, RENT // 2, "2026-11-20")
    pay_december(anna)
    assert asks(store, date(2026, 11, 30)) == (0, ())


def test_an_instalment_that_is_late_is_asked_for(anna: Session, store: Path) -> None:
    """With what was left out: the tenant is called once (R35)."""
    pay_december(anna)
    assert asks(store, OVER) == (RENT + RENT // 2, (OCTOBER,))


def test_beside_an_arrangement_for_all_only_the_rent_since_is_asked_for(
    all_of_it: Session, store: Path
) -> None:
    """R36."""
    book(all_of_it, LEASE, "charge", RENT, "2026-12-01")
    late = called(store, date(2026, 12, 3))["running_rent_late"]
    assert late.because.values["open_cents"] == RENT
    assert asks(store, date(2026, 12, 3)) == (RENT, (DECEMBER,))


LATER = date(2026, 12, 28)
SAID: list[tuple[JudgedAs, dict[str, Any], int, int]] = [
    (JudgedAs.MOVED, {"moved_to": LATER}, 0, RENT),
    (JudgedAs.MOVED, {"moved_to": date(2026, 12, 2)}, RENT, RENT),
    (JudgedAs.EXCUSED, {}, 0, 0),
    (JudgedAs.WAIVED, {}, 0, 0),
]


@pytest.mark.parametrize(
    ("verdict", "more", "first", "last"),
    SAID,
    ids=["moved", "moved to a day that passed", "excused", "waived"],
)
@pytest.mark.parametrize("came_back", [False, True], ids=["unpaid", "came back"])
def test_the_card_asks_for_no_rent_that_was_moved_or_let_go(
    store: Path,
    verdict: JudgedAs,
    more: dict[str, Any],
    first: int,
    last: int,
    *,
    came_back: bool,
) -> None:
    """As no call is made about it: moved rent is asked for once its new day is over (R36)."""
    with closing(session(store)) as here:
        later = instalment(first_on=date(2027, 1, 20))
        record(arrangement(here, conditions=(later, RUNNING)), session=here)
        (running,) = (of for of in newest(here).conditions if of.clause == RUNNING.clause)
        record(judge(running, DECEMBER, verdict, why="Loon komt later.", **more), session=here)
        book(here, LEASE, "charge", RENT, "2026-12-01")
        if came_back:
            pay(here, LEASE, RENT, "2026-12-02")
            book(here, LEASE, "returned", RENT, "2026-12-03")
    for on, cents in ((date(2026, 12, 4), first), (date(2026, 12, 30), last)):
        assert ("running_rent_late" in called(store, on)) is bool(cents)
        assert asks(store, on) == (cents, (DECEMBER,) if cents else ())


def test_while_its_instalments_are_to_come_nothing_is_asked_for(
    all_of_it: Session, store: Path
) -> None:
    assert asks(store, date(2026, 11, 30)) == (0, ())


def test_of_an_arrangement_for_all_a_late_instalment_is_asked_for(
    all_of_it: Session, store: Path
) -> None:
    pay_december(all_of_it)
    assert "instalment_late" in called(store, date(2026, 12, 22))
    assert asks(store, date(2026, 12, 22)) == (RENT, ())


@pytest.mark.parametrize(("on", "arranged"), [(date(2026, 11, 30), False), (OVER, True)])
def test_the_words_are_about_the_arrangement_once_an_instalment_is_late(
    anna: Session, store: Path, on: date, *, arranged: bool
) -> None:
    """They name no month of which the rent is arranged (R35); before that the rent left out."""
    pay_december(anna)
    if not arranged:
        pay(anna, LEASE, RENT // 2, "2026-11-20")
    policy = anna.policy
    called(store, on)
    with closing(session(store, today=on)) as here:
        words = guide(here, open_case(here, CASE)).scripts
    for tag, there in words.items():
        for moment, instead in ARRANGED.items():
            assert there[moment] == policy.scripts(tag, instead if arranged else moment, on)
        assert there["closing"] == policy.scripts(tag, CallMoment.CLOSING, on)


@pytest.mark.parametrize("moratorium", [False, True])
def test_a_moratorium_lets_no_more_be_asked_than_what_is_being_settled(
    store: Path, *, moratorium: bool
) -> None:
    """Of two freezes the later counts; the earlier counselling was withdrawn (R60, R63)."""
    with closing(session(store)) as here:
        if moratorium:
            helped(here, since=date(2026, 9, 1))
            reason = SuspensionKind.MORATORIUM
            still = suspend(newest(here), date(2026, 9, 10), OVER, reason_kind=reason)
            record(still, session=here)
            record(step(here, "withdrawn", why="Zelf."), session=here)
        helped(here, since=date(2026, 10, 15))
        card = guide(here, open_case(here, CASE))
    assert (card.cents, card.missed, card.waits_since) == (RENT, (NOVEMBER,), date(2026, 10, 15))
