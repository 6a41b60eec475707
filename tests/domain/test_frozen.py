"""What freezes a debt, and what may be collected then: the base case and one changed fact."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Judge,
    Paid,
    RentMonth,
    StateChange,
    SuspensionKind,
)
from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.frozen import (
    Freeze,
    collectable,
    frozen,
    helped_since,
    left_alone,
    left_out,
    new_rents,
    rested_by,
    rested_times,
    resting,
    spells,
)
from caseconsole.domain.kinds import COVERS_FROM, covers_from
from tests.process.agreements import BEGUN, agreement, condition, suspension
from tests.process.files import RENT, case, nov, standing

TODAY = nov(20)
SETTLED = date(2026, 10, 15)
OLD = RentMonth(date(2026, 10, 1), RENT, RENT, None)
NEW = RentMonth(nov(1), RENT, 400_00, None)
ARREARS = 3 * RENT
SETTLES = ("wsnp", "mediation", "credit")


def helped(*later: str, **changed: Any) -> Agreement:
    """Counselling since 1 September, in these states since 15 October."""
    states = [("application", BEGUN), *((state, SETTLED) for state in later)]
    rows = tuple(StateChange(n, to, on, "", "", "anna") for n, (to, on) in enumerate(states, 1))
    return agreement("debt_counselling", **{"states": rows, **changed})


def moratorium(kind: SuspensionKind = SuspensionKind.MORATORIUM, **changed: Any) -> Agreement:
    """Counselling that stands still from 20 October through 30 November."""
    still = replace(suspension(date(2026, 10, 20), nov(30)), kind=kind)
    return helped(suspensions=(still,), **changed)


def file(*made: Agreement, rents: tuple[RentMonth, ...] = (OLD, NEW), **changed: Any) -> CaseFile:
    """Three rents are open in all, of which a part of the last fell due since."""
    return case(
        agreements=made, paid=Paid(rents=rents), standing=standing(arrears=ARREARS), **changed
    )


@pytest.mark.parametrize("state", SETTLES)
def test_the_scheme_and_a_settlement_freeze_what_fell_due_before_them(state: str) -> None:
    """Only the rent that fell due since may be collected (R61, R63)."""
    one = file(helped(state))
    assert frozen(one, TODAY) == Freeze(f"freeze.{state}", SETTLED)
    assert collectable(one, TODAY) == 400_00
    assert collectable(file(helped(state), rents=(OLD,)), TODAY) == 0


@pytest.mark.parametrize("state", SETTLES)
def test_one_of_another_file_does_the_same(state: str) -> None:
    """It covers this lease."""
    covering = (Covering("58-9", helped(state), Paid()),)
    assert collectable(file(covering=covering), TODAY) == 400_00


def test_a_moratorium_freezes_the_debt_through_its_last_day() -> None:
    """R60: the running rent must be paid."""
    one = file(moratorium(start_on=SETTLED))
    assert frozen(one, TODAY) == Freeze("freeze.moratorium", date(2026, 10, 20), nov(30))
    assert frozen(one, nov(31)) is None
    assert collectable(one, nov(30)) == 400_00


def test_of_several_that_counts_which_leaves_the_least_to_collect() -> None:
    """Admitted while a moratorium ran, or a moratorium after that."""
    held = frozen(file(replace(moratorium(), states=helped("wsnp").states)), TODAY)
    assert held is not None
    assert held.since == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("made", "today"),
    [
        (helped("mediation", "discharged"), TODAY),
        (helped("wsnp", "not_compliant"), TODAY),
        (helped("mediation", covers=(8,)), TODAY),
        (helped("mediation", covers=()), TODAY),
        (helped("wsnp"), SETTLED - timedelta(days=1)),
        (helped(start_on=nov(21)), TODAY),
        (agreement("payment_arrangement"), TODAY),
        (agreement("budget_coaching"), TODAY),
    ],
)
def test_one_changed_fact_freezes_nothing(made: Agreement, today: date) -> None:
    """Over, about another debt, not begun, or no matter of the debt."""
    assert frozen(file(made), today) is None
    assert collectable(file(made), today) == ARREARS


@pytest.mark.parametrize(
    "made",
    [
        helped(),
        helped("intake", "plan", "stabilisation"),
        helped("settlement"),
        helped(covers=()),
        moratorium(SuspensionKind.HOSPITAL),
    ],
)
def test_while_a_settlement_is_attempted_only_the_rent_since_is_collected(made: Agreement) -> None:
    """Nothing is frozen yet, and the creditor lets the rest wait (R63, 7.2)."""
    assert frozen(file(made), TODAY) is None
    assert collectable(file(made), TODAY) == OLD.open + NEW.open
    later = file(replace(made, start_on=SETTLED))
    assert collectable(later, TODAY) == NEW.open


HELD = Freeze("freeze.wsnp", SETTLED)


@pytest.mark.parametrize(
    ("since", "held", "how"),
    [
        (None, HELD, True),
        (None, None, False),
        (date(2026, 9, 20), HELD, True),
        (SETTLED, HELD, False),
        (nov(1), HELD, False),
    ],
)
def test_an_arrangement_rests_where_its_debt_was_frozen_since(
    since: date | None, held: Freeze | None, how: bool
) -> None:
    """One that was made under the freeze names from when its debt is."""
    terms = {COVERS_FROM: {"7": since.isoformat()}} if since else {}
    one = agreement("payment_arrangement", terms=terms)
    known = file(one, helped("wsnp")) if held else file(one)
    assert rested_by(known, one, TODAY) == (held if how else None)


@pytest.mark.parametrize(
    ("since", "oldest", "cents"),
    [
        (SETTLED, OLD.due_on, ARREARS - NEW.open),
        (SETTLED, NEW.due_on, 0),
        (SETTLED, None, 0),
        (None, OLD.due_on, 0),
    ],
)
def test_what_an_arrangement_leaves_out_is_older_than_it_covers(
    since: date | None, oldest: date | None, cents: int
) -> None:
    """It was frozen when the arrangement was made."""
    terms = {COVERS_FROM: {"7": since.isoformat()}} if since else {}
    one = agreement("payment_arrangement", terms=terms)
    made = file(one)
    made = replace(made, standing=replace(made.standing, since=oldest))
    assert left_out(made, one, (), TODAY) == cents


@pytest.mark.parametrize(("days", "covered"), [(1, 50_00), (0, 0)])
def test_what_came_back_since_the_freeze_is_arranged_and_not_left_out(
    days: int, covered: int
) -> None:
    """What came back on its first day is older."""
    one = agreement("payment_arrangement", terms={COVERS_FROM: {"7": SETTLED.isoformat()}})
    made = file(one)
    back = ((SETTLED + timedelta(days), 50_00),)
    made = replace(
        made, standing=replace(made.standing, since=OLD.due_on),
        paid=replace(made.paid, returned=back),
    )  # fmt: skip
    assert left_out(made, one, (), TODAY) == ARREARS - NEW.open - covered


def test_the_scheme_is_about_all_debts() -> None:
    """Also those that nobody named (R61)."""
    assert frozen(file(helped("wsnp", covers=())), TODAY) is not None


@pytest.mark.parametrize(
    ("made", "since"),
    [
        (helped(), BEGUN),
        (helped("intake", "plan", "stabilisation", "settlement"), BEGUN),
        (helped(covers=()), BEGUN),
        (helped(covers=(8,)), None),
        (helped("mediation"), None),
        (helped("rejected"), None),
        (agreement("debt_counselling", state="offered"), None),
        (agreement("payment_arrangement"), None),
    ],
)
def test_a_settlement_is_attempted_until_it_came_about(made: Agreement, since: date | None) -> None:
    """Meanwhile collecting rests, and nothing is frozen yet (R63)."""
    assert helped_since(file(made)) == since


def test_new_rents_lie_in_their_days_and_are_open() -> None:
    """Both days belong to it."""
    through = replace(NEW, open=0)
    assert new_rents(file(), nov(1), nov(1)) == (NEW,)
    assert new_rents(file(), nov(2), TODAY) == ()
    assert new_rents(file(), BEGUN, date(2026, 10, 31)) == (OLD,)
    assert new_rents(file(rents=(OLD, through)), nov(1), TODAY) == ()


@pytest.mark.parametrize(
    ("terms", "since"),
    [
        ({}, date.min),
        ({COVERS_FROM: {"7": "2026-10-15"}}, SETTLED),
        ({COVERS_FROM: {"8": "2026-10-15"}}, date.min),
        ({COVERS_FROM: {"7": "gisteren"}}, date.min),
        ({COVERS_FROM: "2026-10-15"}, date.min),
    ],
)
def test_what_an_agreement_covers_of_a_lease_can_begin_on_a_day(
    terms: dict[str, object], since: date
) -> None:
    assert covers_from(agreement("payment_arrangement", terms=terms), 7) == since


GONE = Freeze("freeze.discharged", SETTLED, remitted_on=SETTLED)


@pytest.mark.parametrize(
    ("changed", "gone", "held"),
    [
        ({}, {}, GONE),
        ({"start_on": SETTLED}, {}, None),
        ({"terms": {COVERS_FROM: {"7": "2026-10-15"}}}, {}, None),
        ({}, {"covers": (8,)}, None),
    ],
)
def test_what_was_remitted_rests_for_good(
    changed: dict[str, Any], gone: dict[str, Any], held: Freeze | None
) -> None:
    """Not what an arrangement covers that was made since, or that is about other debt (R63)."""
    one = agreement("payment_arrangement", **changed)
    over = helped("wsnp", "discharged", **gone)
    for later in (over, replace(over, states=helped("wsnp", "discharged", "aftercare").states)):
        assert rested_by(file(one, later), one, TODAY) == held
        days = {one.id: SETTLED} if held else {}
        assert resting((one, later), {}, 7, TODAY) == days


@pytest.mark.parametrize(
    ("own", "other", "rest"),
    [
        ((), (), False),
        ((7,), (), False),
        ((), (8,), False),
        ((7,), (8,), True),
        ((7, 8), (), True),
    ],
)
def test_an_arrangement_for_several_leases_rests_as_a_whole(
    own: tuple[int, ...], other: tuple[int, ...], rest: bool
) -> None:
    """Once the debt of each is frozen, by whatever file."""
    one = agreement("payment_arrangement", covers=(7, 8))
    covering = {8: (helped("mediation", covers=other),)}
    made = (one, helped("mediation", covers=own))
    assert resting(made, covering, 7, TODAY) == ({one.id: SETTLED} if rest else {})


PAYS = condition("instalment", nov(1), judge=Judge.LEDGER)


@pytest.mark.parametrize(
    ("one", "rests"),
    [
        (agreement("payment_arrangement"), True),
        (agreement("second_chance", PAYS), True),
        (agreement("second_chance", replace(PAYS, clause="C01")), False),
        (agreement("second_chance", replace(PAYS, judge=Judge.PERSON)), False),
        (agreement("budget_coaching"), False),
        (agreement("housing_support"), False),
        (agreement("debt_counselling", PAYS), False),
    ],
)
def test_only_what_pays_off_a_debt_rests_with_it(one: Agreement, *, rests: bool) -> None:
    """What guidance asks goes on, whatever freezes the debt of its file (R61, R63, R73)."""
    made = (one, replace(helped("mediation"), id=2))
    assert resting(made, {}, 7, TODAY) == ({one.id: SETTLED} if rests else {})
    assert (rested_by(file(*made), one, TODAY) is not None) is rests
    both = (replace(one, covers=(7, 8)), replace(helped("mediation"), id=2, covers=(7, 8)))
    assert (one.id in spells(both, {8: both[1:]}, 7)) is rests


def stands_still(id_: int, since: date, until: date, *leases: int) -> Agreement:
    """Counselling about leases under a moratorium."""
    held = replace(suspension(since, until), kind=SuspensionKind.MORATORIUM)
    return helped(id=id_, covers=leases, suspensions=(held,))


@pytest.mark.parametrize(
    ("here", "there", "times"),
    [
        ((nov(2), nov(10)), None, ()),
        ((nov(2), nov(10)), (nov(2), nov(10)), ((nov(2), nov(10)),)),
        ((nov(2), nov(10)), (nov(4), nov(12)), ((nov(4), nov(10)),)),
        ((nov(2), nov(10)), (nov(11), nov(12)), ()),
        ((nov(2), nov(30)), (nov(2), nov(19)), ((nov(2), nov(19)),)),
        ((nov(2), nov(30)), (nov(2), nov(20)), ()),
        ((nov(2), nov(30)), (nov(21), nov(25)), ()),
    ],
)
def test_an_arrangement_for_several_leases_rested_while_the_debt_of_each_was_frozen(
    here: tuple[date, date], there: tuple[date, date] | None, times: tuple[tuple[date, date], ...]
) -> None:
    """And is asked for again once that of one is not; what froze one lease alone let it not."""
    one = agreement("payment_arrangement", id=2, covers=(7, 8))
    made = (one, stands_still(3, *here, 7))
    covering = {8: (stands_still(4, *there, 8),) if there else ()}
    known = file(*made)
    known = replace(known, paid=replace(known.paid, spells=spells(made, covering, 7)))
    assert rested_times(known, one, TODAY) == times
    rests = resting(made, covering, 7, TODAY)
    assert bool(rested_by(known, one, TODAY)) is bool(rests)
    alone = replace(one, covers=(7,))
    assert spells((alone, *made[1:]), covering, 7) == {}


@pytest.mark.parametrize("state", SETTLES)
def test_what_is_settled_for_one_lease_and_stood_still_for_the_other_rested_that_long(
    state: str,
) -> None:
    """Also once the one was remitted: that is never asked for again (R63)."""
    one = agreement("payment_arrangement", id=2, covers=(7, 8))
    there = {8: (stands_still(4, nov(2), nov(10), 8),)}
    for later in ((), ("discharged",)):
        gone = helped(state, id=3)
        states = tuple(StateChange(9, to, nov(5), "", "", "anna") for to in later)
        made = (one, replace(gone, states=(*gone.states, *states)))
        found = spells(made, there, 7)[2]
        assert (found[0][0], found[-1][1]) == (nov(2), nov(10))


LATER = replace(helped("mediation"), id=2, terms={"settled_on": "2026-11-01"})
OVER = helped("wsnp", "discharged")


@pytest.mark.parametrize(
    ("made", "held"),
    [
        ((), None),
        ((helped(),), None),
        ((helped("wsnp"),), HELD),
        ((OVER,), GONE),
        ((helped("wsnp", "not_compliant"),), None),
        ((replace(OVER, covers=(8,)),), None),
        ((OVER, LATER), Freeze("freeze.mediation", nov(1))),
        ((replace(helped("wsnp"), id=3, terms={"admitted_on": "2026-09-20"}), OVER), GONE),
    ],
)
def test_what_is_left_alone_is_frozen_or_was_remitted(
    made: tuple[Agreement, ...], held: Freeze | None
) -> None:
    """Of several that counts which leaves the least (R60, R61, R63)."""
    assert left_alone(file(*made), TODAY) == held
