"""What was paid of an arrangement and came back is called about anew (R35, R36).

The instalment of 25 November was paid on its day and came back on Monday 30 November.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import Paid, RentMonth
from caseconsole.domain.casefile import CaseFile
from tests.process.files import contact, due, not_due, nov, promise, spoken
from tests.process.test_arrangement_steps import NEW_RENT, PAID, file, paying

FIRST, SECOND = ((date(2026, 9, 25), 50_00), (date(2026, 10, 26), 50_00))
BACK = nov(30)
TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
CAME_BACK = paying(FIRST, SECOND, (nov(25), 50_00), (BACK, -50_00))
BOTH_BACK = paying(FIRST, SECOND, (nov(25), 50_00), (BACK, -100_00))


def back(paid: Paid = CAME_BACK, **changed: Any) -> CaseFile:
    """The base case: on the day after it was paid somebody spoke with the tenant."""
    return file(**{"paid": paid, "contacts": (spoken(nov(26)),), **changed})


def test_an_instalment_that_came_back_is_called_about_from_the_next_working_day() -> None:
    """R35: of a talk before that day nobody can say that it was about it."""
    verdict = due("instalment_late", back(), TUESDAY)
    assert (verdict.since, verdict.because.values["open_cents"]) == (TUESDAY, 50_00)
    assert not_due("instalment_late", back(), BACK).missing.id == "instalment_late.later"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"contacts": (spoken(TUESDAY),)}, "contact.spoken"),
        ({"promises": (promise(date(2026, 12, 8), made_on=TUESDAY),)}, "held.promise"),
        ({"paid": paying(FIRST, SECOND, (nov(25), 50_00), (nov(25), -50_00))}, "contact.spoken"),
        ({"paid": paying(FIRST, SECOND, (BACK, -50_00), (BACK, 50_00))}, "contact.spoken"),
        ({"paid": paying(FIRST, SECOND, (nov(25), 50_00), (BACK, -50_00), (BACK, 50_00))},
         "instalment_late.later"),
    ],
    ids=["spoken since", "promised since", "back before the talk", "paid anew, one still missed",
         "paid anew"],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_call_about_it(changed: dict[str, Any], missing: str) -> None:
    """Somebody spoke or promised since, or the money is there again."""
    assert not_due("instalment_late", back(**changed), WEDNESDAY).missing.id == missing


def test_a_promise_from_before_it_came_back_holds_no_call_about_it() -> None:
    """It was paid by then."""
    word = promise(date(2026, 12, 8), made_on=nov(26))
    assert due("instalment_late", back(promises=(word,)), TUESDAY)


def test_what_came_back_needs_a_call_of_its_own_before_the_arrangement_lapses() -> None:
    """R35: a talk about what was not missed yet is no call about it."""
    held = not_due("arrangement_lapse", back(BOTH_BACK), TUESDAY)
    assert held.missing.id == "arrangement_lapse.call_returned"
    assert held.missing.values == {"back_on": "2026-11-30"}
    called = back(BOTH_BACK, contacts=(spoken(nov(26)), contact(TUESDAY)))
    assert due("arrangement_lapse", called, TUESDAY).since == TUESDAY


@pytest.mark.parametrize(
    ("lacks", "step"), [(612_40, "arrangement_lapse.call_returned"), (10_00, "")]
)
def test_rent_that_came_back_needs_a_call_of_its_own_too(lacks: int, step: str) -> None:
    """R36: unless it is nearly paid again; then what lacks is what was missed on its day."""
    moves = ((nov(1), 612_40), (BACK, -612_40), (BACK, 612_40 - lacks))
    rent = RentMonth(nov(1), 612_40, lacks, None, moves, BACK, lacks, 612_40)
    paid = replace(PAID, rents=(*PAID.rents[:1], rent))
    later = NEW_RENT if lacks == 612_40 else replace(NEW_RENT, missed_on=date(2026, 12, 1))
    one = back(paid, standing=replace(later, arrears=lacks + 500_00))
    if step:
        assert not_due("arrangement_lapse", one, TUESDAY).missing.id == step
    else:
        assert due("arrangement_lapse", one, TUESDAY).since == nov(26)
