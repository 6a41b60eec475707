"""A judgement that is taken back in a later session, by whoever sees that it was wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework import review
from caseconsole.casework.proof import proofs
from caseconsole.casework.record import Receipt, record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.casework.why import verdicts
from caseconsole.domain import agreement_changes as a
from caseconsole.domain.agreement import (
    Condition,
    DecisionKind,
    Judge,
    JudgedAs,
    ObligationState,
    Outcome,
    Rung,
)
from caseconsole.domain.message import Refused
from caseconsole.domain.verdict import Due
from caseconsole.store import read
from tests.casework.agreed import (
    CASE,
    FIRST,
    arrangement,
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
    undo,
    withdrawal,
)
from tests.casework.stores import TODAY, session, standing_facts

LATER = TODAY + timedelta(days=30)


def said(here: Session, verdict: JudgedAs, on: date = FIRST, **more: Any) -> Receipt:
    """The first condition of the newest agreement is judged, as it is seen now."""
    made = newest(here)
    stood = [one for one in made.judgements if one.original_on == on]
    asked = judge(made.conditions[0], on, verdict, stood[-1] if stood else None, **more)
    return record(asked, session=here)


@pytest.mark.parametrize("who", ["anna", "bram"])
@pytest.mark.parametrize(
    ("verdict", "more"),
    [
        (JudgedAs.MET, {}),
        (JudgedAs.PARTLY, {}),
        (JudgedAs.MISSED, {}),
        (JudgedAs.EXCUSED, {"why": "Ziek."}),
        (JudgedAs.WAIVED, {"why": "Verhuisd."}),
        (JudgedAs.MOVED, {"moved_to": LATER, "why": "Ziek."}),
    ],
)
def test_a_judgement_of_an_earlier_session_goes_back_to_be_judged(
    anna: Session, store: Path, verdict: JudgedAs, more: dict[str, Any], who: str
) -> None:
    """An own one and that of a colleague; what is taken back is kept, and undone by `u`."""
    record(coaching(), session=anna)
    before = standing_facts(anna)
    said(anna, verdict, **more)
    judged = standing_facts(anna)
    later = session(store, who)
    assert undoable(later) is None
    receipt = record(withdrawal(later), session=later)
    assert standing_facts(anna) == before
    assert duties(anna)[0].state is ObligationState.OVERDUE
    assert duties(anna)[0].on == FIRST
    assert [told.values["outcome_word"] for told in receipt.details] == ["judged.again"]
    row = read.case_view(later.conn, CASE, TODAY, who)
    assert row.file.number in str(receipt.message.values)
    undo(later)
    assert standing_facts(anna) == judged


def test_an_earlier_judgement_of_the_same_duty_stands_again_and_the_receipt_says_so(
    anna: Session, bram: Session
) -> None:
    """Taken back as well, nothing is judged any more."""
    record(coaching(), session=anna)
    said(anna, JudgedAs.MISSED)
    said(anna, JudgedAs.MET)
    receipt = record(withdrawal(bram), session=bram)
    again = receipt.details[-1]
    assert (again.id, dict(again.values)) == (
        "recorded.stands_again", {"judged_word": "judged.missed"},
    )  # fmt: skip
    assert duties(bram)[0].state is ObligationState.MISSED
    assert len(record(withdrawal(bram), session=bram).details) == 1
    assert duties(bram)[0].judgement is None
    assert refusal(withdrawal(bram), bram) == "refused.not_judged"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"seen": 99}, "stale.withdrawn"),
        ({"seen": 0}, "stale.judgement"),
        ({"condition": 99}, "refused.condition_unknown"),
        ({"original_on": FIRST + timedelta(days=7), "seen": 0}, "refused.not_judged"),
        ({"original_on": FIRST + timedelta(days=7)}, "stale.withdrawn"),
    ],
)
def test_what_is_not_the_judgement_that_stands_is_not_taken_back(
    anna: Session, more: dict[str, Any], why: str
) -> None:
    """The base case with one changed fact; the base case itself is recorded."""
    record(coaching(), session=anna)
    said(anna, JudgedAs.MET)
    assert refusal(withdrawal(anna, **more), anna) == why
    record(withdrawal(anna), session=anna)


def test_what_a_colleague_judged_since_is_not_taken_back(anna: Session, bram: Session) -> None:
    """Nor is it taken back twice, or judged over once it was."""
    record(coaching(), session=anna)
    said(anna, JudgedAs.MISSED)
    late = withdrawal(anna)
    said(bram, JudgedAs.EXCUSED, why="Ziek.")
    with pytest.raises(Refused) as stale:
        record(late, session=anna)
    assert dict(stale.value.why.values) == {
        "actor": "bram", "number": file_of(anna).number, "there_word": "judged.excused",
        "wanted_word": "judged.again",
    }  # fmt: skip
    stood, twice = newest(anna).judgements[-1], withdrawal(anna)
    record(withdrawal(bram), session=bram)
    over = judge(newest(anna).conditions[0], FIRST, JudgedAs.MET, stood)
    assert {refusal(one, anna) for one in (twice, over)} == {"stale.withdrawn"}


def _by_ledger(here: Session) -> Condition:
    record(arrangement(here), session=here)
    return newest(here).conditions[0]


def _by_agreement(here: Session) -> Condition:
    record(coaching(), session=here)
    rests = condition(judge=Judge.AGREEMENT, rests_on=newest(here).id)
    return signed_chance(here, conditions=(rests,)).conditions[0]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_by_ledger, "refused.judged_by_ledger"),
        (_by_agreement, "refused.judged_by_agreement"),
    ],
)
def test_what_no_person_judged_is_not_taken_back_but_that_it_was_let_go_is(
    anna: Session, make: Callable[[Session], Condition], reason: str
) -> None:
    of = make(anna)
    assert refusal(withdrawal(anna, of.first_on), anna) == reason
    before = standing_facts(anna)
    said(anna, JudgedAs.MOVED, of.first_on, moved_to=LATER, why="Toeslag.")
    record(withdrawal(anna, of.first_on), session=anna)
    assert standing_facts(anna) == before
    assert duties(anna)[0].on == of.first_on


def _carded(here: Session) -> None:
    record(rung(here, Rung.TALK), session=here)


def _cured(here: Session) -> None:
    record(rung(here, Rung.TALK), session=here)
    one = newest(here).ladder[-1]
    record(
        a.CloseRung(case=CASE, step=one.id, seen=one.version, outcome=Outcome.CURED), session=here
    )


def _ended(here: Session) -> None:
    record(step(here, "ended", why="Klaar.", paper="Brief"), session=here)


def _kept(here: Session) -> None:
    record(decision(here, DecisionKind.KEEP, why="Zo door."), session=here)


@pytest.mark.parametrize(
    ("after", "later"), [(_carded, "rung"), (_cured, "rung"), (_ended, "change_state"), (_kept, "")]
)
def test_what_rests_on_a_judgement_keeps_it_as_it_keeps_it_from_undoing(
    anna: Session, bram: Session, after: Callable[[Session], None], later: str
) -> None:
    """In the same session `u` is refused by the same sentence, and lets the same be."""
    signed_chance(anna, conditions=(condition(clause="C10"),))
    said(anna, JudgedAs.MISSED)
    asked = withdrawal(anna)
    after(bram)
    if not later:
        record(asked, session=bram)
        assert duties(anna)[0].judgement is None
        return
    with pytest.raises(Refused) as undone:
        undo(anna)
    with pytest.raises(Refused) as withdrawn:
        record(asked, session=anna)
    assert withdrawn.value.why == undone.value.why
    assert withdrawn.value.why.values["later_word"] == f"change.{later}"


@pytest.mark.parametrize("rests", [True, False])
@pytest.mark.parametrize("after", [_carded, _cured, _ended])
def test_what_rests_on_another_agreement_keeps_no_judgement_of_this_one(
    anna: Session, bram: Session, after: Callable[[Session], None], *, rests: bool
) -> None:
    """Unless a condition of it rests on the agreement that was judged (R73)."""
    record(coaching(), session=anna)
    of = newest(anna)
    said(anna, JudgedAs.MISSED)
    asked = withdrawal(anna)
    on = {"judge": Judge.AGREEMENT, "rests_on": of.id} if rests else {}
    signed_chance(anna, conditions=(condition(clause="C10", **on),))
    after(bram)
    if rests:
        assert refusal(asked, anna) == "refused.undo_changed"
        return
    record(asked, session=anna)
    assert [one.judgements for one in file_of(anna).agreements if one.id == of.id] == [()]


def test_what_was_let_go_of_a_debt_is_kept_by_what_came_after_it_in_the_file(
    anna: Session, bram: Session
) -> None:
    """What is paid is divided over all that the ledger judges."""
    record(arrangement(anna), session=anna)
    first = newest(anna).conditions[0].first_on
    said(anna, JudgedAs.WAIVED, first, why="Toeslag.")
    asked = withdrawal(anna, first)
    signed_chance(anna, conditions=(condition(clause="C10"),))
    _carded(bram)
    assert refusal(asked, anna) == "refused.undo_changed"


def test_a_judgement_that_was_withdrawn_keeps_nothing_before_it(
    anna: Session, bram: Session
) -> None:
    """As one that was undone: the state by which it was asked is undone."""
    signed_chance(anna, conditions=(condition(clause="C10"),))
    said(bram, JudgedAs.MISSED)
    with pytest.raises(Refused):
        undo(anna)
    record(withdrawal(bram), session=bram)
    undo(anna)


def test_a_rung_that_rests_on_a_withdrawal_keeps_it_from_being_undone(
    anna: Session, bram: Session
) -> None:
    """The miss that stands again is what the rung is about."""
    signed_chance(anna, conditions=(condition(clause="C10"),))
    said(anna, JudgedAs.MISSED)
    said(anna, JudgedAs.MET)
    record(withdrawal(anna), session=anna)
    _carded(bram)
    with pytest.raises(Refused) as refused:
        undo(anna)
    assert refused.value.why.values["what_word"] == "change.withdraw_judgement"


def test_list_why_and_proof_follow_a_withdrawal_at_once(anna: Session) -> None:
    """What was judged asks nothing; what is to be judged again is due, and a judge would ask it."""
    signed_chance(anna, conditions=(condition(clause="C10", rule="", first_on=FIRST),))
    said(anna, JudgedAs.MET, reference="Lijst")

    def seen() -> tuple[bool, bool, bool]:
        listed = anna.conn.execute(
            "SELECT count(*) FROM due WHERE case_file = ? AND action = 'judge_due'", (CASE,)
        ).fetchone()[0]
        asked = [one for one in verdicts(anna, CASE) if isinstance(one, Due)]
        proved = repr(proofs(anna, file_of(anna), newest(anna)))
        return bool(listed), any(one.action == "judge_due" for one in asked), "Lijst" in proved

    assert seen() == (False, False, True)
    record(withdrawal(anna), session=anna)
    assert seen() == (True, True, False)
    undo(anna)
    assert seen() == (False, False, True)


def test_a_judgement_of_a_file_that_is_done_goes_back_and_the_file_stays_done(
    anna: Session,
) -> None:
    """As it does when it is undone: the item waits, and the report of the review tells it not."""
    signed_chance(anna, conditions=(condition(clause="C10"),))
    begun = review.start(anna, "Kwartaal", (), [CASE]).id
    said(anna, JudgedAs.MISSED, review=begun)
    record(a.FinishFile(case=CASE, review=begun), session=anna)
    record(withdrawal(anna), session=anna)
    found = review.show(anna, begun, CASE)
    assert found.items[0].waits
    assert found.file.done_on == TODAY
    assert read.review_acts(anna.conn, begun) == []
