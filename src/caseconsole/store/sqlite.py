"""The one place that chooses the SQLite library, opens a store and explains its faults."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from caseconsole.domain.message import Message, Refused, message
from caseconsole.store.guard import authorizer
from caseconsole.store.place import require_file, require_local

if TYPE_CHECKING:
    import sqlite3 as sqlite  # noqa: TID251

    from sqlite_utils import Database
else:
    try:
        import pysqlite3.dbapi2 as sqlite  # noqa: TID251
    except ImportError:
        import sqlite3 as sqlite  # noqa: TID251

Connection = sqlite.Connection
Row = tuple[Any, ...]
Error = sqlite.Error

FLOOR = (3, 51, 3)
"""Below this, WAL with several writers can corrupt the file (the WAL-reset fault)."""
OLDEST = (3, 38, 0)
"""Below this, the schema and the reads do not work at all."""
APPLICATION_ID = 0x43434F4E
"""Marks the file as a case store: `CCON`."""
BUSY_MS = 10_000
CACHE_KIB = 2_000
"""How much of the file a connection keeps in memory; a change of many rows wants no less."""

_SETTINGS = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA synchronous=FULL",
    "PRAGMA journal_size_limit=67108864",
)


def library_version() -> tuple[int, int, int]:
    """The version of the SQLite in use."""
    return sqlite.sqlite_version_info


def library_notice() -> Message | None:
    """What a person should know of the SQLite in use: below the floor colleagues wait longer."""
    if library_version() < FLOOR:
        return message("store.sqlite_below_floor", version=sqlite.sqlite_version)
    return None


@contextmanager
def one_state(conn: Connection) -> Iterator[None]:
    """Let several reads see one state of a store; inside a transaction they do so anyway."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


class Store:
    """One association's store over one connection, used by one thread at a time."""

    def __init__(
        self, path: Path, conn: Connection, *, version: int, file: os.stat_result | None = None
    ) -> None:
        """A store over a connection; `file` is what lay at the path before it was opened."""
        self.path = path
        self._file = file or path.stat()
        self.conn = conn
        self.notice = library_notice()
        self._version = version
        self._rollback_only = library_version() < FLOOR

    @cached_property
    def db(self) -> "Database":
        """The same connection for sqlite-utils, loaded at the first use."""
        from sqlite_utils import Database

        return Database(self.conn, recursive_triggers=False, execute_plugins=False, strict=True)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Hold the write lock from the first statement on, so that nothing read goes stale.

        Raises:
            Refused: the store is busy, full, read-only, or was made newer, replaced or removed
                meanwhile.
            RuntimeError: a transaction is open already.
        """
        if self.conn.in_transaction:
            raise RuntimeError("a transaction is open already")
        with explained(self.path):
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                self._check_writable()
                yield self.conn
                self.conn.execute("COMMIT")
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise

    def require_at_rest(self) -> None:
        """Make sure that nothing is held while a screen paints.

        Raises:
            RuntimeError: a transaction is open.
        """
        if self.conn.in_transaction:
            raise RuntimeError("a transaction is open while a screen paints")

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""
        self.conn.close()

    def _check_writable(self) -> None:
        if not self._in_place():
            raise Refused(message("store.replaced", path=str(self.path)))
        if pragma(self.conn, "user_version") > self._version:
            raise Refused(message("store.newer", path=str(self.path)))
        if self._rollback_only and pragma(self.conn, "journal_mode") == "wal":
            raise Refused(message("store.wal_by_others", version=sqlite.sqlite_version))

    def _in_place(self) -> bool:
        """Whether the file that is open is still the one that others find at its path."""
        try:
            return os.path.samestat(self._file, self.path.stat())
        except OSError:
            return False


def open_store(path: Path, *, write: bool = True, cache_kib: int = CACHE_KIB) -> Store:
    """Open a store that exists, for a session.

    Args:
        write: a store that is newer than the program opens only for reading.
        cache_kib: how much of the file is kept in memory.

    Raises:
        Refused: no such file, empty or not a case store, not on a local disk, made by a newer
            program or by one that was never released, not brought up to date, or the SQLite is too
            old.
    """
    from caseconsole.store.migrations import require_own, shipped

    require_file(path)
    require_local(path)
    file = path.stat()
    conn = connect(path, write=write, cache_kib=cache_kib)
    try:
        ours = len(shipped())
        with explained(path):
            _require_version(path, pragma(conn, "user_version"), ours, write=write)
            require_own(conn, path)
        conn.set_authorizer(authorizer(sqlite))
    except BaseException:
        conn.close()
        raise
    return Store(path, conn, version=ours, file=file)


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Hold a store, which may then be taken away: nobody has it open, and nobody else opens it.

    Whoever works on it with WAL is noticed also at rest; without WAL only while they write.

    Raises:
        Refused: somebody has it open, or it cannot be written.
    """
    conn = connect(path)
    try:
        conn.execute("PRAGMA busy_timeout=0")
        with explained(path, busy="store.in_use"):
            conn.execute("PRAGMA journal_mode=delete")
            conn.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        conn.close()


def create_store(
    path: Path, association: str, zone: str, demo_day: date | None, now_ms: int
) -> Store:
    """Make a new store, readable by its owner only, with the association in it.

    Raises:
        Refused: the file exists, cannot be made there, or is not on a local disk.
    """
    from caseconsole.store.journal import append
    from caseconsole.store.migrations import migrate
    from caseconsole.store.write import Writer

    require_local(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Refused(message("store.exists", path=str(path))) from None
    except OSError:
        raise Refused(message("store.cannot_make", path=str(path))) from None
    try:
        migrate(path, new=True)
        store = open_store(path)
        day = demo_day.isoformat() if demo_day else None
        values = {"name": association, "zone": zone, "demo_day": day, "created_at": now_ms}
        with store.transaction():
            writer = Writer(store)
            writer.insert("association", id=1, **values)
            append(
                store, at=now_ms, actor="", kind="create_store", case=None,
                change_id=f"create-{now_ms}", policy="", payload=values, images=writer.images,
            )  # fmt: skip
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return store


def connect(
    path: Path, *, write: bool = True, new: bool = False, cache_kib: int = CACHE_KIB
) -> Connection:
    """A connection with the settings every store is used with, and no guard on it.

    Args:
        new: an empty file is about to become a store.
        cache_kib: how much of the file is kept in memory.

    Raises:
        Refused: the file is empty or no case store, cannot be opened, or the SQLite is too old.
    """
    if library_version() < OLDEST:
        raise Refused(message("store.sqlite_too_old", version=sqlite.sqlite_version))
    require_file(path)
    if not new and not path.stat().st_size:
        # SQLite would throw away what a log beside it still holds.
        raise Refused(message("store.empty", path=str(path)))
    mode = "rw" if write else "ro"
    with explained(path):
        conn = sqlite.connect(
            f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            cached_statements=512,
            check_same_thread=False,
        )
        try:
            for setting in (*_SETTINGS, f"PRAGMA cache_size=-{cache_kib}"):
                conn.execute(setting)
            _require_marked(conn, path, new=new)
            _make_private(path)
            if write:
                _set_journal_mode(conn, path)
            else:
                conn.execute("PRAGMA query_only=ON")
        except BaseException:
            conn.close()
            raise
    return conn


def pragma(conn: Connection, name: str) -> Any:
    """The value of a setting."""
    row = conn.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


@contextmanager
def explained(path: Path, busy: str = "store.busy") -> Iterator[None]:
    """Turn a fault of the disk or the library into a sentence that says what to do.

    Args:
        busy: the id of what is said where others have the store.

    Raises:
        Refused: the store is busy, full, read-only, damaged, or no store at all.
    """
    faults = {"SQLITE_BUSY": busy, "SQLITE_LOCKED": busy, **_FAULTS}
    try:
        yield
    except sqlite.DatabaseError as error:
        code = getattr(error, "sqlite_errorname", "")
        for start, name in faults.items():
            if code.startswith(start):
                raise Refused(message(name, path=str(path))) from error
        raise


_FAULTS = {
    "SQLITE_FULL": "store.full",
    "SQLITE_READONLY": "store.read_only",
    "SQLITE_IOERR": "store.disk_fault",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.not_a_store",
    "SQLITE_CANTOPEN": "store.cannot_open",
    "SQLITE_PERM": "store.cannot_open",
}


def _require_version(path: Path, found: int, ours: int, *, write: bool) -> None:
    if found > ours and write:
        raise Refused(message("store.newer", path=str(path)))
    if found < ours:
        raise Refused(message("store.older", path=str(path)))


def _require_marked(conn: Connection, path: Path, *, new: bool) -> None:
    """Refuse a file that holds something else, or nothing while it is no new one."""
    holds = conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if not holds and not new:
        raise Refused(message("store.empty", path=str(path)))
    if holds and pragma(conn, "application_id") != APPLICATION_ID:
        raise Refused(message("store.not_a_store", path=str(path)))


def _set_journal_mode(conn: Connection, path: Path) -> None:
    """WAL where it is safe; below the floor a rollback journal, refused while others use WAL."""
    wanted = "delete" if library_version() < FLOOR else "wal"
    if pragma(conn, "journal_mode") == wanted:
        return
    try:
        found = pragma(conn, f"journal_mode={wanted}")
    except sqlite.OperationalError:
        found = None
    if wanted == "delete" and found != "delete":
        raise Refused(message("store.wal_by_others", version=sqlite.sqlite_version, path=str(path)))


def _make_private(path: Path) -> None:
    """Take away everybody's rights but the owner's to a store that is ours, and what lies beside.

    In a folder that belongs to a group (setgid) the group keeps the rights that the owner gave it.
    What SQLite makes beside a store has the rights that the store has at that moment.
    """
    kept = 0o660 if path.parent.stat().st_mode & stat.S_ISGID else 0o600
    for tail in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + tail)
        try:
            known = file.stat()
            if known.st_uid == os.geteuid() and stat.S_IMODE(known.st_mode) & ~kept & 0o077:
                file.chmod(known.st_mode & kept | 0o600)
        except OSError:
            continue
