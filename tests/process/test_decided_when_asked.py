"""A decision settles a step only if it was made while that very step was due: one changed fact."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Decision,
    DecisionKind,
    LadderStep,
    Paid,
    RentMonth,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Due
from tests.process.agreements import agreement, decision, rung, suspension
from tests.process.files import appointment, contact, due, file, not_due, nov, promise, verdicts
from tests.process.test_arrangement_steps import AFTER, LET_GO, SHORT_LAST, TWO_MISSED, over, terms
from tests.process.test_breach_bounds import AGAIN, CHANCE, MISSED, RED, RENT
from tests.process.test_breach_steps import RESTING, ended
from tests.process.test_ending_steps import SOON, chance

KEPT, WARNED = DecisionKind.KEEP, DecisionKind.WARN


@pytest.mark.parametrize(
    ("decided", "asked"),
    [
        (decision(KEPT, nov(9)), False),
        (decision(DecisionKind.ADJUST, nov(9)), False),
        (decision(KEPT, nov(7)), True),
        (decision(WARNED, nov(9)), True),
    ],
)
def test_a_talk_about_what_ended_is_settled_from_when_it_was_due(
    decided: Decision, *, asked: bool
) -> None:
    """What ended on a Saturday is asked about from Monday; a warning is about its own rung."""
    made = replace(RESTING, decisions=(decided,))
    found = verdicts(file(made, ended(on=nov(7))), nov(10))["resting_at_risk"]
    assert isinstance(found, Due) is asked


@pytest.mark.parametrize(
    ("recorded_on", "decided_on", "asked"),
    [
        (None, nov(4), False),
        (nov(3), nov(4), False),
        (nov(6), nov(4), True),
        (nov(6), nov(6), False),
        (nov(6), nov(9), False),
    ],
)
def test_a_decision_speaks_of_no_end_that_nobody_knew_of(
    recorded_on: date | None, decided_on: date, *, asked: bool
) -> None:
    """An end that is recorded later than it came is talked about from when it was recorded."""
    kept = replace(RESTING, decisions=(decision(KEPT, decided_on),))
    over = ended()
    late = replace(over.states[-1], recorded_on=recorded_on)
    one = file(kept, replace(over, states=(*over.states[:-1], late)))
    assert isinstance(verdicts(one, nov(10))["resting_at_risk"], Due) is asked


def test_a_talk_about_what_ended_waits_for_the_one_that_was_agreed() -> None:
    agreed = appointment(nov(9), AppointmentKind.TALK)
    held = not_due("resting_at_risk", file(RESTING, ended(), appointments=(agreed,)), nov(4))
    assert held.waits == message("next.talk_about_condition")
    assert not_due("resting_at_risk", file(RESTING), nov(4)).waits is None


@pytest.mark.parametrize(("kind", "asked"), [(KEPT, False), (WARNED, True)])
def test_a_warning_about_something_else_settles_no_condition_that_ends(
    kind: DecisionKind, *, asked: bool
) -> None:
    """The rung that it takes counts for what that is about."""
    made = chance(conditions=(SOON,), judgements=()).agreements[0]
    other = rung(Rung.TALK, nov(17), condition=9)
    decided = replace(made, ladder=(other,), decisions=(decision(kind, nov(17)),))
    found = verdicts(file(decided), nov(18))["conditions_end"]
    assert (isinstance(found, Due) and found.because.id == "conditions_end.condition") is asked


CALLED = nov(27)


@pytest.mark.parametrize(
    ("kept_on", "asked"), [(nov(2), True), (nov(26), True), (CALLED, False), (nov(30), False)]
)
def test_a_lapse_is_decided_about_from_the_call(kept_on: date, *, asked: bool) -> None:
    """What was decided between the miss and the call was about no lapse yet (R35)."""
    made = terms(decisions=(decision(KEPT, kept_on),))
    one = replace(TWO_MISSED, agreements=(made,), contacts=(contact(CALLED),))
    assert isinstance(verdicts(one, nov(30))["arrangement_lapse"], Due) is asked


DECIDE_LAPSE, DECIDE_OVER = message("next.decide_lapse"), message("next.decide_over")
OLD = nov(20)


@pytest.mark.parametrize(
    ("one", "complete_through", "waits"),
    [
        (replace(TWO_MISSED, contacts=()), nov(29), True),
        (TWO_MISSED, OLD, True),
        (replace(TWO_MISSED, agreements=(terms(decisions=(decision(KEPT, CALLED),)),)), OLD, False),
        (replace(TWO_MISSED, agreements=(terms(terms={"misses_to_lapse": 3}),)), nov(29), False),
    ],
)
def test_a_lapse_waits_for_a_call_and_for_a_newer_ledger(
    one: CaseFile, complete_through: date, *, waits: bool
) -> None:
    """Not where too little was missed, nor where it was decided about (P06, R35)."""
    found = not_due("arrangement_lapse", one, nov(30), complete_through=complete_through)
    assert found.waits == (DECIDE_LAPSE if waits else None)


KEPT_OVER = replace(LET_GO, decisions=(decision(KEPT, AFTER),))
PROMISED = (promise(date(2027, 3, 3), made_on=AFTER),)


@pytest.mark.parametrize(
    ("changed", "more", "waits"),
    [
        ({"paid": SHORT_LAST}, {}, True),
        ({"promises": PROMISED}, {}, True),
        ({"promises": PROMISED, "made": KEPT_OVER}, {}, False),
        ({}, {"complete_through": date(2027, 2, 20)}, True),
        ({"made": KEPT_OVER}, {"complete_through": date(2027, 2, 20)}, False),
        ({"made": KEPT_OVER}, {}, False),
    ],
)
def test_what_is_left_of_an_arrangement_waits_for_a_call_a_promise_and_a_newer_ledger(
    changed: dict[str, Any], more: dict[str, Any], *, waits: bool
) -> None:
    """Not where it was decided about while it was due (P01, P06, P18)."""
    found = not_due("arrangement_over", over(**changed), AFTER, **more)
    assert found.waits == (DECIDE_OVER if waits else None)


def test_a_breach_after_a_cured_red_card_waits_while_a_moratorium_runs() -> None:
    """R60: unless it was decided about."""
    made = _cured(judgements=(MISSED, AGAIN))
    still = replace(suspension(nov(1), nov(25)), kind=SuspensionKind.MORATORIUM)
    helped = agreement("debt_counselling", id=2, suspensions=(still,))
    assert not_due("breach_rung", file(made, helped), nov(18)).waits == message(
        "next.decide_breach"
    )
    kept = replace(made, decisions=(decision(KEPT, nov(17)),))
    assert not_due("breach_rung", file(kept, helped), nov(18)).waits is None
    assert due("breach_rung", file(made), nov(18)).next.id == "next.decide_breach"


OCTOBER = date(2026, 10, 20)
RED_BEFORE = replace(RED, on=OCTOBER, outcome_on=OCTOBER)
RENT_DUE = replace(RENT, first_on=nov(1), weight=Weight.MAJOR)
UNPAID = Paid(rents=(RentMonth(nov(1), 612_40, 612_40, None),))


def _rent(*decisions: Decision, red: LadderStep = RED_BEFORE) -> CaseFile:
    """The rent of 1 November, which could be paid through Monday the 2nd, after a cured card."""
    made = agreement("second_chance", RENT_DUE, ladder=(red,), decisions=decisions)
    return file(made, paid=UNPAID)


@pytest.mark.parametrize(
    ("kept_on", "asked"), [(date(2026, 10, 30), True), (nov(2), True), (nov(3), False)]
)
def test_a_decision_on_the_last_day_for_the_rent_is_not_about_what_was_missed(
    kept_on: date, *, asked: bool
) -> None:
    """It could still be paid in time (R02, R75)."""
    found = verdicts(_rent(decision(KEPT, kept_on)), nov(6))["breach_rung"]
    assert isinstance(found, Due) is asked


@pytest.mark.parametrize(
    ("one", "waits"),
    [
        (_rent(), True),
        (_rent(decision(KEPT, nov(2))), True),
        (_rent(decision(KEPT, nov(10))), False),
        (_rent(decision(WARNED, nov(10))), True),
        (_rent(red=replace(RED_BEFORE, rung=Rung.TALK)), False),
    ],
)
def test_a_breach_after_a_cured_red_card_waits_for_a_newer_ledger(
    one: CaseFile, *, waits: bool
) -> None:
    """P06: unless it was decided about; elsewhere a rung is asked for, which none settles."""
    found = not_due("breach_rung", one, nov(10), complete_through=date(2026, 10, 30))
    assert (found.rule, found.waits) == ("P06", message("next.decide_breach") if waits else None)


def _cured(**changed: Any) -> Agreement:
    return replace(CHANCE, ladder=(RED,), **changed)
