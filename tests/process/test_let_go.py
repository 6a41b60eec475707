"""What was missed of an agreement that a condition rested on, once that is over (R73, R75)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Judge,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    StateChange,
    Weight,
)
from caseconsole.domain.missed import missed
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.breaches import on_ladder
from caseconsole.process.agreements.broken import breaches
from caseconsole.process.agreements.weighing import fell_short, goes_wrong, weighs
from caseconsole.process.situation import DayFacts, look
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import file, nov, policy, verdicts
from tests.process.test_breach_steps import TRAINED, TUESDAY, TWICE, ended

TODAY = nov(20)
S = ConditionStatus
FAILED = rung(Rung.TALK, nov(11), Outcome.NOT_CURED, None, TRAINED.id)


def lost(**changed: Any) -> Agreement:
    """The coaching that ended on 12 November, as was known here on 16 November."""
    over = ended(on=nov(12))
    known = replace(over.states[-1], recorded_on=nov(16))
    return replace(over, **{"states": (*over.states[:-1], known), "judgements": TWICE, **changed})


def how(made: Agreement, *others: Agreement, paid: Paid | None = None) -> ConditionStatus:
    """How what rests goes; its status, what is held against it and its ladder say the same."""
    one = file(made, *others, paid=paid or Paid())
    found = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)[TRAINED.id]
    short = fell_short(one, made, made.conditions[0], TODAY)
    assert weighs(one, made, None, TODAY) is (found is S.BREACHED)
    assert bool(goes_wrong(one, made, None, TODAY)) is short
    now = look(one, policy(), TODAY, DayFacts(date(2027, 12, 31)))
    (lease,) = on_ladder(now)
    breached = [breach.condition.id for breach in breaches(now, lease)]
    assert breached == ([TRAINED.id] if found is S.BREACHED else [])
    asked = verdicts(one, TODAY)["breach_rung"]
    asks = asked.next.id if isinstance(asked, Due) else ""
    assert short or asks in ("", "next.say_outcome")
    return found


ON_CARD = rung(Rung.YELLOW_CARD, nov(11), None, nov(25), TRAINED.id)


@pytest.mark.parametrize("over", [True, False], ids=["lost", "runs"])
@pytest.mark.parametrize(
    ("judgements", "ladder", "expected"),
    [
        (TWICE, (), S.BREACHED),
        (TWICE, (FAILED,), S.BREACHED),
        (TWICE, (ON_CARD,), S.BREACHED),
        (TWICE, (replace(FAILED, on=nov(16), outcome_on=nov(16)),), S.BREACHED),
        (TWICE[:1], (), S.AT_RISK),
        (TWICE, (replace(FAILED, on=nov(16), outcome=Outcome.CURED, outcome_on=nov(16)),),
         S.ON_TRACK),
    ],
    ids=["missed", "a talk", "a card", "a talk about the loss", "too little", "cured since"],
)  # fmt: skip
def test_what_was_missed_goes_as_before_once_what_it_is_of_is_lost(
    judgements: tuple[Judgement, ...], ladder: tuple[LadderStep, ...],
    expected: ConditionStatus, *, over: bool,
) -> None:  # fmt: skip
    """R75, P15: a breach stays one, and the loss comes beside it."""
    coached = lost(judgements=(*judgements, judged(nov(17), JudgedAs.MET, of=6, key=3)))
    if not over:
        coached = replace(coached, states=coached.states[:1])
    chance = agreement("second_chance", TRAINED, ladder=ladder)
    one = file(chance, coached)
    found = statuses(chance, TODAY, paid=one.paid, agreements=one.agreements)
    assert found == {TRAINED.id: expected}
    assert weighs(one, chance, None, TODAY) is (expected is S.BREACHED)


@pytest.mark.parametrize("about", [TRAINED.id, None])
@pytest.mark.parametrize(
    ("second", "asked"), [("", "next.second_person"), ("tess", "next.end_or_cured")]
)
def test_a_red_card_stands_where_what_its_breach_is_of_is_lost_since(
    second: str, asked: str, about: int | None
) -> None:
    """A loss takes no ground from it, and asks to be talked about beside it (R75, P15)."""
    card = replace(rung(Rung.RED_CARD, nov(11), condition=about), second=second)
    made = agreement("second_chance", TRAINED, end_on=TODAY, ladder=(card,))
    found = verdicts(file(made, lost()), TODAY)
    verdict, talk, end = (
        found[step] for step in ("breach_rung", "resting_at_risk", "graduation_due")
    )
    assert isinstance(verdict, Due)
    assert verdict.next.id == asked
    assert isinstance(talk, Due)
    assert not isinstance(end, Due)


@pytest.mark.parametrize("about", [TRAINED.id, None])
@pytest.mark.parametrize("outcome", [None, Outcome.NOT_CURED])
@pytest.mark.parametrize(
    ("taken_on", "expected"),
    [
        (nov(2), S.WAIVED),
        (TUESDAY, S.AT_RISK),
        (nov(9), S.AT_RISK),
        (nov(10), S.BREACHED),
        (nov(14), S.BREACHED),
        (nov(15), S.WAIVED),
        (nov(16), S.WAIVED),
        (nov(19), S.WAIVED),
    ],
    ids=[
        "before both misses", "on the day of the first", "before the second", "after both",
        "on its last day", "once it is over", "once the loss is known", "long after it",
    ],
)  # fmt: skip
def test_of_what_was_let_go_that_is_held_about_which_a_rung_was_taken_before(
    taken_on: date, expected: ConditionStatus, outcome: Outcome | None, about: int | None
) -> None:
    """Also by a rung about the lease as a whole, and no more than had been missed by then."""
    step = rung(Rung.TALK, taken_on, outcome, None, about)
    trained = replace(TRAINED, ended_on=nov(14))
    assert how(agreement("second_chance", trained, ladder=(step,)), lost()) is expected


def test_a_rung_in_time_is_about_no_loss_that_was_known_by_then() -> None:
    """The talk about the loss comes on the day on which it is known, or later."""
    trained = replace(TRAINED, ended_on=nov(18))
    for taken_on, expected in ((nov(15), S.BREACHED), (nov(16), S.WAIVED)):
        step = replace(FAILED, on=taken_on, outcome_on=taken_on)
        made = agreement("second_chance", trained, ladder=(step,))
        assert how(made, lost()) is expected


def test_what_waits_for_a_judgement_of_what_was_lost_is_let_go_as_well() -> None:
    trained = replace(TRAINED, ended_on=nov(14))
    made = agreement("second_chance", trained, ladder=(FAILED,))
    assert how(made, lost(judgements=())) is S.WAIVED


ANOTHER = condition("session", nov(18), "FREQ=WEEKLY", id=7, agreement=3, weight=Weight.MAJOR)
NEXT = agreement("budget_coaching", ANOTHER, id=3, made_on=nov(17), start_on=nov(17))
OFFERED = replace(NEXT, states=(StateChange(1, "offered", nov(17), "", "", "anna"),))
OF_NEXT = judged(nov(18), JudgedAs.MISSED, of=7)
TAKEN_OVER = replace(TRAINED, rests_on=3)
SPOKEN = rung(Rung.TALK, nov(16), Outcome.CURED)


@pytest.mark.parametrize(
    ("ladder", "judgements", "expected", "short"),
    [
        ((FAILED,), (), S.AT_RISK, False),
        ((FAILED,), (OF_NEXT,), S.BREACHED, True),
        ((FAILED,), (replace(OF_NEXT, verdict=JudgedAs.PARTLY),), S.AT_RISK, True),
        ((FAILED,), (replace(OF_NEXT, verdict=JudgedAs.MET),), S.ON_TRACK, False),
        ((SPOKEN,), (), S.AT_RISK, False),
    ],
    ids=["waits", "missed", "in part", "met", "the loss cured"],
)
def test_what_was_missed_under_the_agreement_before_is_not_held_under_the_next(
    ladder: tuple[LadderStep, ...], judgements: tuple[Judgement, ...],
    expected: ConditionStatus, *, short: bool,
) -> None:  # fmt: skip
    """A session that nobody judged yet weighs nothing beside it; a judge hears of the others."""
    first_on = replace(TAKEN_OVER, first_on=date(2026, 10, 14))
    made = agreement("second_chance", first_on, ladder=ladder)
    new = replace(NEXT, judgements=judgements)
    assert how(made, lost(), new) is expected
    one = file(made, lost(), new)
    assert fell_short(one, made, first_on, TODAY) is short
    assert {duty.on for duty in missed(one, made, made.conditions, TODAY)} >= {TUESDAY, nov(10)}


REFUSED = replace(OFFERED, states=(
    *OFFERED.states, StateChange(2, "refused", nov(19), "", "", "anna")
))  # fmt: skip
AGREED = replace(REFUSED, conditions=(), states=(
    *OFFERED.states, StateChange(2, "accepted", nov(19), "", "", "anna")
))  # fmt: skip
BEFORE = lost()


@pytest.mark.parametrize(
    ("before", "new", "ladder", "ended_on", "expected"),
    [
        (BEFORE, OFFERED, (FAILED,), None, S.BREACHED),
        (BEFORE, REFUSED, (FAILED,), None, S.BREACHED),
        (BEFORE, NEXT, (FAILED,), None, S.AT_RISK),
        (BEFORE, OFFERED, (), None, S.BREACHED),
        (BEFORE, OFFERED, (SPOKEN,), None, S.ON_TRACK),
        (BEFORE, REFUSED, (SPOKEN,), None, S.AT_RISK),
        (lost(judgements=TWICE[:1]), OFFERED, (FAILED,), None, S.AT_RISK),
        (lost(judgements=()), OFFERED, (FAILED,), None, S.ON_TRACK),
        (BEFORE, OFFERED, (FAILED,), nov(18), S.BREACHED),
        (BEFORE, OFFERED, (), nov(18), S.WAIVED),
        (BEFORE, OFFERED, (), nov(21), S.BREACHED),
        (BEFORE, REFUSED, (), nov(19), S.WAIVED),
        (BEFORE, REFUSED, (), nov(18), S.WAIVED),
        (BEFORE, REFUSED, (FAILED,), nov(18), S.BREACHED),
        (BEFORE, AGREED, (), nov(18), S.WAIVED),
        (BEFORE, AGREED, (), nov(19), S.MET),
        (BEFORE, AGREED, (FAILED,), nov(18), S.BREACHED),
        (lost(judgements=()), REFUSED, (), nov(18), S.WAIVED),
        (lost(judgements=()), AGREED, (), nov(18), S.WAIVED),
        (lost(judgements=()), AGREED, (), None, S.ON_TRACK),
    ],
    ids=[
        "offered", "refused", "runs", "no rung", "cured", "refused and cured", "too little",
        "nobody judged", "ended after a talk", "let go", "ends tomorrow", "refused and let go",
        "refused since", "refused since a talk", "accepted since", "accepted that day",
        "accepted since a talk", "refused, nobody judged", "accepted, nobody judged", "accepted",
    ],
)  # fmt: skip
def test_an_offer_makes_nothing_good_of_what_was_missed_under_the_agreement_before(
    before: Agreement, new: Agreement, ladder: tuple[LadderStep, ...], ended_on: date | None,
    expected: ConditionStatus,
) -> None:  # fmt: skip
    """R73, R75: a breach stays one until the next agreement binds, and goes with what let it go."""
    trained = replace(TAKEN_OVER, first_on=date(2026, 10, 21), ended_on=ended_on)
    assert how(agreement("second_chance", trained, ladder=ladder), before, new) is expected


@pytest.mark.parametrize("answer", [OFFERED, REFUSED, AGREED], ids=["offer", "refused", "accepted"])
@pytest.mark.parametrize(
    ("judgements", "expected"),
    [(TWICE, S.BREACHED), ((), S.AT_RISK)],
    ids=["missed", "nobody judged"],
)
def test_what_comes_about_after_the_last_day_of_a_condition_answers_no_loss(
    answer: Agreement, judgements: tuple[Judgement, ...], expected: ConditionStatus
) -> None:
    """R73, P15: nobody was coached under it while the condition was there."""
    trained = replace(TAKEN_OVER, first_on=date(2026, 10, 21), until=nov(18))
    made = agreement("second_chance", trained)
    assert how(made, lost(judgements=judgements), answer) is expected


def test_only_the_misses_of_the_last_agreement_that_bound_are_held_under_an_offer() -> None:
    """Those before it were not held under that one, either."""
    between = replace(
        NEXT, made_on=nov(13), start_on=nov(13),
        judgements=(replace(OF_NEXT, verdict=JudgedAs.MET),),
        states=(StateChange(1, "accepted", nov(13), "", "", "anna"),
                StateChange(2, "ended", nov(19), "", "", "anna")),
    )  # fmt: skip
    trained = replace(TRAINED, rests_on=4, first_on=date(2026, 10, 21))
    made = agreement("second_chance", trained, ladder=(FAILED,))
    assert how(made, BEFORE, between, replace(OFFERED, id=4, conditions=())) is S.ON_TRACK


@pytest.mark.parametrize(
    ("first_on", "ladder", "expected"),
    [
        (nov(19), (), S.AT_RISK),
        (nov(20), (), S.ON_TRACK),
        (nov(19), (replace(FAILED, on=nov(19), outcome=Outcome.CURED, outcome_on=nov(20)),),
         S.ON_TRACK),
    ],
    ids=["late", "in time", "late and cured"],
)  # fmt: skip
def test_what_nobody_took_up_in_time_is_held_until_it_is_cured(
    first_on: date, ladder: tuple[LadderStep, ...], expected: ConditionStatus
) -> None:
    """As any other miss."""
    late = replace(TAKEN_OVER, rule="", first_on=first_on)
    made = agreement("second_chance", late, ladder=ladder)
    assert how(made, OFFERED) is expected
    assert fell_short(file(made, OFFERED), made, late, TODAY) is (expected is S.AT_RISK)


HALF = condition(
    "instalment", nov(4), id=6, agreement=2, cents=100, judge=Judge.LEDGER, weight=Weight.MAJOR
)
LAPSED = agreement("payment_arrangement", HALF, id=2, states=(
    StateChange(1, "agreed", nov(1), "", "", "anna"),
    StateChange(2, "lapsed", nov(12), "", "", "anna"),
))  # fmt: skip
COUNSELLED = replace(LAPSED, kind="debt_counselling", states=(
    replace(LAPSED.states[0], state="application"),
    replace(LAPSED.states[1], state="withdrawn"),
))  # fmt: skip
OPEN = Paid(shown=(2,), open={2: 100})
PAID = replace(OPEN, open={2: 0})
RESTS = replace(OPEN, rests={2: nov(2)})


@pytest.mark.parametrize("ladder", [(), (FAILED,), (ON_CARD,)], ids=["none", "a talk", "a card"])
@pytest.mark.parametrize(
    ("other", "paid", "expected"),
    [
        (LAPSED, PAID, S.ON_TRACK),
        (LAPSED, OPEN, S.BREACHED),
        (LAPSED, replace(PAID, open={2: 1}), S.BREACHED),
        (LAPSED, replace(PAID, shown=(3,)), S.BREACHED),
        (COUNSELLED, PAID, S.BREACHED),
        (LAPSED, RESTS, S.ON_TRACK),
    ],
    ids=["paid", "open", "a cent open", "no debt of it shown", "no arrangement", "frozen"],
)
def test_what_was_missed_of_an_arrangement_is_made_good_once_its_debt_is_paid(
    ladder: tuple[LadderStep, ...], other: Agreement, paid: Paid, expected: ConditionStatus
) -> None:
    """R59, R75: also where it lapsed before, and nothing pays an instalment of it any more."""
    assert how(agreement("second_chance", TRAINED, ladder=ladder), other, paid=paid) is expected


@pytest.mark.parametrize("ladder", [(), (FAILED,), (ON_CARD,)], ids=["none", "a talk", "a card"])
@pytest.mark.parametrize(
    ("ends", "on", "paid", "expected"),
    [
        ("ended_on", nov(10), PAID, S.MET),
        ("ended_on", nov(10), OPEN, S.BREACHED),
        ("ended_on", nov(10), replace(PAID, open={2: 1}), S.BREACHED),
        ("ended_on", nov(10), RESTS, S.MET),
        ("ended_on", nov(13), PAID, S.WAIVED),
        ("until", nov(10), PAID, S.MET),
        ("until", nov(10), OPEN, S.BREACHED),
        ("until", nov(13), PAID, S.MET),
    ],
    ids=[
        "paid", "open", "a cent open", "frozen", "let go with the loss", "ended by itself",
        "by itself and open", "by itself since the loss",
    ],
)  # fmt: skip
def test_what_was_missed_is_made_good_also_of_a_condition_that_was_over_before_the_loss(
    ends: str, on: date, paid: Paid, expected: ConditionStatus, ladder: tuple[LadderStep, ...]
) -> None:
    """R59, R75: as where the arrangement goes on and it is paid late."""
    changed: dict[str, Any] = {ends: on}
    trained = replace(TRAINED, **changed)
    assert how(agreement("second_chance", trained, ladder=ladder), LAPSED, paid=paid) is expected


@pytest.mark.parametrize("paid", [PAID, RESTS, OPEN], ids=["paid", "frozen", "open"])
@pytest.mark.parametrize("on", [nov(10), nov(13)], ids=["before the loss", "since"])
def test_rent_stays_held_of_a_condition_that_was_over_before_the_loss(on: date, paid: Paid) -> None:
    """Paying off the debt or freezing it makes good no rent that is no part of it."""
    rents = (RentMonth(nov(4), 612_40, 612_40, None),)
    chance = agreement("second_chance", replace(TRAINED, until=on))
    other = replace(LAPSED, conditions=(RENT,))
    assert how(chance, other, paid=replace(paid, rents=rents)) is S.BREACHED


RENT = replace(HALF, id=7, clause="running_rent")
CURED = replace(FAILED, on=nov(16), outcome=Outcome.CURED, outcome_on=nov(16))


@pytest.mark.parametrize(
    ("asked", "paid", "ladder", "ended_on", "expected"),
    [
        (RENT, RESTS, (), None, S.BREACHED),
        (RENT, PAID, (), None, S.BREACHED),
        (RENT, OPEN, (), None, S.BREACHED),
        (HALF, RESTS, (), None, S.ON_TRACK),
        (RENT, replace(OPEN, rests={2: nov(4)}), (), None, S.BREACHED),
        (RENT, replace(OPEN, rests={2: nov(5)}), (), None, S.ON_TRACK),
        (RENT, RESTS, (ON_CARD,), None, S.BREACHED),
        (RENT, RESTS, (CURED,), None, S.ON_TRACK),
        (RENT, RESTS, (), nov(14), S.WAIVED),
        (RENT, RESTS, (FAILED,), nov(14), S.BREACHED),
    ],
    ids=[
        "frozen", "paid", "open", "an instalment", "frozen that day", "frozen since", "on a card",
        "cured since", "let go", "let go after a talk",
    ],
)  # fmt: skip
def test_rent_missed_since_a_freeze_stays_held_once_its_arrangement_lapses(
    asked: Condition, paid: Paid, ladder: tuple[LadderStep, ...], ended_on: date | None,
    expected: ConditionStatus,
) -> None:  # fmt: skip
    """R60, R63, R75: it is owed as ever, and is no part of the debt that rests or was paid."""
    rents = (RentMonth(nov(4), 612_40, 612_40, None),)
    chance = agreement("second_chance", replace(TRAINED, ended_on=ended_on), ladder=ladder)
    other = replace(LAPSED, conditions=(asked,))
    assert how(chance, other, paid=replace(paid, rents=rents)) is expected
