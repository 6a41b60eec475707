"""What a condition rests on was lost: talked about once that is known, and what it leads to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Outcome, Paid, Rung, StateChange, Weight
from caseconsole.domain.losses import lost_since
from caseconsole.domain.obligations import ConditionStatus, statuses
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.weighing import fell_short, weighs
from caseconsole.process.today import Today
from tests.process.agreements import agreement, rung
from tests.process.files import due, file, nov, verdicts
from tests.process.test_breach_steps import COACHED, RESTING, TRAINED, TUESDAY, TWICE, ended

TODAY = nov(20)
TALK = rung(Rung.TALK, TUESDAY, condition=TRAINED.id)
CURED = replace(TALK, outcome=Outcome.CURED, outcome_on=nov(6))
S = ConditionStatus


def known(on: date | None) -> Agreement:
    """The coaching that ended on 3 November, as it was recorded here on a day."""
    over = ended()
    return replace(over, states=(*over.states[:-1], replace(over.states[-1], recorded_on=on)))


@pytest.mark.parametrize(
    ("recorded_on", "since", "until"),
    [
        (None, TUESDAY, nov(10)),
        (TUESDAY, TUESDAY, nov(10)),
        (nov(11), nov(11), nov(18)),
        (nov(14), nov(16), nov(20)),
    ],
)
def test_a_loss_is_talked_about_from_the_day_on_which_it_is_known(
    recorded_on: date | None, since: date, until: date
) -> None:
    """P15: nobody is late with what nobody knew."""
    asked = due("resting_at_risk", file(RESTING, known(recorded_on)), nov(16))
    assert (asked.since, asked.until) == (since, until)
    assert asked.because.values["ended_on"] == TUESDAY.isoformat()


@pytest.mark.parametrize(
    ("kind", "named", "paid", "asked"),
    [
        ("payment_arrangement", ("agreed", "lapsed"), Paid(shown=(2,), open={2: 100}), True),
        ("payment_arrangement", ("agreed", "lapsed"), Paid(shown=(2,), open={2: 0}), False),
        ("payment_arrangement", ("agreed", "lapsed"), Paid(rests={2: nov(2)}), True),
        ("debt_counselling", ("application", "withdrawn"), Paid(shown=(2,), open={2: 0}), True),
    ],
    ids=["open", "paid", "frozen", "no arrangement"],
)
def test_the_loss_of_an_arrangement_whose_debt_is_paid_is_talked_about_no_more(
    kind: str, named: tuple[str, str], paid: Paid, *, asked: bool
) -> None:
    """P15, R59: nothing of it is left to talk about; of debt that is frozen there is."""
    over = ended()
    states = tuple(replace(one, state=name) for one, name in zip(over.states, named, strict=True))
    one = file(RESTING, replace(over, kind=kind, states=states), paid=paid)
    assert isinstance(verdicts(one, nov(16))["resting_at_risk"], Due) is asked


@pytest.mark.parametrize("about", [TRAINED.id, None])
@pytest.mark.parametrize(
    ("recorded_on", "talked_on", "spoken"),
    [
        (None, TUESDAY, True),
        (None, nov(2), False),
        (nov(11), TUESDAY, False),
        (nov(11), nov(10), False),
        (nov(11), nov(11), True),
        (nov(11), nov(12), True),
    ],
)
def test_a_rung_from_before_a_loss_was_known_is_no_talk_about_it(
    recorded_on: date | None, talked_on: date, about: int | None, *, spoken: bool
) -> None:
    """P15, R75: it is asked for, and before that weighs nothing for what takes a home."""
    made = replace(RESTING, ladder=(rung(Rung.TALK, talked_on, condition=about),))
    one = file(made, known(recorded_on))
    assert isinstance(verdicts(one, nov(16))["resting_at_risk"], Due) is not spoken
    assert weighs(one, made, TRAINED.id, nov(16)) is spoken


@pytest.mark.parametrize(
    ("ladder", "changed", "rests", "how", "asked"),
    [
        ((), {}, {}, S.AT_RISK, True),
        ((TALK,), {}, {}, S.AT_RISK, False),
        ((replace(CURED, outcome=Outcome.NOT_CURED),), {}, {}, S.AT_RISK, False),
        ((replace(CURED, outcome_on=nov(2)),), {}, {}, S.AT_RISK, False),
        ((replace(CURED, condition=9),), {}, {}, S.AT_RISK, True),
        ((CURED,), {}, {}, S.ON_TRACK, False),
        ((replace(CURED, condition=None),), {}, {}, S.ON_TRACK, False),
        ((CURED,), {"until": nov(19)}, {}, S.MET, False),
        ((), {"until": nov(19)}, {}, S.AT_RISK, True),
        ((), {"ended_on": nov(21)}, {}, S.AT_RISK, True),
        ((), {"ended_on": TODAY}, {}, S.WAIVED, False),
        ((), {"ended_on": nov(19)}, {}, S.WAIVED, False),
        ((CURED,), {"ended_on": nov(19)}, {}, S.WAIVED, False),
        ((CURED,), {"ended_on": TODAY}, {}, S.WAIVED, False),
        ((CURED,), {"ended_on": nov(21)}, {}, S.ON_TRACK, False),
        ((), {"ended_on": nov(19)}, {2: nov(10)}, S.WAIVED, False),
        ((), {"ended_on": TODAY, "first_on": nov(30)}, {}, S.WAIVED, False),
        ((), {}, {2: nov(10)}, S.ON_TRACK, True),
    ],
    ids=[
        "lost", "talked", "not cured", "cured before", "another cured", "cured", "all cured",
        "cured and over", "over", "ended tomorrow", "ended today", "ended yesterday",
        "cured and ended", "cured and ended today", "cured and ended tomorrow",
        "ended under a freeze", "let go", "its debt is frozen or remitted",
    ],
)  # fmt: skip
def test_a_loss_counts_until_it_is_cured_or_a_person_ends_what_rested_on_it(
    ladder: tuple[Any, ...], changed: dict[str, Any], rests: dict[int, date],
    how: ConditionStatus, *, asked: bool,
) -> None:  # fmt: skip
    """P15, R73, R75: the status, what is held against it and the talk about it say the same."""
    made = replace(RESTING, conditions=(replace(TRAINED, **changed),), ladder=ladder)
    one = file(made, ended(), paid=Paid(rests=rests))
    found = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)
    assert found == {TRAINED.id: how}
    assert fell_short(one, made, made.conditions[0], TODAY) is (how is S.AT_RISK)
    assert isinstance(verdicts(one, TODAY)["resting_at_risk"], Due) is asked


@pytest.mark.parametrize("about", [TRAINED.id, None])
@pytest.mark.parametrize(
    ("talked_on", "cured_on", "how"),
    [
        (nov(2), nov(11), S.AT_RISK),
        (nov(10), nov(11), S.AT_RISK),
        (nov(10), nov(16), S.AT_RISK),
        (nov(11), nov(11), S.ON_TRACK),
        (nov(11), nov(16), S.ON_TRACK),
        (nov(12), nov(16), S.ON_TRACK),
    ],
)
def test_a_cure_of_a_rung_from_before_a_loss_was_known_answers_no_loss(
    talked_on: date, cured_on: date, about: int | None, how: ConditionStatus
) -> None:
    """R75: it goes wrong as long as the talk about it is asked for, and until that is cured."""
    talk = replace(rung(Rung.TALK, talked_on, Outcome.CURED, None, about), outcome_on=cured_on)
    made = replace(RESTING, ladder=(talk,))
    one = file(made, known(nov(11)))
    found = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)
    assert found == {TRAINED.id: how}
    assert fell_short(one, made, TRAINED, TODAY) is (how is S.AT_RISK)
    assert isinstance(verdicts(one, TODAY)["resting_at_risk"], Due) is (how is S.AT_RISK)


def states(*ends: tuple[str, date, date]) -> tuple[StateChange, ...]:
    """What debt counselling came to once it had begun: the state, its day, and when it came in."""
    begun = StateChange(1, "stabilisation", date(2026, 9, 1), "", "", "anna")
    return (begun, *(
        StateChange(n, state, on, "", "", "anna", came_in)
        for n, (state, on, came_in) in enumerate(ends, 2)
    ))  # fmt: skip


WITHDREW = ("withdrawn", TUESDAY, TUESDAY)
ANEW = ("stabilisation", nov(12), nov(12))


@pytest.mark.parametrize(
    ("ends", "since"),
    [
        ((WITHDREW,), TUESDAY),
        ((WITHDREW, ("not_appeared", nov(4), nov(13))), TUESDAY),
        ((WITHDREW, ("not_appeared", nov(2), nov(13))), TUESDAY),
        ((WITHDREW, ("withdrawn", nov(2), nov(13))), TUESDAY),
        ((("withdrawn", nov(13), TUESDAY), ("withdrawn", nov(5), nov(4))), nov(5)),
        ((WITHDREW, ANEW, ("not_appeared", nov(13), nov(13))), nov(13)),
    ],
    ids=["once", "another word", "and an earlier day", "its day corrected", "brought forward",
         "begun anew"],
)  # fmt: skip
def test_a_loss_is_known_since_it_was_first_known_to_be_one(
    ends: tuple[tuple[str, date, date], ...], since: date
) -> None:
    """P15, R75: a file that gives its end another name brings back nothing that was cured."""
    lost = agreement("debt_counselling", id=2, states=states(*ends))
    assert lost_since(lost) == since
    talk = replace(CURED, on=since, outcome_on=since)
    made = replace(RESTING, ladder=(talk,))
    one = file(made, lost)
    found = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)
    assert found == {TRAINED.id: S.ON_TRACK}
    assert not isinstance(verdicts(one, TODAY)["resting_at_risk"], Due)


@pytest.mark.parametrize(
    ("ends", "let_go_on", "how"),
    [
        ((WITHDREW,), TUESDAY, S.WAIVED),
        ((WITHDREW, ("not_appeared", nov(4), nov(13))), TUESDAY, S.WAIVED),
        ((WITHDREW, ("withdrawn", nov(4), nov(13))), TUESDAY, S.WAIVED),
        ((WITHDREW, ("not_appeared", nov(2), nov(13))), nov(2), S.WAIVED),
        ((WITHDREW,), nov(2), S.MET),
        ((WITHDREW, ANEW, ("not_appeared", nov(13), nov(13))), TUESDAY, S.MET),
    ],
    ids=["on its day", "another word", "its day corrected", "and an earlier day",
         "before it", "begun anew"],
)  # fmt: skip
def test_what_was_let_go_with_a_loss_stays_so_whatever_its_end_is_called_since(
    ends: tuple[tuple[str, date, date], ...], let_go_on: date, how: ConditionStatus
) -> None:
    """R73, R75: a file that gives its end another name brings back nothing."""
    made = replace(RESTING, conditions=(replace(TRAINED, ended_on=let_go_on),))
    one = file(made, agreement("debt_counselling", id=2, states=states(*ends)))
    found = statuses(made, TODAY, paid=one.paid, agreements=one.agreements)
    assert found == {TRAINED.id: how}
    assert not isinstance(verdicts(one, TODAY)["resting_at_risk"], Due)


def test_a_talk_about_a_loss_that_led_to_no_cure_asks_for_a_card() -> None:
    """Also where an older talk about the same was cured since the loss was known."""
    old = replace(rung(Rung.TALK, nov(3), Outcome.CURED, None, TRAINED.id), outcome_on=nov(11))
    talk = rung(Rung.TALK, nov(12), Outcome.NOT_CURED, None, TRAINED.id)
    made = replace(RESTING, ladder=(old, talk))
    assert due("breach_rung", file(made, known(nov(11))), TODAY).next.id == "next.yellow_card"


def test_a_loss_that_counts_no_more_leaves_nothing_of_what_was_lost() -> None:
    """No step asks for a rung about the two sessions before the coaching ended."""
    over = replace(ended(on=nov(12)), judgements=TWICE)
    trained = replace(TRAINED, ended_on=nov(19), weight=Weight.MAJOR)
    made = replace(RESTING, conditions=(trained,))
    one = file(made, over)
    assert statuses(made, TODAY, paid=Paid(), agreements=one.agreements) == {TRAINED.id: S.WAIVED}
    assert not weighs(one, made, None, TODAY)
    assert not isinstance(verdicts(one, TODAY)["breach_rung"], Due)


FAILED = rung(Rung.TALK, nov(11), Outcome.NOT_CURED, None, TRAINED.id)
CARD = replace(rung(Rung.YELLOW_CARD, nov(12), None, nov(26), TRAINED.id), id=1_000_000)


@pytest.mark.parametrize(
    ("ladder", "changed", "rests", "how", "asked"),
    [
        ((FAILED,), {}, {}, S.BREACHED, "next.yellow_card"),
        ((replace(FAILED, outcome=None, outcome_on=None),), {}, {}, S.BREACHED, "next.say_outcome"),
        ((replace(FAILED, condition=None),), {}, {}, S.BREACHED, "next.yellow_card"),
        ((FAILED, CARD), {}, {}, S.BREACHED, ""),
        ((FAILED, replace(CARD, outcome=Outcome.NOT_CURED, outcome_on=nov(19))), {}, {},
         S.BREACHED, "next.three_party"),
        ((FAILED,), {"ended_on": TODAY}, {}, S.BREACHED, "next.yellow_card"),
        ((FAILED, replace(CARD, outcome=Outcome.CURED, outcome_on=nov(19))), {}, {},
         S.WAIVED, ""),
        ((replace(FAILED, outcome=Outcome.CURED),), {}, {}, S.WAIVED, ""),
        ((replace(FAILED, condition=9),), {}, {}, S.WAIVED, ""),
        ((FAILED,), {}, {2: nov(10)}, S.WAIVED, ""),
    ],
    ids=[
        "not cured", "open", "about the whole", "its time to cure runs", "a card not cured",
        "ended today", "a card cured", "cured", "about another", "its debt is frozen or remitted",
    ],
)  # fmt: skip
def test_who_ends_a_condition_lets_go_of_a_loss_and_of_no_breach_that_a_rung_did_not_cure(
    ladder: tuple[Any, ...], changed: dict[str, Any], rests: dict[int, date],
    how: ConditionStatus, asked: str,
) -> None:  # fmt: skip
    """R75: the status, what is held against it, the ladder and the happy end say the same."""
    over = replace(ended(on=nov(12)), judgements=TWICE)
    trained = replace(TRAINED, **{"ended_on": nov(19), **changed})
    made = agreement("second_chance", trained, end_on=TODAY, ladder=ladder)
    one = file(made, over, paid=Paid(rests=rests))
    wrong = how is S.BREACHED
    assert statuses(made, TODAY, paid=one.paid, agreements=one.agreements) == {TRAINED.id: how}
    assert (fell_short(one, made, trained, TODAY), weighs(one, made, None, TODAY)) == (wrong, wrong)
    found = verdicts(one, TODAY)
    rung_asked = found["breach_rung"]
    assert (rung_asked.next.id if isinstance(rung_asked, Due) else "") == asked
    if wrong:
        assert not isinstance(found["graduation_due"], Due)


@pytest.mark.parametrize(
    ("ladder", "missing"), [((CURED,), None), ((TALK,), "graduation_due.open")]
)
def test_a_lease_of_which_a_loss_was_cured_graduates_at_its_end(
    ladder: tuple[Any, ...], missing: str | None
) -> None:
    """R76: the happy end is not forgotten over a coach who stopped."""
    made = agreement("second_chance", TRAINED, end_on=TODAY, ladder=ladder)
    verdict = verdicts(file(made, ended()), TODAY)["graduation_due"]
    assert (None if isinstance(verdict, Due) else verdict.missing.id) == missing


@pytest.mark.parametrize("coached", [ended(), replace(COACHED, conditions=(), judgements=())])
@pytest.mark.parametrize(("day", "turns"), [(nov(11), nov(12)), (nov(12), nov(13))])
def test_the_day_on_which_a_person_ends_a_condition_is_looked_at(
    day: date, turns: date, coached: Agreement
) -> None:
    """What rests is let go on that very day, and is over on the next."""
    trained = replace(TRAINED, first_on=nov(2), rule="", ended_on=nov(12))
    today = Today.of(day)
    verdicts(file(replace(RESTING, conditions=(trained,)), coached), today)
    assert today.holds_before() == turns
