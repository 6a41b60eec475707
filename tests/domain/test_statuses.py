from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Duty,
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    StateChange,
    Weight,
)
from caseconsole.domain.moving import until_of
from caseconsole.domain.obligations import ConditionStatus, statuses
from tests.domain.agreements import (
    START,
    agreement,
    arrangement,
    condition,
    in_state,
    instalments,
    judgement,
    suspension,
)

S = ConditionStatus
SIGNED = (StateChange(1, "signed", START, "", "", "anna"),)
WEEK = timedelta(weeks=1)
TODAY = START + 4 * WEEK
VERDICTS = {
    "m": JudgedAs.MET, "x": JudgedAs.MISSED, "p": JudgedAs.PARTLY, "e": JudgedAs.EXCUSED,
    "w": JudgedAs.WAIVED,
}  # fmt: skip


def sessions(judged: str, **fields: Any) -> Agreement:
    """Sessions from START on, each judged by a letter of VERDICTS."""
    judgements = tuple(
        judgement(number, START + (number - 1) * WEEK, VERDICTS[letter])
        for number, letter in enumerate(judged, start=1)
    )
    return agreement(condition(**fields), judgements=judgements)


def rung(outcome: Outcome | None, on: date, about: int | None = 1) -> LadderStep:
    return LadderStep(
        1, Rung.YELLOW_CARD, about, START, on, "", outcome, on if outcome else None, "anna", "", 1
    )


def how(made: Agreement, today: date = TODAY, paid: Paid | None = None) -> ConditionStatus:
    return statuses(made, today, paid=paid or Paid())[1]


@pytest.mark.parametrize(
    ("judged", "weight", "expected"),
    [
        ("mmmm", Weight.MINOR, S.ON_TRACK),
        ("mmmx", Weight.MINOR, S.AT_RISK),
        ("mmxx", Weight.MINOR, S.BREACHED),
        ("xmxm", Weight.MINOR, S.AT_RISK),
        ("xmmm", Weight.MINOR, S.ON_TRACK),
        ("mxme", Weight.MAJOR, S.BREACHED),
        ("xmmm", Weight.MAJOR, S.ON_TRACK),
        ("mmmp", Weight.MAJOR, S.AT_RISK),
        ("mmee", Weight.MAJOR, S.ON_TRACK),
        ("m", Weight.MAJOR, S.AT_RISK),
    ],
)
def test_the_newest_judged_sessions_say_how_a_condition_goes(
    judged: str, weight: Weight, expected: ConditionStatus
) -> None:
    assert how(sessions(judged, weight=weight)) is expected


@pytest.mark.parametrize(
    ("open_cents", "terms", "expected"),
    [
        (0, {}, S.ON_TRACK),
        (1, {}, S.BREACHED),
        (59999, {}, S.BREACHED),
        (59999, {"min_case_cents": 500}, S.BREACHED),
        (500, {"min_case_cents": 500}, S.BREACHED),
        (499, {"min_case_cents": 500}, S.ON_TRACK),
    ],
)
def test_rent_that_is_paid_in_part_is_missed_where_more_than_a_trifle_lacks(
    open_cents: int, terms: dict[str, object], expected: ConditionStatus
) -> None:
    """R08, R73: a cent a month does not keep a lease from being breached."""
    rent = instalments(clause="C01", rule="FREQ=MONTHLY", cents=0)
    made = agreement(rent, kind="second_chance", terms=terms, states=SIGNED)
    month = RentMonth(START, 60000, open_cents, None if open_cents else START)
    assert how(made, START + WEEK, Paid(rents=(month,))) is expected


def test_a_cured_rung_takes_away_what_was_missed_before_it() -> None:
    made = sessions("mmxx")
    day = START + 3 * WEEK
    assert how(replace(made, ladder=(rung(Outcome.CURED, day),))) is S.ON_TRACK
    assert how(replace(made, ladder=(rung(Outcome.CURED, day, None),))) is S.ON_TRACK
    assert how(replace(made, ladder=(rung(Outcome.CURED, day - WEEK),))) is S.AT_RISK
    assert how(replace(made, ladder=(rung(Outcome.NOT_CURED, day),))) is S.BREACHED
    assert how(replace(made, ladder=(rung(None, day),))) is S.BREACHED
    assert how(replace(made, ladder=(rung(Outcome.CURED, day, 9),))) is S.BREACHED


CURE = START + timedelta(days=2)
TWO_DAYS = {"grace_days": 2}


@pytest.mark.parametrize(
    ("fields", "judged_on", "expected"),
    [
        ({"grace_days": 0}, CURE + WEEK, S.MET),
        (TWO_DAYS, CURE + WEEK, S.BREACHED),
        (TWO_DAYS, CURE, S.MET),
        (TWO_DAYS, CURE + timedelta(days=1), S.BREACHED),
        ({"grace_days": 1}, CURE + WEEK, S.MET),
    ],
    ids=["past", "to its last day", "judged by then", "judged after", "past its grace"],
)
def test_a_cure_does_not_take_away_what_could_be_met_to_the_end_of_its_day(
    fields: dict[str, Any], judged_on: date, expected: ConditionStatus
) -> None:
    """However late that is judged."""
    missed = judgement(1, START, JudgedAs.MISSED, on=judged_on)
    once = condition(rule="", weight=Weight.MAJOR, **fields)
    made = agreement(once, judgements=(missed,), ladder=(rung(Outcome.CURED, CURE),))
    assert how(made) is expected


@pytest.mark.parametrize(
    ("cured", "expected"),
    [
        (date(2026, 8, 1), S.BREACHED),
        (date(2026, 8, 3), S.BREACHED),
        (date(2026, 8, 4), S.ON_TRACK),
    ],
)
def test_a_cure_before_the_last_banking_day_of_a_rent_does_not_take_that_away(
    cured: date, expected: ConditionStatus
) -> None:
    """R02: what falls on a Saturday can come in on Monday."""
    first_on = date(2026, 8, 1)
    rent = instalments(clause="C01", rule="FREQ=MONTHLY", first_on=first_on, cents=0)
    made = agreement(
        rent, kind="second_chance", states=SIGNED, ladder=(rung(Outcome.CURED, cured),)
    )
    month = RentMonth(first_on, 60000, 60000, None)
    assert how(made, date(2026, 8, 5), Paid(rents=(month,))) is expected


@pytest.mark.parametrize(
    ("judged", "expected"),
    [("mmmmmm", S.MET), ("mmmmme", S.MET), ("wwwwww", S.WAIVED), ("mmmmmx", S.AT_RISK)],
)
def test_a_condition_whose_last_obligation_was_judged_is_over(
    judged: str, expected: ConditionStatus
) -> None:
    assert how(sessions(judged), START + 5 * WEEK) is expected


def test_a_condition_that_was_met_is_over_after_its_last_day() -> None:
    made = sessions("mm", rule="FREQ=WEEKLY", until=START + 2 * WEEK - timedelta(1))
    assert how(made, START + 2 * WEEK - timedelta(1)) is S.ON_TRACK
    assert how(made, START + 2 * WEEK) is S.MET


@pytest.mark.parametrize(
    "moves",
    [
        {"suspensions": (suspension(1, START + WEEK, START + 5 * WEEK),)},
        {"judgements": (judgement(1, START, JudgedAs.MET),
                        judgement(2, START + WEEK, JudgedAs.MOVED, START + 9 * WEEK))},
    ],
)  # fmt: skip
def test_a_condition_is_not_over_while_what_was_moved_is_to_come(moves: dict[str, Any]) -> None:
    """A standstill moves its last day as it moves its duties, and a person may set a later one."""
    made = agreement(condition(until=START + WEEK), judgements=(judgement(1, START, JudgedAs.MET),))
    assert how(replace(made, **moves), START + 3 * WEEK) is S.ON_TRACK


def test_a_move_that_was_taken_nearer_counts_no_longer() -> None:
    """The newest day that a person set is the one that holds."""
    far = judgement(1, START, JudgedAs.MOVED, START + 20 * WEEK)
    near = judgement(2, START, JudgedAs.MOVED, START + WEEK)
    met = judgement(3, START, JudgedAs.MET, on=START + WEEK)
    made = agreement(condition(rule="", until=START), judgements=(far, near, met))
    assert until_of(made.conditions[0], made) == START + WEEK
    assert how(made, START + 3 * WEEK) is S.MET


def test_an_old_instalment_that_is_still_open_stays_a_breach_until_the_ledger_shows_it() -> None:
    made = arrangement(instalments(rule="FREQ=MONTHLY"))
    today = date(2026, 10, 2)
    short = Paid(covered={1: ((START, 10000), (START + 5 * WEEK, 20000))})
    assert how(made, today, short) is S.BREACHED
    whole = Paid(covered={1: (*short.covered[1], (date(2026, 10, 2), 10000))})
    assert how(made, today, whole) is S.ON_TRACK


def test_a_running_rent_that_was_paid_late_is_no_breach() -> None:
    rent = instalments(clause="C01", rule="FREQ=MONTHLY", cents=0)
    late = RentMonth(START, 60000, 0, START + WEEK)
    made = arrangement(rent)
    assert how(made, START + WEEK, Paid(rents=(late,))) is S.ON_TRACK
    missed = replace(late, open=60000, paid_on=None)
    assert how(made, START + WEEK, Paid(rents=(missed,))) is S.BREACHED


def resting(
    other: Agreement | None, *, cured_on: date | None = None, start_on: date = START
) -> ConditionStatus:
    rests = condition(
        rule="FREQ=MONTHLY", clause="C05", judge=Judge.AGREEMENT, rests_on=2, grace_days=14
    )
    ladder = (rung(Outcome.CURED, cured_on),) if cured_on else ()
    made = agreement(rests, kind="second_chance", states=(), ladder=ladder, start_on=start_on)
    made = in_state(made, "signed", START)
    others = [made, replace(other, id=2)] if other else [made]
    return statuses(made, TODAY, paid=Paid(), agreements=others)[1]


@pytest.mark.parametrize(
    ("judged", "expected"),
    [("mmmm", S.ON_TRACK), ("mmmx", S.AT_RISK), ("mmxx", S.BREACHED)],
)
def test_a_condition_goes_as_the_agreement_it_rests_on(
    judged: str, expected: ConditionStatus
) -> None:
    assert resting(sessions(judged)) is expected


def test_a_cure_of_the_lease_counts_for_what_was_missed_with_the_coach() -> None:
    assert resting(sessions("mmxx"), cured_on=START + 3 * WEEK) is S.ON_TRACK
    assert resting(sessions("mmxx"), cured_on=START + 2 * WEEK) is S.AT_RISK


def test_what_was_missed_before_the_lease_began_is_no_breach_of_it() -> None:
    late = START + 3 * WEEK
    assert resting(sessions("mmxx"), start_on=late) is S.AT_RISK
    assert resting(sessions("mxxm"), start_on=late) is S.ON_TRACK


def test_what_a_partner_owes_is_not_held_against_the_tenant() -> None:
    assert resting(sessions("mmxx", duty=Duty.PARTNER)) is S.ON_TRACK


def test_an_agreement_that_ended_otherwise_than_completed_puts_what_rests_on_it_at_risk() -> None:
    made = sessions("mmmm")
    assert resting(in_state(made, "completed", TODAY)) is S.MET
    assert resting(in_state(made, "ended", TODAY)) is S.AT_RISK
    assert resting(None) is S.AT_RISK


def test_an_offer_that_nobody_took_up_in_time_is_a_risk() -> None:
    offered = in_state(replace(sessions(""), states=()), "offered", START)
    assert resting(offered) is S.AT_RISK
