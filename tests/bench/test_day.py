"""A day that was run is run again without writing."""

from pathlib import Path

from tests.bench.headless import rows_of_second_run


def test_a_second_run_of_the_demo_day_writes_no_row(demo_store: Path) -> None:
    assert rows_of_second_run(demo_store) == 0
