"""Where the files that ship with the program are found, and what stands at a path."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def db_files() -> "Traversable":
    """The db/ folder: inside an installed wheel, or at the root of a checkout."""
    installed = Path(__file__).with_name("_db")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "db"


def found(path: Path) -> Literal["file", "folder", "nothing", "closed"]:
    """What stands at a path; `closed` is what this account may not see, or no file nor folder."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    except OSError:
        return "closed"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "closed"


def open_beside(store: Path, path: Path, flags: int) -> int:
    """Open a file beside a store; one that is made has the rights that the store has.

    Raises:
        OSError: it can be neither opened nor made.
    """
    handle = os.open(path, flags, 0o600)
    made, kept = os.fstat(handle), store.stat().st_mode & 0o660 if store.exists() else 0
    if made.st_uid == os.geteuid() and kept & ~made.st_mode:
        os.fchmod(handle, kept | 0o600)
    return handle
