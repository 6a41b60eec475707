"""What a cure answers, and what counts after it all the same (R75, P17)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Outcome, Rung, Verdict
from tests.process.agreements import judged, rung
from tests.process.files import due, not_due, nov
from tests.process.test_breach_steps import VISIT, chance


@pytest.mark.parametrize(
    ("last_on", "judged_on", "asked"),
    [(nov(5), nov(6), "next.yellow_card"), (nov(5), nov(5), ""), (nov(4), nov(6), "")],
    ids=["judged after", "judged by then", "before it"],
)
def test_a_cure_answers_nothing_that_could_be_met_to_the_end_of_its_day(
    last_on: date, judged_on: date, asked: str
) -> None:
    """Nor does the talk that was held and cured on that day: it is spoken about anew."""
    talk = rung(Rung.TALK, nov(5), Outcome.CURED)
    missed = judged(last_on, Verdict.MISSED, on=judged_on)
    one = chance(
        conditions=(replace(VISIT, first_on=last_on),), judgements=(missed,), ladder=(talk,)
    )
    if asked:
        assert due("breach_rung", one, nov(6)).next.id == asked
    else:
        assert not_due("breach_rung", one, nov(6)).missing.id == "breach_rung.cured"
