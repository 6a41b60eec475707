"""What is paid beside an arrangement goes to a rent that people let be when that is asked (R36).

The rent of October is arranged in instalments of 200 euro from 20 November, of which the first is
paid; that of December is moved or let go.
"""

from datetime import date

import pytest

from caseconsole.domain.agreement import Evidence, Judge, JudgedAs
from caseconsole.domain.allocation import allocate
from caseconsole.domain.ledger import LedgerEntry
from caseconsole.domain.let_be import LetBe, let_be
from caseconsole.domain.paid import windows
from caseconsole.domain.said_of_rent import words
from caseconsole.domain.window import Window
from tests.domain.agreements import arrangement, condition, judgement
from tests.domain.ledgers import RENT, cost, payment
from tests.domain.test_due_soon import EACH, FIRST_PAID, NEXT, OLD, PLAN, START

DECEMBER = date(2026, 12, 1)
RUNNING = condition(
    2, clause="running_rent", rule="FREQ=MONTHLY", first_on=DECEMBER, fixed=True,
    evidence=Evidence.LEDGER, judge=Judge.LEDGER, grace_days=0,
)  # fmt: skip


def left(held: tuple[Window, ...], paid: LedgerEntry) -> tuple[int, int]:
    """What is open of October and of December at the end of the year."""
    found = allocate([OLD, NEXT, FIRST_PAID, paid], date(2026, 12, 31), held)
    cents = {item.entry.id: item.cents for item in found.open}
    return cents.get(1, 0), cents.get(2, 0)


def moved(day: int) -> tuple[JudgedAs, date]:
    """To a day of December."""
    return JudgedAs.MOVED, date(2026, 12, day)


GONE, EXCUSED = (JudgedAs.WAIVED, None), (JudgedAs.EXCUSED, None)
BOTH = RENT - EACH, RENT - EACH
INSTALMENT = RENT - 2 * EACH, RENT


@pytest.mark.parametrize(
    ("said", "paid", "open_"),
    [
        (None, ("2026-12-10", EACH), BOTH),
        (moved(28), ("2026-12-10", EACH), INSTALMENT),
        (GONE, ("2026-12-10", EACH), INSTALMENT),
        (EXCUSED, ("2026-12-10", EACH), INSTALMENT),
        (moved(10), ("2026-12-10", EACH), BOTH),
        (moved(15), ("2026-12-10", EACH), BOTH),
        (moved(28), ("2026-12-10", EACH, "2026-12"), BOTH),
        (GONE, ("2026-12-10", EACH, "2026-12"), BOTH),
        (None, ("2026-11-27", RENT), (RENT - EACH, 0)),
        (moved(28), ("2026-11-27", RENT), (0, RENT - EACH)),
        (GONE, ("2026-11-27", RENT), (0, RENT - EACH)),
        (moved(28), ("2026-12-03", RENT), (RENT - EACH, 0)),
        (GONE, ("2026-12-03", RENT), (0, RENT - EACH)),
    ],
    ids=["nothing was said", "moved", "let go", "excused", "on its new day", "its new day is first",
         "moved and named", "let go and named", "ahead", "moved, ahead", "let go, ahead",
         "moved, too early for both", "let go, too early for the instalment"],
)  # fmt: skip
def test_a_payment_meets_what_is_asked_before_a_rent_that_is_let_be(
    said: tuple[JudgedAs, date | None] | None,
    paid: tuple[str, int, *tuple[str, ...]],
    open_: tuple[int, int],
) -> None:
    """What is open of October and of December; the next instalment is that of 20 December."""
    word = (judgement(1, DECEMBER, *said, condition=2, on=START),) if said else ()
    made = arrangement(PLAN, RUNNING, start_on=START, judgements=word)
    assert left(windows([made], 7), payment(4, *paid)) == open_


@pytest.mark.parametrize("said", [moved(28), GONE, EXCUSED], ids=["moved", "let go", "excused"])
@pytest.mark.parametrize(("on", "open_"), [(10, INSTALMENT), (11, BOTH)], ids=["by then", "since"])
def test_a_word_moves_nothing_that_was_paid_before_it(
    said: tuple[JudgedAs, date | None], on: int, open_: tuple[int, int]
) -> None:
    word = judgement(1, DECEMBER, *said, condition=2, on=date(2026, 12, on))
    made = arrangement(PLAN, RUNNING, start_on=START, judgements=(word,))
    assert left(windows([made], 7), payment(4, "2026-12-10", EACH)) == open_


def test_an_arrangement_that_is_over_lets_no_rent_be() -> None:
    """What is paid after its end goes to what is oldest."""
    word = judgement(1, DECEMBER, *GONE, condition=2)
    made = arrangement(PLAN, RUNNING, start_on=START, judgements=(word,))
    over = tuple(one._replace(end=date(2026, 12, 2)) for one in windows([made], 7))
    assert left(over, payment(4, "2026-12-03", RENT)) == (0, RENT - EACH)


def test_the_rent_of_a_month_is_what_falls_due_first_in_it_under_the_agreement() -> None:
    """The newest word of it counts, and of two agreements the one that lasts longer."""
    early = judgement(1, DECEMBER, *GONE, condition=2)
    late = judgement(2, DECEMBER, *moved(28), condition=2)
    made = arrangement(PLAN, RUNNING, start_on=START, judgements=(early, late))
    days = [date(2026, 11, 1), DECEMBER, date(2026, 12, 10)]
    on = date(2026, 12, 28)
    assert let_be(words(made), days) == {DECEMBER: LetBe(on, on, DECEMBER)}
    other = arrangement(RUNNING, start_on=START, judgements=(early,))
    both = (*words(made), *words(other))
    assert let_be(both, days)[DECEMBER].until == let_be(both[::-1], days)[DECEMBER].until
    assert let_be(both, days)[DECEMBER].until == date.max
    begun = arrangement(RUNNING, start_on=date(2026, 12, 5), judgements=(early,))
    assert list(let_be(words(begun), days)) == [date(2026, 12, 10)]


@pytest.mark.parametrize(
    ("said", "open_"),
    [(None, (0, RENT)), (moved(28), (0, RENT)), (GONE, (0, RENT))],
    ids=["nothing was said", "moved", "let go"],
)
def test_under_an_agreement_that_covers_none_older_debt_is_met_first(
    said: tuple[JudgedAs, date | None] | None, open_: tuple[int, int]
) -> None:
    """It designates nothing, not before what is let be either."""
    word = (judgement(1, DECEMBER, *said, condition=2, on=START),) if said else ()
    made = arrangement(RUNNING, start_on=START, covers=(), judgements=word)
    assert left(windows([made], 7), payment(4, "2026-12-10", RENT - EACH)) == open_


@pytest.mark.parametrize("said", [moved(28), GONE, EXCUSED], ids=["moved", "let go", "excused"])
def test_a_cost_is_met_before_rent_under_an_agreement_that_covers_none(
    said: tuple[JudgedAs, date | None],
) -> None:
    """What is let be comes after it; else the order is as ever (6:44 BW)."""
    word = judgement(1, DECEMBER, *said, condition=2, on=START)
    made = arrangement(RUNNING, start_on=START, covers=(), judgements=(word,))
    costs = cost(5, "2026-11-15", 50_00, period="")
    paid = payment(4, "2026-12-10", RENT + 50_00)
    found = allocate([OLD, NEXT, costs, paid], date(2026, 12, 31), windows([made], 7))
    assert {item.entry.id: item.cents for item in found.open} == {2: RENT}
