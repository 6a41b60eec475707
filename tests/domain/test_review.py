"""What a review proposes at the end of a file."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    Rung,
    Weight,
)
from caseconsole.domain.review import decided, items, next_review, proposed
from tests.process.agreements import agreement, condition, decision, judged, rung
from tests.process.files import case, nov, paid_up

TODAY = nov(16)
VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
COACHED = agreement("budget_coaching", replace(VISIT, id=2, clause="session"), id=2,
                    judgements=(judged(nov(3), JudgedAs.MISSED, of=2),
                                judged(nov(10), JudgedAs.MET, of=2, key=2)))  # fmt: skip
CHANCE = agreement("second_chance", VISIT, end_on=date(2027, 2, 28))
GOING_WELL = replace(CHANCE, judgements=tuple(judged(nov(day), JudgedAs.MET) for day in (3, 10)))
ON_A_CARD = replace(GOING_WELL, ladder=(rung(Rung.YELLOW_CARD, nov(4)),))
MISSED = judged(nov(3), JudgedAs.MISSED)
BREACHED = replace(CHANCE, judgements=(MISSED,))


@pytest.mark.parametrize(
    ("made", "due", "decision"),
    [
        (CHANCE, (), DecisionKind.KEEP),
        (CHANCE, ("graduation_due",), DecisionKind.GRADUATE),
        (agreement("housing_support", VISIT), ("graduation_due",), DecisionKind.GRADUATE),
        (agreement("housing_support", VISIT), ("conditions_end",), None),
        (CHANCE, ("conditions_end",), None),
        (CHANCE, ("resting_at_risk",), None),
        (CHANCE, ("resting_at_risk", "breach_rung"), DecisionKind.WARN),
        (ON_A_CARD, ("window_opens",), None),
        (CHANCE, ("window_opens",), None),
        (CHANCE, ("window_closes",), None),
        (GOING_WELL, ("window_opens",), DecisionKind.GRADUATE),
        (agreement("housing_support", VISIT), ("window_opens",), DecisionKind.KEEP),
        (agreement("payment_arrangement", VISIT), ("arrangement_over",), None),
        (agreement("payment_arrangement", VISIT), ("arrangement_lapse",), None),
        (agreement("payment_arrangement", VISIT), ("instalment_late",), DecisionKind.KEEP),
        (CHANCE, ("arrangement_over",), DecisionKind.KEEP),
        (agreement("housing_support", VISIT), ("breach_rung",), DecisionKind.KEEP),
    ],
)
def test_a_review_proposes_what_the_file_asks_for(
    made: Agreement, due: tuple[str, ...], decision: DecisionKind | None
) -> None:
    """Keep, unless the end is to be decided on."""
    file = case(standing=paid_up(), episode=None, agreements=(made,))
    assert proposed(made, items(file, "", TODAY), dict.fromkeys(due, "next.talk")) is decision


@pytest.mark.parametrize(
    ("asked", "decision"),
    [
        *((f"next.{rung}", DecisionKind.WARN) for rung in Rung),
        ("next.say_outcome", DecisionKind.KEEP),
        ("next.second_person", None),
        ("next.end_or_cured", None),
        ("next.close_card", None),
        ("next.decide_breach", None),
    ],
)
def test_a_review_proposes_what_the_ladder_asks_for(
    asked: str, decision: DecisionKind | None
) -> None:
    """A warning for a rung; nothing where a red card is to be decided about (R75)."""
    file = case(standing=paid_up(), episode=None, agreements=(BREACHED,))
    how = items(file, "", TODAY)
    assert proposed(BREACHED, how, {"breach_rung": asked}) is decision
    assert proposed(BREACHED, how, {}) is DecisionKind.KEEP


@pytest.mark.parametrize(("on", "counts"), [(nov(15), False), (TODAY, True)])
def test_what_was_decided_before_something_newer_was_asked_does_not_count(
    on: date, *, counts: bool
) -> None:
    made = replace(CHANCE, decisions=(decision(DecisionKind.KEEP, on),))
    assert (decided(made, TODAY) is not None) is counts


@pytest.mark.parametrize(
    ("signed_on", "next_on"),
    [
        (date(2026, 11, 16), date(2026, 12, 16)),
        (date(2026, 10, 17), date(2026, 11, 17)),
        (date(2026, 10, 16), date(2027, 1, 18)),
        (date(2026, 8, 17), date(2026, 11, 17)),
        (date(2026, 8, 16), date(2027, 2, 16)),
        (date(2025, 1, 31), date(2027, 2, 16)),
        (None, date(2027, 2, 16)),
    ],
)
def test_reviews_come_one_month_and_three_months_after_the_signing_and_then_every_three(
    signed_on: date | None, next_on: date
) -> None:
    """Each as the policy says (R73)."""
    assert next_review(signed_on, (1, 3), TODAY) == next_on


def test_an_item_counts_the_misses_of_the_agreement_on_which_its_condition_rests() -> None:
    """What is met there is counted there."""
    trains = condition("C05", nov(1), judge=Judge.AGREEMENT, rests_on=2)
    made = replace(CHANCE, conditions=(trains,))
    file = case(standing=paid_up(), episode=None, agreements=(made, COACHED))
    (item,) = items(file, "second_chance", TODAY)
    assert (item.tally.met, item.tally.missed) == (1, 1)
    kept = replace(COACHED, judgements=())
    (item,) = items(replace(file, agreements=(made, kept)), "second_chance", TODAY)
    assert item.tally.missed == 0
