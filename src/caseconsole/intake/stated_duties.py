"""What the states that files bring ask beside conditions that nobody drafted."""

from caseconsole.casework.handlers.finding import agreement_of
from caseconsole.casework.handlers.state_duties import add_duties_of_states
from caseconsole.casework.work import Work
from caseconsole.domain.kinds import KINDS, runs
from caseconsole.store.staging import Chunk
from caseconsole.store.staging_begun import names, told_now, written


def ask_what_states_set(chunk: Chunk, work: Work) -> None:
    """Write the duties of states where a file or a colleague says the rest of what is asked.

    What a file says of the same afterwards takes their place.
    """
    dated = [kind.name for kind in KINDS.values() if kind.dates]
    for case, key in written(work.conn, chunk, dated):
        for condition in told_now(work.conn, key):
            work.writer.withdraw("condition", condition, work.now.at)
        work.open(case)
        if runs(one := agreement_of(key, work)):
            add_duties_of_states(one, work, names(work.conn, key))
