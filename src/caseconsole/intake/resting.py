"""Second chances rest on the agreements that files bring as they do on those that are made here."""

from caseconsole.casework.handlers.condition import RESTS, let_rest
from caseconsole.casework.handlers.finding import agreement_of
from caseconsole.casework.work import Work
from caseconsole.domain.kinds import STANDS, phase
from caseconsole.store.staging import Chunk
from caseconsole.store.staging_begun import begun


def rest_on_brought(chunk: Chunk, work: Work) -> None:
    """Let what a second chance asks rest on the agreements that come to stand with a chunk.

    One that comes with them rests on what its own file says.
    """
    for case, key in begun(work.conn, chunk, RESTS):
        work.open(case)
        one = agreement_of(key, work)
        if phase(one) in STANDS:
            let_rest(key, one.kind, work)
