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
from caseconsole.domain.kinds import COVERS_FROM
from tests.process.agreements import BEGUN, agreement, condition
from tests.process.files import RENT, TUESDAY_3, case, due, dues, not_due, nov, promise, standing

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
