"""What a step asks of guidance and counselling, once it is recorded, is asked no more."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.drafting import conditions
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import DecisionKind, JudgedAs, ObligationState
from caseconsole.domain.changes import Change
from caseconsole.store import read
from tests.casework.agreed import CASE, coaching, duties, file_of, judge, newest, refusal
from tests.casework.stores import TODAY, session

SOON = TODAY + timedelta(days=3)
KINDS = ["housing_support", "budget_coaching"]


def asked(here: Session) -> set[str]:
    """The steps that are due today."""
    run_day(here)
    today = here.clock.now().today
    return {due.action for due in read.case_view(here.conn, CASE, today, "anna").dues}


def guided(here: Session, kind: str, terms: dict[str, Any] | None = None) -> None:
    """Guidance that begins today, with what its terms come to."""
    given: dict[str, Any] = {"partner": "Op Orde", **(terms or {})}
    drawn = conditions(here, open_case(here, CASE), kind, given, TODAY)
    record(
        coaching(agreement=kind, start_on=TODAY, terms=terms or {}, conditions=drawn), session=here
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_hand_over_is_held_before_its_last_day(anna: Session, kind: str) -> None:
    """It is asked for some days ahead, so that it can be recorded then (P10)."""
    guided(anna, kind, {"hand_over_on": SOON.isoformat()})
    assert "association_duty" in asked(anna)
    of = next(one for one in newest(anna).conditions if one.clause == "hand_over")
    assert refusal(judge(of, SOON, JudgedAs.MISSED), anna) == "refused.judged_ahead"
    record(judge(of, SOON, JudgedAs.MET), session=anna)
    assert "association_duty" not in asked(anna)
    held = next(duty for duty in duties(anna) if duty.condition.id == of.id)
    assert (held.state, held.met_on) == (ObligationState.MET, TODAY)


def answered(here: Session) -> Change:
    """What the partner answered to the referral."""
    sent = file_of(here).referrals[-1]
    return a.AnswerReferral(case=CASE, referral=sent.id, seen=sent.version, answer="Loopt goed.")


def kept(here: Session) -> Change:
    """The decision that it goes on."""
    one = newest(here)
    return a.Decide(case=CASE, agreement=one.id, seen=one.version, decision=DecisionKind.KEEP)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", [answered, kept])
@pytest.mark.parametrize("days", [15, 29])
def test_a_word_of_the_partner_is_recorded_as_an_answer_or_a_decision(
    store: Path, kind: str, word: Any, days: int
) -> None:
    """Whether the step is the caseworker's or the team leader's by then (P08)."""
    with closing(session(store)) as here:
        guided(here, kind)
        reply_by = date(2026, 12, 24)
        sent = a.Refer(case=CASE, referral="coach", partner="Op Orde", reply_by=reply_by)
        record(sent, session=here)
    later = TODAY + timedelta(days=days)
    with closing(session(store, today=later)) as here:
        assert "partner_silent" in asked(here)
        record(word(here), session=here)
        assert "partner_silent" not in asked(here)


def test_who_does_not_answer_a_referral_is_passed_over_for_another(store: Path) -> None:
    """Sent to another, it waits for that one (P09)."""
    sent: dict[str, Any] = {"case": CASE, "referral": "coach"}
    with closing(session(store)) as here:
        record(a.Refer(partner="Op Orde", reply_by=SOON, **sent), session=here)
    later = SOON + timedelta(days=4)
    with closing(session(store, today=later)) as here:
        assert "referral_reply_due" in asked(here)
        again = a.Refer(partner="Grip", reply_by=later + timedelta(days=14), **sent)
        record(again, session=here)
        assert "referral_reply_due" not in asked(here)
