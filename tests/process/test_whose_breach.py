"""Up the ladder leads what the tenant owes, and not what somebody else failed in (R75)."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Duty, JudgedAs, Outcome, Rung, Weight
from caseconsole.domain.casefile import CaseFile
from caseconsole.process.agreements.weighing import breached_after, goes_wrong, weighs
from caseconsole.process.gates import gate_red_card
from tests.process.agreements import agreement, condition, judged, rung
from tests.process.files import case, due, not_due, nov, paid_up

VISIT = condition("C10", nov(3), "FREQ=WEEKLY", weight=Weight.MAJOR)
MISSED = judged(nov(3), JudgedAs.MISSED)
TALK = rung(Rung.TALK, nov(2), Outcome.NOT_CURED)


def chance(**changed: Any) -> Agreement:
    """A lease under one condition, of which a day was missed."""
    of = replace(VISIT, **changed)
    return agreement("second_chance", of, judgements=(MISSED,), ladder=(TALK,))


def file(made: Agreement) -> CaseFile:
    """A file in which nothing but the lease asks for anything."""
    return case(standing=paid_up(), episode=None, agreements=(made,))


@pytest.mark.parametrize("about", [None, 1])
@pytest.mark.parametrize(
    ("owed_by", "leads"), [(Duty.TENANT, True), (Duty.ASSOCIATION, False), (Duty.PARTNER, False)]
)
def test_only_what_the_tenant_owes_leads_up_the_ladder(
    owed_by: Duty, about: int | None, *, leads: bool
) -> None:
    """About one condition or about the whole: nobody loses a home over what another left undone."""
    made = chance(duty=owed_by)
    one = file(made)
    assert bool(goes_wrong(one, made, about, nov(10))) is leads
    assert weighs(one, made, about, nov(10)) is leads
    assert breached_after(one, made, TALK, nov(10), about) is leads
    held = {check.name.id: check.held for check in gate_red_card(one, made, nov(10), about)}
    assert held["gate.breached"] is leads
    if leads:
        assert due("breach_rung", one, nov(10)).next.id == "next.yellow_card"
    else:
        assert not_due("breach_rung", one, nov(10)).missing.id == "breach_rung.no_breach"
