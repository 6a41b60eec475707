"""A condition that rests on another agreement asks of that what falls in its own time only."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import JudgedAs, Judgement, Paid, Rung
from caseconsole.domain.losses import lost
from caseconsole.domain.obligations import ConditionStatus, resting, statuses
from caseconsole.domain.verdict import Due
from tests.process.agreements import judged, rung
from tests.process.files import due, file, nov, verdicts
from tests.process.test_breach_steps import COACHED, RESTING, SESSION, TRAINED, TWICE, ended

TODAY = nov(20)


@pytest.mark.parametrize(
    ("until", "status", "missed"),
    [
        (None, ConditionStatus.BREACHED, 2),
        (nov(30), ConditionStatus.BREACHED, 2),
        (nov(10), ConditionStatus.BREACHED, 2),
        (nov(9), ConditionStatus.AT_RISK, 1),
        (nov(2), ConditionStatus.MET, 0),
    ],
)
def test_what_is_missed_after_the_end_of_a_condition_is_no_breach_of_it(
    until: date | None, status: ConditionStatus, missed: int
) -> None:
    """Sessions were missed on 3 and 10 November."""
    trained = replace(TRAINED, until=until)
    made = replace(RESTING, conditions=(trained,))
    both = (made, COACHED)
    assert statuses(made, TODAY, paid=Paid(), agreements=both)[trained.id] is status
    held = resting(made, (trained,), TODAY, paid=Paid(), agreements=both)
    assert len([duty for duty in held if duty.on <= nov(10)]) == missed


@pytest.mark.parametrize(
    ("until", "gone"), [(None, True), (nov(5), True), (nov(3), True), (nov(2), False)]
)
def test_what_ended_after_the_condition_was_lost_for_nothing(
    until: date | None, *, gone: bool
) -> None:
    """The coaching ended on 3 November."""
    trained = replace(TRAINED, until=until)
    made = replace(RESTING, conditions=(trained,))
    one = file(made, ended(on=nov(3)))
    assert (lost(trained, made, one.agreements, nov(4)) is not None) is gone
    assert isinstance(verdicts(one, nov(4))["resting_at_risk"], Due) is gone


@pytest.mark.parametrize(
    ("until", "asked"), [(None, True), (nov(18), True), (nov(17), True), (nov(16), False)]
)
def test_what_is_missed_after_the_end_of_a_condition_leads_no_further_up_the_ladder(
    until: date | None, *, asked: bool
) -> None:
    """Both sessions were spoken about; one more was missed on 17 November."""
    talk = rung(Rung.TALK, nov(11), condition=TRAINED.id)
    made = replace(RESTING, conditions=(replace(TRAINED, until=until),), ladder=(talk,))
    again = judged(nov(17), JudgedAs.MISSED, of=SESSION.id, key=3)
    one = file(made, replace(COACHED, judgements=(*TWICE, again)))
    assert isinstance(verdicts(one, nov(17))["breach_rung"], Due) is asked


@pytest.mark.parametrize(
    ("until", "asked"), [(None, False), (nov(17), True), (nov(10), True), (nov(9), False)]
)
def test_what_is_met_after_the_end_of_a_condition_silences_no_breach_of_it(
    until: date | None, *, asked: bool
) -> None:
    """Nobody spoke about the two missed sessions; the three after them were met."""
    later = (
        judged(day, JudgedAs.MET, of=SESSION.id, key=key)
        for key, day in enumerate((nov(17), nov(24), date(2026, 12, 1)), 3)
    )
    made = replace(RESTING, conditions=(replace(TRAINED, until=until),))
    one = file(made, replace(COACHED, judgements=(*TWICE, *later)))
    assert isinstance(verdicts(one, date(2026, 12, 1))["breach_rung"], Due) is asked
    if asked:
        assert due("breach_rung", one, date(2026, 12, 1)).next.id == "next.talk"


@pytest.mark.parametrize(
    ("first", "ended_on", "judgements", "status", "asked"),
    [
        (nov(30), nov(10), TWICE, ConditionStatus.BREACHED, True),
        (nov(2), nov(10), TWICE, ConditionStatus.BREACHED, True),
        (nov(30), nov(9), TWICE, ConditionStatus.WAIVED, False),
        (nov(30), nov(29), TWICE, ConditionStatus.BREACHED, True),
        (nov(30), nov(29), TWICE[:1], ConditionStatus.AT_RISK, False),
        (nov(30), nov(20), TWICE[:1], ConditionStatus.WAIVED, False),
        (nov(30), date(2026, 8, 31), TWICE, ConditionStatus.WAIVED, False),
        (nov(30), None, TWICE, ConditionStatus.BREACHED, True),
    ],
    ids=[
        "breached", "after its first day", "one missed by then", "later", "later and one missed",
        "today and one missed", "before the lease", "not ended",
    ],
)  # fmt: skip
def test_what_a_person_ends_before_its_own_first_day_is_not_let_go_with_a_breach(
    first: date, ended_on: date | None, judgements: tuple[Judgement, ...],
    status: ConditionStatus, *, asked: bool,
) -> None:  # fmt: skip
    """Nor while it stands: it asks through the coaching from the day on which the lease binds."""
    trained = replace(TRAINED, first_on=first, ended_on=ended_on)
    made = replace(RESTING, conditions=(trained,))
    both = (made, replace(COACHED, judgements=judgements))
    assert statuses(made, TODAY, paid=Paid(), agreements=both)[trained.id] is status
    assert isinstance(verdicts(file(*both), TODAY)["breach_rung"], Due) is asked


@pytest.mark.parametrize(("day", "status"), [
    (nov(1), ConditionStatus.ON_TRACK), (nov(2), ConditionStatus.WAIVED),
])  # fmt: skip
def test_what_rests_is_let_go_on_the_day_of_its_end(day: date, status: ConditionStatus) -> None:
    trained = replace(TRAINED, first_on=nov(30), ended_on=nov(2))
    made = replace(RESTING, conditions=(trained,))
    assert statuses(made, day, paid=Paid(), agreements=(made, COACHED))[trained.id] is status


def test_what_ends_before_its_lease_binds_is_let_go_at_once() -> None:
    trained = replace(TRAINED, first_on=nov(30), ended_on=date(2026, 8, 31))
    made = replace(RESTING, conditions=(trained,))
    found = statuses(made, date(2026, 8, 20), paid=Paid(), agreements=(made, COACHED))
    assert found[trained.id] is ConditionStatus.WAIVED
