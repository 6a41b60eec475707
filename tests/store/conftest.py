"""A small store on a real disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseconsole.store.sqlite import Store, create_store, open_store
from tests.copied import copied
from tests.store.build import TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store of an association that plays on TODAY."""
    opened = open_store(_new(path))
    yield opened
    opened.close()


@copied
def _new(path: Path) -> Path:
    create_store(path, "Woonstichting De Brug", "Europe/Amsterdam", TODAY, 1).close()
    return path
