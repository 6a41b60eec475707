"""Ways out when the cause is structural (P04)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.contact import WAYS_OUT, OfferAnswer, OfferKind
from caseconsole.domain.verdict import Claim
from tests.process.files import (
    case,
    due,
    dues,
    not_due,
    nov,
    offer,
    paid_up,
    pause,
    promise,
    reason,
    spoken,
    standing,
)

STRUCTURAL = case(contacts=(spoken(nov(3)),), reasons=(reason(nov(3)),))
ARRANGEMENT, CREDIT_BANK, BUDGET_TALK = WAYS_OUT


def test_a_structural_cause_makes_the_ways_out_due_at_once() -> None:
    """All three are named."""
    verdict = due("way_out", STRUCTURAL)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.DECIDE, nov(3), "P04")
    assert verdict.because.id == "way_out.due_three"
    assert verdict.because.values["third_word"] == "way.budget_talk"


@pytest.mark.parametrize("answer", OfferAnswer)
def test_each_answer_counts_as_offered(answer: OfferAnswer) -> None:
    """Also not offered for a reason, and no answer yet."""
    one = replace(STRUCTURAL, offers=(offer(nov(3), CREDIT_BANK, answer),))
    verdict = due("way_out", one)
    assert verdict.because.id == "way_out.due_two"
    assert verdict.because.values["first_word"] == "way.arrangement"
    assert verdict.because.values["second_word"] == "way.budget_talk"
    every = replace(STRUCTURAL, offers=tuple(offer(nov(3), kind, answer) for kind in WAYS_OUT))
    assert not_due("way_out", every).missing.id == "way_out.all_offered"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"reasons": ()}, "way_out.no_reason"),
        ({"reasons": (reason(nov(3), structural=False),)}, "way_out.once"),
        ({"reasons": (reason(nov(3)), reason(nov(4), structural=False))}, "way_out.once"),
        ({"reasons": (reason(date(2026, 6, 3)),)}, "way_out.no_reason"),
        ({"standing": paid_up()}, "held.no_arrears"),
        ({"standing": standing(arrears=499)}, "held.too_little"),
        ({"pauses": (pause(nov(4), nov(9)),)}, "held.paused"),
    ],
)
def test_one_changed_fact_asks_for_no_way_out(changed: dict[str, Any], missing: str) -> None:
    """The newest judgement of this episode decides."""
    assert due("way_out", STRUCTURAL, nov(4))
    assert not_due("way_out", replace(STRUCTURAL, **changed), nov(4)).missing.id == missing


@pytest.mark.parametrize(
    "changed",
    [
        {"reasons": (reason(nov(3), structural=False), reason(nov(3), key=2))},
        {"promises": (promise(nov(10)),)},
        {"offers": (offer(nov(3), OfferKind.HOUSING_SUPPORT),)},
        {"offers": (offer(date(2026, 6, 3), ARRANGEMENT),)},
        {"episode": None},
    ],
)
def test_other_facts_leave_it_due(changed: dict[str, Any]) -> None:
    """Other help, an offer of an earlier episode and a promise are no way out."""
    assert due("way_out", replace(STRUCTURAL, **changed)).because.values["first_word"]


def test_one_way_out_that_is_left_is_named() -> None:
    """By its own sentence."""
    two = (offer(nov(3), ARRANGEMENT), offer(nov(3), CREDIT_BANK))
    verdict = due("way_out", replace(STRUCTURAL, offers=two))
    assert verdict.because.id == "way_out.due_one"
    assert verdict.because.values["first_word"] == "way.budget_talk"


def test_it_stands_beside_a_call() -> None:
    """Another claim of the same case."""
    assert dues(STRUCTURAL, nov(10)) == ["way_out", "follow_up"]
