"""A day that was run is run again without writing."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from caseconsole.casework.day import run_day
from caseconsole.casework.session import open_session
from tests.bench.headless import rows_of_second_run
from tests.bench.stores import LOGIN


def test_a_second_run_of_the_demo_day_writes_no_row(demo_store: Path) -> None:
    assert rows_of_second_run(demo_store) == 0


def test_a_second_run_of_later_days_writes_no_row(demo_store: Path) -> None:
    """Duties fall due by then, notice windows close and what was agreed is looked at again."""
    for days in (1, 30, 120):
        with closing(open_session(demo_store, LOGIN)) as session:
            later = session.clock.now().today + timedelta(days=days)
            session.conn.execute("UPDATE association SET demo_day = ?", (later.isoformat(),))
        with closing(open_session(demo_store, LOGIN)) as session:
            assert run_day(session).cases > 0
        assert rows_of_second_run(demo_store) == 0
