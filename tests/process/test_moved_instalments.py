"""An arrangement whose last instalment was moved runs on until that (R36)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import JudgedAs, Paid, RentMonth
from tests.process.agreements import judged
from tests.process.files import due, nov, spoken, standing
from tests.process.test_arrangement_steps import INSTALMENT, RENT, file, terms


@pytest.mark.parametrize(
    ("first_on", "until"),
    [(date(2026, 12, 1), date(2026, 12, 15)), (date(2027, 1, 1), None)],
)
def test_rent_missed_before_the_day_to_which_the_last_instalment_was_moved_counts(
    first_on: date, until: date | None
) -> None:
    """R36: the arrangement runs until then, whatever day was agreed as its last."""
    end, february = date(2026, 12, 15), date(2027, 2, 1)
    once = replace(INSTALMENT, first_on=end, rule="")
    rent = replace(RENT, first_on=first_on, until=until, fixed=True)
    put_off = judged(end, JudgedAs.MOVED, on=nov(30), moved_to=date(2027, 2, 20))
    made = terms(conditions=(once, rent), end_on=end, judgements=(put_off,))
    rents = (
        RentMonth(date(2026, 12, 1), 612_40, 0, date(2026, 12, 1)),
        RentMonth(date(2027, 1, 1), 612_40, 612_40, None),
        RentMonth(february, 612_40, 612_40, None),
    )
    one = file(
        agreements=(made,), paid=Paid(rents=rents), contacts=(spoken(date(2027, 2, 3)),),
        standing=standing(missed_on=february, since=date(2026, 8, 1), arrears=1_724_80),
    )  # fmt: skip
    lapse = due("arrangement_lapse", one, date(2027, 2, 10), complete_through=date(2027, 2, 9))
    assert lapse.because.values["n"] == 2
