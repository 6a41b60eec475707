"""What was remitted is written off: the base case and one changed fact (R61, R63)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Duty, Evidence, Paid, StateChange
from caseconsole.domain.verdict import Claim
from tests.process.agreements import BEGUN, agreement, condition
from tests.process.files import due, dues, file, not_due, nov, pause

TUESDAY = nov(10)
WEDNESDAY = nov(11)


def discharged(*past: str, covers: tuple[int, ...] = (7,), **changed: Any) -> Agreement:
    """Counselling that began in September and ended in these states, the last today."""
    states = tuple(
        StateChange(n, state, BEGUN if n < len(past) else TUESDAY, "", "SK-1", "anna")
        for n, state in enumerate(past, 1)
    )
    return agreement("debt_counselling", states=states, covers=covers, **changed)


REMITTED = Paid(open={1: 612_40})


def test_what_was_remitted_is_written_off() -> None:
    """By the association, from the day of the discharge until the ledger shows it (R61, R63)."""
    one = file(discharged("mediation", "discharged"), paid=REMITTED)
    verdict = due("association_duty", one, WEDNESDAY)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.WRITE, TUESDAY, "R63")
    assert verdict.because.id == "association_duty.write_off"
    assert verdict.because.values["open_cents"] == 612_40
    assert dues(one, WEDNESDAY) == ["association_duty"]
    clean = file(discharged("wsnp", "discharged"), paid=REMITTED)
    assert due("association_duty", clean, WEDNESDAY).rule == "R61"
    after = (*discharged("mediation", "discharged").states,
             StateChange(3, "aftercare", WEDNESDAY, "", "", "anna"))  # fmt: skip
    looked_after = file(agreement("debt_counselling", states=after, covers=(7,)), paid=REMITTED)
    assert due("association_duty", looked_after, WEDNESDAY).since == TUESDAY
    paused = replace(one, pauses=(pause(nov(1), nov(29)),))
    assert due("association_duty", paused, WEDNESDAY)


@pytest.mark.parametrize(
    ("made", "paid", "today"),
    [
        (discharged("mediation", "discharged"), Paid(open={1: 0}), WEDNESDAY),
        (discharged("mediation", "discharged", covers=()), Paid(), WEDNESDAY),
        (discharged("mediation", "discharged"), REMITTED, nov(9)),
        (discharged("mediation"), REMITTED, WEDNESDAY),
        (discharged("stabilisation", "completed"), REMITTED, WEDNESDAY),
        (discharged("mediation", "not_compliant"), REMITTED, WEDNESDAY),
    ],
)
def test_one_changed_fact_writes_nothing_off(made: Agreement, paid: Paid, today: date) -> None:
    """Written off, nothing covered, not discharged yet, or ended otherwise."""
    assert not_due("association_duty", file(made, paid=paid), today).missing.id.endswith("none")


def test_a_duty_that_has_a_last_day_comes_before_it() -> None:
    """What was remitted waits: nobody is late with it."""
    handover = condition("handover", nov(13), duty=Duty.ASSOCIATION, evidence=Evidence.MINUTES)
    supported = replace(agreement("housing_support", handover), id=2)
    one = file(discharged("mediation", "discharged"), supported, paid=REMITTED)
    assert due("association_duty", one, WEDNESDAY).because.id == "association_duty.due"
    later = replace(handover, first_on=date(2027, 3, 1))
    waits = replace(one, agreements=(one.agreements[0], replace(supported, conditions=(later,))))
    assert due("association_duty", waits, WEDNESDAY).because.id == "association_duty.write_off"
