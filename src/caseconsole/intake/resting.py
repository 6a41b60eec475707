"""Second chances rest on the agreements that files bring as they do on those that are made here."""

from collections.abc import Collection

from caseconsole.casework.handlers.condition import let_rest
from caseconsole.casework.handlers.finding import agreement_of
from caseconsole.casework.work import Work
from caseconsole.domain.kinds.second_chance import CHANCE
from caseconsole.store.staging import Chunk
from caseconsole.store.staging_begun import begun, came, keyed


def rest_on_brought(chunk: Chunk, work: Work, unjudged: Collection[str]) -> None:
    """Let what a second chance asks rest on the agreements that come to stand with a chunk.

    What comes with them rests on what its own file says.

    Args:
        unjudged: conditions, by reference, that stay with people: of what they judged of them
            something could not come in yet.
    """
    told = came(work.conn, chunk) | keyed(work.conn, unjudged)
    for case, key in begun(work.conn, chunk, CHANCE):
        work.open(case)
        one = agreement_of(key, work)
        let_rest(key, one.kind, [change.state for change in one.states], work, told)
