"""Second-chance leases: drafted and signed behind gates, up the ladder, to an end by decision."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from caseconsole.casework.day import run_day
from caseconsole.casework.papers import sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    DecisionKind,
    Judge,
    JudgedAs,
    Phase,
)
from caseconsole.domain.calendar import next_working_day
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
    instalment,
    judge,
    known_through,
    newest,
    refusal,
    rent,
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
        ({"terms": {"form": "F1", "signatories": ["landlord", "tenant"]}, "why": ""},
         "gate.old_debt"),
        ({"why": ""}, "gate.evaluation"),
        ({"end_on": None}, "gate.end"),
        ({"end_on": START + timedelta(days=800)}, "gate.longest"),
        ({"conditions": ()}, "gate.conditions"),
        ({"state": "refused", "why": ""}, "refused.state_why"),
    ],
)  # fmt: skip
def test_a_draft_of_a_second_chance_lacks_nothing(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """R70, R71; the base case is drafted."""
    assert refusal(second_chance(**more), anna) == why
    record(second_chance(), session=anna)
    assert newest(anna).state == "drafted"


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    ("form", "text", "why", "said"),
    [
        ("F2", "De gebruiker blijft de woning huren.", "", "gate.no_lease"),
        ("F2", "De gebruiker blijft de woning huren.", "Citaat.", ""),
        ("F2", "De gebruiker houdt de tuin bij.", "", ""),
        ("F1", "De huurder blijft de woning huren.", "", ""),
    ],
)
def test_a_condition_with_words_of_a_lease_is_added_for_a_reason_to_what_is_none(
    anna: Session, form: str, text: str, why: str, said: str, *, signed: bool
) -> None:
    """R77: as when it is drafted, before and after it is signed."""
    draft = second_chance()
    terms, end = {**draft.terms, "form": form}, START + timedelta(days=300)
    record(second_chance(terms=terms, end_on=end), session=anna)
    if signed:
        sign(anna)
    one = newest(anna)
    own = condition(clause="own", text=text)
    add = a.AddCondition(case=CASE, agreement=one.id, seen=one.version, condition=own, why=why)
    if said:
        assert refusal(add, anna) == said
    else:
        record(add, session=anna)
    assert [one.text for one in newest(anna).conditions[1:]] == ([] if said else [text])


def test_an_application_is_drafted_later_with_all_that_was_agreed(anna: Session) -> None:
    record(second_chance(state="applied", terms={}, end_on=None, conditions=()), session=anna)
    draft = second_chance()
    assert refusal(step(anna, "drafted"), anna) == "gate.form"
    whole: dict[str, Any] = {
        "terms": draft.terms,
        "end_on": draft.end_on,
        "conditions": draft.conditions,
    }
    assert refusal(step(anna, "drafted", **whole), anna) == "gate.evaluation"
    record(step(anna, "drafted", **whole, why="Te kort."), session=anna)
    one = newest(anna)
    assert (one.state, one.end_on, one.terms["form"]) == ("drafted", draft.end_on, "F1")
    assert one.states[-1].why == "Te kort."
    sign(anna)
    assert newest(anna).state == "signed", "what was answered is not asked again"


@pytest.mark.parametrize(
    "begun", [{"state": "applied", "terms": {}, "end_on": None, "conditions": ()}, {}]
)
def test_what_was_not_signed_is_withdrawn_for_a_reason_without_being_refused(
    anna: Session, begun: dict[str, Any]
) -> None:
    """An applicant who thinks better of it, or a draft with a mistake; another one can follow."""
    record(second_chance(**begun), session=anna)
    assert refusal(step(anna, "withdrawn"), anna) == "refused.state_why"
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
        (TODAY, None, TODAY + relativedelta(months=1)),
        (TODAY - timedelta(days=7), None, TODAY - timedelta(days=7) + relativedelta(months=1)),
        (TODAY - relativedelta(months=1), None, next_working_day(TODAY + relativedelta(months=2))),
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
        record(judge(duty.condition, duty.original_on, JudgedAs.MET), session=anna)
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


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.parametrize("through", [date(2026, 8, 15), TODAY - timedelta(days=1)])
def test_a_lease_of_which_an_old_ledger_shows_no_rent_graduates_for_a_reason_only(
    anna: Session, through: date, rests: bool
) -> None:
    """P06: nothing is held against the tenant, but nobody knows either that all was paid."""
    if rests:
        record(arrangement(anna, conditions=(instalment(),)), session=anna)
        on = newest(anna).id
        conditions = (condition(clause="C02", judge=Judge.AGREEMENT, rests_on=on, rule=""),)
    else:
        conditions = (rent(date(2026, 12, 1)),)
    signed_chance(anna, end_on=TODAY, conditions=conditions)
    known_through(anna, through)
    decided = decision(anna, DecisionKind.GRADUATE)
    if through < TODAY - timedelta(days=1):
        assert refusal(decided, anna) == "refused.graduate_ledger"
        decided = decision(anna, DecisionKind.GRADUATE, why="Bank gebeld: alles is betaald.")
    record(decided, session=anna)
    assert newest(anna).state == "graduated"


def test_an_old_ledger_asks_nothing_of_a_lease_in_which_no_money_is_judged(anna: Session) -> None:
    signed_chance(anna, end_on=TODAY)
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, JudgedAs.MET), session=anna)
    known_through(anna, date(2026, 8, 15))
    record(decision(anna, DecisionKind.GRADUATE), session=anna)
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
        record(judge(duty.condition, duty.original_on, JudgedAs.MET), session=anna)
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
        record(judge(duty.condition, duty.original_on, JudgedAs.MISSED), session=anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE, why="Toch."), anna) == (
        "refused.graduate_breached"
    )


def test_what_an_old_ledger_does_not_show_keeps_nobody_from_graduating(
    anna: Session, store: Path
) -> None:
    """P06: the rent of November may have come; once the ledger shows that it did not, it counts."""
    signed_chance(anna, conditions=(rent(),))
    later = session(store, today=TODAY + timedelta(days=7))
    graduate = decision(later, DecisionKind.GRADUATE, why="Alles gehaald.")
    assert refusal(graduate, later) == "refused.graduate_breached"
    known_through(later, TODAY.replace(day=1) - timedelta(days=1))
    record(graduate, session=later)
    later.close()


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


@pytest.mark.parametrize(
    ("kind", "more", "review_on"),
    [
        (DecisionKind.ADJUST, {}, START + relativedelta(months=3)),
        (DecisionKind.KEEP, {}, START + relativedelta(months=3)),
        (DecisionKind.WARN, {"next_review_on": LATER}, LATER),
    ],
)
def test_a_lease_that_goes_on_is_never_left_without_a_review(
    store: Path, anna: Session, kind: DecisionKind, more: dict[str, Any], review_on: date
) -> None:
    """R73: past the planned day, a decision without another plans the next as the signing did."""
    planned = signed_chance(anna).next_review_on
    assert planned
    late = session(store, today=planned + timedelta(days=1))
    record(decision(late, kind, **more), session=late)
    assert newest(late).next_review_on == review_on
    late.close()


def test_guidance_is_reviewed_as_was_agreed_also_after_a_decision(anna: Session) -> None:
    record(coaching(), session=anna)
    record(decision(anna, DecisionKind.KEEP), session=anna)
    assert newest(anna).next_review_on is None


def test_an_arrangement_does_not_graduate(anna: Session) -> None:
    record(arrangement(anna), session=anna)
    assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.decision"
    assert refusal(decision(anna, DecisionKind.END), anna) == "refused.state_why"
    record(decision(anna, DecisionKind.END, why="Verhuist."), session=anna)
    assert newest(anna).state == "withdrawn"


def test_what_a_condition_rests_on_is_completed_for_a_reason_while_it_goes_wrong(
    anna: Session,
) -> None:
    """With it the condition is met, and nobody is asked again what was missed (R76)."""
    record(coaching(), session=anna)
    coached = newest(anna)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id)
    signed_chance(anna, conditions=(rests,))
    session_ = coached.conditions[0]
    record(judge(session_, session_.first_on, JudgedAs.MISSED), session=anna)
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
    missed = judge(added, first + timedelta(weeks=1), JudgedAs.MISSED)
    assert refusal(missed, anna) == "refused.no_obligation"
