"""Rent of before a freeze takes no home, by whatever condition it was to be paid (R61, R63)."""

from dataclasses import replace
from typing import Any

import pytest

from caseconsole.domain.agreement import Agreement, Judge, JudgedAs, RentMonth, StateChange, Weight
from tests.process.agreements import condition
from tests.process.files import nov
from tests.process.test_protection import (
    MISSED,
    NEW_RENT,
    OLD_RENT,
    PAID_RENT,
    RENT,
    RUNNING,
    VISIT,
    card,
    scheme,
)

COUNSELLED = condition(
    "C03", nov(30), "FREQ=MONTHLY", id=4, judge=Judge.AGREEMENT, rests_on=3, weight=Weight.MAJOR
)
TURNS_UP = replace(VISIT, id=6, agreement=3)
PAYS = replace(RUNNING, id=5, agreement=3, weight=Weight.MAJOR)


@pytest.mark.parametrize("about", [COUNSELLED.id, None])
@pytest.mark.parametrize(
    ("state", "changed", "rents", "by"),
    [
        ("wsnp", {}, (OLD_RENT, PAID_RENT), "gate.scheme"),
        ("mediation", {}, (OLD_RENT, PAID_RENT), "gate.frozen"),
        ("settlement", {}, (OLD_RENT, PAID_RENT), ""),
        ("wsnp", {}, (OLD_RENT, NEW_RENT), ""),
        ("wsnp", {"judgements": (replace(MISSED, condition=6),)}, (OLD_RENT, PAID_RENT), ""),
        ("wsnp", {"judgements": (replace(MISSED, condition=6, verdict=JudgedAs.PARTLY),)},
         (OLD_RENT, PAID_RENT), "gate.scheme"),
    ],
)  # fmt: skip
def test_rent_of_before_a_freeze_takes_no_home_through_the_counselling_that_asks_it(
    state: str, changed: dict[str, Any], rents: tuple[RentMonth, ...], by: str, about: int | None
) -> None:
    """C03 rests on what asks the rent as well: what else of that was missed passes (R61, R63)."""
    helped = scheme(state, conditions=(PAYS, TURNS_UP), **changed)
    assert card(helped, about, conditions=(RENT, COUNSELLED), rents=rents) == by


def discharged(**changed: Any) -> Agreement:
    """The scheme that ended with a clean slate on 23 November."""
    one = scheme(**changed)
    end = StateChange(3, "discharged", nov(23), "", "B-1", "anna")
    return replace(one, states=(*one.states, end))


@pytest.mark.parametrize("about", [RENT.id, None])
@pytest.mark.parametrize(
    ("other", "more", "by"),
    [
        (discharged(), {}, "gate.remitted"),
        (discharged(covers=(8,)), {}, ""),
        (discharged(), {"rents": (OLD_RENT, NEW_RENT)}, ""),
        (discharged(), {"rents": (replace(OLD_RENT, open=0), NEW_RENT)}, ""),
        (discharged(terms={"admitted_on": "2026-11-02"}),
         {"rents": (OLD_RENT, NEW_RENT)}, "gate.remitted"),
        (discharged(), {"conditions": (replace(RENT, weight=Weight.MINOR),),
                        "rents": (OLD_RENT, NEW_RENT)}, "gate.remitted"),
    ],
)  # fmt: skip
def test_rent_that_was_remitted_takes_no_home_before_it_is_written_off(
    other: Agreement, more: dict[str, Any], by: str, about: int | None
) -> None:
    """R61, R63: what was missed since passes where that is a breach by itself."""
    assert card(other, about, **more) == by


def test_what_remitted_the_rent_shields_no_home_from_a_missed_visit() -> None:
    """R61: the visit is no money."""
    assert card(discharged(), judgements=(MISSED,)) == ""
    assert card(discharged(), 2, judgements=(MISSED,)) == ""
