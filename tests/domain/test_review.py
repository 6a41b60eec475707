"""What a review proposes at the end of a file."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, DecisionKind, Outcome, Rung, Verdict, Weight
from caseconsole.domain.review import items, proposed
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, nov, paid_up

TODAY = nov(16)
VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
CHANCE = agreement("second_chance", VISIT, end_on=date(2027, 2, 28))
GOING_WELL = replace(CHANCE, judgements=tuple(judged(nov(day), Verdict.MET) for day in (3, 10)))
MISSED = judged(nov(3), Verdict.MISSED)


@pytest.mark.parametrize(
    ("made", "due", "decision"),
    [
        (CHANCE, (), DecisionKind.KEEP),
        (CHANCE, ("graduation_due",), DecisionKind.GRADUATE),
        (agreement("housing_support", VISIT), ("graduation_due",), DecisionKind.KEEP),
        (CHANCE, ("window_opens",), None),
        (CHANCE, ("window_closes",), None),
        (GOING_WELL, ("window_opens",), DecisionKind.GRADUATE),
        (agreement("housing_support", VISIT), ("window_opens",), DecisionKind.KEEP),
        (replace(CHANCE, judgements=(MISSED,)), (), DecisionKind.WARN),
        (replace(CHANCE, judgements=(MISSED,), ladder=(
            rung(Rung.YELLOW_CARD, nov(4), None, nov(18)),)), (), DecisionKind.KEEP),
        (replace(CHANCE, judgements=(MISSED,), ladder=(
            rung(Rung.TALK, nov(4), Outcome.NOT_CURED),)), (), DecisionKind.WARN),
    ],
)  # fmt: skip
def test_a_review_proposes_what_the_file_asks_for(
    made: Agreement, due: tuple[str, ...], decision: DecisionKind | None
) -> None:
    """Keep, unless a major breach has no time left to cure, or the end is to be decided on."""
    file = case(standing=paid_up(), episode=None, agreements=(made,))
    assert proposed(made, items(file, "", TODAY), TODAY, due) is decision
