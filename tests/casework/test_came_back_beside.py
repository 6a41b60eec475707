"""A debit that comes back beside an arrangement is owed at once, and no part of that (R36).

September was paid on 2 September and comes back on 6 November; the rents of October and November
are arranged on 3 November in two instalments, of 20 December and 20 January.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseconsole.casework.arranging import Wanted, desk
from caseconsole.casework.calling import guide
from caseconsole.casework.proposing import agreed
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain.agreement import Obligation, ObligationState
from caseconsole.domain.changes import RecordContact
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.obligations import obligations
from caseconsole.domain.schedule import Cadence
from tests.casework.agreed import CASE, LEASE, arrangement, file_of, instalment, newest
from tests.casework.stores import RENT, book, pay, session
from tests.casework.test_frozen_debts import freeze, helped, pay_december
from tests.casework.test_new_rent_arranged import called

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
SEEN = date(2026, 11, 9)
LATE = date(2026, 12, 23)


@pytest.fixture
def arranged(store: Path) -> Iterator[Session]:
    """The debt of October and November is arranged."""
    with closing(session(store)) as here:
        terms = instalment(first_on=date(2026, 12, 20))
        record(arrangement(here, conditions=(terms,)), session=here)
        book(here, LEASE, "returned", RENT, "2026-11-06")
        yield here


def asks(store: Path, on: date) -> tuple[int, tuple[date, ...]]:
    """How much the card asks for on a day, and of which months."""
    with closing(session(store, today=on)) as here:
        card = guide(here, open_case(here, CASE))
    return card.cents, card.missed


def test_the_card_asks_for_what_the_call_is_about(arranged: Session, store: Path) -> None:
    due = called(store, SEEN)
    assert due["running_rent_late"].because.values["open_cents"] == RENT
    assert "first_call" not in due
    assert asks(store, SEEN) == (RENT, (SEPTEMBER,))


@pytest.mark.parametrize("cents", [RENT, RENT // 2])
def test_it_is_paid_before_the_instalments(arranged: Session, store: Path, cents: int) -> None:
    """What is paid again is no instalment."""
    pay(arranged, LEASE, cents, "2026-11-10")
    called(store, date(2026, 11, 13))
    assert asks(store, date(2026, 11, 13)) == (RENT - cents, (SEPTEMBER,) if cents < RENT else ())
    assert {duty.paid for duty in parts(store, LATE)} == {0}


def parts(store: Path, on: date) -> list[Obligation]:
    """The instalments as they stand on a day."""
    with closing(session(store, today=on)) as here:
        file, made = file_of(here, today=on), newest(here)
        known = obligations(made, on, made.end_on or date(2027, 1, 31), paid=file.paid)
    return [duty for duty in known if duty.condition.clause == "instalment"]


def test_who_pays_it_and_the_instalments_on_their_days_is_not_called(
    arranged: Session, store: Path
) -> None:
    pay(arranged, LEASE, RENT, "2026-11-10")
    pay_december(arranged)
    pay(arranged, LEASE, RENT, "2026-12-20")
    assert not {"first_call", "instalment_late", "arrangement_over"} & called(store, LATE).keys()
    assert [duty.state for duty in parts(store, LATE)] == [
        ObligationState.MET, ObligationState.AHEAD,
    ]  # fmt: skip


def test_it_comes_back_again_as_it_did_before(arranged: Session, store: Path) -> None:
    """The second try is no instalment either."""
    pay(arranged, LEASE, RENT, "2026-11-10")
    book(arranged, LEASE, "returned", RENT, "2026-11-12")
    assert "running_rent_late" in called(store, date(2026, 11, 16))
    assert asks(store, date(2026, 11, 16)) == (RENT, (SEPTEMBER,))


def test_of_rent_that_is_arranged_for_the_rest_only_what_came_back_is_asked_for(
    store: Path,
) -> None:
    """A part of October was paid when the rest was arranged."""
    with closing(session(store)) as here:
        pay(here, LEASE, 300_00, "2026-11-02")
        terms = instalment(first_on=date(2026, 12, 20), cents=RENT - 150_00)
        record(arrangement(here, conditions=(terms,)), session=here)
        book(here, LEASE, "returned", 300_00, "2026-11-06")
    assert called(store, SEEN)["running_rent_late"].because.values["open_cents"] == 300_00
    assert asks(store, SEEN) == (300_00, (OCTOBER,))


def test_an_instalment_that_comes_back_is_late(arranged: Session, store: Path) -> None:
    """It was paid under the arrangement (R35)."""
    pay(arranged, LEASE, RENT, "2026-11-10")
    pay_december(arranged)
    pay(arranged, LEASE, RENT, "2026-12-18")
    book(arranged, LEASE, "returned", RENT, "2026-12-21")
    due = called(store, LATE)
    assert "instalment_late" in due
    assert "running_rent_late" not in due


@pytest.mark.parametrize("how", ["", "mediation", "moratorium"])
def test_what_waits_is_called_about_by_nobody_once_it_came_back(store: Path, how: str) -> None:
    """Be it settled, frozen or being settled (R60, R63): who was spoken to is left in peace."""
    with closing(session(store)) as here:
        freeze(here, how) if how else helped(here, "intake")
        record(spoken(), session=here)
        book(here, LEASE, "returned", RENT, "2026-11-06")
    assert "first_call" not in called(store, SEEN)
    assert asks(store, SEEN) == (RENT, (date(2026, 11, 1),))


def spoken() -> RecordContact:
    """The tenant was called and reached."""
    return RecordContact(
        case=CASE, channel=Channel.PHONE, whom=Whom.TENANT, identity_checked=True, language="nl"
    )


def test_what_comes_back_and_matches_no_payment_is_owed_beside_it_too(store: Path) -> None:
    """Such as with the costs of the bank: who pays it and the instalments is not called."""
    with closing(session(store)) as here:
        terms = instalment(first_on=date(2026, 12, 20))
        record(arrangement(here, conditions=(terms,)), session=here)
        book(here, LEASE, "returned", RENT + 5_00, "2026-11-06")
        due = called(store, SEEN)
        assert due["running_rent_late"].because.values["open_cents"] == RENT + 5_00
        assert asks(store, SEEN)[0] == RENT + 5_00
        pay(here, LEASE, RENT + 5_00, "2026-11-10")
        pay_december(here)
        pay(here, LEASE, RENT, "2026-12-20")
    assert not {"first_call", "running_rent_late", "instalment_late"} & called(store, LATE).keys()
    assert [duty.state for duty in parts(store, LATE)] == [
        ObligationState.MET, ObligationState.AHEAD,
    ]  # fmt: skip


def test_a_cost_beside_an_arrangement_is_asked_for_and_one_from_before_it_is_not(
    store: Path,
) -> None:
    """That one is arranged with the rest."""
    with closing(session(store)) as here:
        book(here, LEASE, "cost", 40_00, "2026-11-02")
        terms = instalment(first_on=date(2026, 12, 20))
        record(arrangement(here, conditions=(terms,)), session=here)
        called(store, SEEN)
        assert asks(store, SEEN) == (0, ())
        book(here, LEASE, "cost", 15_00, "2026-11-05")
    called(store, SEEN)
    assert asks(store, SEEN) == (15_00, ())


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("cents", [RENT, RENT + 5_00])
@pytest.mark.parametrize(("on", "beside"), [("03", True), ("04", True), ("02", False)])
def test_what_came_back_from_the_day_of_the_arrangement_on_is_asked_beside_it(
    store: Path, on: str, cents: int, *, known: bool, beside: bool
) -> None:
    """Be it the rent of September or with the costs of the bank, told before the desk or after."""
    with closing(session(store)) as here:
        if known:
            book(here, LEASE, "returned", cents, f"2026-11-{on}")
        debt = at_the_desk(here)
        if not known:
            book(here, LEASE, "returned", cents, f"2026-11-{on}")
    assert debt == (2 * RENT + cents if known and not beside else 2 * RENT)
    called(store, SEEN)
    with closing(session(store, today=SEEN)) as here:
        assert file_of(here, today=SEEN).paid.open == {1: 2 * RENT + (0 if beside else cents)}
    late = called(store, SEEN).get("running_rent_late")
    assert (late and late.because.values["open_cents"]) == (cents if beside else None)
    assert asks(store, SEEN)[0] == (cents if beside else 0)


def at_the_desk(here: Session) -> int:
    """Arrange all that the desk offers from 20 December on, and tell how much that is."""
    view = open_case(here, CASE)
    offered = desk(here, view)
    wanted = Wanted(Cadence.MONTHLY, date(2026, 12, 20), RENT, None, None, 0, "single")
    record(agreed(here, view, offered, wanted, "Graag.", "at-the-desk"), session=here)
    return offered.debt(others=False)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("cents", [RENT, RENT + 5_00])
def test_who_pays_what_came_back_on_that_day_and_the_instalments_is_called_about_neither(
    store: Path, cents: int, *, known: bool
) -> None:
    with closing(session(store)) as here:
        if known:
            book(here, LEASE, "returned", cents, "2026-11-03")
        at_the_desk(here)
        if not known:
            book(here, LEASE, "returned", cents, "2026-11-03")
        pay(here, LEASE, cents, "2026-11-10")
        pay_december(here)
        pay(here, LEASE, RENT, "2026-12-20")
    assert not {"running_rent_late", "instalment_late"} & called(store, LATE).keys()
    assert [duty.state for duty in parts(store, LATE)] == [
        ObligationState.MET, ObligationState.AHEAD,
    ]  # fmt: skip


def test_an_instalment_of_one_that_was_kept_which_comes_back_beside_the_next_is_called_about(
    store: Path,
) -> None:
    """As the card asks for it (R36)."""
    seen = date(2027, 1, 13)
    with closing(session(store)) as here:
        terms = instalment(first_on=date(2026, 11, 5))
        record(arrangement(here, conditions=(terms,)), session=here)
        pay(here, LEASE, RENT, "2026-11-05")
        pay_december(here)
    called(store, date(2026, 12, 5))
    with closing(session(store, today=date(2026, 12, 5))) as here:
        pay(here, LEASE, RENT, "2026-12-05")
        book(here, LEASE, "charge", RENT, "2027-01-01")
        assert newest(here).state == "kept"
    with closing(session(store, today=date(2027, 1, 6))) as here:
        terms = instalment(first_on=date(2027, 2, 5))
        again = arrangement(here, start_on=date(2027, 1, 6), conditions=(terms,), why="Graag.")
        record(again, session=here)
        book(here, LEASE, "returned", RENT, "2027-01-10")
    told = called(store, seen)["running_rent_late"].because
    assert (told.id, told.values["open_cents"]) == ("running_rent_late.returned", RENT)
    assert asks(store, seen) == (RENT, (date(2026, 11, 1),))


NEW = date(2026, 11, 24)


@pytest.mark.parametrize("how", ["", "mediation", "wsnp", "moratorium"])
@pytest.mark.parametrize(
    ("on", "cents", "asked", "calls"),
    [
        ("2026-11-20", RENT + 5_00, RENT + 5_00, True),
        ("2026-11-05", RENT + 5_00, RENT + 5_00, True),
        ("2026-10-20", RENT + 5_00, 0, False),
        ("2026-11-20", 4_99, 4_99, False),
    ],
)
def test_what_comes_back_beside_what_waits_and_matches_no_payment_is_asked_for(
    store: Path, how: str, on: str, cents: int, asked: int, *, calls: bool
) -> None:
    """As new rent that comes back is (R60, R61, R63); the debt of October waits since the 20th."""
    with closing(session(store)) as here:
        freeze(here, how) if how else helped(here, "intake")
        pay(here, LEASE, RENT, "2026-11-04")
        book(here, LEASE, "returned", cents, on)
    due = called(store, NEW)
    assert asks(store, NEW)[0] == asked
    assert ("first_call" in due) is calls
    if calls:
        told = due["first_call"].because
        assert (told.id, told.values["open_cents"]) == ("first_call.returned", cents)


@pytest.mark.parametrize("how", ["", "mediation", "wsnp", "moratorium"])
def test_who_pays_what_came_back_beside_what_waits_is_asked_for_nothing(
    store: Path, how: str
) -> None:
    """What waits is not paid by that (R60, R61, R63)."""
    with closing(session(store)) as here:
        freeze(here, how) if how else helped(here, "intake")
        pay(here, LEASE, RENT, "2026-11-04")
        book(here, LEASE, "returned", RENT + 5_00, "2026-11-20")
        pay(here, LEASE, RENT + 5_00, "2026-11-23")
    assert "first_call" not in called(store, NEW)
    assert asks(store, NEW) == (0, ())
