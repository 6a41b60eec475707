"""A rung of the ladder as section 8 and a review show it (R75)."""

from dataclasses import replace

import pytest

from caseconsole.domain.agreement import LadderStep, Rung
from caseconsole.outgoing.case.agreements import agreement
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import agreed
from tests.outgoing.test_agreements import page

VIEW = agreed.view()
(MADE,) = (one for one in VIEW.file.agreements if one.kind == "second_chance")
KEY = MADE.conditions[0].id
CARD = replace(MADE.ladder[0], rung=Rung.RED_CARD, cure_until=None, text="Geen begeleiding.")
OPEN = replace(CARD, outcome=None, outcome_on=None)


@pytest.mark.parametrize(
    ("step", "clause", "said"),
    [
        (CARD, "C05", "rode kaart (C05): Geen begeleiding. (anna)"),
        (CARD, "own", "rode kaart (Komt elke week.): Geen"),
        (replace(CARD, condition=None), "C05", "rode kaart (de hele afspraak): Geen"),
        (OPEN, "C05", "(anna) · wacht op een tweede persoon"),
        (replace(OPEN, second="tess"), "C05", "(anna + tess)"),
    ],
)
def test_a_rung_says_what_it_is_about_and_whether_somebody_is_to_approve(
    step: LadderStep, clause: str, said: str
) -> None:
    assert said in shown(page(), step, clause)


@pytest.mark.parametrize("step", [CARD, replace(OPEN, second="tess")])
def test_what_was_approved_or_is_over_waits_for_nobody(step: LadderStep) -> None:
    assert "tweede persoon" not in shown(page(), step, "C05")


def shown(on: Page, step: LadderStep, clause: str) -> str:
    """Section 8 with one rung about a condition of a clause."""
    conditions = (replace(MADE.conditions[0], clause=clause),)
    made = replace(MADE, ladder=(step,), conditions=conditions)
    text = " ".join(plain_text(row.line).strip() for row in agreement(on, VIEW, made))
    return " ".join(text.split())
