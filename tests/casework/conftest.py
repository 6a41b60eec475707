"""Stores for the use cases: built once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from caseconsole.casework.day import run_day
from caseconsole.casework.session import Session
from tests.casework.agreed import furnish
from tests.casework.stores import SHAPES, build, session, some_shapes


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


@pytest.fixture(scope="session")
def generated(agreed_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Stores of leases by chance, their day run, and one with agreements."""
    folder = tmp_path_factory.mktemp("generated")
    paths = [build(folder / f"{n}.db", some_shapes(Random(n))) for n in range(4)]
    for path in paths:
        started = session(path)
        run_day(started)
        started.close()
    return [*paths, agreed_template]


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
