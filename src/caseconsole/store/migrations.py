"""The schema's way forward: SQL files in db/migrations, applied in order."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from caseconsole.domain.message import Refused, message
from caseconsole.files import db_files
from caseconsole.store.place import require_local
from caseconsole.store.sqlite import APPLICATION_ID, Connection, connect, explained, pragma

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sqlite_utils import Database, Migrations


@cache
def shipped() -> "tuple[Traversable, ...]":
    """The migration files of this program, in order; their number is the store's version."""
    scripts = (f for f in (db_files() / "migrations").iterdir() if f.name.endswith(".sql"))
    return tuple(sorted(scripts, key=lambda script: script.name))


def migrate(path: Path) -> Path | None:
    """Bring a store up to date, all or nothing, after a backup beside it.

    Returns:
        The backup; None when the store was empty or up to date.

    Raises:
        Refused: the store is newer than the program, or not a case store.
    """
    from sqlite_utils import Database

    require_local(path)
    conn = connect(path)
    try:
        with explained(path):
            version = _version(conn, path)
            if version == len(shipped()):
                return None
            backup = _backup(conn, path, version) if version else None
            conn.execute("BEGIN IMMEDIATE")
            try:
                _version(conn, path)
                _migrations().apply(
                    Database(conn, recursive_triggers=False, execute_plugins=False, strict=True)
                )
                conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
                conn.execute(f"PRAGMA user_version={len(shipped())}")
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
            return backup
    finally:
        conn.close()


def _version(conn: Connection, path: Path) -> int:
    """How many migrations the store has had.

    Raises:
        Refused: more than this program has.
    """
    found = int(pragma(conn, "user_version"))
    if found > len(shipped()):
        raise Refused(message("store.newer", path=str(path)))
    return found


def _migrations() -> "Migrations":
    """One migration for each file, named by it."""
    from sqlite_utils import Migrations

    migrations = Migrations("caseconsole")
    for script in shipped():
        _register(migrations, script)
    return migrations


def _register(migrations: "Migrations", script: "Traversable") -> None:
    @migrations(name=script.name.removesuffix(".sql"))
    def run(db: "Database") -> None:
        db.executescript(script.read_text(encoding="utf-8"))


def _backup(conn: Connection, path: Path, version: int) -> Path:
    """A whole copy of the store beside it, readable by its owner only."""
    number = 1
    while True:
        backup = path.with_name(f"{path.name}.v{version}-{number}.backup")
        try:
            backup.touch(mode=0o600, exist_ok=False)
            break
        except FileExistsError:
            number += 1
    try:
        conn.execute("VACUUM INTO ?", (str(backup),))
    except BaseException:
        backup.unlink()
        raise
    return backup
