"""While a red card waits, what nobody spoke about is spoken about (R60, R61, R75)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    LadderStep,
    Outcome,
    Rung,
    Suspension,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.verdict import Due
from tests.process.agreements import agreement, rung, suspension
from tests.process.files import due, file, nov, verdicts
from tests.process.test_breach_steps import BOTH, HOME, MISSED, VISIT

LAST = nov(25)
STILL = Suspension(1, nov(5), LAST, SuspensionKind.MORATORIUM, "voorziening", "anna", 1)
HELPED = agreement("debt_counselling", id=2, suspensions=(STILL,))
MEETING = rung(Rung.THREE_PARTY, nov(5), Outcome.NOT_CURED, condition=1)
CARD = rung(Rung.RED_CARD, nov(6), condition=1)
APPROVED = replace(CARD, second="tess")


@pytest.mark.parametrize("ladder", [(MEETING,), (MEETING, CARD), (MEETING, APPROVED)])
@pytest.mark.parametrize(
    ("changed", "today", "asked"),
    [
        ({}, nov(12), "next.talk"),
        ({}, LAST, "next.talk"),
        ({"judgements": (MISSED,)}, nov(12), "gate.moratorium"),
        ({"conditions": (VISIT, replace(HOME, weight=Weight.MINOR))}, nov(12), "gate.moratorium"),
        ({"suspensions": (suspension(nov(11), nov(25)),)}, nov(12), ""),
    ],
    ids=["base", "last day", "nothing new", "minor", "at rest"],
)
def test_while_a_red_card_is_shielded_a_new_breach_asks_for_a_talk(
    ladder: tuple[LadderStep, ...], changed: dict[str, Any], today: date, asked: str
) -> None:
    """A talk is never forbidden; C08 was missed on the 10th, and nobody spoke about it."""
    made = replace(BOTH, ladder=ladder, **changed)
    found = verdicts(file(made, HELPED), today)["breach_rung"]
    if asked == "next.talk":
        assert isinstance(found, Due)
        assert (found.next.id, found.since, found.until) == (asked, nov(10), nov(17))
        assert found.because.values["rung_word"] == "rung.talk"
        assert found.because.values["clause_word"] == "clause.C08"
        return
    assert not isinstance(found, Due)
    assert not asked or found.missing.id == asked


@pytest.mark.parametrize(
    ("ladder", "asked"),
    [
        ((MEETING,), "next.red_card"),
        ((MEETING, CARD), "next.second_person"),
        ((MEETING, APPROVED), "next.end_or_cured"),
    ],
)
def test_once_the_shield_is_over_the_red_card_goes_first(
    ladder: tuple[LadderStep, ...], asked: str
) -> None:
    made = replace(BOTH, ladder=ladder)
    assert due("breach_rung", file(made, HELPED), nov(26)).next.id == asked


@pytest.mark.parametrize("ladder", [(MEETING,), (MEETING, CARD), (MEETING, APPROVED)])
def test_what_was_spoken_about_asks_for_no_second_talk(ladder: tuple[LadderStep, ...]) -> None:
    """Whether it led to a cure or not."""
    talk = replace(rung(Rung.TALK, nov(11), Outcome.NOT_CURED), condition=2)
    made = replace(BOTH, ladder=(*ladder, talk))
    found = verdicts(file(made, HELPED), nov(12))["breach_rung"]
    assert not isinstance(found, Due)
    assert found.missing.id == "gate.moratorium"
