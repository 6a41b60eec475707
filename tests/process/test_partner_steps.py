"""What partners owe, and what was sent to them: each base case and one changed fact (P08, P09)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Condition,
    Duty,
    Evidence,
    JudgedAs,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.referred import Referral
from tests.process.agreements import agreement, condition, judged, referral, suspension
from tests.process.files import case, due, not_due, nov, paid_up, pause, spoken

TUESDAY = nov(10)
WEDNESDAY = nov(11)
REPORT = condition("report", TUESDAY, duty=Duty.PARTNER, evidence=Evidence.REPORT)
TALK = replace(REPORT, clause="first_talk")
OWED = pytest.mark.parametrize(
    ("action", "duty"),
    [
        ("report_due", REPORT),
        ("counselling_deadline", TALK),
        ("counselling_deadline", replace(TALK, clause="decision")),
    ],
)


def counselled(duty: Condition, changed: dict[str, Any], **more: Any) -> CaseFile:
    """A file in which nothing but one duty under counselling, one fact changed, is asked."""
    facts = {"conditions": (replace(duty, **changed.pop("duty", {})),), **changed}
    made = agreement("debt_counselling", **facts)
    return case(standing=paid_up(), episode=None, agreements=(made,), **more)


@OWED
@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({}, TUESDAY, "later"),
        ({"duty": {"first_on": nov(6)}}, nov(7), "later"),
        ({"duty": {"grace_days": 3}}, WEDNESDAY, "later"),
        ({"judgements": (judged(TUESDAY, JudgedAs.MOVED, moved_to=nov(20)),)}, WEDNESDAY, "later"),
        ({"suspensions": (suspension(nov(5), nov(6)),)}, WEDNESDAY, "later"),
        ({"suspensions": (suspension(nov(9), nov(20)),)}, WEDNESDAY, "later"),
        ({"judgements": (judged(TUESDAY, JudgedAs.MET),)}, WEDNESDAY, "none"),
        ({"judgements": (judged(TUESDAY, JudgedAs.PARTLY),)}, WEDNESDAY, "none"),
        ({"judgements": (judged(TUESDAY, JudgedAs.MISSED),)}, WEDNESDAY, "none"),
        ({"judgements": (judged(TUESDAY, JudgedAs.EXCUSED),)}, WEDNESDAY, "none"),
        ({"judgements": (judged(TUESDAY, JudgedAs.WAIVED),)}, WEDNESDAY, "none"),
        ({"conditions": ()}, WEDNESDAY, "none"),
        ({"duty": {"duty": Duty.TENANT}}, WEDNESDAY, "none"),
        ({"duty": {"duty": Duty.ASSOCIATION}}, WEDNESDAY, "none"),
        ({"state": "offered"}, WEDNESDAY, "none"),
        ({"state": "refused"}, WEDNESDAY, "none"),
        ({"state": "withdrawn"}, WEDNESDAY, "none"),
        ({"state": "discharged"}, WEDNESDAY, "none"),
    ],
)
def test_one_changed_fact_chases_no_partner(
    action: str, duty: Condition, changed: dict[str, Any], today: date, missing: str
) -> None:
    """To come, moved, standing still, judged or waived, not the partner's, or over."""
    one = counselled(duty, dict(changed))
    assert not_due(action, one, today).missing.id == f"{action}.{missing}"


@OWED
@pytest.mark.parametrize(
    ("changed", "more", "since", "today"),
    [
        ({}, {}, WEDNESDAY, WEDNESDAY),
        ({}, {"contacts": (spoken(WEDNESDAY),)}, WEDNESDAY, nov(12)),
        ({"duty": {"first_on": nov(6)}}, {}, nov(9), nov(9)),
        ({"suspensions": (suspension(WEDNESDAY, nov(20)),)}, {}, WEDNESDAY, WEDNESDAY),
        ({"suspensions": (suspension(nov(5), nov(6)),)}, {}, nov(13), nov(13)),
        (
            {"judgements": (judged(TUESDAY, JudgedAs.MOVED, moved_to=nov(20)),)},
            {},
            nov(23),
            nov(23),
        ),
        ({"partner": ""}, {}, WEDNESDAY, WEDNESDAY),
    ],
)
def test_other_facts_leave_a_partner_to_be_chased(
    action: str,
    duty: Condition,
    changed: dict[str, Any],
    more: dict[str, Any],
    since: date,
    today: date,
) -> None:
    """A talk with the tenant, a standstill that began after its day, and its new day."""
    assert due(action, counselled(duty, dict(changed), **more), today).since == since


@OWED
def test_a_pause_leaves_partners_alone(action: str, duty: Condition) -> None:
    paused = counselled(duty, {}, pauses=(pause(nov(9), nov(13)),))
    assert not_due(action, paused, WEDNESDAY).missing.id == "held.paused"


SENT = referral(nov(2), nov(13))
MONDAY = nov(16)


def sent(*referrals: Referral, **more: Any) -> CaseFile:
    """A file in which nothing but referrals is asked about."""
    return case(standing=paid_up(), episode=None, referrals=referrals, **more)


@pytest.mark.parametrize(
    ("file", "today", "missing"),
    [
        (sent(SENT), nov(13), "referral_reply_due.later"),
        (sent(SENT), nov(15), "referral_reply_due.later"),
        (sent(replace(SENT, reply_by=MONDAY)), MONDAY, "referral_reply_due.later"),
        (sent(replace(SENT, answered_on=nov(9))), MONDAY, "referral_reply_due.none"),
        (sent(replace(SENT, answered_on=MONDAY)), MONDAY, "referral_reply_due.none"),
        (sent(replace(SENT, on=nov(20), reply_by=nov(27))), MONDAY, "referral_reply_due.none"),
        (
            sent(SENT, replace(SENT, id=2, partner="Kredietbank", on=MONDAY, reply_by=nov(30))),
            MONDAY,
            "referral_reply_due.later",
        ),
        (
            sent(SENT, replace(SENT, id=2, on=MONDAY, reply_by=nov(30), answered_on=MONDAY)),
            MONDAY,
            "referral_reply_due.none",
        ),
        (sent(), MONDAY, "agreement.none"),
        (sent(SENT, pauses=(pause(nov(9), nov(20)),)), MONDAY, "held.paused"),
        (sent(SENT, agreements=(agreement("debt_counselling", TALK),)), MONDAY, "held.behind"),
        (sent(SENT, agreements=(agreement("budget_coaching", REPORT),)), MONDAY, "held.behind"),
    ],
)
def test_one_changed_fact_asks_after_no_referral(file: CaseFile, today: date, missing: str) -> None:
    """To come, answered, sent on anew, not sent yet, paused, or behind what a partner owes."""
    assert not_due("referral_reply_due", file, today).missing.id == missing


OLDER = replace(SENT, id=2, reply_by=nov(10))


@pytest.mark.parametrize(
    ("file", "since"),
    [
        (sent(SENT), MONDAY),
        (sent(SENT, OLDER), WEDNESDAY),
        (sent(SENT, replace(OLDER, answered_on=nov(9))), MONDAY),
        (sent(replace(SENT, kind="shelter_desk")), MONDAY),
        (sent(SENT, replace(SENT, id=2, kind="coach", on=MONDAY, reply_by=nov(30))), MONDAY),
        (sent(SENT, replace(SENT, id=2, on=nov(13), reply_by=nov(30))), MONDAY),
        (sent(SENT, contacts=(spoken(nov(14)),)), MONDAY),
        (sent(SENT, agreements=(agreement("debt_counselling", TALK, state="withdrawn"),)), MONDAY),
        (sent(SENT, agreements=(agreement("housing_support",
              suspensions=(suspension(nov(9), nov(20)),)),)), MONDAY),
    ],
)  # fmt: skip
def test_other_facts_leave_a_referral_to_be_asked_after(file: CaseFile, since: date) -> None:
    """The one that was to be answered first; no agreement that ended or stands still answers it."""
    assert due("referral_reply_due", file, MONDAY).since == since
