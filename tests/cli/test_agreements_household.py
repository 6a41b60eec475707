"""Agreements of files of which no household is known."""

import json
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from tests.casework.agreed import furnish
from tests.casework.stores import SHAPES, build, session
from tests.cli.conftest import Run


@pytest.mark.parametrize("limit", ["children:0", "kinderen<1", "children<=5"])
@pytest.mark.parametrize("known", [True, False])
def test_a_household_of_which_nobody_is_known_is_not_one_without_children(
    run: Run, tmp_path: Path, limit: str, known: bool
) -> None:
    """As in the worklist."""
    path = build(tmp_path / "s.db", SHAPES)
    here = session(path)
    if not known:
        here.conn.execute("UPDATE household_member SET until = since")
    run_day(here)
    furnish(here)
    here.close()
    shown = run("--store", path, "agreements", "--json", "--limit", limit)
    assert shown.code == 0
    assert bool(json.loads(shown.out)) is known
