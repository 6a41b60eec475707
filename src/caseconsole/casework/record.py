"""The one way to change the record."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from caseconsole.access.actor import actor as known_actor
from caseconsole.casework.handlers import HANDLERS
from caseconsole.casework.reassess import reassess_case
from caseconsole.casework.recorded import details, stands_again
from caseconsole.casework.session import Session
from caseconsole.casework.stale import changed
from caseconsole.casework.viewing import News, by_others, news
from caseconsole.casework.work import Work
from caseconsole.domain.casefile import CaseFile
from caseconsole.domain.changes import Assign, CaseChange, Change, RecordContact, Undo
from caseconsole.domain.limit import NAMED
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.moment import Moment
from caseconsole.domain.rights import require
from caseconsole.process.routing import languages, speaks
from caseconsole.store import journal, read
from caseconsole.store.rows import CaseView, JournalRow, Other
from caseconsole.store.write import Stale, Writer


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded."""

    seq: int
    """The journal number."""
    case: int
    """The case; 0 for a change of no single file."""
    message: Message
    others: tuple[Other, ...]
    """What others changed in the file since it was seen, oldest first."""
    details: tuple[Message, ...] = ()
    """Its outcome in a few words each, where it has one."""

    @property
    def what(self) -> str:
        """The id of the words for what was done or taken back."""
        return str(self.message.values["what_word"])


class Meanwhile(Refused):
    """The file on which a change rests as a whole is another by now; nothing was written.

    So it is on another day: what is proposed and due in it can be something else.
    """

    def __init__(self, news: News) -> None:
        super().__init__(message("stale.file", number=news.view.file.number))
        self.news = news
        """What others changed, whether its ledger did, and whether the day is another."""


def record(
    change: Change,
    *,
    session: Session,
    seen: int | None = None,
    whole: CaseView | None = None,
    now: Moment | None = None,
) -> Receipt:
    """Make a change and write it down, in one transaction; asked twice, it is made once.

    Args:
        seen: the newest journal number of the file when it was read.
        whole: the file as it was seen, where it rests on all of it.
        now: the moment it counts for; None is this moment.

    Raises:
        Meanwhile: it rests on the whole file, and others, its ledger or a new day changed that.
        Refused: the actor may not, something asked for is not possible or was changed by
            somebody else, or the store cannot be written; nothing was changed.
    """
    now = now or session.clock.now()
    require(session.actor, change.action)
    with session.store.transaction():
        payload = change.model_dump(mode="json", exclude={"change_id"})
        known = _known(change, payload, session)
        if known is not None:
            return _receipt(known, session, seen)
        _require_as_seen(change, whole, session)
        seq = _make(change, payload, session, now)
        receipt = _receipt(_entry(session, seq), session, seen)
    session.recorded.append(seq)
    return receipt


def rehearse(changes: Sequence[Change], *, session: Session, whole: CaseView | None = None) -> None:
    """Find out whether changes could be recorded one after the other; nothing is changed.

    What was recorded before counts as it would when it is asked again.

    Args:
        whole: the file as it was seen, where the first change rests on all of it.

    Raises:
        Meanwhile: others, its ledger or a new day changed that file.
        Refused: what recording them would be refused for.
    """
    now = session.clock.now()
    with suppress(_OnlyRehearsed), session.store.transaction():
        for change in changes:
            payload = change.model_dump(mode="json", exclude={"change_id"})
            if _known(change, payload, session) is None:
                if change is changes[0]:
                    _require_as_seen(change, whole, session)
                _make(change, payload, session, now)
        raise _OnlyRehearsed


class _OnlyRehearsed(Exception):  # noqa: N818 - it ends a rehearsal as it should end
    """All went well, and is taken back."""


def _make(change: Change, payload: Mapping[str, Any], session: Session, now: Moment) -> int:
    """Make a change and write it down, in the open transaction; its journal number."""
    policy = session.policy
    actor = known_actor(session.conn, session.actor.login, now.today)
    require(actor, change.action)
    writer = Writer(session.store)
    work = Work(session.store, writer, actor, now, policy, tuple(session.recorded))
    if isinstance(change, CaseChange | Undo) and change.case is not None:
        work.open(change.case)
    _handle(change, work)
    reassess_case(work)
    writer.keep_policy(policy.sha256, policy.content)
    return journal.append(
        session.store,
        at=now.at,
        actor=actor.login,
        kind=change.kind,
        case=work.case,
        change_id=change.change_id,
        policy=policy.sha256,
        payload=payload,
        images=writer.images,
        batches=writer.batches,
    )


def _handle(change: Change, work: Work) -> None:
    try:
        HANDLERS[type(change)](change, work)
    except Stale as stale:
        raise changed(stale, work) from None


def _known(change: Change, payload: Mapping[str, Any], session: Session) -> JournalRow | None:
    """The change of this id, when it was recorded before.

    Raises:
        Refused: the id belongs to something else, or to what was undone since; this would be lost
            if it passed for recorded.
    """
    seq = journal.find(session.conn, change.change_id)
    if seq is None:
        return None
    known = _entry(session, seq)
    same = (known.actor, known.kind) == (session.actor.login, change.kind)
    if not same or known.undone_by or known.payload not in (payload, {}):
        raise Refused(message("refused.change_id"))
    return known


def _entry(session: Session, seq: int) -> JournalRow:
    row = journal.entry(session.conn, seq)
    if row is None:
        raise LookupError(f"no journal row {seq}")
    return row


def _receipt(row: JournalRow, session: Session, seen: int | None) -> Receipt:
    undone = None if row.undoes is None else _entry(session, row.undoes)
    what = undone or row
    word = f"change.{what.kind}"
    if row.case is None:
        said = "done_all" if undone is None else "undone_all"
        return Receipt(row.seq, 0, message(said, what_word=word), ())
    file = read.case_file(session.conn, row.case, session.clock.now().today)
    done = message("done" if undone is None else "undone", what_word=word, number=file.number)
    beside = (*_unspoken(row, file, session), *stands_again(row, file)) if undone is None else ()
    outcome = (*details(what, file), *beside)
    others = () if seen is None else by_others(session, row.case, seen, row.seq)
    return Receipt(row.seq, row.case, done, others, outcome)


def _unspoken(row: JournalRow, file: CaseFile, session: Session) -> Iterator[Message]:
    """That the colleague to whom a file was given does not speak the language of it (R05)."""
    today, owner = session.clock.now().today, row.payload.get("owner")
    for one in read.staff(session.conn) if row.kind == Assign.kind else ():
        if one.login == owner and not speaks(one, file, session.policy, today):
            language = languages(file, today)[0]
            named = f"language.{language}" if language in NAMED else language
            yield message("recorded.unspoken", login=one.login, language_word=named)


def _require_as_seen(change: Change, whole: CaseView | None, session: Session) -> None:
    """Let nothing rest on a file that others, its ledger or a new day changed since it was seen."""
    if whole is None or not isinstance(change, CaseChange):
        return
    came = news(session, change.case, whole)
    if came is None:
        return
    # A contact tells what was said, and by which ledger it promises: its own refusal names that.
    turned = not isinstance(change, RecordContact) and (came.ledger or came.day)
    if came.others or turned:
        raise Meanwhile(came)
