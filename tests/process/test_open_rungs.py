"""A rung that a higher one answered is asked about no more; nothing else answers it (R75)."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.agreement import JudgedAs, LadderStep, Outcome, Rung, Weight
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import open_rungs
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, due, not_due, nov, paid_up

VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(nov(3), JudgedAs.MISSED, on=nov(4))
CHANCE = agreement("second_chance", VISIT, judgements=(MISSED,))


def chance(**changed: Any) -> CaseFile:
    """A lease with one breach, and one changed fact."""
    made = replace(CHANCE, **changed)
    return case(standing=paid_up(), episode=None, agreements=(made,))


@pytest.mark.parametrize("about", [None, 1])
def test_a_talk_is_answered_by_the_card_after_it_also_once_that_is_closed(
    about: int | None,
) -> None:
    """And holds no happy end back (R76)."""
    talk = rung(Rung.TALK, nov(5), condition=about)
    card = rung(Rung.YELLOW_CARD, nov(12), Outcome.CURED, nov(26), about)
    one = chance(ladder=(talk, card))
    assert not_due("breach_rung", one, nov(16)).missing.id == "breach_rung.cured"
    assert open_rungs(one.agreements[0]) == []


def test_a_card_left_open_under_a_later_rung_is_asked_about() -> None:
    """Its term to cure is its own."""
    card = rung(Rung.YELLOW_CARD, nov(5), None, nov(12))
    one = chance(ladder=(card, rung(Rung.THREE_PARTY, nov(11), Outcome.CURED)))
    verdict = due("breach_rung", one, nov(16))
    assert (verdict.because.id, verdict.since) == ("breach_rung.outcome", nov(13))
    assert verdict.because.values["rung_word"] == "rung.yellow_card"


TALK = rung(Rung.TALK, nov(4), Outcome.NOT_CURED, condition=1)
CARD = rung(Rung.YELLOW_CARD, nov(5), Outcome.NOT_CURED, nov(12), 1)
MEETING = rung(Rung.THREE_PARTY, nov(13), Outcome.NOT_CURED, condition=1)
RED = rung(Rung.RED_CARD, nov(16), condition=1)
AFTER = rung(Rung.TALK, nov(17))


@pytest.mark.parametrize(
    ("ladder", "because"),
    [
        ((TALK, CARD, MEETING, RED), "breach_rung.second"),
        ((TALK, CARD, MEETING, replace(RED, second="tess")), "breach_rung.decide_end"),
        ((TALK, CARD, replace(MEETING, outcome=None)), "breach_rung.outcome"),
    ],
    ids=["red card", "approved", "meeting"],
)
@pytest.mark.parametrize("outcome", [None, Outcome.NOT_CURED])
def test_a_talk_takes_no_higher_rung_off_the_ladder(
    ladder: tuple[LadderStep, ...], because: str, outcome: Outcome | None
) -> None:
    """The ladder is not climbed down: it stays open, holds a happy end back (R76), and is asked."""
    one = chance(ladder=(*ladder, replace(AFTER, outcome=outcome, outcome_on=nov(20))))
    assert ladder[-1] in open_rungs(one.agreements[0])
    asked = due("breach_rung", one, nov(25))
    assert (asked.because.id, asked.because.values["taken_on"]) == (
        because, ladder[-1].on.isoformat(),
    )  # fmt: skip


def test_what_is_cured_after_a_red_card_closes_it_by_a_word_about_the_card() -> None:
    """It holds a happy end back until then (R76)."""
    talk = replace(AFTER, outcome=Outcome.CURED, outcome_on=nov(20))
    one = chance(ladder=(TALK, CARD, MEETING, RED, talk))
    assert open_rungs(one.agreements[0]) == [RED]
    assert due("breach_rung", one, nov(25)).next.id == "next.close_card"


def test_two_talks_are_both_open() -> None:
    """Neither is higher than the other."""
    about = tuple(rung(Rung.TALK, nov(day), condition=day) for day in (4, 5))
    assert open_rungs(replace(CHANCE, ladder=about)) == list(about)


@pytest.mark.parametrize("outcome", [None, Outcome.NOT_CURED])
def test_a_card_whose_time_is_over_is_asked_about_before_the_meeting_after_it(
    outcome: Outcome | None,
) -> None:
    """Also where the meeting ended: nothing goes past what is still to be said."""
    meeting = replace(MEETING, on=nov(11), outcome=outcome)
    one = chance(ladder=(TALK, replace(CARD, outcome=None), meeting))
    verdict = due("breach_rung", one, nov(20))
    assert (verdict.because.id, verdict.since) == ("breach_rung.outcome", nov(13))
    assert verdict.because.values["rung_word"] == "rung.yellow_card"
    failed = replace(MEETING, on=nov(11))
    said = due("breach_rung", chance(ladder=(TALK, CARD, failed)), nov(20))
    assert said.because.values["rung_word"] == "rung.red_card"


def test_after_a_red_card_was_cured_a_talk_begins_anew() -> None:
    """It is asked how that ended, as of any other."""
    cured = replace(RED, outcome=Outcome.CURED, outcome_on=nov(16))
    one = chance(ladder=(TALK, CARD, MEETING, cured, AFTER))
    assert due("breach_rung", one, nov(25)).because.values["rung_word"] == "rung.talk"


@pytest.mark.parametrize("second", ["", "tess"])
def test_a_red_card_that_ended_asks_nothing_once_its_breach_is_gone(second: str) -> None:
    """Neither an end that its gate refuses nor another word about it; a new breach does (R75)."""
    home = replace(VISIT, id=2, clause="C08")
    spared = replace(MISSED, verdict=JudgedAs.EXCUSED)
    card = replace(RED, outcome=Outcome.NOT_CURED, outcome_on=nov(16), second=second)
    ladder = (TALK, CARD, MEETING, card)
    gone = chance(conditions=(VISIT, home), judgements=(spared,), ladder=ladder)
    assert not_due("breach_rung", gone, nov(18)).missing.id == "breach_rung.climbed"
    again = judged(nov(17), JudgedAs.MISSED, of=2, key=2)
    made = replace(gone.agreements[0], judgements=(spared, again))
    verdict = due("breach_rung", replace(gone, agreements=(made,)), nov(18))
    assert (verdict.next.id, verdict.because.values["clause_word"]) == (
        "next.red_card", "clause.C08",
    )  # fmt: skip
