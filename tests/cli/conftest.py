"""A small store, and a way to run a command in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseconsole.cli import main
from tests.casework.stores import SHAPES, build


@dataclass(frozen=True)
class Outcome:
    """What a command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A demo store with a lease of every shape, not assessed yet."""
    return build(tmp_path / "case.db", SHAPES)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in English."""
    monkeypatch.setenv("CASECONSOLE_LANG", "en")

    def run(*arguments: object) -> Outcome:
        code = main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return Outcome(code, shown.out, shown.err)

    return run
