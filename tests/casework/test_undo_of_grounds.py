"""What opened a gate stays in the file as long as what it let through; two never stand at once."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    DecisionKind,
    JudgedAs,
    Outcome,
    Rung,
    SuspensionKind,
    Weight,
)
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.message import Refused
from caseconsole.store.write import Writer
from tests.casework.agreed import (
    CASE,
    DEBT,
    LEASE,
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
    rung,
    signed_chance,
    step,
    undo,
)
from tests.casework.stores import RENT, TODAY, book, pay, session
from tests.casework.stores import newest as newest_seq
from tests.casework.test_arranged_elsewhere import GARAGE, HOME, case_of

WEEKLY = condition(clause="C05", rule="FREQ=WEEKLY;COUNT=20", weight=Weight.MAJOR)
ENDS = {"why": "opgezegd", "paper": "P-1"}
OVER = TODAY + timedelta(days=15)


def _refused(here: Session) -> dict[str, Any]:
    """Taking back is refused, and changes nothing; the values of the sentence."""
    head = newest_seq(here)
    with pytest.raises(Refused) as refusal:
        undo(here)
    assert newest_seq(here) == head
    return {"id": refusal.value.why.id, **dict(refusal.value.why.values)}


def _close(here: Session, which: Rung) -> None:
    card = next(one for one in newest(here).ladder if one.rung is which)
    change = a.CloseRung(case=CASE, step=card.id, seen=card.version, outcome=Outcome.NOT_CURED)
    record(change, session=here)


def _up_to_a_red_card(store: Path, anna: Session) -> Session:
    """Sessions are missed, and all rungs taken; a later session of the one who took them."""
    one = signed_chance(anna, conditions=(WEEKLY,))
    for duty in duties(anna, until=TODAY):
        record(judge(one.conditions[0], duty.original_on, JudgedAs.MISSED), session=anna)
    about = one.conditions[0].id
    record(rung(anna, Rung.TALK, condition=about), session=anna)
    record(rung(anna, Rung.YELLOW_CARD, condition=about), session=anna)
    later = session(store, "anna", OVER)
    run_day(later)
    _close(later, Rung.YELLOW_CARD)
    record(rung(later, Rung.THREE_PARTY, condition=about), session=later)
    _close(later, Rung.THREE_PARTY)
    record(rung(later, Rung.RED_CARD, condition=about, why="geen kinderen"), session=later)
    return later


def test_nobody_takes_back_the_second_signature_once_the_home_is_ended(
    store: Path, anna: Session
) -> None:
    """R75, R78: two persons stand for it as long as it stands."""
    later, tess = _up_to_a_red_card(store, anna), session(store, "tess", OVER)
    card = newest(later).ladder[-1]
    record(a.ApproveRung(case=CASE, step=card.id, seen=card.version), session=tess)
    undo(tess)
    card = newest(later).ladder[-1]
    record(a.ApproveRung(case=CASE, step=card.id, seen=card.version), session=tess)
    record(step(later, "red_card", on=OVER, why="vonnis", paper="V-1"), session=later)
    assert _refused(tess) == {
        "id": "refused.undo_changed", "what_word": "change.approve_rung",
        "later_word": "change.change_state", "actor": "anna",
    }  # fmt: skip
    assert newest(later).ladder[-1].second == "tess"
    undo(later)
    undo(tess)
    assert newest(later).ladder[-1].second == ""


def test_the_answer_of_the_shelter_desk_stays_with_the_end_that_it_let_through(
    anna: Session, bram: Session
) -> None:
    """R57: with a child in the home."""
    with anna.store.transaction():
        Writer(anna.store).insert(
            "household_member", lease=LEASE, reference="9", kind="child", birth_year=2015,
            since="2020-01-01", until=None,
        )  # fmt: skip
    signed_chance(anna)
    record(
        a.Refer(case=CASE, referral="shelter_desk", partner="CIMOT", reply_by=TODAY), session=bram
    )
    asked = file_of(bram).referrals[-1]
    answer = a.AnswerReferral(case=CASE, referral=asked.id, seen=asked.version, answer="plek")
    record(answer, session=bram)
    record(step(anna, "ended", why="opgezegd", paper="P-1"), session=anna)
    assert _refused(bram)["later_word"] == "change.change_state"
    assert file_of(bram).referrals[-1].answered_on == TODAY


def test_what_opened_the_gate_of_a_decision_stays_with_it(anna: Session, bram: Session) -> None:
    """A decision that ends the lease is as good as its end; one that keeps it holds nothing."""
    signed_chance(anna)
    call = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    for kind, more in ((DecisionKind.KEEP, {}), (DecisionKind.END, ENDS)):
        record(call.model_copy(update={"change_id": f"call-{kind}"}), session=bram)
        record(decision(anna, kind, **more), session=anna)
        if kind is DecisionKind.KEEP:
            undo(bram)
    assert newest(anna).state == "ended"
    assert _refused(bram)["later_word"] == "change.decide"


@pytest.mark.parametrize("until", [TODAY - timedelta(days=3), None])
def test_a_prolonging_stays_once_something_was_judged_by_it(
    anna: Session, bram: Session, until: date | None
) -> None:
    """What lasts to the end, or goes on to it; taken back is what was judged first."""
    daily = condition(rule="FREQ=DAILY", until=until)
    record(coaching(end_on=TODAY - timedelta(days=3), conditions=(daily,)), session=anna)
    record(decision(anna, DecisionKind.KEEP, end_on=OVER), session=anna)
    (asked,) = newest(anna).conditions
    record(judge(asked, TODAY - timedelta(days=1), JudgedAs.MISSED), session=bram)
    assert _refused(anna)["later_word"] == "change.judge"
    undo(bram)
    undo(anna)
    assert newest(anna).end_on == TODAY - timedelta(days=3)


def test_an_end_of_a_condition_is_taken_back_over_what_was_judged_since(
    anna: Session, bram: Session
) -> None:
    """It asks for longer again, and nothing that was judged falls out."""
    record(coaching(), session=anna)
    (asked,) = newest(anna).conditions
    end = a.EndCondition(
        case=CASE, condition=asked.id, seen=asked.version, until=TODAY, why="Klaar."
    )
    record(end, session=anna)
    on = duties(anna, until=TODAY)[-1].original_on
    record(judge(asked, on, JudgedAs.MET), session=bram)
    undo(anna)
    assert newest(anna).conditions[0].ended_on is None


def test_a_signature_stays_once_something_was_judged_by_it(anna: Session, bram: Session) -> None:
    """Else what was judged would be seen nowhere."""
    one = signed_chance(anna)
    on = duties(anna, until=TODAY)[-1].original_on
    record(judge(one.conditions[0], on, JudgedAs.MET), session=bram)
    assert _refused(anna)["later_word"] == "change.judge"
    undo(bram)
    undo(anna)
    assert newest(anna).state == "drafted"


@pytest.mark.parametrize("lease", [HOME, GARAGE])
def test_a_call_stays_once_an_arrangement_lapsed_by_it(
    anna: Session, bram: Session, store: Path, lease: int
) -> None:
    """R35: nobody's arrangement lapses without a call, which counts in all files of a tenant."""
    home = case_of(anna, HOME)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", cents=RENT // 4, first_on=TODAY)
    record(arrangement(anna, home, covers=(HOME,), conditions=(weekly,)), session=anna)
    late = TODAY + timedelta(days=21)
    here, there = session(store, "anna", late), session(store, "bram", late)
    known_through(here, late - timedelta(days=1))
    run_day(here)
    call = c.RecordContact(case=case_of(here, lease), channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(call, session=there)
    (made,) = file_of(here, home).agreements
    lapsed = a.ChangeState(
        case=home, agreement=made.id, seen=made.version, state="lapsed", on=late, why="gemist"
    )
    record(lapsed, session=here)
    assert _refused(there)["what_word"] == "change.contact"
    undo(here)
    undo(there)


@pytest.mark.parametrize("by", ["resume", "suspend", "change_state", "decide"])
@pytest.mark.parametrize("covers", [(HOME, GARAGE), (HOME,)])
def test_what_shielded_the_debt_of_another_file_is_not_taken_back_once_that_lapsed(
    anna: Session, store: Path, by: str, covers: tuple[int, ...]
) -> None:
    """R60: counselling in the file of the home covers the garage, whose arrangement lapses."""
    garage = case_of(anna, GARAGE)
    weekly = instalment(rule="FREQ=WEEKLY;COUNT=4", cents=RENT // 4, first_on=TODAY)
    record(arrangement(anna, garage, covers=(GARAGE,), conditions=(weekly,)), session=anna)
    late = TODAY + timedelta(days=21)
    tess, bram = session(store, "tess", late), session(store, "bram", late)
    known_through(tess, late - timedelta(days=1))
    change = _changed_about_counselling(tess, covers, by, late)
    run_day(tess)
    call = c.RecordContact(case=garage, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(call, session=bram)
    (owed,) = file_of(bram, garage).agreements
    lapsed = a.ChangeState(
        case=garage, agreement=owed.id, seen=owed.version, state="lapsed", on=late, why="gemist"
    )
    if by == "resume" and GARAGE in covers:
        with pytest.raises(Refused, match="moratorium"):
            record(lapsed, session=bram)
    record(change, session=tess)
    record(lapsed.model_copy(update={"change_id": "lapse-now"}), session=bram)
    if GARAGE in covers:
        assert _refused(tess)["what_word"] == f"change.{by}"
        undo(bram)
    undo(tess)


def _changed_about_counselling(
    here: Session, covers: tuple[int, ...], by: str, today: date
) -> c.Change:
    """A change to counselling in the file of the home; one that resumes ends its moratorium."""
    home = case_of(here, HOME)
    made = a.MakeAgreement(
        case=home, agreement="debt_counselling", state="application", start_on=TODAY,
        partner="Stadsbank", covers=covers,
    )  # fmt: skip
    record(made, session=here)
    about = {"case": home, "agreement": newest(here, home).id}
    until, yesterday = today + timedelta(days=90), today - timedelta(days=1)
    reason = {
        "why": "voorziening", "since": TODAY, "reason_kind": SuspensionKind.MORATORIUM,
    }  # fmt: skip
    seen = newest(here, home).version
    if by == "resume":
        record(a.Suspend(**about, **reason, seen=seen, until=until), session=here)
        (still,) = newest(here, home).suspensions
        return a.Resume(case=home, suspension=still.id, seen=still.version, until=yesterday)
    if by == "suspend":
        return a.Suspend(**about, **reason, seen=seen, until=yesterday)
    if by == "change_state":
        return a.ChangeState(**about, seen=seen, state="intake", on=today)
    return a.Decide(**about, seen=seen, decision=DecisionKind.KEEP)


@pytest.mark.parametrize("by", ["suspend", "resume"])
@pytest.mark.parametrize("kind", [SuspensionKind.HOSPITAL, SuspensionKind.MORATORIUM])
def test_a_stay_in_hospital_shields_no_debt_of_another_file_and_is_taken_back(
    anna: Session, bram: Session, by: str, kind: SuspensionKind
) -> None:
    """Whatever ended there meanwhile; a moratorium shields there too (R60)."""
    home, garage = case_of(anna, HOME), case_of(anna, GARAGE)
    both = instalment(rule="FREQ=MONTHLY;COUNT=4", cents=RENT // 2)
    record(arrangement(anna, home, covers=(HOME, GARAGE), conditions=(both,)), session=anna)
    one = signed_chance(bram, garage)
    made = newest(anna, home)
    still = a.Suspend(
        case=home, agreement=made.id, seen=made.version, since=TODAY,
        until=TODAY + timedelta(days=5), reason_kind=kind, why="opname",
    )  # fmt: skip
    record(still, session=anna)
    if by == "resume":
        (rests,) = newest(anna, home).suspensions
        ends = a.Resume(case=home, suspension=rests.id, seen=rests.version, until=TODAY)
        record(ends, session=anna)
    call = c.RecordContact(case=garage, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(call, session=bram)
    ended = a.ChangeState(
        case=garage, agreement=one.id, seen=one.version, state="ended", on=TODAY, **ENDS
    )
    record(ended, session=bram)
    if kind is SuspensionKind.MORATORIUM:
        assert _refused(anna)["what_word"] == f"change.{by}"
        undo(bram)
    undo(anna)


def test_what_a_colleague_did_to_something_else_does_not_stand_in_the_way(
    anna: Session, bram: Session
) -> None:
    """A call that was written into the wrong file is taken back, and a signature too."""
    record(coaching(state="offered", start_on=TODAY, conditions=()), session=bram)
    call = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(call, session=anna)
    record(step(bram, "accepted"), session=bram)
    undo(anna)
    signed_chance(bram)
    record(call.model_copy(update={"change_id": "call-too"}), session=anna)
    record(rung(bram, Rung.TALK), session=bram)
    undo(anna)
    record(coaching(case=1), session=bram)
    sessions = newest(bram, 1).conditions[0]
    signed_chance(anna, case=1)
    met = judge(sessions, sessions.first_on, JudgedAs.MET).model_copy(update={"case": 1})
    record(met, session=bram)
    undo(anna)
    assert newest(anna, 1).state == "drafted"


@pytest.mark.parametrize("decided", [False, True])
def test_an_end_is_not_taken_back_beside_the_agreement_that_followed(
    anna: Session, bram: Session, decided: bool
) -> None:
    """R38: two arrangements never cover one lease."""
    record(arrangement(anna), session=anna)
    ended = decision(anna, DecisionKind.END, why="anders")
    record(ended if decided else step(anna, "withdrawn", why="anders"), session=anna)
    record(arrangement(bram, why="ander bedrag"), session=bram)
    assert _refused(anna)["id"] == "refused.agreement_exists"
    undo(bram)
    undo(anna)
    assert newest(anna).state == "agreed"


def test_a_kept_arrangement_does_not_run_again_beside_the_one_that_followed(
    anna: Session, store: Path
) -> None:
    """Its payment came back, and the new debt is arranged already."""
    record(arrangement(anna), session=anna)
    pay(anna, LEASE, DEBT)
    assert newest(anna).state == "kept"
    book(anna, LEASE, "charge", 10_000)
    record(arrangement(anna, why="nieuwe schuld"), session=anna)
    book(anna, LEASE, "returned", DEBT)
    assert [one.state for one in file_of(anna).agreements] == ["kept", "agreed"]
