"""Second-chance leases: drafted and signed behind gates, up the ladder, to an end by decision."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.casework.day import run_day
from caseconsole.casework.papers import sheet, sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    DecisionKind,
    Judge,
    Phase,
    Verdict,
)
from caseconsole.domain.kinds import phase
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    START,
    arrangement,
    coaching,
    condition,
    decision,
    duties,
    file_of,
    judge,
    newest,
    refusal,
    second_chance,
    sign,
    signed_chance,
    step,
    undo,
)
from tests.casework.stores import TODAY, session

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


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


@pytest.mark.parametrize(
    "begun", [{"state": "applied", "terms": {}, "end_on": None, "conditions": ()}, {}]
)
def test_what_was_not_signed_is_withdrawn_for_a_reason_without_being_refused(
    anna: Session, begun: dict[str, Any]
) -> None:
    """An applicant who thinks better of it, or a draft with a mistake; another one can follow."""
    record(second_chance(**begun), session=anna)
    assert refusal(step(anna, "withdrawn"), anna) == "refused.ends_why"
    record(step(anna, "withdrawn", why="Verkeerde einddatum."), session=anna)
    one = newest(anna)
    assert (one.state, phase(one)) == ("withdrawn", Phase.WITHDRAWN)
    assert duties(anna) == ()
    assert sheets(anna, file_of(anna)) == ()
    record(second_chance(), session=anna)
    assert newest(anna).state == "drafted"


def test_what_was_signed_is_not_withdrawn(anna: Session) -> None:
    """It ends otherwise, behind its gate."""
    signed_chance(anna)
    assert refusal(step(anna, "withdrawn", why="Spijt."), anna) == "refused.state_follows"


def test_signing_binds_and_copies_the_binding_terms(anna: Session) -> None:
    record(second_chance(), session=anna)
    sign(anna)
    one = newest(anna)
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


def test_a_lease_that_was_signed_before_it_was_drafted_here_runs_from_its_draft(
    anna: Session,
) -> None:
    """The day on the paper is kept as the day of signing (R70)."""
    record(second_chance(), session=anna)
    one, before = newest(anna), TODAY - timedelta(days=7)
    signed = a.SignAgreement(
        case=CASE, agreement=one.id, seen=one.version, on=before, signed_by="Huurder",
        paper="SC-1", parties=("landlord", "tenant", "provider"),
    )  # fmt: skip
    record(signed, session=anna)
    one = newest(anna)
    assert (one.state, one.state_on, one.signed_on) == ("signed", TODAY, before)


@pytest.mark.parametrize(
    ("signed_on", "planned", "review_on"),
    [
        (TODAY, None, TODAY + relativedelta(months=3)),
        (TODAY - timedelta(days=7), None, TODAY - timedelta(days=7) + relativedelta(months=3)),
        (TODAY - relativedelta(months=3), None, TODAY + relativedelta(months=3)),
        (TODAY - relativedelta(months=8), None, TODAY + relativedelta(months=3)),
        (TODAY, LATER, LATER),
    ],
)
def test_what_was_signed_is_reviewed_some_months_later(
    store: Path, anna: Session, signed_on: date, planned: date | None, review_on: date
) -> None:
    """R73: from its signing, from today when that was long ago; a day that was agreed stays."""
    record(second_chance(next_review_on=planned), session=anna)
    assert newest(anna).next_review_on == planned, "a draft binds nobody"
    sign(anna, on=signed_on)
    assert newest(anna).next_review_on == review_on
    later = session(store, today=review_on)
    run_day(later)
    seen = read.case_view(later.conn, CASE, review_on, "anna")
    assert "review_due" in [due.action for due in seen.dues]
    later.close()
    undo(anna)
    assert newest(anna).next_review_on == planned


def test_guidance_that_is_signed_has_the_review_that_was_agreed(anna: Session) -> None:
    record(coaching(), session=anna)
    sign(anna)
    assert newest(anna).next_review_on is None


def test_a_lease_becomes_ordinary_by_decision(anna: Session) -> None:
    """R76: behind what is met, and taken back with one key."""
    signed_chance(anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.graduate_early"
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, Verdict.MET), session=anna)
    record(decision(anna, DecisionKind.GRADUATE, why="Alles gehaald."), session=anna)
    one = newest(anna)
    assert (one.state, one.state_on, one.decisions[-1].kind) == (
        "graduated", TODAY, DecisionKind.GRADUATE,
    )  # fmt: skip
    undo(anna)
    assert (newest(anna).state, newest(anna).decisions) == ("signed", ())


def test_a_lease_at_risk_graduates_at_its_end_for_a_reason_only(anna: Session) -> None:
    signed_chance(anna, end_on=TODAY)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.graduate_why"
    record(decision(anna, DecisionKind.GRADUATE, why="Ging goed."), session=anna)
    assert newest(anna).state == "graduated"


def test_the_lease_takes_the_form_that_was_signed_and_becomes_ordinary_at_graduation(
    anna: Session,
) -> None:
    """R76: each is journaled with its decision, and taken back with it."""
    record(second_chance(), session=anna)
    assert file_of(anna).lease.form == "ordinary"
    sign(anna)
    assert file_of(anna).lease.form == "F1"
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, Verdict.MET), session=anna)
    record(decision(anna, DecisionKind.GRADUATE, why="Alles gehaald."), session=anna)
    assert file_of(anna).lease.form == "ordinary"
    undo(anna)
    assert file_of(anna).lease.form == "F1"


def test_the_form_of_a_lease_stays_when_its_second_chance_ends_otherwise(anna: Session) -> None:
    """It was let in that form until its end."""
    signed_chance(anna)
    record(step(anna, "ended", why="Opgezegd.", paper="OPZ-1"), session=anna)
    assert file_of(anna).lease.form == "F1"


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
    record(decision(anna, DecisionKind.KEEP), session=anna)
    assert newest(anna).next_review_on == LATER


def test_an_arrangement_does_not_graduate(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.decision"
    assert refusal(decision(anna, DecisionKind.END), anna) == "refused.ends_why"
    record(decision(anna, DecisionKind.END, why="Verhuist."), session=anna)
    assert newest(anna).state == "withdrawn"


def test_a_lease_whose_end_was_not_notified_goes_on_for_an_indefinite_time(
    store: Path, anna: Session
) -> None:
    """R72: the step says so once the window has closed; the state changes when the term ends."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    assert refusal(step(anna, "indefinite"), anna) == "refused.state_by_itself"
    told = date(2026, 12, 3)
    for day, state in ((told, "signed"), (end, "signed"), (end + timedelta(days=1), "indefinite")):
        later = session(store, today=day)
        run_day(later)
        one = newest(later)
        assert (one.state, one.states[-1].by) == (state, "" if state == "indefinite" else "anna")
        assert file_of(later).lease.form == ("ordinary" if state == "indefinite" else "F1")
        missed = [due.because.id for due in read.case_view(later.conn, CASE, day, "anna").dues]
        assert ("window_closes.missed" in missed) is (state == "signed")
        later.close()
    assert one.state_on == end + timedelta(days=1)


def test_the_end_is_notified_in_its_window_only(anna: Session) -> None:
    signed_chance(anna)
    assert refusal(step(anna, "not_renewed"), anna) == "refused.notice_window"
    undo(anna)
    undo(anna)
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    assert refusal(step(anna, "not_renewed", paper="AANZ-1"), anna) == "refused.ends_why"
    assert refusal(step(anna, "not_renewed", why="Rode kaart."), anna) == "refused.notice_paper"
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)


def test_a_lease_that_is_not_renewed_binds_until_its_last_day(store: Path, anna: Session) -> None:
    """R72: the notice ends the lease at its term; what was agreed holds, and a breach counts."""
    end = TODAY + timedelta(days=60)
    once = condition(clause="C12", rule="", first_on=TODAY + timedelta(days=20))
    signed_chance(anna, end_on=end, conditions=(once,))
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)
    assert refusal(step(anna, "expired"), anna) == "refused.state_by_itself"
    (duty,) = duties(anna, until=end)
    assert duty.on == once.first_on
    for days, state, asked in (
        (26, "not_renewed", ["judge_due"]),
        (60, "not_renewed", ["judge_due"]),
        (61, "expired", []),
    ):
        later = session(store, today=TODAY + timedelta(days=days))
        run_day(later)
        one = newest(later)
        assert (one.state, one.states[-1].by) == (state, "" if state == "expired" else "anna")
        assert file_of(later).lease.form == "F1"
        seen = read.case_view(later.conn, CASE, later.clock.now().today, "anna")
        assert [due.action for due in seen.dues] == asked, days
        later.close()
    assert one.state_on == end + timedelta(days=1)


def test_a_form_without_a_window_is_over_after_its_last_day_too(store: Path, anna: Session) -> None:
    """Where it has no last day there is nothing to renew."""
    terms = {"form": "F6", "signatories": ["landlord", "tenant", "provider"], "old_debt_why": "-"}
    record(second_chance(end_on=None, terms={**terms, "form": "F4"}), session=anna)
    sign(anna)
    why: dict[str, Any] = {"paper": "AANZ-1", "why": "Rode kaart."}
    assert refusal(step(anna, "not_renewed", **why), anna) == "refused.notice_no_end"
    undo(anna)
    undo(anna)
    end = TODAY + timedelta(days=60)
    record(second_chance(end_on=end, terms=terms), session=anna)
    sign(anna)
    record(step(anna, "not_renewed", **why), session=anna)
    for days, state in ((60, "not_renewed"), (61, "expired")):
        later = session(store, today=TODAY + timedelta(days=days))
        run_day(later)
        assert newest(later).state == state
        later.close()


@pytest.mark.parametrize(
    ("form", "why"),
    [("F1", ""), ("F2", ""), ("F3", "stays"), ("F4", "stays"), ("F5", ""), ("F6", "")],
)
def test_a_lease_that_stays_is_not_ended_by_a_notice(anna: Session, form: str, why: str) -> None:
    """Of F3 and F4 the conditions end, the lease keeps its protection: a judge ends it."""
    terms = {"form": form, "signatories": ["landlord", "tenant", "provider"], "old_debt_why": "-"}
    signed_chance(anna, end_on=TODAY + timedelta(days=60), terms=terms)
    notice = step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart.")
    if why:
        assert refusal(notice, anna) == "refused.notice_stays"
    else:
        record(notice, session=anna)


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("not_renewed", {"end_on": TODAY + timedelta(days=45)}),
        ("not_renewed", {"start_on": TODAY}),
        ("graduated", {"end_on": TODAY + timedelta(days=3600)}),
    ],
)
def test_the_days_of_a_lease_stand_once_it_binds(
    anna: Session, state: str, more: dict[str, Any]
) -> None:
    """No state brings another last day, by which the window would be another too (R72)."""
    end = TODAY + timedelta(days=60)
    signed_chance(anna, end_on=end)
    assert refusal(step(anna, state, why="w", paper="p", **more), anna) == "refused.days_set"
    record(step(anna, state, why="w", paper="p", end_on=end), session=anna)
    assert newest(anna).end_on == end


def test_a_lease_that_is_not_renewed_can_still_become_ordinary_or_end_before(
    anna: Session,
) -> None:
    """R76: notified once, it is not notified again; to end it sooner asks for a judge's paper."""
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    record(step(anna, "not_renewed", paper="AANZ-1", why="Rode kaart."), session=anna)
    assert refusal(step(anna, "not_renewed", paper="AANZ-2", why="Weer."), anna) == (
        "refused.state_follows"
    )
    assert refusal(decision(anna, DecisionKind.END, why="Ontruimd."), anna) == "gate.end_paper"
    record(decision(anna, DecisionKind.GRADUATE, why="Toch goed gegaan."), session=anna)
    assert newest(anna).state == "graduated"


def test_the_notice_of_the_end_is_a_text_while_its_window_is_open(
    anna: Session, store: Path
) -> None:
    """R72: from three months to one month before the end, of a temporary form only."""
    end = TODAY + timedelta(days=120)
    signed_chance(anna, end_on=end)
    opens, closes = end - relativedelta(months=3), end - relativedelta(months=1)
    for day, open_ in (
        (opens - timedelta(days=1), False),
        (opens, True),
        (closes, True),
        (closes + timedelta(days=1), False),
    ):
        here = session(store, today=day)
        assert ("notice" in sheets(here, file_of(here))) is open_, day
        here.close()
    here = session(store, today=opens)
    anna.conn.execute("UPDATE agreement SET terms = replace(terms, 'F1', 'F6')")
    assert "notice" not in sheets(here, file_of(here))
    here.close()


def test_a_condition_that_was_met_has_its_text_before_the_lease_ends(anna: Session) -> None:
    """R76: once nothing of it can fall due any more, and nobody else's duty."""
    short = condition(clause="own", until=TODAY - timedelta(days=1), rule="FREQ=WEEKLY")
    signed_chance(anna, conditions=(short, condition(clause="C10")))
    assert "condition_met" not in sheets(anna, file_of(anna))
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, Verdict.MET), session=anna)
    found = sheet(anna, file_of(anna), "condition_met", "nl")
    assert [one.clause for one in found.met] == ["own"]


def test_to_end_in_the_window_is_not_to_renew(anna: Session) -> None:
    """By the paper of the landlord, who notifies it (R72)."""
    signed_chance(anna)
    assert refusal(decision(anna, DecisionKind.END, why="Weg."), anna) == "gate.end_paper"
    undo(anna)
    undo(anna)
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    why = {"why": "Twee rode kaarten.", "paper": "AANZ-1"}
    record(decision(anna, DecisionKind.END, **why), session=anna)
    assert newest(anna).state == "not_renewed"


def test_what_a_condition_rests_on_is_completed_for_a_reason_while_it_goes_wrong(
    anna: Session,
) -> None:
    """With it the condition is met, and nobody is asked again what was missed (R76)."""
    record(coaching(), session=anna)
    coached = newest(anna)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id)
    signed_chance(anna, conditions=(rests,))
    session_ = coached.conditions[0]
    record(judge(session_, session_.first_on, Verdict.MISSED), session=anna)
    seen = next(one for one in file_of(anna).agreements if one.id == coached.id).version
    done = a.Decide(case=CASE, agreement=coached.id, seen=seen, decision=DecisionKind.GRADUATE)
    assert refusal(done, anna) == "refused.complete_why"
    record(done.model_copy(update={"why": "De coach is tevreden."}), session=anna)


def test_a_condition_that_is_added_to_a_signed_lease_asks_nothing_of_the_time_before(
    anna: Session,
) -> None:
    """What was not agreed yet was no breach (R70), and cannot be judged."""
    before = condition(clause="C10", rule="", first_on=TODAY + timedelta(days=60))
    one = signed_chance(anna, conditions=(before,))
    first = TODAY - timedelta(days=19)
    weekly = condition(clause="own", rule="FREQ=WEEKLY", first_on=first)
    change = a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=weekly)
    record(change, session=anna)
    added = newest(anna).conditions[-1]
    own = [duty for duty in duties(anna, until=TODAY + timedelta(7)) if duty.condition == added]
    assert [duty.on for duty in own] == [first + timedelta(weeks=3)]
    missed = judge(added, first + timedelta(weeks=1), Verdict.MISSED)
    assert refusal(missed, anna) == "refused.no_obligation"
