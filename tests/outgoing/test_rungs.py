"""A rung of the ladder as section 8 and a review show it (R75)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, LadderStep, Outcome, Rung
from caseconsole.outgoing.case.agreements import agreement
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.lines import plain_text
from tests.outgoing import agreed
from tests.outgoing.test_agreements import page
from tests.process.agreements import suspension

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
        (replace(OPEN, outcome=Outcome.NOT_CURED, outcome_on=date(2026, 11, 3)), "C05",
         "wacht op een tweede persoon"),
        (replace(OPEN, second="tess"), "C05", "(anna + tess)"),
    ],
)  # fmt: skip
def test_a_rung_says_what_it_is_about_and_whether_somebody_is_to_approve(
    step: LadderStep, clause: str, said: str
) -> None:
    assert said in shown(page(), step, clause)


@pytest.mark.parametrize("step", [CARD, replace(OPEN, second="tess")])
def test_what_was_approved_or_is_over_waits_for_nobody(step: LadderStep) -> None:
    assert "tweede persoon" not in shown(page(), step, "C05")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("C13", "rode kaart (C13 za 5 sep): Geen"),
        ("C05", "rode kaart (C13): Geen"),
    ],
)
def test_a_rung_tells_its_condition_from_another_of_the_same_name(other: str, said: str) -> None:
    """As the evaluations, each of its own day."""
    named = replace(MADE.conditions[0], clause="C13")
    later = replace(named, id=99, clause=other, first_on=date(2026, 12, 5))
    made = replace(MADE, ladder=(CARD,), conditions=(named, later))
    text = " ".join(plain_text(row.line).strip() for row in agreement(page(), VIEW, made))
    assert said in " ".join(text.split())


def shown(on: Page, step: LadderStep, clause: str, of: Agreement = MADE) -> str:
    """Section 8 with one rung about a condition of a clause."""
    conditions = (replace(MADE.conditions[0], clause=clause),)
    made = replace(of, ladder=(step,), conditions=conditions)
    text = " ".join(plain_text(row.line).strip() for row in agreement(on, VIEW, made))
    return " ".join(text.split())


def test_a_time_to_cure_that_moved_tells_the_day_that_was_told() -> None:
    """As the duties do that stand still with it."""
    told = replace(OPEN, rung=Rung.YELLOW_CARD, on=date(2026, 11, 3), cure_until=date(2026, 11, 17))
    runs = replace(MADE, suspensions=())
    made = replace(MADE, suspensions=(suspension(date(2026, 11, 4), date(2026, 12, 15)),))
    assert "herstel tot en met di 17 nov: " in shown(page(), told, "C05", runs)
    assert "herstel tot en met di 29 dec (was di 17 nov): " in shown(page(), told, "C05", made)
