"""Debt counselling from application to final discharge: what is recorded, and what is due then."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from caseconsole.casework.drafting import brought, conditions
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.viewing import open_case
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import Answer, Duty, JudgedAs, ObligationState, Phase
from caseconsole.domain.calendar import add_working_days
from caseconsole.domain.kinds import phase
from caseconsole.store.verify import verify
from tests.casework.agreed import (
    CASE,
    DEBT,
    LEASE,
    duties,
    file_of,
    judge,
    newest,
    refusal,
    step,
    suspend,
    undo,
    withdraw,
)
from tests.casework.stores import RENT, TODAY, book

WAY = ("intake", "plan", "settlement", "mediation")


def counselling(start_on: date = TODAY, **more: Any) -> a.MakeAgreement:
    """An application for the debt of the lease, which names nothing else."""
    values: dict[str, Any] = {
        "agreement": "debt_counselling", "state": "application", "start_on": start_on,
        "partner": "Stadsbank", "covers": (LEASE,),
    }  # fmt: skip
    return a.MakeAgreement(case=CASE, **values | more)


def helped(here: Session, *states: str, start_on: date = TODAY) -> None:
    """Counselling that went through these states today."""
    record(counselling(start_on), session=here)
    for state in states:
        record(step(here, state), session=here)


def discharged(here: Session, start_on: date = TODAY) -> None:
    """Counselling that ended with a final discharge today."""
    helped(here, *WAY, start_on=start_on)
    record(step(here, "discharged", paper="SK-26-114"), session=here)


def due(here: Session) -> dict[str, tuple[int, dict[str, Any]]]:
    """The arrears and the facts of what is due in the file, by action."""
    rows = here.conn.execute(
        "SELECT action, arrears, facts FROM due WHERE case_file = ?", (CASE,)
    ).fetchall()
    return {action: (arrears, json.loads(because)) for action, arrears, because in rows}


def test_a_final_discharge_names_its_paper(anna: Session) -> None:
    helped(anna, *WAY)
    assert refusal(step(anna, "discharged"), anna) == "refused.state_paper"
    record(step(anna, "discharged", paper="SK-26-114"), session=anna)
    assert newest(anna).states[-1].paper == "SK-26-114"


def test_what_was_remitted_is_written_off_and_never_called_about(anna: Session) -> None:
    """R63: until the ledger shows it the file stays open, then nothing is due and it closes."""
    discharged(anna)
    assert list(due(anna)) == ["association_duty"]
    file = file_of(anna)
    assert (file.standing.arrears, file.standing.balance, file.closed_on) == (0, DEBT, None)
    book(anna, LEASE, "write_off", 1 - DEBT)
    assert list(due(anna)) == ["association_duty"]
    book(anna, LEASE, "write_off", -1)
    assert due(anna) == {}
    file = file_of(anna)
    assert (file.episode, file.closed_on, file.paid.open) == (None, TODAY, {newest(anna).id: 0})
    assert verify(anna.conn) == []


def test_rent_missed_between_application_and_settlement_is_remitted_too(anna: Session) -> None:
    """R63: what is settled is what was open on that day, the rent of 1 November among it."""
    discharged(anna, date(2026, 10, 20))
    found = due(anna)
    assert set(found) == {"association_duty"}
    assert found["association_duty"][1]["open_cents"] == DEBT


def test_rent_missed_since_the_settlement_is_called_about_for_itself(anna: Session) -> None:
    settled = {"settled_on": "2026-10-20"}
    record(counselling(date(2026, 10, 20), terms=settled), session=anna)
    for state in WAY:
        record(step(anna, state), session=anna)
    record(step(anna, "discharged", paper="SK-26-114"), session=anna)
    found = due(anna)
    assert set(found) == {"association_duty", "first_call"}
    arrears, because = found["first_call"]
    assert (arrears, because["open_cents"]) == (RENT, RENT)
    assert found["association_duty"][1]["open_cents"] == RENT
    book(anna, LEASE, "write_off", -RENT)
    assert set(due(anna)) == {"first_call"}
    assert file_of(anna).standing.arrears == RENT


def test_a_discharge_that_is_taken_back_leaves_the_debt_as_it_was(anna: Session) -> None:
    discharged(anna)
    undo(anna)
    assert file_of(anna).standing.arrears == DEBT
    assert "association_duty" not in due(anna)


@pytest.mark.parametrize("settled", ["repayment", "refinancing"])
def test_what_is_paid_in_full_is_not_remitted(anna: Session, settled: str) -> None:
    """Its debt is left alone meanwhile; what is open at the end is owed as before (R63)."""
    helped(anna, *WAY[:3], settled)
    assert "first_call" not in due(anna)
    assert "discharge" not in {one.clause for one in newest(anna).conditions}
    assert refusal(step(anna, "discharged", paper="SK-26-114"), anna) == "refused.state_follows"
    record(step(anna, "completed"), session=anna)
    assert file_of(anna).standing.arrears == DEBT
    assert "association_duty" not in due(anna)
    assert "first_call" in due(anna)


def test_after_care_leaves_a_discharge_as_it_is(anna: Session) -> None:
    """What was remitted stays so, and is written off from the day of the discharge (R63)."""
    discharged(anna)
    before = due(anna)
    owed = file_of(anna).standing.arrears
    record(step(anna, "aftercare"), session=anna)
    assert (due(anna), file_of(anna).standing.arrears) == (before, owed)
    assert "association_duty" in before
    assert phase(newest(anna)) is Phase.COMPLETED


@pytest.mark.parametrize("state", ["withdrawn", "not_compliant"])
def test_counselling_that_ends_otherwise_remits_nothing(anna: Session, state: str) -> None:
    helped(anna, *WAY, state)
    assert file_of(anna).standing.arrears == DEBT
    assert "first_call" in due(anna)


SETTING = [
    (("intake", "plan"), "settlement", "answer", "proposal_on", date(2026, 11, 24)),
    (WAY[:3], "mediation", "discharge", "settled_on", date(2028, 5, 3)),
    (WAY[:3], "credit", "credit_discharge", "paid_on", date(2026, 11, 17)),
    (WAY[:3], "zero_offer", "discharge", "settled_on", date(2028, 5, 3)),
    (WAY[:3], "forced", "discharge", "settled_on", date(2028, 5, 3)),
    (WAY[:3], "wsnp", "statutory_end", "admitted_on", date(2028, 5, 3)),
]


@pytest.mark.parametrize(("before", "state", "clause", "term", "on"), SETTING)
def test_a_phase_sets_its_term_whoever_filled_in_nothing(
    anna: Session, before: tuple[str, ...], state: str, clause: str, term: str, on: date
) -> None:
    """The answer within 21 days (R62), the end after 18 months (R61, R63), from the day itself.

    After a settlement credit nothing is waited for but the discharge.
    """
    helped(anna, *before, state)
    made = newest(anna)
    assert made.terms[term] == TODAY.isoformat()
    (duty,) = (one for one in made.conditions if one.clause == clause)
    assert (duty.duty, duty.first_on) == (Duty.ASSOCIATION, on)
    undo(anna)
    assert term not in newest(anna).terms
    assert clause not in {one.clause for one in newest(anna).conditions}


@pytest.mark.parametrize(("before", "state", "clause", "term", "on"), SETTING)
def test_the_term_of_a_phase_is_no_longer_where_counselling_stands_still(
    anna: Session, before: tuple[str, ...], state: str, clause: str, term: str, on: date
) -> None:
    """At most eighteen months, and twenty-one days, are the tenant's and the partner's too."""
    helped(anna, *before, state)
    record(suspend(newest(anna), TODAY, TODAY + timedelta(days=60)), session=anna)
    asked = [one.on for one in duties(anna, until=on) if one.condition.clause == clause]
    assert (asked, newest(anna).terms[term]) == ([on], TODAY.isoformat())


def test_a_term_that_was_filled_in_counts_from_its_own_day(anna: Session) -> None:
    """Written once, whether the duty came along with the change or not."""
    helped(anna, "intake", "plan")
    terms = {"proposal_on": "2026-10-30"}
    drawn = brought(anna, open_case(anna, CASE), newest(anna), "settlement", terms, TODAY)
    record(step(anna, "settlement", terms=terms, conditions=drawn), session=anna)
    answers = [one.first_on for one in newest(anna).conditions if one.clause == "answer"]
    assert answers == [date(2026, 11, 20)]
    undo(anna)
    record(step(anna, "settlement", terms=terms), session=anna)
    answers = [one.first_on for one in newest(anna).conditions if one.clause == "answer"]
    assert answers == [date(2026, 11, 20)]


@pytest.mark.parametrize("verdict", [JudgedAs.MET, JudgedAs.PARTLY, JudgedAs.MISSED])
@pytest.mark.parametrize(
    ("state", "clause"),
    [("mediation", "discharge"), ("credit", "credit_discharge"), ("wsnp", "statutory_end")],
)
def test_a_discharge_is_recorded_as_a_state_with_its_paper_and_judged_by_nobody(
    anna: Session, state: str, clause: str, verdict: JudgedAs
) -> None:
    """What nobody is to do any more can still be let go (R61, R63)."""
    helped(anna, *WAY[:3], state)
    (duty,) = (one for one in newest(anna).conditions if one.clause == clause)
    on = duty.first_on
    assert refusal(judge(duty, on, verdict), anna) == "refused.judged_by_state"
    none = a.WithdrawJudgement(case=CASE, condition=duty.id, original_on=on, seen=0, why="Vergist.")
    assert refusal(none, anna) == "refused.judged_by_state"
    record(judge(duty, on, JudgedAs.WAIVED, why="Gaat niet door."), session=anna)
    record(withdraw(duty.id, on, newest(anna).judgements[-1].id), session=anna)
    assert newest(anna).judgements == ()


def answering(here: Session, verdict: JudgedAs = JudgedAs.MET, **more: Any) -> a.JudgeObligation:
    """A judgement of the duty to answer the proposal, as it is seen now."""
    made = newest(here)
    duty = next(one for one in made.conditions if one.clause == "answer")
    stood = max(made.judgements, key=lambda one: one.id, default=None)
    return judge(duty, duty.first_on, verdict, stood, **more)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "refused.proposal_answer"),
        ({"why": "Te laag."}, "refused.proposal_answer"),
        ({"answer": Answer.REJECTED}, "refused.proposal_why"),
    ],
)
def test_a_proposal_is_accepted_or_rejected_with_a_reason(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """R62: nobody answers without saying how."""
    helped(anna, "intake", "plan", "settlement")
    assert refusal(answering(anna, **more), anna) == why
    record(answering(anna, answer=Answer.REJECTED, why="Te laag."), session=anna)
    made = newest(anna)
    assert made.terms["proposal_answer"] == "rejected"
    assert made.judgements[-1].why == "Te laag."
    record(answering(anna, answer=Answer.ACCEPTED), session=anna)
    assert newest(anna).terms["proposal_answer"] == "accepted"
    record(answering(anna, JudgedAs.WAIVED, why="Ingetrokken."), session=anna)
    assert "proposal_answer" not in newest(anna).terms
    undo(anna)
    assert newest(anna).terms["proposal_answer"] == "accepted"
    assert verify(anna.conn) == []


TERMS: dict[str, object] = {
    "papers": [{"text": "loonstrook", "on": "2026-11-20"}], "turn_up_on": "2026-11-16",
}  # fmt: skip
OWED = {
    "paper": Duty.TENANT, "turn_up": Duty.TENANT, "running_rent": Duty.TENANT,
    "no_new_debts": Duty.TENANT, "pause": Duty.ASSOCIATION, "answer": Duty.ASSOCIATION,
    "discharge": Duty.ASSOCIATION,
}  # fmt: skip


def test_what_tenant_and_association_owe_is_written_dated_and_judged(anna: Session) -> None:
    """Papers, talks, running rent, no new debts; pause, answer, discharge (domain 7.2)."""
    view = open_case(anna, CASE)
    drawn = conditions(anna, view, "debt_counselling", TERMS, TODAY)
    record(counselling(terms=TERMS, conditions=drawn), session=anna)
    for state in WAY:
        record(step(anna, state), session=anna)
    found = {one.clause: one for one in newest(anna).conditions}
    assert {clause: found[clause].duty for clause in OWED} == OWED
    dated = {duty.condition.clause for duty in duties(anna, until=date(2028, 6, 1))}
    assert OWED.keys() <= dated
    answer = {"answer": Answer.ACCEPTED}
    for clause in OWED:
        more: dict[str, Any] = answer if clause == "answer" else {}
        met = judge(found[clause], found[clause].first_on, JudgedAs.MET, **more)
        if clause == "running_rent":
            assert refusal(met, anna) == "refused.judged_by_ledger"
        elif clause == "discharge":
            assert refusal(met, anna) == "refused.judged_by_state"
        elif clause == "turn_up":
            assert refusal(met, anna) == "refused.judged_ahead", "attendance shows on its day"
        else:
            record(met, session=anna)


def test_a_crisis_brings_the_talk_within_three_working_days(anna: Session) -> None:
    """R47: eviction or a cut-off threatens from that day on, whatever was asked at the start."""
    talk = add_working_days(TODAY, 3)
    helped(anna, "crisis")
    assert {duty.condition.clause: duty.on for duty in duties(anna)}["crisis_talk"] == talk
    record(step(anna, "intake"), session=anna)
    met = {duty.condition.clause: duty.state for duty in duties(anna)}["crisis_talk"]
    assert met is ObligationState.MET


@pytest.mark.parametrize("start_on", [TODAY, date(2026, 10, 20), date(2026, 11, 9)])
@pytest.mark.parametrize("drawn", [True, False])
def test_counselling_that_begins_in_a_crisis_brings_its_talk_as_well(
    anna: Session, start_on: date, *, drawn: bool
) -> None:
    """R47: three working days from its first day, whether the duty came along or not."""
    terms: dict[str, object] = {"threatened": True} if drawn else {}
    view = open_case(anna, CASE)
    along = conditions(anna, view, "debt_counselling", terms, start_on) if drawn else ()
    record(counselling(start_on, state="crisis", terms=terms, conditions=along), session=anna)
    made = newest(anna)
    assert made.terms["threatened"]
    found = [one for one in made.conditions if one.clause in {"first_talk", "crisis_talk"}]
    (talk,) = found
    assert (talk.clause, talk.first_on) == ("crisis_talk", add_working_days(start_on, 3))


def test_an_application_for_counselling_brings_no_talk_of_a_crisis(anna: Session) -> None:
    helped(anna)
    assert "threatened" not in newest(anna).terms
    assert "crisis_talk" not in {one.clause for one in newest(anna).conditions}


@pytest.mark.parametrize(
    ("day", "taken"),
    [("2026-11-03", True), ("2026-10-20", True), ("2026-11-04", False), ("2026-10-19", False),
     ("morgen", False)],
)  # fmt: skip
def test_the_day_of_an_admission_has_come(anna: Session, day: str, taken: bool) -> None:
    """What falls due until then is called about no more (R61), so that it does not lie ahead."""
    helped(anna, "intake", "plan", "stabilisation", start_on=date(2026, 10, 20))
    admitted = step(anna, "wsnp", terms={"admitted_on": day})
    if not taken:
        assert refusal(admitted, anna) == "refused.settled_day"
        return
    record(admitted, session=anna)
    assert newest(anna).terms["admitted_on"] == day


@pytest.mark.parametrize("before", [(), ("crisis",), ("intake",), ("intake", "plan")])
def test_an_admission_follows_whatever_came_before_it(
    anna: Session, before: tuple[str, ...]
) -> None:
    """The court may let somebody skip an amicable settlement since 1 July 2023 (R61)."""
    helped(anna, *before, "wsnp")
    assert newest(anna).terms["admitted_on"] == TODAY.isoformat()
    assert "first_call" not in due(anna)


@pytest.mark.parametrize(
    ("start_on", "admitted_on", "why"),
    [
        (TODAY, "", ""),
        (date(2026, 10, 20), "2026-10-20", ""),
        (date(2026, 10, 20), "2026-11-03", ""),
        (date(2026, 10, 20), "2026-10-19", "refused.settled_day"),
        (TODAY, "2026-11-04", "refused.settled_day"),
        (TODAY, "morgen", "refused.settled_day"),
        (date(2026, 11, 4), "", "refused.state_day"),
    ],
)
def test_a_scheme_can_be_recorded_first_once_its_day_has_come(
    anna: Session, start_on: date, admitted_on: str, why: str
) -> None:
    terms: dict[str, object] = {"admitted_on": admitted_on} if admitted_on else {}
    made = counselling(start_on, state="wsnp", terms=terms)
    if why:
        assert refusal(made, anna) == why
        return
    record(made, session=anna)
    one = newest(anna)
    assert (one.state, one.state_on) == ("wsnp", start_on)
    assert one.terms["admitted_on"] == (admitted_on or start_on.isoformat())


def test_of_a_scheme_that_is_recorded_first_no_talk_or_decision_is_awaited(anna: Session) -> None:
    """What came before an admission is met by it (R47, R48)."""
    view = open_case(anna, CASE)
    drawn = conditions(anna, view, "debt_counselling", {}, TODAY)
    record(counselling(state="wsnp", conditions=drawn), session=anna)
    found = {duty.condition.clause: duty.state for duty in duties(anna)}
    assert {found["first_talk"], found["decision"]} == {ObligationState.MET}
