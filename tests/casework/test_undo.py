"""Taking back the own latest change."""

from datetime import timedelta

import pytest

from caseconsole.casework.record import record
from caseconsole.casework.session import Session
from caseconsole.casework.undo import undoable
from caseconsole.domain import changes as c
from caseconsole.domain.contact import AppointmentKind, OfferAnswer, OfferKind
from caseconsole.domain.message import Refused
from caseconsole.store import journal, read
from caseconsole.store.verify import verify
from tests.casework.stores import TODAY, standing_facts


def undo(here: Session) -> int:
    """Take back what is offered."""
    found = undoable(here)
    assert found is not None
    return record(c.Undo(case=found.case, seq=found.seq), session=here).seq


def test_undo_walks_back_through_the_session_and_is_never_undone_itself(anna: Session) -> None:
    """Each undo names the newest change that still stands; at the end there is nothing."""
    assert undoable(anna) is None
    before = standing_facts(anna)
    first = record(c.AddNote(case=1, text="Een."), session=anna).seq
    second = record(c.Assign(case=2, owner="bram", seen=1), session=anna).seq
    found = undoable(anna)
    assert found is not None
    assert (found.seq, found.case, found.kind) == (second, 2, "assign")
    undo(anna)
    found = undoable(anna)
    assert found is not None
    assert found.seq == first
    undo(anna)
    assert undoable(anna) is None
    assert standing_facts(anna) == before
    rows = journal.entries(anna.conn, 1, None, 10)
    assert [(row.kind, row.undoes) for row in rows] == [("undo", first), ("note", None)]
    assert rows[1].undone_by == rows[0].seq
    assert verify(anna.conn) == []


def test_only_the_latest_change_can_be_taken_back(anna: Session) -> None:
    """An older one is refused and the latest is named."""
    first = record(c.AddNote(case=1, text="Een."), session=anna).seq
    record(c.AddNote(case=1, text="Twee."), session=anna)
    with pytest.raises(Refused) as refusal:
        record(c.Undo(case=1, seq=first), session=anna)
    assert refusal.value.why.id == "refused.undo_other"


def test_nobody_takes_back_what_another_did(anna: Session, bram: Session) -> None:
    """Undo is for own changes of this session."""
    seq = record(c.AddNote(case=1, text="Van Bram."), session=bram).seq
    assert undoable(anna) is None
    with pytest.raises(Refused):
        record(c.Undo(case=1, seq=seq), session=anna)


def test_what_was_changed_since_is_not_taken_back(anna: Session, bram: Session) -> None:
    """The refusal names the later change and who made it."""
    offer = c.NewOffer(kind=OfferKind.BUDGET_TALK, answer=OfferAnswer.NO_ANSWER)
    record(c.MakeOffer(case=1, offer=offer), session=anna)
    record(c.AnswerOffer(case=1, offer=1, seen=1, answer=OfferAnswer.ACCEPTED), session=bram)
    with pytest.raises(Refused) as refusal:
        undo(anna)
    assert refusal.value.why.id == "refused.undo_changed"
    assert dict(refusal.value.why.values) == {
        "what_word": "change.offer", "later_word": "change.answer_offer", "actor": "bram",
    }  # fmt: skip
    undo(bram)
    undo(anna)
    assert read.case_file(anna.conn, 1, TODAY).offers == ()


def test_a_file_that_was_opened_by_hand_is_closed_again(anna: Session) -> None:
    """Its number stays used."""
    lease = next(
        row[0]
        for row in anna.conn.execute(
            "SELECT id FROM lease WHERE id NOT IN (SELECT lease FROM case_file)"
        ).fetchall()
    )
    receipt = record(c.OpenFile(lease=lease, why="Vraagt om hulp."), session=anna)
    assert read.case_file(anna.conn, receipt.case, TODAY).closed_on is None
    undo(anna)
    assert read.case_file(anna.conn, receipt.case, TODAY).closed_on == TODAY
    again = record(c.OpenFile(lease=lease, why="Toch."), session=anna)
    assert again.case == receipt.case


def test_undoing_the_end_of_an_appointment_opens_it(anna: Session) -> None:
    """What a change replaced stands as it was."""
    visit = c.NewAppointment(kind=AppointmentKind.HOME_VISIT, on=TODAY)
    record(c.MakeAppointment(case=1, appointment=visit), session=anna)
    record(c.CloseAppointment(case=1, appointment=1, seen=1, kept=False), session=anna)
    undo(anna)
    found = read.case_file(anna.conn, 1, TODAY).appointments[0]
    assert (found.kept, found.version) == (None, 3)


def test_a_pause_ended_early_runs_until_yesterday(anna: Session) -> None:
    """Today counts again; a pause of today is taken away."""
    record(c.PauseCase(case=1, until=TODAY + timedelta(days=9), why="opname"), session=anna)
    assert read.due_cases(anna.conn, [1]) == set()
    record(c.EndPause(case=1, pause=1, seen=1), session=anna)
    assert read.case_file(anna.conn, 1, TODAY).pauses == ()
    assert read.due_cases(anna.conn, [1]) == {1}
    undo(anna)
    assert read.due_cases(anna.conn, [1]) == set()
