"""Second chances rest on the agreements that files bring as they do on those that are made here."""

from collections.abc import Collection

from caseconsole.casework.handlers.condition import let_rest
from caseconsole.casework.handlers.finding import agreement_of, terms_text
from caseconsole.casework.work import Work
from caseconsole.domain.agreement import Agreement
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.store.staging import Chunk, Written
from caseconsole.store.staging_begun import TAKES_OVER, awaited, begun, came, keyed

Unread = Collection[str] | None
"""The conditions, by reference, of which people may have judged what could not come in yet; None
is any."""


def rest_on_brought(chunk: Chunk, work: Work, unread: Unread) -> None:
    """Let what a second chance asks rest on the agreements that come to stand with a chunk.

    What comes with them rests on what its own file says. What stays with people, because something
    that they judged may be missing, is noted: it rests on them by `rest_on_awaited`.
    """
    told = came(work.conn, chunk)
    for case, key in begun(work.conn, chunk, CHANCE):
        work.open(case)
        one = agreement_of(key, work)
        states = [change.state for change in one.states]
        kept = keyed(work.conn, case, unread)
        if waiting := let_rest(key, one.kind, states, work, told, kept):
            _note(one, waiting, work)


def rest_on_awaited(chunk: Chunk, work: Work, unread: Collection[str]) -> Written:
    """Let what stayed with people rest on what it waits for, where nothing judged is missing now.

    What people judged meanwhile stays theirs, and so does what waits for an agreement that is over.
    """
    written, leases = Written(), set[int]()
    for case, key, waited in awaited(work.conn, chunk):
        work.open(case)
        one = agreement_of(key, work)
        asked = (condition.id for made in work.file.agreements for condition in made.conditions)
        told, kept = {*asked}.difference(waited), keyed(work.conn, case, unread)
        waiting = let_rest(key, one.kind, [one.state], work, told, kept)
        if waiting != waited:
            _note(one, waiting, work)
            written.updated += 1
            leases.add(work.file.lease.id)
    written.leases = tuple(sorted(leases))
    return written


def _note(agreement: Agreement, waiting: list[int], work: Work) -> None:
    """Write down in an agreement what is to rest on it yet."""
    terms = {name: term for name, term in agreement.terms.items() if name != TAKES_OVER}
    terms |= {TAKES_OVER: waiting} if waiting else {}
    work.writer.update("agreement", agreement.id, None, terms=terms_text(terms))
