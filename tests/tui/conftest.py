"""Sessions beside the console that is played, on the store of a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseconsole.casework.session import Session
from tests.casework.stores import session


@pytest.fixture
def here(store: Path) -> Iterator[Session]:
    """A session of who reviews."""
    one = session(store)
    yield one
    one.close()


@pytest.fixture
def bram(store: Path) -> Iterator[Session]:
    """A session of a colleague."""
    one = session(store, "bram")
    yield one
    one.close()
