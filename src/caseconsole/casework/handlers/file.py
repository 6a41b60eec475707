"""The file itself: remarks, whose it is, what waits, and opening one by hand."""

from datetime import date

from caseconsole.casework.dues import kept_for_leader
from caseconsole.casework.reassess import grounds
from caseconsole.casework.work import Work, require_ahead
from caseconsole.domain.changes import AddNote, Assign, OpenFile, Snooze
from caseconsole.domain.message import Refused, message
from caseconsole.domain.staff import calls
from caseconsole.domain.verdict import FIXED, Claim
from caseconsole.store import cases, read


def add_note(change: AddNote, work: Work) -> None:
    """Keep a remark."""
    work.add("note", at=work.now.at, text=change.text)


def snooze(change: Snooze, work: Work) -> None:
    """Put a claim of the day off until a later day.

    Raises:
        Refused: there is no such claim, it is the team leader's to put off, or the day is not after
            today, too far ahead, or after the last one of a term that nobody can put off.
    """
    if change.claim not in set(Claim):
        raise Refused(message("refused.claim_unknown", claim=change.claim))
    today = work.now.today
    kept = kept_for_leader(work.file, grounds(work.conn, work.policy, today), today)
    leader = kept.get(change.claim, work.actor.login)
    if leader != work.actor.login:
        raise Refused(message("refused.snooze_leader", number=work.file.number, login=leader))
    past = message("refused.snooze_past", until_on=change.until.isoformat())
    require_ahead(change.until, today, past, earliest=1)
    last = _last_day(change.claim, work)
    if last is not None and change.until > last:
        raise Refused(message("refused.snooze_beyond", last_on=last.isoformat()))
    work.add("snooze", claim=change.claim, until=change.until, why=change.why, made_on=today)


def _last_day(claim: str, work: Work) -> date | None:
    """The last day of what is due, where it is a fixed one that has not passed."""
    due = read.case_dues(work.conn, work.case or 0) if claim in FIXED else ()
    days = (row.until for row in due if row.claim == claim and row.until)
    return max((on for on in days if on >= work.now.today), default=None)


def assign(change: Assign, work: Work) -> None:
    """Give the file to a colleague who may call, or to nobody.

    Raises:
        Refused: the login is unknown, has left or may not handle files, or has it already.
    """
    if change.owner:
        colleague = read.caseworker(work.conn, change.owner)
        if colleague is None:
            raise Refused(message("refused.unknown_login", login=change.owner))
        if colleague.until is not None and colleague.until < work.now.today:
            until = colleague.until.isoformat()
            raise Refused(message("refused.blocked", login=change.owner, until_on=until))
        if not calls(colleague, work.now.today):
            raise Refused(message("refused.no_caller", login=change.owner))
    file = work.file
    if file.owner == change.owner and file.version == change.seen:
        raise Refused(message("refused.owner_same", number=file.number))
    work.writer.update("case_file", work.case or 0, change.seen, owner=change.owner)


def open_file(change: OpenFile, work: Work) -> None:
    """Open a case file for a lease, or open its closed one again.

    Raises:
        Refused: the lease is unknown or its file is open already.
    """
    work.case = cases.open_by_hand(work.writer, change.lease, work.now.today)
    work.add("note", at=work.now.at, text=change.why)
