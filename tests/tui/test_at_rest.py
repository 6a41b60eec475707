"""A screen at which nobody types waits for nothing: no timer is armed, so nothing will be drawn."""

import asyncio
import gc
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.timer import Timer

from caseconsole.tui.app import CALM, CaseConsole
from caseconsole.tui.screens import SCREENS
from caseconsole.tui.screens.draft_screen import KEEP_AFTER

from .console import console, reach
from .stores import due_store

MOMENT = max(CALM, KEEP_AFTER) + 0.1
"""After this whatever waited for the keys to rest has been done."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a way to every screen."""
    return due_store(tmp_path_factory.mktemp("rest") / "case.db", agreed=True)


def armed(app: CaseConsole) -> list[Timer]:
    """The timers of the application, its screens and their widgets that will go off."""
    pumps = [app, *app.screen_stack, *(w for one in app.screen_stack for w in one.walk_children())]
    return [
        timer
        for pump in pumps
        for timer in pump._timers
        if timer._task is not None and not timer._task.done() and timer._active.is_set()
    ]


async def rest(app: CaseConsole, pilot: Pilot[int]) -> None:
    """Let what waited for the keys to rest be done, if anything did."""
    await pilot.pause()
    if armed(app):
        await asyncio.sleep(MOMENT)
        await pilot.pause()
    gc.collect()


@pytest.mark.parametrize("name", SCREENS)
async def test_no_timer_is_armed_on_a_screen_at_rest(
    name: str, filled: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(filled, tmp_path))
    async with console(path) as (app, pilot):
        await reach(pilot, name)
        await rest(app, pilot)
        assert type(app.screen).__name__ == name
        assert armed(app) == []


@pytest.mark.parametrize("seconds", [5.0, 30.0])
async def test_a_timer_that_goes_off_late_is_found(seconds: float, filled: Path) -> None:
    async with console(filled) as (app, pilot):
        app.screen.set_interval(seconds, app.screen.refresh)
        await rest(app, pilot)
        assert armed(app) != []
