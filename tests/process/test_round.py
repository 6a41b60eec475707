"""A red card that was cured ends the round of what it was about: the ladder begins anew (R75).

A visit of 3 November was missed, and one at home of 10 November; both led up to a red card, which
is about the visit.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    JudgedAs,
    Judgement,
    LadderStep,
    Outcome,
    Rung,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import open_rungs, round_of, within_reach
from caseconsole.domain.obligations import obligations
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.breached import rung_above, standing
from caseconsole.process.agreements.breaches import outcomes_asked
from caseconsole.process.agreements.weighing import red_card
from caseconsole.process.gates import gate_end, gate_red_card, gate_turn
from caseconsole.process.proof import proof
from caseconsole.process.situation import DayFacts, look
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, due, not_due, nov, paid_up, policy, verdicts

VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
HOME = condition("C08", nov(3), "FREQ=WEEKLY", id=2, weight=Weight.MAJOR)
MISSED = judged(nov(3), JudgedAs.MISSED)
OF_HOME = judged(nov(10), JudgedAs.MISSED, of=2, key=2)
AGAIN = judged(nov(24), JudgedAs.MISSED, key=3)
TALK = rung(Rung.TALK, nov(4), Outcome.NOT_CURED, condition=1)
CARD = rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED, nov(12), 1)
MEETING = rung(Rung.THREE_PARTY, nov(13), Outcome.NOT_CURED, condition=1)
RED = rung(Rung.RED_CARD, nov(16), condition=1)
CURED = replace(RED, outcome=Outcome.CURED, outcome_on=nov(18))
FELL = replace(RED, outcome=Outcome.NOT_CURED, outcome_on=nov(17))
SPARED = replace(MISSED, verdict=JudgedAs.EXCUSED)
CLIMBED = (TALK, CARD, MEETING)
HOME_CARD = rung(Rung.YELLOW_CARD, nov(11), Outcome.NOT_CURED, nov(25), 2)
HOME_RED = rung(Rung.RED_CARD, nov(17), condition=2)
RED_OF_ALL = replace(HOME_RED, condition=None)
NEW_TALK = rung(Rung.TALK, nov(25), Outcome.NOT_CURED, condition=1)


def chance(*ladder: LadderStep, **changed: Any) -> Agreement:
    """A lease of which the visit was missed."""
    made = agreement("second_chance", VISIT, HOME, judgements=(MISSED,), ladder=ladder)
    return replace(made, **changed)


def file(made: Agreement) -> CaseFile:
    """A file in which nothing but the lease asks for anything."""
    return case(standing=paid_up(), episode=None, agreements=(made,))


def about(steps: tuple[LadderStep, ...], condition: int | None) -> tuple[LadderStep, ...]:
    """The same rungs, about something else."""
    return tuple(replace(step, condition=condition) for step in steps)


@pytest.mark.parametrize(
    ("ladder", "left"),
    [
        (CLIMBED, CLIMBED),
        ((*CLIMBED, RED), (*CLIMBED, RED)),
        ((*CLIMBED, replace(CURED, outcome=Outcome.NOT_CURED)),
         (*CLIMBED, replace(CURED, outcome=Outcome.NOT_CURED))),
        ((*CLIMBED, replace(CURED, rung=Rung.THREE_PARTY)),
         (*CLIMBED, replace(CURED, rung=Rung.THREE_PARTY))),
        ((*CLIMBED, CURED), ()),
        ((*about(CLIMBED, None), CURED), ()),
        ((*about(CLIMBED, 2), CURED), about(CLIMBED, 2)),
        ((*about(CLIMBED, 2), replace(CURED, condition=None)), ()),
        ((*CLIMBED, HOME_RED, CURED), (HOME_RED,)),
        ((*CLIMBED, CURED, RED_OF_ALL), (RED_OF_ALL,)),
        ((*CLIMBED, CURED, NEW_TALK), (NEW_TALK,)),
        ((*CLIMBED, CURED, replace(NEW_TALK, on=nov(17))), ()),
        ((*CLIMBED, CURED, replace(NEW_TALK, on=nov(18))), (replace(NEW_TALK, on=nov(18)),)),
    ],
)  # fmt: skip
def test_the_cure_of_a_red_card_ends_the_rungs_that_led_up_to_it(
    ladder: tuple[LadderStep, ...], left: tuple[LadderStep, ...]
) -> None:
    """Not those about something else, nor another red card, nor what was taken since."""
    assert round_of(chance(*ladder)) == list(left)


@pytest.mark.parametrize(
    ("new", "lacking"),
    [
        ((), ["gate.yellow_card", "gate.three_party"]),
        ((NEW_TALK,), ["gate.yellow_card", "gate.three_party"]),
        ((NEW_TALK, replace(CARD, on=nov(25), outcome=None, cure_until=date(2026, 12, 9))),
         ["gate.cure_over", "gate.three_party"]),
        ((NEW_TALK, replace(CARD, on=nov(25)), replace(MEETING, on=nov(25))), []),
    ],
)  # fmt: skip
def test_a_new_red_card_rests_on_rungs_of_its_own(
    new: tuple[LadderStep, ...], lacking: list[str]
) -> None:
    """The home is not lost by one more miss and what was cured; also where the card was given."""
    made = chance(*CLIMBED, CURED, *new, judgements=(MISSED, AGAIN))
    card = replace(RED, id=RED.id + 99, on=nov(26), second="tess")
    for given in (None, card):
        checks = gate_red_card(file(made), made, nov(26), 1, given)
        assert [one.name.id for one in checks if one.hard and not one.held] == lacking


def test_a_red_card_is_judged_by_the_rungs_that_counted_when_it_was_given() -> None:
    """A cure of another that came later takes none of them away."""
    made = chance(*CLIMBED, CURED, HOME_RED, judgements=(MISSED, OF_HOME))
    card = replace(HOME_RED, second="tess")
    checks = gate_red_card(file(made), made, nov(19), 2, card)
    assert [one.name.id for one in checks if one.hard and not one.held] == []
    later = replace(card, on=nov(20))
    checks = gate_red_card(file(made), made, nov(20), 2, later)
    assert "gate.yellow_card" in [one.name.id for one in checks if not one.held]


@pytest.mark.parametrize(
    ("ladder", "above", "reach"),
    [
        ((), Rung.TALK, 1),
        ((TALK,), Rung.YELLOW_CARD, 2),
        (CLIMBED, Rung.RED_CARD, 4),
        ((*CLIMBED, RED), Rung.RED_CARD, 4),
        ((*CLIMBED, CURED), Rung.TALK, 1),
        ((*CLIMBED, CURED, NEW_TALK), Rung.YELLOW_CARD, 2),
        ((TALK, CARD, HOME_CARD, MEETING, CURED), Rung.THREE_PARTY, 3),
        ((TALK, CARD, replace(MEETING, condition=2), CURED), Rung.YELLOW_CARD, 4),
    ],
)
def test_the_form_offers_what_counts_and_one_more(
    ladder: tuple[LadderStep, ...], above: Rung, reach: int
) -> None:
    """First the rung that its gate lets through: a red card follows a yellow one that counts."""
    made = chance(*ladder)
    assert (rung_above(made), within_reach(made)) == (above, tuple(Rung)[:reach])


@pytest.mark.parametrize(
    ("card", "red", "today", "asks"),
    [
        (HOME_CARD, RED, nov(26), "next.second_person"),
        (HOME_CARD, CURED, nov(26), "next.three_party"),
        (HOME_CARD, replace(CURED, condition=None), nov(26), "breach_rung.climbed"),
        (replace(HOME_CARD, outcome=Outcome.CURED), CURED, nov(26), "breach_rung.cured"),
        (replace(HOME_CARD, outcome=None), CURED, nov(25), "breach_rung.outcome_later"),
        (replace(HOME_CARD, outcome=None), CURED, nov(26), "next.say_outcome"),
    ],
)
def test_a_red_card_that_was_cured_silences_nothing_else(
    card: LadderStep, red: LadderStep, today: date, asks: str
) -> None:
    """What a card about something else led to is asked, and said before it leads on."""
    made = chance(TALK, CARD, card, MEETING, red, judgements=(MISSED, OF_HOME))
    if asks.startswith("next."):
        assert due("breach_rung", file(made), today).next.id == asks
    else:
        assert not_due("breach_rung", file(made), today).missing.id == asks


CARD_ASKS = {"": "next.second_person", "tess": "next.end_or_cured"}


@pytest.mark.parametrize("second", CARD_ASKS)
@pytest.mark.parametrize(
    ("home", "visit", "asks"),
    [
        (HOME_CARD, MISSED, ""),
        (HOME_CARD, SPARED, "next.red_card"),
        (replace(HOME_CARD, outcome=None), SPARED, "next.say_outcome"),
        (replace(HOME_CARD, outcome=Outcome.CURED), SPARED, "breach_rung.climbed"),
    ],
)
def test_a_red_card_that_led_to_no_cure_silences_nothing_else_once_its_breach_is_gone(
    home: LadderStep, visit: Judgement, asks: str, second: str
) -> None:
    """A card about something else leads on, or it is said how it ended, as beside a cured one."""
    fell = replace(FELL, second=second)
    made = chance(TALK, CARD, home, MEETING, fell, judgements=(visit, OF_HOME))
    found = verdicts(file(made), nov(26))["breach_rung"]
    said = found.next if isinstance(found, Due) else found.missing
    assert said
    assert said.id == (asks or CARD_ASKS[second])
    now = look(file(made), policy(), nov(26), DayFacts(nov(26)))
    asked = outcomes_asked(now, now.bound[0])
    assert asked == ([home] if asks == "next.say_outcome" else [])


def test_a_card_about_the_lease_that_ended_leaves_a_breach_beside_it_to_be_decided() -> None:
    """It was about both; the cure was of the visit alone."""
    ladder = about((TALK, replace(CARD, on=nov(11)), MEETING), None)
    made = chance(*ladder, CURED, judgements=(MISSED, OF_HOME))
    assert due("breach_rung", file(made), nov(19)).next.id == "next.decide_breach"


def test_a_card_of_an_ended_round_holds_nothing_back() -> None:
    """Neither the meeting of three of the next one nor a happy end (R76)."""
    left_open = replace(CARD, outcome=None, cure_until=date(2026, 12, 30))
    made = chance(TALK, left_open, MEETING, CURED, NEW_TALK, judgements=(MISSED, AGAIN))
    assert open_rungs(made) == []
    assert gate_turn(file(made), made, Rung.THREE_PARTY, nov(26)) == ()


def test_a_judge_is_shown_the_warning_of_this_round() -> None:
    """What was cured warned of nothing that came later."""
    asked = ("proof.talk", "proof.warned", "proof.cure")
    for ladder, held in (
        ((*CLIMBED, RED), [True, True, True]),
        ((*CLIMBED, CURED), [False, False, False]),
        ((*CLIMBED, CURED, NEW_TALK), [True, False, False]),
    ):
        made = chance(*ladder, judgements=(MISSED, AGAIN))
        one = file(made)
        found = proof(made, obligations(made, nov(26), nov(26), paid=one.paid), one, nov(26))
        asks = {ask.message.id: ask for ask in found[0].asks}
        assert [asks[name].held for name in asked] == held


@pytest.mark.parametrize(
    ("ladder", "held"),
    [
        ((*about(CLIMBED, None), RED, HOME_RED), True),
        ((*about(CLIMBED, None), CURED, HOME_RED), True),
        ((*about(CLIMBED, None), CURED), False),
        ((*about(CLIMBED, None), CURED, replace(HOME_RED, on=nov(19))), False),
        ((*CLIMBED, CURED, HOME_RED), False),
    ],
    ids=["both stand", "other cured", "no card", "card after the cure", "not about it"],
)
def test_a_judge_is_shown_the_warning_on_which_a_red_card_rests(
    ladder: tuple[LadderStep, ...], *, held: bool
) -> None:
    """Rungs about the lease led up to two cards: the cure of one takes none from the other."""
    made = chance(*ladder, judgements=(MISSED, OF_HOME))
    one = file(made)
    found = proof(made, obligations(made, nov(26), nov(26), paid=one.paid), one, nov(26))
    asks = {ask.message.id: ask.held for ask in found[1].asks}
    assert {asks[name] for name in ("proof.talk", "proof.warned", "proof.cure")} == {held}


@pytest.mark.parametrize(
    ("red", "next_"),
    [(CURED, "next.yellow_card"), (FELL, "next.end_or_cured")],
)
def test_what_is_asked_beside_another_red_card_is_what_its_gate_lets_through(
    red: LadderStep, next_: str
) -> None:
    """A red card follows a yellow one that counts: the cure of the other took that away."""
    spared = replace(OF_HOME, verdict=JudgedAs.EXCUSED)
    other = replace(HOME_RED, second="tess", outcome=Outcome.NOT_CURED, outcome_on=nov(20))
    ladder = (*about(CLIMBED, None), replace(red, second="tess"), other)
    made = chance(*ladder, judgements=(MISSED, spared, AGAIN))
    assert due("breach_rung", file(made), nov(26)).next.id == next_


OF_ALL = replace(CURED, id=CURED.id + 1, on=nov(18), outcome_on=nov(19), condition=None)


@pytest.mark.parametrize(
    ("later", "stands", "next_"),
    [
        ((), True, "next.red_card"),
        ((OF_ALL,), False, "next.decide_breach"),
        ((replace(OF_ALL, condition=1),), False, "next.decide_breach"),
        ((replace(OF_ALL, condition=2),), True, "next.red_card"),
        ((replace(OF_ALL, rung=Rung.TALK),), False, "next.yellow_card"),
    ],
)
def test_a_red_card_that_led_to_no_cure_stands_until_a_later_cure(
    later: tuple[LadderStep, ...], stands: bool, next_: str
) -> None:
    """As every lower rung: of the same, or of the lease as a whole."""
    missed = judged(nov(24), JudgedAs.MISSED, of=2, key=4)
    made = chance(*CLIMBED, FELL, *later, judgements=(SPARED, missed))
    assert (red_card(file(made), made, nov(25)) == FELL) is stands
    assert (standing(made) == FELL) is stands
    assert due("breach_rung", file(made), nov(25)).next.id == next_


@pytest.mark.parametrize(
    ("older", "newer", "held"),
    [
        ("tess", "", True),
        ("", "tess", True),
        ("tess", "tess", True),
        ("", "", False),
    ],
)
def test_a_lease_ends_beside_the_card_that_stands(older: str, newer: str, held: bool) -> None:
    """R75: the one that the list asks about, which two persons stand for; not the newest."""
    cards = replace(RED, second=older), replace(HOME_RED, second=newer)
    made = chance(*CLIMBED, *cards, judgements=(MISSED, OF_HOME))
    asked = due("breach_rung", file(made), nov(23)).next.id
    assert asked == ("next.end_or_cured" if held else "next.second_person")
    checks = gate_end(file(made), made, nov(23), "OPZ-1")
    assert {one.name.id: one.held for one in checks}["gate.end_card"] is held
