"""The figures of speed are taken with as many agreements in view as they are meant for."""

from contextlib import closing
from pathlib import Path

from caseconsole.domain.kinds import runs
from caseconsole.domain.obligations import obligations
from caseconsole.process.agreements.bound import AHEAD
from caseconsole.store import read
from caseconsole.store.sqlite import open_store
from tests.bench.stores import DEMO_DAY

CASES, AGREEMENTS, OBLIGATIONS = 100_000, 5_000, 100_000


def test_the_demo_has_its_share_of_running_agreements_and_obligations(demo_store: Path) -> None:
    """A larger one repeats it, so that these are in view of the day of a hundred thousand cases."""
    with closing(open_store(demo_store, write=False)) as store:
        conn = store.conn
        leases = conn.execute("SELECT count(*) FROM lease").fetchone()[0]
        cases = [row[0] for row in conn.execute("SELECT id FROM case_file").fetchall()]
        files = list(read.case_files(conn, cases, DEMO_DAY))
    binding = [(one, file) for file in files for one in file.agreements if runs(one)]
    seen = sum(
        len(obligations(one, DEMO_DAY, DEMO_DAY + AHEAD, paid=file.paid)) for one, file in binding
    )
    assert len(binding) * CASES >= AGREEMENTS * leases
    assert seen * CASES >= OBLIGATIONS * leases
