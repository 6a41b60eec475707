"""A promise beside an agreement about the same debt: the earlier one gives way (R38, R61, R63).

On 3 November all was promised for Tuesday 10 November; what is agreed since begins that day, too.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Paid, RentMonth, StateChange
from caseconsole.domain.casefile import CaseFile, Covering
from tests.process.agreements import agreement
from tests.process.files import (
    RENT,
    TUESDAY_3,
    case,
    due,
    dues,
    not_due,
    nov,
    promise,
    spoken,
    standing,
)

CHECK, BROKEN = nov(11), nov(12)
STEPS = {"promise_due": CHECK, "promise_broken": BROKEN}
DECEMBER = date(2026, 12, 1)


def agreed(kind: str, *states: tuple[str, date], **changed: Any) -> Agreement:
    """An agreement in these states, of which the first began it."""
    rows = tuple(StateChange(n, to, on, "", "", "anna") for n, (to, on) in enumerate(states, 1))
    begun = states[0][1]
    return agreement(kind, **{"states": rows, "start_on": begun, "made_on": begun, **changed})


def arranged(on: date = TUESDAY_3, **changed: Any) -> Agreement:
    """An arrangement from a day on."""
    return agreed("payment_arrangement", ("agreed", on), **changed)


def helped(*states: tuple[str, date], **changed: Any) -> Agreement:
    """Debt counselling, applied for on 3 November unless told."""
    return agreed("debt_counselling", *(states or (("application", TUESDAY_3),)), **changed)


def file(*made: Agreement, **changed: Any) -> CaseFile:
    """Spoken and promised on 3 November."""
    base = case(contacts=(spoken(TUESDAY_3),), promises=(promise(nov(10)),), agreements=made)
    return replace(base, **changed)


AFTER_INTAKE = (("application", nov(1)), ("intake", nov(2)), ("plan", nov(2)))
GAVE_WAY: dict[str, Agreement] = {
    "arranged that day": arranged(),
    "arranged later": arranged(nov(5)),
    "an arrangement that names no lease": arranged(covers=()),
    "help applied for that day": helped(),
    "crisis": helped(("crisis", nov(4))),
    "admitted to the scheme since": helped(*AFTER_INTAKE, ("wsnp", nov(6))),
    "made after the scheme, before any new rent": helped(("application", nov(1)), ("wsnp", nov(2))),
    "a settlement signed since": helped(*AFTER_INTAKE, ("mediation", nov(6))),
    "a credit granted since": helped(*AFTER_INTAKE, ("credit", nov(6))),
}


@pytest.mark.parametrize("action", STEPS)
@pytest.mark.parametrize("made", GAVE_WAY.values(), ids=GAVE_WAY)
def test_a_promise_from_before_an_agreement_is_neither_looked_up_nor_called_about(
    made: Agreement, action: str
) -> None:
    """The debt is settled otherwise; the agreement's own steps speak (R38)."""
    today = STEPS[action]
    assert due(action, file(), today)
    held = not_due(action, file(made), today)
    assert (held.missing.id, held.rule) == ("held.arrangement", "R38")
    assert dues(file(made), today) == []


@pytest.mark.parametrize("action", STEPS)
def test_an_agreement_of_another_file_does_the_same(action: str) -> None:
    """It covers this lease."""
    covering = (Covering("58-9", arranged(), Paid()),)
    held = not_due(action, file(covering=covering), STEPS[action])
    assert (held.missing.id, held.missing.values["number"]) == (
        "held.arrangement_elsewhere", "58-9",
    )  # fmt: skip


COUNTS: dict[str, Agreement] = {
    "made after the arrangement": arranged(nov(2)),
    "made after the application": helped(("application", nov(2))),
    "made of new rent after the scheme": helped(("application", nov(1)), ("wsnp", nov(1))),
    "another lease": arranged(covers=(8,)),
    "help that names no lease": helped(covers=()),
    "an arrangement that begins later": arranged(start_on=nov(20)),
    "refused": agreed("payment_arrangement", ("refused", TUESDAY_3)),
    "offered": helped(("offered", TUESDAY_3)),
    "no matter of the debt": agreed("budget_coaching", ("accepted", TUESDAY_3)),
    "withdrawn before its day": agreed(
        "payment_arrangement", ("agreed", TUESDAY_3), ("withdrawn", nov(6))
    ),
    "rejected before its day": helped(("application", TUESDAY_3), ("rejected", nov(6))),
}


@pytest.mark.parametrize("made", COUNTS.values(), ids=COUNTS)
def test_one_changed_fact_lets_the_promise_count(made: Agreement) -> None:
    """New rent, another debt, or nothing that came about."""
    assert due("promise_due", file(made), CHECK)
    assert due("promise_broken", file(made), BROKEN)


def test_it_does_not_count_again_when_newer_rent_is_missed() -> None:
    """New rent is called about as new rent, and not as a broken word."""
    rents = (RentMonth(DECEMBER, RENT, RENT, None),)
    missed = file(
        arranged(),
        paid=Paid(rents=rents),
        standing=standing(missed_on=DECEMBER, arrears=2 * RENT),
    )
    today = date(2026, 12, 3)
    assert not_due("promise_broken", missed, today).missing.id == "promise.none"
    assert dues(missed, today) == ["running_rent_late"]


OVER: dict[str, Agreement] = {
    "lapsed after its day": agreed(
        "payment_arrangement", ("agreed", TUESDAY_3), ("lapsed", nov(16))
    ),
    "counselling ended after its day": helped(
        ("application", TUESDAY_3), ("not_compliant", nov(16))
    ),
    "kept": agreed("payment_arrangement", ("agreed", TUESDAY_3), ("kept", nov(6))),
    "discharged": helped(*AFTER_INTAKE, ("mediation", TUESDAY_3), ("discharged", nov(6))),
    "discharged by the court": helped(*AFTER_INTAKE, ("wsnp", nov(4)), ("discharged", nov(6))),
}


@pytest.mark.parametrize("made", OVER.values(), ids=OVER)
def test_it_stays_over_when_the_agreement_is(made: Agreement) -> None:
    """What was promised was settled, remitted, or to be paid while that ran."""
    today = nov(20)
    assert not_due("promise_due", file(made), today).missing.id == "promise.none"
    assert not_due("promise_broken", file(made), today).missing.id == "promise.none"
