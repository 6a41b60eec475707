"""A rung that the one after it answered is asked about no more (R75)."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.agreement import Outcome, Rung, Verdict, Weight
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.judging import open_rungs
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, due, not_due, nov, paid_up

VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(nov(3), Verdict.MISSED, on=nov(4))
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
