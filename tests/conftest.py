"""What all tests share: a demo store built once a run, and nothing of the developer's machine."""

import fcntl
import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseconsole.locale import Speaker
from caseconsole.locale import speaker as speaker_of

DEMO_DAY = date(2026, 11, 3)
"""A Tuesday: the rent of Sunday 1 November should have been in on Monday."""
_OWN = ("CASECONSOLE_STORE", "CASECONSOLE_LANG", "LANGUAGE", "XDG_DATA_HOME")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Cut off what the developer has set."""
    for name in _OWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


_COLLECTED_AT = gc.get_threshold()


@pytest.fixture(autouse=True)
def _own_garbage() -> Iterator[None]:
    """A console sets the collector for its own process; the next test has another one."""
    yield
    if gc.get_threshold() != _COLLECTED_AT:
        gc.unfreeze()
        gc.set_threshold(*_COLLECTED_AT)


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store of this run; the processes of a run share it, so it is never opened as is."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    path = shared / "demo.db"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            from caseconsole.intake.demo import build_demo

            beside = path.with_suffix(".new")
            build_demo(beside, today=DEMO_DAY)
            beside.rename(path)
    return path


@pytest.fixture
def demo_store(built_demo: Path, tmp_path: Path) -> Path:
    """A demo store of the test's own."""
    return Path(shutil.copy(built_demo, tmp_path / "demo.db"))


@pytest.fixture(params=["nl", "en"])
def speaker(request: pytest.FixtureRequest) -> Speaker:
    """Each language in turn."""
    return speaker_of(request.param, DEMO_DAY)
