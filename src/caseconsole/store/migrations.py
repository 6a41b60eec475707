"""The schema's way forward: SQL files in db/migrations, applied in order."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

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


@cache
def _names(scripts: "tuple[Traversable, ...]") -> list[str]:
    """The names under which a store keeps which migrations it had: each with a checksum."""
    return [
        f"{script.name.removesuffix('.sql')}:{crc32(script.read_text(encoding='utf-8').encode()):08x}"
        for script in scripts
    ]


def require_own(conn: Connection, path: Path) -> None:
    """Make sure that the migrations a store had are those of this program.

    Raises:
        Refused: they differ, as in a store of a version that was never released.
    """
    n = min(pragma(conn, "user_version"), len(shipped()))
    had = conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id LIMIT ?", (n,)) if n else ()
    if [name for (name,) in had] != _names(shipped())[:n]:
        raise Refused(message("store.unreleased", path=str(path)))


def migrate(
    path: Path, *, new: bool = False, allow: Callable[[Connection], None] | None = None
) -> Path | None:
    """Bring a store up to date, all or nothing, after a backup beside it.

    Args:
        new: an empty file may become a store.
        allow: refuses who may not, by what the store says before; every version has its colleagues.

    Returns:
        The backup; None when the store was empty or up to date.

    Raises:
        Refused: the store is newer than the program, of one that was never released, empty, or
            not a case store.
    """
    from sqlite_utils import Database

    require_local(path)
    conn = connect(path, new=new)
    try:
        with explained(path):
            version = _version(conn, path)
            require_own(conn, path)
            if allow is not None:
                allow(conn)
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
    for name, script in zip(_names(shipped()), shipped(), strict=True):
        _register(migrations, name, script)
    return migrations


def _register(migrations: "Migrations", name: str, script: "Traversable") -> None:
    @migrations(name=name)
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
