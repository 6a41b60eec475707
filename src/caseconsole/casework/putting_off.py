"""What of a file a person may put off."""

from collections.abc import Sequence

from caseconsole.casework.dues import kept_for_leader
from caseconsole.casework.reassess import grounds
from caseconsole.casework.session import Session
from caseconsole.domain.message import Refused, message
from caseconsole.store.rows import CaseView, DueRow


def shown(view: CaseView) -> tuple[DueRow, ...]:
    """What is due in a file and not put off, first what leads it."""
    return tuple(due for due in view.dues if due.snoozed_until is None)


def asking(views: Sequence[CaseView]) -> tuple[CaseView, ...]:
    """The files in which something is; at least one.

    Raises:
        Refused: nothing is in any.
    """
    found = tuple(view for view in views if shown(view))
    if not found:
        numbers = ", ".join(view.file.number for view in views)
        raise Refused(message("form.nothing_to_snooze", number=numbers))
    return found


def to_put_off(session: Session, view: CaseView) -> tuple[DueRow, ...]:
    """What of that the actor may put off; at least one.

    Raises:
        Refused: nothing is due, or all of it is the team leader's to put off.
    """
    asking((view,))
    due = shown(view)
    today, me = session.clock.now().today, session.actor.login
    kept = kept_for_leader(view.file, grounds(session.conn, session.policy, today), today)
    own = tuple(one for one in due if kept.get(one.claim, me) == me)
    if not own:
        login, number = kept[due[0].claim], view.file.number
        raise Refused(message("refused.snooze_leader", number=number, login=login))
    return own
