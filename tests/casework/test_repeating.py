"""Making the latest change again in another file."""

from datetime import timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.repeating import REPEATED, repeated
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import changes as c
from caseconsole.domain.contact import Channel, OfferAnswer, OfferKind, ReasonCode, Whom
from caseconsole.domain.message import Refused
from caseconsole.domain.verdict import Claim
from tests.casework.agreed import coaching
from tests.casework.stores import TODAY

UNTIL = TODAY + timedelta(days=6)
FORTNIGHT = timedelta(days=14)
PERSONAL = (
    c.RecordContact(
        case=1, channel=Channel.PHONE, whom=Whom.TENANT,
        promise=c.NewPromise(due_on=UNTIL, cents=100),
    ),
    c.MakePromise(case=1, promise=c.NewPromise(due_on=UNTIL, cents=100)),
    c.MakeOffer(
        case=1, offer=c.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.REFUSED)
    ),
    c.JudgeReason(case=1, reason=c.NewReason(code=ReasonCode.FORGOTTEN, structural=False)),
)  # fmt: skip


def refusal(session: Session) -> str:
    """Why there is nothing to repeat."""
    with pytest.raises(Refused) as refused:
        repeated(session, [2])
    return refused.value.why.id


def test_a_note_is_made_again_in_every_file_asked(anna: Session) -> None:
    """As changes of their own."""
    assert refusal(anna) == "refused.repeat_nothing"
    note = c.AddNote(case=1, text="Brief is de deur uit.")
    record(note, session=anna)
    again = repeated(anna, [2, 3])
    assert [(one.case, one.model_dump()["text"]) for one in again] == [
        (2, note.text),
        (3, note.text),
    ]
    assert len({note.change_id, *(one.change_id for one in again)}) == 3


def test_an_assignment_is_repeated_on_the_version_of_the_other_file(anna: Session) -> None:
    """So that it is not stale there."""
    record(c.Assign(case=1, owner="bram", seen=1), session=anna)
    (again,) = repeated(anna, [2])
    record(again, session=anna)
    assert anna.conn.execute("SELECT owner FROM case_file WHERE id = 2").fetchone()[0] == "bram"


def test_what_was_put_off_is_put_off_where_the_same_is_due_and_nothing_else_is(
    anna: Session,
) -> None:
    """File 9 waits for an answer as file 2 does, file 3 has its call only."""
    before = anna.clock.now()._replace(today=TODAY - FORTNIGHT)
    for waits in (2, 9):
        offered = coaching(waits, state="offered", start_on=before.today, conditions=())
        record(offered, session=anna, now=before)
        record(c.AddNote(case=waits, text="Vraag het na."), session=anna)
    asked = c.Snooze(case=2, claim=Claim.CHASE, until=UNTIL, why="later")
    record(asked, session=anna)
    (again,) = repeated(anna, [3, 9])
    assert isinstance(again, c.Snooze)
    assert (again.case, again.claim) == (9, Claim.CHASE)
    with pytest.raises(Refused) as refused:
        repeated(anna, [3])
    assert refused.value.why.id == "refused.repeat_claim"


@pytest.mark.parametrize("change", PERSONAL, ids=lambda change: change.kind)
def test_nothing_of_a_persons_own_words_is_repeated(change: c.Change, anna: Session) -> None:
    """Not even when a note was made before it."""
    record(c.AddNote(case=1, text="Eerst."), session=anna)
    record(change, session=anna)
    assert refusal(anna) == "refused.repeat"


def test_what_was_undone_is_not_repeated(anna: Session) -> None:
    """Nor what was done before it."""
    record(c.AddNote(case=1, text="Een."), session=anna)
    record(c.AddNote(case=1, text="Twee."), session=anna)
    found = undoable(anna)
    assert found is not None
    record(c.Undo(case=1, seq=found.seq), session=anna)
    assert refusal(anna) == "refused.repeat"


def test_only_kinds_of_a_case_that_say_nothing_of_a_person_are_listed() -> None:
    assert set(REPEATED) == {"note", "snooze", "pause", "assign"}
