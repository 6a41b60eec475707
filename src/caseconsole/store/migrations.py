"""The schema's way forward: SQL files in db/migrations, applied in order."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from caseconsole.domain.message import Refused, message
from caseconsole.files import db_files
from caseconsole.store.place import require_local
from caseconsole.store.sqlite import APPLICATION_ID, Connection, Store, connect, explained, pragma

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sqlite_utils import Database, Migrations

    from caseconsole.store.images import Image


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
    path: Path, *, new: bool = False, by: Callable[[Connection], tuple[str, int]] | None = None
) -> Path | None:
    """Bring a store up to date, all or nothing, after a backup beside it.

    What it fills in the record is written in the journal, so that both go on saying the same.

    Args:
        new: an empty file may become a store.
        by: who does so and when (UTC milliseconds), by what the store says before: every version
            has its colleagues. It refuses who may not.

    Returns:
        The backup; None when the store was empty or up to date.

    Raises:
        Refused: the store is newer than the program, of one that was never released, empty, or
            not a case store.
    """
    require_local(path)
    conn = connect(path, new=new)
    try:
        with explained(path):
            version = _version(conn, path)
            require_own(conn, path)
            actor, at = by(conn) if by is not None else ("", 0)
            if version == len(shipped()):
                return None
            backup = _backup(conn, path, version) if version else None
            _apply(conn, path, actor, at)
            return backup
    finally:
        conn.close()


def _apply(conn: Connection, path: Path, actor: str, at: int) -> None:
    """Apply what the store has not had, and write in the journal what that filled in."""
    from sqlite_utils import Database

    from caseconsole.store.tables import RECORD

    conn.execute("BEGIN IMMEDIATE")
    try:
        version = _version(conn, path)
        had = {table: _columns(conn, table) for table in sorted(RECORD)}
        _migrations().apply(
            Database(conn, recursive_triggers=False, execute_plugins=False, strict=True)
        )
        _write_down(Store(path, conn, version=version), had, actor, at)
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version={len(shipped())}")
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _columns(conn: Connection, table: str) -> dict[str, str]:
    """The columns of a table, each with its default in SQL; none where there is no such table."""
    info = conn.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: default or "NULL" for _, name, _, _, default, _ in info}


def _write_down(store: Store, had: Mapping[str, Mapping[str, str]], actor: str, at: int) -> None:
    """Write in the journal what new columns hold but their default, which it takes for granted.

    Args:
        had: the columns of each table of the record before.
    """
    from caseconsole.store.journal import append

    images = [image for table in had for image in _filled_in(store.conn, table, had[table])]
    if images:
        version = len(shipped())
        append(
            store, at=at, actor=actor, kind="migrate", case=None, change_id=f"migrate-{version}",
            policy="", payload={"version": version}, images=images,
        )  # fmt: skip


def _filled_in(conn: Connection, table: str, had: Mapping[str, str]) -> "Iterator[Image]":
    from caseconsole.store.images import Image

    columns = _columns(conn, table)
    other = [f"{name} IS NOT {columns[name]}" for name in columns if name not in had]
    if had and other:
        for row in conn.execute(f"SELECT * FROM {table} WHERE {' OR '.join(other)} ORDER BY id"):
            after = dict(zip(columns, row, strict=True))
            before = {name: value for name, value in after.items() if name in had}
            yield Image(table, int(after["id"]), before, after)


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
