"""Agreements without the console while the ledger is old."""

import json
from datetime import timedelta
from pathlib import Path

from caseconsole.casework.day import run_day
from tests.casework.agreed import furnish, known_through
from tests.casework.stores import TODAY, session
from tests.cli.conftest import Run
from tests.cli.test_agreements import rows


def test_what_an_old_ledger_does_not_show_is_missed_by_nobody(run: Run, path: Path) -> None:
    """P06: the instalment of today is open, in the list and in the file."""
    later = TODAY + timedelta(days=9)
    here = session(path)
    run_day(here)
    furnish(here)
    here.conn.execute("UPDATE association SET demo_day = ?", (later.isoformat(),))
    shown = []
    for through in (TODAY - timedelta(days=1), later):
        known_through(here, through)
        row = next(
            row
            for row in rows(run, path)
            if (row["kind"], row["state"]) == ("payment_arrangement", "agreed")
        )
        text = run("--store", path, "agreements").out
        of = json.loads(run("--store", path, "conditions", row["case"], "--json").out)
        one = next(one for one in of if one["clause"] == "instalment")
        assert (one["open"], one["missed"]) == (row["open"], row["missed"])
        shown.append((row["open"], row["missed"], "Payments known through" in text))
    assert shown == [(1, 0, True), (0, 1, False)]
    here.close()
