"""Text from outside steers nothing: it is shown as it is, on every screen."""

import shutil
from pathlib import Path

import pytest
from rich.style import Style

from caseconsole.casework.drafts import keep
from caseconsole.tui.app import CaseConsole
from caseconsole.tui.screens import SCREENS
from caseconsole.tui.shutter import CONTROLS
from caseconsole.tui.start import open_here

from .console import console, text_of, way_to, written
from .stores import due_store

MARKUP = "[/x][red]r[/red][@click=app.quit]q[/][link=http://e]l[/link][NL91[bron: x]["
CONTROL = (
    "\x1b[31m\x1b]52;c;ZXZpbA==\x07\x1b]0;titel\x1b\\\x1bPq\x1b\\\x9b31m\x9d52;c;x\x9c\x85\x07\x08\r\x0b"
    "\u202e\u2066\u200b\u200d\ufeff\U000e0041\x00\x7f"
)
HOSTILE = f"{MARKUP}{CONTROL} slot "
OWN_WORDS = {"HelpScreen", "ViewsScreen", "WhyScreen", "SearchScreen", "DraftsScreen"}
"""Screens that show none of it, or only what was found or typed."""


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with hostile text in every text column, as if nothing had cleaned it."""
    return due_store(tmp_path_factory.mktemp("hostile") / "case.db", 12, HOSTILE)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("name", SCREENS)
async def test_hostile_text_is_shown_and_steers_nothing(
    name: str, size: tuple[int, int], hostile_store: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(hostile_store, tmp_path))
    async with console(path, size) as (app, pilot):
        await pilot.press(*way_to(name, "nl"))
        await pilot.pause()
        assert type(app.screen).__name__ == name
        assert not CONTROLS.search(text_of(app).replace("\n", ""))
        assert not CONTROLS.search(written(app))
        assert "@click" not in str(_styles(app))
        if name not in OWN_WORDS:
            assert "[/x]" in text_of(app)


@pytest.mark.parametrize("key", ["1", "2", "3", "J"])
async def test_hostile_text_is_harmless_in_every_section(key: str, hostile_store: Path) -> None:
    async with console(hostile_store, (120, 40)) as (app, pilot):
        await pilot.press("enter", key)
        await pilot.pause()
        assert not CONTROLS.search(written(app))
        assert "[/x]" in text_of(app)


async def test_a_hostile_draft_is_offered_as_it_is(hostile_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(hostile_store, tmp_path))
    session = open_here(path, "anna")
    keep(session, "note", 1, {"text": HOSTILE})
    session.close()
    async with console(path) as (app, pilot):
        await pilot.pause()
        assert type(app.screen).__name__ == "DraftsScreen"
        assert "[/x][red]" in text_of(app)
        assert not CONTROLS.search(written(app))


async def test_hostile_search_hits_are_harmless(hostile_store: Path) -> None:
    async with console(hostile_store) as (app, pilot):
        await pilot.press("slash", *"red")
        await pilot.pause()
        assert "[/x]" in text_of(app)
        assert not CONTROLS.search(written(app))


async def test_a_flood_of_text_is_drawn_at_once(tmp_path: Path) -> None:
    path = due_store(
        tmp_path / "case.db", 3, "x" * 100_000 + "\n" * 10_000 + "e" + "\u0301" * 9_000
    )
    async with console(path) as (app, pilot):
        await pilot.press("enter", "3", "2", "escape", "down")
        assert "xxx" in text_of(app)


def _styles(app: CaseConsole) -> list[Style | None]:
    return [segment.style for row in app.screen._compositor.render_strips() for segment in row]
