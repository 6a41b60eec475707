"""What is shipped is all that is needed, and the README can be followed."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TWO_COMMANDS = [
    "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/caseconsole demo",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from this checkout with what is installed."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(out.glob("*.whl")))


def tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", *folders], capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_every_file_of_db_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    missing = [
        path for path in tracked("db") if path.replace("db/", "caseconsole/_db/", 1) not in names
    ]
    assert missing == []


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert [p for p in tracked("src") if p.removeprefix("src/") not in names] == []


def test_the_wheel_works_by_itself(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """From the unpacked wheel, with this checkout out of sight."""
    wheel.extractall(tmp_path / "lib")
    path = tmp_path / "demo.db"
    run = (
        "import sys; from caseconsole.cli import main; import caseconsole;"
        f"assert caseconsole.__file__.startswith({str(tmp_path)!r});"
        f"sys.exit(main(['demo', '--build-only', '--store', {str(path)!r}])"
        f" or main(['due', '--json', '--store', {str(path)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", run],
        env={"PYTHONPATH": str(tmp_path / "lib"), "PATH": "", "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert '"because_id"' in done.stdout


def test_the_licence_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("licenses/LICENSE"))
    text = wheel.read(name).decode()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in text


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [
        line.strip() for line in text.splitlines() if line.strip().startswith("python3 -m venv")
    ]
    assert commands == TWO_COMMANDS
    assert text.index(TWO_COMMANDS[1]) < 1200


def test_the_readme_names_every_verb_and_every_key() -> None:
    from caseconsole.cli.parser import VERBS
    from caseconsole.tui import actions

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        verb for verb in VERBS if f"`{verb}" not in text and f"caseconsole {verb}" not in text
    ] == []
    table = "".join(line for line in text.splitlines() if line.startswith("|"))
    keys = {key for verb in actions.VERBS for key in verb.keys if len(key) == 1} - set("45678")
    assert [key for key in sorted(keys) if f"`{key}`" not in table] == []


def test_no_file_names_a_package_index() -> None:
    pattern = re.compile(
        r"(https?://[^\s'\"]*(pypi|pythonhosted)|--(extra-)?index-url)", re.IGNORECASE
    )
    found = []
    for path in tracked():
        file = ROOT / path
        if file.suffix in {".mo", ".db"} or not file.is_file():
            continue
        if (
            pattern.search(file.read_text(encoding="utf-8", errors="replace"))
            and "test_wheel" not in path
        ):
            found.append(path)
    assert found == []
