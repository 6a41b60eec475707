"""Ways out when the cause is structural (P04)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import StateChange
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import WAYS_OUT, AppointmentKind, OfferAnswer, OfferKind
from caseconsole.domain.offered import offered
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, referral
from tests.process.files import (
    appointment,
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
JUNE = date(2026, 6, 3)
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


def left(file: CaseFile) -> Sequence[object]:
    """The ways out that are still to be offered."""
    return list(due("way_out", file).because.values.values())[1:]


COUNTED: list[tuple[str, dict[str, Any], str]] = [
    ("arranged", {"agreements": (agreement("payment_arrangement", made_on=nov(3)),)},
     "way.arrangement"),
    ("not arranged, for a reason (R37)",
     {"agreements": (agreement("payment_arrangement", start_on=nov(3), state="refused"),)},
     "way.arrangement"),
    ("arranged and lapsed since",
     {"agreements": (agreement("payment_arrangement", made_on=nov(3), state="lapsed"),)},
     "way.arrangement"),
    ("in counselling since long before", {"agreements": (agreement("debt_counselling"),)},
     "way.credit_bank"),
    ("counselling refused",
     {"agreements": (agreement("debt_counselling", start_on=nov(3), state="refused"),)},
     "way.credit_bank"),
    ("sent to the credit bank", {"referrals": (referral(nov(3), nov(17)),)}, "way.credit_bank"),
    ("a budget talk was agreed",
     {"appointments": (appointment(nov(9), AppointmentKind.BUDGET_TALK),)},
     "way.budget_talk"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changed", "way"), COUNTED, ids=[one[0] for one in COUNTED])
def test_what_the_file_shows_of_a_way_out_counts_as_offered(
    what: str, changed: dict[str, Any], way: str
) -> None:
    """Nobody notes beside an agreement, a referral or a talk that it was offered."""
    file = replace(STRUCTURAL, **changed)
    assert way in left(STRUCTURAL)
    assert left(file) == [one for one in left(STRUCTURAL) if one != way], what


NOT_COUNTED: list[tuple[str, dict[str, Any]]] = [
    ("refused in an earlier episode",
     {"agreements": (agreement("payment_arrangement", start_on=JUNE, state="refused"),)}),
    ("rejected by the credit bank before",
     {"agreements": (agreement("debt_counselling", made_on=JUNE, state="rejected"),)}),
    ("housing support", {"agreements": (agreement("housing_support", made_on=nov(3)),)}),
    ("a second chance", {"agreements": (agreement("second_chance", made_on=nov(3)),)}),
    ("sent to the shelter desk",
     {"referrals": (replace(referral(nov(3), nov(17)), kind="shelter_desk"),)}),
    ("another talk",
     {"appointments": (appointment(nov(9), AppointmentKind.TALK),)}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changed"), NOT_COUNTED, ids=[one[0] for one in NOT_COUNTED])
def test_other_records_offer_no_way_out(what: str, changed: dict[str, Any]) -> None:
    """What is over, or is other help, leaves all three to be offered."""
    assert left(replace(STRUCTURAL, **changed)) == left(STRUCTURAL), what


@pytest.mark.parametrize(
    ("kind", "state", "answer"),
    [
        ("payment_arrangement", "agreed", OfferAnswer.ACCEPTED),
        ("payment_arrangement", "kept", OfferAnswer.ACCEPTED),
        ("payment_arrangement", "refused", OfferAnswer.NOT_OFFERED),
        ("debt_counselling", "offered", OfferAnswer.NO_ANSWER),
        ("debt_counselling", "refused", OfferAnswer.REFUSED),
        ("housing_support", "no_answer", OfferAnswer.NO_ANSWER),
        ("budget_coaching", "accepted", OfferAnswer.ACCEPTED),
    ],
)
def test_the_state_of_an_agreement_says_how_its_offer_was_answered(
    kind: str, state: str, answer: OfferAnswer
) -> None:
    """With the reason where it did not come about."""
    why = StateChange(1, state, nov(3), "Te weinig inkomen.", "", "anna")
    shown = offered(case(agreements=(agreement(kind, made_on=nov(3), states=(why,)),)))
    told = "" if answer is OfferAnswer.ACCEPTED else "Te weinig inkomen."
    assert [(one.on, one.answer, one.why) for one in shown] == [(nov(3), answer, told)]


ANSWERS: list[tuple[tuple[tuple[str, date, str], ...], tuple[date, OfferAnswer, str]]] = [
    ((("offered", JUNE, "beheer"),), (JUNE, OfferAnswer.NO_ANSWER, "beheer")),
    ((("offered", JUNE, "beheer"), ("refused", nov(9), "ingrid")),
     (nov(9), OfferAnswer.REFUSED, "ingrid")),
    ((("offered", JUNE, "beheer"), ("no_answer", nov(9), "ingrid")),
     (nov(9), OfferAnswer.NO_ANSWER, "ingrid")),
    ((("offered", JUNE, "beheer"), ("no_answer", nov(3), "anna"), ("refused", nov(9), "ingrid")),
     (nov(9), OfferAnswer.REFUSED, "ingrid")),
    ((("offered", JUNE, "beheer"), ("accepted", nov(9), "ingrid")),
     (nov(9), OfferAnswer.ACCEPTED, "ingrid")),
    ((("offered", JUNE, "beheer"), ("no_answer", nov(3), "anna"), ("accepted", nov(9), "ingrid"),
      ("ended", nov(16), "bram")), (nov(9), OfferAnswer.ACCEPTED, "ingrid")),
    ((("ended", nov(16), "bram"),), (JUNE, OfferAnswer.ACCEPTED, "beheer")),
]  # fmt: skip


@pytest.mark.parametrize(("states", "told"), ANSWERS)
def test_an_answer_has_the_day_and_the_person_of_the_state_that_gave_it(
    states: tuple[tuple[str, date, str], ...], told: tuple[date, OfferAnswer, str]
) -> None:
    """Those of the offer itself only while nothing answered it, or no state tells."""
    known = tuple(StateChange(n, state, on, "", "", by) for n, (state, on, by) in enumerate(states))
    made = agreement("housing_support", made_on=JUNE, by="beheer", states=known)
    assert [(one.on, one.answer, one.by) for one in offered(case(agreements=(made,)))] == [told]


def test_what_was_noted_itself_is_not_shown_twice() -> None:
    """The call card noted the offer, the desk the arrangement of the same day."""
    noted = offer(nov(3), ARRANGEMENT)
    file = case(offers=(noted,), agreements=(agreement("payment_arrangement", start_on=nov(3)),))
    assert offered(file) == (noted,)
