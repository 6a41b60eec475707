"""Where the files that ship with the program are found."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def db_files() -> Traversable:
    """The db/ folder: inside an installed wheel, or at the root of a checkout."""
    installed = files("caseconsole") / "_db"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "db"
