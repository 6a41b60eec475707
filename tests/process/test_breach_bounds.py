"""What leads no rung up: what fell before one, nothing judged, and an old ledger (R75, P06)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
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
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.broken import breaches
from caseconsole.process.agreements.weighing import goes_wrong, weighs
from caseconsole.process.gates import gate_not_cured, gate_turn
from caseconsole.process.situation import DayFacts, look
from caseconsole.process.today import Today
from tests.process.agreements import agreement, condition, decision, judged, rung
from tests.process.files import due, file, not_due, nov, policy, verdicts

TUESDAY = nov(3)
VISIT = condition("C10", TUESDAY, "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(TUESDAY, JudgedAs.MISSED, on=nov(4))
CHANCE = agreement("second_chance", VISIT, judgements=(MISSED,))
TALK = rung(Rung.TALK, nov(4), Outcome.NOT_CURED)


def card(on: date, about: int | None = None) -> LadderStep:
    """A yellow card that is open."""
    return rung(Rung.YELLOW_CARD, on, None, date(2026, 11, on.day + 14), about)


@pytest.mark.parametrize(
    ("given", "changed", "judgement", "after"),
    [
        (nov(11), {}, judged(nov(10), JudgedAs.MISSED, on=nov(12), key=2), False),
        (nov(10), {}, judged(nov(10), JudgedAs.MISSED, on=nov(10), key=2), False),
        (nov(10), {}, judged(nov(10), JudgedAs.MISSED, on=nov(12), key=2), False),
        (nov(9), {}, judged(nov(10), JudgedAs.MISSED, on=nov(12), key=2), True),
        (nov(11), {"grace_days": 3}, judged(nov(10), JudgedAs.MISSED, on=nov(11), key=2), False),
        (nov(11), {"grace_days": 3}, judged(nov(10), JudgedAs.MISSED, on=nov(14), key=2), True),
    ],
    ids=["before", "same day", "same day, late", "after", "early", "after its grace"],
)
def test_a_breach_comes_after_a_card_by_the_day_on_which_it_fell(
    given: date, changed: dict[str, Any], judgement: Any, after: bool
) -> None:
    """However late it is judged: the time to cure cannot be passed by judging what is older."""
    made = replace(
        CHANCE,
        conditions=(replace(VISIT, **changed),),
        judgements=(MISSED, judgement),
        ladder=(TALK, yellow := card(given, 1)),
    )
    today, one = nov(17), file(made)
    allowed = gate_turn(one, made, Rung.THREE_PARTY, today) == ()
    assert allowed is after
    assert (gate_not_cured(one, made, yellow, today) == ()) is after
    if after:
        assert due("breach_rung", one, today).next.id == "next.three_party"
    else:
        assert not_due("breach_rung", one, today).missing.id == "breach_rung.outcome_later"


def test_the_worklist_waits_for_the_time_to_cure_as_the_gate_does() -> None:
    """What fell before the card of another condition, and was judged after it, is no way past."""
    other = replace(VISIT, id=2, clause="C08")
    late = judged(TUESDAY, JudgedAs.MISSED, of=2, on=nov(12), key=2)
    ladder = (replace(TALK, condition=1), card(nov(5), 1))
    made = replace(CHANCE, conditions=(VISIT, other), judgements=(MISSED, late), ladder=ladder)
    assert not_due("breach_rung", file(made), nov(19)).missing.id == "breach_rung.outcome_later"
    verdict = due("breach_rung", file(made), nov(20))
    assert verdict.because.values["clause_word"] == "clause.C08"
    assert verdict.because.values["rung_word"] == "rung.three_party"
    second = rung(Rung.YELLOW_CARD, nov(9), Outcome.NOT_CURED)
    told = replace(made, ladder=(card(nov(5), 1), second))
    assert not_due("breach_rung", file(told), nov(12)).missing.id == "gate.cure_over"


COUNSEL = replace(VISIT, id=5, clause="C03", judge=Judge.AGREEMENT, rests_on=2, rule="FREQ=MONTHLY")
SESSION = condition("session", TUESDAY, "FREQ=WEEKLY", id=6, agreement=2)
COACHED = agreement("budget_coaching", SESSION, id=2)
ENDED = replace(COACHED, states=(*COACHED.states, StateChange(2, "ended", nov(10), "", "", "anna")))
RENT = condition("C01", nov(1), "FREQ=MONTHLY", judge=Judge.LEDGER, weight=Weight.MAJOR)


def rents(open_cents: int) -> dict[str, Any]:
    """What of the rent of November is not in."""
    return {"paid": Paid(rents=(RentMonth(nov(1), 612_40, open_cents, None),))}


MINOR = replace(VISIT, weight=Weight.MINOR)
TWICE = (MISSED, judged(nov(10), JudgedAs.MISSED, key=2))
CURED = rung(Rung.TALK, nov(12), Outcome.CURED)


@pytest.mark.parametrize(
    ("of", "made", "others", "changed", "enough"),
    [
        (VISIT, {}, (), {}, True),
        (VISIT, {"judgements": ()}, (), {}, False),
        (VISIT, {"judgements": (replace(MISSED, verdict=JudgedAs.PARTLY),)}, (), {}, False),
        (VISIT, {"judgements": (replace(MISSED, verdict=JudgedAs.EXCUSED),)}, (), {}, False),
        (VISIT, {"ladder": (CURED,)}, (), {}, False),
        (VISIT, {"ladder": (replace(CURED, condition=9),)}, (), {}, True),
        (MINOR, {}, (), {}, False),
        (MINOR, {"judgements": TWICE}, (), {}, True),
        (RENT, {}, (), rents(612_40), True),
        (RENT, {}, (), rents(1), True),
        (RENT, {}, (), rents(0), False),
        (COUNSEL, {}, (COACHED,), {}, False),
        (COUNSEL, {}, (replace(COACHED, judgements=(judged(TUESDAY, JudgedAs.MISSED, of=6),
          judged(nov(10), JudgedAs.MISSED, of=6, key=2))),), {}, True),
        (COUNSEL, {}, (ENDED,), {}, False),
        (COUNSEL, {"ladder": (rung(Rung.TALK, nov(9)),)}, (ENDED,), {}, False),
        (COUNSEL, {"ladder": (rung(Rung.TALK, nov(10), condition=9),)}, (ENDED,), {}, False),
        (COUNSEL, {"ladder": (rung(Rung.TALK, nov(10), condition=5),)}, (ENDED,), {}, True),
    ],
)  # fmt: skip
def test_what_leads_to_the_loss_of_a_home_was_judged_or_is_lost_after_a_talk(
    of: Condition,
    made: dict[str, Any],
    others: tuple[Agreement, ...],
    changed: dict[str, Any],
    enough: bool,
) -> None:
    """R75: what waits for a judgement weighs nothing; part of a sum ends no breach (P15, P17)."""
    one = replace(CHANCE, **{"conditions": (of,), **made})
    found = file(one, *others, **changed)
    assert weighs(found, one, of.id, nov(17)) is enough
    assert weighs(found, one, None, nov(17)) is enough
    assert not weighs(found, one, 99, nov(17))


DAILY = replace(VISIT, rule="FREQ=DAILY")
SAID = {"x": JudgedAs.MISSED, ".": JudgedAs.MET, "-": JudgedAs.PARTLY}


@pytest.mark.parametrize("rests", [False, True], ids=["own", "rests"])
@pytest.mark.parametrize(
    ("ahead", "looked_on", "breached"),
    [(False, nov(23), True), (True, nov(23), True), (True, nov(24), False)],
    ids=["nothing ahead", "before its day", "on its day"],
)
def test_what_was_handed_in_ahead_leads_away_from_a_breach_from_its_own_day(
    looked_on: date, *, ahead: bool, breached: bool, rests: bool
) -> None:
    """P17: the list, the gates and the status say the same, and the file is looked at that day."""
    of = replace(VISIT, id=6 if rests else 1)
    told = tuple(
        judged(nov(3 + 7 * n), SAID[how], of=of.id, key=n, on=nov(18))
        for n, how in enumerate("x..." if ahead else "x..")
    )
    coached = replace(COACHED, conditions=(of,), judgements=told)
    made = replace(CHANCE, conditions=(COUNSEL if rests else of,), judgements=() if rests else told)
    one = file(made, *((coached,) if rests else ()))
    today = Today.of(looked_on)
    assert isinstance(verdicts(one, today)["breach_rung"], Due) is breached
    assert weighs(one, made, None, looked_on) is breached
    assert not breached or today.holds_before() <= nov(24)


@pytest.mark.parametrize("rests", [False, True], ids=["own", "rests"])
@pytest.mark.parametrize(
    ("weight", "days", "card", "enough"),
    [
        (Weight.MAJOR, "x..", True, True),
        (Weight.MAJOR, "x...", False, False),
        (Weight.MAJOR, "x........??", False, False),
        (Weight.MAJOR, "-..?", True, False),
        (Weight.MAJOR, "-...?", False, False),
        (Weight.MINOR, "x.x", True, True),
        (Weight.MINOR, "x..x", True, False),
        (Weight.MINOR, "xx..", True, False),
        (Weight.MINOR, "xx...?", False, False),
    ],
)
def test_what_was_met_since_leads_away_from_a_card_and_from_the_loss_of_a_home(
    weight: Weight, days: str, card: bool, enough: bool, rests: bool
) -> None:
    """P17: of what a person judges the newest three count; what waits adds nothing to them.

    A day each from the third on: missed, met, in part, or waiting for a judgement.
    """
    of = replace(DAILY, weight=weight, id=6 if rests else 1)
    told = tuple(
        judged(nov(n), SAID[day], of=of.id, key=n) for n, day in enumerate(days, 3) if day in SAID
    )
    coached = replace(COACHED, conditions=(of,), judgements=told)
    made = replace(CHANCE, conditions=(COUNSEL if rests else of,), judgements=() if rests else told)
    today = nov(3 + len(days))
    one = file(made, *((coached,) if rests else ()))
    assert bool(goes_wrong(one, made, None, today)) is card
    assert weighs(one, made, None, today) is enough
    for step, asked in ((TALK, card), (replace(TALK, rung=Rung.YELLOW_CARD), enough)):
        climbed = file(replace(made, ladder=(step,)), *one.agreements[1:])
        assert isinstance(verdicts(climbed, today)["breach_rung"], Due) is asked


def test_a_red_card_whose_breach_was_made_good_is_approved_by_nobody() -> None:
    """P17: three sessions were met since; it is closed."""
    met = (judged(nov(day), JudgedAs.MET, key=day) for day in (10, 17, 24))
    made = replace(CHANCE, judgements=(MISSED, *met), ladder=(rung(Rung.RED_CARD, nov(5)),))
    assert due("breach_rung", file(made), nov(17)).because.id == "breach_rung.second"
    assert due("breach_rung", file(made), nov(25)).because.id == "breach_rung.gone"


@pytest.mark.parametrize(
    ("failed", "judgements", "next_"),
    [
        (TALK, (), ""),
        (TALK, (MISSED,), "next.yellow_card"),
        (TALK, (judged(TUESDAY, JudgedAs.PARTLY),), "next.yellow_card"),
        (TALK, (judged(TUESDAY, JudgedAs.MET),), ""),
        (rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED, nov(19)), (), ""),
        (rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED, nov(19)), (MISSED,), "next.three_party"),
        (rung(Rung.THREE_PARTY, nov(5), Outcome.NOT_CURED), (), ""),
    ],
)
def test_no_card_or_rung_above_it_is_asked_for_where_nothing_was_judged(
    failed: LadderStep, judgements: Any, next_: str
) -> None:
    """As the gate: what was not cured must have been missed."""
    one = file(replace(CHANCE, ladder=(failed,), judgements=judgements))
    if next_:
        assert due("breach_rung", one, nov(20)).next.id == next_
    else:
        assert not_due("breach_rung", one, nov(20)).missing.id == "breach_rung.no_breach"


RED = replace(rung(Rung.RED_CARD, nov(5), Outcome.CURED), outcome_on=nov(12), second="tess")
AGAIN = judged(nov(17), JudgedAs.MISSED, key=2)


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({}, nov(17), ""),
        ({"judgements": (MISSED,)}, nov(17), "breach_rung.climbed"),
        ({"judgements": (MISSED, replace(AGAIN, original_on=nov(10)))}, nov(17),
         "breach_rung.climbed"),
        ({"decisions": (decision(DecisionKind.KEEP, nov(16)),)}, nov(17), ""),
        ({"decisions": (decision(DecisionKind.KEEP, nov(17)),)}, nov(17), "agreement.concluded"),
        ({"judgements": (MISSED, replace(AGAIN, on=nov(21)))}, nov(21), "breach_rung.later"),
    ],
)  # fmt: skip
def test_a_breach_after_a_cured_red_card_asks_for_a_decision(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """No rung is above it, and nobody else speaks about a major breach."""
    one = file(replace(CHANCE, **{"ladder": (RED,), "judgements": (MISSED, AGAIN), **changed}))
    if missing:
        assert not_due("breach_rung", one, today).missing.id == missing
        return
    verdict = due("breach_rung", one, today)
    assert (verdict.because.id, verdict.since) == ("breach_rung.again", nov(17))
    assert (verdict.next.id, verdict.until) == ("next.decide_breach", nov(24))


PAYS = agreement(
    "payment_arrangement",
    condition("instalment", nov(2), "FREQ=WEEKLY", id=7, agreement=2, cents=50_00,
              judge=Judge.LEDGER, weight=Weight.MAJOR),
    id=2,
)  # fmt: skip
OLD_DEBT = replace(COUNSEL, clause="C02")


@pytest.mark.parametrize(
    ("of", "others", "through", "held"),
    [
        (RENT, (), nov(1), True),
        (RENT, (), None, True),
        (RENT, (), nov(2), False),
        (OLD_DEBT, (PAYS,), nov(1), True),
        (OLD_DEBT, (PAYS,), nov(2), False),
        (VISIT, (), nov(1), False),
    ],
)
def test_an_old_ledger_calls_nothing_a_breach_that_it_does_not_show(
    of: Condition, others: tuple[Agreement, ...], through: date | None, held: bool
) -> None:
    """P06: what it shows stays one, and so does what a person judged."""
    made = agreement("second_chance", of, judgements=(MISSED,) if of is VISIT else ())
    one = file(made, *others, **rents(612_40))
    found = verdicts(one, nov(6), complete_through=through)["breach_rung"]
    assert isinstance(found, Due) is not held
    if held:
        verdict = not_due("breach_rung", one, nov(6), complete_through=through)
        assert (verdict.rule, verdict.missing.id[:5]) == ("P06", "held.")
    assert due("breach_rung", one, nov(6), complete_through=nov(5))


def test_beside_what_an_old_ledger_does_not_show_another_breach_speaks() -> None:
    """The newest that is known."""
    both = agreement("second_chance", VISIT, replace(RENT, id=2, first_on=nov(1)),
                     judgements=(replace(MISSED, original_on=TUESDAY),))  # fmt: skip
    later = {"paid": Paid(rents=(RentMonth(nov(1), 1, 1, None),))}
    verdict = due("breach_rung", file(both, **later), nov(6), complete_through=nov(1))
    assert verdict.because.values["clause_word"] == "clause.C10"


@pytest.mark.parametrize(("open_cents", "clauses"), [(499, ["C10"]), (500, ["C01", "C10"])])
@pytest.mark.parametrize("through", [nov(3), nov(19)], ids=["old", "new"])
def test_an_old_ledger_counts_no_less_than_is_worth_a_call_either(
    open_cents: int, clauses: list[str], through: date
) -> None:
    """R08, also where an agreement was made without that term."""
    both = agreement("second_chance", VISIT, replace(RENT, id=2), judgements=(MISSED,))
    one = file(both, **rents(open_cents))
    now = look(one, policy(), nov(20), DayFacts(through))
    assert (now.ledger_held is None) is (through == nov(19))
    found = breaches(now, now.bound[0])
    assert sorted(breach.condition.clause for breach in found) == clauses


@pytest.mark.parametrize(
    ("decided_on", "judgement", "today", "since"),
    [
        (nov(17), judged(nov(24), JudgedAs.MISSED, key=3), nov(24), nov(24)),
        (nov(23), judged(nov(24), JudgedAs.MISSED, key=3), nov(25), nov(24)),
        (nov(24), judged(nov(24), JudgedAs.MISSED, key=3), nov(25), None),
        (nov(25), judged(nov(24), JudgedAs.MISSED, on=nov(26), key=3), nov(26), None),
        (nov(12), judged(nov(24), JudgedAs.MISSED, key=3), nov(24), nov(17)),
    ],
    ids=["next", "before it", "same day", "judged later", "at the cure"],
)
def test_a_decision_after_a_cured_red_card_silences_no_later_breach(
    decided_on: date, judgement: Any, today: date, since: date | None
) -> None:
    """It speaks about what fell before it, as a rung does; the term begins with the next."""
    made = replace(
        CHANCE,
        ladder=(RED,),
        judgements=(MISSED, AGAIN, judgement),
        decisions=(decision(DecisionKind.KEEP, decided_on),),
    )
    if since is None:
        assert not_due("breach_rung", file(made), today).missing.id == "agreement.concluded"
        return
    verdict = due("breach_rung", file(made), today)
    assert (verdict.because.id, verdict.since) == ("breach_rung.again", since)
    assert verdict.until == add_working_days(since, 5)


LESSON = replace(SESSION, id=7, first_on=nov(2))
GUIDED = replace(COUNSEL, weight=Weight.MAJOR)


@pytest.mark.parametrize(
    ("of", "ladder", "missed", "since"),
    [
        (GUIDED, (), ((6, nov(3)), (6, nov(10))), nov(10)),
        (GUIDED, (), ((7, nov(2)), (6, nov(3)), (6, nov(10))), nov(10)),
        (GUIDED, (), ((6, nov(3)), (6, nov(10)), (7, nov(9)), (7, nov(16))), nov(10)),
        (GUIDED, (rung(Rung.TALK, nov(4), Outcome.CURED),),
         ((6, nov(3)), (6, nov(10)), (6, nov(17))), nov(17)),
        (GUIDED, (rung(Rung.TALK, nov(11)),), ((6, nov(3)), (6, nov(10)), (6, nov(17))), nov(17)),
        (GUIDED, (rung(Rung.TALK, nov(2)),), ((6, nov(3)), (6, nov(10))), nov(10)),
        (MINOR, (rung(Rung.TALK, nov(4), Outcome.CURED),),
         ((1, nov(3)), (1, nov(10)), (1, nov(17))), nov(17)),
    ],
    ids=["two", "other one", "both", "cured", "after a rung", "before both", "own"],
)  # fmt: skip
def test_a_breach_is_one_since_enough_was_missed_of_one_condition(
    of: Condition, ladder: tuple[LadderStep, ...], missed: tuple[tuple[int, date], ...], since: date
) -> None:
    """By the weight of what was missed, not of the condition that rests on it; after its cure."""
    told = [judged(on, JudgedAs.MISSED, of=key, key=n) for n, (key, on) in enumerate(missed)]
    own = tuple(one for one in told if one.condition == 1)
    others = tuple(one for one in told if one.condition != 1)
    coached = replace(COACHED, conditions=(SESSION, LESSON), judgements=others)
    made = agreement("second_chance", of, judgements=own, ladder=ladder)
    verdict = due("breach_rung", file(made, coached), nov(17))
    assert (verdict.since, verdict.until) == (since, add_working_days(since, 5))


def test_what_a_person_judged_waits_for_its_day_and_not_for_the_ledger() -> None:
    """P06: on a Saturday a talk is asked for from Monday."""
    one = file(replace(CHANCE, judgements=(replace(MISSED, on=nov(7)),)))
    missing = not_due("breach_rung", one, nov(7), complete_through=nov(2)).missing
    assert (missing.id, missing.values["day_on"]) == ("breach_rung.later", "2026-11-09")
