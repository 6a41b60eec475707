"""The ladder at a breach: no rung without a breach, no red card without two, nor past a shield."""

from datetime import timedelta
from pathlib import Path

from caseconsole.casework.day import run_day
from caseconsole.casework.papers import sheets
from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    Agreement,
    Condition,
    DecisionKind,
    JudgedAs,
    Outcome,
    Rung,
    Weight,
)
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    LEASE,
    coaching,
    condition,
    decision,
    duties,
    file_of,
    judge,
    newest,
    refusal,
    rung,
    signed_chance,
    step,
    suspend,
)
from tests.casework.stores import TODAY, session

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)
WEEKLY = condition(clause="C05", rule="FREQ=WEEKLY;COUNT=20", weight=Weight.MAJOR)


def test_the_ladder_is_climbed_rung_by_rung_up_to_a_red_card_by_two(
    anna: Session, store: Path
) -> None:
    """R75, R78: none is skipped; the second person is a team leader, and another."""
    missed = _miss(anna, signed_chance(anna))
    assert refusal(rung(anna, Rung.YELLOW_CARD), anna) == "refused.rung_below"
    assert refusal(rung(anna, Rung.TALK, condition=99), anna) == "refused.condition_unknown"
    record(rung(anna, Rung.TALK, condition=missed.id), session=anna)
    assert refusal(rung(anna, Rung.TALK, condition=missed.id), anna) == "refused.rung_open"
    record(rung(anna, Rung.YELLOW_CARD, condition=missed.id), session=anna)
    assert newest(anna).ladder[-1].cure_until == TODAY + timedelta(days=14)
    assert refusal(step(anna, "red_card"), anna) == "refused.red_card_none"
    assert refusal(rung(anna, Rung.THREE_PARTY), anna) == "gate.cure_over"
    assert refusal(_closing(anna, Rung.YELLOW_CARD), anna) == "gate.cure_over"
    _let_time_pass(anna)
    _close(anna, Rung.YELLOW_CARD)
    record(rung(anna, Rung.THREE_PARTY), session=anna)
    assert refusal(_approve(anna), anna) == "refused.rights"
    assert refusal(rung(anna, Rung.RED_CARD), anna) == "gate.three_party"
    _close(anna, Rung.THREE_PARTY)
    assert refusal(rung(anna, Rung.RED_CARD), anna) == "gate.shelter"
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    assert refusal(step(anna, "red_card", why="Toch."), anna) == "gate.second_person"
    ends = decision(anna, DecisionKind.END, why="Vertrekt.", paper="OPZ-1")
    assert refusal(ends, anna) == "gate.end_card"
    assert _asked_of(anna) == [("breach_rung.second", "tess")]
    tess = session(store, "tess")
    record(_approve(tess), session=tess)
    assert newest(anna).ladder[-1].second == "tess"
    assert [because for because, _ in _asked_of(anna)] == ["breach_rung.decide_end"]
    assert refusal(_approve(tess), tess) == "refused.rung_approved"
    tess.close()
    assert refusal(step(anna, "red_card"), anna) == "gate.shelter"
    record(step(anna, "red_card", why="Gaat naar familie."), session=anna)


def test_a_red_card_that_was_cured_ends_nothing(anna: Session, store: Path) -> None:
    signed_chance(anna)
    _climb(anna)
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    tess = session(store, "tess")
    record(_approve(tess), session=tess)
    tess.close()
    _close(anna, Rung.RED_CARD, Outcome.CURED)
    assert refusal(step(anna, "red_card", why="Toch."), anna) == "refused.red_card_none"


def test_nobody_gets_a_card_while_all_goes_well(anna: Session) -> None:
    """R75: a card follows a breach; a talk can be held at any time."""
    signed_chance(anna)
    for duty in duties(anna, until=TODAY):
        record(judge(duty.condition, duty.original_on, JudgedAs.MET), session=anna)
    record(rung(anna, Rung.TALK), session=anna)
    assert refusal(rung(anna, Rung.YELLOW_CARD), anna) == "refused.rung_no_breach"
    _close(anna, Rung.TALK)
    assert refusal(rung(anna, Rung.YELLOW_CARD), anna) == "refused.rung_no_breach"


def test_a_card_is_about_what_was_missed(anna: Session) -> None:
    """R75: a talk about one condition that led to no cure is no reason for a card about another."""
    weekly = (condition(clause="C05", weight=Weight.MAJOR), condition(clause="C10"))
    missed, kept = signed_chance(anna, conditions=weekly).conditions
    _miss(anna, newest(anna))
    record(rung(anna, Rung.TALK, condition=missed.id), session=anna)
    _close(anna, Rung.TALK)
    card = rung(anna, Rung.YELLOW_CARD, condition=kept.id)
    assert refusal(card, anna) == "refused.rung_no_breach"
    record(rung(anna, Rung.YELLOW_CARD, condition=missed.id), session=anna)


def test_a_family_gets_no_red_card_past_the_shelter_desk(anna: Session, store: Path) -> None:
    """R57, R78: a reason does not do; the desk's answer is asked for at each step."""
    signed_chance(anna)
    _climb(anna)
    _bear(anna)
    card = rung(anna, Rung.RED_CARD, why="Toch.")
    assert refusal(card, anna) == "gate.shelter_children"
    record(
        a.Refer(case=CASE, referral="shelter_desk", partner="CIMOT", reply_by=TODAY), session=anna
    )
    assert refusal(rung(anna, Rung.RED_CARD), anna) == "gate.shelter_children"
    answer = a.AnswerReferral(case=CASE, referral=1, seen=1, answer="Er is plek voor het gezin.")
    record(answer, session=anna)
    record(rung(anna, Rung.RED_CARD), session=anna)
    assert refusal(step(anna, "red_card", why="Toch."), anna) == "gate.second_person"
    tess = session(store, "tess")
    record(_approve(tess), session=tess)
    tess.close()
    record(step(anna, "red_card"), session=anna)


def test_a_red_card_is_not_approved_once_its_gate_has_closed(anna: Session, store: Path) -> None:
    """A child came to live there, or that the meeting of three led to no cure was taken back."""
    tess = session(store, "tess")
    signed_chance(anna)
    _climb(anna)
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    _bear(anna)
    assert refusal(_approve(tess), tess) == "gate.shelter_children"
    anna.conn.execute("UPDATE ladder_step SET outcome = NULL WHERE rung = 'three_party'")
    assert refusal(_approve(tess), tess) == "gate.three_party"
    tess.close()


def test_while_a_moratorium_runs_nobody_gives_a_red_card_or_approves_one(
    anna: Session, store: Path
) -> None:
    """R60: whatever was decided before it."""
    tess = session(store, "tess")
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    _climb(anna)
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    record(suspend(newest(anna), TODAY, LATER, reason_kind="moratorium"), session=anna)
    assert refusal(rung(anna, Rung.RED_CARD, condition=newest(anna).conditions[0].id), anna) == (
        "gate.moratorium"
    )
    assert refusal(_approve(tess), tess) == "gate.moratorium"
    assert refusal(step(anna, "not_renewed", why="Rode kaart."), anna) == "gate.moratorium"
    tess.close()


def test_the_text_of_a_red_card_is_there_once_two_stand_for_it(anna: Session, store: Path) -> None:
    signed_chance(anna)
    _climb(anna)
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    assert "red_card" not in sheets(anna, file_of(anna))
    tess = session(store, "tess")
    record(_approve(tess), session=tess)
    tess.close()
    assert "red_card" in sheets(anna, file_of(anna))


def _miss(here: Session, one: Agreement) -> Condition:
    """Judge the first session of an agreement to be missed."""
    of = one.conditions[0]
    record(judge(of, of.first_on, JudgedAs.MISSED), session=here)
    return of


def _climb(here: Session) -> None:
    """The ladder up to a meeting of three, with a yellow card that led to no cure."""
    _miss(here, newest(here))
    for one in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(here, one), session=here)
    _let_time_pass(here)
    _close(here, Rung.YELLOW_CARD)
    record(rung(here, Rung.THREE_PARTY), session=here)
    _close(here, Rung.THREE_PARTY)


def _let_time_pass(here: Session) -> None:
    """Let the yellow card lie so far back that its time to cure is over."""
    days = (TODAY - timedelta(days=15)).isoformat(), (TODAY - timedelta(days=1)).isoformat()
    here.conn.execute(
        "UPDATE ladder_step SET on_day = ?, cure_until = ? WHERE rung = 'yellow_card'", days
    )


def _close(here: Session, which: Rung, outcome: Outcome = Outcome.NOT_CURED) -> None:
    record(_closing(here, which, outcome), session=here)


def _closing(here: Session, which: Rung, outcome: Outcome = Outcome.NOT_CURED) -> a.CloseRung:
    one = next(one for one in newest(here).ladder if one.rung is which)
    return a.CloseRung(case=CASE, step=one.id, seen=one.version, outcome=outcome)


def _bear(here: Session) -> None:
    """Let a child live in the home."""
    here.conn.execute(
        "INSERT INTO household_member (lease, reference, kind, birth_year, since)"
        " VALUES (?, '2', 'child', 2018, '2020-01-01')",
        (LEASE,),
    )


def _approve(here: Session) -> a.ApproveRung:
    card = newest(here).ladder[-1]
    return a.ApproveRung(case=CASE, step=card.id, seen=card.version)


def test_nobody_approves_an_own_red_card_or_another_rung(anna: Session, store: Path) -> None:
    tess = session(store, "tess")
    signed_chance(tess)
    _climb(tess)
    assert refusal(_approve(tess), tess) == "refused.rung_alone"
    record(rung(tess, Rung.RED_CARD, why="Gaat naar familie."), session=tess)
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


def test_nobody_graduates_while_a_card_is_open(anna: Session) -> None:
    """The letter says that no cards run any more; the talk was answered by the card after it."""
    _miss(anna, signed_chance(anna))
    for one in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, one), session=anna)
    for duty in duties(anna, until=TODAY):
        met = judge(duty.condition, duty.original_on, JudgedAs.MET, duty.judgement, why="Was er.")
        record(met, session=anna)
    graduates = decision(anna, DecisionKind.GRADUATE, why="Alles gehaald.")
    assert refusal(graduates, anna) == "refused.graduate_rung"
    assert refusal(step(anna, "graduated", why="Alles gehaald."), anna) == "refused.graduate_rung"
    _close(anna, Rung.YELLOW_CARD, Outcome.CURED)
    record(decision(anna, DecisionKind.GRADUATE, why="Alles gehaald."), session=anna)
    assert newest(anna).state == "graduated"


def test_a_family_is_not_refused_renewal_by_one_person(anna: Session) -> None:
    signed_chance(anna, end_on=TODAY + timedelta(days=60))
    _bear(anna)
    assert refusal(step(anna, "not_renewed", why="Toch."), anna) == "gate.red_card_approved"


def test_what_is_missed_in_the_time_to_cure_leads_on_and_a_third_miss_to_a_red_card(
    anna: Session, store: Path
) -> None:
    """R75: what the worklist asks for can be done, whatever became of the rung below it."""
    one = signed_chance(anna, conditions=(WEEKLY,))
    _miss(anna, one)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, which), session=anna)
    late = TODAY + timedelta(days=8)
    here = session(store, today=late)
    days = [duty.original_on for duty in duties(here, until=LATER)]
    first = next(day for day in days if day > TODAY)
    second = next(day for day in days if day > late + timedelta(days=1))
    record(judge(one.conditions[0], first, JudgedAs.MISSED), session=here)
    here.close()
    here = session(store, today=late + timedelta(days=1))
    run_day(here)
    asked = "SELECT facts FROM due WHERE action = 'breach_rung'"
    assert "rung.three_party" in here.conn.execute(asked).fetchone()[0]
    record(rung(here, Rung.THREE_PARTY), session=here)
    assert refusal(rung(here, Rung.RED_CARD, why="Toch."), here) == "gate.cure_over"
    _close(here, Rung.YELLOW_CARD)
    _close(here, Rung.THREE_PARTY, Outcome.CURED)
    assert refusal(rung(here, Rung.RED_CARD, why="Toch."), here) == "refused.rung_no_breach"
    here.close()
    here = session(store, today=LATER)
    record(judge(one.conditions[0], second, JudgedAs.MISSED), session=here)
    record(rung(here, Rung.RED_CARD, why="Gaat naar familie."), session=here)
    here.close()


def test_what_is_missed_of_another_condition_does_not_end_the_time_to_cure(
    anna: Session, store: Path
) -> None:
    """It is a breach of its own: it leads one up, and says nothing of the card (R75)."""
    both = (
        condition(clause="C05", weight=Weight.MAJOR),
        condition(clause="C10", weight=Weight.MAJOR),
    )
    about, other = signed_chance(anna, conditions=both).conditions
    _miss(anna, newest(anna))
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, which, condition=about.id), session=anna)
    here = session(store, today=TODAY + timedelta(days=8))
    day = next(d.on for d in duties(here) if d.condition.id == other.id and d.on > TODAY)
    record(judge(other, day, JudgedAs.MISSED), session=here)
    assert refusal(_closing(here, Rung.YELLOW_CARD), here) == "gate.cure_over"
    record(rung(here, Rung.THREE_PARTY, condition=other.id), session=here)
    here.close()


def _asked_of(session: Session) -> list[tuple[str, str]]:
    """What the ladder asks, and of whom."""
    view = read.case_view(session.conn, CASE, session.clock.now().today, "anna")
    return [(due.because.id, due.for_login) for due in view.dues if due.action == "breach_rung"]


def test_what_is_older_than_a_card_and_judged_after_it_does_not_end_the_time_to_cure(
    anna: Session, store: Path
) -> None:
    """R75: fourteen days are fourteen days; the worklist does not ask for more either."""
    minor = condition(clause="C05", weight=Weight.MINOR)
    about = signed_chance(anna, conditions=(minor,)).conditions[0]
    oldest, *others = [duty.original_on for duty in duties(anna, until=TODAY)]
    for day in others:
        record(judge(about, day, JudgedAs.MISSED), session=anna)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(anna, which, condition=about.id), session=anna)
    here = session(store, today=TOMORROW)
    run_day(here)
    record(judge(about, oldest, JudgedAs.MISSED), session=here)
    assert _asked_of(here) == []
    assert refusal(rung(here, Rung.THREE_PARTY, condition=about.id), here) == "gate.cure_over"
    assert refusal(_closing(here, Rung.YELLOW_CARD), here) == "gate.cure_over"
    here.close()


def test_nobody_loses_a_home_with_nothing_judged(anna: Session) -> None:
    """R75: what waits for a judgement is a talk, no card; nor is it ever more than a warning."""
    about = signed_chance(anna).conditions[0].id
    record(rung(anna, Rung.TALK), session=anna)
    for which in (None, about):
        card = rung(anna, Rung.YELLOW_CARD, condition=which)
        assert refusal(card, anna) == "refused.rung_no_breach"
    _close(anna, Rung.TALK)
    assert refusal(rung(anna, Rung.YELLOW_CARD), anna) == "refused.rung_no_breach"
    done = duties(anna, until=TODAY)[1]
    record(judge(done.condition, done.original_on, JudgedAs.PARTLY), session=anna)
    record(rung(anna, Rung.YELLOW_CARD), session=anna)
    anna.conn.execute("UPDATE ladder_step SET on_day = '2026-09-01' WHERE rung = 'talk'")
    _let_time_pass(anna)
    _close(anna, Rung.YELLOW_CARD)
    assert refusal(rung(anna, Rung.THREE_PARTY), anna) == "gate.breached"
    assert _asked_of(anna) == []
    _miss(anna, newest(anna))
    record(rung(anna, Rung.THREE_PARTY), session=anna)


def test_a_red_card_falls_with_the_judgement_that_it_rests_on(anna: Session, store: Path) -> None:
    signed_chance(anna)
    _climb(anna)
    record(rung(anna, Rung.RED_CARD, why="Gaat naar familie."), session=anna)
    of, said = newest(anna).conditions[0], newest(anna).judgements[-1]
    record(judge(of, of.first_on, JudgedAs.EXCUSED, said, why="Ziek."), session=anna)
    tess = session(store, "tess")
    assert refusal(_approve(tess), tess) == "gate.breached"
    tess.close()
