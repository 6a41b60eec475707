"""What a cure answers, and what counts after it all the same (R75, P17)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseconsole.domain.agreement import (
    DecisionKind,
    Judge,
    JudgedAs,
    LadderStep,
    Outcome,
    Paid,
    RentMonth,
    Rung,
    Weight,
)
from caseconsole.domain.verdict import Due, NotDue
from caseconsole.process.agreements.weighing import breached_after, breached_since
from caseconsole.process.gates import gate_not_cured, gate_turn
from tests.process.agreements import agreement, condition, decision, judged, rung, suspension
from tests.process.files import RENT, due, file, not_due, nov, verdicts
from tests.process.test_breach_steps import VISIT, chance


@pytest.mark.parametrize(
    ("last_on", "judged_on", "asked"),
    [(nov(5), nov(6), "next.yellow_card"), (nov(5), nov(5), ""), (nov(4), nov(6), "")],
    ids=["judged after", "judged by then", "before it"],
)
def test_a_cure_answers_nothing_that_could_be_met_to_the_end_of_its_day(
    last_on: date, judged_on: date, asked: str
) -> None:
    """Nor does the talk that was held and cured on that day: it is spoken about anew."""
    talk = rung(Rung.TALK, nov(5), Outcome.CURED)
    missed = judged(last_on, JudgedAs.MISSED, on=judged_on)
    one = chance(
        conditions=(replace(VISIT, first_on=last_on),), judgements=(missed,), ladder=(talk,)
    )
    if asked:
        assert due("breach_rung", one, nov(6)).next.id == asked
    else:
        assert not_due("breach_rung", one, nov(6)).missing.id == "breach_rung.cured"


OF_RENT = condition("C01", nov(1), "FREQ=MONTHLY", judge=Judge.LEDGER, weight=Weight.MAJOR)
CURED = replace(rung(Rung.TALK, nov(3), Outcome.CURED, condition=OF_RENT.id), outcome_on=nov(11))
PAID = (nov(6), RENT)


@pytest.mark.parametrize(
    ("payments", "asked"),
    [
        ((PAID, (nov(17), -RENT)), True),
        ((PAID, (nov(17), -RENT // 2)), True),
        ((PAID, (nov(11), -RENT)), True),
        ((PAID, (nov(10), -RENT)), False),
        ((PAID, (nov(17), -RENT), (nov(18), RENT)), False),
        (((nov(6), RENT // 2), (nov(17), -RENT // 2)), False),
        ((), False),
        ((PAID,), False),
    ],
    ids=[
        "after the cure", "a half of it", "on its day", "before it", "paid again", "never enough",
        "never paid", "paid",
    ],
)  # fmt: skip
def test_a_rent_that_comes_back_after_its_cure_is_missed_anew(
    payments: tuple[tuple[date, int], ...], *, asked: bool
) -> None:
    """What was cured was undone: the next rung is asked for, by the day on which it came back."""
    lacks = RENT - sum(cents for _, cents in payments)
    month = RentMonth(nov(1), RENT, lacks, None, payments)
    one = file(agreement("second_chance", OF_RENT, ladder=(CURED,)), paid=Paid(rents=(month,)))
    if not asked:
        assert not_due("breach_rung", one, nov(20)).missing.id == "breach_rung.cured"
        return
    back_on = payments[-1][0]
    verdict = due("breach_rung", one, nov(20))
    assert (verdict.next.id, verdict.since) == ("next.yellow_card", back_on + timedelta(days=1))
    assert verdict.because.values["missed_on"] == back_on.isoformat()


@pytest.mark.parametrize(("back_on", "asked"), [(nov(3), False), (nov(2), False), (nov(4), True)])
def test_a_talk_is_about_no_rent_that_comes_back_after_it(back_on: date, *, asked: bool) -> None:
    """Where that led to no cure as well."""
    month = RentMonth(nov(1), RENT, RENT, None, ((nov(1), RENT), (back_on, -RENT)))
    talk = replace(CURED, outcome=Outcome.NOT_CURED)
    one = file(agreement("second_chance", OF_RENT, ladder=(talk,)), paid=Paid(rents=(month,)))
    because = due("breach_rung", one, nov(20)).because
    assert (because.id == "breach_rung.due") is asked


FAILED = replace(CURED, outcome=Outcome.NOT_CURED, outcome_on=nov(3))
CARD = replace(rung(Rung.YELLOW_CARD, nov(3), None, nov(17), OF_RENT.id), id=nov(3).toordinal() + 1)
LATER = rung(Rung.YELLOW_CARD, nov(18), None, nov(32), OF_RENT.id)
IN_TIME = (nov(1), RENT)


@pytest.mark.parametrize(
    ("ladder", "payments", "anew"),
    [
        ((FAILED, CARD), (), False),
        ((FAILED, CARD), (PAID, (nov(9), -RENT)), False),
        ((FAILED, CARD), (PAID, (nov(9), -RENT), (nov(10), RENT), (nov(12), -RENT)), False),
        ((FAILED, CARD), (IN_TIME, (nov(3), -RENT)), False),
        ((FAILED, CARD), (IN_TIME, (nov(3), -RENT), PAID, (nov(9), -RENT)), False),
        ((FAILED, CARD), (IN_TIME, (nov(4), -RENT)), True),
        ((FAILED, CARD), (IN_TIME, (nov(4), -RENT), PAID, (nov(9), -RENT)), True),
        ((CURED, LATER), (PAID, (nov(17), -RENT)), False),
        ((CURED, LATER), (PAID, (nov(17), -RENT), (nov(19), RENT), (nov(20), -RENT)), False),
        ((CURED, LATER), (PAID, (nov(19), -RENT)), True),
    ],
    ids=[
        "never paid", "paid since", "paid twice", "back by the card", "back by then and since",
        "back after the card", "after it and again", "cured before", "cured before, paid since",
        "cured before, back after the card",
    ],
)  # fmt: skip
def test_what_is_paid_after_a_card_and_comes_back_is_the_same_breach(
    ladder: tuple[LadderStep, ...], payments: tuple[tuple[date, int], ...], *, anew: bool
) -> None:
    """R75: nobody cured it in between, so that the time to cure runs on, as for who never paid."""
    card = ladder[-1]
    today = card.on + timedelta(days=13)
    month = RentMonth(nov(1), RENT, RENT, None, payments)
    made = agreement("second_chance", OF_RENT, ladder=ladder)
    one = file(made, paid=Paid(rents=(month,)))
    assert breached_after(one, made, card, today) is anew
    assert (gate_turn(one, made, Rung.THREE_PARTY, today) == ()) is anew
    assert (gate_not_cured(one, made, card, today) == ()) is anew
    if anew:
        assert due("breach_rung", one, today).next.id == "next.three_party"
    else:
        assert not_due("breach_rung", one, today).missing.id == "breach_rung.outcome_later"


BACK = nov(17)
SPOKEN = replace(FAILED, outcome_on=nov(4))
PAID_LATE = ((nov(4), RENT), (BACK, -RENT))
RED = replace(rung(Rung.RED_CARD, nov(1), Outcome.CURED, condition=OF_RENT.id), outcome_on=nov(1))


@pytest.mark.parametrize(
    ("ladder", "payments", "fell"),
    [
        ((), PAID_LATE, BACK),
        ((), (IN_TIME, (BACK, -RENT)), BACK),
        ((), (), nov(2)),
        ((SPOKEN,), PAID_LATE, nov(2)),
        ((replace(SPOKEN, condition=None),), PAID_LATE, nov(2)),
        ((replace(SPOKEN, on=nov(4)),), PAID_LATE, nov(2)),
        ((replace(SPOKEN, on=nov(5)),), PAID_LATE, BACK),
        ((replace(SPOKEN, on=nov(1)),), PAID_LATE, BACK),
        ((replace(SPOKEN, condition=9),), PAID_LATE, BACK),
        ((SPOKEN, CURED), PAID_LATE, BACK),
    ],
    ids=[
        "paid late", "paid in time", "never paid", "spoken before it was paid", "of the whole",
        "on the day", "since it was paid", "before it was missed", "about another", "cured since",
    ],
)  # fmt: skip
def test_what_was_paid_late_and_comes_back_fell_anew_unless_a_rung_was_taken_before_it_was_paid(
    ladder: tuple[LadderStep, ...], payments: tuple[tuple[date, int], ...], fell: date
) -> None:
    """R75: as what was paid in time; what stands still from between silences neither."""
    month = RentMonth(nov(1), RENT, RENT, None, payments)
    still = suspension(nov(10), nov(69))
    made = agreement("second_chance", OF_RENT, ladder=ladder, suspensions=(still,))
    one = file(made, paid=Paid(rents=(month,)))
    assert breached_since(one, made, fell, nov(20), OF_RENT.id)
    assert not breached_since(one, made, fell + timedelta(days=1), nov(20), OF_RENT.id)
    if fell == BACK:
        assert due("breach_rung", one, nov(20)).because.values["missed_on"] == BACK.isoformat()
    else:
        assert not_due("breach_rung", one, nov(20)).missing.id == "breach_rung.still"


@pytest.mark.parametrize(
    ("payments", "asked"),
    [(PAID_LATE, True), ((IN_TIME, (BACK, -RENT)), True), ((), False)],
    ids=["paid late", "paid in time", "never paid"],
)
def test_a_decision_says_nothing_of_what_comes_back_after_it(
    payments: tuple[tuple[date, int], ...], *, asked: bool
) -> None:
    """R75: nothing went wrong when it was decided."""
    month = RentMonth(nov(1), RENT, RENT, None, payments)
    kept = decision(DecisionKind.KEEP, nov(10))
    made = agreement("second_chance", OF_RENT, ladder=(RED,), decisions=(kept,))
    verdict = verdicts(file(made, paid=Paid(rents=(month,))), nov(20))["breach_rung"]
    if asked:
        assert isinstance(verdict, Due)
        assert verdict.because.id == "breach_rung.again"
    else:
        assert isinstance(verdict, NotDue)
        assert verdict.missing.id == "agreement.concluded"
