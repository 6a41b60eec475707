"""Allocation while an arrangement runs: the rent since its start first, then the oldest debt."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.allocation import allocate, months, standing
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.window import Window
from tests.domain.ledgers import RENT, TODAY, charge, cost, ledgers, line, payment, returned

FOREVER = date(2099, 12, 31)
DAYS = st.integers(0, 250).map(lambda n: date(2026, 5, 15) + timedelta(n))
RUNNING = Window(date(2026, 10, 15), None)
OLD = [charge(1, 9), charge(2, 10), charge(3, 11)]


@st.composite
def _windows(draw: st.DrawFn, first: date = FOREVER) -> list[Window]:
    """Some windows; what one remits is remitted by the first day that is looked at."""
    found = []
    for _ in range(draw(st.integers(0, 2))):
        start, length = draw(DAYS), draw(st.none() | st.integers(0, 90))
        end = None if length is None else start + timedelta(length)
        remits = end is not None and end <= first and draw(st.booleans())
        since = draw(st.none() | DAYS)
        asks = draw(st.lists(st.tuples(DAYS, st.integers(1, RENT)), max_size=3))
        settles = draw(st.booleans())
        found.append(
            Window(start, end, end if remits else None, since, settles, tuple(sorted(asks)))
        )
    return found


def left(entries: list[LedgerEntry], *windows: Window) -> dict[int, int]:
    return {item.entry.id: item.cents for item in allocate(entries, TODAY, windows).open}


def test_under_an_arrangement_the_new_rent_is_paid_before_the_old_debt() -> None:
    entries = [*OLD, payment(4, "2026-11-03")]
    assert left(entries) == {2: RENT, 3: RENT}
    assert left(entries, RUNNING) == {1: RENT, 2: RENT}


def test_what_is_more_than_the_new_rent_pays_the_oldest_debt() -> None:
    entries = [*OLD, payment(4, "2026-11-03", RENT + 5000)]
    assert left(entries, RUNNING) == {1: RENT - 5000, 2: RENT}


def test_what_the_payer_named_comes_before_the_new_rent() -> None:
    entries = [*OLD, payment(4, "2026-11-03", designation="2026-10")]
    assert left(entries, RUNNING) == {1: RENT, 3: RENT}


def test_a_payment_before_the_start_or_from_the_end_on_pays_the_oldest_debt() -> None:
    early = [*OLD, payment(4, "2026-10-14")]
    assert left(early, RUNNING) == {2: RENT, 3: RENT}
    late = [*OLD, payment(4, "2026-11-10")]
    assert left(late, Window(date(2026, 10, 15), date(2026, 11, 10))) == {2: RENT, 3: RENT}
    assert left(late, Window(date(2026, 10, 15), date(2026, 11, 11))) == {1: RENT, 2: RENT}


def test_rent_that_falls_due_on_the_first_day_is_new_and_its_costs_are_not_rent() -> None:
    entries = [*OLD, cost(5, "2026-11-02", 1000), payment(4, "2026-11-03")]
    assert left(entries, Window(date(2026, 11, 1), None)) == {1: RENT, 2: RENT, 5: 1000}


def test_of_several_starts_the_rent_since_the_newest_comes_first_then_the_one_before() -> None:
    """An arrangement about the rent that fell due since an older debt was frozen (R39, R63)."""
    frozen, arranged = Window(date(2026, 9, 20), None), Window(date(2026, 10, 15), None)
    paid = [payment(4, "2026-11-03", RENT)]
    for windows in ((frozen, arranged), (arranged, frozen)):
        assert left([*OLD, *paid], *windows) == {1: RENT, 2: RENT}
        assert left([*OLD, *paid, payment(5, "2026-11-10", 100)], *windows) == {
            1: RENT, 2: RENT - 100,
        }  # fmt: skip
    over = Window(date(2026, 10, 15), date(2026, 11, 3))
    assert left([*OLD, *paid], frozen, over) == {1: RENT, 3: RENT}


def test_an_arrangement_about_newer_debt_only_has_that_paid_before_the_debt_it_leaves_out() -> None:
    """The rent since its start comes first, and of what it covers only rent goes before (R22)."""
    arranged = Window(date(2026, 10, 15), None, covers_from=date(2026, 9, 20))
    paid = [payment(4, "2026-11-03", RENT)]
    assert left([*OLD, *paid], arranged) == {1: RENT, 2: RENT}
    paid.append(payment(5, "2026-11-10", 100))
    assert left([*OLD, *paid], arranged) == {1: RENT, 2: RENT - 100}
    costs = cost(6, "2026-09-25", 1000)
    assert left([*OLD, costs, *paid], arranged) == {1: RENT, 2: RENT - 100, 6: 1000}
    early = [*OLD, payment(4, "2026-10-14", RENT)]
    assert left(early, arranged) == {2: RENT, 3: RENT}


def test_credit_from_before_the_new_rent_pays_it_when_a_returned_debit_opens_older_rent() -> None:
    entries = [
        charge(1, 9), payment(2, "2026-09-02"), charge(3, 11),
        payment(4, "2026-10-20"), returned(5, "2026-11-01", reverses=2),
    ]  # fmt: skip
    assert left(entries, RUNNING) == {1: RENT}
    assert left([*entries[:2], *entries[3:]], RUNNING) == {}


DISCHARGED = Window(date(2026, 10, 15), date(2026, 11, 2), remitted_on=date(2026, 11, 2))


def test_what_is_remitted_is_no_arrears_though_it_is_booked() -> None:
    """R63: from the day of the discharge on, and only what fell due before the start."""
    found = standing(7, OLD, RENT, TODAY, [DISCHARGED])
    assert (found.arrears, found.since, found.balance) == (RENT, date(2026, 11, 1), 3 * RENT)
    assert (found.missed_on, found.missed_cents, found.months_tenths) == (
        date(2026, 11, 1), RENT, 10,
    )  # fmt: skip
    before = standing(7, OLD, RENT, date(2026, 11, 1), [DISCHARGED])
    assert before.arrears == 3 * RENT
    back = [charge(1, 9), payment(2, "2026-09-02"), returned(3, "2026-11-20", reverses=2)]
    again = standing(7, back, RENT, TODAY, [DISCHARGED])
    assert (again.arrears, again.returned_on) == (0, None)


def test_no_payment_meets_what_is_remitted_but_one_that_names_it() -> None:
    """Rent that is paid ahead waits for its month; what is written off is the old debt."""
    paid = [*OLD, payment(4, "2026-11-03"), payment(5, "2026-11-20")]
    assert left(paid, DISCHARGED) == {1: RENT, 2: RENT}
    assert allocate(paid, TODAY, [DISCHARGED]).credit == RENT
    named = [*OLD, payment(4, "2026-11-03", designation="2026-10")]
    assert left(named, DISCHARGED) == {1: RENT, 3: RENT}
    off = [*OLD, line(4, EntryKind.WRITE_OFF, -2 * RENT, date(2026, 11, 5))]
    assert left(off, DISCHARGED) == {3: RENT}
    later = Window(date(2026, 11, 1), None)
    assert left([*off, payment(5, "2026-11-06", 100)], DISCHARGED, later) == {3: RENT - 100}


@given(ledgers(), _windows(), DAYS)
def test_windows_never_change_the_total_that_is_open(
    entries: list[LedgerEntry], windows: list[Window], day: date
) -> None:
    plain = [replace(entry, designation="") for entry in entries]
    with_windows, without = allocate(plain, day, windows), allocate(plain, day)
    assert sum(one.cents for one in with_windows.open) - with_windows.credit == (
        sum(one.cents for one in without.open) - without.credit
    )
    assert allocate(plain, day, []) == without


@given(ledgers(), _windows())
def test_under_windows_no_cent_is_lost(entries: list[LedgerEntry], windows: list[Window]) -> None:
    whole = allocate(entries, FOREVER, windows)
    assert sum(one.cents for one in whole.open) - whole.credit == sum(e.cents for e in entries)
    assert all(one.cents > 0 for one in whole.open)
    assert whole.credit >= 0


@given(ledgers(), _windows(), DAYS, st.randoms(use_true_random=False))
def test_under_windows_the_order_of_arrival_makes_no_difference(
    entries: list[LedgerEntry], windows: list[Window], day: date, order: Random
) -> None:
    shuffled, turned = entries.copy(), windows.copy()
    order.shuffle(shuffled)
    order.shuffle(turned)
    assert allocate(shuffled, day, turned) == allocate(entries, day, windows)
    assert standing(7, shuffled, RENT, day, turned) == standing(7, entries, RENT, day, windows)
    assert months(shuffled, day, turned) == months(entries, day, windows)


@given(ledgers(), _windows(date(2026, 5, 15)), DAYS)
def test_under_windows_a_standing_holds_until_the_day_before_the_next_one(
    entries: list[LedgerEntry], windows: list[Window], day: date
) -> None:
    found = standing(7, entries, RENT, day, windows)
    later = min((found.next_due_on or FOREVER) - timedelta(1), day + timedelta(40))
    assert replace(standing(7, entries, RENT, later, windows), as_of=day) == found


@pytest.mark.parametrize(
    ("paid", "settles", "open_"),
    [
        (RENT, False, {1: RENT}),
        (RENT, True, {3: RENT}),
        (10000, False, {1: RENT, 3: RENT - 10000}),
        (10000, True, {1: RENT - 10000, 3: RENT}),
    ],
)
def test_what_comes_back_beside_an_arrangement_is_met_as_the_rent_since(
    paid: int, settles: bool, open_: dict[int, int]
) -> None:
    """Before what that covers (R36); under a settlement it is older debt. No cent is lost."""
    entries = [
        charge(1, 9), charge(3, 10), payment(2, "2026-10-02", paid, designation="2026-10"),
        returned(4, "2026-11-05", paid, reverses=2), payment(5, "2026-11-10", paid),
    ]  # fmt: skip
    held = Window(date(2026, 10, 15), None, settles=settles)
    assert left(entries, held) == open_
    for windows in ((), (held,)):
        assert standing(7, entries, RENT, TODAY, windows).arrears == 2 * RENT - paid
        assert sum(line.open for line in months(entries, TODAY, windows)) == 2 * RENT - paid
        assert sum(line.charged for line in months(entries, TODAY, windows)) == 2 * RENT


def test_who_names_the_month_of_which_a_part_came_back_pays_that_part_first() -> None:
    """The rest of that month is arranged (R23, R36)."""
    entries = [
        charge(1, 10), payment(2, "2026-10-02", 30000),
        returned(3, "2026-11-05", 30000, reverses=2),
        payment(4, "2026-11-10", 30000, designation="2026-10"),
    ]  # fmt: skip
    held = Window(date(2026, 10, 15), None)
    assert standing(7, entries[:3], RENT, TODAY, [held]).returned_on == date(2026, 11, 5)
    after = standing(7, entries, RENT, TODAY, [held])
    assert (after.arrears, after.returned_on) == (RENT - 30000, None)


KEPT = Window(date(2026, 10, 15), date(2026, 11, 6))
LATER = Window(date(2026, 11, 10), None)
BESIDE = {
    "a later arrangement runs": ([KEPT, LATER], True),
    "no other followed": ([KEPT], False),
    "the later one began once it had come back": ([KEPT, Window(date(2026, 11, 21), None)], False),
    "the later one began on the day": ([KEPT, Window(date(2026, 11, 20), None)], True),
    "the later one was over by then": ([KEPT, LATER._replace(end=date(2026, 11, 20))], False),
    "the later one is a settlement": ([KEPT, LATER._replace(settles=True)], False),
}


@pytest.mark.parametrize(("held", "beside"), BESIDE.values(), ids=BESIDE)
def test_an_instalment_that_comes_back_beside_a_later_arrangement_is_a_debit_that_came_back(
    held: list[Window], *, beside: bool
) -> None:
    """The one that it was paid under asks for it no more (R36)."""
    entries = [charge(1, 10), payment(2, "2026-11-05"), returned(3, "2026-11-20", reverses=2)]
    found = standing(7, entries, RENT, TODAY, held)
    assert found.arrears == RENT
    assert found.returned_on == (date(2026, 11, 20) if beside else None)


def test_what_came_back_and_is_paid_under_a_later_arrangement_is_an_instalment_of_that() -> None:
    """That it came back beside the one before makes it no rent that came back again."""
    over, runs = Window(date(2026, 9, 1), date(2026, 9, 20)), Window(date(2026, 10, 15), None)
    entries = [
        charge(1, 8), payment(2, "2026-08-02"), returned(3, "2026-09-10", reverses=2),
        payment(4, "2026-11-05"), returned(5, "2026-11-20", reverses=4),
    ]  # fmt: skip
    found = standing(7, entries, RENT, TODAY, [over, runs])
    assert (found.arrears, found.returned_on) == (RENT, date(2026, 9, 10))


@pytest.mark.parametrize("runs", [True, False])
def test_what_the_bank_asks_for_an_instalment_that_came_back_is_paid_after_the_instalments(
    *, runs: bool
) -> None:
    entries = [
        charge(1, 9), payment(2, "2026-11-05"), returned(3, "2026-11-10", RENT + 750, reverses=2),
        payment(4, "2026-11-12"),
    ]  # fmt: skip
    held = [RUNNING] if runs else []
    assert left(entries, *held) == {3: 750}
    assert standing(7, entries[:3], RENT, TODAY, held).returned_on == (
        None if runs else date(2026, 11, 10)
    )
