"""What keeps a promise beside an arrangement: money for what was asked, on any lease (P01, P02).

The instalment of 25 November was missed; on the 26th it was promised for Thursday 3 December. The
rent of December is paid on the 1st.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import JudgedAs, Paid, RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.verdict import Due
from tests.process.agreements import judged
from tests.process.files import due, dues, not_due, nov, promise, spoken, verdicts
from tests.process.test_arrangement_steps import ARRANGED, NEW_RENT, PAID, THURSDAY, file

DECEMBER = date(2026, 12, 1)
THIRD, BROKEN = date(2026, 12, 3), date(2026, 12, 7)
RENT = RentMonth(DECEMBER, 612_40, 0, DECEMBER, ((DECEMBER, 612_40),))
RENT_PAID = replace(PAID, rents=(*PAID.rents, RENT))
COVERED = PAID.covered[1]
WORD = promise(THIRD, 50_00, made_on=THURSDAY)


def promised(*payments: tuple[date, int], **changed: Any) -> CaseFile:
    """The base case, with what came in on the own lease beside the rent of December."""
    return file(
        **{
            "contacts": (spoken(THURSDAY),),
            "promises": (WORD,),
            "paid": RENT_PAID,
            "promise_payments": (*payments, (DECEMBER, 612_40)),
            **changed,
        }
    )


def test_rent_that_fell_due_since_keeps_no_promise_of_an_instalment() -> None:
    """It is broken, and called about."""
    verdict = due("promise_broken", promised(), BROKEN)
    assert (verdict.because.values["paid_cents"], verdict.because.values["open_cents"]) == (
        0,
        50_00,
    )
    assert dues(promised(), BROKEN) == ["promise_broken"]


def kept(**changed: Any) -> Paid:
    """The instalment was paid on 2 December."""
    return replace(RENT_PAID, covered={1: (*COVERED, (date(2026, 12, 2), 50_00))}, **changed)


PAID_HERE = {"paid": kept(), "promise_payments": ((DECEMBER, 612_40), (date(2026, 12, 2), 50_00))}
PAID_THERE = {"paid": kept(others={1: ((date(2026, 12, 2), 50_00),)}),
              "agreements": (replace(ARRANGED, covers=(7, 8)),)}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        PAID_HERE,
        PAID_THERE,
        {"promises": (promise(THIRD, 612_40, made_on=nov(24)),)},
        {"promises": (promise(THIRD, 50_00, made_on=nov(24)),)},
        {"promises": (promise(THIRD, 612_40, made_on=DECEMBER),)},
    ],
    ids=["paid", "paid on another lease that is covered", "rent was promised that falls due",
         "promised before anything was missed", "promised on the day of the rent"],
)  # fmt: skip
def test_one_changed_fact_keeps_it(changed: dict[str, Any]) -> None:
    """What was promised came in."""
    assert not_due("promise_broken", promised(**changed), BROKEN).missing.id == "held.arrangement"


@pytest.mark.parametrize(("cents", "paid"), [(662_40, 612_40), (300_00, 250_00)])
def test_a_promise_of_more_than_is_asked_is_about_the_next_rent_too(cents: int, paid: int) -> None:
    """The instalment of it is still open."""
    word = promise(THIRD, cents, made_on=THURSDAY)
    verdict = due("promise_broken", promised(promises=(word,)), BROKEN)
    assert verdict.because.values["paid_cents"] == paid


MONDAY, FRIDAY = nov(23), nov(27)
AUGUST, OCTOBER = date(2026, 8, 1), date(2026, 10, 1)
BACK = RentMonth(
    AUGUST, 612_40, 612_40, None, ((AUGUST, 612_40), (MONDAY, -612_40)), MONDAY, 612_40,
    612_40, 612_40,
)  # fmt: skip
IN_TIME = replace(
    PAID, rents=(*PAID.rents, RENT), covered={1: (*COVERED, (nov(25), 50_00))}
)  # fmt: skip
LEFT_OUT = replace(ARRANGED, terms={"covers_from": {"7": "2026-08-15"}})


def older(rent: RentMonth) -> dict[str, Any]:
    """A rent of before the arrangement, beside the others; all instalments came in."""
    return {"paid": replace(IN_TIME, rents=(rent, *IN_TIME.rents))}


OLD = RentMonth(AUGUST, 612_40, 612_40, None)
OCTOBER_OPEN = RentMonth(OCTOBER, 612_40, 612_40, None)


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        (older(BACK), True),
        ({"paid": IN_TIME}, False),
        (older(replace(BACK, beside=0)), False),
        (older(replace(BACK, back_on=FRIDAY, payments=((AUGUST, 612_40), (FRIDAY, -612_40)))),
         False),
        ({"paid": replace(IN_TIME, beside=612_40)}, True),
        ({**older(OLD), "agreements": (LEFT_OUT,)}, True),
        (older(OLD), False),
        ({"paid": replace(IN_TIME, rents=(OCTOBER_OPEN, *IN_TIME.rents[1:]))}, True),
        ({"paid": replace(IN_TIME, rents=(OCTOBER_OPEN, *IN_TIME.rents[1:])),
          "agreements": (replace(ARRANGED, judgements=(
              judged(OCTOBER, JudgedAs.EXCUSED, of=2, on=OCTOBER),)),)}, False),
    ],
    ids=["came back beside", "nothing was asked", "what came back is covered",
         "came back since", "no rent", "left out", "covered", "rent since", "excused rent"],
)  # fmt: skip
def test_rent_that_fell_due_since_keeps_no_promise_of_what_was_asked_beside(
    changed: dict[str, Any], *, broken: bool
) -> None:
    """The base: a debit of before the arrangement came back; 612.40 was promised for it (R36)."""
    word = promise(THIRD, 612_40, made_on=THURSDAY)
    one = promised(**{"promises": (word,), "standing": NEW_RENT, **changed})
    verdict = verdicts(one, BROKEN)["promise_broken"]
    assert isinstance(verdict, Due) is broken


@pytest.mark.parametrize(("cents", "broken"), [(607_40, True), (607_41, False)])
def test_a_promise_of_what_came_back_is_kept_by_what_is_paid_on_that(
    cents: int, *, broken: bool
) -> None:
    """Beside the rent that fell due since; less than 5.00 is let be (R08)."""
    left = 612_40 - cents
    on = date(2026, 12, 2)
    rent = replace(BACK, open=left, beside=left, payments=(*BACK.payments, (on, cents)))
    one = promised(
        (on, cents),
        promises=(promise(THIRD, 612_40, made_on=THURSDAY),),
        standing=NEW_RENT,
        **older(rent),
    )
    assert isinstance(verdicts(one, BROKEN)["promise_broken"], Due) is broken
