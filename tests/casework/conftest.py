"""Stores for the use cases: built once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.session import Session
from tests.casework.agreed import furnish
from tests.casework.stores import SHAPES, build, session


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two leases of each shape, its day run."""
    path = build(tmp_path_factory.mktemp("casework") / "t.db", SHAPES * 2)
    started = session(path)
    run_day(started)
    started.close()
    return path


@pytest.fixture(scope="session")
def agreed_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with agreements of several kinds in one file, each with something to go on with."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("agreed") / "t.db"))
    started = session(path)
    furnish(started)
    started.close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Path:
    """A copy of the template."""
    return Path(shutil.copy(template, tmp_path / "s.db"))


@pytest.fixture
def anna(store: Path) -> Iterator[Session]:
    """A caseworker's session."""
    started = session(store, "anna")
    yield started
    started.close()


@pytest.fixture
def bram(store: Path) -> Iterator[Session]:
    """A colleague's session on the same store."""
    started = session(store, "bram")
    yield started
    started.close()
