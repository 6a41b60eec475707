"""Nothing but its file and its table names a sixth kind of agreement."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.process.test_another_kind import MODULE, TABLE

ROOT = Path(__file__).parents[2]
PARTS = ("src/caseconsole", "db", "tests/locale")
ALONE = ("-p", "no:cacheprovider", "--deselect", "tests/locale/test_another_kind.py")


def test_the_catalogues_hold_with_one_file_and_one_table_more(tmp_path: Path) -> None:
    """Put in place as its maker would, and compiled."""
    for part in PARTS:
        without = shutil.ignore_patterns("__pycache__", Path(__file__).name)
        shutil.copytree(ROOT / part, tmp_path / part, ignore=without)
    shutil.copy(ROOT / "tests" / "__init__.py", tmp_path / "tests")
    kinds = tmp_path / "src" / "caseconsole" / "domain" / "kinds"
    (kinds / "voluntary_work.py").write_text(MODULE, encoding="utf-8")
    table = tmp_path / "db" / "policy" / "kinds" / "voluntary_work.toml"
    table.write_text(TABLE, encoding="utf-8")
    for call in (("caseconsole.locale.compile",), ("pytest", "-q", *ALONE, "tests/locale")):
        done = subprocess.run(
            [sys.executable, "-m", *call],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
