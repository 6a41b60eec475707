"""What each room loads, and what the console's room never names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "caseconsole"
TUI = sorted((SOURCE / "tui").rglob("*.py"))

HEADLESS = [
    "caseconsole.domain.changes",
    "caseconsole.process.assess",
    "caseconsole.store.sqlite",
    "caseconsole.store.read",
    "caseconsole.casework.record",
    "caseconsole.casework.day",
    "caseconsole.intake.run",
    "caseconsole.outgoing.worklist",
    "caseconsole.access.actor",
    "caseconsole.locale",
    "caseconsole.cli.run",
]
QUICK = [
    "caseconsole.cli",
    "caseconsole.cli.run",
    "caseconsole.cli.due",
    "caseconsole.store.read",
    "caseconsole.casework.session",
    "caseconsole.tui.start",
    "caseconsole.tui.app",
    "caseconsole.tui.screens.worklist",
]


def loaded(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter holds after running some code."""
    listing = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_list_is_shown_before_any_use_case_is_loaded() -> None:
    """What a change, a file or a row that settled needs comes after the first paint."""
    code = "import caseconsole.tui.app, caseconsole.tui.screens.worklist, sys"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    casework = "caseconsole.casework."
    assert [name for name in done.stdout.split() if name.startswith(casework)] == []


@pytest.mark.parametrize("room", HEADLESS)
def test_a_headless_room_loads_no_textual(room: str) -> None:
    assert loaded(f"import {room}") & {"textual", "rich"} == set()


@pytest.mark.parametrize("room", QUICK)
def test_what_opens_first_loads_neither_pydantic_nor_sqlite_utils(room: str) -> None:
    assert loaded(f"import {room}") & {"pydantic", "sqlite_utils", "babel"} == set()


def test_the_version_is_told_before_anything_is_loaded() -> None:
    code = "from caseconsole.cli import main; main(['--version'])"
    assert loaded(code) & {"argparse", "dataclasses", "gettext", "pysqlite3", "sqlite3"} == set()


ALLOWED_TEXTUAL = {
    "textual._compositor": {"Compositor", "CompositorUpdate"},
    "textual._xterm_parser": {"XTermParser"},
    "textual.app": {"App", "ComposeResult"},
    "textual.color": {"Color"},
    "textual.content": {"Content"},
    "textual.driver": {"Driver"},
    "textual.drivers.linux_driver": {"LinuxDriver"},
    "textual.events": set(),
    "textual.filter": {"LineFilter"},
    "textual.geometry": {"Region", "Size", "Offset", "Spacing"},
    "textual.message": {"Message"},
    "textual.screen": {"Screen"},
    "textual.strip": {"Strip"},
    "textual.timer": {"Timer"},
    "textual.widget": {"Widget"},
}
"""All that the console takes from Textual: widgets that read text as markup are not among it."""
ALLOWED_RICH = {"rich.color", "rich.console", "rich.segment", "rich.style"}
BANNED_MODULES = {
    "subprocess", "webbrowser", "pty", "shlex", "multiprocessing", "pdb", "code", "ctypes", "cffi",
}  # fmt: skip
BANNED_CALLS = {
    "system", "popen", "startfile", "exec", "eval", "breakpoint", "from_markup", "from_ansi",
    "import_module", "__import__", "fork", "forkpty", "posix_spawn", "posix_spawnp",
}  # fmt: skip
BANNED_STARTS = ("execl", "execv", "spawnl", "spawnv", "create_subprocess", "subprocess_")
READ_AS_MARKUP = {"notify", "border_title", "border_subtitle", "tooltip"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def wrong(code: ast.Module) -> list[str]:
    """What a module of the console names that it may not: ready-made widgets, other programs."""
    found = []
    for node in ast.walk(code):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            found += _wrong_import(node.module, names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                found += _wrong_import(alias.name, set())
        elif isinstance(node, ast.Call):
            found += _wrong_call(node)
    return found


def read_as_markup(code: ast.Module) -> list[int]:
    """The lines on which data becomes a title, a tip or a notice of any object."""
    found = []
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in READ_AS_MARKUP:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            found += [node.lineno for value in given if not isinstance(value, ast.Constant)]
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {getattr(target, "attr", "") for target in targets}
            data = node.value is not None and not isinstance(node.value, ast.Constant)
            found += [node.lineno] if data and names & READ_AS_MARKUP else []
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            named = node.args[1] if len(node.args) > 1 else None
            known = isinstance(named, ast.Constant) and named.value not in READ_AS_MARKUP
            found += [] if known else [node.lineno]
    return found


@pytest.mark.parametrize("path", TUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_console_takes_no_ready_made_widget_and_starts_no_program(path: Path) -> None:
    assert wrong(tree(path)) == []


@pytest.mark.parametrize("path", TUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_text_that_is_read_as_markup_holds_data(path: Path) -> None:
    """A title, a tip or a notice of any object may be a constant of this program only."""
    assert read_as_markup(tree(path)) == []


SCREENS_AND_VERBS = sorted([*TUI, *(SOURCE / "cli").rglob("*.py")])


def beyond(code: ast.Module) -> list[str]:
    """What a screen or a verb takes of store and rules beside the reads and the rows they give."""
    taken = []
    for node in ast.walk(code):
        if isinstance(node, ast.ImportFrom) and node.module:
            taken += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            taken += [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute) and node.attr.startswith("execute"):
            taken.append(f"caseconsole.store.{node.attr}")
    rooms = ("caseconsole.store", "caseconsole.process")
    mine = ("caseconsole.store.read", "caseconsole.store.rows")
    return [
        name
        for name in taken
        if any(f"{name}.".startswith(f"{room}.") for room in rooms)
        and not any(f"{name}.".startswith(f"{room}.") for room in mine)
    ]


@pytest.mark.parametrize("path", SCREENS_AND_VERBS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_screens_and_verbs_take_only_reads_and_rows_of_the_store(path: Path) -> None:
    assert beyond(tree(path)) == []


BEYOND = [
    "from caseconsole.store.session import log_view",
    "from caseconsole.store import read, journal",
    "from caseconsole.store.sqlite import Store",
    "from caseconsole import store",
    "import caseconsole.store.derived",
    "from caseconsole.process.assess import assess",
    "from caseconsole import process",
    "session.conn.execute('DELETE FROM note')",
]


@pytest.mark.parametrize("code", BEYOND)
def test_what_is_taken_beyond_is_found(code: str) -> None:
    assert beyond(ast.parse(code)) != []


ONE_SHOT = {("app.py", "when_calm"), ("draft_screen.py", "_wait_and_keep")}
"""Where a moment is waited for after a key; nothing follows when it has passed."""
TIMED = {"set_interval", "set_timer", "auto_refresh", "cursor_blink", "call_at", "animate"}


def timed(code: ast.Module, file: str) -> list[str]:
    """What would happen by itself on a screen at which nobody types."""
    one_shots = {
        id(inner)
        for node in ast.walk(code)
        if isinstance(node, ast.FunctionDef) and (file, node.name) in ONE_SHOT
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute) and inner.attr == "set_timer"
    }
    return [
        name
        for node in ast.walk(code)
        if id(node) not in one_shots
        and (name := getattr(node, "attr", getattr(node, "id", getattr(node, "arg", "")))) in TIMED
    ]


@pytest.mark.parametrize("path", TUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_in_the_console_happens_by_itself(path: Path) -> None:
    assert timed(tree(path), path.name) == []


@pytest.mark.parametrize(
    "code",
    [
        "self.set_interval(30, self.draw)",
        "def when_calm(self):\n    self.set_timer(1, self.draw)",
        "self.auto_refresh = 5",
        "class Screen:\n    auto_refresh = 5",
        "Input(cursor_blink=True)",
    ],
)
def test_what_would_happen_by_itself_is_found(code: str) -> None:
    assert timed(ast.parse(code), "screen.py") != []


PLANTED = [
    "import subprocess",
    "from subprocess import run",
    "import os\nos.system('vi')",
    "import os\nos.execv('/bin/sh', [])",
    "import os\nos.execlp('sh', 'sh')",
    "import os\nos.spawnlp(os.P_WAIT, 'sh', 'sh')",
    "from os import posix_spawn\nposix_spawn('/bin/sh', [], {})",
    "from os import system as run",
    "import os\nos.fork()",
    "import asyncio\nasyncio.create_subprocess_exec('sh')",
    "import asyncio\nasyncio.create_subprocess_shell('sh')",
    "import asyncio\nasyncio.get_running_loop().subprocess_shell(None, 'sh')",
    "import importlib\nimportlib.import_module('textual.widgets')",
    "from importlib import import_module as load",
    "__import__('textual.widgets')",
    "from textual.widgets import Label",
    "from textual import widgets",
    "import textual.widgets",
    "import rich.markdown",
    "from rich.markdown import Markdown",
    "from rich.prompt import Prompt",
    "from rich import print",
    "from rich.text import Text\nText.from_markup('x')",
    "from rich.text import Text\nText.from_ansi('x')",
    "show('x', markup=True)",
    "import webbrowser",
    "import ctypes",
]
DATA = [
    "app.notify(name)",
    "app.notify('x', title=name)",
    "self.box.border_title = name",
    "widget.border_subtitle += name",
    "screen.lines.tooltip = f'{name}'",
    "setattr(widget, 'tooltip', name)",
    "setattr(widget, which, 'x')",
]


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_planted_is_found(code: str) -> None:
    assert wrong(ast.parse(code)) != []


@pytest.mark.parametrize("code", DATA)
def test_data_that_would_be_read_as_markup_is_found(code: str) -> None:
    assert read_as_markup(ast.parse(code)) == [1]


def _wrong_import(module: str, names: set[str]) -> list[str]:
    if module.partition(".")[0] in BANNED_MODULES:
        return [module]
    if banned := sorted(name for name in names if _banned_call(name)):
        return banned
    if module == "rich" or module.startswith("rich."):
        return [] if module in ALLOWED_RICH else [module]
    if module == "textual":
        return sorted(names - {"events"})
    if module.startswith("textual"):
        return sorted(names - ALLOWED_TEXTUAL.get(module, set())) or (
            [] if module in ALLOWED_TEXTUAL else [module]
        )
    return []


def _wrong_call(call: ast.Call) -> list[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    switched_on = [
        f"{keyword.arg}=True"
        for keyword in call.keywords
        if keyword.arg in {"markup", "open_links"} and ast.unparse(keyword.value) == "True"
    ]
    return switched_on + ([name] if _banned_call(name) else [])


def _banned_call(name: str) -> bool:
    return name in BANNED_CALLS or name.startswith(BANNED_STARTS)


def test_no_class_of_the_console_hands_a_bare_text_to_a_widget() -> None:
    """`Static`, `Label` and their kin are not there; what is drawn goes through `tui.text`."""
    sensitive = {"update", "set_content", "notify", "border_title", "border_subtitle"}
    found = [
        f"{path.name}:{node.lineno}"
        for path in TUI
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in sensitive
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    ]
    assert found == []
