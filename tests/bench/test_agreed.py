"""The figures of speed are taken with as many agreements in view as they are meant for."""

from contextlib import closing
from pathlib import Path

import pytest

from caseconsole.store.sqlite import open_store
from tests.bench.stores import CASES, SMALL, Stores, require_share


def leases(path: Path) -> int:
    """How many leases a store has."""
    with closing(open_store(path, write=False)) as store:
        count: int = store.conn.execute("SELECT count(*) FROM lease").fetchone()[0]
    return count


def test_the_demo_has_its_share_of_running_agreements_and_obligations(demo_store: Path) -> None:
    """A larger one repeats it, so that these are in view of the day of a hundred thousand cases."""
    require_share(demo_store, leases(demo_store))


@pytest.mark.parametrize("cases", [SMALL, CASES])
def test_the_store_that_is_timed_is_counted(demo_store: Path, tmp_path: Path, cases: int) -> None:
    """One that is said to hold more cases than it does has too few agreements for them."""
    timed = Stores(tmp_path, cases)
    demo_store.rename(tmp_path / f"demo-{cases}.db")
    with pytest.raises(AssertionError, match="agreements run"):
        _ = timed.large
