"""What a condition rests on was lost: talked about once that is known, and what it leads to."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import Agreement, Rung
from caseconsole.domain.verdict import Due
from caseconsole.process.agreements.weighing import weighs
from tests.process.agreements import rung
from tests.process.files import due, nov, verdicts
from tests.process.test_breach_steps import RESTING, TRAINED, TUESDAY, ended, file


def known(on: date | None) -> Agreement:
    """The coaching that ended on 3 November, as it was recorded here on a day."""
    over = ended()
    return replace(over, states=(*over.states[:-1], replace(over.states[-1], recorded_on=on)))


@pytest.mark.parametrize(
    ("recorded_on", "since", "until"),
    [
        (None, TUESDAY, nov(10)),
        (TUESDAY, TUESDAY, nov(10)),
        (nov(11), nov(11), nov(18)),
        (nov(14), nov(16), nov(20)),
    ],
)
def test_a_loss_is_talked_about_from_the_day_on_which_it_is_known(
    recorded_on: date | None, since: date, until: date
) -> None:
    """P15: nobody is late with what nobody knew."""
    asked = due("resting_at_risk", file(RESTING, known(recorded_on)), nov(16))
    assert (asked.since, asked.until) == (since, until)
    assert asked.because.values["ended_on"] == TUESDAY.isoformat()


@pytest.mark.parametrize("about", [TRAINED.id, None])
@pytest.mark.parametrize(
    ("recorded_on", "talked_on", "spoken"),
    [
        (None, TUESDAY, True),
        (None, nov(2), False),
        (nov(11), TUESDAY, False),
        (nov(11), nov(10), False),
        (nov(11), nov(11), True),
        (nov(11), nov(12), True),
    ],
)
def test_a_rung_from_before_a_loss_was_known_is_no_talk_about_it(
    recorded_on: date | None, talked_on: date, about: int | None, *, spoken: bool
) -> None:
    """P15, R75: it is asked for, and before that weighs nothing for what takes a home."""
    made = replace(RESTING, ladder=(rung(Rung.TALK, talked_on, condition=about),))
    one = file(made, known(recorded_on))
    assert isinstance(verdicts(one, nov(16))["resting_at_risk"], Due) is not spoken
    assert weighs(one, made, TRAINED.id, nov(16)) is spoken
