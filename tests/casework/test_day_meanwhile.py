"""While the day is run, a ledger comes in, the policy is broken, or the claim is taken away."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseconsole.casework import reassess
from caseconsole.casework.day import PASSES, needs_day, run_day
from caseconsole.casework.session import Session
from caseconsole.domain.message import Refused
from caseconsole.store import days, derived, read
from tests.casework.stores import SHAPES, TODAY, build, session


@pytest.fixture
def fresh(tmp_path: Path) -> Session:
    """A store whose day nobody has run."""
    return session(build(tmp_path / "s.db", SHAPES * 2))


def test_a_policy_that_cannot_be_used_leaves_the_day_to_who_comes_next(fresh: Session) -> None:
    """Nobody waits for a run that could not begin; once the file is mended it is run."""
    own = fresh.store.path.with_suffix(".policy")
    own.mkdir()
    (own / "eigen.toml").write_text("no toml", encoding="utf-8")
    with pytest.raises(Refused, match="policy"):
        run_day(fresh)
    assert read.day_run(fresh.conn, TODAY) is None
    assert needs_day(fresh)
    (own / "eigen.toml").unlink()
    run_day(fresh)
    kept = fresh.conn.execute("SELECT policy FROM day_run").fetchall()
    assert kept == [(fresh.policy.sha256,)]


def read_in_meanwhile(
    here: Session, monkeypatch: pytest.MonkeyPatch, days_through: list[str]
) -> None:
    """A newer ledger comes in while each of these runs assesses its first leases."""
    plain = reassess.assess_chunk

    def assess(*args: Any) -> None:
        if days_through:
            here.conn.execute("UPDATE ledger_file SET complete_through = ?", (days_through.pop(0),))
        plain(*args)

    monkeypatch.setattr(reassess, "assess_chunk", assess)


def test_a_ledger_that_comes_in_while_the_day_is_run_counts_in_it(
    fresh: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was judged by the one before is judged anew, and no step is left out."""
    fresh.conn.execute("UPDATE ledger_file SET complete_through = '2026-10-01'")
    read_in_meanwhile(fresh, monkeypatch, ["2026-11-02"])
    monkeypatch.setattr(derived, "leases_to_assess", lambda conn, *_: days.all_leases(conn))
    report = run_day(fresh)
    run = read.day_run(fresh.conn, TODAY)
    assert run is not None
    assert (run.ledger_through, run.held, report.held) == (date(2026, 11, 2), None, None)
    assert run.due == report.due == 10
    assert not needs_day(fresh)


def test_a_ledger_that_never_comes_to_rest_is_told(
    fresh: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day is not said to be run, so that the next session runs it."""
    read_in_meanwhile(fresh, monkeypatch, [f"2026-11-{day:02}" for day in range(1, PASSES + 1)])
    monkeypatch.setattr(derived, "leases_to_assess", lambda conn, *_: days.all_leases(conn))
    with pytest.raises(Refused, match="day_changing"):
        run_day(fresh)
    assert not read.day_run(fresh.conn, TODAY).finished  # type: ignore[union-attr]
    run_day(fresh)
    assert not needs_day(fresh)


def test_a_claim_that_another_took_away_is_made_anew(
    fresh: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who cannot read the rules leaves the day to others, who may have it already."""
    plain = derived.refresh_standings

    def refresh(*args: Any) -> int:
        fresh.conn.execute("DELETE FROM day_run")
        return plain(*args)

    monkeypatch.setattr(derived, "refresh_standings", refresh)
    assert not run_day(fresh).already
    assert not needs_day(fresh)
    assert run_day(fresh).already


def test_a_claim_that_goes_while_leases_are_assessed_is_made_anew(
    fresh: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a day before it that was judged by the same; else nothing says that the day was run."""
    fresh.conn.execute("UPDATE ledger_file SET complete_through = '2026-11-04'")
    run_day(fresh)
    plain, gone = derived.leases_to_assess, [TODAY + timedelta(days=1)]
    with closing(session(fresh.store.path, today=gone[0])) as next_day:

        def leases(*args: Any) -> list[int]:
            if gone:
                days.release_day(next_day.store, gone.pop())
            return plain(*args)

        monkeypatch.setattr(derived, "leases_to_assess", leases)
        report = run_day(next_day)
        run = read.day_run(next_day.conn, report.day)
        assert run is not None
        assert (run.finished, run.due) == (True, report.due)
        assert not needs_day(next_day)
