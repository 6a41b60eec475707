"""An office to bring files to."""

from pathlib import Path

import pytest

from tests.intake.offices import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An association with people and leases."""
    return Office(tmp_path, furnished=True)


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    """An association with nothing in it."""
    return Office(tmp_path)
