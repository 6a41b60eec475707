"""An application for a second chance, or its draft, is decided about (P19)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, StateChange
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement
from tests.process.files import case, due, not_due, nov, paid_up

APPLIED = agreement("second_chance", state="applied")
SINCE = APPLIED.state_on


def file(made: Agreement) -> CaseFile:
    """A file in which nothing but this agreement asks for anything."""
    return case(standing=paid_up(), episode=None, agreements=(made,))


def drafted(on: date) -> Agreement:
    """The application, drafted on a day."""
    change = StateChange(2, "drafted", on, "", "", "anna")
    return replace(APPLIED, states=(*APPLIED.states, change))


def test_an_application_that_was_not_answered_is_decided_about() -> None:
    """Within ten working days."""
    verdict = due("application_due", file(APPLIED), nov(16))
    assert (verdict.claim, verdict.rule) == (Claim.DECIDE, "P19")
    assert verdict.because.values["since_on"] == SINCE.isoformat()
    assert due("application_due", file(drafted(nov(2))), nov(16)).since == nov(16)


@pytest.mark.parametrize(
    ("made", "today", "missing"),
    [
        (drafted(nov(2)), nov(13), "application_due.later"),
        (replace(APPLIED, states=agreement("second_chance", state="refused").states), nov(16),
         "application_due.none"),
        (replace(APPLIED, states=agreement("second_chance", state="withdrawn").states), nov(16),
         "application_due.none"),
        (agreement("second_chance"), nov(16), "application_due.none"),
        (agreement("budget_coaching", state="offered"), nov(16), "application_due.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_answer(made: Agreement, today: date, missing: str) -> None:
    """It is drafted only lately, refused, withdrawn or signed; or an offer, answered elsewhere."""
    assert not_due("application_due", file(made), today).missing.id == missing
