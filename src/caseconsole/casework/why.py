"""Why something is due in a case, and why the rest is not."""

from caseconsole.casework.session import Session
from caseconsole.casework.viewing import log_view
from caseconsole.domain.message import Message, message
from caseconsole.domain.rights import Action
from caseconsole.domain.verdict import Due, NotDue, Verdict
from caseconsole.store import read
from caseconsole.store.rows import CaseView


def verdicts(session: Session, case: int) -> list[Verdict]:
    """What every step says of a case today, what is due first.

    Raises:
        Refused: there is no such file, or the actor may not see it.
    """
    from caseconsole.process.assess import assess
    from caseconsole.process.situation import DayFacts

    session.require(Action.VIEW_CASE)
    today = session.clock.now().today
    file = read.case_file(session.conn, case, today)
    facts = DayFacts(read.complete_through(session.conn))
    found = assess(file, session.policy, today, facts)
    return sorted(found, key=lambda verdict: not isinstance(verdict, Due))


def explained(session: Session, case: int) -> tuple[str, list[Verdict]]:
    """The number of a case and its verdicts, to be shown; the view is committed first.

    Raises:
        Refused: there is no such file, the actor may not see it, or the view cannot be kept.
    """
    found = verdicts(session, case)
    log_view(session, "case", case)
    return read.number_of(session.conn, case), found


def no_file(session: Session, lease: int) -> Message:
    """Why a lease that was found has no case file yet.

    Raises:
        Refused: the actor may not search.
    """
    from caseconsole.process.episodes import unopened
    from caseconsole.process.situation import DayFacts

    session.require(Action.SEARCH)
    today = session.clock.now().today
    (file,) = read.lease_files(session.conn, (lease,), today)
    facts = DayFacts(read.complete_through(session.conn))
    return unopened(file, session.policy, today, facts) or message("search.no_day")


def follows(session: Session, view: CaseView) -> NotDue | None:
    """The step that comes next in a file; None when something is due, or no day is known."""
    if view.dues or view.file.id is None:
        return None
    waiting = [
        (str(verdict.missing.values["day_on"]), verdict)
        for verdict in verdicts(session, view.file.id)
        if isinstance(verdict, NotDue) and "day_on" in verdict.missing.values
    ]
    return min(waiting, key=lambda coming: coming[0])[1] if waiting else None
