"""The end of a file of a review in lines."""

from datetime import date

import pytest

from caseconsole.domain.agreement import DecisionKind
from caseconsole.locale import speaker
from caseconsole.outgoing.case.page import Page
from caseconsole.outgoing.case.review import End, closing
from tests.process.agreements import agreement

NEXT_ON = date(2027, 2, 1)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("proposal", "another"),
    [(kind, kind not in {DecisionKind.GRADUATE, DecisionKind.END}) for kind in DecisionKind],
)
def test_a_proposal_tells_of_a_next_review_where_there_is_one(
    lang: str, proposal: DecisionKind, another: bool
) -> None:
    """Nothing is left to review of what graduates or ends."""
    page = Page(speaker(lang), 80, date(2026, 11, 3), "UTC")
    ends = [End(agreement("second_chance"), proposal, None)]
    lines = closing(page, ends, (), 0, NEXT_ON)
    text = "\n".join("".join(part for part, _ in row) for row in lines)
    assert page.say(f"decision.{proposal}") in text
    assert (page.day(NEXT_ON) in text) is another
