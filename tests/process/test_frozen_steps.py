"""No step asks for a debt that is frozen; the rent that falls due since is called about (R60-R63).

The rents of September and October were never paid, that of November was unless told.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Judge,
    Paid,
    RentMonth,
    StateChange,
    Suspension,
    SuspensionKind,
)
from caseconsole.domain.casefile import CaseFile, Covering
from caseconsole.domain.contact import Episode
from caseconsole.domain.kinds import COVERS_FROM
from tests.process.agreements import BEGUN, agreement, condition
from tests.process.files import (
    RENT,
    TUESDAY_3,
    case,
    contact,
    due,
    dues,
    not_due,
    nov,
    promise,
    spoken,
    standing,
)

FROZEN, ENDS = date(2026, 10, 20), nov(16)
OLD = RentMonth(date(2026, 10, 1), RENT, RENT, None)
NEW = RentMonth(nov(1), RENT, RENT, None)
WAYS = (
    "wsnp", "mediation", "credit", "zero_offer", "repayment", "refinancing", "forced", "moratorium",
)  # fmt: skip
OWED = standing(missed_on=OLD.due_on, since=BEGUN, arrears=2 * RENT)
MORE = replace(OWED, missed_on=NEW.due_on, arrears=3 * RENT)
BELOW = replace(NEW, open=4_00)


def frozen(how: str, since: date = FROZEN, **changed: Any) -> Agreement:
    """Counselling since 1 September under which the debt is frozen since a day."""
    states = [("application", BEGUN), ("intake", BEGUN)]
    states += [] if how == "moratorium" else [(how, since)]
    rows = tuple(StateChange(n, to, on, "", "", "anna") for n, (to, on) in enumerate(states, 1))
    still = Suspension(1, since, ENDS, SuspensionKind.MORATORIUM, "", "anna", 1)
    held = (still,) if how == "moratorium" else ()
    base: dict[str, Any] = {"id": 9, "states": rows, "suspensions": held}
    return agreement("debt_counselling", **{**base, **changed})


def owing(*made: Agreement, rents: tuple[RentMonth, ...] = (OLD,), **changed: Any) -> CaseFile:
    """The old rents are open."""
    asked = {"standing": MORE if NEW in rents else OWED, "paid": Paid(rents=rents), **changed}
    return case(agreements=made, **asked)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("since", [FROZEN, nov(2)])
def test_a_miss_from_before_is_not_called_about(how: str, since: date) -> None:
    """Whether it fell due before the counselling or since."""
    one = owing(frozen(how, since), rents=(OLD, NEW) if since == nov(2) else (OLD,))
    assert not_due("first_call", one, nov(10)).rule == "R38"
    assert "first_call" not in dues(one, nov(10))


@pytest.mark.parametrize("how", WAYS)
def test_a_miss_since_is(how: str) -> None:
    """As every rent (R03)."""
    one = owing(frozen(how), rents=(OLD, NEW))
    assert due("first_call", one, nov(10)).since == TUESDAY_3


@pytest.mark.parametrize("how", WAYS)
def test_so_little_since_is_not(how: str) -> None:
    """Not worth a call (R08)."""
    one = owing(frozen(how), rents=(OLD, BELOW), standing=replace(MORE, arrears=2 * RENT + 4_00))
    assert not_due("first_call", one, nov(10)).rule == "R38"


@pytest.mark.parametrize("how", WAYS)
def test_one_of_another_file_holds_the_call_as_well(how: str) -> None:
    """It covers this lease."""
    one = owing(covering=(Covering("58-9", frozen(how), Paid()),))
    assert not_due("first_call", one, nov(10)).missing.id == "held.arrangement_elsewhere"


@pytest.mark.parametrize(
    "made",
    [
        frozen("wsnp", covers=()),
        frozen("moratorium", covers=()),
        replace(frozen("moratorium"), kind="budget_coaching", states=(), covers=()),
    ],
)
def test_what_names_no_debt_and_freezes_it_all_the_same_is_told(made: Agreement) -> None:
    """The scheme is about all debts, a moratorium stops all (R60, R61)."""
    rows = made.states or (StateChange(1, "accepted", BEGUN, "", "", "anna"),)
    told = not_due("first_call", owing(replace(made, states=rows)), nov(10)).missing
    assert (told.id, told.values["since_on"]) == ("held.frozen", FROZEN.isoformat())


def test_a_moratorium_that_is_over_holds_nothing() -> None:
    """The counselling goes on: a rent since it began is called about again."""
    assert due("first_call", owing(frozen("moratorium")), nov(17))


ON, DUE = nov(2), nov(10)


def promised(*made: Agreement, made_on: date = ON, due_on: date = DUE) -> CaseFile:
    """All was promised."""
    return owing(*made, promises=(promise(due_on, 2 * RENT, made_on),))


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("since", [ON, nov(4)])
def test_a_promise_from_before_gives_way(how: str, since: date) -> None:
    """Also one that was made that day."""
    one = promised(frozen(how, since))
    assert due("promise_broken", promised(), nov(13))
    assert "promise_broken" not in dues(one, nov(13))
    assert "promise_due" not in dues(one, nov(11))


@pytest.mark.parametrize("how", WAYS)
def test_a_promise_from_after_that_does_not(how: str) -> None:
    """It is of new rent."""
    one = replace(promised(frozen(how)), standing=MORE, paid=Paid(rents=(OLD, NEW)))
    assert due("promise_broken", one, nov(13))


@pytest.mark.parametrize(
    ("due_on", "counts"), [(nov(10), False), (nov(16), False), (nov(17), True)]
)
def test_after_a_moratorium_that_counts_again_what_was_to_be_paid_since(
    due_on: date, counts: bool
) -> None:
    """What fell in it was no broken word."""
    one = promised(frozen("moratorium", nov(4)), due_on=due_on)
    assert ("promise_broken" in dues(one, nov(27))) is counts


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(("due_on", "counts"), [(nov(6), False), (nov(31), True)])
def test_a_promise_from_after_that_is_of_frozen_debt_while_no_rent_falls_due(
    how: str, due_on: date, counts: bool
) -> None:
    """The freeze was written down later than the promise, or somebody paid all the same."""
    one = promised(frozen(how, nov(2), start_on=nov(2)), made_on=TUESDAY_3, due_on=due_on)
    told = not_due("promise_due", one, nov(9)).missing.id
    assert (told == "promise.later") is counts
    assert "promise_broken" not in dues(one, nov(11))


INSTALMENT = condition("instalment", nov(6), "FREQ=MONTHLY;COUNT=2", cents=RENT, judge=Judge.LEDGER)
ARRANGED = agreement("payment_arrangement", INSTALMENT, made_on=TUESDAY_3, start_on=TUESDAY_3)
NEW_ONLY = replace(ARRANGED, terms={COVERS_FROM: {"7": FROZEN.isoformat()}})
LATE = nov(13)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("since", [nov(2), nov(4)])
def test_the_instalments_of_a_frozen_debt_rest(how: str, since: date) -> None:
    """Also where it was written down later that the debt was frozen by then."""
    assert due("instalment_late", owing(ARRANGED), LATE)
    one = owing(ARRANGED, frozen(how, since))
    told = not_due("instalment_late", one, LATE).missing
    assert (told.id, told.values["since_on"]) == ("arrangement.rests", since.isoformat())
    assert not {"instalment_late", "first_call", "arrangement_over"} & set(dues(one, LATE))


@pytest.mark.parametrize("how", WAYS)
def test_the_instalments_of_new_rent_do_not(how: str) -> None:
    """That is all the arrangement covers."""
    assert due("instalment_late", owing(NEW_ONLY, frozen(how)), LATE)


def test_after_the_moratorium_the_instalments_are_asked_again() -> None:
    """They fell on days that an arrangement keeps."""
    assert due("instalment_late", owing(ARRANGED, frozen("moratorium", nov(4))), nov(17))


LAPSING = replace(ARRANGED, terms={"misses_to_lapse": 1})


def ended(how: str, since: date) -> Agreement:
    """What froze the debt does so through 16 November."""
    one = frozen(how, since)
    if how == "moratorium":
        return one
    return replace(one, states=(*one.states, StateChange(9, "rejected", nov(17), "", "", "anna")))


@pytest.mark.parametrize("how", WAYS)
def test_a_call_while_the_debt_was_frozen_was_not_about_its_instalments(how: str) -> None:
    """R35: first a call, then the lapse; both since a day on which they were to be asked."""
    one = owing(LAPSING, ended(how, nov(4)), contacts=(spoken(nov(13)),))
    assert due("instalment_late", one, nov(17)).since == nov(17)
    told = not_due("arrangement_lapse", one, nov(17)).missing
    assert (told.id, told.values) == (
        "arrangement_lapse.call_again", {"until_on": nov(16).isoformat()},
    )  # fmt: skip
    called = replace(one, contacts=(*one.contacts, spoken(nov(17))))
    assert due("arrangement_lapse", called, nov(17)).since == nov(17)
    assert not_due("instalment_late", called, nov(17)).missing.id == "contact.spoken"


def test_a_call_about_instalments_of_new_rent_holds_whatever_was_frozen() -> None:
    one = owing(
        replace(NEW_ONLY, terms={**NEW_ONLY.terms, **LAPSING.terms}), ended("wsnp", FROZEN),
        contacts=(spoken(nov(13)),),
    )  # fmt: skip
    assert due("arrangement_lapse", one, nov(17)).since == nov(13)


@pytest.mark.parametrize("how", WAYS)
def test_an_arrangement_is_over_once_its_instalments_were_called_about_after_that(
    how: str,
) -> None:
    """P18."""
    once = replace(ARRANGED, conditions=(replace(INSTALMENT, rule=""),))
    one = owing(once, ended(how, nov(4)), contacts=(spoken(nov(13)),))
    assert not_due("arrangement_over", one, nov(17)).missing.id == "arrangement_lapse.call_again"
    called = replace(one, contacts=(spoken(nov(18)),))
    assert due("arrangement_over", called, nov(18)).since == nov(18)


def test_running_rent_that_was_frozen_is_called_about_after_that() -> None:
    """R36: it fell due since the arrangement began and before the freeze."""
    made = replace(ARRANGED, made_on=FROZEN, start_on=FROZEN, conditions=())
    one = owing(made, ended("moratorium", nov(4)), rents=(OLD, NEW), contacts=(spoken(nov(13)),))
    assert due("running_rent_late", one, nov(17)).since == nov(17)
    assert "running_rent_late" not in dues(one, nov(16))


@pytest.mark.parametrize("how", ["moratorium", "mediation"])
def test_what_was_frozen_is_due_from_the_day_after(how: str) -> None:
    """A first call, and the visit and the next call that it led to."""
    one = owing(replace(ended(how, nov(4)), covers=(7,)), rents=(OLD, NEW))
    base = replace(one, standing=replace(MORE, arrears=3 * RENT))
    untied = replace(base, agreements=tuple(replace(a, covers=()) for a in base.agreements))
    now = untied if how == "moratorium" else base
    assert due("first_call", now, nov(20)).since == nov(17)
    tries = tuple(contact(nov(day)) for day in (3, 4))
    assert due("home_visit", replace(now, contacts=tries), nov(20)).since == nov(17)
    talk = replace(now, contacts=(spoken(TUESDAY_3),))
    assert due("follow_up", talk, nov(20)).since == nov(17)
    state = StateChange(7, "withdrawn", nov(9), "", "", "anna")
    over = replace(ARRANGED, conditions=(), states=(*ARRANGED.states, state))
    told = due("first_call", replace(now, agreements=(*now.agreements, over)), nov(20))
    assert (told.since, told.because.id) == (nov(17), "first_call.over")


def test_what_fell_due_while_the_rest_was_frozen_is_due_since_it_was_missed() -> None:
    """A moratorium stops no call about the running rent (R60)."""
    one = owing(ended("moratorium", FROZEN), rents=(OLD, NEW))
    assert due("first_call", one, nov(20)).since == TUESDAY_3


BACK = replace(NEW, back_on=nov(9), back=RENT)
RETURNED = replace(MORE, returned_on=nov(9))


@pytest.mark.parametrize("how", WAYS)
def test_a_debit_of_frozen_rent_that_comes_back_is_not_called_about(how: str) -> None:
    """Only new rent may be asked for (R60, R61, R63)."""
    one = owing(frozen(how, nov(4)), rents=(OLD, BACK), standing=RETURNED)
    assert not_due("first_call", one, nov(11)).rule == "R38"
    made = replace(ARRANGED, made_on=FROZEN, start_on=FROZEN, conditions=())
    arranged = replace(one, agreements=(made, *one.agreements))
    assert "running_rent_late" not in dues(arranged, nov(11))


@pytest.mark.parametrize("how", WAYS)
def test_a_debit_of_new_rent_that_comes_back_is(how: str) -> None:
    """As every debit; one of frozen rent beside it takes nothing from that (R03)."""
    for newest in (nov(9), nov(11)):
        known = replace(RETURNED, returned_on=newest, missed_cents=RENT + 1_00)
        one = owing(frozen(how), rents=(OLD, BACK), standing=known)
        said = due("first_call", one, nov(12))
        assert (said.since, said.because.id) == (nov(10), "first_call.returned")
        assert said.because.values["open_cents"] == RENT
    told = due("first_call", owing(frozen(how), rents=(OLD, NEW), standing=RETURNED), nov(12))
    assert (told.since, told.because.id) == (TUESDAY_3, "first_call.due")


@pytest.mark.parametrize("how", WAYS)
def test_what_came_back_of_several_new_rents_is_told_together(how: str) -> None:
    """Of each what came back on that day; not of what is frozen, nor what never was paid (R03)."""
    known = replace(RETURNED, missed_cents=3 * RENT)
    frozen_one = replace(OLD, back_on=nov(9), back=RENT)
    earlier = replace(NEW, due_on=date(2026, 10, 25), back_on=nov(6), back=200_00)
    for rents, cents in (
        ((frozen_one, replace(BACK, back=300_00)), 300_00),
        ((frozen_one, replace(earlier, back_on=nov(9)), BACK), RENT + 200_00),
        ((earlier, BACK), RENT),
    ):
        one = owing(frozen(how), rents=rents, standing=known)
        said = due("first_call", one, nov(12)).because
        assert (said.id, said.values["open_cents"]) == ("first_call.returned", cents)


@pytest.mark.parametrize("how", [*WAYS, "arranged"])
def test_no_visit_follows_calls_about_what_is_frozen_or_arranged(how: str) -> None:
    """The rent that is missed since is called about anew (R04, R38)."""
    made = replace(ARRANGED, start_on=nov(6), made_on=nov(6), conditions=())
    over = replace(frozen(how, nov(6)), covers=(7,)) if how != "arranged" else made
    if how == "moratorium":
        still = replace(over.suspensions[0], until=date(2027, 1, 31))
        over = replace(over, suspensions=(still,))
    december = RentMonth(nov(31), RENT, RENT, None)
    owed = replace(MORE, missed_on=nov(31))
    tries = tuple(contact(nov(day)) for day in (3, 4, 5))
    one = owing(over, rents=(OLD, december), standing=owed, contacts=tries)
    call = "running_rent_late" if how == "arranged" else "first_call"
    assert due(call, one, nov(32))
    assert "home_visit" not in dues(one, nov(32))
    again = replace(one, contacts=(*tries, *(contact(nov(day)) for day in (32, 33, 34))))
    assert due("home_visit", again, nov(37))


@pytest.mark.parametrize("how", WAYS)
def test_what_is_told_to_be_open_is_the_new_rent(how: str) -> None:
    """Where a talk led to nothing, and where an arrangement of it is over."""
    one = owing(frozen(how), rents=(OLD, NEW), contacts=(spoken(TUESDAY_3),))
    assert due("follow_up", one, nov(11)).because.values["arrears_cents"] == RENT
    state = StateChange(7, "withdrawn", nov(4), "", "", "anna")
    over = replace(NEW_ONLY, conditions=(), states=(*NEW_ONLY.states, state))
    known = owing(frozen(how), over, rents=(OLD, NEW))
    assert due("first_call", known, nov(11)).because.values["open_cents"] == RENT


@pytest.mark.parametrize(("cents", "held"), [(RENT, True), (RENT - 1_00, False)])
@pytest.mark.parametrize("how", WAYS)
def test_a_promise_of_all_the_new_rent_holds_the_call_about_it(
    how: str, cents: int, held: bool
) -> None:
    """It was given before that fell due (P01)."""
    one = owing(
        frozen(how), rents=(OLD, NEW),
        promises=(promise(nov(13), cents, date(2026, 10, 29)),),
        episode=Episode(1, BEGUN),
    )  # fmt: skip
    assert ("first_call" not in dues(one, nov(4))) is held


@pytest.mark.parametrize("over", ["not_compliant", "rejected"])
def test_what_lay_still_is_called_about_once_nothing_freezes_it(over: str) -> None:
    """An arrangement of newer rent does not hold the call about it."""
    ended = replace(
        frozen("mediation"),
        states=(*frozen("mediation").states, StateChange(9, over, nov(9), "", "", "anna")),
    )
    rents = (OLD, NEW)
    first = replace(INSTALMENT, first_on=date(2026, 12, 15))
    newer = replace(NEW_ONLY, conditions=(first,))
    whole = replace(newer, terms={})
    assert due("first_call", owing(newer, ended, rents=rents), nov(20))
    assert "first_call" not in dues(owing(newer, frozen("mediation"), rents=rents), nov(20))
    assert "first_call" not in dues(owing(whole, ended, rents=rents), nov(20))
    little = replace(MORE, arrears=RENT + 4_00)
    assert "first_call" not in dues(owing(newer, ended, rents=rents, standing=little), nov(20))
    paid = replace(MORE, since=NEW.due_on, arrears=RENT)
    assert "first_call" not in dues(owing(newer, ended, rents=rents, standing=paid), nov(20))


@pytest.mark.parametrize(("begun", "waits"), [(BEGUN, False), (FROZEN, True)])
def test_what_lay_still_waits_on_while_a_settlement_is_attempted(begun: date, waits: bool) -> None:
    """After the moratorium: what fell due before the counselling does, the rent since does not."""
    newer = replace(NEW_ONLY, conditions=(replace(INSTALMENT, first_on=date(2026, 12, 15)),))
    one = owing(newer, frozen("moratorium", start_on=begun), rents=(OLD, NEW))
    assert ("first_call" not in dues(one, nov(20))) is waits


def test_an_old_ledger_says_nothing_of_it() -> None:
    """P06."""
    one = owing(frozen("wsnp"), rents=(OLD, NEW))
    held = not_due("first_call", one, nov(10), complete_through=nov(2))
    assert held.missing.id == "held.ledger_too_old"
