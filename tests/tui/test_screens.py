"""Every screen: registered, alive at every size, readable when it is too small.

A new screen stands in `screens.SCREENS` with its module, and in `tests.tui.console.WAY_TO` with the
keys that lead to it from the list; a class that others are made from stands in `BASES` here.
"""

import importlib
import inspect
import pkgutil
import random
import shutil
from pathlib import Path

import pytest

from caseconsole.tui import screens
from caseconsole.tui.screens import SCREENS
from caseconsole.tui.screens.base import ConsoleScreen

from .console import WAY_TO, console, reach, text_of
from .stores import due_store

BASES = {
    "ConsoleScreen", "CaseScreen", "PickScreen", "ReaderScreen", "LoadingScreen", "DraftScreen",
    "SheetScreen", "FormScreen", "NamesScreen", "ActingScreen", "UntilForm", "ReviewEnd",
    "MovingScreen", "DraftingForm",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with sixty cases due."""
    return due_store(tmp_path_factory.mktemp("screens") / "case.db", agreed=True)


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(filled, tmp_path))


def test_every_screen_stands_in_the_table_and_the_keyboard_reaches_it() -> None:
    found = {
        name
        for module in pkgutil.iter_modules(screens.__path__)
        for name, member in inspect.getmembers(
            importlib.import_module(f"caseconsole.tui.screens.{module.name}"), inspect.isclass
        )
        if issubclass(member, ConsoleScreen)
    }
    assert sorted(found - BASES - set(SCREENS)) == [], "put these into screens.SCREENS, or BASES"
    assert sorted(set(SCREENS) - found) == [], "these stand in screens.SCREENS and do not exist"
    assert sorted(set(SCREENS) - set(WAY_TO)) == [], "put their keys into tests.tui.console.WAY_TO"
    assert sorted(set(WAY_TO) - set(SCREENS)) == [], "take their keys out of WAY_TO"


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_survives_any_size(name: str, store: Path) -> None:
    chance = random.Random(name)
    async with console(store) as (app, pilot):
        await reach(pilot, name)
        for width, height in [(0, 0), (1, 1), (500, 200), (79, 24), (80, 23)]:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert "80" in text_of(app)
        for _ in range(8):
            await pilot.resize_terminal(chance.randint(0, 500), chance.randint(0, 200))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert type(app.screen).__name__ == name
        assert "caseconsole" in text_of(app).splitlines()[0]


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_no_screen_shows_an_id_instead_of_words(name: str, lang: str, store: Path) -> None:
    async with console(store, lang=lang) as (app, pilot):
        await reach(pilot, name, lang)
        await pilot.pause()
        assert type(app.screen).__name__ == name
        for start in ("verb.", "place.", "screen.", "list.", "view.", "pick.", "drafts."):
            assert start not in text_of(app)


@pytest.mark.parametrize("name", [name for name in SCREENS if name != "WorklistScreen"])
async def test_escape_leads_back_to_the_list(name: str, store: Path) -> None:
    async with console(store) as (app, pilot):
        await reach(pilot, name)
        for _ in range(3):
            if type(app.screen).__name__ != "WorklistScreen":
                await pilot.press("escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "WorklistScreen"


async def test_a_small_terminal_still_lets_one_quit(store: Path) -> None:
    async with console(store, (40, 10)) as (app, pilot):
        assert "80×24" in text_of(app).replace("\n", "")
        await pilot.press("q")
        assert app.return_code == 0
