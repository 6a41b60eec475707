"""Agreements: what is recorded of them, what is refused, and what they become by themselves."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.stale import Changed
from caseconsole.casework.undo import undoable
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    DecisionKind,
    Judge,
    ObligationState,
    Outcome,
    Rung,
    Verdict,
)
from caseconsole.domain.contact import AppointmentKind, Channel, Whom
from caseconsole.domain.message import Refused
from caseconsole.store import read
from caseconsole.store.verify import verify
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
    rung,
    second_chance,
    sign,
    signed_chance,
    suspend,
)
from tests.casework.stores import RENT, TODAY, pay, record_tables, session, standing_facts

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def refusal(change: c.Change, here: Session) -> str:
    """Why a change is refused; a refusal changes nothing."""
    before = record_tables(here)
    with pytest.raises(Refused) as refused:
        record(change, session=here)
    assert record_tables(here) == before
    return refused.value.why.id


def undo(here: Session) -> None:
    """Take back the newest change."""
    found = undoable(here)
    assert found is not None
    record(c.Undo(case=found.case, seq=found.seq), session=here)


# Making.


def test_an_arrangement_is_kept_with_its_terms_covers_and_instalments(anna: Session) -> None:
    record(arrangement(anna, terms={"cadence": "monthly"}), session=anna)
    one = newest(anna)
    assert (one.kind, one.state, one.covers, one.by) == (
        "payment_arrangement", "agreed", (LEASE,), "anna",
    )  # fmt: skip
    assert one.terms["cadence"] == "monthly"
    assert one.terms["misses_to_lapse"] == 2
    assert [(duty.on, duty.cents) for duty in duties(anna)] == [
        (TODAY, RENT), (date(2026, 12, 3), RENT),
    ]  # fmt: skip
    assert sum(duty.cents for duty in duties(anna)) == DEBT


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"state": "kept"}, "refused.agreement_first"),
        ({"state": "refused", "conditions": ()}, "refused.arrangement_why"),
        ({"ledger_seen": None}, "refused.ledger_changed"),
        ({"ledger_seen": 1}, "refused.ledger_changed"),
        ({"conditions": ()}, "refused.arrangement_empty"),
        ({"covers": ()}, "refused.arrangement_empty"),
        ({"covers": (1,)}, "refused.covers_other"),
        ({"start_on": TODAY + timedelta(days=400)}, "refused.agreement_start"),
        ({"end_on": TODAY - timedelta(days=1)}, "refused.agreement_end"),
        ({"next_review_on": TODAY}, "refused.review_past"),
        (
            {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=14"),)},
            "limit.arrangement_length",
        ),
        (
            {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=4", cents=4_000),)},
            "limit.arrangement_size",
        ),
        (
            {"conditions": (instalment(), condition(until=FIRST - timedelta(days=1)))},
            "refused.condition_days",
        ),
        ({"conditions": (instalment(judge=Judge.AGREEMENT), instalment())},
         "refused.condition_judge"),
        (
            {"conditions": (instalment(), condition(judge=Judge.AGREEMENT, rests_on=1))},
            "refused.condition_rests",
        ),
    ],
)  # fmt: skip
def test_an_arrangement_that_does_not_hold_is_refused(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """The base case with one changed fact; the base case itself is recorded."""
    assert refusal(arrangement(anna, **more), anna) == why
    record(arrangement(anna), session=anna)


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=14"),)},
        {"conditions": (instalment(rule="FREQ=MONTHLY;COUNT=4", cents=4_000),)},
    ],
)
def test_a_reason_goes_over_a_limit_of_the_house(anna: Session, more: dict[str, Any]) -> None:
    """Length and size ask why, and forbid nothing (R31, R32)."""
    record(arrangement(anna, why="Nieuw werk per januari.", **more), session=anna)
    assert newest(anna).states[0].why == "Nieuw werk per januari."


def test_another_arrangement_within_a_year_asks_for_a_reason(anna: Session) -> None:
    """R33; one at a time in any case."""
    record(arrangement(anna), session=anna)
    assert refusal(arrangement(anna), anna) == "refused.agreement_exists"
    one = newest(anna)
    record(
        a.ChangeState(
            case=CASE, agreement=one.id, seen=one.version, state="withdrawn", on=TODAY, why="Ruil."
        ),
        session=anna,
    )
    assert refusal(arrangement(anna), anna) == "limit.arrangement_repeat"
    record(arrangement(anna, why="Inkomen is terug."), session=anna)


def test_a_refused_arrangement_is_kept_with_its_reason(anna: Session) -> None:
    """R37; it binds nobody, and another can be made."""
    record(arrangement(anna, state="refused", why="Drie keer gebroken.", conditions=()),
           session=anna)  # fmt: skip
    assert newest(anna).state == "refused"
    record(arrangement(anna), session=anna)


def test_a_payment_that_came_in_makes_the_amount_stale(anna: Session) -> None:
    """What rests on an amount checks the ledger that was seen (design 5)."""
    change = arrangement(anna)
    pay(anna, LEASE, 1_000)
    assert refusal(change, anna) == "refused.ledger_changed"


def test_two_arrangements_never_cover_one_lease(anna: Session) -> None:
    """The garage of the same tenant is covered from the file of the home only."""
    home, garage = (_case_of(anna, lease) for lease in (6, 7))
    assert read.coverable(anna.conn, 7) == (7, 6)
    record(arrangement(anna, home, covers=(6, 7)), session=anna)
    assert refusal(arrangement(anna, garage), anna) == "refused.covers_taken"


def _case_of(here: Session, lease: int) -> int:
    found = here.conn.execute("SELECT id FROM case_file WHERE lease = ?", (lease,)).fetchone()
    return int(found[0])


def test_an_arrangement_orders_what_is_paid_in_all_that_it_covers(anna: Session) -> None:
    """New rent is met first (design 3); the standing of each covered lease follows at once."""
    assert file_of(anna).standing.missed_cents == RENT
    record(arrangement(anna, start_on=date(2026, 10, 25), conditions=(instalment(),)), session=anna)
    pay(anna, LEASE, RENT)
    file = file_of(anna)
    assert file.standing.missed_on == date(2026, 10, 1)
    assert [(rent.due_on, rent.open) for rent in file.paid.rents] == [(date(2026, 11, 1), 0)]
    undo(anna)
    assert file_of(anna).standing.missed_on == date(2026, 11, 1)


# States.


def step(here: Session, state: str, on: date = TODAY, **more: Any) -> a.ChangeState:
    """The newest agreement to another state, as it is seen now."""
    one = newest(here)
    return a.ChangeState(case=CASE, agreement=one.id, seen=one.version, state=state, on=on, **more)


def test_a_state_follows_only_what_it_may_follow(anna: Session) -> None:
    record(coaching(state="offered", conditions=()), session=anna)
    assert refusal(step(anna, "completed"), anna) == "refused.state_follows"
    assert refusal(step(anna, "onzin"), anna) == "refused.state_follows"
    assert refusal(step(anna, "accepted", TOMORROW), anna) == "refused.state_day"
    accepted = step(anna, "accepted", conditions=(condition(),), end_on=LATER, terms={"x": 1})
    record(accepted, session=anna)
    one = newest(anna)
    assert [state.state for state in one.states] == ["offered", "accepted"]
    assert (len(one.conditions), one.end_on, one.terms["x"]) == (1, LATER, 1)
    assert refusal(accepted.model_copy(update={"change_id": "x" * 8}), anna) == "stale.meanwhile"
    assert refusal(step(anna, "completed", TODAY - timedelta(days=1)), anna) == "refused.state_day"
    record(step(anna, "completed"), session=anna)
    assert refusal(step(anna, "ended"), anna) == "refused.state_follows"
    undo(anna)
    assert newest(anna).state == "accepted"


def test_an_arrangement_lapses_after_two_misses_and_a_call(anna: Session) -> None:
    """R35: the gate asks for a call attempt after the second miss."""
    first = TODAY - timedelta(days=20)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", first_on=first, cents=30_620)
    record(arrangement(anna, start_on=first, conditions=(weekly,)), session=anna)
    assert refusal(step(anna, "lapsed"), anna) == "refused.ends_why"
    assert refusal(step(anna, "lapsed", why="Twee keer gemist."), anna) == "gate.called"
    record(c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER), session=anna)
    record(step(anna, "lapsed", why="Twee keer gemist."), session=anna)
    assert newest(anna).state == "lapsed"


def test_an_arrangement_without_misses_does_not_lapse(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    assert refusal(step(anna, "lapsed", why="Toch niet."), anna) == "gate.misses"
    assert refusal(step(anna, "kept"), anna) == "refused.state_by_itself"


def test_a_kept_arrangement_closes_as_kept_and_its_file_with_it(anna: Session) -> None:
    """R39, on the import that shows it; until then the file stays open."""
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, RENT)
    assert (newest(anna).state, file_of(anna).closed_on) == ("agreed", None)
    pay(anna, LEASE, RENT)
    one = newest(anna)
    assert (one.state, one.state_on, one.states[-1].by) == ("kept", TODAY, "")
    assert file_of(anna).closed_on == TODAY
    assert verify(anna.conn) == []
    assert all(duty.state is ObligationState.MET for duty in duties(anna))


def test_a_file_stays_open_while_an_agreement_runs(anna: Session) -> None:
    record(coaching(), session=anna)
    pay(anna, LEASE, DEBT)
    file = file_of(anna)
    assert (file.episode, file.closed_on) == (None, None)
    record(step(anna, "completed"), session=anna)
    assert file_of(anna).closed_on == TODAY
    undo(anna)
    assert file_of(anna).closed_on is None


# Second chance.


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"terms": {}}, "gate.form"),
        ({"terms": {"form": "F1", "old_debt_why": "x"}}, "gate.signs"),
        ({"terms": {"form": "F1", "signatories": ["landlord", "tenant"]}}, "gate.old_debt"),
        ({"end_on": None}, "gate.end"),
        ({"end_on": START + timedelta(days=800)}, "gate.longest"),
        ({"conditions": ()}, "gate.conditions"),
        ({"state": "refused"}, "refused.second_chance_why"),
    ],
)
def test_a_draft_of_a_second_chance_lacks_nothing(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """R70, R71; the base case is drafted."""
    assert refusal(second_chance(**more), anna) == why
    record(second_chance(), session=anna)
    assert newest(anna).state == "drafted"


def test_an_application_is_drafted_later_with_all_that_was_agreed(anna: Session) -> None:
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    draft = second_chance()
    assert refusal(step(anna, "drafted"), anna) == "gate.form"
    record(
        step(anna, "drafted", terms=draft.terms, end_on=draft.end_on, conditions=draft.conditions),
        session=anna,
    )
    one = newest(anna)
    assert (one.state, one.end_on, one.terms["form"]) == ("drafted", draft.end_on, "F1")


def test_signing_binds_and_copies_the_binding_terms(anna: Session) -> None:
    one = signed_chance(anna)
    assert (one.state, one.signed_on, one.signed_by, one.signed_paper) == (
        "signed", TODAY, "Huurder", "SC-1",
    )  # fmt: skip
    assert (one.terms["cure_cd"], one.terms["form"]) == (14, "F1")
    again = a.SignAgreement(
        case=CASE, agreement=one.id, seen=one.version, on=TODAY, signed_by="Huurder"
    )
    assert refusal(again, anna) == "refused.signed"
    undo(anna)
    assert (newest(anna).state, newest(anna).signed_on) == ("drafted", None)


def test_a_paper_is_not_signed_ahead(anna: Session) -> None:
    record(coaching(), session=anna)
    one = newest(anna)
    ahead = a.SignAgreement(
        case=CASE, agreement=one.id, seen=one.version, on=TOMORROW, signed_by="Huurder"
    )
    assert refusal(ahead, anna) == "refused.signed_ahead"
    sign(anna)
    assert (newest(anna).state, newest(anna).signed_on) == ("accepted", TODAY)


def test_the_ladder_is_climbed_rung_by_rung_up_to_a_red_card_by_two(
    anna: Session, store: Path
) -> None:
    """R75, R78: none is skipped; the second person is a team leader, and another."""
    one = signed_chance(anna)
    missed = one.conditions[0]
    assert refusal(rung(anna, Rung.YELLOW_CARD), anna) == "refused.rung_below"
    assert refusal(rung(anna, Rung.TALK, condition=99), anna) == "refused.condition_unknown"
    record(rung(anna, Rung.TALK, condition=missed.id), session=anna)
    assert refusal(rung(anna, Rung.TALK, condition=missed.id), anna) == "refused.rung_open"
    record(rung(anna, Rung.YELLOW_CARD, condition=missed.id), session=anna)
    assert newest(anna).ladder[-1].cure_until == TODAY + timedelta(days=14)
    assert refusal(step(anna, "red_card"), anna) == "refused.red_card_none"
    record(rung(anna, Rung.THREE_PARTY), session=anna)
    assert refusal(_approve(anna), anna) == "refused.rights"
    record(rung(anna, Rung.RED_CARD), session=anna)
    assert refusal(step(anna, "red_card"), anna) == "gate.second_person"
    tess = session(store, "tess")
    record(_approve(tess), session=tess)
    assert newest(anna).ladder[-1].second == "tess"
    assert refusal(_approve(tess), tess) == "refused.rung_approved"
    tess.close()
    record(step(anna, "red_card"), session=anna)


def _approve(here: Session) -> a.ApproveRung:
    card = newest(here).ladder[-1]
    return a.ApproveRung(case=CASE, step=card.id, seen=card.version)


def test_nobody_approves_an_own_red_card_or_another_rung(anna: Session, store: Path) -> None:
    tess = session(store, "tess")
    signed_chance(tess)
    for one in (Rung.TALK, Rung.YELLOW_CARD, Rung.THREE_PARTY):
        record(rung(tess, one), session=tess)
    assert refusal(_approve(tess), tess) == "refused.rung_alone"
    record(rung(tess, Rung.RED_CARD), session=tess)
    assert refusal(_approve(tess), tess) == "refused.rung_own"
    tess.close()


def test_a_rung_ends_once_with_its_outcome(anna: Session, bram: Session) -> None:
    signed_chance(anna)
    record(rung(anna, Rung.TALK), session=anna)
    talk = newest(anna).ladder[-1]
    cured = a.CloseRung(
        case=CASE, step=talk.id, seen=talk.version, outcome=Outcome.CURED, why="Komt weer."
    )
    record(cured, session=anna)
    kept = newest(anna).ladder[-1]
    assert (kept.outcome, kept.outcome_on, kept.outcome_why) == (Outcome.CURED, TODAY, "Komt weer.")
    late = cured.model_copy(update={"change_id": "y" * 8})
    assert refusal(late, bram) == "stale.meanwhile"
    now = late.model_copy(update={"seen": kept.version})
    assert refusal(now, bram) == "refused.rung_closed"


def test_only_a_second_chance_has_cards(anna: Session) -> None:
    record(coaching(), session=anna)
    assert refusal(rung(anna, Rung.TALK), anna) == "refused.no_ladder"


def decision(here: Session, kind: DecisionKind, **more: Any) -> a.Decide:
    """A decision about the newest agreement as it is seen now."""
    one = newest(here)
    return a.Decide(case=CASE, agreement=one.id, seen=one.version, decision=kind, **more)


def test_a_lease_becomes_ordinary_by_decision(anna: Session) -> None:
    """R76: behind what is met, and taken back with one key."""
    signed_chance(anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.graduate_why"
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, Verdict.MET), session=anna)
    record(decision(anna, DecisionKind.GRADUATE, why="Alles gehaald."), session=anna)
    one = newest(anna)
    assert (one.state, one.state_on, one.decisions[-1].kind) == (
        "graduated", TODAY, DecisionKind.GRADUATE,
    )  # fmt: skip
    undo(anna)
    assert (newest(anna).state, newest(anna).decisions) == ("signed", ())


def test_nobody_graduates_with_a_breach_of_a_major_condition(anna: Session) -> None:
    signed_chance(anna)
    for duty in duties(anna, until=TODAY)[:3]:
        record(judge(duty.condition, duty.original_on, Verdict.MISSED), session=anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE, why="Toch."), anna) == (
        "refused.graduate_breached"
    )


def test_a_decision_sets_the_next_review(anna: Session) -> None:
    record(coaching(), session=anna)
    assert refusal(decision(anna, DecisionKind.KEEP, next_review_on=TODAY), anna) == (
        "refused.review_past"
    )
    assert refusal(decision(anna, DecisionKind.KEEP, review=9), anna) == "refused.review_unknown"
    record(decision(anna, DecisionKind.WARN, next_review_on=LATER, why="Belt af."), session=anna)
    assert (newest(anna).next_review_on, newest(anna).decisions[-1].why) == (LATER, "Belt af.")


def test_an_arrangement_does_not_graduate(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.decision"
    assert refusal(decision(anna, DecisionKind.END), anna) == "refused.ends_why"
    record(decision(anna, DecisionKind.END, why="Verhuist."), session=anna)
    assert newest(anna).state == "withdrawn"


def test_a_missed_window_makes_the_lease_indefinite_and_says_so(store: Path, anna: Session) -> None:
    """R72: one month before the end is over; not one day before."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    assert refusal(step(anna, "indefinite"), anna) == "refused.state_by_itself"
    closes = date(2026, 12, 2)
    for day, state in ((closes, "signed"), (closes + timedelta(days=1), "indefinite")):
        later = session(store, today=day)
        run_day(later)
        one = newest(later)
        assert (one.state, one.states[-1].by) == (state, "" if state == "indefinite" else "anna")
        later.close()
    assert one.state_on == closes + timedelta(days=1)


def test_the_end_is_notified_in_its_window_only(anna: Session) -> None:
    signed_chance(anna)
    assert refusal(step(anna, "not_renewed"), anna) == "refused.notice_window"
    undo(anna)
    undo(anna)
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    record(step(anna, "not_renewed", paper="AANZ-1"), session=anna)


# Conditions.


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
    assert stale.value.why.id == "stale.condition.until"
    again = late.model_copy(update={"seen": sessions.version + 1})
    assert refusal(again, bram) == "refused.condition_ended"
    undo(anna)
    assert newest(anna).conditions[0].until is None


# Judgements.


def test_a_judgement_stands_beside_the_ones_before_it(anna: Session) -> None:
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, Verdict.MISSED, why="Niet gebeld."), session=anna)
    missed = newest(anna).judgements[-1]
    record(judge(of, FIRST, Verdict.EXCUSED, missed, why="Ziek."), session=anna)
    assert [one.verdict for one in newest(anna).judgements] == [Verdict.MISSED, Verdict.EXCUSED]
    assert duties(anna)[0].state is ObligationState.EXCUSED
    undo(anna)
    assert duties(anna)[0].state is ObligationState.MISSED


@pytest.mark.parametrize(
    ("on", "verdict", "more", "why"),
    [
        (FIRST + timedelta(days=1), Verdict.MET, {}, "refused.no_obligation"),
        (FIRST, Verdict.WAIVED, {}, "refused.why_empty"),
        (FIRST, Verdict.EXCUSED, {}, "refused.why_empty"),
        (FIRST, Verdict.MOVED, {}, "refused.moved_day"),
        (FIRST, Verdict.MET, {"moved_to": LATER}, "refused.moved_day"),
        (FIRST, Verdict.MOVED, {"moved_to": TODAY}, "refused.moved_past"),
        (FIRST, Verdict.MOVED, {"moved_to": TODAY + timedelta(days=900)}, "refused.too_far"),
        (FIRST + timedelta(weeks=4), Verdict.MISSED, {}, "refused.judged_ahead"),
        (FIRST + timedelta(weeks=4), Verdict.MET, {}, "refused.judged_ahead"),
        (FIRST, Verdict.MET, {"condition": 99}, "refused.condition_unknown"),
        (FIRST, Verdict.MET, {"review": 99}, "refused.review_unknown"),
        (FIRST, Verdict.MET, {"seen": 7}, "stale.withdrawn"),
    ],
)
def test_a_judgement_that_does_not_hold_is_refused(
    anna: Session, on: date, verdict: Verdict, more: dict[str, Any], why: str
) -> None:
    """The base case with one changed fact; the base case itself is recorded."""
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    base = judge(of, FIRST, Verdict.MET)
    changed = base.model_copy(update={"original_on": on, "verdict": verdict, **more})
    assert refusal(changed, anna) == why
    record(base, session=anna)


def test_what_the_ledger_or_another_agreement_judges_is_not_judged_by_a_key(anna: Session) -> None:
    """It may be waived or moved all the same: forgiven, or on another day."""
    record(arrangement(anna), session=anna)
    of = newest(anna).conditions[0]
    for verdict in (Verdict.MET, Verdict.PARTLY, Verdict.MISSED):
        assert refusal(judge(of, TODAY, verdict), anna) == "refused.judged_by_ledger"
    record(judge(of, TODAY, Verdict.MOVED, moved_to=LATER), session=anna)
    assert [duty.on for duty in duties(anna)] == [LATER, date(2026, 12, 3)]
    record(coaching(), session=anna)
    rests = condition(judge=Judge.AGREEMENT, rests_on=newest(anna).id)
    signed_chance(anna, conditions=(rests,))
    of = newest(anna).conditions[0]
    assert refusal(judge(of, FIRST, Verdict.MET), anna) == "refused.judged_by_agreement"


def test_who_judges_what_somebody_judged_meanwhile_is_told(anna: Session, bram: Session) -> None:
    record(coaching(), session=anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, Verdict.MISSED), session=bram)
    with pytest.raises(Changed) as stale:
        record(judge(of, FIRST, Verdict.MET), session=anna)
    assert stale.value.why.id == "stale.judgement"
    assert dict(stale.value.why.values) == {
        "actor": "bram", "number": file_of(anna).number, "there_word": "judged.missed",
        "wanted_word": "judged.met",
    }  # fmt: skip


def test_nothing_is_judged_of_what_does_not_bind_yet(anna: Session) -> None:
    record(coaching(state="offered"), session=anna)
    of = newest(anna).conditions[0]
    assert refusal(judge(of, FIRST, Verdict.MET), anna) == "refused.agreement_stands_still"


# Suspensions.


def test_a_suspension_moves_what_falls_in_it_and_after(anna: Session) -> None:
    record(coaching(), session=anna)
    on = [duty.on for duty in duties(anna)]
    since = on[4]
    record(suspend(newest(anna), since, since + timedelta(days=6)), session=anna)
    moved = [duty.on for duty in duties(anna)]
    assert moved == [*on[:4], *(day + timedelta(days=7) for day in on[4:])]
    stands = newest(anna).suspensions[0]
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
            "refused.suspension_long",
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


def test_a_suspension_is_not_made_longer_by_going_on(anna: Session) -> None:
    record(coaching(), session=anna)
    record(suspend(newest(anna), TODAY, LATER), session=anna)
    stands = newest(anna).suspensions[0]
    longer = a.Resume(case=CASE, suspension=stands.id, seen=stands.version, until=LATER)
    assert refusal(longer, anna) == "refused.suspension_ended"
    unknown = longer.model_copy(update={"suspension": 9})
    assert refusal(unknown, anna) == "refused.suspension_unknown"


# Referrals.


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


# Talks.


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


# Undo.


def test_what_something_rests_on_is_not_taken_back(anna: Session, bram: Session) -> None:
    """An agreement on which somebody judged stays; whoever judged takes that back first."""
    record(coaching(), session=anna)
    before = standing_facts(anna)
    of = newest(anna).conditions[0]
    record(judge(of, FIRST, Verdict.MET), session=bram)
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
