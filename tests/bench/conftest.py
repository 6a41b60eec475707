"""Demo stores for the exact figures."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def demo_copies(built_demo: Path, tmp_path: Path) -> Callable[[int], list[Path]]:
    """Makes copies of the demo store, one for each console that runs at once."""

    def copies(count: int) -> list[Path]:
        return [Path(shutil.copy(built_demo, tmp_path / f"{at}.db")) for at in range(count)]

    return copies
