"""Making the latest change again in other files, where it says nothing of a person."""

from collections.abc import Sequence
from uuid import uuid4

from caseconsole.casework.putting_off import to_put_off
from caseconsole.casework.session import Session
from caseconsole.domain.changes import AddNote, Assign, CaseChange, PauseCase, Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.store import journal, read
from caseconsole.store.rows import DueRow

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
        own: dict[str, object] = {"case": case, "change_id": uuid4().hex}
        if row.kind == Snooze.kind:
            own["claim"] = _same_or_first(to_put_off(session, view), row.payload["claim"])
        elif row.kind == Assign.kind:
            own["seen"] = view.file.version
        again.append(REPEATED[row.kind].model_validate({**row.payload, **own}))
    return again


def _same_or_first(rows: Sequence[DueRow], claim: object) -> str:
    claims = [row.claim for row in rows]
    return str(claim) if claim in claims else claims[0]
