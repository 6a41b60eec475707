"""A lease that begins to bind by a signature asks nothing of the time before it (R70)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, Paid, RentMonth, Weight
from caseconsole.domain.kinds import asks_from
from caseconsole.domain.obligations import ConditionStatus, obligations, resting, statuses
from tests.domain.agreements import (
    START,
    agreement,
    condition,
    in_state,
    instalments,
    judgement,
    suspension,
)

WEEK = timedelta(weeks=1)
TODAY = START + 6 * WEEK


def lease(*asked: Any, signed_on: date | None, start_on: date = START) -> Agreement:
    """A second chance that was signed on a day."""
    made = agreement(
        *asked, kind="second_chance", signed_on=signed_on, start_on=start_on, states=()
    )
    return in_state(made, "signed", signed_on or start_on)


def asked(made: Agreement) -> list[date]:
    return [duty.on for duty in obligations(made, TODAY, TODAY, paid=Paid())]


@pytest.mark.parametrize(
    ("start", "signed", "first"),
    [(0, 0, 0), (0, None, 0), (0, 2, 2), (2, 0, 2), (1, 3, 3)],
)
def test_duties_run_from_the_first_day_or_from_the_signature_whichever_is_later(
    start: int, signed: int | None, first: int
) -> None:
    signed_on = None if signed is None else START + signed * WEEK
    made = lease(condition(), signed_on=signed_on, start_on=START + start * WEEK)
    assert asks_from(made) == START + first * WEEK
    assert asked(made) == [START + n * WEEK for n in range(first, 6)]


def test_what_binds_without_a_signature_asks_as_its_conditions_say() -> None:
    made = agreement(condition(), signed_on=START + 3 * WEEK)
    assert asked(made) == [START + n * WEEK for n in range(6)]


@pytest.mark.parametrize("since", ["added_on", "asked_from"])
@pytest.mark.parametrize("signed", [1, 4])
def test_a_condition_asks_from_its_own_later_day(since: str, signed: int) -> None:
    """Where it was added to what was signed, or is kept here since; its days stay as agreed."""
    more: dict[str, Any] = {since: START + 3 * WEEK}
    made = lease(condition(), condition(2, **more), signed_on=START + signed * WEEK)
    by_id = {1: signed, 2: max(signed, 3)}
    duties = obligations(made, TODAY, TODAY, paid=Paid())
    for key, first in by_id.items():
        own = [duty.on for duty in duties if duty.condition.id == key]
        assert own == [START + n * WEEK for n in range(first, 6)]
        assert {duty.condition.first_on for duty in duties} == {START}


def test_what_was_missed_with_the_coach_before_a_condition_was_added_is_no_breach_of_it() -> None:
    rests = condition(
        rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=2, added_on=START + 2 * WEEK
    )
    missed = [judgement(n, START + (n - 1) * WEEK, JudgedAs.MISSED) for n in (1, 2)]
    coaching = replace(agreement(condition(), judgements=tuple(missed)), id=2)
    made, day = lease(rests, signed_on=START), START + 2 * WEEK
    of = (made, coaching)
    assert statuses(made, day, paid=Paid(), agreements=of)[1] is ConditionStatus.ON_TRACK
    owed = resting(made, made.conditions, day, paid=Paid(), agreements=of)
    assert [duty.on for duty in owed] == [START + 2 * WEEK]


def test_a_rent_that_was_missed_before_the_signature_is_no_breach() -> None:
    rent = instalments(clause="C01", rule="FREQ=MONTHLY", cents=0)
    missed = Paid(rents=(RentMonth(START, 60000, 60000, None),))
    made = lease(rent, signed_on=START)
    assert statuses(made, START + WEEK, paid=missed)[1] is ConditionStatus.BREACHED
    made = lease(rent, signed_on=START + WEEK)
    assert statuses(made, START + WEEK, paid=missed)[1] is ConditionStatus.ON_TRACK


def test_what_fell_due_once_before_the_signature_is_asked_of_nobody() -> None:
    once = condition(rule="", weight=Weight.MAJOR)
    made = lease(once, signed_on=START + WEEK)
    assert (asked(made), statuses(made, TODAY, paid=Paid())[1]) == ([], ConditionStatus.WAIVED)


def test_what_was_missed_with_the_coach_before_the_signature_is_no_breach_of_the_lease() -> None:
    """Nor does it count when a judge asks what was missed."""
    rests = condition(rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=2, grace_days=14)
    missed = [judgement(n, START + (n - 1) * WEEK, JudgedAs.MISSED) for n in (1, 2)]
    coaching = replace(agreement(condition(), judgements=tuple(missed)), id=2)
    for signed_on, how, counted in (
        (START, ConditionStatus.BREACHED, 4),
        (START + WEEK, ConditionStatus.AT_RISK, 3),
    ):
        made = lease(rests, signed_on=signed_on)
        of, day = (made, coaching), START + 3 * WEEK
        assert statuses(made, day, paid=Paid(), agreements=of)[1] is how
        owed = resting(made, made.conditions, day, paid=Paid(), agreements=of)
        assert len(owed) == counted


def test_an_offer_is_to_be_taken_up_from_the_signature_on() -> None:
    rests = condition(rule="FREQ=MONTHLY", judge=Judge.AGREEMENT, rests_on=2, grace_days=14)
    offered = replace(in_state(agreement(states=()), "offered", START), id=2)
    for signed_on, how in (
        (START, ConditionStatus.AT_RISK),
        (START + WEEK, ConditionStatus.ON_TRACK),
    ):
        made = lease(rests, signed_on=signed_on)
        of, day = (made, offered), START + 3 * WEEK
        assert statuses(made, day, paid=Paid(), agreements=of)[1] is how


def test_a_day_that_a_standstill_moved_past_the_signature_is_still_to_come() -> None:
    """It is neither let go nor met before it came."""
    once = condition(rule="", first_on=START + WEEK)
    made = lease(once, signed_on=START + 2 * WEEK)
    assert statuses(made, TODAY, paid=Paid())[1] is ConditionStatus.WAIVED
    still = suspension(1, START + WEEK, START + 9 * WEEK)
    made = replace(made, suspensions=(still,))
    assert statuses(made, TODAY, paid=Paid())[1] is ConditionStatus.ON_TRACK
