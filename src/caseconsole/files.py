"""Where the files that ship with the program are found."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def db_files() -> "Traversable":
    """The db/ folder: inside an installed wheel, or at the root of a checkout."""
    installed = Path(__file__).with_name("_db")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "db"
