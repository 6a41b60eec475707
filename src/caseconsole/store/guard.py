"""What a session's connection may not do, refused by SQLite before it runs."""

from collections.abc import Callable
from types import ModuleType

from caseconsole.store.tables import APPEND_ONLY, RECORD

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]

_ACTS = frozenset(
    {"SELECT", "READ", "INSERT", "UPDATE", "DELETE", "FUNCTION", "TRANSACTION", "SAVEPOINT",
     "RECURSIVE", "PRAGMA"}
)  # fmt: skip
"""What a session does at all; making, altering, dropping and attaching are not among it."""

_PRAGMAS = frozenset(
    {"data_version", "foreign_key_check", "foreign_key_list", "index_info", "index_list",
     "index_xinfo", "integrity_check", "quick_check", "table_info", "table_list", "table_xinfo"}
)  # fmt: skip
"""Pragmas that only tell something, whatever their argument."""

_ASKED = frozenset(
    {"journal_mode", "user_version", "application_id", "foreign_keys", "synchronous"}
)
"""Pragmas that a session may read and not set."""

_CATALOGUE = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_sequence"})


def authorizer(sqlite: ModuleType) -> Authorizer:
    """The check that SQLite calls for each part of a statement it prepares.

    Args:
        sqlite: the library in use, for its codes.
    """
    ok, deny = int(sqlite.SQLITE_OK), int(sqlite.SQLITE_DENY)
    acts = {int(getattr(sqlite, f"SQLITE_{name}")) for name in _ACTS}
    change = {int(sqlite.SQLITE_INSERT), int(sqlite.SQLITE_UPDATE), int(sqlite.SQLITE_DELETE)}
    insert, delete = int(sqlite.SQLITE_INSERT), int(sqlite.SQLITE_DELETE)
    # Older libraries ask this of themselves when a virtual table is first used; of a statement
    # they refuse it, as long as the schema is not writable.
    declared = "sqlite_master", int(sqlite.SQLITE_UPDATE)
    pragma, function = int(sqlite.SQLITE_PRAGMA), int(sqlite.SQLITE_FUNCTION)

    def check(act: int, first: str | None, second: str | None, *_: str | None) -> int:
        if act not in acts:
            return deny
        if act in change:
            kept = first in APPEND_ONLY and act != insert
            kept = kept or (first in RECORD and act == delete)
            kept = kept or (first in _CATALOGUE and (first, act) != declared)
            return deny if kept else ok
        if act == pragma:
            allowed = first in _PRAGMAS or (first in _ASKED and second is None)
            return ok if allowed else deny
        return deny if act == function and second == "load_extension" else ok

    return check
