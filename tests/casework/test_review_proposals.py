"""What a review proposes about each agreement of a file is what that one asks for (R73 to R76)."""

from datetime import date, timedelta

import pytest

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.review_ending import left, proposal
from caseconsole.casework.session import Session
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    JudgedAs,
    Outcome,
    Rung,
    Weight,
)
from caseconsole.domain.contact import Channel, Whom
from caseconsole.domain.verdict import Due
from tests.casework.agreed import (
    CASE,
    FIRST,
    arrangement,
    coaching,
    condition,
    decision,
    file_of,
    instalment,
    judge,
    newest,
    refusal,
    rung,
    signed_chance,
)
from tests.casework.stores import RENT, TODAY

WEEKLY = condition(clause="C10", weight=Weight.MAJOR, rule="FREQ=WEEKLY;COUNT=30")
TWICE = condition(rule="FREQ=WEEKLY;COUNT=2")
SOON, LATE = TODAY + timedelta(days=1), TODAY + timedelta(days=200)
FOR_GOOD = {"form": "F3", "signatories": ["landlord", "tenant"], "old_debt_why": "betaald"}


def proposals(here: Session) -> dict[str, DecisionKind | None]:
    """What is proposed about each agreement of the file, by kind."""
    id_ = review.start(here, "x", (), cases=[CASE]).id
    found = review.reread(here, id_, CASE)
    return {made.kind: proposal(found, made) for made in left(found)}


def _judge_both(here: Session, made: Agreement, verdict: JudgedAs) -> None:
    for week in range(2):
        day = FIRST + timedelta(weeks=week)
        record(judge(made.conditions[0], day, verdict), session=here)


@pytest.mark.parametrize(
    ("verdict", "asked"), [(JudgedAs.MET, DecisionKind.KEEP), (JudgedAs.MISSED, DecisionKind.WARN)]
)
def test_guidance_that_is_done_does_not_let_the_lease_beside_it_graduate(
    anna: Session, verdict: JudgedAs, asked: DecisionKind
) -> None:
    """R76: the lease goes on, and where it is breached the ladder is what it asks for."""
    record(coaching(end_on=SOON, conditions=(TWICE,)), session=anna)
    coached = newest(anna)
    _judge_both(anna, coached, JudgedAs.MET)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id, rule="FREQ=MONTHLY")
    made = signed_chance(anna, conditions=(WEEKLY, rests))
    record(judge(made.conditions[0], FIRST, verdict), session=anna)
    assert proposals(anna) == {"budget_coaching": DecisionKind.GRADUATE, "second_chance": asked}


def test_a_lease_that_graduates_does_not_let_the_guidance_beside_it_be_completed(
    anna: Session,
) -> None:
    """Nor is that decided without a reason while its sessions are missed (R76)."""
    guided = condition(rule="FREQ=WEEKLY;COUNT=20")
    record(coaching(end_on=LATE, conditions=(guided,)), session=anna)
    coached = newest(anna)
    _judge_both(anna, coached, JudgedAs.MISSED)
    both = condition(clause="C10", weight=Weight.MAJOR, rule="FREQ=WEEKLY;COUNT=2")
    ends = TODAY + timedelta(days=20)
    made = signed_chance(anna, end_on=ends, terms=FOR_GOOD, conditions=(both,))
    _judge_both(anna, made, JudgedAs.MET)
    assert proposals(anna) == {
        "budget_coaching": DecisionKind.KEEP, "second_chance": DecisionKind.GRADUATE,
    }  # fmt: skip
    seen = next(one for one in file_of(anna).agreements if one.id == coached.id).version
    done = a.Decide(case=CASE, agreement=coached.id, seen=seen, decision=DecisionKind.GRADUATE)
    assert refusal(done, anna) == "refused.graduate_why"
    record(done.model_copy(update={"why": "De coach is tevreden."}), session=anna)


def test_guidance_of_which_all_was_met_is_completed_for_no_reason(anna: Session) -> None:
    record(coaching(end_on=SOON, conditions=(TWICE,)), session=anna)
    _judge_both(anna, newest(anna), JudgedAs.MET)
    record(decision(anna, DecisionKind.GRADUATE), session=anna)


def test_what_a_condition_rests_on_is_not_kept_as_it_is_once_it_ended(anna: Session) -> None:
    """A talk is due, and no key too many settles that (P15)."""
    record(coaching(), session=anna)
    coached = newest(anna)
    rests = condition(clause="C05", judge=Judge.AGREEMENT, rests_on=coached.id, rule="FREQ=MONTHLY")
    made = signed_chance(anna, conditions=(TWICE, rests))
    _judge_both(anna, made, JudgedAs.MET)
    assert proposals(anna)["second_chance"] is DecisionKind.KEEP
    over = a.ChangeState(
        case=CASE, agreement=coached.id, seen=file_of(anna).agreements[0].version, state="ended",
        on=TODAY - timedelta(days=1), why="Kwam niet.",
    )  # fmt: skip
    record(over, session=anna)
    assert proposals(anna) == {"second_chance": None}


@pytest.mark.parametrize(("days", "asked"), [(20, None), (80, DecisionKind.KEEP)])
def test_a_condition_that_ends_soon_and_is_open_is_decided_about_on_purpose(
    anna: Session, days: int, asked: DecisionKind | None
) -> None:
    """R76: from sixty days before."""
    ends = condition(clause="C12", rule="FREQ=WEEKLY", until=TODAY + timedelta(days=days))
    made = signed_chance(anna, terms=FOR_GOOD, conditions=(ends, WEEKLY))
    _judge_both(anna, made, JudgedAs.PARTLY)
    assert proposals(anna) == {"second_chance": asked}


@pytest.mark.parametrize(("card", "asked"), [(False, DecisionKind.GRADUATE), (True, None)])
def test_no_lease_graduates_in_its_window_while_a_rung_is_open(
    anna: Session, *, card: bool, asked: DecisionKind | None
) -> None:
    """It is closed first (R76)."""
    made = signed_chance(anna, conditions=(WEEKLY,), end_on=TODAY + timedelta(days=45))
    about = made.conditions[0]
    record(judge(about, FIRST, JudgedAs.MISSED), session=anna)
    for which in (Rung.TALK, Rung.YELLOW_CARD) if card else ():
        record(rung(anna, which, condition=about.id), session=anna)
    record(judge(about, FIRST, JudgedAs.MET, newest(anna).judgements[-1]), session=anna)
    for week in (1, 2):
        record(judge(about, FIRST + timedelta(weeks=week), JudgedAs.MET), session=anna)
    assert proposals(anna) == {"second_chance": asked}
    if card:
        assert refusal(decision(anna, DecisionKind.GRADUATE), anna) == "refused.graduate_rung"


@pytest.mark.parametrize(
    ("end_on", "verdict", "asked"),
    [
        (None, JudgedAs.MET, DecisionKind.GRADUATE),
        (None, JudgedAs.MISSED, DecisionKind.KEEP),
        (TODAY - timedelta(days=2), JudgedAs.MISSED, None),
        (LATE, JudgedAs.MISSED, DecisionKind.KEEP),
    ],
)
def test_guidance_is_asked_about_its_end_as_the_list_does(
    anna: Session, end_on: date | None, verdict: JudgedAs, asked: DecisionKind | None
) -> None:
    """It graduates once all of it was met, and past its end somebody chooses (R76)."""
    record(coaching(end_on=end_on, conditions=(TWICE,)), session=anna)
    _judge_both(anna, newest(anna), verdict)
    assert proposals(anna) == {"budget_coaching": asked}


def test_an_arrangement_of_which_too_much_was_missed_is_not_kept_before_the_call(
    anna: Session,
) -> None:
    """What was decided before answers no question that came later (R35)."""
    owed = instalment(first_on=TODAY - timedelta(days=70), rule="FREQ=MONTHLY;COUNT=6", cents=RENT)
    first = TODAY - timedelta(days=80)
    record(arrangement(anna, start_on=first, conditions=(owed,)), session=anna)
    assert proposals(anna) == {"payment_arrangement": None}
    record(decision(anna, DecisionKind.KEEP), session=anna)
    anna.conn.execute("UPDATE decision SET on_day = ?", ((TODAY - timedelta(days=1)).isoformat(),))
    called = c.RecordContact(case=CASE, channel=Channel.PHONE, whom=Whom.NO_ANSWER)
    record(called, session=anna)
    assert "arrangement_lapse" in [v.action for v in verdicts(anna, CASE) if isinstance(v, Due)]
    assert proposals(anna) == {"payment_arrangement": None}


@pytest.mark.parametrize("cured", [False, True])
def test_a_pause_hides_no_breach_from_a_review(anna: Session, *, cured: bool) -> None:
    """To keep is to decide about a breach after a red card that was cured, for good (R75)."""
    made = signed_chance(anna, conditions=(WEEKLY,))
    if cured:
        _cure_a_red_card(anna, made)
    else:
        record(judge(made.conditions[0], FIRST, JudgedAs.MISSED), session=anna)
    asked = None if cured else DecisionKind.WARN
    assert proposals(anna) == {"second_chance": asked}
    paused = c.PauseCase(case=CASE, until=TODAY + timedelta(days=5), why="Ziek.")
    record(paused, session=anna)
    assert proposals(anna) == {"second_chance": asked}


def _cure_a_red_card(here: Session, made: Agreement) -> None:
    """A red card of long ago was cured; since then a day was missed."""
    about = made.conditions[0]
    record(judge(about, FIRST, JudgedAs.MISSED), session=here)
    for which in (Rung.TALK, Rung.YELLOW_CARD):
        record(rung(here, which, condition=about.id), session=here)
    long_ago = (FIRST + timedelta(days=1)).isoformat()
    here.conn.execute("UPDATE ladder_step SET on_day = ?, cure_until = NULL", (long_ago,))
    for which in (Rung.THREE_PARTY, Rung.RED_CARD):
        record(rung(here, which, condition=about.id, why="-"), session=here)
        taken = newest(here).ladder[-1]
        ended = Outcome.CURED if which is Rung.RED_CARD else Outcome.NOT_CURED
        ends = a.CloseRung(case=CASE, step=taken.id, seen=taken.version, outcome=ended)
        record(ends, session=here)
    here.conn.execute("UPDATE ladder_step SET on_day = ?", (long_ago,))
    here.conn.execute("UPDATE ladder_step SET outcome_on = ? WHERE outcome = 'cured'", (long_ago,))
    record(judge(about, FIRST + timedelta(weeks=1), JudgedAs.MISSED), session=here)
    here.conn.execute("UPDATE judgement SET on_day = ?", ((TODAY - timedelta(days=4)).isoformat(),))
