"""What each verb loads when it runs on a real store."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench.watch import CURSOR, Watched, console_argv

_LOADED = re.compile(r"^import time: .*\| *(\S+)$", re.MULTILINE)
HEAVY = {"textual", "rich", "pydantic", "sqlite_utils", "babel", "asyncio", "stdnum"}

_OF_FILES = (
    b"caseconsole.domain.casefile",
    b"caseconsole.domain.contact",
    b"caseconsole.store.read.cases",
)


_OPENED = (
    "import sys\n"
    "from pathlib import Path\n"
    "from caseconsole.casework import viewing\n"
    "from caseconsole.casework.session import open_session\n"
    "session = open_session(Path(sys.argv[1]), 'anna')\n"
)
"""What a fresh interpreter begins with that opens a store."""


def packages(*arguments: str) -> set[str]:
    """The top-level packages that a verb loads."""
    argv = [sys.executable, "-X", "importtime", "-m", "caseconsole", *arguments]
    done = subprocess.run(argv, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in _LOADED.findall(done.stderr)}


def printed(code: str, *arguments: str) -> list[str]:
    """The lines that a fresh interpreter prints."""
    argv = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(argv, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_version_loads_nothing_of_weight() -> None:
    assert packages("--version") & {*HEAVY, "argparse", "dataclasses", "pysqlite3"} == set()


@pytest.mark.parametrize("more", [(), ("--json",), ("--limit", "lang:tr")])
def test_the_list_as_text_loads_no_console_and_no_models(
    more: tuple[str, ...], demo_store: Path
) -> None:
    """Tables of a policy neither, where none lie beside the store."""
    loaded = packages("due", "--store", str(demo_store), "--as", "anna", *more)
    assert loaded & {*HEAVY, "tomllib", "tempfile"} == set()


@pytest.mark.parametrize(
    "verb",
    [
        ("agreements",),
        ("agreements", "--json"),
        ("agreements", "--limit", "agreement:second_chance review<=today"),
        ("review",),
        ("review", "--json"),
    ],
)
def test_agreements_and_reviews_as_text_load_no_console_and_no_models(
    verb: tuple[str, ...], demo_store: Path
) -> None:
    loaded = packages(*verb, "--store", str(demo_store), "--as", "anna")
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("verb", ["show", "why", "day", "conditions"])
def test_no_verb_loads_the_console_or_models(verb: str, demo_store: Path) -> None:
    case = () if verb == "day" else (first_case(demo_store),)
    loaded = packages(verb, *case, "--store", str(demo_store), "--as", "anna")
    assert loaded & (HEAVY - {"stdnum"}) == set()


def test_a_day_loads_the_rules_while_the_ledger_is_counted(demo_store: Path) -> None:
    """SQLite counts without Python; what has to be loaded before it begins costs its whole time."""
    code = (
        "import sys, concurrent.futures as pool\n"
        "submit = pool.ThreadPoolExecutor.submit\n"
        "def told(*args):\n"
        "    print({'pydantic', 'caseconsole.casework.reassess'} & sys.modules.keys())\n"
        "    return submit(*args)\n"
        "pool.ThreadPoolExecutor.submit = told\n"
        "from caseconsole.cli import main\n"
        "sys.argv[1:] = ['day', *sys.argv[1:]]\n"
        "sys.exit(main())"
    )
    assert printed(code, "--store", str(demo_store), "--as", "anna")[0] == "set()"


@contextmanager
def importing(store: Path) -> Iterator[Watched]:
    """A console that names what it loads, when its list stands."""
    argv = console_argv(store, login="anna")
    argv[1:1] = ["-X", "importtime"]
    with Watched(argv) as terminal:
        terminal.until(CURSOR)
        yield terminal


def test_the_list_is_stepped_before_any_file_or_day_is_read(demo_store: Path) -> None:
    """What reads files and judges them comes with the first file, not with the first key."""
    with importing(demo_store) as terminal:
        since = len(terminal.raw)
        terminal.press("down")
        terminal.until(CURSOR, since)
        terminal.settle()
        loaded = set(re.findall(rb"caseconsole\.[\w.]+", terminal.raw))
    assert b"caseconsole.tui.screens.worklist" in loaded
    assert {
        name for name in loaded if name.startswith((b"caseconsole.process", *_OF_FILES))
    } == set()


def test_files_are_stepped_without_what_only_writing_asks_for(demo_store: Path) -> None:
    """OpenSSL is most of the memory that the first file would take."""
    with importing(demo_store) as terminal:
        terminal.settle()
        terminal.answer("enter")
        terminal.answer("n", "J")
        loaded = set(re.findall(rb"\| +([\w.]+)", terminal.raw))
    assert b"caseconsole.store.read.cases" in loaded
    assert loaded & {b"hashlib", b"_hashlib", b"caseconsole.store.write"} == set()


def test_a_file_with_agreements_in_which_something_is_due_is_shown_without_the_policy(
    demo_store: Path,
) -> None:
    """Rules, policy and models weigh a third of a bare session; the day has judged by them."""
    code = (
        "from caseconsole.tui.sections import SECTIONS\n"
        "found = 'SELECT DISTINCT d.case_file FROM due d JOIN agreement a USING (case_file)'\n"
        "cases = session.conn.execute(found).fetchall()\n"
        "for (case,) in cases:\n"
        "    SECTIONS[0].load(session, viewing.open_case(session, case))\n"
        "heavy = {'pydantic', 'tomllib', 'caseconsole.process.assess'} & sys.modules.keys()\n"
        "print(len(cases) > 5, sorted(heavy))"
    )
    assert printed(_OPENED + code, str(demo_store)) == ["True []"]


def test_who_may_call_and_what_to_say_is_known_without_models(demo_store: Path) -> None:
    """The policy was checked when it was kept: whoever opens the store builds it of that."""
    code = (
        "from caseconsole.casework import calling\n"
        "(case,) = session.conn.execute('SELECT case_file FROM due').fetchone()\n"
        "calling.guide(session, viewing.open_case(session, case))\n"
        "heavy = {'pydantic', 'tomllib', 'hashlib'} & sys.modules.keys()\n"
        "print('caseconsole.process.policy' in sys.modules, sorted(heavy))"
    )
    assert printed(_OPENED + code, str(demo_store)) == ["True []"]


def test_what_a_change_takes_is_loaded_while_somebody_types(demo_store: Path) -> None:
    """The first call of a session is then recorded as quickly as the next."""
    with importing(demo_store) as terminal:
        terminal.settle()
        since = len(terminal.raw)
        terminal.press("c")
        terminal.until(b"caseconsole.casework.record\r", since)
        terminal.settle()
        since = len(terminal.raw)
        terminal.press("g", "f2")
        terminal.until(CURSOR, since)
        terminal.settle()
        loaded = set(re.findall(rb"\| +([\w.]+)", terminal.raw[since:]))
    assert loaded & {b"pydantic", b"sqlite_utils", b"caseconsole.casework.handlers"} == set()


def first_case(path: Path) -> str:
    """The number of some case in a store, in which something was agreed."""
    from caseconsole.store.sqlite import open_store

    store = open_store(path)
    try:
        found = "SELECT c.number FROM agreement a JOIN case_file c ON c.id = a.case_file"
        return str(store.conn.execute(found).fetchone()[0])
    finally:
        store.close()
