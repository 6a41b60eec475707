"""Steps about what partners owe, their silence, and referrals: each base case (P08, P09)."""

from dataclasses import replace
from datetime import date

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    Duty,
    Evidence,
    JudgedAs,
    StateChange,
)
from caseconsole.domain.verdict import Claim
from tests.process.agreements import agreement, condition, judged, referral
from tests.process.files import due, dues, file, not_due, nov
from tests.process.test_duty_steps import PAPER, REPORT, SESSION, TALK, TUESDAY, WEDNESDAY, coached

COMING = condition("session", date(2027, 1, 4), id=9)


@pytest.mark.parametrize(
    ("duty", "action", "rule"),
    [
        (REPORT, "report_due", "P08"),
        (TALK, "counselling_deadline", "R48"),
        (replace(TALK, clause="crisis_talk"), "counselling_deadline", "R47"),
        (replace(TALK, clause="decision"), "counselling_deadline", "R48"),
    ],
)
def test_what_a_partner_owes_is_chased_the_day_after(
    duty: Condition, action: str, rule: str
) -> None:
    """A report, the first talk, the decision (R47, R48)."""
    one = file(coached(duty, kind="debt_counselling"))
    verdict = due(action, one, WEDNESDAY)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.CHASE, WEDNESDAY, rule)
    assert not_due(action, one, TUESDAY).missing.id == f"{action}.later"
    met = coached(duty, kind="debt_counselling", judgements=(judged(TUESDAY, JudgedAs.MET),))
    assert not_due(action, file(met), WEDNESDAY).missing.id == f"{action}.none"
    other = "report_due" if action != "report_due" else "counselling_deadline"
    assert not_due(other, one, WEDNESDAY).missing.id == f"{other}.none"


def test_a_silent_partner_is_a_task_and_then_the_team_leaders() -> None:
    """After two weeks and after four (P08); it goes before the report itself."""
    one = file(coached(REPORT, COMING))
    assert dues(one, nov(23)) == ["report_due"]
    task = due("partner_silent", one, nov(24))
    assert (task.since, task.until, task.because.id) == (
        nov(24), date(2026, 12, 8), "partner_silent.due",
    )  # fmt: skip
    assert dues(one, nov(24)) == ["partner_silent"]
    leader = due("partner_silent", one, date(2026, 12, 8))
    assert (leader.since, leader.because.id) == (date(2026, 12, 8), "partner_silent.leader")
    assert (task.leader, leader.leader) == (False, True)


def test_the_team_leader_hears_of_silence_whatever_else_is_late() -> None:
    """A first talk or a referral without an answer waits behind it, and so does the task (P08)."""
    one = file(coached(TALK, kind="debt_counselling"), referrals=(referral(nov(2), nov(13)),))
    assert dues(one, nov(24)) == ["counselling_deadline"]
    assert dues(one, date(2026, 12, 8)) == ["partner_silent"]
    assert due("partner_silent", one, date(2026, 12, 8)).leader
    for action in ("counselling_deadline", "referral_reply_due"):
        behind = not_due(action, one, date(2026, 12, 8))
        assert behind.missing.values == {"action_word": "action.partner_silent"}


HAND_OVER = condition("hand_over", nov(3), id=3, duty=Duty.ASSOCIATION, evidence=Evidence.MINUTES)


@pytest.mark.parametrize(
    ("other", "verdict", "missing"),
    [
        (HAND_OVER, JudgedAs.MET, ""),
        (replace(PAPER, id=3), JudgedAs.MET, ""),
        (replace(REPORT, id=3, first_on=nov(3)), JudgedAs.MISSED, ""),
        (replace(REPORT, id=3, first_on=nov(3)), JudgedAs.MET, "partner_silent.later"),
        (replace(SESSION, id=3, rule=""), JudgedAs.MISSED, "partner_silent.later"),
        (replace(SESSION, id=3, rule="", evidence=Evidence.REPORT), JudgedAs.MET,
         "partner_silent.later"),
        (replace(SESSION, id=3, rule=""), JudgedAs.EXCUSED, ""),
        (replace(SESSION, id=3, rule=""), JudgedAs.WAIVED, ""),
        (replace(SESSION, id=3, rule=""), JudgedAs.MOVED, ""),
        (replace(REPORT, id=3, first_on=nov(3)), JudgedAs.PARTLY, "partner_silent.later"),
        (replace(REPORT, id=3, first_on=nov(3)), JudgedAs.WAIVED, ""),
        (replace(REPORT, id=3, first_on=nov(3)), JudgedAs.MOVED, ""),
    ],
)  # fmt: skip
def test_only_what_the_partner_told_ends_their_silence(
    other: Condition, verdict: JudgedAs, missing: str
) -> None:
    """What we did or let go, what the tenant brought and a report that did not come are none."""
    moved_to = nov(24) if verdict is JudgedAs.MOVED else None
    judgements = (judged(nov(3), verdict, of=3, on=nov(17), moved_to=moved_to),)
    one = file(coached(replace(REPORT, id=2), other, COMING, judgements=judgements))
    if missing:
        assert not_due("partner_silent", one, nov(24)).missing.id == missing
    else:
        assert due("partner_silent", one, nov(24)).since == nov(24)


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        (coached(REPORT, judgements=(judged(TUESDAY, JudgedAs.MET),)), "partner_silent.none"),
        (coached(REPORT, SESSION, judgements=(judged(nov(17), JudgedAs.MET),)),
         "partner_silent.later"),
        (coached(replace(SESSION, first_on=TUESDAY, rule=""), partner=""), "partner_silent.none"),
        (coached(REPORT, state="ended"), "partner_silent.none"),
    ],
)  # fmt: skip
def test_a_partner_who_was_heard_is_not_silent(made: Agreement, missing: str) -> None:
    """A judgement since, or nothing to be told."""
    one = replace(made, conditions=tuple(
        replace(duty, id=n) for n, duty in enumerate(made.conditions, 2)
    ))  # fmt: skip
    of = 3 if len(one.conditions) > 1 else 2
    one = replace(one, judgements=tuple(replace(said, condition=of) for said in one.judgements))
    assert not_due("partner_silent", file(one), nov(24)).missing.id == missing


def test_an_offer_without_an_answer_is_silence_too() -> None:
    """Of the tenant to whom it was made, not of who would give the help."""
    offered = coached(states=(StateChange(1, "offered", nov(2), "", "", "anna"),))
    assert not_due("partner_silent", file(offered), nov(13)).missing.id == "partner_silent.later"
    assert due("partner_silent", file(offered), nov(16)).because.id == "offer_unanswered.due"


def test_help_that_was_offered_without_a_partner_is_asked_after_too() -> None:
    offered = agreement("housing_support", state="offered", start_on=TUESDAY, partner="")
    task = due("partner_silent", file(offered), nov(24))
    assert (task.because.id, task.next.id) == ("offer_unanswered.due", "next.ask_answer")
    leader = due("partner_silent", file(offered), date(2026, 12, 8))
    assert (leader.because.id, leader.leader) == ("offer_unanswered.leader", True)
    applied = agreement("second_chance", state="applied", start_on=TUESDAY, partner="")
    assert not_due("partner_silent", file(applied), nov(24)).missing.id == "partner_silent.none"


def test_a_referral_is_answered_by_its_day() -> None:
    """Or asked about on the next working day (P09)."""
    sent = referral(nov(2), nov(13))
    verdict = due("referral_reply_due", file(referrals=(sent,)), nov(16))
    assert (verdict.claim, verdict.since) == (Claim.CHASE, nov(16))
    later = not_due("referral_reply_due", file(referrals=(sent,)), nov(15))
    assert later.missing.id == "referral_reply_due.later"
    answered = referral(nov(2), nov(13), nov(9))
    none = not_due("referral_reply_due", file(referrals=(answered,)), nov(16))
    assert none.missing.id == "referral_reply_due.none"
    unsent = not_due("referral_reply_due", file(referrals=(referral(nov(20), nov(21)),)), nov(16))
    assert unsent.missing.id == "referral_reply_due.none"
