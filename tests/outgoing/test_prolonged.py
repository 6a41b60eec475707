"""What was prolonged as the file and a review show it (R76)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caseconsole.domain.agreement import Decision, DecisionKind, Paid, Suspension, SuspensionKind
from caseconsole.outgoing.case.review_end import End, closing
from tests.outgoing import agreed, views
from tests.outgoing.test_agreements import page, whole
from tests.outgoing.test_review import told

LATER = views.TODAY + timedelta(days=400)
STILL = Suspension(
    1, views.TODAY, views.TODAY + timedelta(days=9), SuspensionKind.HOSPITAL, "", "anna", 1
)
DECIDED = Decision(1, DecisionKind.KEEP, views.TODAY, "", None, "anna", "", LATER)
MADE = replace(
    agreed.made(1, "housing_support"), end_on=LATER, suspensions=(STILL,), decisions=(DECIDED,)
)
SAID = {"nl": "verlengd tot en met", "en": "prolonged through"}


@pytest.mark.parametrize("lang", SAID)
def test_a_decision_tells_to_which_day_it_prolonged(lang: str) -> None:
    """And no other day is called the one that was agreed, though it stood still before."""
    view = agreed.view()
    text = whole(page(lang, 120), view._replace(file=replace(view.file, agreements=(MADE,))))
    assert f"(anna) · {SAID[lang]} {page(lang).day(LATER)}" in text
    assert ("Afgesproken was" in text, "Agreed was" in text) == (False, False)


@pytest.mark.parametrize("lang", SAID)
def test_so_does_the_end_of_a_file_in_a_review(lang: str) -> None:
    end = closing(page(lang, 120), [End(MADE, None, DECIDED, Paid())], (), 0, LATER, 20)
    assert f"{SAID[lang]} {page(lang).day(LATER)}".lower() in "\n".join(told(end)).lower()
