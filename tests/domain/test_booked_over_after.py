"""What is booked over after an arrangement of both accounts is over, and back: as any money."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseconsole.domain.agreement import Agreement, Obligation
from caseconsole.domain.ledger import EntryKind
from caseconsole.domain.obligations import obligations
from caseconsole.domain.paid import paid, windows
from caseconsole.domain.together import joined
from tests.domain.agreements import arrangement, in_state, instalments
from tests.domain.ledgers import line
from tests.domain.test_booked_over import AT_ONCE, HOME_LINES, KINDS, off, on
from tests.domain.test_together import (
    DAYS,
    EACH,
    GARAGE,
    GARAGE_PAID,
    GARAGE_RENT,
    HOME,
    HOME_RENT,
    MADE,
    MET,
    MORE_RENTS,
    PAYMENTS,
    Ledgers,
    with_payments,
)


def told(
    lines: Ledgers, agreed: Sequence[Agreement], lease: int, day: date
) -> tuple[Sequence[Obligation], int, object]:
    """Of the newest one, in the file of a lease: its duties, what is open, what came in."""
    held = joined({each: windows(agreed, each) for each in lines}, lines)
    found, newest = paid(lines, agreed, lease, day, held), agreed[-1]
    duties = obligations(newest, day, day, paid=found, agreements=agreed)
    return duties, found.open[newest.id], found.covered[newest.id]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ended", ["kept", "lapsed"])
@pytest.mark.parametrize("booked_off", [False, True])
def test_after_an_arrangement_of_both_what_is_booked_over_counts_before_the_rent_of_its_day(
    kind: EntryKind, ended: str, booked_off: bool
) -> None:
    """As a correction does wherever it comes from: the rent of December is paid, 20 euro lack."""
    first, day = in_state(MADE, ended, date(2026, 11, 19)), date(2026, 11, 22)
    plan = instalments(first_on=day, cents=4000, rule="FREQ=WEEKLY;COUNT=4")
    later = arrangement(plan, id=2, start_on=day, covers=(GARAGE,))
    lines = with_payments([(day, EACH, GARAGE)])
    lines[GARAGE].append(line(41, kind, -4000, day))
    lines[HOME] += [line(40, EntryKind.CORRECTION, 4000, day)] if booked_off else []
    look = date(2026, 12, 2)
    _, left, came = told(lines, [first, later], GARAGE, look)
    assert (left, came) == (GARAGE_RENT, ((day, GARAGE_RENT),))


@pytest.mark.parametrize("ended", ["kept", "lapsed"])
@pytest.mark.parametrize("over", [0, GARAGE_RENT])
@pytest.mark.parametrize("booked_off", [0, GARAGE_RENT])
def test_what_is_booked_back_after_an_arrangement_of_both_pays_as_any_money(
    ended: str, over: int, booked_off: int
) -> None:
    """An instalment of what the home owes since, whatever it paid on the garage before."""
    first, day = in_state(AT_ONCE, ended, date(2026, 11, 4)), date(2026, 12, 6)
    plan = instalments(first_on=day, cents=GARAGE_RENT)
    later = arrangement(plan, id=2, start_on=date(2026, 12, 5), covers=(HOME,))
    back = line(50, EntryKind.CORRECTION, booked_off, day)
    home = *HOME_LINES, off(over), line(51, EntryKind.CORRECTION, -GARAGE_RENT, day)
    lines = {
        HOME: [*MORE_RENTS[HOME], *home],
        GARAGE: [*MORE_RENTS[GARAGE], GARAGE_PAID, on(EntryKind.CORRECTION, over), back],
    }
    agreed, look = [first, later], date(2026, 12, 8)
    duties, _, came = told(lines, agreed, HOME, look)
    assert [duty.state for duty in duties] == [MET]
    assert came == ((day, GARAGE_RENT),)
    held = joined({lease: windows(agreed, lease) for lease in lines}, lines)
    found = paid(lines, agreed, GARAGE, look, held)
    assert sum(cents for _, cents in found.covered[1]) == HOME_RENT + GARAGE_RENT


@given(
    PAYMENTS, DAYS, DAYS, st.sampled_from(KINDS), st.integers(1, 20000), st.integers(-20000, 20000)
)
def test_an_arrangement_of_one_account_is_paid_by_what_that_gets_from_wherever_it_is_booked_off(
    made: Sequence[tuple[date, int, int]],
    over_on: date,
    day: date,
    kind: EntryKind,
    cents: int,
    before: int,
) -> None:
    """Whatever was arranged over both before, and is over, and was booked over or back then."""
    since = over_on + timedelta(2)
    plan = instalments(first_on=since, cents=4000, rule="FREQ=WEEKLY;COUNT=4")
    later = arrangement(plan, id=2, start_on=since, covers=(GARAGE,))
    agreed, day = [in_state(MADE, "lapsed", over_on), later], max(day, since + timedelta(1))
    lines = with_payments([*made, (since, 4 * HOME_RENT, HOME)])
    for lease, moved in (HOME, before), (GARAGE, -before):
        lines[lease] += [line(50, EntryKind.CORRECTION, moved, over_on - timedelta(1))]
    lines[GARAGE].append(line(41, kind, -cents, day))
    found = []
    for more in ([], [line(40, EntryKind.CORRECTION, cents, day)]):
        each = {**lines, HOME: [*lines[HOME], *more]}
        found.append(told(each, agreed, GARAGE, day))
    assert found[0] == found[1]
