"""Taking back an own change: its row images are reversed, and the journal says so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseconsole.casework.alone import require_alone_again
from caseconsole.casework.recorded import details
from caseconsole.casework.stale import last_change
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Judge, Phase, SuspensionKind
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import Message, Refused, message
from caseconsole.domain.relied import relied_on
from caseconsole.store import journal, links, read
from caseconsole.store.images import Image, Value, Values
from caseconsole.store.rows import JournalRow
from caseconsole.store.sqlite import Connection

if TYPE_CHECKING:
    from caseconsole.casework.session import Session
    from caseconsole.domain.changes import Undo

BY_LEDGER = frozenset({"arrears_episode"})
"""What the ledger decides is judged anew instead of restored."""

WHOLE = frozenset({"agreement"})
"""Rows whose version counts the changes of all that hangs on them."""

_RUNGS = frozenset({"rung", "close_rung", "approve_rung"})
_STATE, _STILL = "agreement_state", "suspension"
_LAST = {"agreement": "end_on", "condition": "until"}
"""The last day of what can go on for longer."""
_JUDGING = frozenset({"judge", "withdraw_judgement"})
_WEIGHED = _RUNGS | _JUDGING | {
    "suspend", "resume", "refer", "answer_referral", "sign", "change_state", "decide",
}  # fmt: skip
"""Changes that may have opened the gate of a rung (R57, R60, R75)."""
_EVIDENCE = _WEIGHED | {"contact"}
"""Changes that may have opened that of an end: of a lapse a call is asked too (R35)."""
_TOLD_AFTER = frozenset({
    "contact", "offer", "answer_offer", "refer", "agree", "change_state", "decide", "suspend",
    "resume",
})  # fmt: skip
"""Changes that may have opened the gate of an early signal, or say what it told (R38 to R43)."""
_SHIELDING = frozenset({"suspend", "resume", "change_state", "decide"})
"""Changes of an agreement that may have opened a gate of the debts that it covers (R60, R61)."""
_ASKED_OF = _JUDGING | {"suspend", "resume", "add_condition", "end_condition"}
"""Changes of what an agreement asks since it binds."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """The change that `u` would take back, for the console to name before it is asked."""

    seq: int
    case: int | None
    """None for a change of no single file."""
    number: str
    kind: str
    at: int
    description: Message
    details: tuple[Message, ...] = ()
    """Its outcome in a few words each, where it has one."""

    @property
    def what(self) -> str:
        """The id of the words for what was done."""
        return f"change.{self.kind}"


def undoable(session: "Session") -> Undoable | None:
    """The newest change of this session that still stands; None when there is none."""
    row = _newest(session.conn, session.recorded)
    return None if row is None else _named(session.conn, row, session.clock.now().today)


def undoable_together(session: "Session", batches: Sequence[Sequence[int]]) -> list[Undoable]:
    """The newest change that still stands and those of the same action, newest first.

    Args:
        batches: the journal numbers of actions that were of several changes.
    """
    newest = undoable(session)
    if newest is None:
        return []
    batch = next((batch for batch in batches if newest.seq in batch), ())
    rows = [journal.entry(session.conn, seq) for seq in sorted(batch, reverse=True)]
    stand = [row for row in rows if row is not None and row.undone_by is None]
    today = session.clock.now().today
    return [_named(session.conn, row, today) for row in stand] or [newest]


def _named(conn: Connection, row: JournalRow, today: date) -> Undoable:
    word = f"change.{row.kind}"
    if row.case is None:
        what = message("undo.offer_all", what_word=word)
        return Undoable(row.seq, None, "", row.kind, row.at, what)
    file = read.case_file(conn, row.case, today)
    what = message("undo.offer", what_word=word, number=file.number)
    return Undoable(row.seq, row.case, file.number, row.kind, row.at, what, details(row, file))


def _newest(conn: Connection, recorded: "list[int] | tuple[int, ...]") -> JournalRow | None:
    for seq in reversed(recorded):
        row = journal.entry(conn, seq)
        if row is not None and row.kind != "undo" and row.undone_by is None:
            return row
    return None


def reverse(change: "Undo", work: Work) -> None:
    """Take back this session's newest change, when nothing of it was changed since.

    Raises:
        Refused: it is not the newest own change, or a later change touched the same, or rests on
            it: what opened a gate stays in the file as long as what it let through.
    """
    row = _newest(work.conn, work.recorded)
    if row is None:
        raise Refused(message("refused.undo_nothing"))
    if row.seq != change.seq or row.case != change.case:
        raise Refused(message("refused.undo_other", what_word=f"change.{row.kind}"))
    take_back(row.kind, row.seq, journal.images(work.conn, row.seq), work)


def take_back(kind: str, seq: int, written: Sequence[Image], work: Work) -> None:
    """Reverse what a change wrote.

    Args:
        kind: what it was.
        seq: its journal number; that of an import for what came by one.
        written: its row images.

    Raises:
        Refused: a later change touched the same, or rests on it.
    """
    images = [image for image in written if image.table not in BY_LEDGER]
    for image in images:
        _require_untouched(image, kind, seq, work)
    _require_nothing_on(images, kind, work)
    _require_no_gate_passed(kind, seq, images, work)
    for image in reversed(images):
        _restore(image, work)
    if any(image.table == _STATE for image in images):
        require_alone_again(work)


def _require_untouched(image: Image, kind: str, seq: int, work: Work) -> None:
    same = _bare(work.writer.row(image.table, image.id)) == _bare(image.after)
    if same and image.table not in WHOLE:
        return
    later = journal.later(work.conn, seq)
    if later is not None or not same:
        raise _too_late(kind, later)


def _too_late(kind: str, later: JournalRow | None) -> Refused:
    what = f"change.{kind}"
    if later is None:
        return Refused(message("refused.undo_changed_since", what_word=what))
    return Refused(
        message(
            "refused.undo_changed",
            what_word=what,
            later_word=f"change.{later.kind}",
            actor=later.actor,
        )
    )


def _require_nothing_on(images: Sequence[Image], kind: str, work: Work) -> None:
    """Refuse when something stands on what is taken away: a judgement on a condition."""
    own = {(image.table, image.id) for image in images}
    for image in images:
        if image.before is not None or image.table == "case_file":
            continue
        for table, key in links.resting_on(work.conn, image.table, image.id):
            if (table, key) not in own:
                raise _too_late(kind, last_change(table, key, work))


def _require_no_gate_passed(kind: str, seq: int, images: Sequence[Image], work: Work) -> None:
    """Refuse when a later change was let through by this one, or judges what was asked by it."""
    leases, counts_for = _leases(kind, images, work), _counts_for(kind, images, work)
    bound = _bound(images, work) if kind != "agree" else frozenset()
    for later in journal.standing_since(work.conn, seq, leases, work.case):
        found = journal.images(work.conn, later.seq)
        climbed = kind in _WEIGHED and later.kind in _RUNGS
        told = kind in _TOLD_AFTER and later.kind == "signal"
        guarded = climbed or told or (kind in _EVIDENCE and _ends(found, work))
        about = frozenset(_about(found, work))
        rests = guarded and (counts_for is None or not counts_for.isdisjoint(about))
        if rests or (later.kind in _ASKED_OF and not bound.isdisjoint(about)):
            raise _too_late(kind, later)


def _counts_for(kind: str, images: Sequence[Image], work: Work) -> frozenset[int] | None:
    """The agreements for which a judgement counts: its own, and those that rest on it; None is all.

    What the ledger judges counts for all: what is paid is divided over them.
    """
    if kind not in _JUDGING:
        return None
    every = [(of, made) for made in work.file.agreements for of in made.conditions]
    judged = {(image.after or {}).get("condition") for image in images}
    if any(of.judge is Judge.LEDGER for of, _ in every if of.id in judged):
        return None
    resting = [
        (made.id, one.id) for of, made in every for one in relied_on(of, made, work.file.agreements)
    ]
    found, before = set(_about(images, work)), 0
    while len(found) > before:
        before = len(found)
        found.update(made for made, on in resting if on in found)
    return frozenset(found)


def _leases(kind: str, images: Sequence[Image], work: Work) -> Collection[int]:
    """The other leases in whose files a change counts too.

    Those are of a contact all of the same tenants; of what shields or binds, those whose debt the
    agreement covers (R60, R61). Of what stands still only a moratorium shields there.
    """
    if kind == "contact":
        return read.other_leases(work.conn, work.file.lease.id)
    still = {(one.after or one.before or {})["kind"] for one in images if one.table == _STILL}
    if kind not in _SHIELDING or (still and SuspensionKind.MORATORIUM not in still):
        return ()
    about = frozenset(_about(images, work))
    return {lease for made in work.file.agreements if made.id in about for lease in made.covers}


def _bound(images: Sequence[Image], work: Work) -> frozenset[int]:
    """The agreements that took another state, or that ask for longer."""
    found = [image for image in images if image.table == _STATE or _lasts_longer(image)]
    return frozenset(_about(found, work))


def _lasts_longer(image: Image) -> bool:
    """Whether an agreement or a condition got a later last day."""
    last = _LAST.get(image.table)
    if last is None or image.before is None or image.after is None:
        return False
    was, now = image.before[last], image.after[last]
    return was is not None and (now is None or str(now) > str(was))


def _about(images: Iterable[Image], work: Work) -> Iterator[int]:
    """The agreements that rows belong to."""
    for image in images:
        values = image.after or image.before or {}
        if image.table == "agreement":
            yield image.id
        if condition := values.get("condition"):
            values = work.writer.row("condition", int(condition))
        if agreement := values.get("agreement"):
            yield int(agreement)


def _ends(images: Iterable[Image], work: Work) -> bool:
    """Whether an agreement took a state behind a gate: for good, or a lease is ordinary by it."""
    for image in images:
        if image.table == _STATE and image.after is not None:
            made = work.writer.row("agreement", int(image.after["agreement"] or 0))
            kind, state = KINDS[str(made["kind"])], str(image.after["state"])
            if state in kind.final or (kind.ladder and kind.phase(state) is Phase.COMPLETED):
                return True
    return False


def _restore(image: Image, work: Work) -> None:
    if image.before is not None:
        work.writer.update(image.table, image.id, None, **_bare(image.before))
    elif image.table == "case_file":
        work.writer.update(image.table, image.id, None, closed_on=work.now.today)
    else:
        work.writer.withdraw(image.table, image.id, work.now.at)


def _bare(values: Values | None) -> dict[str, Value]:
    """What a row says, without its key and the count of its changes."""
    return {k: v for k, v in (values or {}).items() if k not in ("id", "version")}
