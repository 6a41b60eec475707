"""Hostile text that got into a store is told by no verb, and leaves JSON valid."""

import json
from pathlib import Path

import pytest

from caseconsole.domain.numbers import case_number
from caseconsole.tui.shutter import CONTROLS
from tests.cli.conftest import Run
from tests.tui.hostile import fill
from tests.tui.stores import due_store

HOSTILE = 'naam " \\ \x85\u2028\u2029\x1b[31m\x9b31m\x1b]52;c;ZXZpbA==\x07\u202e\u200b\r\x00 slot '
CASES = 12


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = due_store(tmp_path_factory.mktemp("hostile") / "case.db", CASES, agreed=True)
    fill(path, lambda _: HOSTILE, CASES)
    return path


@pytest.mark.parametrize(
    "verb", ["due", "show", "why", "agreements", "conditions", "review", "review 1"]
)
def test_json_is_valid_and_without_controls(verb: str, run: Run, hostile_store: Path) -> None:
    number = [case_number(10_001)] if verb in {"show", "why", "conditions"} else []
    told = run("--store", hostile_store, "--as", "anna", *verb.split(), *number, "--json")
    assert told.code == 0, told.err
    assert json.loads(told.out)
    assert "naam" in told.out or verb == "why"
    assert CONTROLS.search(told.out.replace("\n", "")) is None
    assert len(told.out.splitlines()) == told.out.count("\n")
