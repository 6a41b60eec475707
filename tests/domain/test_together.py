"""An arrangement of a home and a garage: what comes in on either account pays its instalments.

Each account is met as that of one lease is; what an instalment takes where nothing of its own is
open is in hand for the other.

Of both the rent of October is arranged on 15 October, in instalments of 100 euro from 28 October.
The home costs 500 euro a month and the garage 80.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.agreement import Agreement, Obligation, ObligationState, Paid
from caseconsole.domain.allocation import Allocation, allocate, in_hand, standing
from caseconsole.domain.judging import instalment
from caseconsole.domain.ledger import EntryKind, LedgerEntry, Standing
from caseconsole.domain.obligations import obligations
from caseconsole.domain.paid import paid, windows
from caseconsole.domain.together import joined
from tests.domain.agreements import arrangement, in_state, instalments
from tests.domain.ledgers import charge, cost, ledgers, line, payment, returned

HOME, GARAGE = 7, 8
HOME_RENT, GARAGE_RENT, EACH = 50000, 8000, 10000
START, FIRST = date(2026, 10, 15), date(2026, 10, 28)
PLAN = instalments(first_on=FIRST, cents=EACH, rule="FREQ=MONTHLY;COUNT=5")
MADE = arrangement(PLAN, start_on=START, covers=(HOME, GARAGE))
RENTS = {
    HOME: [charge(n, 9 + n, HOME_RENT) for n in (1, 2)],
    GARAGE: [charge(10 + n, 9 + n, GARAGE_RENT) for n in (1, 2)],
}
Ledgers = Mapping[int, Sequence[LedgerEntry]]


def both(more: Ledgers, made: Agreement = MADE) -> dict[int, list[LedgerEntry]]:
    return {lease: [*RENTS[lease], *more.get(lease, ())] for lease in made.covers}


def known(lines: Ledgers, through: date, own: int = HOME, made: Agreement = MADE) -> Paid:
    held = joined({lease: windows([made], lease) for lease in made.covers}, lines)
    return paid(lines, [made], own, through, held)


def stands(lines: Ledgers, lease: int, through: date, made: Agreement = MADE) -> Standing:
    held = joined({lease: windows([made], lease) for lease in made.covers}, lines)
    return standing(lease, lines[lease], 0, through, held[lease])


def accounts_of(lines: Ledgers, lease: int, through: date, made: Agreement) -> Allocation:
    held = joined({lease: windows([made], lease) for lease in made.covers}, lines)
    return allocate(lines[lease], through, held[lease])


def asked(lines: Ledgers, through: date, made: Agreement = MADE) -> list[Obligation]:
    found = obligations(made, through, through, paid=known(lines, through, made=made))
    return [duty for duty in found if instalment(duty.condition)]


def pays(id: int, day: int, cents: int, month: int = 10, named: str = "") -> LedgerEntry:  # noqa: A002
    return payment(id, date(2026, month, day).isoformat(), cents, named)


MET, LATE = ObligationState.MET, ObligationState.LATE
PARTLY, MISSED = ObligationState.PARTLY, ObligationState.MISSED
HOME_PAID, GARAGE_PAID = pays(20, 30, HOME_RENT), pays(22, 30, GARAGE_RENT)
PAID = {HOME: [pays(21, 27, EACH), HOME_PAID], GARAGE: [GARAGE_PAID]}
ON_THE_DAY = pays(20, 1, HOME_RENT, 11), pays(22, 1, GARAGE_RENT, 11)
HALF = pays(21, 27, EACH // 2)
CASES: dict[str, tuple[Ledgers, ObligationState, int, int]] = {
    "the instalment on the account of the home": (PAID, MET, 0, 0),
    "the instalment on the account of the garage": (
        {HOME: [HOME_PAID], GARAGE: [pays(21, 27, EACH), GARAGE_PAID]}, MET, 0, 0,
    ),
    "half on either account": (
        {HOME: [HALF, HOME_PAID], GARAGE: [pays(23, 27, EACH // 2), GARAGE_PAID]}, MET, 0, 0,
    ),
    "the rents before the instalment": (
        {HOME: [pays(20, 24, HOME_RENT), pays(21, 27, EACH)], GARAGE: [pays(22, 24, GARAGE_RENT)]},
        MET, 0, 0,
    ),
    "all at once on the account of the home": (
        {HOME: [pays(20, 27, HOME_RENT + EACH)], GARAGE: [GARAGE_PAID]}, MET, 0, 0,
    ),
    "the instalment after its day": ({**PAID, HOME: [pays(21, 31, EACH), HOME_PAID]}, LATE, 0, 0),
    "no instalment": ({HOME: ON_THE_DAY[:1], GARAGE: ON_THE_DAY[1:]}, MISSED, 0, 0),
    "half an instalment": (
        {HOME: [HALF, ON_THE_DAY[0]], GARAGE: ON_THE_DAY[1:]}, PARTLY, 0, 0,
    ),
    "no rent of the home": ({**PAID, HOME: [pays(21, 27, EACH)]}, MET, HOME_RENT, 0),
    "no rent of the garage": ({HOME: PAID[HOME]}, MET, 0, GARAGE_RENT),
    "no rent of the garage, the instalment there": (
        {HOME: [HOME_PAID], GARAGE: [pays(21, 27, EACH)]}, MET, 0, GARAGE_RENT,
    ),
    "the rents alone, ahead of the instalment": (
        {HOME: [pays(20, 24, HOME_RENT)], GARAGE: [pays(22, 24, GARAGE_RENT)]}, MET, EACH, 0,
    ),
    "the rents alone, between the instalment and their day": (
        {HOME: [pays(20, 31, HOME_RENT)], GARAGE: [GARAGE_PAID]},
        LATE, EACH - GARAGE_RENT, GARAGE_RENT,
    ),
    "half an instalment, the rents between it and their day": (
        {**PAID, HOME: [HALF, HOME_PAID]}, LATE, EACH // 2, 0,
    ),
    "the instalment before all else, no rent of the garage": (
        {HOME: [HOME_PAID], GARAGE: [pays(21, 16, EACH)]}, MET, 0, GARAGE_RENT,
    ),
    "the rents alone, named": (
        {
            HOME: [pays(20, 24, HOME_RENT, named="2026-11")],
            GARAGE: [pays(22, 24, GARAGE_RENT, named="2026-11")],
        }, MISSED, 0, 0,
    ),
    "the rents after the first": (
        {HOME: [pays(21, 27, EACH), pays(20, 2, HOME_RENT, 11)],
         GARAGE: [pays(22, 2, GARAGE_RENT, 11)]}, MET, 0, 0,
    ),
    "a cost of the arranged month since": (
        {**PAID, HOME: [*PAID[HOME], cost(30, "2026-10-20", 4000, "2026-10")]}, MET, 0, 0,
    ),
    "the instalment came back": (
        {**PAID, HOME: [*PAID[HOME], returned(23, "2026-11-01", EACH, reverses=21)]},
        MISSED, 0, 0,
    ),
    "the instalment came back of the account of the garage": (
        {HOME: [HOME_PAID],
         GARAGE: [pays(21, 27, EACH), GARAGE_PAID, returned(23, "2026-11-02", EACH, reverses=21)]},
        MISSED, 0, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "state", "home", "garage"), CASES.values(), ids=CASES)
def test_what_comes_in_on_any_account_pays_the_instalments_of_all(
    more: Ledgers, state: ObligationState, home: int, garage: int
) -> None:
    """And the rent of each is paid by its own account."""
    lines, day = both(more), date(2026, 11, 4)
    assert asked(lines, day)[0].state is state
    for lease, lacks in ((HOME, home), (GARAGE, garage)):
        found = stands(lines, lease, day)
        assert (found.missed_cents if found.missed_on == date(2026, 11, 1) else 0) == lacks
        (rent,) = known(lines, day, lease).rents
        assert rent.open == lacks


def test_what_is_in_hand_and_came_back_is_told_on_both_days() -> None:
    """Eighty of the hundred euro paid the debt of the garage, the rest was in hand for the home."""
    back = returned(23, "2026-11-02", EACH, reverses=21)
    lines = both({GARAGE: [pays(21, 27, EACH), GARAGE_PAID]})
    assert known(lines, date(2026, 11, 1)).in_hand == {1: EACH - GARAGE_RENT}
    lines = both({GARAGE: [pays(21, 27, EACH), GARAGE_PAID, back]})
    found = known(lines, date(2026, 11, 4))
    assert found.covered[1] == ((date(2026, 10, 27), EACH), (date(2026, 11, 2), -EACH))
    assert found.in_hand == {1: 0}


SHORT_OF_RENT = {GARAGE: [pays(21, 27, EACH), pays(22, 30, 6000)]}
"""Of what came in on the account of the garage twenty euro is in hand, and as much rent lacks."""


@pytest.mark.parametrize(
    ("lapsed_on", "in_hand", "garage"),
    [
        (None, 2000, 2000),
        (date(2026, 11, 4), 0, 0),
        (date(2026, 11, 5), 2000, 2000),
        (date(2026, 10, 28), 0, 0),
        (date(2026, 10, 27), 0, 0),
    ],
)
def test_nothing_is_in_hand_once_the_arrangement_is_over(
    lapsed_on: date | None, in_hand: int, garage: int
) -> None:
    """What came in is of its own account again: no more is asked in all than is owed."""
    made = in_state(MADE, "lapsed", lapsed_on) if lapsed_on else MADE
    lines, day = both(SHORT_OF_RENT), date(2026, 11, 4)
    assert known(lines, day, made=made).in_hand == {1: in_hand}
    assert stands(lines, GARAGE, day, made).arrears == garage
    assert stands(lines, HOME, day, made).arrears == 2 * HOME_RENT


def test_what_was_in_hand_falls_to_its_own_account_on_the_day_of_the_end() -> None:
    made, day = in_state(MADE, "lapsed", date(2026, 11, 20)), date(2026, 11, 4)
    assert stands(both(SHORT_OF_RENT), GARAGE, day, made).next_due_on == date(2026, 11, 20)
    assert stands(both(SHORT_OF_RENT), HOME, day, made).next_due_on is None


@pytest.mark.parametrize(("back", "paid_then"), [((), EACH), ((EACH,), 0)])
def test_an_instalment_that_was_in_hand_stays_paid_after_the_end(
    back: Sequence[int], paid_then: int
) -> None:
    """Until its money comes back."""
    made, garage = in_state(MADE, "lapsed", date(2026, 11, 4)), SHORT_OF_RENT[GARAGE]
    came = [returned(30, "2026-11-06", cents, reverses=21) for cents in back]
    (first, *_) = asked(both({GARAGE: [*garage, *came]}), date(2026, 11, 10), made)
    assert (first.paid, first.state) == (paid_then, MET if paid_then else MISSED)


def over(cents: int, off: date, on: date | None = None) -> dict[int, list[LedgerEntry]]:
    """What is booked over from the home to the garage, each line on its day."""
    return {
        HOME: [line(40, EntryKind.CORRECTION, cents, off)],
        GARAGE: [line(41, EntryKind.CORRECTION, -cents, on or off)],
    }


IN_HAND = {HOME: [pays(20, 27, HOME_RENT), HOME_PAID, pays(21, 2, 5000, 11)],
           GARAGE: [GARAGE_PAID]}  # fmt: skip
"""All debt of the home is paid, and of that of the garage fifty of eighty euro is in hand."""
ASKED_AT_ONCE = instalments(first_on=date(2026, 11, 2), cents=HOME_RENT + 5000)
DAY_OVER = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("booked", "in_hand", "home", "garage"),
    [
        ({}, 5000, 0, GARAGE_RENT),
        (over(3000, DAY_OVER), 2000, 0, GARAGE_RENT - 3000),
        (over(5000, DAY_OVER), 0, 0, GARAGE_RENT - 5000),
        (over(6000, DAY_OVER), 0, 1000, GARAGE_RENT - 6000),
        (over(5000, DAY_OVER, DAY_OVER - timedelta(1)), 0, 0, GARAGE_RENT - 5000),
    ],
)
def test_what_is_booked_over_takes_first_what_is_in_hand(
    booked: Ledgers, in_hand: int, home: int, garage: int
) -> None:
    """Nothing of it counts twice, and what was paid in time stays so."""
    made, day = replace(MADE, conditions=(ASKED_AT_ONCE,)), date(2026, 11, 4)
    lines = both({lease: [*IN_HAND[lease], *booked.get(lease, ())] for lease in IN_HAND})
    found = known(lines, day, made=made)
    assert found.in_hand == {1: in_hand}
    assert sum(cents for _, cents in found.covered[1]) == HOME_RENT + 5000 + home
    assert stands(lines, HOME, day, made).arrears == home
    assert stands(lines, GARAGE, day, made).arrears == garage
    assert asked(lines, day, made)[0].met_on == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("more", "over_on", "home", "garage"),
    [
        (IN_HAND, None, (5000, 0), (0, 5000)),
        (SHORT_OF_RENT, None, (0, 2000), (2000, 0)),
        (PAID, None, (0, 0), (0, 0)),
        (IN_HAND, date(2026, 11, 4), (0, 0), (0, 0)),
    ],
)
def test_each_account_knows_what_is_in_hand_on_it_and_for_it(
    more: Ledgers, over_on: date | None, home: tuple[int, int], garage: tuple[int, int]
) -> None:
    made = in_state(MADE, "lapsed", over_on) if over_on else MADE
    lines = both(more)
    held = joined({lease: windows([made], lease) for lease in lines}, lines)
    for lease, known_here in ((HOME, home), (GARAGE, garage)):
        assert in_hand(lines[lease], date(2026, 11, 4), held[lease]) == known_here


def test_rent_paid_a_few_days_ahead_pays_no_later_instalment() -> None:
    """Nor is anything of it in hand before it falls due."""
    for day in (date(2026, 10, 30), date(2026, 11, 1), date(2026, 11, 4)):
        found = known(both(PAID), day)
        assert (found.covered[1], found.in_hand[1]) == (((date(2026, 10, 27), EACH),), 0)


DAYS = st.integers(0, 75).map(lambda n: START + timedelta(n))
ACCOUNTS = st.sampled_from((HOME, GARAGE))
CENTS = st.sampled_from((EACH, EACH // 2, GARAGE_RENT, HOME_RENT)) | st.integers(1, 70000)
PAYMENTS = st.lists(st.tuples(DAYS, CENTS, ACCOUNTS), max_size=7)
MORE_RENTS = {
    HOME: [*RENTS[HOME], charge(3, 12, HOME_RENT)],
    GARAGE: [*RENTS[GARAGE], charge(13, 12, GARAGE_RENT)],
}


def with_payments(made: Sequence[tuple[date, int, int]]) -> dict[int, list[LedgerEntry]]:
    found = {lease: [*own] for lease, own in MORE_RENTS.items()}
    for id_, (day, cents, lease) in enumerate(made, start=100):
        found[lease].append(payment(id_, day.isoformat(), cents))
    return found


@given(PAYMENTS, DAYS)
def test_never_is_more_asked_of_all_leases_than_is_open_of_all(
    made: Sequence[tuple[date, int, int]], through: date
) -> None:
    """The late instalments and the rent beside them, less what is in hand."""
    lines = with_payments(made)
    found = {lease: known(lines, through, lease) for lease in (HOME, GARAGE)}
    late = sum(one.cents - one.paid for one in asked(lines, through) if one.on <= through)
    rents = sum(rent.open for one in found.values() for rent in one.rents)
    arrears = sum(stands(lines, lease, through).arrears for lease in (HOME, GARAGE))
    here, there = found.values()
    assert (here.covered, here.open, here.in_hand) == (there.covered, there.open, there.in_hand)
    assert late + rents <= arrears - here.in_hand[1]
    assert here.in_hand[1] <= here.open[1]
    assert sum(cents for _, cents in here.covered[1]) <= 58000


@given(PAYMENTS, ACCOUNTS)
def test_where_each_rent_is_paid_the_account_of_the_rest_makes_no_difference(
    made: Sequence[tuple[date, int, int]], account: int
) -> None:
    through = date(2026, 12, 31)
    rents = {
        HOME: [pays(50 + n, 15, HOME_RENT, named=f"2026-{n}") for n in (11, 12)],
        GARAGE: [pays(70 + n, 15, GARAGE_RENT, named=f"2026-{n}") for n in (11, 12)],
    }
    here, there = (
        with_payments(made),
        with_payments([(day, cents, account) for day, cents, _ in made]),
    )
    found = [
        asked({one: [*own[one], *rents[one]] for one in own}, through) for own in (here, there)
    ]
    assert found[0] == found[1]


@given(PAYMENTS, DAYS, DAYS)
def test_once_it_is_over_no_account_is_asked_for_what_came_in_on_it(
    made: Sequence[tuple[date, int, int]], over_on: date, day: date
) -> None:
    lines, ended = with_payments(made), in_state(MADE, "lapsed", min(over_on, day))
    for lease in lines:
        left = accounts_of(lines, lease, day, ended).credit
        assert not (left and stands(lines, lease, day, ended).arrears)


@given(ledgers() | PAYMENTS.map(lambda made: with_payments(made)[HOME]), DAYS)
def test_a_lease_on_which_nothing_is_booked_changes_nothing(
    lines: list[LedgerEntry], through: date
) -> None:
    """All comes out as for an arrangement of one lease."""
    alone = replace(MADE, covers=(HOME,))
    ways = [(alone, {HOME: lines}), (MADE, {HOME: lines, GARAGE: []})]
    found = [known(lines, through, made=made) for made, lines in ways]
    here, there = (replace(each, in_hand={}, others={}, elsewhere={}, clear={}) for each in found)
    assert here == there
    assert found[1].in_hand == {1: 0}
    standings = [stands(lines, HOME, through, made) for made, lines in ways]
    assert standings[0] == standings[1]
    played = [accounts_of(lines, HOME, through, made) for made, lines in ways]
    assert played[0] == played[1]


@given(PAYMENTS)
def test_an_instalment_that_is_paid_stays_so_when_the_next_rents_fall_due(
    made: Sequence[tuple[date, int, int]],
) -> None:
    """Whatever is paid of those, while nothing comes back."""
    known_met: set[date] = set()
    for day in (date(2026, 10, 28), date(2026, 11, 1), date(2026, 11, 28), date(2026, 12, 1)):
        lines = with_payments([one for one in made if one[0] <= day])
        met = {duty.on for duty in asked(lines, day) if duty.state in {MET, LATE}}
        assert known_met <= met
        known_met = met


@given(ledgers(), ledgers(), DAYS)
def test_open_items_less_the_credit_are_the_balance_of_each_account(
    home: list[LedgerEntry], garage: list[LedgerEntry], through: date
) -> None:
    """Whatever was booked: money stays on the account on which it came in."""
    apart = [
        replace(one, id=one.id + 100, reverses=one.reverses and one.reverses + 100)
        for one in garage
    ]
    lines = {HOME: home, GARAGE: apart}
    held = joined({lease: windows([MADE], lease) for lease in lines}, lines)
    for lease, own in lines.items():
        alone = allocate(own, through, [one._replace(leases=(), asks=()) for one in held[lease]])
        found = allocate(own, through, held[lease])
        left = [sum(item.cents for item in one.open) - one.credit for one in (alone, found)]
        assert left[0] == left[1]
    assert known(lines, through).covered == known(lines, through, GARAGE).covered
