"""Text that is being typed: kept about a second after the last key, offered at the next start."""

from collections.abc import Mapping

from caseconsole.casework.session import Session
from caseconsole.domain.rights import Action
from caseconsole.store import journal, read
from caseconsole.store import session as own
from caseconsole.store.rows import Draft

IDS = "change_ids"
"""Where a draft keeps the change id of each case, so that nothing is recorded twice."""
WORDS = "words"
"""Where it keeps how it reads, if what is filled in does not say that itself."""


def keep(
    session: Session,
    place: str,
    case: int | None,
    body: Mapping[str, object],
    ids: Mapping[int, str] | None = None,
) -> None:
    """Keep what stands in a form; one draft for each place and case.

    Args:
        ids: the change id under which the form records, by case.

    Raises:
        Refused: the actor may not write notes or was blocked, or the store cannot be written.
    """
    session.require(Action.NOTE)
    login, at = session.actor.login, session.clock.now().at
    with session.store.transaction():
        own.keep_draft(
            session.store, login, place, case, {**body, **({IDS: ids} if ids else {})}, at
        )


def drop(session: Session, place: str, case: int | None) -> None:
    """Forget a draft, because it was recorded or thrown away."""
    with session.store.transaction():
        own.drop_draft(session.store, session.actor.login, place, case)


def offered(session: Session) -> list[Draft]:
    """The drafts of this person, newest first; those recorded whole already are forgotten.

    They keep the change ids that still count: not one that was undone, nor one under which
    something was recorded before the draft was last typed in.
    """
    found = []
    for draft in read.drafts(session.conn, session.actor.login):
        ids = ids_of(draft)
        known = {case: journal.find(session.conn, id_) for case, id_ in ids.items()}
        done = {case for case, seq in known.items() if seq and _holds(session, seq, draft)}
        if ids and len(done) == len(ids):
            drop(session, draft.place, draft.case)
            continue
        kept = {case: id_ for case, id_ in ids.items() if known[case] is None or case in done}
        found.append(draft._replace(body={**draft.body, IDS: kept}) if ids else draft)
    return found


def ids_of(draft: Draft) -> dict[int, str]:
    """The change ids that a draft keeps, by case; what is not understood is left out."""
    kept = draft.body.get(IDS)
    if not isinstance(kept, dict):
        return {}
    return {
        int(case): id_
        for case, id_ in kept.items()
        if str(case).isdecimal() and isinstance(id_, str)
    }


def _holds(session: Session, seq: int, draft: Draft) -> bool:
    """Whether a change still stands and was recorded after the last word of a draft."""
    row = journal.entry(session.conn, seq)
    return row is not None and row.undone_by is None and draft.at <= row.at
