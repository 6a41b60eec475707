"""How a proposal was answered goes back with the judgement that says so (R62)."""

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.domain.agreement import Answer
from caseconsole.store.verify import verify
from tests.casework.agreed import newest, refusal, step, undo, withdraw
from tests.casework.test_counselling import answering, helped


def test_an_answer_that_was_judged_goes_back_with_its_judgement(anna: Session) -> None:
    """R62: the proposal is to be answered again; what the agreement became since keeps it."""
    helped(anna, "intake", "plan", "settlement")
    record(answering(anna, answer=Answer.REJECTED, why="Te laag."), session=anna)
    said = newest(anna).judgements[-1]
    asked = withdraw(said.condition, said.original_on, said.id)
    record(asked, session=anna)
    assert "proposal_answer" not in newest(anna).terms
    undo(anna)
    assert newest(anna).terms["proposal_answer"] == "rejected"
    record(step(anna, "mediation"), session=anna)
    again = asked.model_copy(update={"change_id": "w" * 8})
    assert refusal(again, anna) == "refused.undo_changed"


def test_answers_that_were_judged_one_after_the_other_go_back_one_after_the_other(
    anna: Session, bram: Session
) -> None:
    """R62: the answer before it counts again, and is taken back as well; by `u` each comes back."""
    helped(anna, "intake", "plan", "settlement")
    record(answering(anna, answer=Answer.REJECTED, why="Te laag."), session=anna)
    first = newest(anna).judgements[-1]
    record(
        answering(anna, answer=Answer.ACCEPTED).model_copy(update={"seen": first.id}), session=anna
    )
    second = newest(anna).judgements[-1]
    told = []
    for one in (second, first):
        record(withdraw(one.condition, one.original_on, one.id), session=bram)
        told.append(newest(anna).terms.get("proposal_answer"))
    for _ in "12":
        undo(bram)
        told.append(newest(anna).terms.get("proposal_answer"))
    assert told == ["rejected", None, "rejected", "accepted"]
    assert verify(anna.conn) == []
