"""The review of an agreement on the day that was named: base case, one changed fact (R73)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, DecisionKind
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, decision, suspension
from tests.process.files import case, due, not_due, nov, paid_up, pause, spoken

TODAY = nov(20)
SUPPORT = agreement("housing_support", next_review_on=nov(16))
COACHING = agreement("budget_coaching", id=2, next_review_on=nov(9))


def facts(*agreements: Agreement, **more: Any) -> dict[str, Any]:
    """What a file has in which nothing but a review is asked for."""
    return {"standing": paid_up(), "episode": None, "agreements": agreements, **more}


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        (facts(SUPPORT), nov(15), "review_due.later"),
        (facts(replace(SUPPORT, next_review_on=nov(23))), TODAY, "review_due.later"),
        (facts(replace(SUPPORT, next_review_on=None)), TODAY, "review_due.none"),
        *(
            (facts(agreement("housing_support", next_review_on=nov(16), state=state)), TODAY,
             "review_due.none")
            for state in ("offered", "refused", "no_answer", "completed", "ended")
        ),
        (facts(replace(SUPPORT, suspensions=(suspension(nov(10), nov(24)),))), TODAY,
         "held.behind"),
        (facts(SUPPORT, pauses=(pause(nov(9), nov(25)),)), TODAY, "held.paused"),
        (facts(), TODAY, "agreement.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_review(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """To come, moved, not agreed, over, or behind a standstill that ends."""
    assert not_due("review_due", case(**changed), today).missing.id == missing


@pytest.mark.parametrize(
    ("changed", "since"),
    [
        (facts(SUPPORT), nov(16)),
        (facts(SUPPORT, COACHING), nov(9)),
        (facts(SUPPORT, replace(COACHING, next_review_on=nov(23))), nov(16)),
        (facts(SUPPORT, replace(COACHING, next_review_on=None)), nov(16)),
        (
            facts(
                SUPPORT, agreement("budget_coaching", id=2, next_review_on=nov(9), state="ended")
            ),
            nov(16),
        ),
        (facts(replace(SUPPORT, suspensions=(suspension(nov(10), date(2026, 12, 30)),))), nov(16)),
        (facts(replace(SUPPORT, decisions=(decision(DecisionKind.KEEP, nov(10)),))), nov(16)),
        (facts(agreement("payment_arrangement", next_review_on=nov(16))), nov(16)),
        (facts(SUPPORT, contacts=(spoken(nov(18)),)), nov(16)),
    ],
)
def test_other_facts_leave_a_review_due(changed: dict[str, Any], since: date) -> None:
    """The first that was planned; a day that was named keeps while an agreement stands still."""
    verdict = due("review_due", case(**changed), TODAY)
    assert (verdict.claim, verdict.since) == (Claim.REVIEW, since)
