"""What was agreed before the day of a payment holds the call about it to its day (R35, R36).

The instalment of 25 November was not paid; the rent of December is due on Tuesday the 1st.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import JudgedAs, Paid, RentMonth
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.verdict import NotDue
from tests.process.agreements import judged
from tests.process.files import appointment, due, dues, not_due, nov, promise, standing, verdicts
from tests.process.test_arrangement_steps import ARRANGED, NEW_RENT, PAID, THURSDAY, file, terms

DECEMBER = date(2026, 12, 1)
FRIDAY = date(2026, 12, 4)
MOVED_TO = date(2026, 12, 21)
BEFORE = nov(18)


def test_a_promise_of_an_instalment_made_before_its_day_holds_the_call() -> None:
    """The letter asks to ring before the day; until it is broken nobody calls about that again."""
    word = promise(nov(27), 50_00, made_on=BEFORE)
    assert not_due("instalment_late", file(promises=(word,)), THURSDAY).missing.id == "held.promise"
    assert dues(file(promises=(word,)), date(2026, 12, 1)) == ["promise_broken"]


@pytest.mark.parametrize(
    "changed",
    [
        {"promises": (promise(nov(27), 49_99, made_on=BEFORE),)},
        {"promises": (promise(nov(27), 50_00, made_on=BEFORE),),
         "paid": replace(PAID, covered={1: ((date(2026, 9, 25), 50_00),)})},
    ],
    ids=["less than is asked", "more was missed"],
)  # fmt: skip
def test_a_promise_of_less_than_is_asked_holds_no_call(changed: dict[str, Any]) -> None:
    """Of what it leaves out nobody spoke yet."""
    assert due("instalment_late", file(**changed), THURSDAY)


def december(**changed: Any) -> CaseFile:
    """The rent of December is not in; all instalments are."""
    rents = (*PAID.rents, RentMonth(DECEMBER, 612_40, 612_40, None))
    paid = Paid(rents=rents, covered={1: ((date(2026, 9, 25), 150_00),)})
    missed = standing(missed_on=DECEMBER, since=date(2026, 8, 1), arrears=1_112_40)
    return file(**{"standing": missed, "paid": paid, **changed})


def said(verdict: JudgedAs, moved_to: date | None = None) -> dict[str, Any]:
    """What a colleague wrote of the rent of December on 27 November."""
    word = judged(DECEMBER, verdict, of=2, on=nov(27), moved_to=moved_to)
    return {"agreements": (terms(judgements=(word,)),)}


def test_rent_of_which_nothing_was_agreed_is_called_about() -> None:
    """The base case (R36)."""
    assert dues(december(), FRIDAY) == ["running_rent_late"]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        (said(JudgedAs.MOVED, MOVED_TO), "running_rent_late.later"),
        (said(JudgedAs.EXCUSED), "running_rent_late.later"),
        ({"promises": (promise(MOVED_TO, made_on=nov(27)),)}, "held.promise"),
        ({"promises": (promise(MOVED_TO, made_on=DECEMBER),)}, "held.promise"),
        ({"appointments": (appointment(MOVED_TO, made_on=DECEMBER),)}, "held.agreed_call_back"),
    ],
    ids=["moved", "excused", "promised before", "promised on the day", "to be called back"],
)
def test_what_was_agreed_of_rent_holds_the_call_about_it(
    changed: dict[str, Any], missing: str
) -> None:
    """Whether a colleague let it move or the tenant gave their word."""
    one = december(**changed)
    assert not_due("running_rent_late", one, FRIDAY).missing.id == missing
    assert dues(one, FRIDAY) == []


@pytest.mark.parametrize(
    "changed",
    [
        said(JudgedAs.MOVED, date(2026, 12, 2)),
        {"promises": (promise(MOVED_TO, 612_39, made_on=nov(27)),)},
        {"appointments": (appointment(MOVED_TO, made_on=nov(27)),)},
        {"agreements": (replace(ARRANGED, judgements=(
            judged(nov(1), JudgedAs.MOVED, of=2, on=nov(1), moved_to=MOVED_TO),)),)},
    ],
    ids=["moved to a day that passed", "promised less", "to be called back about something else",
         "another month was moved"],
)  # fmt: skip
def test_other_agreements_hold_no_call_about_rent(changed: dict[str, Any]) -> None:
    """Of this rent nobody spoke, or the day it was moved to is over."""
    assert due("running_rent_late", december(**changed), FRIDAY)


def test_rent_that_was_moved_is_called_about_after_its_new_day() -> None:
    """A talk before that was about the move."""
    one = december(**said(JudgedAs.MOVED, MOVED_TO))
    verdict = due("running_rent_late", one, date(2026, 12, 23))
    assert (verdict.since, verdict.because.values["due_on"]) == (date(2026, 12, 22), "2026-12-01")


def test_rent_before_one_that_was_moved_is_called_about() -> None:
    """It is the newest that was missed."""
    rents = (RentMonth(nov(1), 612_40, 612_40, None), RentMonth(DECEMBER, 612_40, 612_40, None))
    one = december(
        standing=replace(NEW_RENT, missed_on=DECEMBER),
        paid=Paid(rents=rents, covered={1: ((date(2026, 9, 25), 150_00),)}),
        **said(JudgedAs.MOVED, MOVED_TO),
    )
    assert due("running_rent_late", one, FRIDAY).because.values["due_on"] == "2026-11-01"


@pytest.mark.parametrize(
    ("verdict", "moved_to", "held"),
    [
        (JudgedAs.MOVED, MOVED_TO, True),
        (JudgedAs.EXCUSED, None, True),
        (JudgedAs.WAIVED, None, True),
        (JudgedAs.MOVED, date(2026, 12, 2), False),
    ],
)
def test_a_promise_of_an_instalment_need_not_hold_rent_that_was_moved_or_let_go(
    verdict: JudgedAs, moved_to: date | None, *, held: bool
) -> None:
    """Beside rent that is asked for it leaves something out (R36)."""
    rent = RentMonth(DECEMBER, 612_40, 612_40, None)
    word = promise(date(2026, 12, 30), 50_00, made_on=BEFORE)
    one = december(
        **said(verdict, moved_to),
        paid=replace(PAID, rents=(*PAID.rents, rent), covered={1: ((date(2026, 9, 25), 100_00),)}),
        promises=(word,),
    )
    verdict_now = verdicts(one, FRIDAY)["instalment_late"]
    assert isinstance(verdict_now, NotDue)
    assert (verdict_now.missing.id == "held.promise") is held
