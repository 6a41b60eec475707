"""Text from outside steers nothing: it is shown as it is, on every screen.

Columns come from the schema and screens from the registry, so that nothing is forgotten:

- a new screen stands in `screens.SCREENS` and has its keys in `tests.tui.console.WAY_TO`;
- a new text column holds hostile text by itself; one that the program reads as a word of its own
  gets such a word in `tests.tui.hostile.OWN`, one that holds JSON stands in `JSON` there;
- a column that no screen shows stands in `UNSEEN` with the reason, and leaves it when one does.
"""

import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

import pytest
from rich.style import Style

from caseconsole.casework.drafts import keep
from caseconsole.store.sqlite import connect
from caseconsole.tui.app import CaseConsole
from caseconsole.tui.screens import SCREENS
from caseconsole.tui.sections import SECTIONS, Section
from caseconsole.tui.shutter import CONTROLS
from caseconsole.tui.start import open_here
from caseconsole.tui.widgets import lines
from tests.bench.watch import keys_to
from tests.terminal.terminal import Terminal

from .console import console, reach, text_of, way_to, written
from .hostile import JSON, OWN, SPARED, fill, free_columns, text_columns
from .stores import due_store

MARKUP = "[/x][red]r[/red][@click=app.quit]q[/][link=http://e]l[/link][NL91[bron: x]["
CONTROL = (
    "\x1b[31;99m\x1b]52;c;ZXZpbA==\x07\x1b]0;titel\x1b\\\x1bPq\x1b\\\x9b31m\x9d52;c;x\x9c\x85\x07\x08\r\x0b"
    "\x1b[?1000h\u202e\u2066\u200b\u200d\ufeff\U000e0041\x00\x7f"
)
HOSTILE = f"{MARKUP}{CONTROL} slot "
CASES = 12
SLOWEST = 1.0
"""Seconds of work that any screen may take."""
STEPS = "nnnnn"
"""Through the files that are one's own: together they have agreements of every kind."""
FOUND = ("slash", *"jan")
WITHOUT_FILE = "zonder"
NOT_OPENED = ("slash", *WITHOUT_FILE, "enter")
"""A lease without a case file, which is named by its reference."""
ALL = ("v", "down", "down", "enter", "enter", *STEPS)
"""Files of others, which tell who has them."""

OWN_WORDS = {
    "ActsScreen",
    "PapersScreen",
    "HelpScreen",
    "SearchScreen",
    "DraftsScreen",
    "ReasonScreen",
}
"""Screens that show nothing but the program's own words, or only what was found or typed."""
NOT_YET = "no screen shows it yet"
UNSEEN = {
    "agreement.brought": "the key of an import",
    "agreement.reference": NOT_YET,
    "agreement.terms": NOT_YET,
    "condition.brought": "the key of an import",
    "condition.clause": NOT_YET,
    "condition.reference": "the key of an import",
    "day_run.by": "who worked the day out is for the auditor",
    "day_run.grounds": "tells whether the day is worked out anew",
    "day_run.policy": "the hash of a policy",
    "decision.second": NOT_YET,
    "due.team": "limits the list",
    "household_member.reference": "the key of an import",
    "journal.change_id": "the key of a change",
    "journal.policy": "the hash of a policy",
    "journal_content.images": "rows as they were, for undo",
    "judgement.brought": "the key of an import",
    "lease.payment_reference": NOT_YET,
    "ledger_entry.identity": "the key of an import",
    "ledger_entry.source_ref": "the key of an import",
    "ledger_file.name": "told by the import",
    "ledger_file.sha256": "a hash",
    "person.reference": "the key of an import",
    "policy.content": "read by the rules",
    "policy.sha256": "a hash",
    "preference.value": "chooses what is shown",
    "presence.session": "tells sessions apart",
    "review_file.by": "told by the verb `review`",
    "review_file.why": "told by the verb `review`",
    "snooze.by": "a file that is put off says until when",
    "snooze.claim": "says what is put off",
    "snooze.why": "a file that is put off says until when",
    "view_log.detail": "for the auditor",
    "view_log.login": "for the auditor",
    "view_log.what": "for the auditor",
}
"""Text columns that no screen shows, each with the reason."""


def filled(path: Path, text: str = HOSTILE, cases: int = CASES) -> Path:
    """A store with hostile text in every text column, as if nothing had cleaned it."""
    due_store(path, cases, agreed=True)
    _without_file(path, cases + 1)
    fill(path, lambda column: f"[/x][{column}]{text}", cases)
    return path


def _without_file(path: Path, key: int) -> None:
    """A lease like the first one, found by a word of its own, that has no case file."""
    with closing(connect(path)) as conn:
        columns = [name for _, name, *_ in conn.execute("PRAGMA table_info(lease)") if name != "id"]
        copied = ["?" if name == "reference" else name for name in columns]
        conn.execute(
            f"INSERT INTO lease (id, {', '.join(columns)}) SELECT ?, {', '.join(copied)}"
            " FROM lease WHERE id = 1",
            (key, f"L{key}"),
        )
        conn.execute(
            "INSERT INTO lease_party (lease, person, role, since)"
            " SELECT ?, person, role, since FROM lease_party WHERE lease = 1",
            (key,),
        )
        conn.execute(
            "INSERT INTO lease_search (rowid, names, reference, address, numbers)"
            " VALUES (?, ?, '', '', '')",
            (key, WITHOUT_FILE),
        )


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that steers, in every text."""
    return filled(tmp_path_factory.mktemp("hostile") / "case.db")


@pytest.fixture(scope="module")
def marked_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short texts, so that many stand on one line: the column's name and a sequence behind it."""
    return filled(tmp_path_factory.mktemp("marked") / "case.db", "\x1b[31m\u202e")


def test_hostile_text_stands_in_every_text_column(hostile_store: Path) -> None:
    """A column that refuses it, or holds JSON, belongs into the tables of `tests.tui.hostile`."""
    with closing(connect(hostile_store)) as conn:
        columns, free = text_columns(conn), free_columns(conn)
        held = {
            column: conn.execute(
                f"SELECT count(*) FROM {column.partition('.')[0]} WHERE instr({column}, '[@click')"
            ).fetchone()[0]
            for column in free
        }
    assert [c for c, count in held.items() if not count and c != "journal_content.images"] == []
    assert OWN.keys() | JSON.keys() | SPARED.keys() | UNSEEN.keys() <= set(columns)


def ways(lang: str) -> list[tuple[str, ...]]:
    """The keys to every screen and every section, each from the worklist."""
    sections = [("enter", section.key, *STEPS) for section in SECTIONS]
    return [*(way_to(name, lang) for name in SCREENS), *sections, FOUND, NOT_OPENED, ALL]


async def test_every_text_that_a_screen_shows_is_there_to_the_letter(marked_store: Path) -> None:
    """A column that is not seen: show it, or say in `UNSEEN` why no screen does."""
    async with console(marked_store, (240, 150), login="bram") as (app, pilot):
        await pilot.pause()
        assert type(app.screen).__name__ == "DraftsScreen"
        seen = text_of(app)
    async with console(marked_store, (240, 150)) as (app, pilot):
        for way in ways("nl"):
            for key in way:
                await pilot.press(key)
                await pilot.pause()
                seen += text_of(app)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()
    with closing(connect(marked_store)) as conn:
        free = set(free_columns(conn))
    shown = {column for column in free if f"[/x][{column}][31m" in seen}
    assert sorted(free - shown - UNSEEN.keys()) == [], "no screen shows these, and none says why"
    assert sorted(shown & UNSEEN.keys()) == [], "a screen shows these: take them out of UNSEEN"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("name", SCREENS)
async def test_hostile_text_is_shown_and_steers_nothing(
    name: str, size: tuple[int, int], hostile_store: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(hostile_store, tmp_path))
    async with console(path, size) as (app, pilot):
        await reach(pilot, name)
        await pilot.pause()
        assert type(app.screen).__name__ == name
        assert not CONTROLS.search(text_of(app).replace("\n", ""))
        assert not CONTROLS.search(written(app))
        assert "@click" not in str(_styles(app))
        assert ("[/x]" in text_of(app)) == (name not in OWN_WORDS)


@pytest.mark.parametrize("gate", ["drawing", "filter"])
async def test_either_gate_alone_keeps_controls_in(
    gate: str, hostile_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is drawn is cleaned, and what is written is cleaned again."""
    if gate == "drawing":
        monkeypatch.setattr(CaseConsole, "get_line_filters", lambda _: [])
    else:
        monkeypatch.setattr(lines, "harmless", lambda text: text)
    async with console(hostile_store, (120, 40)) as (app, pilot):
        for key in ("down", "enter", "3"):
            await pilot.press(key)
            await pilot.pause()
            assert "[/x]" in text_of(app)
            assert not CONTROLS.search(written(app))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
async def test_hostile_text_is_harmless_in_every_section(
    section: Section, hostile_store: Path
) -> None:
    async with console(hostile_store, (120, 40)) as (app, pilot):
        await pilot.press("enter", section.key)
        shown = ""
        for step in (*STEPS, "escape"):
            await pilot.pause()
            assert not CONTROLS.search(written(app))
            shown += "\n".join(text_of(app).splitlines()[8:])
            await pilot.press(step)
        assert "[/x]" in shown


_OURS = re.compile(r"\x1b\[[<=>?]?[0-9;]*\$?[A-Za-z]|\x1b\]22;default\x07")
"""The sequences that the console itself uses; those of the payload are looked for before."""


def test_nothing_of_the_payload_reaches_a_terminal(hostile_store: Path, tmp_path: Path) -> None:
    """Every screen of the registry and every section, in one session of a real terminal."""
    path = Path(shutil.copy(hostile_store, tmp_path))
    command = [sys.executable, "-m", "caseconsole", "--store", str(path), "--as", "anna"]
    with Terminal([*command, "--lang", "nl"], cols=120, rows=40) as terminal:
        terminal.wait("Werklijst")
        sections = [("enter", section.key, *STEPS) for section in SECTIONS]
        for way in [*map(keys_to, SCREENS), *sections, ("/", *"jan")]:
            terminal.press(*way)
            terminal.settle()
            for _ in range(3):
                if not terminal.find(r"\A caseconsole  Werklijst"):
                    terminal.press("escape")
                    terminal.settle()
        terminal.press("q")
        assert terminal.exit_code() == 0
    raw = terminal.raw.decode()
    assert "[31;99m" in raw
    assert "\x1b[31;99m" not in raw
    assert "\x1b[?1000h" not in raw
    assert not CONTROLS.search(re.sub(r"[\r\n]", "", _OURS.sub("", raw)))


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


FLOODS = ("x" * 1_000_000, "regel\n" * 160_000, "e" + "\u0301" * 100_000)
"""One line, many lines, marks."""


@pytest.fixture(scope="module")
def flooded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every text column holds one of the floods, each of the three many a column."""
    path = due_store(tmp_path_factory.mktemp("flooded") / "case.db", 1, agreed=True)
    kinds = cycle(FLOODS)
    fill(path, lambda _: next(kinds), 1)
    yield path
    path.unlink()


FLOODED = {name: way_to(name, "nl") for name in SCREENS} | {
    section.title: ("enter", section.key) for section in SECTIONS
}


@pytest.mark.parametrize("name", FLOODED)
async def test_a_flood_of_text_is_drawn_at_once(name: str, flooded_store: Path) -> None:
    """On every screen and in every section, whatever got past the door."""
    with closing(connect(flooded_store)) as conn:
        conn.execute("DELETE FROM draft WHERE login = 'anna'")
    slowest = 0.0
    async with console(flooded_store) as (app, pilot):
        for key in FLOODED[name]:
            begin = time.process_time()
            await pilot.press(key)
            await pilot.pause()
            slowest = max(slowest, time.process_time() - begin)
        assert type(app.screen).__name__ == (name if name in SCREENS else "CaseFileScreen")
    assert slowest < SLOWEST


@pytest.mark.parametrize("text", FLOODS, ids=["one line", "many lines", "marks"])
async def test_a_flood_is_scrolled_through_at_once(text: str, tmp_path: Path) -> None:
    """In the texts that are long, each kind of flood."""
    path = due_store(tmp_path / "case.db", 3)
    with closing(connect(path)) as conn:
        conn.execute("UPDATE note SET text = ?", (text,))
        conn.execute("UPDATE contact SET said = ?", (text,))
    async with console(path) as (app, pilot):
        for keys in (("enter",), ("3",), ("end",), ("pageup",), ("1",), ("escape", "c")):
            begin = time.process_time()
            await pilot.press(*keys)
            await pilot.pause()
            assert time.process_time() - begin < SLOWEST
        assert type(app.screen).__name__ == "CallCard"


def _styles(app: CaseConsole) -> list[Style | None]:
    return [segment.style for row in app.screen._compositor.render_strips() for segment in row]
