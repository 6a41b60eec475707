"""A console without a terminal, and how the keyboard reaches each of its screens."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from caseconsole.tui.app import CaseConsole
from caseconsole.tui.paint import Painted, PaintUpdate
from caseconsole.tui.start import open_here
from caseconsole.tui.store_thread import StoreThread
from caseconsole.tui.views import first_view

ACTS = ("enter", "8", "g", "enter")
"""The keys to what can be done with an agreement: the second chance, in the order of `acts`."""
(SIGN, CONDITION, SUSPEND, RUNG, DECIDE, PROOF, RESUME, START, REFER, APPOINT, KEPT,
 PAPER) = range(1, 13)  # fmt: skip


def act(down: int) -> tuple[str, ...]:
    """The keys to an act by its place."""
    return (*ACTS, *["down"] * down, "enter")


WAY_TO: dict[str, tuple[str, ...]] = {
    "WorklistScreen": (),
    "CaseFileScreen": ("enter",),
    "CallCard": ("c",),
    "NoteForm": ("o",),
    "SnoozeForm": ("z",),
    "AssignForm": ("t",),
    "PauseForm": ("h",),
    "OfferForm": ("O",),
    "ArrangementDesk": ("a",),
    "ActsScreen": ACTS,
    "StateForm": act(0),
    "SignForm": act(SIGN),
    "ConditionForm": act(CONDITION),
    "SuspendForm": act(SUSPEND),
    "RungForm": act(RUNG),
    "DecideForm": act(DECIDE),
    "ProofScreen": act(PROOF),
    "PapersScreen": act(PAPER),
    "PaperScreen": (*act(PAPER), "down", "enter"),
    "StartForm": act(START),
    "ReferForm": act(REFER),
    "SignalForm": ("enter", "s"),
    "AppointForm": act(APPOINT),
    "KeptForm": act(KEPT),
    "JudgeForm": ("enter", "8", "o"),
    "EndConditionForm": ("enter", "8", "enter", *["down"] * 6, "enter"),
    "ResumeForm": act(RESUME),
    "CloseRungForm": ("enter", "8", "g", "down", "down", "enter", "enter"),
    "AnswerForm": ("enter", "5", "G", "enter", "enter"),
    "ReviewSetsScreen": ("R",),
    "ReviewScreen": ("R", "enter"),
    "ReasonScreen": ("R", "end", "enter", *"agreement:budget_coaching", "enter", "e"),
    "ReviewDecideForm": ("R", "enter", "G", "2"),
    "WhyScreen": ("w",),
    "HelpScreen": ("question_mark",),
    "SearchScreen": ("slash", "x"),
    "ViewsScreen": ("v",),
    "DraftsScreen": ("o", "x", "escape", "colon", "d", "r", "a", "enter"),
}
"""The keys from the worklist to each screen, in English."""

PATIENCE = 1_000
"""How many times it is looked whether a review was seen."""
_WRITTEN = re.compile(r"\x1b\[[0-9;]*[HmK]")


def way_to(name: str, lang: str) -> tuple[str, ...]:
    """The keys from the worklist to a screen."""
    way = WAY_TO[name]
    return (*way[:4], *"con", "enter") if (name, lang) == ("DraftsScreen", "nl") else way


async def reach(pilot: Pilot[int], name: str, lang: str = "nl") -> None:
    """Go from the worklist to a screen; a review takes no key before its file was seen."""
    for key in way_to(name, lang):
        await pilot.press(key)
        await seen(pilot)


async def seen(pilot: Pilot[Any]) -> None:
    """Wait until the screen was painted; what is typed into a review before that does nothing."""
    for _ in range(PATIENCE):
        if getattr(pilot.app.screen, "blind_until", 0) < inf:
            break
        await pilot.pause(0.01)


@asynccontextmanager
async def console(
    path: Path, size: tuple[int, int] = (80, 24), lang: str = "nl", login: str = "anna"
) -> AsyncIterator[tuple[CaseConsole, Pilot[int]]]:
    """A running console on a store."""
    store = StoreThread(lambda: open_here(path, login))
    try:
        app = CaseConsole(store, lang, *store.wait(first_view))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        store.close()


def text_of(app: CaseConsole) -> str:
    """The screen as text."""
    return "\n".join(row.text.rstrip() for row in app.screen._compositor.render_strips())


def written(app: CaseConsole) -> str:
    """All that a terminal would get to show this screen, without the sequences the console uses."""
    update = app.screen._compositor.render_full_update()
    assert isinstance(update, PaintUpdate)
    update._painted = Painted()
    return _WRITTEN.sub("", update.render_segments(app.console))
