"""What is booked over to another account of an arrangement pays the debt for which it was in hand.

Home and garage are those of the arrangement over both: of each the rent of October is arranged in
instalments of 100 euro. All of it came in on the account of the home, that of the garage in time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.agreement import ObligationState
from caseconsole.domain.allocation import in_hand
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.obligations import obligations
from caseconsole.domain.paid import paid, windows
from caseconsole.domain.together import joined
from tests.domain.agreements import arrangement, in_state, instalments
from tests.domain.ledgers import line, returned
from tests.domain.test_together import (
    DAYS,
    EACH,
    GARAGE,
    GARAGE_PAID,
    GARAGE_RENT,
    HOME,
    HOME_PAID,
    HOME_RENT,
    MADE,
    MET,
    PAYMENTS,
    START,
    accounts_of,
    asked,
    both,
    known,
    pays,
    stands,
    with_payments,
)

ALL = instalments(first_on=date(2026, 11, 2), cents=HOME_RENT + GARAGE_RENT)
AT_ONCE = replace(MADE, conditions=(ALL,))
DAY, LOOK = date(2026, 11, 3), date(2026, 11, 5)
HOME_LINES = (pays(21, 27, HOME_RENT + GARAGE_RENT), HOME_PAID)
KINDS = EntryKind.CORRECTION, EntryKind.PAYMENT


def off(cents: int = GARAGE_RENT) -> LedgerEntry:
    return line(40, EntryKind.CORRECTION, cents, DAY)


def on(kind: EntryKind, cents: int = GARAGE_RENT) -> LedgerEntry:
    return line(41, kind, -cents, DAY)


def states(home: tuple[LedgerEntry, ...], garage: tuple[LedgerEntry, ...]) -> list[ObligationState]:
    return [duty.state for duty in asked(both({HOME: home, GARAGE: garage}), LOOK, AT_ONCE)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("garage", "arrears"),
    [
        ((GARAGE_PAID,), 0),
        ((), GARAGE_RENT),
        ((pays(22, 30, GARAGE_RENT - 3000),), 3000),
        ((pays(22, 3, GARAGE_RENT, 11),), 0),
        ((pays(22, 4, GARAGE_RENT, 11),), 0),
    ],
)
def test_what_is_booked_over_pays_what_it_was_in_hand_for_before_the_rent_since(
    kind: EntryKind, garage: tuple[LedgerEntry, ...], arrears: int
) -> None:
    """All that is asked then is the rent since."""
    lines = both({HOME: (*HOME_LINES, off()), GARAGE: (*garage, on(kind))})
    found = known(lines, LOOK, made=AT_ONCE)
    assert (found.open[1], found.in_hand[1]) == (0, 0)
    assert [duty.state for duty in asked(lines, LOOK, AT_ONCE)] == [MET]
    assert stands(lines, HOME, LOOK, AT_ONCE).arrears == 0
    assert stands(lines, GARAGE, LOOK, AT_ONCE).arrears == arrears


@pytest.mark.parametrize(("period", "named"), [("", ""), ("2026-10", ""), ("", "2026-10")])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cents", [GARAGE_RENT, 3000])
def test_a_month_that_is_named_makes_nothing_else_of_what_is_booked_over(
    kind: EntryKind, period: str, named: str, cents: int
) -> None:
    booked = replace(on(kind, cents), period=period, designation=named)
    lines = both({HOME: (*HOME_LINES, off(cents)), GARAGE: (booked,)})
    found = known(lines, LOOK, made=AT_ONCE)
    assert (found.open[1], found.in_hand[1]) == (GARAGE_RENT - cents, GARAGE_RENT - cents)
    assert [duty.state for duty in asked(lines, LOOK, AT_ONCE)] == [MET]


def test_it_may_be_booked_over_month_by_month() -> None:
    parts = (
        replace(on(EntryKind.CORRECTION, 3000), period="2026-10"),
        replace(on(EntryKind.CORRECTION, GARAGE_RENT - 3000), id=42),
    )
    assert states((*HOME_LINES, off()), parts) == [MET]


@pytest.mark.parametrize(
    ("garage", "arrears"),
    [
        ((), GARAGE_RENT),
        ((pays(23, 3, GARAGE_RENT - 100, 11),), 100),
        ((on(EntryKind.CORRECTION, 3000),), GARAGE_RENT - 3000),
        ((on(EntryKind.CORRECTION),), 0),
    ],
)
def test_what_no_other_account_gets_is_a_debt_of_its_own(
    garage: tuple[LedgerEntry, ...], arrears: int
) -> None:
    """As a settlement is: what is in hand stays so, and what was paid in time.

    What the garage pays itself is in hand no more, and meets that.
    """
    lines = both({HOME: (*HOME_LINES, off()), GARAGE: (GARAGE_PAID, *garage)})
    assert stands(lines, HOME, LOOK, AT_ONCE).arrears == arrears
    assert [duty.state for duty in asked(lines, LOOK, AT_ONCE)] == [MET]


@pytest.mark.parametrize(
    ("more", "to_the_good"),
    [
        ((), GARAGE_RENT),
        ((returned(43, "2026-11-04", GARAGE_RENT, reverses=42),), 0),
        ((line(43, EntryKind.CORRECTION, GARAGE_RENT, date(2026, 11, 4)),), 0),
        ((line(43, EntryKind.CORRECTION, GARAGE_RENT, DAY, due_on=LOOK),), 0),
    ],
)
def test_who_pays_a_debt_on_both_accounts_owes_nothing_and_gets_back_what_is_too_much(
    more: tuple[LedgerEntry, ...], to_the_good: int
) -> None:
    """What was in hand on the home for the debt of the garage is of the home again."""
    rents = (pays(20 + n, 27, HOME_RENT, named=f"2026-1{n}") for n in (0, 1))
    home = *rents, pays(42, 28, GARAGE_RENT), *more
    lines = both({HOME: home, GARAGE: (GARAGE_PAID, pays(45, 3, GARAGE_RENT, 11))})
    found = known(lines, LOOK, made=AT_ONCE)
    assert found.open[1] == found.in_hand[1] == 0
    assert [stands(lines, lease, LOOK, AT_ONCE).arrears for lease in lines] == [0, 0]
    assert accounts_of(lines, HOME, LOOK, AT_ONCE).credit == to_the_good


def test_what_came_back_is_paid_by_its_own_account_before_that_has_any_in_hand_for_others() -> None:
    """What was in hand counts once, from the day on which it came in."""
    came = pays(21, 27, GARAGE_RENT), pays(23, 28, GARAGE_RENT)
    back = returned(43, "2026-11-04", GARAGE_RENT, reverses=21)
    rent = pays(22, 26, GARAGE_RENT, named="2026-11")
    found = known(both({GARAGE: (rent, *came, back)}), LOOK)
    assert (found.open[1], found.in_hand[1]) == (HOME_RENT, 0)
    days = [(day.day, cents) for day, cents in found.covered[1]]
    assert days == [(27, GARAGE_RENT), (28, GARAGE_RENT), (4, -GARAGE_RENT)]


NAMED = pays(20, 26, HOME_RENT, named="2026-11")
IN_TWO = (NAMED, pays(21, 27, HOME_RENT), pays(23, 28, GARAGE_RENT))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cents", [0, 3000, GARAGE_RENT])
def test_what_came_back_after_it_was_booked_over_is_an_instalment_again(
    kind: EntryKind, cents: int
) -> None:
    """It is not asked for at once, beside what is arranged."""
    came_back = returned(43, "2026-11-04", GARAGE_RENT, reverses=23)
    lines = both({HOME: (*IN_TWO, off(cents), came_back), GARAGE: (GARAGE_PAID, on(kind, cents))})
    found = known(lines, LOOK, made=AT_ONCE)
    assert (found.open[1], found.in_hand[1]) == (GARAGE_RENT, 0)
    assert [(duty.state, duty.paid) for duty in asked(lines, LOOK, AT_ONCE)] == [
        (ObligationState.PARTLY, HOME_RENT)
    ]
    home = stands(lines, HOME, LOOK, AT_ONCE)
    assert (home.arrears, home.returned_on) == (cents, None)
    assert stands(lines, GARAGE, LOOK, AT_ONCE).arrears == GARAGE_RENT - cents


@pytest.mark.parametrize(
    ("kind", "cents", "back_on"),
    [
        (EntryKind.CORRECTION, GARAGE_RENT, 4),
        (EntryKind.PAYMENT, GARAGE_RENT, 4),
        (EntryKind.CORRECTION, 3000, 4),
        (EntryKind.CORRECTION, GARAGE_RENT, 3),
    ],
)
def test_what_is_booked_over_and_back_is_in_hand_again(
    kind: EntryKind, cents: int, back_on: int
) -> None:
    """No instalment is paid by it twice, and no rent asked that it paid meanwhile."""
    day = date(2026, 11, back_on)
    back_off = line(50, EntryKind.CORRECTION, cents, day)
    back_on_home = replace(back_off, id=51, cents=-cents)
    never, lines = (
        both({HOME: (*HOME_LINES, *home), GARAGE: (GARAGE_PAID, *garage)})
        for home, garage in (((), ()), ((off(), back_on_home), (on(kind), back_off)))
    )
    found, before = (known(each, LOOK, made=AT_ONCE) for each in (lines, never))
    assert (found.open[1], found.in_hand[1]) == (cents, cents)
    assert found.covered == before.covered
    assert [rent.open for rent in known(lines, LOOK, GARAGE, AT_ONCE).rents] == [0]
    assert stands(lines, HOME, LOOK, AT_ONCE).arrears == 0
    assert stands(lines, GARAGE, LOOK, AT_ONCE).arrears == cents


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("back_on", [None, 5])
@pytest.mark.parametrize("paid_on", [4, 5])
def test_what_is_booked_back_since_the_other_account_paid_itself_was_in_hand_on_its_day(
    kind: EntryKind, back_on: int | None, paid_on: int
) -> None:
    """Nobody needs it from then on: what it met in time it met in time."""
    day = date(2026, 11, back_on or 5)
    back_off = line(50, EntryKind.CORRECTION, GARAGE_RENT if back_on else 0, day)
    home = *HOME_LINES, off(), replace(back_off, id=51, cents=-back_off.cents)
    garage = GARAGE_PAID, on(kind), back_off, pays(60, paid_on, GARAGE_RENT, 11)
    lines, look = both({HOME: home, GARAGE: garage}), date(2026, 11, 10)
    assert [duty.state for duty in asked(lines, look, AT_ONCE)] == [MET]
    assert known(lines, look, made=AT_ONCE).open[1] == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reverses", [None, 22])
def test_a_debit_that_comes_back_without_its_payment_is_none_that_was_booked_over(
    kind: EntryKind, reverses: int | None
) -> None:
    """No bank takes that back: the rent that the tenant paid is asked for again."""
    came_back = returned(43, "2026-11-04", GARAGE_RENT, reverses=reverses)
    lines = both({HOME: (*HOME_LINES, off()), GARAGE: (GARAGE_PAID, on(kind), came_back)})
    found = known(lines, LOOK, GARAGE, AT_ONCE)
    assert (found.open[1], found.in_hand[1]) == (0, 0)
    assert [duty.state for duty in asked(lines, LOOK, AT_ONCE)] == [MET]
    assert [rent.open for rent in found.rents] == [GARAGE_RENT]


AGAIN = instalments(first_on=date(2026, 11, 2), cents=GARAGE_RENT)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ended", ["kept", "lapsed"])
@pytest.mark.parametrize("covers", [(GARAGE,), (HOME, GARAGE)])
@pytest.mark.parametrize("came_on", [18, 28])
def test_under_a_later_arrangement_one_that_is_over_makes_nothing_else_of_what_is_booked_over(
    kind: EntryKind, ended: str, covers: tuple[int, ...], came_on: int
) -> None:
    """What was left on the home by then, or comes in since, pays an instalment of the garage."""
    first = in_state(MADE, ended, date(2026, 10, 20))
    later = arrangement(AGAIN, id=2, start_on=date(2026, 10, 25), covers=covers)
    rents = (pays(20 + n, 17, HOME_RENT, named=f"2026-1{n}") for n in (0, 1))
    home = *rents, pays(23, came_on, GARAGE_RENT), off()
    garage = replace(GARAGE_PAID, designation="2026-11"), on(kind)
    lines = both({HOME: home, GARAGE: garage})
    duties = []
    for made in ([later], [first, later]):
        held = joined({lease: windows(made, lease) for lease in lines}, lines)
        told = paid(lines, made, GARAGE, LOOK, held)
        assert told.open[2] == 0
        duties.append(obligations(later, LOOK, LOOK, paid=told, agreements=made))
    assert [duty.paid for duty in duties[0]] == [GARAGE_RENT]
    assert duties[0] == duties[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bound", [False, True])
def test_what_is_booked_over_from_an_account_that_is_not_covered_pays_as_any_money(
    kind: EntryKind, bound: bool
) -> None:
    """Also where another arrangement binds that account to one that it does cover."""
    shed = 9
    other = arrangement(AGAIN, id=2, start_on=START, covers=(GARAGE, shed) if bound else (shed,))
    garage = (pays(30 + n, 14, GARAGE_RENT, named=f"2026-1{n}") for n in (0, 1))
    home = pays(20, 16, HOME_RENT, named="2026-11"), on(kind, 3000)
    lines = both({HOME: home, GARAGE: [*garage]})
    lines[shed] = [pays(24, 28, 3000), off(3000)]
    held = joined({lease: windows([MADE, other], lease) for lease in lines}, lines)
    found = paid(lines, [MADE], HOME, LOOK, held)
    assert found.open[1] == HOME_RENT - 3000
    assert [cents for _, cents in found.covered[1]] == [3000]


def test_what_came_in_on_the_day_is_booked_over_with_what_was_in_hand_before() -> None:
    """Twenty euro of each hundred are left on the garage, and booked over to the debt of the home.

    The rent of the home since stays open.
    """
    garage = pays(100, 15, EACH), pays(101, 1, EACH, 11)
    moved = line(40, EntryKind.CORRECTION, 4000, date(2026, 11, 1))
    lines = both({GARAGE: (*garage, moved), HOME: (replace(moved, id=41, cents=-4000),)})
    assert [rent.open for rent in known(lines, LOOK).rents] == [HOME_RENT]
    assert known(lines, LOOK).open[1] == HOME_RENT - 4000


@given(PAYMENTS, DAYS, st.sampled_from(KINDS), st.data())
def test_to_book_over_what_is_in_hand_leaves_every_duty_as_it_was(
    made: Sequence[tuple[date, int, int]], day: date, kind: EntryKind, data: st.DataObject
) -> None:
    """Whatever rents are paid: no more is asked and no less, and what was in time stays so."""
    lines = with_payments(made)
    held = joined({lease: windows([MADE], lease) for lease in lines}, lines)
    source = data.draw(st.sampled_from((HOME, GARAGE)))
    in_hand_there, _ = in_hand(lines[source], day, held[source])
    cents = data.draw(st.integers(0, in_hand_there))
    found = {
        lease: [*own, line(40, EntryKind.CORRECTION, cents, day)]
        if lease == source
        else [*own, line(41, kind, -cents, day)]
        for lease, own in lines.items()
    }
    assert asked(found, day) == asked(lines, day)
    for lease in lines:
        rents = [[rent.open for rent in known(each, day, lease).rents] for each in (lines, found)]
        assert sum(rents[0]) == sum(rents[1])
    owed = [sum(stands(each, lease, day).arrears for lease in lines) for each in (lines, found)]
    assert owed[1] == owed[0] - cents


@given(PAYMENTS, DAYS, st.integers(0, 20), st.data())
def test_what_comes_back_after_it_was_booked_over_asks_what_it_asks_where_it_was_not(
    made: Sequence[tuple[date, int, int]], day: date, later: int, data: st.DataObject
) -> None:
    lines = with_payments([one for one in made if one[0] <= day])
    paid = [(lease, one) for lease in lines for one in lines[lease] if one.cents < 0]
    held = joined({lease: windows([MADE], lease) for lease in lines}, lines)
    source = data.draw(st.sampled_from((HOME, GARAGE)))
    cents, _ = in_hand(lines[source], day, held[source])
    back_on = day + timedelta(1 + later)
    if paid:
        lease, one = data.draw(st.sampled_from(paid))
        lines[lease].append(returned(60, back_on.isoformat(), -one.cents, reverses=one.id))
    found = {
        lease: [*own, line(40, EntryKind.CORRECTION, cents if lease == source else -cents, day)]
        for lease, own in lines.items()
    }
    for on in (back_on, back_on + timedelta(30)):
        assert asked(found, on) == asked(lines, on)
        assert known(found, on).covered == known(lines, on).covered


def test_what_was_in_hand_within_a_day_alone_neither_came_in_nor_went() -> None:
    """What comes back is laid anew to what is open elsewhere, once all of its day is known."""
    oct_15, oct_16, nov_18, nov_19 = (
        date(2026, month, day) for month, day in ((10, 15), (10, 16), (11, 18), (11, 19))
    )
    came = [(oct_15, 50000, GARAGE), (oct_16, 62001, GARAGE), (nov_18, 10000, GARAGE)]
    lines = with_payments(came)
    (back,) = (one for one in lines[GARAGE] if one.cents == -50000)
    lines[GARAGE].append(returned(60, nov_19.isoformat(), 50000, reverses=back.id))
    told = ((oct_15, 50000), (oct_16, 54001), (nov_18, 3999), (nov_19, -50000))
    assert known(lines, nov_19).covered == {1: told}
