"""What a review proposes about each agreement of a file is what that one asks for (R73 to R76)."""

from datetime import timedelta

import pytest

from caseconsole.casework import review
from caseconsole.casework.record import record
from caseconsole.casework.review_ending import left, proposal
from caseconsole.casework.session import Session
from caseconsole.domain import agreement_changes as a
from caseconsole.domain import changes as c
from caseconsole.domain.agreement import (
    Agreement,
    DecisionKind,
    Judge,
    Outcome,
    Rung,
    Verdict,
    Weight,
)
from tests.casework.agreed import (
    CASE,
    FIRST,
    coaching,
    condition,
    decision,
    file_of,
    judge,
    newest,
    refusal,
    rung,
    signed_chance,
)
from tests.casework.stores import TODAY

WEEKLY = condition(clause="C10", weight=Weight.MAJOR, rule="FREQ=WEEKLY;COUNT=30")
TWICE = condition(rule="FREQ=WEEKLY;COUNT=2")
SOON, LATE = TODAY + timedelta(days=1), TODAY + timedelta(days=200)
FOR_GOOD = {"form": "F3", "signatories": ["landlord", "tenant"], "old_debt_why": "betaald"}


def proposals(here: Session) -> dict[str, DecisionKind | None]:
    """What is proposed about each agreement of the file, by kind."""
    id_ = review.start(here, "x", (), cases=[CASE])
    found = review.reread(here, id_, CASE)
    return {made.kind: proposal(found, made) for made in left(found)}


def _judge_both(here: Session, made: Agreement, verdict: Verdict) -> None:
    for week in range(2):
        day = FIRST + timedelta(weeks=week)
        record(judge(made.conditions[0], day, verdict), session=here)


@pytest.mark.parametrize(
    ("verdict", "asked"), [(Verdict.MET, DecisionKind.KEEP), (Verdict.MISSED, DecisionKind.WARN)]
)
def test_guidance_that_is_done_does_not_let_the_lease_beside_it_graduate(
    anna: Session, verdict: Verdict, asked: DecisionKind
) -> None:
    """R76: the lease goes on, and where it is breached the ladder is what it asks for."""
    record(coaching(end_on=SOON, conditions=(TWICE,)), session=anna)
    coached = newest(anna)
    _judge_both(anna, coached, Verdict.MET)
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
    _judge_both(anna, coached, Verdict.MISSED)
    both = condition(clause="C10", weight=Weight.MAJOR, rule="FREQ=WEEKLY;COUNT=2")
    ends = TODAY + timedelta(days=20)
    made = signed_chance(anna, end_on=ends, terms=FOR_GOOD, conditions=(both,))
    _judge_both(anna, made, Verdict.MET)
    assert proposals(anna) == {
        "budget_coaching": DecisionKind.KEEP, "second_chance": DecisionKind.GRADUATE,
    }  # fmt: skip
    seen = next(one for one in file_of(anna).agreements if one.id == coached.id).version
    done = a.Decide(case=CASE, agreement=coached.id, seen=seen, decision=DecisionKind.GRADUATE)
    assert refusal(done, anna) == "refused.graduate_why"
    record(done.model_copy(update={"why": "De coach is tevreden."}), session=anna)


def test_guidance_of_which_all_was_met_is_completed_for_no_reason(anna: Session) -> None:
    record(coaching(end_on=SOON, conditions=(TWICE,)), session=anna)
    _judge_both(anna, newest(anna), Verdict.MET)
    record(decision(anna, DecisionKind.GRADUATE), session=anna)


@pytest.mark.parametrize("cured", [False, True])
def test_a_pause_hides_no_breach_from_a_review(anna: Session, *, cured: bool) -> None:
    """To keep is to decide about a breach after a red card that was cured, for good (R75)."""
    made = signed_chance(anna, conditions=(WEEKLY,))
    if cured:
        _cure_a_red_card(anna, made)
    else:
        record(judge(made.conditions[0], FIRST, Verdict.MISSED), session=anna)
    asked = None if cured else DecisionKind.WARN
    assert proposals(anna) == {"second_chance": asked}
    paused = c.PauseCase(case=CASE, until=TODAY + timedelta(days=5), why="Ziek.")
    record(paused, session=anna)
    assert proposals(anna) == {"second_chance": asked}


def _cure_a_red_card(here: Session, made: Agreement) -> None:
    """A red card of long ago was cured; since then a day was missed."""
    about = made.conditions[0]
    record(judge(about, FIRST, Verdict.MISSED), session=here)
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
    record(judge(about, FIRST + timedelta(weeks=1), Verdict.MISSED), session=here)
    here.conn.execute("UPDATE judgement SET on_day = ?", ((TODAY - timedelta(days=4)).isoformat(),))
