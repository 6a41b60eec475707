"""What agreements ask, what is judged of it, when they stand still, and what is taken back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.stale import Changed
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    Agreement,
    Judge,
    JudgedAs,
    ObligationState,
    Rung,
)
from caseconsole.domain.contact import AppointmentKind
from caseconsole.domain.message import Refused
from caseconsole.domain.obligations import ConditionStatus, statuses
from tests.casework.agreed import (
    CASE,
    DEBT,
    FIRST,
    LEASE,
    START,
    arrangement,
    coaching,
    condition,
    duties,
    file_of,
    instalment,
    judge,
    newest,
    refusal,
    rung,
    second_chance,
    sign,
    signed_chance,
    step,
    suspend,
    undo,
)
from tests.casework.stores import TODAY, pay, session, standing_facts

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def test_a_condition_is_added_and_ended(anna: Session, bram: Session) -> None:
    record(coaching(), session=anna)
    one = newest(anna)
    paper = condition(clause="paper", rule="", first_on=LATER)
    record(a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=paper),
           session=anna)  # fmt: skip
    sessions, added = newest(anna).conditions
    assert added.first_on == LATER
    end = a.EndCondition(
        case=CASE, condition=sessions.id, seen=sessions.version, until=TODAY, why="Geleerd."
    )
    record(end, session=anna)
    assert max(duty.on for duty in duties(anna) if duty.condition.id == sessions.id) <= TODAY
    late = end.model_copy(update={"change_id": "z" * 8, "until": TOMORROW})
    with pytest.raises(Changed) as stale:
        record(late, session=bram)
    assert stale.value.why.id == "stale.condition.ended_on"
    again = late.model_copy(update={"seen": sessions.version + 1})
    assert refusal(again, bram) == "refused.condition_ended"
    undo(anna)
    assert newest(anna).conditions[0].ended_on is None


def test_a_condition_does_not_end_over_what_was_missed(anna: Session) -> None:
    """Nor before it begins; what is missed stays a breach, and nobody graduates over it."""
    one = signed_chance(anna)
    for duty in duties(anna, until=TODAY)[:3]:
        record(judge(duty.condition, duty.original_on, JudgedAs.MISSED), session=anna)
    of = one.conditions[0]
    end = a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=FIRST, why="Weg.")
    for until in (START, FIRST, TODAY - timedelta(days=1)):
        assert refusal(end.model_copy(update={"until": until}), anna) == "refused.condition_back"
    record(end.model_copy(update={"until": TODAY}), session=anna)
    how = statuses(newest(anna), LATER, paid=file_of(anna).paid)
    assert how[of.id] is ConditionStatus.BREACHED
    undo(anna)
    ahead = coaching_ahead(anna)
    of = ahead.conditions[0]
    early = a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=TODAY, why="Weg.")
    assert refusal(early, anna) == "refused.condition_back"


def coaching_ahead(anna: Session) -> Agreement:
    """Coaching that begins in a month."""
    record(coaching(start_on=LATER, conditions=(condition(first_on=LATER),)), session=anna)
    return newest(anna)


def test_the_instalments_of_a_debt_do_not_end_apart_from_the_arrangement(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    of = newest(anna).conditions[0]
    end = a.EndCondition(case=CASE, condition=of.id, seen=of.version, until=TODAY, why="Genoeg.")
    assert refusal(end, anna) == "refused.condition_instalments"


def test_a_judgement_stands_beside_the_ones_before_it(anna: Session) -> None:
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, JudgedAs.MISSED, why="Niet gebeld."), session=anna)
    missed = newest(anna).judgements[-1]
    record(judge(of, FIRST, JudgedAs.EXCUSED, missed, why="Ziek."), session=anna)
    assert [one.verdict for one in newest(anna).judgements] == [JudgedAs.MISSED, JudgedAs.EXCUSED]
    assert duties(anna)[0].state is ObligationState.EXCUSED
    undo(anna)
    assert duties(anna)[0].state is ObligationState.MISSED


@pytest.mark.parametrize(
    ("on", "verdict", "more", "why"),
    [
        (FIRST + timedelta(days=1), JudgedAs.MET, {}, "refused.no_obligation"),
        (FIRST, JudgedAs.WAIVED, {}, "refused.why_empty"),
        (FIRST, JudgedAs.EXCUSED, {}, "refused.why_empty"),
        (FIRST, JudgedAs.MOVED, {}, "refused.moved_day"),
        (FIRST, JudgedAs.MET, {"moved_to": LATER}, "refused.moved_day"),
        (FIRST, JudgedAs.MOVED, {"moved_to": TODAY}, "refused.moved_past"),
        (FIRST, JudgedAs.MOVED, {"moved_to": TODAY + timedelta(days=900)}, "refused.too_far"),
        (FIRST + timedelta(weeks=4), JudgedAs.MISSED, {}, "refused.judged_ahead"),
        (FIRST + timedelta(weeks=4), JudgedAs.MET, {}, "refused.judged_ahead"),
        (FIRST, JudgedAs.MET, {"condition": 99}, "refused.condition_unknown"),
        (FIRST, JudgedAs.MET, {"review": 99}, "refused.review_unknown"),
        (FIRST, JudgedAs.MET, {"seen": 7}, "stale.withdrawn"),
    ],
)
def test_a_judgement_that_does_not_hold_is_refused(
    anna: Session, on: date, verdict: JudgedAs, more: dict[str, Any], why: str
) -> None:
    """The base case with one changed fact; the base case itself is recorded."""
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    base = judge(of, FIRST, JudgedAs.MET)
    changed = base.model_copy(update={"original_on": on, "verdict": verdict, **more})
    assert refusal(changed, anna) == why
    record(base, session=anna)


def test_what_the_ledger_or_another_agreement_judges_is_not_judged_by_a_key(anna: Session) -> None:
    """It may be waived or moved all the same: forgiven, or on another day."""
    record(arrangement(anna), session=anna)
    of = newest(anna).conditions[0]
    for verdict in (JudgedAs.MET, JudgedAs.PARTLY, JudgedAs.MISSED):
        assert refusal(judge(of, TODAY, verdict), anna) == "refused.judged_by_ledger"
    assert refusal(judge(of, TODAY, JudgedAs.MOVED, moved_to=LATER), anna) == "refused.why_empty"
    record(judge(of, TODAY, JudgedAs.MOVED, moved_to=LATER, why="Toeslag."), session=anna)
    assert [duty.on for duty in duties(anna)] == [LATER, date(2026, 12, 3)]
    record(coaching(), session=anna)
    rests = condition(judge=Judge.AGREEMENT, rests_on=newest(anna).id)
    signed_chance(anna, conditions=(rests,))
    of = newest(anna).conditions[0]
    assert refusal(judge(of, FIRST, JudgedAs.MET), anna) == "refused.judged_by_agreement"


def test_who_judges_what_somebody_judged_meanwhile_is_told(anna: Session, bram: Session) -> None:
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, JudgedAs.MISSED), session=bram)
    with pytest.raises(Changed) as stale:
        record(judge(of, FIRST, JudgedAs.MET), session=anna)
    assert stale.value.why.id == "stale.judgement"
    assert dict(stale.value.why.values) == {
        "actor": "bram", "number": file_of(anna).number, "there_word": "judged.missed",
        "wanted_word": "judged.met",
    }  # fmt: skip


def test_nothing_is_judged_of_what_does_not_bind_yet(anna: Session) -> None:
    record(coaching(state="offered"), session=anna)
    of = newest(anna).conditions[0]
    assert refusal(judge(of, FIRST, JudgedAs.MET), anna) == "refused.agreement_stands_still"


@pytest.mark.parametrize("reason", ["moratorium", "hospital", "appeal", "other"])
def test_a_suspension_moves_what_falls_in_it_and_after(anna: Session, reason: str) -> None:
    record(coaching(), session=anna)
    on = [duty.on for duty in duties(anna)]
    since = on[4]
    still = suspend(newest(anna), since, since + timedelta(days=6), reason_kind=reason)
    record(still, session=anna)
    moved = [duty.on for duty in duties(anna)]
    assert moved == [*on[:4], *(day + timedelta(days=7) for day in on[4:])]
    stands = newest(anna).suspensions[0]
    assert stands.kind == reason
    shorter = since + timedelta(days=2)
    record(a.Resume(case=CASE, suspension=stands.id, seen=stands.version, until=shorter),
           session=anna)  # fmt: skip
    assert [duty.on for duty in duties(anna)][4:] == [day + timedelta(days=3) for day in on[4:]]
    undo(anna)
    assert [duty.on for duty in duties(anna)] == moved
    never = a.Resume(
        case=CASE, suspension=stands.id, seen=stands.version + 2, until=since - timedelta(days=1)
    )
    record(never, session=anna)
    assert [duty.on for duty in duties(anna)] == on


@pytest.mark.parametrize(
    ("since", "until", "more", "why"),
    [
        (TODAY, LATER, {}, "refused.suspended"),
        (START - timedelta(days=1), START, {}, "refused.suspension_days"),
        (LATER, TODAY, {}, "refused.suspension_days"),
        (LATER, LATER + timedelta(days=400), {}, "refused.suspension_long"),
        (
            LATER, LATER + timedelta(days=200), {"reason_kind": "moratorium"},
            "refused.moratorium_long",
        ),
        (LATER, LATER, {"seen": 1}, "stale.meanwhile"),
        (LATER, LATER, {"agreement": 99}, "refused.agreement_unknown"),
    ],
)  # fmt: skip
def test_a_suspension_that_does_not_hold_is_refused(
    anna: Session, since: date, until: date, more: dict[str, Any], why: str
) -> None:
    """None overlaps another, all end, and a moratorium in six months (R60)."""
    record(coaching(), session=anna)
    record(suspend(newest(anna), TODAY, TODAY + timedelta(days=6)), session=anna)
    fields = {"agreement": newest(anna).id, "seen": newest(anna).version, **more}
    base = suspend(newest(anna), since, until).model_dump() | fields
    assert refusal(a.Suspend.model_validate(base | {"change_id": "w" * 8}), anna) == why


@pytest.mark.parametrize(
    ("kind", "until", "since", "until_2", "why"),
    [
        ("moratorium", date(2027, 5, 2), None, None, ""),
        ("moratorium", date(2027, 5, 3), None, None, "refused.moratorium_long"),
        ("moratorium", date(2027, 4, 2), date(2027, 4, 3), date(2027, 5, 2), ""),
        ("moratorium", date(2027, 4, 2), date(2027, 4, 3), date(2027, 5, 3),
         "refused.moratorium_long"),
        ("moratorium", date(2027, 4, 2), date(2027, 6, 1), date(2027, 6, 30), ""),
        ("moratorium", date(2027, 4, 2), date(2027, 6, 1), date(2027, 7, 1),
         "refused.moratorium_long"),
        ("moratorium", date(2027, 5, 2), date(2027, 6, 1), date(2027, 6, 1),
         "refused.moratorium_long"),
        ("hospital", date(2027, 4, 2), date(2027, 4, 3), date(2027, 10, 2), ""),
        ("appeal", date(2027, 6, 1), date(2027, 6, 2), date(2027, 12, 1), ""),
    ],
)  # fmt: skip
def test_all_moratoria_together_last_six_months(
    anna: Session, kind: str, until: date, since: date | None, until_2: date | None, why: str
) -> None:
    """R60: from 3 November through 2 May, one after the other or apart; others count apart."""
    record(coaching(), session=anna)
    spans = [(TODAY, until, kind)]
    if since and until_2:
        spans.append((since, until_2, "moratorium"))
    for n, (first, last, reason) in enumerate(spans, 1):
        change = suspend(newest(anna), first, last, reason_kind=reason)
        if why and n == len(spans):
            assert refusal(change, anna) == why
        else:
            record(change, session=anna)


@pytest.mark.parametrize(
    ("kind", "over", "since", "until", "why"),
    [
        ("moratorium", "", date(2027, 4, 3), date(2027, 5, 2), ""),
        ("moratorium", "", date(2027, 4, 3), date(2027, 5, 3), "refused.moratorium_long"),
        ("moratorium", "", TODAY, date(2027, 5, 2), ""),
        ("moratorium", "", TODAY, date(2027, 5, 3), "refused.moratorium_long"),
        ("hospital", "", date(2027, 4, 3), date(2027, 9, 3), ""),
        ("moratorium", "ended", date(2027, 4, 3), date(2027, 9, 3), ""),
    ],
)
def test_six_months_are_those_of_all_that_runs_in_the_file(
    anna: Session, kind: str, over: str, since: date, until: date, why: str
) -> None:
    """R60: a second agreement makes a moratorium no longer; one that is over was another's."""
    signed_chance(anna, end_on=LATER + timedelta(days=365))
    if over:
        record(coaching(), session=anna)
    held = suspend(newest(anna), TODAY, date(2027, 4, 2), reason_kind="moratorium")
    record(held, session=anna)
    if over:
        record(step(anna, over, why="klaar", paper="brief"), session=anna)
    record(coaching(), session=anna)
    change = suspend(newest(anna), since, until, reason_kind=kind)
    if why:
        assert refusal(change, anna) == why
    else:
        record(change, session=anna)


@pytest.mark.parametrize(
    ("moved_to", "why"),
    [(date(2027, 11, 2), ""), (date(2027, 11, 3), "limit.arrangement_leader")],
)
def test_an_instalment_is_moved_beyond_a_year_by_the_team_leader(
    anna: Session, store: Path, moved_to: date, why: str
) -> None:
    """R31: an arrangement is no longer by its last payment than it may be made."""
    record(arrangement(anna), session=anna)
    of = newest(anna).conditions[0]
    change = judge(of, date(2026, 12, 3), JudgedAs.MOVED, moved_to=moved_to, why="Later loon.")
    if why:
        assert refusal(change, anna) == why
    record(change, session=session(store, "tess") if why else anna)
    assert duties(anna)[-1].on == moved_to


@pytest.mark.parametrize(
    ("moved_to", "why"),
    [(date(2027, 10, 2), ""), (date(2027, 10, 3), "limit.arrangement_leader")],
)
def test_moving_counts_from_a_month_after_the_agreement_at_the_latest(
    anna: Session, moved_to: date, why: str
) -> None:
    """R31: as for who makes it, however late the first payment is."""
    late = instalment(rule="", first_on=date(2027, 5, 1))
    record(arrangement(anna, conditions=(late,)), session=anna)
    with anna.store.transaction() as conn:
        conn.execute("UPDATE agreement SET made_on = '2026-09-03'")
    of = newest(anna).conditions[0]
    change = judge(of, late.first_on, JudgedAs.MOVED, moved_to=moved_to, why="Later loon.")
    if why:
        assert refusal(change, anna) == why
    else:
        record(change, session=anna)


def test_a_suspension_is_not_made_longer_by_going_on(anna: Session) -> None:
    record(coaching(), session=anna)
    record(suspend(newest(anna), TODAY, LATER), session=anna)
    stands = newest(anna).suspensions[0]
    longer = a.Resume(case=CASE, suspension=stands.id, seen=stands.version, until=LATER)
    assert refusal(longer, anna) == "refused.suspension_ended"
    unknown = longer.model_copy(update={"suspension": 9})
    assert refusal(unknown, anna) == "refused.suspension_unknown"


def test_a_referral_is_answered_once_and_keeps_the_file_open(anna: Session) -> None:
    sent = a.Refer(case=CASE, referral="credit_bank", partner="Stadsbank", reply_by=LATER)
    late = sent.model_copy(update={"reply_by": TODAY - timedelta(days=1), "change_id": "v" * 8})
    assert refusal(late, anna) == "refused.reply_past"
    record(sent, session=anna)
    pay(anna, LEASE, DEBT)
    assert file_of(anna).closed_on is None
    answer = a.AnswerReferral(case=CASE, referral=1, seen=1, answer="Intake op 9 december.")
    record(answer, session=anna)
    file = file_of(anna)
    assert (file.referrals[0].answered_on, file.closed_on) == (TODAY, TODAY)
    again = answer.model_copy(update={"change_id": "u" * 8, "seen": 2})
    assert refusal(again, anna) == "refused.referral_answered"
    assert refusal(answer.model_copy(update={"change_id": "t" * 8}), anna) == "stale.meanwhile"


def test_a_budget_talk_ends_with_what_came_of_it(anna: Session) -> None:
    talk = c.NewAppointment(kind=AppointmentKind.BUDGET_TALK, on=TODAY)
    record(c.MakeAppointment(case=CASE, appointment=talk), session=anna)
    held = c.CloseAppointment(
        case=CASE, appointment=1, seen=1, kept=True, outcome="Vraagt huurtoeslag aan."
    )
    record(held, session=anna)
    assert file_of(anna).appointments[0].outcome == "Vraagt huurtoeslag aan."
    undo(anna)
    found = file_of(anna).appointments[0]
    assert (found.kept, found.outcome) == (None, "")


def test_what_something_rests_on_is_not_taken_back(anna: Session, bram: Session) -> None:
    """An agreement on which somebody judged stays; whoever judged takes that back first."""
    record(coaching(), session=anna)
    before = standing_facts(anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, JudgedAs.MET), session=bram)
    with pytest.raises(Refused) as refused:
        undo(anna)
    assert dict(refused.value.why.values) == {
        "what_word": "change.agree", "later_word": "change.judge", "actor": "bram",
    }  # fmt: skip
    undo(bram)
    assert standing_facts(anna) == before
    undo(anna)
    assert file_of(anna).agreements == ()


def test_a_state_is_not_taken_back_under_what_came_after_it(anna: Session, bram: Session) -> None:
    record(second_chance(), session=anna)
    sign(anna)
    record(rung(bram, Rung.TALK), session=bram)
    with pytest.raises(Refused) as refused:
        undo(anna)
    assert refused.value.why.id == "refused.undo_changed"
    undo(bram)
    undo(anna)
    assert newest(anna).state == "drafted"
