"""What a later phase of debt counselling says of the duties before it (R47, R48, R61 to R63)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import (
    JudgedAs,
    ObligationState,
    Paid,
    StateChange,
)
from caseconsole.domain.obligations import obligations
from tests.process.agreements import BEGUN, judged
from tests.process.files import due, file, not_due, nov
from tests.process.test_duty_steps import CONFIRM, FRIDAY, TALK, TUESDAY, WEDNESDAY, coached


def through(*states: str, on: date = FRIDAY) -> tuple[StateChange, ...]:
    """An application of September, and the phases after it on one day."""
    first = StateChange(1, "application", BEGUN, "", "", "anna")
    return (first, *(StateChange(2, state, on, "", "", "anna") for state in states))


@pytest.mark.parametrize("clause", ["first_talk", "crisis_talk", "decision"])
@pytest.mark.parametrize(
    ("states", "talked", "decided"),
    [
        ((), False, False),
        (("crisis",), False, False),
        (("intake",), True, False),
        (("plan",), True, True),
        (("stabilisation",), True, True),
        (("settlement",), True, True),
        (("mediation",), True, True),
        (("credit",), True, True),
        (("repayment",), True, True),
        (("refinancing",), True, True),
        (("zero_offer",), True, True),
        (("forced",), True, True),
        (("discharged", "aftercare"), True, True),
        (("wsnp",), True, True),
    ],
)
def test_a_later_phase_shows_that_the_terms_before_it_were_met(
    clause: str, states: tuple[str, ...], talked: bool, decided: bool
) -> None:
    """Nobody is chased for a first talk once there is a plan (R47, R48)."""
    met = decided if clause == "decision" else talked
    duty = replace(TALK, clause=clause)
    one = file(coached(duty, kind="debt_counselling", states=through(*states)))
    for action, today in (("counselling_deadline", WEDNESDAY), ("partner_silent", nov(38))):
        assert (not_due if met else due)(action, one, today)


def test_a_phase_that_came_after_the_term_leaves_it_late() -> None:
    """Chased until then, and late for good."""
    made = coached(TALK, kind="debt_counselling", states=through("intake", on=nov(12)))
    assert due("counselling_deadline", file(made), WEDNESDAY)
    assert not_due("counselling_deadline", file(made), nov(12)).missing.id.endswith("none")
    (talk,) = obligations(made, nov(12), nov(12), paid=Paid())
    assert (talk.state, talk.met_on) == (ObligationState.LATE, nov(12))
    said = replace(made, judgements=(judged(TUESDAY, JudgedAs.MISSED),))
    (talk,) = obligations(said, nov(12), nov(12), paid=Paid())
    assert talk.state is ObligationState.MISSED, "what a person judged stands"


@pytest.mark.parametrize(
    ("clause", "states", "on", "state"),
    [
        ("answer", ("settlement",), nov(6), ObligationState.OVERDUE),
        ("answer", ("settlement", "mediation"), nov(6), ObligationState.MET),
        ("answer", ("settlement", "credit"), nov(6), ObligationState.MET),
        ("answer", ("settlement", "repayment"), nov(6), ObligationState.MET),
        ("answer", ("settlement", "refinancing"), nov(6), ObligationState.MET),
        ("answer", ("settlement", "zero_offer"), nov(6), ObligationState.MET),
        ("answer", ("settlement", "forced"), nov(6), ObligationState.WAIVED),
        ("answer", ("settlement", "forced"), WEDNESDAY, ObligationState.OVERDUE),
        ("answer", ("settlement", "wsnp"), nov(6), ObligationState.WAIVED),
        ("answer", ("settlement", "wsnp"), WEDNESDAY, ObligationState.OVERDUE),
        ("discharge", ("mediation",), nov(6), ObligationState.OVERDUE),
        ("discharge", ("forced",), nov(6), ObligationState.OVERDUE),
        ("discharge", ("mediation", "wsnp"), nov(6), ObligationState.WAIVED),
        ("statutory_end", ("mediation", "wsnp"), nov(6), ObligationState.OVERDUE),
        ("discharge", ("mediation", "discharged"), TUESDAY, ObligationState.MET),
        ("discharge", ("mediation", "discharged"), WEDNESDAY, ObligationState.LATE),
        ("statutory_end", ("wsnp", "discharged"), TUESDAY, ObligationState.MET),
        ("statutory_end", ("wsnp", "discharged", "aftercare"), WEDNESDAY, ObligationState.LATE),
    ],
)
def test_a_later_phase_ends_what_the_association_owed_before_it(
    clause: str, states: tuple[str, ...], on: date, state: ObligationState
) -> None:
    """The statutory scheme takes the place of the settlement, not of an answer that was owed."""
    duty = replace(CONFIRM, clause=clause, first_on=TUESDAY)
    made = coached(duty, kind="debt_counselling", states=through(*states, on=on))
    (found,) = obligations(made, nov(12), nov(12), paid=Paid())
    assert found.state is state


def test_an_answer_that_the_court_made_needless_stays_let_go() -> None:
    """A discharge after it does not make it late."""
    past = through("settlement", "forced", on=nov(6))
    past += (StateChange(4, "discharged", nov(12), "SK-1", "", "anna"),)
    made = coached(replace(CONFIRM, clause="answer", first_on=TUESDAY), kind="debt_counselling")
    (found,) = obligations(replace(made, states=past), nov(12), nov(12), paid=Paid())
    assert found.state is ObligationState.WAIVED


@pytest.mark.parametrize("clean_slate", [(), ("discharged",)])
@pytest.mark.parametrize(
    ("admitted_on", "state"),
    [(nov(6), ObligationState.WAIVED), (TUESDAY, ObligationState.WAIVED),
     (WEDNESDAY, None)],
)  # fmt: skip
def test_a_discharge_that_the_scheme_made_needless_stays_let_go_after_the_clean_slate(
    admitted_on: date, state: ObligationState | None, clean_slate: tuple[str, ...]
) -> None:
    """What came first decides; where the scheme came too late, the clean slate is late too."""
    past = through("mediation", on=nov(5))
    for key, (name, on) in enumerate([("wsnp", admitted_on), *((x, nov(12)) for x in clean_slate)]):
        past += (StateChange(9 + key, name, on, "SK-1", "", "anna"),)
    duty = replace(CONFIRM, clause="discharge", first_on=TUESDAY)
    made = coached(duty, kind="debt_counselling", states=past)
    (found,) = obligations(made, nov(12), nov(12), paid=Paid())
    after = ObligationState.LATE if clean_slate else ObligationState.OVERDUE
    assert found.state is (state or after)
