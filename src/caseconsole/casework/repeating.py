"""Making the latest change again in other files, where it says nothing of a person."""

from uuid import uuid4

from caseconsole.casework.session import Session
from caseconsole.domain.changes import AddNote, Assign, CaseChange, PauseCase, Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.store import journal, read
from caseconsole.store.rows import CaseView

REPEATED: dict[str, type[CaseChange]] = {
    change.kind: change for change in (AddNote, Snooze, PauseCase, Assign)
}
"""What may be repeated; a contact, a promise or an answer is one person's own."""


def repeated(session: Session, cases: list[int]) -> list[CaseChange]:
    """The latest own change of this session again, for each of these files.

    What was put off is put off where the same is due, and nothing else is elsewhere.

    Raises:
        Refused: there is none, it was undone, it is not of a kind that is repeated, or what was
            put off is due in none of these files.
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
        if row.kind == Snooze.kind and row.payload["claim"] not in _claims(view):
            continue
        own: dict[str, object] = {"case": case, "change_id": uuid4().hex}
        if row.kind == Assign.kind:
            own["seen"] = view.file.version
        again.append(REPEATED[row.kind].model_validate({**row.payload, **own}))
    if not again:
        claim = f"claim.{row.payload['claim']}"
        raise Refused(message("refused.repeat_claim", claim_word=claim))
    return again


def _claims(view: CaseView) -> set[str]:
    """What shows in a file and can be put off there."""
    return {due.claim for due in view.dues if due.snoozed_until is None}
