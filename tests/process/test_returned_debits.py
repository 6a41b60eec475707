"""A direct debit that came back while an arrangement runs (R35, R36, R38, R91).

Since 10 November € 100 is paid on the 20th of each month for the rents of September and October;
that of 20 November came back on the 24th.
"""

from datetime import date

import pytest

from caseconsole.domain.agreement import Judge, StateChange
from caseconsole.domain.allocation import standing
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.paid import paid, windows
from tests.domain.ledgers import RENT, charge, payment, returned
from tests.process.agreements import agreement, condition
from tests.process.files import case, due, dues, not_due, spoken

START = date(2026, 11, 10)
ARRANGED = agreement(
    "payment_arrangement",
    condition(
        "instalment", date(2026, 11, 20), "FREQ=MONTHLY;COUNT=12", cents=100_00, judge=Judge.LEDGER
    ),
    condition("running_rent", date(2026, 12, 1), "FREQ=MONTHLY", id=2, judge=Judge.LEDGER),
    start_on=START,
    made_on=START,
    terms={"misses_to_lapse": 2},
)
NOVEMBER = payment(4, "2026-11-02", designation="2026-11")
RENTS = [charge(1, 9), charge(2, 10), charge(3, 11), NOVEMBER, charge(5, 12)]
DECEMBER = payment(6, "2026-12-01", designation="2026-12")
BACK = [payment(7, "2026-11-20", 100_00), returned(8, "2026-11-24", 100_00, reverses=7)]
AFTER_IT = date(2026, 11, 25)
FOURTH = date(2026, 12, 4)


def file(*entries: LedgerEntry, today: date, **changed: object) -> CaseFile:
    """The arrangement, with what the ledger says of it on a day."""
    lines = [*RENTS, *entries]
    agreements = changed.pop("agreements", (ARRANGED,))
    held = windows(agreements, 7)  # type: ignore[arg-type]
    return case(
        agreements=agreements,
        standing=standing(7, lines, RENT, today, held),
        paid=paid({7: lines}, agreements, 7, today, {7: held}),  # type: ignore[arg-type]
        **changed,
    )


def test_an_instalment_that_came_back_is_a_missed_instalment() -> None:
    """It is no rent that did not come, and the debt stays held (R35, R38)."""
    one = file(*BACK, today=AFTER_IT)
    because = due("instalment_late", one, AFTER_IT).because
    assert (because.values["due_on"], because.values["open_cents"]) == ("2026-11-20", 100_00)
    assert dues(one, AFTER_IT) == ["instalment_late"]
    assert not_due("first_call", one, AFTER_IT).rule == "R38"


@pytest.mark.parametrize("today", [date(2026, 11, 30), date(2026, 12, 8), date(2026, 12, 22)])
def test_once_it_is_made_good_nothing_is_left_of_it(today: date) -> None:
    """All was paid since: there is nothing to follow up (R38)."""
    good = payment(9, "2026-11-27", 100_00), payment(10, "2026-12-18", 100_00), DECEMBER
    assert dues(file(*BACK, *good, today=today, contacts=(spoken(AFTER_IT),)), today) == []


@pytest.mark.parametrize(
    ("entries", "today", "because"),
    [
        ((DECEMBER, returned(8, "2026-12-03", reverses=6)), FOURTH, "running_rent_late.returned"),
        ((payment(6, "2026-12-01", RENT + 100_00),
          returned(8, "2026-12-03", RENT + 100_00, reverses=6)), FOURTH,
         "running_rent_late.returned"),
        ((returned(8, "2026-11-24", reverses=4),), AFTER_IT, "running_rent_late.returned"),
        (BACK, date(2026, 12, 3), "running_rent_late.due"),
    ],
)  # fmt: skip
def test_rent_that_came_back_or_did_not_come_is_called_about(
    entries: tuple[LedgerEntry, ...], today: date, because: str
) -> None:
    """The rent of December, with an instalment or alone, and one that was paid before the start."""
    verdict = due("running_rent_late", file(*entries, today=today), today)
    assert verdict.because.id == because


def test_rent_of_before_the_start_that_came_back_lifts_no_hold() -> None:
    """It is called about once, and then part of the debt that the arrangement covers (R38)."""
    back, later = returned(8, "2026-11-24", reverses=4), date(2026, 12, 14)
    good = DECEMBER, payment(7, "2026-11-20", 100_00)
    one = file(*good, back, today=later, contacts=(spoken(AFTER_IT),))
    assert dues(one, later) == []


def test_after_a_lapse_the_debt_is_called_about_as_one_that_was_arranged() -> None:
    """Not as a debit that came back long ago."""
    lapsed = StateChange(2, "lapsed", date(2026, 12, 3), "", "", "anna")
    over = agreement(
        "payment_arrangement", *ARRANGED.conditions, start_on=START, made_on=START,
        states=(*ARRANGED.states, lapsed),
    )  # fmt: skip
    one = file(*BACK, DECEMBER, today=FOURTH, agreements=(over,))
    verdict = due("first_call", one, FOURTH)
    assert (verdict.because.id, verdict.since) == ("first_call.over", date(2026, 12, 3))


def paid_again(on: str, rest: int, month: str) -> LedgerEntry:
    """The rent of a month that came back, paid again but for a rest."""
    return payment(9, on, RENT - rest, designation=month)


@pytest.mark.parametrize(
    ("entries", "asks"),
    [
        ([DECEMBER, returned(8, "2026-11-24", reverses=4),
          paid_again("2026-11-25", 4_99, "2026-11")], False),
        ([DECEMBER, returned(8, "2026-11-24", reverses=4),
          paid_again("2026-11-25", 5_00, "2026-11")], True),
        ([DECEMBER, returned(8, "2026-12-03", reverses=6),
          paid_again("2026-12-04", 4_99, "2026-12")], False),
        ([DECEMBER, returned(8, "2026-12-03", reverses=6),
          paid_again("2026-12-04", 5_00, "2026-12")], True),
        ([DECEMBER, returned(10, "2026-11-24", reverses=4), returned(8, "2026-12-03", reverses=6),
          paid_again("2026-12-04", 4_99, "2026-12")], True),
        ([DECEMBER, returned(8, "2026-12-03", 4_99, reverses=6)], False),
    ],
)  # fmt: skip
def test_what_is_asked_beside_an_arrangement_is_called_about_where_it_is_worth_a_call(
    entries: list[LedgerEntry], asks: bool
) -> None:
    """What is arranged does not count for that (R08)."""
    good = payment(7, "2026-11-20", 100_00)
    one = file(good, *entries, today=FOURTH)
    assert ("running_rent_late" in dues(one, FOURTH)) is asks


def test_the_costs_of_an_instalment_that_came_back_make_no_instalment_missed() -> None:
    """The instalment is called about, not they; once it is paid again nothing is (R35)."""
    back = [payment(7, "2026-11-20", 100_00), returned(8, "2026-11-24", 107_50, reverses=7)]
    late = file(*back, today=AFTER_IT)
    assert dues(late, AFTER_IT) == ["instalment_late"]
    assert due("instalment_late", late, AFTER_IT).because.values["open_cents"] == 100_00
    good = file(*back, payment(9, "2026-11-27", 100_00), today=date(2026, 11, 30))
    assert dues(good, date(2026, 11, 30)) == []
    assert (good.paid.beside, good.standing.arrears) == (7_50, 2 * RENT - 100_00 + 7_50)
