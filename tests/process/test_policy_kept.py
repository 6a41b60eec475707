"""A policy that was checked once is kept, and built again without a check."""

import json
from datetime import date
from pathlib import Path

from caseconsole.process.policy import kept_policy
from caseconsole.process.policy_check import load_policy
from tests.process.files import policy
from tests.process.test_policy import NOVEMBER, entry, with_own


def test_the_hash_names_the_effective_policy(tmp_path: Path) -> None:
    """The same content, the same hash; the content can be read back."""
    assert policy().sha256 == load_policy().sha256
    own = with_own(tmp_path, entry("max_call_attempts", "2"))
    assert own.sha256 != policy().sha256
    assert len(own.sha256) == 64
    assert kept_policy(own.content).sha256 == own.sha256


def test_what_was_kept_is_the_policy_that_was_checked(tmp_path: Path) -> None:
    """Whoever opens a store builds it of that, and checks nothing."""
    assert [*policy().cadence] != sorted(policy().cadence)
    text = entry("kind.budget_coaching.terms", "{ end_on = 2027-01-01 }")
    own = with_own(
        tmp_path,
        text
        + entry("eval_months", "[2, 4]")
        + entry("order", json.dumps(list(reversed(policy().at(NOVEMBER).order)))),
    )
    for checked in (policy(), own):
        kept = kept_policy(checked.content)
        assert kept == checked
        assert str(kept) == str(checked), "tables keep their order"
        for day in (date(2000, 1, 1), NOVEMBER, date(2026, 12, 1), date(2027, 6, 1)):
            assert kept.at(day) == checked.at(day)


def test_other_files_make_another_policy(tmp_path: Path) -> None:
    """Also where they say the same: what was kept is found by their words."""
    (tmp_path / "own.toml").write_text("# Nothing yet.\n", encoding="utf-8")
    own = load_policy(overrides=tmp_path)
    assert own == policy()
    assert (own.files != policy().files, own.sha256 != policy().sha256) == (True, True)
