"""How agreements end: windows, evaluations, reviews and the happy end (R72 to R76)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Evidence,
    JudgedAs,
    Outcome,
    Rung,
    Weight,
)
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.message import message
from caseconsole.domain.verdict import Claim, Due
from caseconsole.files import db_files
from caseconsole.process.agreements.notice import notice_window
from caseconsole.process.policy_check import load_policy
from tests.process.agreements import agreement, condition, decision, judged, rung, suspension
from tests.process.files import (
    appointment,
    due,
    dues,
    file,
    not_due,
    nov,
    pause,
    verdicts,
)

END = date(2027, 2, 28)
OPENS, ALARM, CLOSES = date(2026, 11, 28), date(2027, 1, 19), date(2027, 1, 28)
ONCE = condition("C12", nov(2), evidence=Evidence.PAPER)
MET = judged(nov(2), JudgedAs.MET)
CHANCE = agreement("second_chance", ONCE, judgements=(MET,), end_on=END, terms={"form": "F1"})


def chance(**changed: Any) -> CaseFile:
    """A temporary lease that ends on 28 February 2027, with one changed fact."""
    return file(replace(CHANCE, **changed))


def test_the_window_opens_three_months_before_the_end() -> None:
    """And closes one month before it (R72)."""
    verdict = due("window_opens", chance(), OPENS)
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.NOTIFY, OPENS, CLOSES)
    assert not_due("window_opens", chance(), nov(27)).missing.id == "window_opens.later"
    assert not_due("window_closes", chance(), OPENS).missing.id == "window_closes.later"


def test_the_window_is_that_of_the_first_day_of_the_lease(tmp_path: Path) -> None:
    """One for the steps, the notice and what becomes of it (R72)."""
    own = "[[window_open_months]]\nvalid_from = 2026-11-10\nvalue = 6\nsource = 'own_practice'\n"
    (tmp_path / "own.toml").write_text(own)
    changed = load_policy(db_files() / "policy", tmp_path)
    made = replace(CHANCE, made_on=nov(3), start_on=nov(9), end_on=date(2027, 11, 30))
    for start_on, opens in ((nov(9), date(2027, 8, 30)), (nov(10), date(2027, 5, 30))):
        one = replace(made, start_on=start_on)
        window = notice_window(one, changed)
        assert window is not None
        assert (window.opens, window.closes) == (opens, date(2027, 10, 30))
        assert due("window_opens", file(one), opens, by=changed).since == opens


def test_the_alarm_is_seven_working_days_before_it_closes() -> None:
    """It takes the place of the first task."""
    verdict = due("window_closes", chance(), ALARM)
    assert (verdict.since, verdict.until, verdict.because.id) == (
        ALARM, CLOSES, "window_closes.due",
    )  # fmt: skip
    assert not_due("window_opens", chance(), ALARM).missing.id == "held.behind"
    assert due("window_opens", chance(), date(2027, 1, 18))
    assert due("window_closes", chance(), CLOSES).because.id == "window_closes.due"


def test_a_window_that_passed_says_what_that_means() -> None:
    """The lease becomes indefinite."""
    verdict = due("window_closes", chance(), date(2027, 1, 29))
    assert (verdict.since, verdict.because.id) == (date(2027, 1, 29), "window_closes.missed")
    assert verdict.next == message("next.becomes_indefinite", end_on=END.isoformat())


@pytest.mark.parametrize("today", [OPENS, ALARM, date(2027, 1, 29)])
@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"terms": {"form": "F3"}}, "window.none"),
        ({"terms": {}}, "window.none"),
        ({"end_on": None}, "window.none"),
        (
            {"states": agreement("second_chance", state="not_renewed").states},
            "agreement.concluded",
        ),
        ({"decisions": (decision(DecisionKind.END, OPENS),)}, "agreement.concluded"),
        ({"decisions": (decision(DecisionKind.GRADUATE, OPENS),)}, "agreement.concluded"),
    ],
)
def test_one_changed_fact_has_no_window(changed: dict[str, Any], missing: str, today: date) -> None:
    """Another form, no end, or it was decided."""
    for action in ("window_opens", "window_closes"):
        assert not_due(action, chance(**changed), today).missing.id == missing


@pytest.mark.parametrize(
    "decided", [decision(DecisionKind.KEEP, OPENS), decision(DecisionKind.END, nov(1))]
)
def test_other_decisions_leave_the_window_open(decided: Any) -> None:
    """One that keeps it, and one of before the window."""
    assert due("window_opens", chance(decisions=(decided,)), OPENS)


def test_a_pause_of_calls_does_not_hide_the_window() -> None:
    """A lease must not become indefinite by a pause."""
    paused = replace(chance(), pauses=(pause(nov(1), date(2027, 3, 1)),))
    assert dues(paused, ALARM) == ["window_closes"]


MEETING = condition("C13", nov(30), evidence=Evidence.MINUTES)
EVALUATED = agreement("second_chance", MEETING)


def test_an_evaluation_is_planned_ahead() -> None:
    """Ten working days (R74)."""
    verdict = due("evaluation_due", file(EVALUATED), nov(16))
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.TALK, nov(16), nov(30))


@pytest.mark.parametrize(
    ("changed", "more", "today", "missing"),
    [
        ({}, {}, nov(15), "evaluation_due.later"),
        ({"conditions": ()}, {}, nov(16), "evaluation_due.not_agreed"),
        ({"conditions": (replace(MEETING, clause="C08"),)}, {}, nov(16),
         "evaluation_due.not_agreed"),
        ({"conditions": (), "state": "drafted"}, {}, nov(16), "evaluation_due.none"),
        ({"conditions": (), "kind": "budget_coaching", "state": "accepted"}, {}, nov(16),
         "evaluation_due.none"),
        ({"judgements": (judged(nov(30), JudgedAs.MET, on=nov(12)),)}, {}, nov(16),
         "evaluation_due.none"),
        ({"suspensions": (suspension(nov(2), nov(15)),)}, {}, nov(16), "evaluation_due.later"),
        ({}, {"appointments": (appointment(nov(27), AppointmentKind.EVALUATION),)}, nov(16),
         "held.agreed_evaluation"),
        ({}, {}, nov(31), "evaluation_due.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_plans_no_evaluation(
    changed: dict[str, Any], more: dict[str, Any], today: date, missing: str
) -> None:
    """Held, moved, or agreed already."""
    state = changed.pop("state", "signed")
    made = agreement("second_chance", MEETING, state=state)
    one = file(replace(made, **changed), **more)
    assert not_due("evaluation_due", one, today).missing.id == missing


@pytest.mark.parametrize(
    ("grace", "agreed", "planned"),
    [(0, nov(30), True), (0, nov(31), False), (0, date(2027, 2, 2), False), (1, nov(31), True)],
)
def test_only_a_meeting_in_time_is_the_evaluation_that_comes_near(
    grace: int, agreed: date, planned: bool
) -> None:
    """One agreed for later is the next one, or is told as a day to which it moved."""
    meeting = appointment(agreed, AppointmentKind.EVALUATION)
    one = file(
        replace(EVALUATED, conditions=(replace(MEETING, grace_days=grace),)),
        appointments=(meeting,),
    )
    if planned:
        assert not_due("evaluation_due", one, nov(16)).missing.id == "held.agreed_evaluation"
    else:
        assert due("evaluation_due", one, nov(16)).until == nov(30)


def test_a_meeting_agreed_for_one_agreement_leaves_the_evaluation_of_another_to_be_planned() -> (
    None
):
    """What is due longest is told first."""
    earlier = agreement("second_chance", replace(MEETING, id=2, first_on=nov(24)), id=2)
    meeting = appointment(nov(27), AppointmentKind.EVALUATION)
    both = file(EVALUATED, earlier, appointments=(meeting,))
    assert due("evaluation_due", both, nov(16)).until == nov(24)
    sooner = replace(both, appointments=(appointment(nov(23), AppointmentKind.EVALUATION),))
    assert not_due("evaluation_due", sooner, nov(16)).missing.id == "held.agreed_evaluation"


@pytest.mark.parametrize(
    ("agreed", "kept", "kind", "today", "because"),
    [
        (nov(20), None, AppointmentKind.EVALUATION, nov(20), "evaluation_due.agreed"),
        (nov(20), None, AppointmentKind.EVALUATION, nov(27), "evaluation_due.agreed"),
        (nov(20), True, AppointmentKind.EVALUATION, nov(27), "evaluation_due.agreed"),
        (nov(20), False, AppointmentKind.EVALUATION, nov(27), "evaluation_due.due"),
        (nov(20), None, AppointmentKind.TALK, nov(27), "evaluation_due.due"),
        (nov(16), None, AppointmentKind.EVALUATION, nov(27), "evaluation_due.agreed"),
        (nov(13), None, AppointmentKind.EVALUATION, nov(27), "evaluation_due.due"),
    ],
)
def test_from_its_day_an_agreed_evaluation_is_to_be_judged(
    agreed: date, kept: bool | None, kind: AppointmentKind, today: date, because: str
) -> None:
    """Until it is; what was called off, or was another's, is to be agreed anew."""
    one = file(EVALUATED, appointments=(appointment(agreed, kind, kept=kept),))
    asked = due("evaluation_due", one, today)
    assert (asked.because.id, asked.until) == (because, nov(30))
    if because == "evaluation_due.agreed":
        assert (asked.since, asked.next.id) == (agreed, "next.judge_evaluation")
        assert asked.because.values["agreed_on"] == agreed.isoformat()
    held = replace(EVALUATED, judgements=(judged(nov(30), JudgedAs.MET, on=today),))
    assert not_due("evaluation_due", replace(one, agreements=(held,)), today)


LOOKED_AT = date(2026, 12, 30)


def test_the_end_is_decided_about_sixty_days_before() -> None:
    """Of every agreement that has one (R76)."""
    support = agreement("housing_support", end_on=END)
    verdict = due("conditions_end", file(support), LOOKED_AT)
    assert (verdict.claim, verdict.since, verdict.until) == (Claim.CONCLUDE, LOOKED_AT, END)
    assert verdict.because.id == "conditions_end.due"
    late = due("conditions_end", file(support), date(2027, 3, 1))
    assert late.because.id == "conditions_end.passed"
    short = due("conditions_end", file(replace(support, start_on=END, end_on=nov(1))), nov(16))
    assert (short.since, short.until) == (nov(1), nov(1))


@pytest.mark.parametrize(
    ("made", "today", "missing"),
    [
        (agreement("housing_support", end_on=END), date(2026, 12, 29), "conditions_end.later"),
        (agreement("housing_support"), LOOKED_AT, "conditions_end.none"),
        (agreement("payment_arrangement", end_on=END), LOOKED_AT, "conditions_end.none"),
        (agreement("housing_support", end_on=END, state="ended"), LOOKED_AT,
         "conditions_end.none"),
        (agreement("housing_support", end_on=END,
                   decisions=(decision(DecisionKind.END, LOOKED_AT),)), LOOKED_AT,
         "agreement.concluded"),
    ],
)  # fmt: skip
def test_one_changed_fact_asks_for_no_decision(made: Agreement, today: date, missing: str) -> None:
    """Too early, no end, over, or decided."""
    assert not_due("conditions_end", file(made), today).missing.id == missing


def test_an_end_that_moved_is_decided_about_before_its_new_day() -> None:
    """Ten days of standstill are ten days; a lease for a fixed time keeps its end (R72)."""
    still = (suspension(nov(1), nov(10)),)
    moved = date(2027, 3, 10)
    support = agreement("housing_support", end_on=END, suspensions=still)
    assert not_due("conditions_end", file(support), LOOKED_AT).missing.id == "conditions_end.later"
    verdict = due("conditions_end", file(support), date(2027, 1, 9))
    assert (verdict.until, verdict.because.values["end_on"]) == (moved, "2027-03-10")
    terms = {"form": "F3"}
    later = chance(suspensions=still, terms=terms)
    assert not_due("graduation_due", later, LOOKED_AT).missing.id == "graduation_due.later"
    assert due("graduation_due", later, date(2027, 1, 9))
    assert due("graduation_due", chance(suspensions=still), LOOKED_AT)
    assert due("window_opens", chance(suspensions=still), OPENS).until == CLOSES


def test_when_all_was_met_the_happy_end_is_a_date() -> None:
    """It goes before the question of the end (R76)."""
    verdict = due("graduation_due", chance(), LOOKED_AT)
    assert (verdict.claim, verdict.since, verdict.rule) == (Claim.CONCLUDE, LOOKED_AT, "R76")
    assert not_due("conditions_end", chance(), LOOKED_AT).missing.id == "held.behind"


GOES_ON = condition("C09", nov(2), "FREQ=MONTHLY;INTERVAL=3", weight=Weight.MAJOR)


@pytest.mark.parametrize(
    ("changed", "today", "missing"),
    [
        ({}, date(2026, 12, 29), "graduation_due.later"),
        ({"judgements": ()}, LOOKED_AT, "graduation_due.open"),
        ({"judgements": (replace(MET, verdict=JudgedAs.MISSED),)}, END, "graduation_due.open"),
        ({"conditions": (GOES_ON,)}, LOOKED_AT, "graduation_due.open"),
        ({"conditions": ()}, LOOKED_AT, "graduation_due.none"),
        ({"ladder": (rung(Rung.TALK, nov(5)),)}, LOOKED_AT, "graduation_due.rung_open"),
        ({"end_on": None, "judgements": ()}, LOOKED_AT, "graduation_due.none"),
        ({"end_on": None, "ladder": (rung(Rung.TALK, nov(5)),)}, LOOKED_AT,
         "graduation_due.none"),
        ({"decisions": (decision(DecisionKind.GRADUATE, LOOKED_AT),)}, LOOKED_AT,
         "agreement.concluded"),
        ({"kind": "housing_support", "states": agreement("housing_support", state="ended").states},
         LOOKED_AT, "graduation_due.none"),
    ],
)  # fmt: skip
def test_one_changed_fact_lets_nobody_graduate(
    changed: dict[str, Any], today: date, missing: str
) -> None:
    """Too early, not met, still going on, or decided."""
    assert not_due("graduation_due", chance(**changed), today).missing.id == missing


@pytest.mark.parametrize(
    ("action", "made"),
    [("graduation_due", CHANCE), ("conditions_end", replace(CHANCE, judgements=()))],
)
def test_an_agreement_that_ends_later_or_was_decided_about_hides_no_other(
    action: str, made: Agreement
) -> None:
    """The coaching under a second chance began before it, and has an end of its own."""
    coaching = agreement("budget_coaching", replace(ONCE, id=2, agreement=2), id=2)
    later = replace(coaching, end_on=date(2027, 12, 31))
    decided = replace(coaching, end_on=date(2027, 2, 1),
                      decisions=(decision(DecisionKind.GRADUATE, date(2026, 12, 10)),))  # fmt: skip
    for other in (later, decided):
        assert due(action, file(other, made), LOOKED_AT), other.end_on
        assert due(action, file(made, other), LOOKED_AT), other.end_on


def test_what_is_on_track_to_the_last_day_graduates_then() -> None:
    """A condition without end is met by being kept."""
    kept = (MET, judged(date(2027, 2, 2), JudgedAs.MET, key=2))
    one = chance(conditions=(GOES_ON,), judgements=kept)
    assert not_due("graduation_due", one, date(2027, 2, 27)).missing.id == "graduation_due.open"
    assert due("graduation_due", one, END).since == END


def test_a_review_is_due_on_its_day() -> None:
    """Until another is named (R73)."""
    one = file(agreement("housing_support", next_review_on=nov(16)))
    verdict = due("review_due", one, nov(20))
    assert (verdict.claim, verdict.since) == (Claim.REVIEW, nov(16))
    assert not_due("review_due", one, nov(15)).missing.id == "review_due.later"
    none = file(agreement("housing_support"))
    assert not_due("review_due", none, nov(20)).missing.id == "review_due.none"
    for state in ("ended", "offered"):
        idle = file(agreement("housing_support", next_review_on=nov(16), state=state))
        assert not_due("review_due", idle, nov(20)).missing.id == "review_due.none", state


def test_a_lease_without_an_end_graduates_once_all_was_met() -> None:
    """F4 binds as long as guidance lasts; its happy end is no less a date (R76)."""
    made = chance(end_on=None, terms={"form": "F4"}).agreements[0]
    verdict = due("graduation_due", file(made), LOOKED_AT)
    assert (verdict.because.id, verdict.claim) == ("graduation_due.all_met", Claim.CONCLUDE)
    decided = replace(made, decisions=(decision(DecisionKind.GRADUATE, LOOKED_AT),))
    assert not_due("graduation_due", file(decided), LOOKED_AT).missing.id == "graduation_due.none"


ENDS = date(2027, 1, 15)
SOON = replace(GOES_ON, until=ENDS)


@pytest.mark.parametrize(
    ("changed", "today", "asked"),
    [
        ({}, nov(16), True),
        ({}, nov(13), False),
        ({}, date(2027, 1, 18), False),
        ({"conditions": (replace(GOES_ON, ended_on=ENDS),)}, nov(16), False),
        ({"ladder": (rung(Rung.TALK, nov(17), Outcome.CURED),)}, nov(18), False),
        ({"decisions": (decision(DecisionKind.ADJUST, nov(17)),)}, nov(18), False),
        ({"kind": "housing_support", "states": agreement("housing_support").states}, nov(16),
         False),
    ],
)  # fmt: skip
def test_a_condition_that_ends_before_its_lease_and_is_open_is_shown_sixty_days_before(
    changed: dict[str, Any], today: date, asked: bool
) -> None:
    """Until it was spoken or decided about (R76)."""
    made = replace(chance(conditions=(SOON,), judgements=()).agreements[0], **changed)
    found = verdicts(file(made), today)["conditions_end"]
    told = isinstance(found, Due) and found.because.id == "conditions_end.condition"
    assert told is asked
