from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from caseconsole.domain.agreement import Agreement, Paid, RentMonth, StateChange
from caseconsole.domain.kinds import covers_before
from caseconsole.domain.ledger import EntryKind, LedgerEntry
from caseconsole.domain.paid import came_back, kept, paid, remitted, windows
from caseconsole.domain.together import joined
from caseconsole.domain.window import Window
from tests.domain.agreements import agreement, arrangement, in_state
from tests.domain.ledgers import RENT, TODAY, charge, ledgers, line, payment, returned

START = date(2026, 10, 15)
ADMITTED = date(2026, 10, 30)
HALF = RENT // 2
MADE = arrangement(start_on=START)


def known(entries: list[LedgerEntry], made: object = MADE, through: date = TODAY) -> Paid:
    return paid({7: entries}, [made], 7, through, {7: windows([made], 7)})  # type: ignore[list-item]


def test_what_is_paid_above_the_new_rent_goes_to_the_covered_debt() -> None:
    entries = [charge(1, 10), charge(2, 11), payment(3, "2026-11-04", RENT + HALF)]
    found = known(entries)
    assert found.covered == {1: ((date(2026, 11, 4), HALF),)}
    assert found.open == {1: RENT - HALF}
    due_on = date(2026, 11, 1)
    day = date(2026, 11, 4)
    assert found.rents == (RentMonth(due_on, RENT, 0, day, ((day, RENT),)),)


def test_what_another_file_agreed_for_a_lease_designates_what_is_paid_on_its_rents() -> None:
    """Its rents are known since that began, whether or not its own file has an agreement."""
    entries = [charge(1, 10), charge(2, 11), payment(3, "2026-11-04", HALF)]
    day = date(2026, 11, 4)
    rents = (RentMonth(date(2026, 11, 1), RENT, HALF, None, ((day, HALF),)),)
    held = {7: windows([MADE], 7)}
    own = agreement(start_on=date(2026, 11, 10))
    for made in ([], [own]):
        assert paid({7: entries}, made, 7, TODAY, held) == Paid(rents=rents)
    assert paid({7: entries}, [], 7, TODAY, {}) == Paid()


def test_what_a_debit_took_back_is_less_of_what_was_paid_on_a_rent() -> None:
    entries = [
        charge(1, 11), payment(2, "2026-11-02", HALF), returned(3, "2026-11-06", HALF, reverses=2),
        payment(4, "2026-11-09", HALF), payment(5, "2026-11-09", RENT - HALF),
    ]  # fmt: skip
    day = date(2026, 11, 9)
    first, back = (date(2026, 11, 2), HALF), (date(2026, 11, 6), -HALF)
    (rent,) = known(entries).rents
    assert rent.payments == (first, back, (day, HALF), (day, RENT - HALF))
    assert rent.paid_on == day


def test_a_rent_that_is_open_tells_when_a_debit_of_it_came_back() -> None:
    """Once it is paid again it does not."""
    entries = [
        charge(1, 10), charge(2, 11), payment(3, "2026-11-02", RENT),
        returned(4, "2026-11-06", RENT, reverses=3),
    ]  # fmt: skip
    assert [rent.back_on for rent in known(entries).rents] == [date(2026, 11, 6)]
    again = [*entries, payment(5, "2026-11-08", RENT)]
    assert [rent.back_on for rent in known(again).rents] == [None]


@pytest.mark.parametrize(
    ("debit", "later", "parts"),
    [
        (2 * RENT, 0, [RENT, RENT]),
        (RENT + HALF, 0, [RENT, HALF]),
        (2 * RENT, HALF, [RENT - HALF, RENT]),
        (2 * RENT, RENT, [0, RENT]),
    ],
)
def test_a_rent_tells_what_of_it_came_back_and_is_open(
    debit: int, later: int, parts: list[int]
) -> None:
    """One debit had paid for several; what was paid again is not open."""
    entries = [
        charge(1, 10), charge(2, 11), payment(3, "2026-11-02", debit),
        returned(4, "2026-11-06", debit, reverses=3),
    ]  # fmt: skip
    entries += [payment(5, "2026-11-08", later)] if later else []
    since = arrangement(start_on=date(2026, 9, 15))
    assert [rent.back for rent in known(entries, since).rents] == parts


def test_a_returned_debit_is_shown_on_the_day_it_came_back() -> None:
    entries = [
        charge(1, 10), payment(2, "2026-10-20", HALF), returned(3, "2026-10-28", HALF, reverses=2),
        payment(4, "2026-10-30", HALF),
    ]  # fmt: skip
    days = [date(2026, 10, day) for day in (20, 28, 30)]
    assert known(entries).covered == {1: tuple(zip(days, (HALF, -HALF, HALF), strict=True))}


def test_what_was_paid_before_the_start_or_written_off_is_no_instalment() -> None:
    off = line(3, EntryKind.WRITE_OFF, -1000, date(2026, 11, 5), period="2026-10")
    found = known([charge(1, 10), payment(2, "2026-10-14", HALF), off])
    assert found.covered == {1: ()}
    assert found.open == {1: RENT - HALF - 1000}


def test_what_is_paid_on_the_day_that_an_arrangement_ends_still_counts() -> None:
    entries = [charge(1, 10), payment(2, "2026-11-04"), payment(3, "2026-11-05", 100)]
    ended = in_state(MADE, "kept", date(2026, 11, 4))
    assert known(entries, ended).covered == {1: ((date(2026, 11, 4), RENT),)}


def test_an_arrangement_that_is_known_by_its_end_only_was_paid_from_its_start() -> None:
    """As spreadsheets bring it: the state it ended in, and the day it began."""
    entries = [charge(1, 10), payment(2, "2026-10-20")]
    ended = replace(MADE, states=in_state(MADE, "kept", date(2026, 11, 4)).states[-1:])
    assert known(entries, ended).covered == {1: ((date(2026, 10, 20), RENT),)}


def test_a_rent_that_is_lowered_costs_less_and_one_that_is_open_was_not_paid() -> None:
    day = date(2026, 11, 1)
    less = line(2, EntryKind.CORRECTION, -1240, day, due_on=day, period="2026-11")
    assert known([charge(1, 11), less]).rents == (RentMonth(day, RENT - 1240, RENT - 1240, None),)


def test_a_proposal_or_a_refusal_designates_nothing() -> None:
    states = {"offered": False, "refused": False, "accepted": True, "completed": True}
    for state, runs in states.items():
        one = (StateChange(1, state, START, "", "", ""),)
        made = agreement(kind="housing_support", start_on=START, covers=(7,), states=one)
        assert bool(windows([made], 7)) is runs
    made = in_state(agreement(start_on=START, covers=(7,)), "ended", TODAY)
    assert windows([made, MADE], 7) == (Window(START, TODAY), Window(START, None))
    assert windows([made, MADE], 8) == ()


def test_what_counselling_remits_is_owed_no_more_and_waits_to_be_written_off() -> None:
    """R63: other ends leave the debt as it was."""
    helped = agreement(
        kind="debt_counselling", start_on=START, covers=(7,),
        states=(StateChange(1, "wsnp", START, "", "", "anna"),),
    )  # fmt: skip
    discharged = in_state(helped, "discharged", TODAY)
    assert windows([discharged], 7) == (Window(START, TODAY, TODAY, settles=True),)
    completed = in_state(helped, "completed", TODAY)
    assert windows([completed], 7) == (Window(START, TODAY, settles=True),)
    entries = [charge(1, 10), charge(2, 11)]
    assert remitted(discharged, known(entries, discharged)) == RENT
    assert remitted(helped, known(entries, helped)) == 0
    off = line(3, EntryKind.WRITE_OFF, -RENT, TODAY)
    assert remitted(discharged, known([*entries, off], discharged)) == 0


@pytest.mark.parametrize(
    ("states", "terms", "before"),
    [
        (("application",), {}, START),
        (("application", "settlement"), {"proposal_on": "2026-10-20"}, START),
        (("application", "wsnp"), {"admitted_on": "2026-11-02"}, date(2026, 11, 2)),
        (("application", "wsnp"), {}, ADMITTED),
        (("application", "wsnp"), {"admitted_on": "onbekend"}, ADMITTED),
        (("application", "mediation"), {"settled_on": "2026-11-02"}, date(2026, 11, 2)),
        (("application", "credit"), {}, ADMITTED),
        (("mediation", "wsnp"), {"settled_on": "2026-10-20"}, ADMITTED),
        (("application", "wsnp", "discharged"), {"admitted_on": "2026-10-01"}, date(2026, 10, 1)),
    ],
)
def test_the_day_that_settled_a_debt_is_the_end_of_what_is_covered(
    states: tuple[str, ...], terms: dict[str, object], before: date
) -> None:
    """R61, R63: what fell due since the application came under it, too."""
    days = (START, ADMITTED, TODAY)
    made = agreement(
        kind="debt_counselling", start_on=START, covers=(7,), terms=terms,
        states=tuple(
            StateChange(n, state, on, "", "", "")
            for n, (state, on) in enumerate(zip(states, days, strict=False))
        ),
    )  # fmt: skip
    end = TODAY if states[-1] == "discharged" else None
    found = windows([made], 7)
    assert covers_before(made) == before
    assert found[-1] == Window(before, end, end, settles=True)
    earlier = (Window(START, before, settles=True),) if before > START else ()
    assert found[:-1] == earlier
    entries = [charge(1, 9), charge(2, 10), charge(3, 11)]
    old = [one for one in entries if one.value_on < before]
    assert known(entries, made).open == {1: len(old) * RENT}


def test_an_arrangement_is_kept_when_the_debt_it_covers_is_paid() -> None:
    entries = [charge(1, 10), payment(2, "2026-11-04", RENT - 1)]
    assert not kept(MADE, known(entries))
    entries.append(payment(3, "2026-11-05", 1))
    assert kept(MADE, known(entries))
    assert not kept(in_state(MADE, "lapsed", TODAY), known(entries))
    assert not kept(MADE, Paid())


def test_an_arrangement_of_which_the_ledger_shows_no_debt_is_not_kept() -> None:
    """Nothing is known of it yet; a debt that fell due since the start is another."""
    assert not kept(MADE, known([]))
    assert not kept(MADE, known([charge(1, 11), payment(2, "2026-11-04")]))
    assert kept(MADE, known([charge(1, 10), payment(2, "2026-10-20")]))


@pytest.mark.parametrize(
    ("paid_off", "by", "again"),
    [(0, "", True), (HALF, "", True), (RENT, "", False), (HALF, "anna", False)],
)
def test_an_arrangement_that_was_kept_before_the_ledger_showed_its_debt_runs_again(
    paid_off: int, by: str, *, again: bool
) -> None:
    """Unless all of that was paid and this was charged later, or somebody said that it was kept."""
    made = replace(MADE, terms={"debt_cents": RENT})
    begun, done = in_state(made, "kept", date(2026, 11, 5)).states
    made = replace(made, states=(begun, replace(done, by=by)))
    entries = [charge(1, 10), charge(2, 9, cents=5000), payment(3, "2026-10-20", paid_off or 1)]
    found = known(entries if paid_off else entries[:2], made)
    assert found.open[1] > 0
    assert came_back(made, found) is again


def test_only_money_that_came_back_makes_a_kept_arrangement_run_again() -> None:
    """Not a later charge, whatever part of the debt was taken back or written off before."""
    entries = [charge(1, 10), payment(2, "2026-11-04", HALF)]
    off = line(3, EntryKind.WRITE_OFF, -HALF, date(2026, 11, 5), period="2026-10")
    later = line(4, EntryKind.CHARGE, 5000, TODAY, due_on=date(2026, 10, 2), period="2026-10")
    done = in_state(MADE, "kept", date(2026, 11, 5))
    charged = known([*entries, off, later], done)
    assert charged.open[1] > 0
    assert not came_back(done, charged)
    back = [*entries, off, returned(5, "2026-11-09", HALF, reverses=2)]
    assert came_back(done, known(back, done))
    assert not came_back(MADE, known(back))


@given(ledgers(kinds=(EntryKind.CHARGE, EntryKind.PAYMENT, EntryKind.RETURNED)))
def test_what_was_paid_on_covered_debt_and_what_is_open_of_it_are_what_was_owed(
    entries: list[LedgerEntry],
) -> None:
    """Covered debt only shrinks by what is shown as paid, wherever a debit came back."""
    plain = [entry for entry in entries if entry.kind is not EntryKind.RETURNED]
    owed = known([one for one in plain if one.cents > 0 or one.value_on < START]).open[1]
    found = known(plain)
    assert owed - sum(cents for _, cents in found.covered[1]) == found.open[1]
    assert all(
        (rent.paid_on is None) == (rent.open > 0) and rent.open <= rent.cents
        for rent in known(entries).rents
    )


def test_an_instalment_that_comes_back_under_a_later_arrangement_is_still_of_the_first() -> None:
    """The payment and that it was taken back both stand in its history."""
    first = in_state(MADE, "kept", date(2026, 10, 25))
    later = arrangement(id=2, start_on=date(2026, 10, 28))
    entries = [
        charge(1, 10), payment(2, "2026-10-20"), returned(3, "2026-11-02", reverses=2),
    ]  # fmt: skip
    held = {7: windows([first, later], 7)}
    found = paid({7: entries}, [first, later], 7, TODAY, held)
    assert found.covered[1] == ((date(2026, 10, 20), RENT), (date(2026, 11, 2), -RENT))
    assert found.covered[2] == ()
    assert [rent.beside for rent in found.rents] == [RENT]


def test_what_is_paid_on_debt_of_other_leases_is_known_apart() -> None:
    """With that of the own lease it is what was paid on the covered debt."""
    made = replace(MADE, covers=(7, 8))
    here = [charge(1, 10), payment(2, "2026-11-04", HALF)]
    there = [charge(3, 10), payment(4, "2026-11-05", HALF)]
    held = {lease: windows([made], lease) for lease in (7, 8)}
    found = paid({7: here, 8: there}, [made], 7, TODAY, held)
    first, second = (date(2026, 11, 4), HALF), (date(2026, 11, 5), HALF)
    assert found.covered == {1: (first, second)}
    assert found.others == {1: (second,)}
    assert known(here).others == {}


TOGETHER = arrangement(start_on=START, covers=(7, 8))
SPARE = {
    "all on one account": (TOGETHER, {}, ((date(2026, 11, 4), RENT), (date(2026, 11, 10), HALF))),
    "the other paid as well": (
        TOGETHER, {8: [payment(5, "2026-11-08", RENT - 100)]},
        ((date(2026, 11, 4), RENT), (date(2026, 11, 8), RENT - 100), (date(2026, 11, 10), 100)),
    ),
    "one lease covered": (MADE, {}, ((date(2026, 11, 4), RENT),)),
    "the next rent took it": (
        TOGETHER, {7: [charge(6, 11)]}, ((date(2026, 11, 10), HALF),),
    ),
    "spare of before it began": (
        TOGETHER, {7: [payment(5, "2026-10-01", 2 * RENT)]}, ((date(2026, 11, 4), RENT),),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "more", "paid_off"), SPARE.values(), ids=SPARE)
def test_what_is_spare_of_one_lease_is_paid_on_the_debt_of_the_others(
    made: Agreement, more: dict[int, list[LedgerEntry]], paid_off: tuple[tuple[date, int], ...]
) -> None:
    """As far as that is open: the letter of an arrangement of several names one sum (F6)."""
    paid_in = [payment(2, "2026-11-04"), payment(3, "2026-11-10", HALF)]
    entries = {7: [charge(1, 10), *paid_in, *more.get(7, [])], 8: [charge(4, 9), *more.get(8, [])]}
    held = joined({lease: windows([made], lease) for lease in made.covers}, entries)
    found = paid(entries, [made], 7, TODAY, held)
    assert found.covered == {1: paid_off}
