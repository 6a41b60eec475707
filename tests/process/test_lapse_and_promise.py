"""A promise about what was missed holds the question of a lapse while it runs (R35, P01)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.contact import Promise
from tests.process.files import due, nov, promise
from tests.process.test_arrangement_steps import TWO_MISSED


@pytest.mark.parametrize(
    ("word", "today"),
    [
        (promise(nov(30), made_on=nov(27)), date(2026, 12, 2)),
        (promise(nov(30), made_on=nov(25)), nov(30)),
    ],
    ids=["broken", "given before what was missed last could be asked for"],
)
def test_other_words_leave_lapsing_to_be_decided_about(word: Promise, today: date) -> None:
    """Only what was promised about what was missed is waited for, and only until it is broken."""
    assert due("arrangement_lapse", replace(TWO_MISSED, promises=(word,)), today)
