"""What settled a file that asks for nothing any more today."""

from caseconsole.casework.recorded import details
from caseconsole.casework.session import Session
from caseconsole.casework.why import follows
from caseconsole.domain.contact import held_by
from caseconsole.domain.message import Message, message
from caseconsole.store import journal, read


def settled_by(session: Session, case: int, owed: int) -> tuple[Message, ...]:
    """Why nothing is due any more, in a few words each: at least one.

    Args:
        session: the session.
        case: the file.
        owed: the arrears while something was due, in cents.
    """
    today = session.clock.now().today
    view = read.case_view(session.conn, case, today, session.actor.login)
    if held := held_by(view.file.pauses, today):
        return (message("recorded.pause", until_on=held.until.isoformat()),)
    later = [(due.snoozed_until, due.claim) for due in view.dues if due.snoozed_until is not None]
    if later:
        until, claim = min(later)
        told = {"claim_word": f"claim.{claim}", "until_on": until.isoformat()}
        return (message("recorded.snooze", **told),)
    if owed > 0 >= view.file.standing.arrears:
        return (message("settled.paid"),)
    newest = next(iter(journal.entries(session.conn, case, None, 1)), None)
    outcome = details(newest, view.file) if newest is not None else ()
    coming = follows(session, view)
    again = () if coming is None else (_again(str(coming.missing.values["day_on"])),)
    return (*outcome, *again) or (message("settled.nothing"),)


def _again(day: str) -> Message:
    return message("settled.next", day_on=day)
