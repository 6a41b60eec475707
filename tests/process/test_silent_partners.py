"""Guidance of which nothing is known yet: a partner can be silent from the beginning (P08)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
    Duty,
    Evidence,
    JudgedAs,
    StateChange,
)
from caseconsole.domain.casefile import CaseFile
from tests.process.agreements import (
    BEGUN,
    agreement,
    condition,
    decision,
    judged,
    referral,
    suspension,
)
from tests.process.files import case, due, not_due, paid_up

FIRST = date(2026, 9, 8)
HAND_OVER = condition("hand_over", FIRST, id=3, duty=Duty.ASSOCIATION, evidence=Evidence.MINUTES)
SESSION = condition("session", date(2027, 1, 4), id=3)
QUARTER = date(2026, 12, 1)
GOAL = condition("goal", QUARTER, "FREQ=MONTHLY", evidence=Evidence.REPORT)
REPORT = condition("report", QUARTER, id=2, duty=Duty.PARTNER, evidence=Evidence.REPORT)
QUIET = agreement("budget_coaching", REPORT, GOAL)
"""Coaching of which no session has its day yet: it runs since 1 September."""


def quiet(made: Agreement, *answered: date, partner: str = "stadsbank") -> CaseFile:
    """A file in which nothing but this agreement asks; its partner answered on these days."""
    sent = tuple(
        replace(referral(BEGUN, date(2026, 12, 24), on), partner=partner) for on in answered
    )
    return case(standing=paid_up(), episode=None, agreements=(made,), referrals=sent)


@pytest.mark.parametrize(
    ("made", "task"),
    [
        (QUIET, date(2026, 9, 15)),
        (replace(QUIET, kind="housing_support"), date(2026, 9, 15)),
        (replace(QUIET, conditions=()), date(2026, 9, 15)),
        (replace(QUIET, made_on=FIRST), date(2026, 9, 22)),
        (replace(QUIET, start_on=FIRST), date(2026, 9, 22)),
        (replace(QUIET, suspensions=(suspension(date(2026, 9, 3), FIRST),)),
         date(2026, 9, 22)),
        (replace(QUIET, conditions=(REPORT, HAND_OVER),
                 judgements=(judged(FIRST, JudgedAs.MET, of=3),)), date(2026, 9, 22)),
    ],
)  # fmt: skip
def test_a_partner_of_whom_nothing_is_known_is_silent_from_the_beginning(
    made: Agreement, task: date
) -> None:
    """No day of a visit, session or hand-over: two weeks, and four, are too long (P08)."""
    later = not_due("partner_silent", quiet(made), task - timedelta(days=1))
    assert later.missing.id == "partner_silent.later"
    asked = due("partner_silent", quiet(made), task)
    assert (asked.since, asked.leader, asked.because.id) == (task, False, "partner_silent.due")
    told = due("partner_silent", quiet(made), task + timedelta(days=14))
    assert (told.since, told.leader) == (task + timedelta(days=14), True)


@pytest.mark.parametrize(
    ("since", "until", "task"),
    [
        (date(2026, 9, 10), date(2026, 10, 20), date(2026, 11, 3)),
        (date(2026, 9, 10), date(2026, 9, 15), date(2026, 9, 29)),
        (date(2026, 9, 23), date(2026, 10, 20), date(2026, 9, 22)),
    ],
)
def test_a_partner_is_not_silent_while_guidance_stands_still(
    since: date, until: date, task: date
) -> None:
    """What was to be told before that is waited for anew after it; what begins later is not."""
    weekly = condition("session", FIRST, "FREQ=WEEKLY")
    one = quiet(agreement("budget_coaching", weekly, suspensions=(suspension(since, until),)))
    later = not_due("partner_silent", one, task - timedelta(days=1))
    assert later.missing.id == "partner_silent.later"
    asked = due("partner_silent", one, task)
    assert (asked.since, asked.leader) == (task, False)


@pytest.mark.parametrize(
    ("fixed", "task"),
    [
        ((True, True), date(2026, 9, 22)),
        ((False, True), date(2026, 10, 6)),
        ((True, False), date(2026, 9, 22)),
        ((False, False), date(2026, 11, 3)),
    ],
)
def test_what_keeps_its_days_is_waited_for_while_the_rest_stands_still(
    fixed: tuple[bool, bool], task: date
) -> None:
    """The terms of the law go on under a moratorium (R48, R60)."""
    days = (FIRST, date(2026, 9, 22))
    talks = tuple(
        replace(REPORT, clause="first_talk", id=key, first_on=on, fixed=keeps)
        for key, (on, keeps) in enumerate(zip(days, fixed, strict=True), 1)
    )
    still = suspension(date(2026, 9, 23), date(2026, 10, 20))
    applied = (StateChange(1, "application", BEGUN, "", "", "anna"),)
    made = agreement("debt_counselling", *talks, states=applied, suspensions=(still,))
    asked_on = task + timedelta(days=28)
    assert due("partner_silent", quiet(made), asked_on).because.values["quiet_on"] == str(
        task - timedelta(days=14)
    )


@pytest.mark.parametrize(
    "changed",
    [
        {
            "kind": "debt_counselling",
            "states": (StateChange(1, "application", BEGUN, "", "", "anna"),),
        },
        {"conditions": (REPORT, SESSION)},
        {"conditions": (REPORT, replace(SESSION, evidence=Evidence.VISIT))},
        {"conditions": (REPORT, HAND_OVER)},
        {"judgements": (judged(QUARTER, JudgedAs.MET, of=2, on=date(2026, 9, 10)),)},
    ],
)
def test_one_changed_fact_leaves_a_partner_time(changed: dict[str, Any]) -> None:
    """Terms of its own, a first meeting that has its day, or a word of theirs."""
    one = quiet(replace(QUIET, **changed))
    assert not_due("partner_silent", one, date(2026, 9, 29)).missing.id == "partner_silent.none"


UNTOLD = replace(QUIET, conditions=())
"""Guidance of which nothing is to be told."""
OFFERED = agreement("budget_coaching", state="offered")
OWED = replace(QUIET, conditions=(replace(REPORT, first_on=FIRST),))
"""Guidance whose report was to come on 8 September."""
WORD = date(2026, 9, 17)
KEPT = (decision(DecisionKind.KEEP, WORD),)


@pytest.mark.parametrize(
    "file",
    [
        quiet(UNTOLD, WORD),
        quiet(UNTOLD, BEGUN, WORD),
        quiet(OFFERED, WORD),
        quiet(OWED, WORD),
        quiet(replace(UNTOLD, decisions=KEPT)),
        quiet(replace(QUIET, decisions=KEPT)),
        quiet(replace(OWED, decisions=KEPT)),
        quiet(replace(UNTOLD, decisions=(decision(DecisionKind.WARN, WORD),))),
        quiet(replace(UNTOLD, decisions=KEPT), BEGUN),
    ],
)
def test_an_answer_and_a_decision_end_a_silence_until_two_weeks_later(file: CaseFile) -> None:
    """What a partner answered to a referral is a word; what was decided begins the count anew."""
    again = date(2026, 10, 1)
    silent = due("partner_silent", file, WORD - timedelta(days=1))
    assert silent.since < WORD
    day = again - timedelta(days=1)
    assert not_due("partner_silent", file, day).missing.id == "partner_silent.later"
    asked = due("partner_silent", file, again)
    assert (asked.since, asked.because.values["quiet_on"]) == (again, WORD.isoformat())
    assert due("partner_silent", file, again + timedelta(days=14)).leader


def test_who_answered_is_not_silent_until_what_is_to_be_told_is_late() -> None:
    """A report that is to come in December is awaited, once something is known (P08)."""
    file = quiet(QUIET, WORD)
    assert not_due("partner_silent", file, QUARTER).missing.id == "partner_silent.none"
    assert due("partner_silent", file, date(2026, 12, 15)).because.values["quiet_on"] == str(
        QUARTER
    )


@pytest.mark.parametrize(
    "file",
    [
        quiet(UNTOLD, WORD, partner="Kredietbank"),
        quiet(UNTOLD, BEGUN),
        quiet(QUIET, BEGUN),
        quiet(QUIET, date(2026, 8, 20)),
    ],
)
def test_what_another_answered_or_from_before_it_began_is_no_word(file: CaseFile) -> None:
    """Who agreed to begin has not told yet how it goes."""
    asked = due("partner_silent", file, WORD)
    assert asked.because.values["quiet_on"] == BEGUN.isoformat()


def test_another_partner_says_nothing_for_one_who_is_not_named() -> None:
    """An offer that names nobody waits for the answer of the tenant."""
    file = quiet(replace(OFFERED, partner=""), WORD, partner="")
    asked = due("partner_silent", file, WORD)
    assert (asked.because.id, asked.next.id) == ("offer_unanswered.due", "next.ask_answer")


@pytest.mark.parametrize(
    ("made", "asks", "leader_asks"),
    [
        (UNTOLD, "next.ask_word", "next.tell_leader"),
        (OWED, "next.ask_word", "next.tell_leader"),
        (OFFERED, "next.ask_answer", "next.ask_answer"),
        (replace(UNTOLD, partner=""), "next.ask_word", "next.tell_leader"),
        (replace(OFFERED, partner=""), "next.ask_answer", "next.ask_answer"),
        (agreement("second_chance", state="applied"), "next.ask_word", "next.tell_leader"),
    ],
)
def test_what_is_next_names_what_ends_the_silence(
    made: Agreement, asks: str, leader_asks: str
) -> None:
    """An offer is over with its answer, whoever asks for it; else a word or a decision counts."""
    asked = due("partner_silent", quiet(made), date(2026, 9, 22))
    told = due("partner_silent", quiet(made), date(2026, 10, 13))
    assert (asked.leader, asked.next.id) == (False, asks)
    assert (told.leader, told.next.id) == (True, leader_asks)


OFFER = ("offer_unanswered.due", "offer_unanswered.leader")
SILENT = ("partner_silent.due", "partner_silent.leader")
UNNAMED = ("partner_silent.due_unnamed", "partner_silent.leader_unnamed")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (OFFERED, OFFER),
        (replace(OFFERED, partner=""), OFFER),
        (QUIET, SILENT),
        (replace(QUIET, partner=""), UNNAMED),
        (replace(OWED, partner="", made_on=FIRST), UNNAMED),
        (agreement("debt_counselling", *OWED.conditions, partner=""), UNNAMED),
        (agreement("second_chance", state="applied"), SILENT),
    ],
)
def test_what_is_offered_is_not_answered_and_what_runs_is_silent(
    made: Agreement, told: tuple[str, str]
) -> None:
    """The tenant owes the answer to an offer; nobody may come where no organisation is named."""
    asked = due("partner_silent", quiet(made), date(2026, 9, 22))
    leader = due("partner_silent", quiet(made), date(2026, 10, 13))
    assert (asked.because.id, leader.because.id) == told


@pytest.mark.parametrize("answered", [(), (WORD,)])
def test_an_offer_names_the_day_on_which_it_was_made(answered: tuple[date, ...]) -> None:
    """Also where the organisation answered a referral since, from which the two weeks count."""
    asked = due("partner_silent", quiet(OFFERED, *answered), date(2026, 10, 1))
    assert asked.because.values["offered_on"] == BEGUN.isoformat()


@pytest.mark.parametrize("partner", ["", "Stadsbank"])
@pytest.mark.parametrize("seen", [GOAL, replace(REPORT, id=1)])
def test_what_was_told_ends_the_silence_whoever_is_named(seen: Condition, partner: str) -> None:
    made = replace(QUIET, partner=partner, conditions=(seen,))
    told = replace(made, judgements=(judged(QUARTER, JudgedAs.MET, on=date(2026, 9, 10)),))
    assert due("partner_silent", quiet(made), WORD).since == date(2026, 9, 15)
    assert not_due("partner_silent", quiet(told), WORD).missing.id == "partner_silent.none"


@pytest.mark.parametrize(
    ("partner", "told"),
    [("Stadsbank", "partner_late.due"), ("", "partner_late.due_unnamed")],
)
def test_a_report_that_is_late_names_who_owes_it_or_that_nobody_is_named(
    partner: str, told: str
) -> None:
    file = quiet(replace(OWED, partner=partner, made_on=FIRST))
    assert due("report_due", file, date(2026, 9, 9)).because.id == told
