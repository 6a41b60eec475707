"""Making the latest change again in other files, where it says nothing of a person."""

from uuid import uuid4

from caseconsole.casework.session import Session
from caseconsole.domain.changes import AddNote, Assign, CaseChange, PauseCase, Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.store import journal, read
from caseconsole.store.rows import CaseView, DueRow

REPEATED: dict[str, type[CaseChange]] = {
    change.kind: change for change in (AddNote, Snooze, PauseCase, Assign)
}
"""What may be repeated; a contact, a promise or an answer is one person's own."""


def repeated(session: Session, cases: list[int]) -> list[CaseChange]:
    """The latest own change of this session again, for each of these files.

    Raises:
        Refused: there is none, it was undone, or it is not of a kind that is repeated.
    """
    newest = session.recorded[-1] if session.recorded else 0
    row = journal.entry(session.conn, newest)
    if row is None:
        raise Refused(message("refused.repeat_nothing"))
    if row.kind not in REPEATED or not row.payload or row.undone_by:
        raise Refused(message("refused.repeat", what_word=f"change.{row.kind}"))
    today, me = session.clock.now().today, session.actor.login
    again = []
    for case in cases:
        view = read.case_view(session.conn, case, today, me)
        own = {"case": case, "change_id": uuid4().hex, **_of_the_file(row.kind, view)}
        again.append(REPEATED[row.kind].model_validate({**row.payload, **own}))
    return again


def _of_the_file(kind: str, view: CaseView) -> dict[str, object]:
    """What the same change asks in another file."""
    if kind == Snooze.kind:
        return {"claim": leading(view).claim}
    return {"seen": view.file.version} if kind == Assign.kind else {}


def leading(view: CaseView) -> DueRow:
    """What leads a file today, so that it can be put off.

    Raises:
        Refused: nothing is due in it.
    """
    lead = next((due for due in view.dues if due.snoozed_until is None), None)
    if lead is None:
        raise Refused(message("form.nothing_to_snooze", number=view.file.number))
    return lead
