"""What of a file a person may put off."""

from caseconsole.casework.dues import kept_for_leader
from caseconsole.casework.reassess import grounds
from caseconsole.casework.session import Session
from caseconsole.domain.message import Refused, message
from caseconsole.store.rows import CaseView, DueRow


def to_put_off(session: Session, view: CaseView) -> tuple[DueRow, ...]:
    """What shows in a file and the actor may put off, first what leads it; at least one.

    Raises:
        Refused: nothing is due in it, or all of it is the team leader's to put off.
    """
    shown = [due for due in view.dues if due.snoozed_until is None]
    if not shown:
        raise Refused(message("form.nothing_to_snooze", number=view.file.number))
    today, me = session.clock.now().today, session.actor.login
    kept = kept_for_leader(view.file, grounds(session.conn, session.policy, today), today)
    own = tuple(due for due in shown if kept.get(due.claim, me) == me)
    if not own:
        raise Refused(message("refused.snooze_leader", login=kept[shown[0].claim]))
    return own
